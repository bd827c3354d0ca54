import Language

/// Deeds done, left undone, and contact: `tried`, `notTried`, `contacted`.
struct DeedRules {
  let sentence: ReadSentence
  let lexicon: Lexicon
  /// The sentence stands under "What I have tried:".
  let isTriedList: Bool
  /// The sentence stands under "you should do these steps:".
  var isVendorList = false
  /// The rule of a deed that only a relative clause tells.
  static let relative = "relative clause"
  /// The rule of what is done whenever it fails: "when I click on it".
  static let eachTime = "each time"
  /// The rule of "my bill was paid", of which nobody is said to have done it.
  static let wasPaid = "was paid"
  /// Key of "I did that", where nothing says what.
  static let that = "do that"

  var deeds: DeedReader { DeedReader(sentence: sentence, lexicon: lexicon) }
  var factualities: FactualityReader { FactualityReader(sentence: sentence, lexicon: lexicon) }

  /// - Parameter thing: what was last done something to; `it` is that.
  func findings(after thing: inout String?) -> [Finding] {
    var found: [Finding] = []
    for clause in sentence.clauses {
      if let done = anaphoric(clause) ?? haveDone(clause) ?? attachedFirst(clause) ?? gerundSubject(clause) ?? withoutMeans(
        clause) ?? received(clause) ?? neither(clause) ?? pleaseFind(clause) ?? forgotten(clause)
      {
        found.append(done)
        continue
      }
      guard let deed = deeds.deed(clause)?.meaning(thing) else { continue }
      if let object = deed.object, !Deed.pronouns.contains(object) { thing = object }
      guard let finding = finding(clause, deed) else { continue }
      if finding.rule == "could not", sentence.isQuestion { continue }
      found.append(finding)
    }
    found = shared(found)
    found += ways(found)
    if !sentence.isQuestion {
      for missed in MissedVerbs(sentence: sentence, lexicon: lexicon).all()
      where !found.contains(where: {
        $0.words.contains(missed.verb) && $0.kind == .tried && !sentence.forms[missed.verb].hasSuffix("ing")
          && ($0.words.lowerBound + 2 > missed.verb || sentence.form(missed.verb - 1) != ",")
      }) {
        // What was read as one with the deed before ends where this one begins.
        for (number, finding) in found.enumerated()
        where finding.words.contains(missed.verb) && finding.words.lowerBound < missed.words.lowerBound - 1 {
          found[number] = Finding(
            kind: finding.kind, words: finding.words.lowerBound..<(missed.words.lowerBound - 1), key: finding.key,
            rule: finding.rule)
        }
        let object = missed.object.map { " " + deeds.name($0) } ?? ""
        found.append(
          Finding(
            kind: missed.action == "contact" ? .contacted : .tried, words: missed.words, key: missed.action + object,
            rule: "past form"))
      }
    }
    return found
  }

  /// "I disabled and removed it", "deactivating/uninstalling all add-ons": verbs that share their object tell one deed.
  func shared(_ found: [Finding]) -> [Finding] {
    var kept: [Finding] = []
    for finding in found {
      if let last = kept.last, last.kind == finding.kind, last.words.upperBound <= finding.words.lowerBound,
        finding.words.lowerBound - last.words.upperBound <= 1, last.words.count <= 4,
        endsInVerb(last.words),
        sentence.forms[last.words.upperBound..<finding.words.lowerBound].allSatisfy({ ["and", "or", "/", "&"].contains($0) })
      {
        let (one, other) = (String(last.key.prefix { $0 != " " }), String(finding.key.prefix { $0 != " " }))
        if lexicon.areKin(one, other) {
          kept[kept.count - 1] = Finding(
            kind: finding.kind, words: last.words.lowerBound..<finding.words.upperBound, key: finding.key, rule: finding.rule)
        } else {
          kept[kept.count - 1] = Finding(
            kind: last.kind, words: last.words, key: "\(one) \(object(of: finding.key))", rule: last.rule)
          kept.append(finding)
        }
      } else {
        kept.append(finding)
      }
    }
    return kept
  }

  private static let manners: Set<String> = ["in", "with", "without", "on", "via", "using", "over", "through"]

  /// "Tried it without add-ons and in private mode": two tries.
  func ways(_ found: [Finding]) -> [Finding] {
    found.compactMap { told in
      let next = told.words.upperBound
      guard told.kind == .tried, told.key.hasPrefix("try "),
        told.words.contains(where: { Self.manners.contains(sentence.forms[$0]) }),
        ["and", "or"].contains(sentence.form(next)), Self.manners.contains(sentence.form(next + 1))
      else { return nil }
      var end = next + 2
      while end < sentence.forms.count, end - next < 6, sentence.tokens[end].partOfSpeech != .verb,
        ![",", ".", ";", "and", "but", "or", ")", ":"].contains(sentence.forms[end])
      { end += 1 }
      guard end > next + 2,
        let thing = ((next + 2)..<end).last(where: { [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech) })
      else { return nil }
      return Finding(kind: .tried, words: (next + 1)..<end, key: "try \(deeds.name(thing))", rule: "and so")
    }
  }

  func endsInVerb(_ words: Range<Int>) -> Bool { sentence.clause(at: words.upperBound - 1) != nil }

  func object(of key: String) -> Substring { key.drop { $0 != " " }.dropFirst() }

  /// Verbs whose past is their base.
  static let ambiguous: Set<String> = ["set", "put", "reset", "read", "cut", "shut"]
  static let bareSteps: Set<String> = [
    "restart", "reinstall", "uninstall", "click", "open", "run", "import", "copy", "set", "connect", "download", "go-to", "enter",
    "log-in", "install", "reset", "back-up",
  ]

  /// "Set it as default app. Perform an import of the file.": told as in a list, and asked of nobody.
  func isTold(_ clause: ReadClause, _ deed: Deed) -> Bool {
    guard !isVendorList,
      !sentence.forms.contains(where: {
        ["please", "you", "your", "me", "us", "let", "help", "do", "n't", "not", "if"].contains($0)
      }), !sentence.isQuestion
    else { return false }
    return Self.ambiguous.contains(deed.verb) || Self.bareSteps.contains(deed.action)
  }

  func finding(_ clause: ReadClause, _ deed: Deed) -> Finding? {
    let party = sentence.party(clause)
    var fact = factualities.factuality(of: clause)
    if isTriedList, fact == .imperative || fact == .open || fact == .present { fact = .done }
    if fact == .imperative, isTold(clause, deed) { fact = .done }
    if isContact(deed, clause) { return contact(clause, deed, party, fact) }
    guard isOwn(party, clause, deed) || fact == .notDone && isDenied(clause, deed), !isNoun(clause) else { return nil }
    if isPointedOut(clause) || isUnknown(clause) { return nil }
    // "The last page that I went to" tells which page it was.
    if clause.frame.role == .ofNoun, ["go-to", "find", "check"].contains(deed.action), clause.frame.objects.isEmpty {
      return nil
    }
    let words = words(of: clause)
    switch fact {
    case .done, .attempted:
      guard isStep(clause, deed, fact) else { return nil }
      if sentence.isQuestion, clause.frame.time == .none, sentence.relation(clause.verb) != .conj,
        clause.frame.role != .complement
      {
        return nil
      }
      if party == .thing, deed.action == "pay" { return Finding(kind: .tried, words: words, key: deed.key, rule: Self.wasPaid) }
      let rule =
        clause.frame.role == .ofNoun && sentence.form(clause.verb - 1) != ","
        ? Self.relative : fact == .done ? "done" : "attempted"
      return Finding(kind: .tried, words: words, key: deed.key, rule: rule)
    case .notDone:
      if isDenied(clause, deed) { return Finding(kind: .notTried, words: words, key: deed.key, rule: "denied") }
      if isUndeniable(clause, deed) { return nil }
      guard !Self.states.contains(deed.verb) || deed.verb == "use" && sentence.forms[clause.extent].contains("never"),
        party == .customer || party == .helper, !clause.frame.isPassive, clause.frame.role != .ofNoun, clause.frame.modal == nil
      else { return nil }
      return Finding(kind: .notTried, words: words, key: deed.key, rule: "not done")
    case .unable:
      guard isOptional(deed) else { return nil }
      return Finding(kind: .notTried, words: words, key: deed.key, rule: "could not")
    case .able:
      let near = clause.verb..<min(clause.verb + 9, sentence.forms.count)
      let other = near.first {
        ["different", "another"].contains(sentence.forms[$0]) || lexicon.rings[sentence.forms[$0]] == "other-browser"
      }
      guard namesAlternative(deed) || other != nil else { return nil }
      // With what it can be done with, wherever the tree hangs it: "I can log in using a different web browser".
      let end = other.map { at in
        (at..<near.upperBound).first { sentence.tokens[$0].partOfSpeech == .noun && sentence.form($0 + 1) != "browser" } ?? at
      }
      return Finding(
        kind: .tried, words: words.lowerBound..<max(words.upperBound, clause.verb + 1, (end ?? 0) + 1), key: deed.key, rule: "can"
      )
    case .present:
      guard isStep(clause, deed, fact), isHabit(clause, deed) else { return nil }
      return Finding(kind: .tried, words: words, key: deed.key, rule: Self.eachTime)
    case .conditional:
      guard clause.frame.time == .present, !sentence.isQuestion, party == .customer, isReported(clause) else { return nil }
      return Finding(kind: .tried, words: words, key: deed.key, rule: Self.eachTime)
    case .future:
      guard party == .customer, Self.bareSteps.contains(deed.action), clause.frame.role != .adverbial, !sentence.isQuestion,
        clause.frame.modal == nil || clause.frame.time == .future
      else { return nil }
      return Finding(kind: .notTried, words: words, key: deed.key, rule: "planned")
    case .wanted, .told, .supposed, .asked, .imperative, .open: return nil
    }
  }

  /// "No other drivers have been installed", "nothing was changed".
  func isDenied(_ clause: ReadClause, _ deed: Deed) -> Bool {
    guard clause.frame.isPassive, let subject = sentence.subject(clause), !hasAgent(clause),
      Self.passives.contains(deed.action) || ["install", "change", "add", "connect"].contains(deed.action)
    else { return false }
    return ["nothing", "none"].contains(sentence.forms[subject])
      || sentence.children(subject, .det).contains { sentence.forms[$0] == "no" }
  }

  /// "Without me clicking", "it would not let me change it", "I left no choice": nothing that was left undone.
  func isUndeniable(_ clause: ReadClause, _ deed: Deed) -> Bool {
    if ["without", "besides", "than"].contains(sentence.form(clause.verb - 1)) { return true }
    if sentence.children(clause.verb, .mark, .case).contains(where: { sentence.forms[$0] == "without" }) { return true }
    if deed.verb == "leave", clause.frame.objects.contains(where: { Self.notLeft.contains(sentence.lemma($0.index)) }) {
      return true
    }
    var head = clause.verb
    if sentence.relation(head) == .conj, let first = sentence.tokens[head].head { head = first }
    if let above = sentence.tokens[head].head, ["let", "allow", "permit"].contains(sentence.lemma(above)) { return true }
    let words = sentence.forms[clause.extent]
    return words.contains("avail") && !words.contains { ["not", "n't", "never"].contains($0) }
  }

  /// "The first mail I deleted": which one it was.
  func isPointedOut(_ clause: ReadClause) -> Bool {
    guard clause.frame.role == .ofNoun, let noun = sentence.tokens[clause.verb].head else { return false }
    return sentence.children(noun, .amod).contains {
      ["first", "second", "third", "last", "next", "only"].contains(sentence.forms[$0])
    }
  }

  /// "I don't know which of them I have looked at".
  func isUnknown(_ clause: ReadClause) -> Bool {
    guard clause.frame.role == .complement, let head = sentence.tokens[clause.verb].head, sentence.lemma(head) == "know",
      let above = sentence.clause(at: head)
    else { return false }
    return sentence.isNegative(above)
  }

  /// "A full credit check", read as a verb.
  func isNoun(_ clause: ReadClause) -> Bool {
    // "A {$400} check"
    if sentence.form(clause.verb - 1) == "}" { return true }
    if sentence.tokens[clause.verb].xpos == "VB", ["a", "an"].contains(sentence.form(clause.extent.lowerBound)),
      clause.extent.lowerBound < clause.verb, sentence.children(clause.verb, .nsubj).isEmpty
    {
      return true
    }
    return ["VB", "VBP"].contains(sentence.tokens[clause.verb].xpos)
      && sentence.children(clause.verb, .det, .amod).contains { $0 < clause.verb }
  }

  /// From the verb that it stands under, where that belongs to the deed: "I have tried repairing it".
  func words(of clause: ReadClause) -> Range<Int> {
    let own = clause.extent.lowerBound..<end(of: clause)
    guard clause.frame.role == .complement, let governor = sentence.tokens[clause.verb].head, governor < clause.verb,
      lexicon.embedding[sentence.lemma(governor)]?.contains(.attempt) ?? false, let above = sentence.clause(at: governor)
    else { return own }
    return min(above.extent.lowerBound, own.lowerBound)..<own.upperBound
  }

  /// Where the next clause of the customer's own begins, in a text that runs on: "I've tried this I've tried that".
  func end(of clause: ReadClause) -> Int {
    let next = sentence.clauses.filter { other in
      guard other.verb > clause.verb, other.extent.lowerBound > clause.verb, other.extent.lowerBound < clause.extent.upperBound,
        case .own(let subject) = other.frame.subject
      else { return false }
      return ["i", "we"].contains(sentence.forms[subject.index]) && other.frame.role != .complement
        && sentence.form(other.extent.lowerBound) == sentence.forms[subject.index]
    }
    return next.map(\.extent.lowerBound).min() ?? clause.extent.upperBound
  }

  // Contact ---------------------------------------------------------------------------------------------------------------
}
