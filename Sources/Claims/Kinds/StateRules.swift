import Language

/// States and results that a sentence reports: `observed`; what is promised, judged and felt.
struct StateRules {
  let sentence: ReadSentence
  let lexicon: Lexicon

  /// The rule of what is not there: "there is no such button".
  static let absent = "there is no"
  /// The rule of what the customer cannot do, though it is what the thing is for: "I cannot log in".
  static let cannot = "cannot"

  private var factualities: FactualityReader { FactualityReader(sentence: sentence, lexicon: lexicon) }

  func findings(without taken: [Finding]) -> [Finding] {
    var found: [Finding] = []
    for clause in sentence.clauses {
      guard
        !taken.contains(where: {
          $0.words.contains(clause.verb) && $0.words.lowerBound >= clause.extent.lowerBound - 2 && ($0.kind != .preference)
            || $0.kind == .preference && $0.words.contains(clause.verb)
        })
      else { continue }
      guard let finding = promise(clause) ?? feeling(clause) ?? judgement(clause) ?? observation(clause) else { continue }
      if found.contains(where: { $0.words.contains(clause.verb) && $0.kind == finding.kind }) { continue }
      found.append(finding)
    }
    return found + results(found)
  }

  private static let results: [[String]] = [
    ["to", "no", "avail"], ["no", "difference"], ["no", "luck"], ["no", "success"], ["without", "success"],
    ["to", "no", "effect"], ["no", "joy"], ["no", "change"], ["no", "avail"],
  ]

  /// "To no avail", "no difference": a result told without a verb.
  private func results(_ found: [Finding]) -> [Finding] {
    for result in Self.results {
      for start in sentence.forms.indices
      where sentence.forms[start] == result[0] && sentence.forms[start...].starts(with: result) {
        let words = start..<(start + result.count)
        if found.contains(where: { $0.kind == .observed && $0.words.overlaps(words) && $0.words.count < 8 }) { return [] }
        return [Finding(kind: .observed, words: words, key: "no effect", rule: "no effect")]
      }
    }
    return []
  }

  // Promises ---------------------------------------------------------------------------------------------------------------

  private static let saying: Set<String> = [
    "say", "promise", "tell", "assure", "agree", "guarantee", "confirm", "offer", "state", "suppose", "advise", "inform", "claim",
  ]

  /// "They said that they would call", "I was told I would receive it", "it was supposed to be free".
  private func promise(_ clause: ReadClause) -> Finding? {
    var joined = clause.verb
    while sentence.relation(joined) == .conj, let head = sentence.tokens[joined].head, sentence.clause(at: head) != nil {
      joined = head
    }
    if clause.frame.isNegative { return nil }
    guard let governor = sentence.tokens[joined].head, Self.saying.contains(sentence.lemma(governor)),
      let above = sentence.clause(at: governor)
    else { return nil }
    let isPassive = above.frame.isPassive || sentence.lemma(governor) == "suppose"
    let fact = factualities.factuality(of: above)
    guard fact == .done || fact == .present || sentence.lemma(governor) == "suppose",
      isPassive || sentence.party(above) == .company || sentence.party(above) == .thing
    else { return nil }
    let own = clause.frame
    let isOwed =
      own.modal == "would" || own.modal == "will" || own.time == .future || isGoingTo(clause)
    let offers =
      sentence.lemma(governor) == "offer" || sentence.lemma(governor) == "promise" || sentence.lemma(governor) == "suppose"
    guard isOwed || offers && sentence.relation(clause.verb) == .xcomp else { return nil }
    if sentence.lemma(governor) == "suppose", sentence.party(above) == .customer { return nil }
    let words = sentence.relation(clause.verb) == .xcomp ? above.extent : clause.extent
    return Finding(
      kind: .promised, words: words,
      key: DeedReader(sentence: sentence, lexicon: lexicon).deed(clause)?.key ?? sentence.lemma(clause.verb),
      rule: isOwed ? "said they would" : "offered")
  }

  private func isGoingTo(_ clause: ReadClause) -> Bool {
    clause.extent.contains { sentence.forms[$0] == "going" && sentence.form($0 + 1) == "to" }
  }

  // Judgements and feelings ------------------------------------------------------------------------------------------------

  private func states(_ words: Range<Int>) -> Set<Lexicon.State> {
    var found: Set<Lexicon.State> = []
    for at in words { found.formUnion(lexicon.states[sentence.forms[at]] ?? []) }
    return found
  }

  private func isStated(_ clause: ReadClause) -> Bool {
    switch factualities.factuality(of: clause) {
    case .done, .present, .notDone, .attempted, .unable, .able: true
    default: false
    }
  }

  /// "I am confused", "it drives me crazy".
  private func feeling(_ clause: ReadClause) -> Finding? {
    guard isStated(clause), clause.frame.role == .main || clause.frame.role == .complement else { return nil }
    let party = sentence.party(clause)
    let own = lexicon.states[sentence.forms[clause.verb]] ?? []
    let isMine =
      party == .customer && own.contains(.feeling)
      && (clause.frame.copula != nil || clause.frame.isPassive || clause.frame.isProgressive || clause.frame.objects.isEmpty)
    let objects = clause.frame.objects.map { sentence.forms[$0.index] }
    let tail = states(clause.verb..<clause.extent.upperBound).contains(.feeling)
    let drives =
      ["drive", "make", "cause", "scare", "worry"].contains(sentence.lemma(clause.verb))
      && objects.contains { ["me", "us"].contains($0) } && tail
    let isDriven =
      sentence.forms[clause.verb..<clause.extent.upperBound].contains { ["nuts", "crazy", "insane", "mad"].contains($0) }
      && (objects.contains { ["me", "us"].contains($0) }
        || party == .customer && ["go", "get"].contains(sentence.lemma(clause.verb)))
    let isHeadache = clause.frame.copula != nil && sentence.forms[clause.extent].contains("headache")
    let fears = sentence.children(clause.verb, .nsubj).contains { ["fear", "worry"].contains(sentence.lemma($0)) }
    guard isMine && !["lost", "happy"].contains(sentence.forms[clause.verb]) || drives || isDriven || isHeadache || fears else {
      return nil
    }
    return Finding(kind: .feeling, words: clause.extent, key: sentence.lemma(clause.verb), rule: "feeling")
  }

  /// "This is ridiculous", "I hate the new look".
  private func judgement(_ clause: ReadClause) -> Finding? {
    if let wrong = reproach(clause) { return wrong }
    guard isStated(clause), clause.frame.role != .adverbial, clause.frame.role != .ofNoun else { return nil }
    let verb = sentence.forms[clause.verb]
    let party = sentence.party(clause)
    let own = lexicon.states[verb] ?? lexicon.states[sentence.lemma(clause.verb)] ?? []
    if party == .customer {
      // "Much appreciated" thanks; "we are all good" judges nothing.
      if sentence.lemma(clause.verb) == "appreciate", !sentence.isNegative(clause) { return nil }
      if ["good", "fine", "ok", "okay", "right"].contains(verb) { return nil }
      guard own.contains(.judgement),
        clause.frame.copula != nil
          || ["hate", "love", "enjoy", "like", "dislike", "appreciate", "recommend"].contains(sentence.lemma(clause.verb)),
        clause.frame.modal == nil, sentence.children(clause.verb, .xcomp).isEmpty
      else { return nil }
      return Finding(kind: .feedback, words: clause.extent, key: sentence.lemma(clause.verb), rule: "judgement")
    }
    let isCopular = clause.frame.copula != nil
    guard
      isCopular
        && (own.contains(.judgement)
          || sentence.children(clause.verb, .amod).contains { lexicon.states[sentence.forms[$0]]?.contains(.judgement) ?? false })
        || ["suck", "sucks"].contains(verb) || verb == "makes" && states(clause.extent).contains(.judgement)
    else { return nil }
    return Finding(kind: .feedback, words: clause.extent, key: sentence.lemma(clause.verb), rule: "judgement")
  }

  /// "Why on earth did you put it there?", "they have no business doing so", "this makes no sense".
  private func reproach(_ clause: ReadClause) -> Finding? {
    let isMain = sentence.tokens[clause.verb].head == nil
    if isMain, sentence.isQuestion || factualities.factuality(of: clause) == .asked, RequestRules.isRhetorical(sentence),
      clause.extent.prefix(4).contains(where: { ["why", "how", "what", "who"].contains(sentence.forms[$0]) })
    {
      return Finding(kind: .feedback, words: clause.extent, key: sentence.lemma(clause.verb), rule: "reproach")
    }
    let words = sentence.forms[clause.extent]
    let verb = sentence.lemma(clause.verb)
    let isNonsense = verb == "make" && words.contains("sense") && (sentence.isNegative(clause) || words.contains("no"))
    let isIdle = words.contains("business") && words.contains("no") && verb == "have" && sentence.party(clause) == .company
    let isWaste = ["waste", "shame", "disgrace", "joke", "nightmare"].contains(verb) && clause.frame.copula != nil
    guard isNonsense || isIdle || isWaste else { return nil }
    return Finding(kind: .feedback, words: clause.extent, key: verb, rule: "reproach")
  }

  // Observations -----------------------------------------------------------------------------------------------------------

  private func observation(_ clause: ReadClause) -> Finding? {
    let fact = factualities.factuality(of: clause)
    switch fact {
    case .done, .attempted, .present, .notDone, .unable, .able: break
    case .future where clause.frame.isNegative && clause.frame.modal != "should": break
    case .asked, .imperative, .told, .supposed, .conditional, .future, .wanted, .open: return nil
    }
    let role = clause.frame.role
    guard
      role == .main || role == .complement
        || role == .adverbial
          && clause.frame.marker.map({ ["because", "since", "as", "so", "though", "although", "that"].contains($0.lemma) })
            ?? true
    else { return nil }
    // What has no time is no report: "to see what is going on".
    guard clause.frame.time != .none, !isAsideOfReport(clause, fact) else { return nil }
    let party = sentence.party(clause)
    let told = states(clause.extent)
    let isNegative = clause.frame.isNegative || fact == .unable || fact == .notDone
    let weight =
      (isNegative ? 2 : 0) + (told.contains(.trouble) ? 2 : 0) + (told.contains(.mark) ? 1 : 0) + (told.contains(.result) ? 1 : 0)
      + (told.contains(.status) ? 1 : 0)
    if !sentence.children(clause.verb, .expl).isEmpty, isNegative, let subject = sentence.children(clause.verb, .nsubj).first {
      let noun = DeedReader(sentence: sentence, lexicon: lexicon).name(subject)
      return Finding(kind: .observed, words: clause.extent, key: "lack \(noun)", rule: Self.absent)
    }
    switch party {
    case .customer:
      let lemma = sentence.lemma(clause.verb)
      if isNegative, ["receive", "hear", "get", "have", "recieve"].contains(lemma), fact != .unable, clause.frame.modal == nil {
        let deeds = DeedReader(sentence: sentence, lexicon: lexicon)
        let thing = clause.frame.objects.last.map { " " + deeds.name($0.index) } ?? ""
        return Finding(
          kind: .observed, words: clause.extent, key: (lemma == "recieve" || lemma == "get" ? "receive" : lemma) + thing,
          rule: "not received")
      }
      if clause.frame.copula != nil {
        return (told.contains(.trouble) || isNegative && told.contains(.trouble)) && !sentence.isQuestion
          ? found(clause, "is in trouble") : nil
      }
      if clause.frame.isPassive { return told.contains(.trouble) || told.contains(.status) ? found(clause, "done to") : nil }
      if fact == .unable {
        let deed = DeedReader(sentence: sentence, lexicon: lexicon).deed(clause)
        return Finding(kind: .observed, words: clause.extent, key: deed?.key ?? lemma, rule: Self.cannot)
      }
      if fact == .able { return told.contains(.trouble) ? found(clause, "can") : nil }
      let own = lexicon.states[sentence.lemma(clause.verb)] ?? []
      // "I received an e-mail" tells nothing of a state; "I keep getting e-mails" does.
      if own.contains(.experience), told.contains(.trouble) || told.contains(.symptom) && told.contains(.mark) {
        return found(clause, "experience")
      }
      return nil
    case .nobody where !sentence.children(clause.verb, .expl).isEmpty:
      return isNegative || told.contains(.trouble) ? found(clause, "there is") : nil
    case .reader, .nobody: return nil
    case .company:
      return told.contains(.trouble) || told.contains(.mark) || told.contains(.status)
        || isNegative && clause.frame.objects.count > 0
        ? found(clause, "company") : nil
    case .helper, .thing:
      let isBare = clause.frame.copula != nil && !told.contains(.trouble) && !isNegative
      if isBare { return isPlainState(clause) ? found(clause, "state is") : nil }
      return weight >= 1 ? found(clause, "state") : isPlainEvent(clause) ? found(clause, "it does") : nil
    }
  }

  /// "Why it was cancelled", "what can be described as", "they are going to call": what is asked, possible or to come.
  private func isAsideOfReport(_ clause: ReadClause, _ fact: Factuality) -> Bool {
    let opening = sentence.form(clause.extent.lowerBound)
    if clause.frame.role == .complement, ["why", "how", "what", "whether"].contains(opening) { return true }
    if opening == "which", clause.frame.role == .main { return true }
    if isGoingTo(clause) { return true }
    let isTroubled = states(clause.extent).contains(.trouble)
    if sentence.lemma(clause.verb) == "seem", !isTroubled { return true }
    return fact == .able && !isTroubled && sentence.party(clause) != .customer
  }

  /// Verbs that weigh or speak, and tell nothing that happened.
  private static let weighing: Set<String> = [
    "seem", "sound", "look", "need", "suppose", "use", "owe", "assure", "claim", "guess", "state", "attempt", "violate", "act",
    "follow", "have", "start", "begin", "come", "approach", "harm", "mean", "think", "believe", "apply", "record",
  ]
  /// Words of a clause that tell an event at least: "it searches" is mere use.
  private static let eventWords = 4

  /// "The folder is called Spam on the server", "sync is turned off", "the latest version centers the menu": what it does, told plainly.
  private func isPlainEvent(_ clause: ReadClause) -> Bool {
    let frame = clause.frame
    guard frame.role == .main, frame.modal == nil, frame.copula == nil, sentence.party(clause) == .thing,
      !Self.weighing.contains(sentence.lemma(clause.verb)) || frame.isPassive && sentence.lemma(clause.verb) == "apply",
      clause.extent.count >= Self.eventWords, !sentence.isQuestion
    else { return false }
    return frame.time != .future && (!frame.isProgressive || frame.isPerfect || !frame.objects.isEmpty)
  }

  private static let seeing: Set<String> = [
    "see", "notice", "find", "discover", "realise", "realize", "mean", "show", "say", "tell", "state", "claim",
  ]

  /// "I noticed that it was gone", "they said that it is lost": under a verb that says what is so.
  private func isSeen(_ clause: ReadClause) -> Bool {
    sentence.tokens[clause.verb].head.map { Self.seeing.contains(sentence.lemma($0)) } ?? false
  }

  /// "The search is the same", "all is up to date": states that tell something without a word of trouble.
  private func isPlainState(_ clause: ReadClause) -> Bool {
    let form = sentence.forms[clause.verb]
    return ["same", "different", "fine", "ok", "okay", "normal"].contains(form)
      || form == "date" && sentence.forms[clause.extent].contains("up")
  }

  private func found(_ clause: ReadClause, _ rule: String) -> Finding? {
    if clause.frame.role == .complement, !isSeen(clause) { return nil }
    return Finding(kind: .observed, words: clause.extent, key: sentence.lemma(clause.verb), rule: rule)
  }
}
