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
  /// Key of "I did that", where nothing says what.
  static let that = "do that"

  var deeds: DeedReader { DeedReader(sentence: sentence, lexicon: lexicon) }
  var factualities: FactualityReader { FactualityReader(sentence: sentence, lexicon: lexicon) }

  /// - Parameter thing: what was last done something to; `it` is that.
  func findings(after thing: inout String?) -> [Finding] {
    var found: [Finding] = []
    for clause in sentence.clauses {
      if let done = anaphoric(clause) ?? haveDone(clause) ?? attachedFirst(clause) ?? gerundSubject(clause) ?? withoutMeans(
        clause) ?? received(clause) ?? neither(clause) ?? pleaseFind(clause)
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
    if !sentence.isQuestion {
      for missed in MissedVerbs(sentence: sentence, lexicon: lexicon).all()
      where !found.contains(where: {
        $0.words.contains(missed.verb) && $0.kind == .tried && !sentence.forms[missed.verb].hasSuffix("ing")
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
    guard isOwn(party, clause, deed) else { return nil }
    let words = words(of: clause)
    switch fact {
    case .done, .attempted:
      guard isStep(clause, deed, fact) else { return nil }
      let rule = clause.frame.role == .ofNoun ? Self.relative : fact == .done ? "done" : "attempted"
      return Finding(kind: .tried, words: words, key: deed.key, rule: rule)
    case .notDone:
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
      return Finding(kind: .tried, words: words, key: deed.key, rule: "each time")
    case .conditional:
      guard clause.frame.time == .present, !sentence.isQuestion, party == .customer, isReported(clause) else { return nil }
      return Finding(kind: .tried, words: words, key: deed.key, rule: "each time")
    case .future:
      guard party == .customer, Self.bareSteps.contains(deed.action), clause.frame.role != .adverbial, !sentence.isQuestion,
        clause.frame.modal == nil || clause.frame.time == .future
      else { return nil }
      return Finding(kind: .notTried, words: words, key: deed.key, rule: "planned")
    case .wanted, .told, .supposed, .asked, .imperative, .open: return nil
    }
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
