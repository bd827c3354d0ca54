import Language

/// States that a customer can only know by having looked: the key of such an observation names the step that it implies, so that
/// "it still says undeliverable" answers an ask to check the tracker.
struct ImpliedRules {
  let sentence: ReadSentence
  let lexicon: Lexicon

  private var words: [String] { sentence.forms }

  func findings() -> [Finding] {
    guard sentence.forms.count > 1 else { return [] }
    let status = status()
    return [status, upToDate(), otherBrowser(), status == nil ? message() : nil, lacking()].compactMap(\.self)
  }

  private static let conditionals: Set<String> = ["if", "unless", "whether", "until"]
  private static let breaks: Set<String> = [",", ";", ":", "but", "and", "(", "that", "because", "so", "."]

  private func isConditional(_ words: ArraySlice<String>) -> Bool { words.contains { Self.conditionals.contains($0) } }

  /// Where the clause that ends here begins.
  private func start(_ end: Int, within reach: Int = 12) -> Int {
    let least = max(0, end - reach)
    return words[least..<end].lastIndex { Self.breaks.contains($0) }.map { $0 + 1 } ?? least
  }

  private static let signs: Set<String> = [
    "says", "say", "said", "shows", "show", "showing", "showed", "status", "marked", "states", "stated", "reads", "displays",
    "saying", "listed", "stuck",
  ]
  private static let things: Set<String> = [
    "tracker", "tracking", "status", "parcel", "package", "order", "shipment", "delivery", "trace", "it", "payment", "refund",
    "site", "website", "page",
  ]

  /// "It still says undeliverable", "the tracker shows \"in transit\"".
  private func status() -> Finding? {
    guard !sentence.isQuestion,
      let at = words.firstIndex(where: {
        lexicon.states[$0]?.contains(.status) ?? false
          || ["undeliverable", "lost", "returned", "delayed", "cancelled", "open", "overdue"].contains($0)
      })
    else { return nil }
    let before = words[..<at].suffix(8)
    guard !isConditional(words[..<at]) else { return nil }
    let isShown = before.contains { Self.signs.contains($0) } || words.contains("status") || before.contains("still")
    guard isShown, words.contains(where: { Self.things.contains($0) }) || words.contains("still") else { return nil }
    if !before.contains(where: { Self.signs.contains($0) }), !words.contains("status"),
      ["open", "paid", "lost", "cancelled", "returned"].contains(words[at])
    {
      return nil
    }
    let thing = words.contains("payment") ? "payment" : words.contains("refund") ? "refund" : "tracker"
    let closes = at + 1 < words.count && ["\"", "”", "''"].contains(words[at + 1])
    return Finding(
      kind: .observed, words: start(at)..<(closes ? at + 2 : at + 1), key: "check \(thing)",
      rule: Claim.implication + "status \(words[at]) seen")
  }

  /// "I have the latest version", "everything is up to date", "always says current".
  private func upToDate() -> Finding? {
    guard !sentence.isQuestion else { return nil }
    for at in words.indices {
      let next = at + 1 < words.count ? words[at + 1] : ""
      let last: Int
      if ["latest", "newest", "current", "recent"].contains(words[at]),
        ["version", "update", "updates", "release", "firmware", "software"].contains(next)
      {
        last = at + 1
      } else if words[at] == "up", next == "to", words[at...].starts(with: ["up", "to", "date"]) {
        last = at + 2
      } else if words[at] == "up-to-date" {
        last = at
      } else if words[at] == "says", next == "current" {
        last = at + 1
      } else {
        continue
      }
      let head = words[..<last].suffix(10)
      let isHeld = head.contains {
        [
          "have", "'ve", "has", "is", "are", "on", "running", "using", "runs", "use", "everything", "'s", "'m", "installed",
          "says",
        ].contains($0)
      }
      guard isHeld, !isConditional(head), !head.contains(where: { ["not", "n't", "no", "since", "after", "until"].contains($0) })
      else { continue }
      return Finding(kind: .observed, words: start(last)..<(last + 1), key: "update", rule: Claim.implication + "up to date")
    }
    return nil
  }

  /// "It works in Chrome", "this only happens in Firefox".
  private func otherBrowser() -> Finding? {
    for at in words.indices where ["only", "limited"].contains(words[at]) && at + 2 < words.count {
      guard
        ["in", "to", "with", "on", "when"].contains(words[at + 1]) || ["exists", "happens", "happen"].contains(words[at + 1]),
        words[(at + 2)...].prefix(3).contains(where: { ["firefox", "this", "ff", "thunderbird"].contains($0) })
      else { continue }
      return Finding(
        kind: .observed, words: start(at)..<min(at + 4, words.count), key: "try other-browser",
        rule: Claim.implication + "only in this one")
    }
    guard !sentence.isQuestion, let at = words.firstIndex(where: { lexicon.rings[$0] == "other-browser" && $0 != "other" }) else {
      return nil
    }
    let tells = words.contains {
      [
        "works", "work", "worked", "fine", "same", "shown", "loads", "fails", "happens", "problem", "problems", "issue", "issues",
        "occur",
      ].contains($0)
    }
    let used =
      words[..<at].suffix(12).contains { ["in", "on", "with", "using", "through"].contains($0) } || words.contains("fine")
    guard tells, used, !isConditional(words[..<at].suffix(12)), !words[..<at].suffix(12).contains("from") else { return nil }
    return Finding(
      kind: .observed, words: start(at)..<(at + 1), key: "try other-browser", rule: Claim.implication + "other browser seen")
  }

  private static let marks: Set<String> = ["\"", "“", "„", "''", "'", "‘", "``"]

  /// `Message says "invalid address"`: the wording of a message, given.
  private func message() -> Finding? {
    guard let open = words.firstIndex(where: { Self.marks.contains($0) }), open > 0 else { return nil }
    let head = words[..<open].suffix(7)
    guard
      head.contains(where: {
        [
          "says", "message", "error", "saying", "reads", "warning", "shows", "comes", "appears", "displays", "get", "gets",
          "getting", "pops", "responded",
        ].contains($0)
      }),
      !head.contains(where: { ["he", "she", "they"].contains($0) })
    else { return nil }
    let close = words[(open + 1)...].firstIndex { Self.marks.contains($0) || $0 == "”" || $0 == "’" } ?? words.count - 1
    guard close > open + 1 else { return nil }
    return Finding(kind: .observed, words: start(open)..<(close + 1), key: "error", rule: Claim.implication + "message quoted")
  }

  private static let givable: Set<String> = [
    "receipt", "invoice", "access", "screenshot", "box", "packaging", "number", "label", "document", "form", "code", "key",
    "letter", "password", "printer",
    "camera", "proof", "confirmation", "original", "parcel",
  ]

  /// "I don't have the receipt any more", "I no longer have access to my mail": cannot be given or done.
  private func lacking() -> Finding? {
    guard !sentence.isQuestion else { return nil }
    for clause in sentence.clauses where sentence.lemma(clause.verb) == "have" && sentence.party(clause) == .customer {
      let before = words[max(0, clause.verb - 3)..<clause.verb]
      guard clause.frame.isNegative || before.contains("longer") else { continue }
      guard let object = clause.frame.objects.last?.index, Self.givable.contains(sentence.lemma(object)),
        !isConditional(words[..<clause.verb])
      else { continue }
      let noun = sentence.lemma(object)
      return Finding(
        kind: noun == "access" ? .observed : .notTried, words: clause.extent,
        key: noun == "access" ? "log-in access" : "provide \(noun)", rule: "does not have")
    }
    return nil
  }
}
