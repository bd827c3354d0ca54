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

  private var deeds: DeedReader { DeedReader(sentence: sentence, lexicon: lexicon) }
  private var factualities: FactualityReader { FactualityReader(sentence: sentence, lexicon: lexicon) }

  /// - Parameter thing: what was last done something to; `it` is that.
  func findings(after thing: inout String?) -> [Finding] {
    var found: [Finding] = []
    for clause in sentence.clauses {
      if let done = anaphoric(clause) ?? haveDone(clause) ?? attachedFirst(clause) ?? gerundSubject(clause) ?? withoutMeans(clause) ?? received(clause) ?? neither(clause) ?? pleaseFind(clause) {
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
      for missed in MissedVerbs(sentence: sentence, lexicon: lexicon).all() where !found.contains(where: { $0.words.contains(missed.verb) && $0.kind == .tried && !sentence.forms[missed.verb].hasSuffix("ing") }) {
        // What was read as one with the deed before ends where this one begins.
        for (number, finding) in found.enumerated() where finding.words.contains(missed.verb) && finding.words.lowerBound < missed.words.lowerBound - 1 {
          found[number] = Finding(kind: finding.kind, words: finding.words.lowerBound..<(missed.words.lowerBound - 1), key: finding.key, rule: finding.rule)
        }
        let object = missed.object.map { " " + deeds.name($0) } ?? ""
        found.append(Finding(kind: missed.action == "contact" ? .contacted : .tried, words: missed.words, key: missed.action + object, rule: "past form"))
      }
    }
    return found
  }

  /// "I disabled and removed it", "deactivating/uninstalling all add-ons": verbs that share their object tell one deed.
  private func shared(_ found: [Finding]) -> [Finding] {
    var kept: [Finding] = []
    for finding in found {
      if let last = kept.last, last.kind == finding.kind, last.words.upperBound <= finding.words.lowerBound, finding.words.lowerBound - last.words.upperBound <= 1, last.words.count <= 4,
        endsInVerb(last.words), sentence.forms[last.words.upperBound..<finding.words.lowerBound].allSatisfy({ ["and", "or", "/", "&"].contains($0) })
      {
        let (one, other) = (String(last.key.prefix { $0 != " " }), String(finding.key.prefix { $0 != " " }))
        if lexicon.areKin(one, other) {
          kept[kept.count - 1] = Finding(kind: finding.kind, words: last.words.lowerBound..<finding.words.upperBound, key: finding.key, rule: finding.rule)
        } else {
          kept[kept.count - 1] = Finding(kind: last.kind, words: last.words, key: "\(one) \(object(of: finding.key))", rule: last.rule)
          kept.append(finding)
        }
      } else {
        kept.append(finding)
      }
    }
    return kept
  }

  private func endsInVerb(_ words: Range<Int>) -> Bool { sentence.clause(at: words.upperBound - 1) != nil }

  private func object(of key: String) -> Substring { key.drop { $0 != " " }.dropFirst() }

  /// "I did that", "which I did".
  private func anaphoric(_ clause: ReadClause) -> Finding? {
    guard sentence.lemma(clause.verb) == "do", sentence.party(clause) == .customer, factualities.factuality(of: clause) == .done else { return nil }
    let objects = clause.frame.objects.map { sentence.forms[$0.index] }
    let isBare = objects.isEmpty && clause.extent.count <= 3
    guard isBare || objects.contains(where: { ["that", "this", "it", "so", "which", "same", "thing", "everything", "all", "both", "steps"].contains($0) }) else { return nil }
    return Finding(kind: .tried, words: clause.extent, key: Self.that, rule: "did that")
  }

  /// "I had the hard drive replaced", "I have the column switched on".
  private func haveDone(_ clause: ReadClause) -> Finding? {
    guard sentence.lemma(clause.verb) == "have", sentence.party(clause) == .customer, let object = clause.frame.objects.last?.index,
      [.done, .present].contains(factualities.factuality(of: clause)), !clause.frame.isNegative
    else { return nil }
    let below = sentence.children(object, .acl) + sentence.children(clause.verb, .xcomp, .ccomp)
    for place in below where place > object && sentence.tokens[place].xpos.hasPrefix("VB") && (sentence.tokens[place].xpos == "VBN" || sentence.tokens[place].xpos == "VBD") {
      guard let inner = sentence.clause(at: place), let deed = deeds.deed(inner) else { continue }
      let end = max(clause.extent.upperBound, inner.extent.upperBound)
      return Finding(kind: .tried, words: clause.extent.lowerBound..<end, key: "\(deed.action) \(deeds.name(object))", rule: "have + participle")
    }
    return nil
  }

  /// "Attached is a copy of the letter".
  private func attachedFirst(_ clause: ReadClause) -> Finding? {
    guard ["attached", "enclosed"].contains(sentence.forms[clause.verb]), let subject = sentence.subject(clause), clause.frame.copula != nil || clause.frame.isPassive else { return nil }
    return Finding(kind: .tried, words: clause.extent, key: "attach \(deeds.name(subject))", rule: "attached")
  }

  /// "Fully updating it has not solved the problem": it was done, as it has brought something, or nothing.
  private func gerundSubject(_ clause: ReadClause) -> Finding? {
    guard sentence.tokens[clause.verb].xpos == "VBG", clause.frame.auxiliaries.isEmpty, !sentence.isQuestion, let deed = deeds.deed(clause) ?? inner(clause) else { return nil }
    let relation = sentence.relation(clause.verb)
    if relation == .csubj || relation == .nsubj, let head = sentence.tokens[clause.verb].head, let main = sentence.clause(at: head) {
      let fact = factualities.factuality(of: main)
      guard fact == .done || fact == .notDone || fact == .present, !["help", "require", "be", "mean"].contains(sentence.lemma(head)) || fact != .present else { return nil }
      return Finding(kind: .tried, words: clause.extent, key: deed.key, rule: "-ing as subject")
    }
    guard relation == .root, let result = sentence.clauses.first(where: { $0.verb > clause.verb && sentence.tokens[$0.verb].head == clause.verb && sentence.relation($0.verb) == .ccomp }),
      [.done, .notDone].contains(factualities.factuality(of: result))
    else { return nil }
    let end = result.frame.auxiliaries.first?.index ?? result.verb
    return Finding(kind: .tried, words: clause.extent.lowerBound..<max(end, clause.verb + 1), key: deed.key, rule: "-ing as subject")
  }

  private func inner(_ clause: ReadClause) -> Deed? {
    guard ["try", "attempt"].contains(sentence.lemma(clause.verb)), let below = sentence.children(clause.verb, .xcomp).first, let next = sentence.clause(at: below) else { return nil }
    return deeds.deed(next)
  }

  /// Verbs whose past is their base.
  private static let ambiguous: Set<String> = ["set", "put", "reset", "read", "cut", "shut"]
  private static let bareSteps: Set<String> = [
    "restart", "reinstall", "uninstall", "click", "open", "run", "import", "copy", "set", "connect", "download", "go-to", "enter", "log-in", "install", "reset", "back-up",
  ]

  /// "Set it as default app. Perform an import of the file.": told as in a list, and asked of nobody.
  private func isTold(_ clause: ReadClause, _ deed: Deed) -> Bool {
    guard !isVendorList, !sentence.forms.contains(where: { ["please", "you", "your", "me", "us", "let", "help", "do", "n't", "not", "if"].contains($0) }), !sentence.isQuestion else { return false }
    return Self.ambiguous.contains(deed.verb) || Self.bareSteps.contains(deed.action)
  }

  private func finding(_ clause: ReadClause, _ deed: Deed) -> Finding? {
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
      guard !Self.states.contains(deed.verb) || deed.verb == "use" && sentence.forms[clause.extent].contains("never"), party == .customer || party == .helper, !clause.frame.isPassive, clause.frame.role != .ofNoun, clause.frame.modal == nil else { return nil }
      return Finding(kind: .notTried, words: words, key: deed.key, rule: "not done")
    case .unable:
      guard isOptional(deed) else { return nil }
      return Finding(kind: .notTried, words: words, key: deed.key, rule: "could not")
    case .able:
      let near = sentence.forms[clause.verb..<min(clause.verb + 9, sentence.forms.count)]
      guard namesAlternative(deed) || near.contains(where: { ["different", "another"].contains($0) || lexicon.rings[$0] == "other-browser" }) else { return nil }
      return Finding(kind: .tried, words: words.lowerBound..<max(words.upperBound, clause.verb + 1), key: deed.key, rule: "can")
    case .present:
      guard isStep(clause, deed, fact), isHabit(clause, deed) else { return nil }
      return Finding(kind: .tried, words: words, key: deed.key, rule: "each time")
    case .conditional:
      guard clause.frame.time == .present, !sentence.isQuestion, party == .customer, isReported(clause) else { return nil }
      return Finding(kind: .tried, words: words, key: deed.key, rule: "each time")
    case .future:
      guard party == .customer, Self.bareSteps.contains(deed.action), clause.frame.role != .adverbial, !sentence.isQuestion, clause.frame.modal == nil || clause.frame.time == .future else { return nil }
      return Finding(kind: .notTried, words: words, key: deed.key, rule: "planned")
    case .wanted, .told, .supposed, .asked, .imperative, .open: return nil
    }
  }

  /// "Neither did reinstalling it": as little as the step before it helped, so it was taken.
  private func neither(_ clause: ReadClause) -> Finding? {
    guard sentence.tokens[clause.verb].xpos == "VBG", sentence.form(clause.verb - 1) == "did", ["neither", "nor"].contains(sentence.form(clause.verb - 2)), let deed = deeds.deed(clause) else { return nil }
    return Finding(kind: .tried, words: clause.verb..<clause.extent.upperBound, key: deed.object.map { ["it", "them", "that"].contains($0) ? deed.action : deed.key } ?? deed.key, rule: "neither did")
  }

  /// "Please find the receipt attached."
  private func pleaseFind(_ clause: ReadClause) -> Finding? {
    guard ["find", "see"].contains(sentence.lemma(clause.verb)), factualities.factuality(of: clause) == .imperative,
      let sign = clause.extent.first(where: { ["attached", "enclosed"].contains(sentence.forms[$0]) })
    else { return nil }
    let thing = clause.frame.objects.first?.index ?? ((sign + 1)..<clause.extent.upperBound).first { sentence.tokens[$0].partOfSpeech == .noun }
    return Finding(kind: .tried, words: clause.extent, key: thing.map { "attach \(deeds.name($0))" } ?? "attach", rule: "please find attached")
  }

  private static let means: Set<String> = ["option", "way", "idea", "possibility", "skill", "skills", "means", "chance", "knowledge", "clue", "access"]

  /// "I have no option to disable it", "I have no idea how to do it", "I don't know how to export".
  private func withoutMeans(_ clause: ReadClause) -> Finding? {
    guard sentence.party(clause) == .customer, clause.frame.isNegative || sentence.forms[clause.extent].contains("nothing"), !sentence.isQuestion, clause.frame.time != .past else { return nil }
    let verb = sentence.lemma(clause.verb)
    let lacks = verb == "have" && clause.frame.objects.contains { Self.means.contains(sentence.forms[$0.index]) && sentence.forms[$0.index] != "access" }
    let unknown = verb == "know" && sentence.forms[clause.extent].contains { ["how", "nothing"].contains($0) }
    guard lacks || unknown, factualities.factuality(of: clause) == .notDone || factualities.factuality(of: clause) == .present else { return nil }
    let inner = sentence.clauses.first { $0.verb > clause.verb && clause.extent.contains($0.verb) }.flatMap { deeds.deed($0) }
    return Finding(kind: .notTried, words: clause.extent, key: inner?.key ?? Self.that, rule: "could not")
  }

  /// "I received a letter from them".
  private func received(_ clause: ReadClause) -> Finding? {
    guard ["receive", "recieve", "get"].contains(sentence.lemma(clause.verb)) || ["recieved", "received"].contains(sentence.forms[clause.verb]), sentence.party(clause) == .customer, let object = clause.frame.objects.last?.index,
      !clause.frame.isNegative, [.done, .present].contains(factualities.factuality(of: clause))
    else { return nil }
    let letters: Set<String> = ["letter", "call", "voicemail", "email", "mail", "bill", "text", "notice", "e-mail", "reply", "message", "sms", "response", "answer"]
    guard letters.contains(sentence.lemma(object)) || sentence.forms[object].hasPrefix("call"), sentence.lemma(clause.verb) != "get" || sentence.forms[clause.extent].contains("from") else { return nil }
    return Finding(kind: .contacted, words: clause.extent, key: "contact \(deeds.name(object))", rule: "received")
  }

  /// From the verb that it stands under, where that belongs to the deed: "I have tried repairing it".
  private func words(of clause: ReadClause) -> Range<Int> {
    let own = clause.extent.lowerBound..<end(of: clause)
    guard clause.frame.role == .complement, let governor = sentence.tokens[clause.verb].head, governor < clause.verb,
      lexicon.embedding[sentence.lemma(governor)]?.contains(.attempt) ?? false, let above = sentence.clause(at: governor)
    else { return own }
    return min(above.extent.lowerBound, own.lowerBound)..<own.upperBound
  }

  /// Where the next clause of the customer's own begins, in a text that runs on: "I've tried this I've tried that".
  private func end(of clause: ReadClause) -> Int {
    let next = sentence.clauses.filter { other in
      guard other.verb > clause.verb, other.extent.lowerBound > clause.verb, other.extent.lowerBound < clause.extent.upperBound, case .own(let subject) = other.frame.subject else { return false }
      return ["i", "we"].contains(sentence.forms[subject.index]) && other.frame.role != .complement && sentence.form(other.extent.lowerBound) == sentence.forms[subject.index]
    }
    return next.map(\.extent.lowerBound).min() ?? clause.extent.upperBound
  }

  private func isOwn(_ party: Party, _ clause: ReadClause, _ deed: Deed) -> Bool {
    switch party {
    // "I was given their options": theirs.
    case .customer, .helper: return (!clause.frame.isPassive || sentence.tokens[clause.verb].xpos == "VBG") && clause.frame.copula == nil
    case .nobody: return sentence.children(clause.verb, .mark, .case, .advmod).contains { Self.openings.contains(sentence.forms[$0]) }
    case .reader: return true
    case .thing:
      // "Copies are attached", "the app was restarted": nobody is named, and it is a step.
      // "New computer, copied my profiles over": read as what was done to the computer, and has an object of its own.
      if sentence.relation(clause.verb) == .acl, sentence.tokens[clause.verb].xpos != "VBG", !clause.frame.objects.isEmpty, sentence.form(clause.verb - 1) == "," { return true }
      guard clause.frame.isPassive, sentence.relation(clause.verb) != .acl, !hasAgent(clause) else { return false }
      if deed.isNominal || deed.isPhrase && ["start", "begin", "make", "put", "leave"].contains(deed.verb) { return true }
      if deed.action == "pay" { return isPossessed(clause) && !sentence.forms[clause.extent].contains("for") }
      return Self.passives.contains(deed.action)
    case .company: return false
    }
  }

  private static let openings: Set<String> = ["after", "upon", "by", "when", "while", "since", "following", "through", "whenever", "on", "having"]

  private func hasAgent(_ clause: ReadClause) -> Bool {
    clause.frame.obliques.contains { sentence.children($0.index, .case).contains { sentence.forms[$0] == "by" } }
  }

  private func isPossessed(_ clause: ReadClause) -> Bool {
    guard let subject = sentence.subject(clause) else { return false }
    return sentence.children(subject, .nmod, .det).contains { ["my", "our"].contains(sentence.forms[$0]) } || ["which", "that", "bill", "invoice"].contains(sentence.lemma(subject))
  }

  private static let passives: Set<String> = ["attach", "restart", "reset", "reinstall", "uninstall", "clear", "clean", "pay", "update", "disable", "buy", "complete", "provide", "dispute"]
  private static let states: Set<String> = ["use", "have", "get", "make", "keep", "start", "begin", "show", "state", "allow"]

  private func isStep(_ clause: ReadClause, _ deed: Deed, _ fact: Factuality) -> Bool {
    if deed.isNominal { return true }
    // "What I have tried": a heading.
    if deed.object == "what" || deed.object == "which" { return false }
    switch deed.verb {
    case "use", "try", "attempt": return fact == .attempted || !clause.frame.objects.isEmpty && (deed.verb != "use" || namesAlternative(deed) || !clause.frame.isPerfect && clause.frame.time == .past)
    case "move", "go", "come", "drive", "walk", "travel", "fly": return isDigital(clause, deed)
    case "find", "discover": return clause.frame.objects.contains { !(lexicon.states[sentence.lemma($0.index)]?.contains(.symptom) ?? false) && sentence.tokens[$0.index].partOfSpeech == .noun } && sentence.children(clause.verb, .ccomp).isEmpty
    case "see", "confirm", "show", "state", "prove": return clause.frame.objects.contains { Party.of($0.index, in: sentence) == .thing } && sentence.children(clause.verb, .ccomp).isEmpty
    case "make", "have", "get", "keep", "mean", "start", "begin", "leave", "put", "set": return clause.frame.objects.contains { !["time", "effort", "lot", "much"].contains(sentence.lemma($0.index)) }
    case "wait", "look": return true
    default: return true
    }
  }

  /// "I moved to California" and "I went home" are life; "I moved it" and "went to Settings" are steps.
  private func isDigital(_ clause: ReadClause, _ deed: Deed) -> Bool {
    if deed.verb == "move" { return !clause.frame.objects.isEmpty }
    guard let object = deed.object else { return false }
    return !["house", "school", "home", "work", "bed", "church", "trainer", "bathroom", "wrong", "far", "way", "hospital", "sleep", "store"].contains(object)
  }

  private func isOptional(_ deed: Deed) -> Bool {
    ["find", "provide"].contains(deed.action) && deed.verb != "figure"
  }

  private func namesAlternative(_ deed: Deed) -> Bool {
    deed.object == "other-browser" || deed.words.contains { ["other", "different", "another", "other-browser", "second"].contains($0) }
  }

  private func isHabit(_ clause: ReadClause, _ deed: Deed) -> Bool {
    guard [.customer, .nobody].contains(sentence.party(clause)), !["use", "run", "see", "move", "read", "scroll", "watch"].contains(deed.verb) || clause.frame.modal == "have" else { return false }
    if sentence.children(clause.verb, .advmod).contains(where: { ["seldom", "rarely", "hardly", "never"].contains(sentence.forms[$0]) }) { return false }
    if clause.frame.role == .adverbial || clause.frame.modal == "have" { return true }
    if clause.frame.role == .complement, let head = sentence.tokens[clause.verb].head, let above = sentence.clause(at: head), above.frame.role == .adverbial { return true }
    return Self.habits.contains(deed.action) && deed.object != nil
  }

  /// Told in the present, first person, and yet a step and no mere use: "I follow the instructions and it stops".
  private static let habits: Set<String> = ["follow", "reinstall", "restart", "log-in", "send", "refresh", "update", "uninstall", "check", "clear", "reset", "download", "pay", "import"]

  /// "If I clear it, it works for a day": told as it happens; "if I reinstall, will it ...?" is asked.
  private func isReported(_ clause: ReadClause) -> Bool {
    guard let main = sentence.clauses.first(where: { $0.verb > clause.verb && $0.frame.role == .main && sentence.relation($0.verb) != .conj || $0.verb == clause.frame.predicate.head?.index }) else { return false }
    let fact = factualities.factuality(of: main)
    return fact == .present || fact == .done || fact == .notDone || fact == .unable
  }

  // Contact ---------------------------------------------------------------------------------------------------------------

  private static let letters: Set<String> = ["letter", "complaint", "inquiry", "enquiry", "reminder", "fax", "request", "voicemail", "note"]

  private func isContact(_ deed: Deed, _ clause: ReadClause) -> Bool {
    if deed.action == "contact" || deed.action == "ask-for" || deed.action == "call-back" { return true }
    if deed.action == "leave" { return deed.words.contains { Self.letters.contains($0) } }
    guard deed.verb == "send", let object = deed.object else { return false }
    return Self.letters.contains(object) || object == "mail" && !deed.words.contains("draft") && clause.frame.obliques.contains { Party.of($0.index, in: sentence) == .company }
  }

  private static let reaching: Set<String> = ["call", "contact", "phone", "ring", "telephone", "email", "write", "reach", "notify", "text", "message", "mail", "harass"]

  private func contact(_ clause: ReadClause, _ deed: Deed, _ party: Party, _ fact: Factuality) -> Finding? {
    let words = words(of: clause)
    let key = deed.object.map { "contact \($0)" } ?? "contact"
    switch party {
    case .customer, .helper, .nobody:
      if clause.frame.isPassive, !deed.isNominal { return nil }
      // "asking for an explanation": what is wanted, of a contact told already.
      if sentence.tokens[clause.verb].xpos == "VBG", clause.frame.auxiliaries.isEmpty, ["ask", "inform", "report", "tell", "notify", "explain", "demand", "express"].contains(deed.verb), clause.frame.role != .complement { return nil }
      switch fact {
      case .done, .attempted, .unable: return Finding(kind: .contacted, words: words, key: key, rule: "contact: \(fact)")
      case .notDone: return Finding(kind: .notTried, words: words, key: key, rule: "not done")
      default: return nil
      }
    case .company, .thing:
      let reachesUs = clause.frame.objects.contains { ["me", "us"].contains(sentence.forms[$0.index]) }
      guard Self.reaching.contains(deed.verb), fact == .done || fact == .present, reachesUs || deed.isNominal || clause.frame.objects.isEmpty && party == .company else {
        if clause.frame.isPassive, deed.isNominal, fact == .done { return Finding(kind: .contacted, words: words, key: key, rule: "contact was made") }
        return nil
      }
      return Finding(kind: .contacted, words: words, key: key, rule: "contacted by them")
    case .reader: return nil
    }
  }
}
