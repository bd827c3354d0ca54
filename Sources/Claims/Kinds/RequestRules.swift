import Language

/// What the customer wants: questions, wishes, pleas; and how they want to be treated.
struct RequestRules {
  let sentence: ReadSentence
  let lexicon: Lexicon

  private var factualities: FactualityReader { FactualityReader(sentence: sentence, lexicon: lexicon) }

  func findings() -> [Finding] {
    var found: [Finding] = []
    for clause in sentence.clauses {
      guard !found.contains(where: { $0.words.contains(clause.verb) && $0.kind == .request }),
        let finding = asked(clause) ?? wish(clause) ?? plea(clause) ?? due(clause)
      else { continue }
      found.append(finding)
    }
    if found.isEmpty || !found.contains(where: { $0.kind == .request }), let help = help() { found.append(help) }
    return found + manners()
  }

  /// The rule of "I told them not to call".
  static let notToCall = "not to call"
  private static let offers: Set<String> = ["happy", "willing", "glad"]

  /// "This is quite urgent", "I am not a programmer", "besides going to Chrome", "said not to call".
  private func manners() -> [Finding] {
    var found: [Finding] = []
    for clause in sentence.clauses {
      let verb = sentence.lemma(clause.verb)
      // "What can I do besides going to Chrome?", "rather than calling": what they will not have.
      if sentence.tokens[clause.verb].xpos == "VBG",
        ["besides", "than"].contains(sentence.form(clause.verb - 1))
          && (sentence.form(clause.verb - 1) == "besides" || ["rather", "other"].contains(sentence.form(clause.verb - 2))),
        sentence.isQuestion || found.contains(where: { $0.kind == .request })
      {
        let name = DeedReader(sentence: sentence, lexicon: lexicon).deed(clause)?.key ?? verb
        found.append(
          Finding(kind: .preference, words: (clause.verb - 1)..<clause.extent.upperBound, key: "not \(name)", rule: "besides"))
      }
      if verb == "urgent", clause.frame.copula != nil {
        found.append(Finding(kind: .preference, words: clause.extent, key: "urgent", rule: "urgent"))
      }
      if Self.offers.contains(verb), sentence.party(clause) == .customer, !sentence.children(clause.verb, .xcomp).isEmpty {
        found.append(Finding(kind: .preference, words: clause.extent, key: key(clause), rule: "offers"))
      }
      if clause.frame.copula != nil, sentence.isNegative(clause), sentence.party(clause) == .customer,
        ["programmer", "expert", "literate", "technical", "savvy", "geek", "native", "techie"].contains(verb)
      {
        found.append(Finding(kind: .preference, words: clause.extent, key: "plain instructions", rule: "is no expert"))
      }
      if sentence.children(clause.verb, .advmod).contains(where: { sentence.forms[$0] == "not" }),
        ["call", "contact", "phone", "email", "write", "ring"].contains(verb),
        [.xcomp, .advcl, .acl, .ccomp].contains(sentence.relation(clause.verb)), !sentence.isQuestion
      {
        found.append(Finding(kind: .preference, words: clause.extent, key: "not \(verb)", rule: Self.notToCall))
      }
    }
    return found
  }

  /// "How do I get it back?", "can that be turned off?"
  private func asked(_ clause: ReadClause) -> Finding? {
    guard clause.frame.role == .main || sentence.tokens[clause.verb].head == nil,
      !["before", "after", "until"].contains(clause.frame.marker?.lemma ?? ""), factualities.factuality(of: clause) == .asked,
      !isRhetorical(clause)
    else { return nil }
    return Finding(kind: .request, words: clause.extent, key: key(clause), rule: "question")
  }

  private func isRhetorical(_ clause: ReadClause) -> Bool { RequestRules.isRhetorical(sentence) }

  /// "Why on earth did you put it there?": asked of nobody.
  static func isRhetorical(_ sentence: ReadSentence) -> Bool {
    sentence.forms.indices.contains { at in
      rhetoric.contains { $0[0] == sentence.forms[at] && sentence.forms[at...].starts(with: $0) }
    }
  }

  private static let rhetoric: [[String]] = [
    ["on", "earth"], ["green", "earth"], ["the", "hell"], ["how", "can", "this"], ["what", "could", "be", "so"],
    ["how", "can", "they"],
    ["do", "i", "have", "to", "hire"], ["who", "would"],
  ]

  /// The rule of what is to stay as it is: "I want to keep using it".
  static let keeping = "wants to keep"

  private static let wishes: Set<String> = [
    "want", "need", "like", "love", "wish", "request", "ask", "hope", "require", "look", "suggest", "propose", "appreciate",
    "demand", "expect", "wonder", "prefer",
  ]

  /// "I would like my money back", "I need someone to help me".
  private func wish(_ clause: ReadClause) -> Finding? {
    let verb = sentence.lemma(clause.verb)
    guard Self.wishes.contains(verb), isMine(clause), !clause.frame.isPassive else { return nil }
    if let asking = askingFor(clause, verb) { return asking }
    let fact = factualities.factuality(of: clause)
    let would = ["would", "could", "should"].contains(clause.frame.modal ?? "")
    let isNow = fact == .present || would || fact == .future || verb == "want" && fact == .done
    guard clause.frame.role != .ofNoun, !isTelling(clause) else { return nil }
    if let kept = preference(clause, verb, isNow || would) { return kept }
    guard
      isNow && !(verb == "want" && fact == .done && !isSpoken(clause))
        || sentence.isNegative(clause) && ["want", "like", "need", "wish"].contains(verb), fact != .conditional
    else { return nil }
    if ["like", "love", "expect", "hope", "look", "prefer", "ask", "wonder", "appreciate"].contains(verb) {
      guard
        would || ["ask", "wonder", "look"].contains(verb) && clause.frame.isProgressive
          || verb == "hope" && clause.frame.isProgressive || verb == "prefer"
      else { return nil }
    }
    if sentence.isNegative(clause) {
      return Finding(kind: .preference, words: clause.extent, key: "not " + key(clause), rule: "wants not")
    }
    if verb == "prefer" { return Finding(kind: .preference, words: clause.extent, key: key(clause), rule: Self.keeping) }
    return Finding(
      kind: .request, words: clause.extent, key: key(clause),
      rule: sentence.forms[clause.extent].contains { ["suggest", "propose"].contains($0) } ? "suggestion" : "wish")
  }

  /// `I` before the verb, though the tree may not hang it there: "I sure would like that".
  private func isMine(_ clause: ReadClause) -> Bool {
    let party = sentence.party(clause)
    return party == .customer
      || party == .nobody && clause.frame.modal == "would"
        && sentence.forms[clause.extent.lowerBound..<max(clause.verb, clause.extent.lowerBound)].contains("i")
  }

  /// "I sent them a letter asking for an explanation": told as done, and still wanted.
  private func askingFor(_ clause: ReadClause, _ verb: String) -> Finding? {
    guard ["ask", "request", "demand"].contains(verb), sentence.tokens[clause.verb].xpos == "VBG",
      clause.frame.auxiliaries.isEmpty, sentence.children(clause.verb, .mark).isEmpty, clause.frame.role != .complement,
      clause.frame.role != .subject, !sentence.isQuestion, let head = sentence.tokens[clause.verb].head, head < clause.verb,
      sentence.forms[clause.extent].contains("for") || verb != "ask"
    else { return nil }
    return Finding(kind: .request, words: clause.verb..<clause.extent.upperBound, key: key(clause), rule: "asking for")
  }

  /// "I just wanted you to know", "I would like to thank Ann": said by being written.
  private func isTelling(_ clause: ReadClause) -> Bool {
    sentence.children(clause.verb, .xcomp, .ccomp).contains { place in
      let words = sentence.forms[clause.verb..<place]
      return ["thank", "tell", "say", "inform", "mention"].contains(sentence.lemma(place)) && !words.contains("you")
        || sentence.lemma(place) == "know" && words.contains("you")
    }
  }

  private func isSpoken(_ clause: ReadClause) -> Bool {
    sentence.forms[clause.extent].contains { ["speak", "talk", "know", "see", "pay", "ask"].contains($0) }
  }

  /// "I only want to keep the inbox", "we are hoping to avoid a restart", "I want to stay with it".
  private func preference(_ clause: ReadClause, _ verb: String, _ isNow: Bool) -> Finding? {
    guard isNow, ["want", "like", "hope", "prefer", "wish", "need"].contains(verb) else { return nil }
    let words = sentence.forms[clause.extent]
    // "I would like you to stay out of it" is asked of somebody else.
    let isOwn = sentence.children(clause.verb, .obj, .iobj).isEmpty || words.contains("only")
    let keeps =
      isOwn && words.contains { ["keep", "continue", "stay", "avoid", "remain", "only", "without", "prefer"].contains($0) }
    let likes = verb == "like" && clause.frame.modal == nil && !sentence.children(clause.verb, .xcomp).isEmpty
    let urgent = words.contains { ["urgently", "asap", "immediately"].contains($0) } && verb == "need"
    let favourite =
      verb == "want" && words.contains("as") && sentence.children(clause.verb, .xcomp).isEmpty && words.contains("my")
    guard keeps || likes || urgent || favourite, verb != "hope" || words.contains("avoid") else { return nil }
    return Finding(kind: .preference, words: clause.extent, key: key(clause), rule: urgent ? "urgent" : Self.keeping)
  }

  /// "Please refund me", "help!", "let me know".
  private func plea(_ clause: ReadClause) -> Finding? {
    // "Please do not call me."
    let opening = sentence.forms[..<clause.verb].suffix(3)
    if sentence.isNegative(clause), ["VB", "VBP"].contains(sentence.tokens[clause.verb].xpos), opening.contains("do"),
      opening.contains(where: { ["not", "n't", "never"].contains($0) }), sentence.children(clause.verb, .nsubj).isEmpty,
      sentence.tokens[clause.verb].head == nil || clause.frame.role == .main, !sentence.isQuestion,
      !["have", "know", "understand", "appreciate", "want", "see", "think", "believe", "owe", "get", "work", "like"].contains(
        sentence.lemma(clause.verb))
    {
      return Finding(kind: .preference, words: clause.extent, key: "not " + key(clause), rule: "do not")
    }
    // "Please switch to paper", whatever the tree makes of it.
    let isPlain =
      clause.verb > 0 && sentence.forms[clause.verb - 1] == "please" && sentence.tokens[clause.verb].xpos.hasPrefix("VB")
    guard
      isPlain
        || (sentence.tokens[clause.verb].head == nil || clause.frame.role == .main)
          && factualities.factuality(of: clause) == .imperative
    else { return nil }
    let isPlease = sentence.forms.contains("please")
    let verb = sentence.lemma(clause.verb)
    // "Please note that ..." wants nothing done; what stands in quotes is the name of something.
    if ["note", "see", "find", "excuse", "forgive", "understand", "bear", "know"].contains(verb) { return nil }
    if ["'", "\"", "“", "‘"].contains(sentence.form(clause.verb - 1)) { return nil }
    if let offer = offer(clause, verb) { return offer }
    guard
      isPlease
        || [
          "help", "let", "give", "send", "refund", "cancel", "tell", "fix", "remove", "call", "advise", "return", "replace",
          "stop", "make", "explain", "get", "delete", "correct", "close", "credit", "reimburse", "resend", "issue", "deliver",
          "reverse", "unlock", "reinstate", "waive", "investigate",
        ].contains(verb)
    else { return nil }
    if sentence.isNegative(clause) {
      return Finding(kind: .preference, words: clause.extent, key: "not " + key(clause), rule: "do not")
    }
    return Finding(
      kind: .request, words: clause.extent, key: verb == "help" || verb == "advise" ? "help" : key(clause),
      rule: isPlease ? "please" : "plea")
  }

  /// "Let me know if there is more information that I can collect": an offer, and no wish.
  private func offer(_ clause: ReadClause, _ verb: String) -> Finding? {
    let words = sentence.forms[clause.extent]
    guard verb == "let", words.contains("know"), words.contains("if"),
      words.contains(where: { ["more", "further", "else", "additional", "anything"].contains($0) }),
      words.contains(where: { ["need", "require", "collect", "provide", "want", "send", "information", "helpful"].contains($0) })
    else { return nil }
    return Finding(kind: .preference, words: clause.extent, key: "provide information", rule: "offers")
  }

  /// "This account needs to be removed", "it should be sticky".
  private func due(_ clause: ReadClause) -> Finding? {
    guard sentence.party(clause) == .thing, clause.frame.role == .main, !sentence.isQuestion, !clause.frame.isPerfect else {
      return nil
    }
    let isNeed =
      sentence.lemma(clause.verb) == "need" && factualities.factuality(of: clause) == .present
      && !sentence.children(clause.verb, .xcomp).isEmpty
    guard isNeed else { return nil }
    return Finding(kind: .request, words: clause.extent, key: key(clause), rule: "needs")
  }

  private static let helps: Set<String> = [
    "help", "idea", "ideas", "suggestion", "suggestions", "advice", "assistance", "solution", "solutions", "tips", "thoughts",
    "support", "feedback", "reason",
  ]

  /// "Any ideas?", "thanks for any help", "help!"
  private func help() -> Finding? {
    for at in sentence.tokens.indices where Self.helps.contains(sentence.forms[at]) {
      let near = sentence.forms[max(0, at - 3)..<at]
      guard
        near.contains("any") || near.contains("some") && sentence.forms.contains("get")
          || sentence.tokens.count <= 3 && sentence.forms[at] == "help"
          || near.contains("your") && (sentence.forms.contains("thank") || sentence.forms.contains("appreciated"))
      else { continue }
      let start = sentence.forms[..<at].lastIndex { [",", ";", ".", "...", "-", "–"].contains($0) }.map { $0 + 1 } ?? 0
      let end = sentence.forms[at...].firstIndex { [",", ";", "."].contains($0) } ?? sentence.tokens.count
      return Finding(kind: .request, words: start..<max(end, at + 1), key: "help", rule: "help")
    }
    if let advance = sentence.forms.firstIndex(of: "advance"),
      let thanks = sentence.forms.firstIndex(where: { ["thank", "thanks"].contains($0) }), thanks < advance
    {
      return Finding(
        kind: .request, words: thanks..<min(advance + 4, sentence.tokens.count), key: "help", rule: "thanks in advance")
    }
    let isBare = ["anything", "something"].contains(sentence.form(0)) && sentence.form(1) == "else"
    guard sentence.isQuestion, sentence.clauses.isEmpty || isBare, sentence.tokens.count > 2 else { return nil }
    return Finding(kind: .request, words: 0..<sentence.tokens.count, key: "question", rule: "question")
  }

  /// Class and object of the first deed that it asks for.
  private func key(_ clause: ReadClause) -> String {
    let deeds = DeedReader(sentence: sentence, lexicon: lexicon)
    for inner in sentence.clauses where clause.extent.contains(inner.verb) && !Self.wishes.contains(sentence.lemma(inner.verb)) {
      if let deed = deeds.deed(inner) { return deed.key }
    }
    return "help"
  }
}
