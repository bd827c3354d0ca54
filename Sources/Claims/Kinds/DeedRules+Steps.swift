import Language

extension DeedRules {
  func isOwn(_ party: Party, _ clause: ReadClause, _ deed: Deed) -> Bool {
    switch party {
    // "I was given their options": theirs.
    case .customer, .helper:
      if isSharedPassive(clause) { return false }
      return (!clause.frame.isPassive || sentence.tokens[clause.verb].xpos == "VBG") && clause.frame.copula == nil
    case .nobody:
      // "When unmuted": done to it.
      if ["VBN", "VBD"].contains(sentence.tokens[clause.verb].xpos), clause.frame.auxiliaries.isEmpty,
        clause.frame.objects.isEmpty
      {
        return false
      }
      // "Having reset the router"
      if clause.frame.auxiliaries.contains(where: { sentence.forms[$0.index] == "having" }) { return true }
      // "After trying to delete it"
      let above = sentence.relation(clause.verb) == .xcomp ? sentence.tokens[clause.verb].head : nil
      return [clause.verb, above].contains { place in
        place.map { sentence.children($0, .mark, .case, .advmod).contains { Self.openings.contains(sentence.forms[$0]) } }
          ?? false
      }
    case .reader: return true
    case .thing:
      // "Copies are attached", "the app was restarted": nobody is named, and it is a step.
      // "New computer, copied my profiles over": read as what was done to the computer, and has an object of its own.
      if sentence.relation(clause.verb) == .acl, sentence.tokens[clause.verb].xpos != "VBG", !clause.frame.objects.isEmpty,
        sentence.form(clause.verb - 1) == ","
      {
        return true
      }
      guard clause.frame.isPassive, !hasAgent(clause),
        sentence.relation(clause.verb) != .acl || deed.action == "pay" && !clause.frame.auxiliaries.isEmpty
      else { return false }
      if deed.isNominal || deed.isPhrase && ["start", "begin", "make", "put", "leave"].contains(deed.verb) { return true }
      if deed.action == "pay" { return isPossessed(clause) && !sentence.forms[clause.extent].contains("for") }
      if deed.action == "send" { return isPaper(clause) }
      return Self.passives.contains(deed.action)
    case .company: return false
    }
  }

  /// "The affidavit has just been sent off": papers that go to somebody else, and come from the customer.
  func isPaper(_ clause: ReadClause) -> Bool {
    guard let subject = sentence.subject(clause), clause.frame.isPerfect else { return false }
    return ["affidavit", "form", "paperwork", "proof", "application", "documentation", "document", "report"].contains(
      sentence.lemma(subject))
      && !sentence.forms[clause.extent].contains { ["me", "us", "you", "by"].contains($0) }
  }

  static let openings: Set<String> = [
    "after", "upon", "by", "when", "while", "since", "following", "through", "whenever", "on", "having",
  ]

  /// "I was put on hold but still given their option": `given` is no past, and nobody `has`.
  func isSharedPassive(_ clause: ReadClause) -> Bool {
    guard sentence.relation(clause.verb) == .conj, sentence.tokens[clause.verb].xpos == "VBN", clause.frame.auxiliaries.isEmpty,
      let head = sentence.tokens[clause.verb].head, let first = sentence.clause(at: head), !first.frame.isPerfect
    else { return false }
    let readings = VerbForm.readings(of: sentence.forms[clause.verb])
    return !readings.isEmpty && readings.allSatisfy { $0.tense == .participle }
  }

  func hasAgent(_ clause: ReadClause) -> Bool {
    clause.frame.obliques.contains { sentence.children($0.index, .case).contains { sentence.forms[$0] == "by" } }
  }

  func isPossessed(_ clause: ReadClause) -> Bool {
    guard let subject = sentence.subject(clause) else { return false }
    return sentence.children(subject, .nmod, .det).contains { ["my", "our"].contains(sentence.forms[$0]) }
      || ["which", "that", "bill", "invoice", "debt", "loan"].contains(sentence.lemma(subject))
  }

  static let passives: Set<String> = [
    "attach", "restart", "reset", "reinstall", "uninstall", "clear", "clean", "pay", "update", "disable", "buy", "complete",
    "provide", "dispute",
  ]
  static let states: Set<String> = ["use", "have", "get", "make", "keep", "start", "begin", "show", "state", "allow"]

  func isStep(_ clause: ReadClause, _ deed: Deed, _ fact: Factuality) -> Bool {
    if deed.isNominal { return true }
    // "What I have tried": a heading.
    if deed.object == "what" || deed.object == "which" { return false }
    switch deed.verb {
    case "use", "try", "attempt":
      // "Every other browser I've tried"
      if clause.frame.role == .ofNoun, clause.frame.objects.isEmpty, let noun = sentence.tokens[clause.verb].head {
        return sentence.children(noun, .amod, .det).contains { ["other", "another", "different"].contains(sentence.forms[$0]) }
      }
      return fact == .attempted
        || !clause.frame.objects.isEmpty
          && (deed.verb != "use" || namesAlternative(deed) || !clause.frame.isPerfect && clause.frame.time == .past)
    case "move", "go", "come", "drive", "walk", "travel", "fly": return isDigital(clause, deed)
    case "find", "discover":
      return clause.frame.objects.contains {
        !(lexicon.states[sentence.lemma($0.index)]?.contains(.symptom) ?? false)
          && sentence.tokens[$0.index].partOfSpeech == .noun
      } && sentence.children(clause.verb, .ccomp).isEmpty
    case "see", "confirm", "show", "state", "prove":
      return clause.frame.objects.contains { Party.of($0.index, in: sentence) == .thing }
        && sentence.children(clause.verb, .ccomp).isEmpty
    case "choose":
      // "I chose Thunderbird because it is free" is taste, and no step.
      return deed.isPhrase || clause.frame.objects.contains { sentence.tokens[$0.index].partOfSpeech != .properNoun }
        || sentence.forms[clause.extent].contains("as") || clause.frame.time == .present
    case "leave":
      return sentence.tokens[clause.verb].xpos != "VBG"
        && !clause.frame.objects.contains { Self.notLeft.contains(sentence.lemma($0.index)) } && !clause.frame.objects.isEmpty
    case "claim", "watch":
      return clause.frame.objects.contains { [.noun, .properNoun].contains(sentence.tokens[$0.index].partOfSpeech) }
        && sentence.children(clause.verb, .ccomp).isEmpty
    case "make", "have", "get", "keep", "mean", "start", "begin", "put", "set":
      if clause.frame.objects.contains(where: { ["time", "effort"].contains(sentence.lemma($0.index)) }) { return false }
      if deed.isPhrase, deed.object != nil { return true }
      return clause.frame.objects.contains { !["time", "effort", "lot", "much"].contains(sentence.lemma($0.index)) }
    case "wait", "look": return true
    default: return true
    }
  }

  /// What is left behind without a step: "I left work", "leaving a balance".
  static let notLeft: Set<String> = [
    "balance", "choice", "option", "impression", "house", "home", "work", "job", "company", "office", "country", "room", "town",
  ]

  /// "I moved to California" and "I went home" are life; "I moved it" and "went to Settings" are steps.
  func isDigital(_ clause: ReadClause, _ deed: Deed) -> Bool {
    if deed.verb == "move" { return !clause.frame.objects.isEmpty }
    guard let object = deed.object else { return deed.action == "sue" }
    return ![
      "house", "school", "home", "work", "bed", "church", "trainer", "bathroom", "wrong", "far", "way", "hospital", "sleep",
      "store",
    ].contains(object)
  }

  func isOptional(_ deed: Deed) -> Bool {
    Self.remedies.contains(deed.action) && deed.verb != "figure"
  }

  /// Steps of which "I cannot" says that the step cannot be taken, and not that the product does not do what it is for.
  static let remedies: Set<String> = [
    "find", "provide", "return", "attach", "bring", "collect", "measure", "sign-for", "wait-in", "evidence", "uninstall",
    "reinstall",
    "restart", "reset",
  ]

  func namesAlternative(_ deed: Deed) -> Bool {
    deed.object == "other-browser"
      || deed.words.contains { ["other", "different", "another", "other-browser", "second"].contains($0) }
  }

  func isHabit(_ clause: ReadClause, _ deed: Deed) -> Bool {
    guard [.customer, .nobody].contains(sentence.party(clause)),
      !["use", "run", "see", "move", "read", "scroll", "watch"].contains(deed.verb) || clause.frame.modal == "have"
    else { return false }
    if sentence.children(clause.verb, .advmod).contains(where: {
      ["seldom", "rarely", "hardly", "never"].contains(sentence.forms[$0])
    }) {
      return false
    }
    // "I still have to pay" is owed, and "when composing a mail" is use.
    if deed.action == "pay", clause.frame.modal == "have" { return false }
    if clause.frame.role == .adverbial, Self.uses.contains(deed.verb) { return false }
    if clause.frame.role == .adverbial || clause.frame.modal == "have" || isForRemedy(clause) { return true }
    if clause.frame.role == .complement, let head = sentence.tokens[clause.verb].head, let above = sentence.clause(at: head),
      above.frame.role == .adverbial
    {
      return true
    }
    return Self.habits.contains(deed.action)
      && (deed.object != nil || deed.action == "follow" && ["the", "your", "\""].contains(sentence.form(clause.verb + 1)))
  }

  static let uses: Set<String> = ["compose", "look", "view", "browse", "write", "search"]

  /// "To fix it I go to Settings and choose Refresh."
  func isForRemedy(_ clause: ReadClause) -> Bool {
    var first = clause.verb
    if sentence.relation(first) == .conj, let head = sentence.tokens[first].head { first = head }
    return sentence.children(first, .advcl).contains {
      $0 < first && sentence.tokens[$0].xpos == "VB" && Self.remedying.contains(sentence.lemma($0))
        && sentence.children($0, .mark).contains { sentence.forms[$0] == "to" }
    }
  }

  static let remedying: Set<String> = [
    "fix", "solve", "resolve", "repair", "avoid", "restore", "recover", "work", "get", "stop", "clear",
  ]

  /// Told in the present, first person, and yet a step and no mere use: "I follow the instructions and it stops".
  static let habits: Set<String> = [
    "follow", "reinstall", "restart", "log-in", "send", "refresh", "update", "uninstall", "check", "clear", "reset", "download",
    "pay", "import",
  ]

  /// "If I clear it, it works for a day": told as it happens; "if I reinstall, will it ...?" is asked.
  func isReported(_ clause: ReadClause) -> Bool {
    guard
      let main = sentence.clauses.first(where: {
        $0.verb > clause.verb && $0.frame.role == .main && sentence.relation($0.verb) != .conj
          || $0.verb == clause.frame.predicate.head?.index
      })
    else { return false }
    let fact = factualities.factuality(of: main)
    return fact == .present || fact == .done || fact == .notDone || fact == .unable
  }
}
