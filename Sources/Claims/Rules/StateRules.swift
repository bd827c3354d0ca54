
/// States that a customer can only know by having looked: they imply a step.
///
/// The key names the implied step, so that "it still says undeliverable" answers an ask to check the tracker.
enum StateRules {
  static func claims(in passage: Passage, _ sentence: Sentence) -> [Claim] {
    let words = sentence.tokens.map(\.form)
    return [
      status(passage, sentence, words), upToDate(passage, sentence, words), otherBrowser(passage, sentence, words),
      lacking(passage, sentence, words), message(passage, sentence, words),
    ].compactMap { $0 }
  }

  /// "It still says undeliverable", "the tracker shows \"in transit\"", "status: pending".
  private static func status(_ passage: Passage, _ sentence: Sentence, _ words: [String]) -> Claim? {
    guard let at = words.firstIndex(where: Words.statuses.contains) else { return nil }
    let before = words[..<at].suffix(8)
    guard !isConditional(words[..<at]), !sentence.isQuestion else { return nil }
    let isShown =
      before.contains(where: Words.statusSigns.contains) || before.contains("still") || words.contains("status")
    guard isShown, words.contains(where: Words.statusThings.contains) || words.contains("still") else { return nil }
    // "The parcel was lost" and "I still have an open order" tell no screen; something must have said or shown it.
    if !before.contains(where: Words.statusSigns.contains), !words.contains("status"),
      words[at] == "open" || words[at] == "paid"
    {
      return nil
    }
    let start =
      before.lastIndex { [",", ";", ":", "but", "and", "(", "that", "because"].contains($0) }.map { $0 + 1 }
      ?? max(0, at - 8)
    // A quotation mark that was opened is closed within the claim.
    let closes = at + 1 < words.count && ["\"", "\u{201D}", "'"].contains(words[at + 1])
    let opens = words[min(start, at)..<at].contains { ["\"", "\u{201C}", "'"].contains($0) }
    guard let span = passage.span(sentence.tokens[min(start, at)...(closes && opens ? at + 1 : at)]) else { return nil }
    let thing = words.contains("payment") ? "payment" : words.contains("refund") ? "refund" : "tracker"
    return passage.claim(.observed, span, key: "check \(thing)", rule: "status seen: \(words[at])")
  }

  /// "I have the latest version", "Firefox is up to date".
  private static func upToDate(_ passage: Passage, _ sentence: Sentence, _ words: [String]) -> Claim? {
    guard !sentence.isQuestion else { return nil }
    var end: Int?
    for at in words.indices {
      let next = at + 1 < words.count ? words[at + 1] : ""
      if ["latest", "newest", "current", "most recent"].contains(words[at]),
        ["version", "update", "updates", "release", "firmware"].contains(next)
      {
        end = at + 1
      }
      if words[at] == "up-to-date"
        || (words[at] == "up" && next == "to" && at + 2 < words.count && words[at + 2] == "date")
      {
        end = words[at] == "up" ? at + 2 : at
      }
      if words[at] == "says", ["current"].contains(next) { end = at + 1 }
      if end != nil { break }
    }
    guard let end else { return nil }
    let head = words[..<end].suffix(10)
    let isHeld = head.contains {
      [
        "have", "'ve", "has", "is", "are", "on", "running", "using", "runs", "use", "everything", "'s", "'m",
        "installed", "says",
      ].contains($0)
    }
    guard isHeld, !isConditional(head), !head.contains(where: Words.negations.contains) else { return nil }
    let start = clauseStart(words, end)
    return passage.span(sentence.tokens[start...end]).map {
      passage.claim(.observed, $0, key: "update", rule: "is up to date")
    }
  }

  /// "It works in Chrome", "only in Firefox", "the same in Edge".
  private static func otherBrowser(_ passage: Passage, _ sentence: Sentence, _ words: [String]) -> Claim? {
    let browsers: Set<String> = ["chrome", "edge", "safari", "opera", "brave", "duckduckgo", "chromium"]
    for at in words.indices where ["only", "limited"].contains(words[at]) && at + 2 < words.count {
      guard ["in", "to", "with", "on"].contains(words[at + 1]),
        ["firefox", "this", "ff", "thunderbird"].contains(words[at + 2])
      else { continue }
      return passage.span(sentence.tokens[clauseStart(words, at)...(at + 2)]).map {
        passage.claim(.observed, $0, key: "try other-browser", rule: "only in this one")
      }
    }
    guard !sentence.isQuestion, let at = words.firstIndex(where: browsers.contains) else { return nil }
    let head = words[..<at].suffix(12)
    let tells = words.contains {
      [
        "works", "work", "worked", "fine", "same", "shown", "loads", "fails", "happens", "problem", "problems", "issue",
        "issues",
      ].contains($0)
    }
    let used = head.contains { ["in", "on", "with", "using", "through"].contains($0) } || words.contains("fine")
    guard tells, used, !isConditional(head), !head.contains("from") else { return nil }
    let start = clauseStart(words, at)
    return passage.span(sentence.tokens[start...at]).map {
      passage.claim(.observed, $0, key: "try other-browser", rule: "other browser seen")
    }
  }

  /// "I don't have the receipt any more", "I have no access to the mailbox": cannot be given or done.
  private static func lacking(_ passage: Passage, _ sentence: Sentence, _ words: [String]) -> Claim? {
    guard !sentence.isQuestion else { return nil }
    for at in words.indices where words[at] == "have" && at > 0 && at + 1 < words.count {
      let before = words[max(0, at - 4)..<at]
      guard before.contains(where: Words.customer.contains), !isConditional(words[..<at]) else { continue }
      let isNegated =
        before.contains { ["n't", "not", "never"].contains($0) } || before.suffix(2).elementsEqual(["no", "longer"])
        || words[at + 1] == "no"
      guard isNegated else { continue }
      let rest = Array(sentence.tokens[(at + 1)..<min(at + 9, words.count)])
      let stop =
        rest.firstIndex { $0.kind == .sign || ["but", "so", "because", "and", "until", "i"].contains($0.form) }
        ?? rest.count
      guard stop > 0 else { continue }
      let first = rest[0].form
      // "have not checked" is a verb phrase, read by the clause rules.
      if first == "to" || VerbForm.readings(of: first).contains(where: { $0.tense == .participle }) { continue }
      if let claim = withoutWay(passage, sentence, at) { return claim }
      let object = ObjectPhrase.read(rest[..<stop])
      guard let head = object.head, isGivable(object.words) else { continue }
      let start = max(0, at - 4)
      let begin = words[start..<at].firstIndex(where: Words.customer.contains) ?? at
      guard let span = passage.span(sentence.tokens[begin..<min(at + 1 + stop, words.count)]) else { continue }
      let noun = object.words.contains("access") ? "access" : head
      return passage.claim(.notTried, span, key: "give \(noun)", rule: "does not have")
    }
    return nil
  }

  private static let givable: Set<String> = [
    "receipt", "invoice", "access", "screenshot", "box", "packaging", "number", "label", "document", "form", "code",
    "key", "letter", "password",
    "printer", "camera", "proof", "confirmation", "original", "parcel",
  ]

  private static func isGivable(_ words: Set<String>) -> Bool {
    !words.isDisjoint(with: givable) || words.contains { Data.types[$0] != nil }
  }

  /// "I have no option to disable it", "I don't have a way to ...", "I have no idea how": cannot do the step.
  private static func withoutWay(_ passage: Passage, _ sentence: Sentence, _ at: Int) -> Claim? {
    let tokens = sentence.tokens
    let end = min(at + 7, tokens.count)
    guard
      let noun = (at..<end).first(where: {
        ["option", "way", "idea", "possibility", "means", "chance"].contains(tokens[$0].form)
      })
    else { return nil }
    var place = noun + 1
    while place < tokens.count, place < noun + 3, ["to", "how", "of"].contains(tokens[place].form) { place += 1 }
    var chain = VerbChain(tokens: tokens, at: place, prefersBase: true)
    chain.read()
    guard place > noun + 1, let verb = chain.verb else { return nil }
    let last = min(verb.at + 8, tokens.count)
    let stop = (verb.at + 1..<last).first { tokens[$0].kind == .sign || tokens[$0].form == "but" } ?? last
    let object = ObjectPhrase.read(tokens[min(verb.at + 1 + verb.taken, stop)..<stop])
    guard let span = passage.span(tokens[max(0, at - 1)..<stop]) else { return nil }
    return passage.claim(
      .notTried, span, key: object.head.map { "\(verb.action) \($0)" } ?? verb.action, rule: "does not have")
  }

  /// Words before a quoted wording that a machine showed.
  private static let wording: Set<String> = [
    "says", "message", "error", "saying", "reads", "warning", "said", "shows", "comes", "appears", "displays", "get",
    "gets", "getting", "pops",
  ]

  /// `Message says "invalid address"`: the wording of a message, given.
  private static func message(_ passage: Passage, _ sentence: Sentence, _ words: [String]) -> Claim? {
    let quotes: Set<String> = ["\"", "“", "'", "„", "''"]
    guard let open = words.firstIndex(where: quotes.contains), open > 0 else { return nil }
    let head = words[..<open].suffix(6)
    // What a person said is no message of a machine.
    guard head.contains(where: wording.contains), !head.contains("he"), !head.contains("she") else { return nil }
    let close = words[(open + 1)...].firstIndex(where: { quotes.contains($0) || $0 == "”" }) ?? words.count - 1
    guard close > open + 1 else { return nil }
    let start = clauseStart(words, open)
    return passage.span(sentence.tokens[start...close]).map {
      passage.claim(.observed, $0, key: "error", rule: "message quoted")
    }
  }

  private static func clauseStart(_ words: [String], _ end: Int) -> Int {
    let least = max(0, end - 12)
    return words[least..<end].lastIndex { [",", ";", ":", "but", "(", ".", "because", "so"].contains($0) }.map {
      $0 + 1
    } ?? least
  }

  private static func isConditional(_ words: ArraySlice<String>) -> Bool {
    words.contains { ["if", "unless", "whether", "until"].contains($0) }
  }
}
