import Language

extension AskReader {
  static let advising: Set<String> = [
    "ask", "advise", "recommend", "suggest", "invite", "request", "urge", "encourage", "need", "want", "like", "advice",
  ]
  static let duties: Set<String> = ["should", "must", "can", "could", "may", "might", "have", "need", "would"]

  /// Where the ask begins and by what it asks; nil where the clause asks nothing.
  func manner(of clause: ReadClause) -> (Int, String)? {
    let frame = clause.frame
    if isNegated(clause) { return nil }
    let fact = factualities.factuality(of: clause)
    let subject = sentence.subject(clause).map { sentence.forms[$0] } ?? ""
    if frame.role == .ofNoun { return nil }
    let joined = first(of: clause)
    if fact == .imperative {
      return isNegated(joined) ? nil : (lead(clause), sentence.forms.contains("please") ? "please" : "imperative")
    }
    if sentence.lemma(clause.verb) == "please" { return nil }
    // "If that fails, start it in safe mode": a bare verb that nobody is the subject of.
    if fact == .open, isBare(clause), joined.verb == clause.verb || isBare(joined) { return (lead(clause), "imperative") }
    // "Have you tried checking it?", "would you mind checking it?"
    if let head = sentence.tokens[clause.verb].head, [.xcomp, .ccomp].contains(sentence.relation(clause.verb)),
      ["try", "attempt", "mind", "consider"].contains(sentence.lemma(head)), let above = sentence.clause(at: head),
      factualities.factuality(of: above) == .asked, sentence.subject(above).map({ sentence.forms[$0] }) == "you"
    {
      return (above.extent.lowerBound, sentence.form(above.extent.lowerBound) == "have" ? "have you" : "could you")
    }
    if fact == .asked {
      guard subject == "you" else { return isQuestionOfUs(clause) ? nil : (opening(clause), "question") }
      let opening = frame.auxiliaries.first.map { sentence.forms[$0.index] } ?? ""
      if sentence.forms[clause.extent].prefix(3).contains(where: {
        ["how", "what", "which", "where", "when", "since"].contains($0)
      }) {
        return (clause.extent.lowerBound, "question")
      }
      if ["have", "had"].contains(opening) { return (clause.extent.lowerBound, "have you") }
      if ["did"].contains(opening) { return (clause.extent.lowerBound, "did you") }
      if ["could", "can", "would", "will", "may", "might"].contains(opening) { return (clause.extent.lowerBound, "could you") }
      return (clause.extent.lowerBound, "question")
    }
    if let made = madeSure(clause, subject) { return made }
    // "I am missing your order number."
    if ["we", "i"].contains(subject), ["miss", "lack"].contains(sentence.lemma(clause.verb)), fact == .present {
      return (clause.extent.lowerBound, "we need")
    }
    // "We need your order number."
    if ["we", "i"].contains(subject), ["need", "require"].contains(sentence.lemma(clause.verb)), fact == .present {
      return (clause.extent.lowerBound, "we need")
    }
    // "Please" with a verb that the tree does not read as one that asks.
    if let please = sentence.forms[max(0, clause.verb - 3)..<clause.verb].lastIndex(of: "please"),
      ["VB", "VBP"].contains(sentence.tokens[clause.verb].xpos), subject.isEmpty || subject == "you"
    {
      return (please, "please")
    }
    if subject == "you" {
      if let head = sentence.tokens[clause.verb].head, frame.modal == "have", let above = sentence.clause(at: head),
        isNegated(above)
      {
        return nil
      }
      // "On 24 May you wrote": a month, as it stands before the subject.
      let isBefore = frame.auxiliaries.first.map { $0.index < (sentence.subject(clause) ?? 0) } ?? false
      // "You can reach me on 0800 123" offers.
      if let modal = frame.modal, ["can", "may", "could"].contains(modal), deeds.deed(clause)?.action == "contact" { return nil }
      if let modal = frame.modal, Self.duties.contains(modal), !isBefore, fact != .conditional, frame.role != .adverbial {
        return (clause.extent.lowerBound, "you should")
      }
      if let head = sentence.tokens[clause.verb].head, sentence.relation(clause.verb) == .xcomp,
        ["need", "have", "want"].contains(sentence.lemma(head)), let above = sentence.clause(at: head), !isNegated(above),
        above.frame.role != .adverbial
      {
        return (above.extent.lowerBound, "you should")
      }
    }
    // "Please consider making a donation", "start by finding it".
    if let head = sentence.tokens[clause.verb].head, [.xcomp, .advcl].contains(sentence.relation(clause.verb)),
      let above = sentence.clause(at: head), fact == .imperative || factualities.factuality(of: above) == .imperative,
      ["consider", "start", "begin", "try", "remember", "feel", "go", "be", "continue", "make"].contains(sentence.lemma(head)),
      !isNegated(above)
    {
      return (lead(above), "please")
    }
    if let asked = advised(clause) { return asked }
    if let helps = helping(clause) { return helps }
    return nil
  }

  /// "Make sure that you have restarted it", "it would help if you restarted it".
  private func madeSure(_ clause: ReadClause, _ subject: String) -> (Int, String)? {
    guard subject == "you", let head = sentence.tokens[clause.verb].head else { return nil }
    let relation = sentence.relation(clause.verb)
    let above = sentence.clause(at: head) ?? sentence.tokens[head].head.flatMap { sentence.clause(at: $0) }
    guard let above, !isNegated(above) else { return nil }
    if relation == .ccomp, ["make", "ensure", "sure", "check", "verify", "confirm"].contains(sentence.lemma(above.verb)),
      factualities.factuality(of: above) == .imperative, clause.frame.copula == nil,
      !sentence.forms[above.extent].prefix(6).contains("if")
    {
      return (lead(above), "please")
    }
    if relation == .advcl, clause.frame.marker?.lemma == "if",
      ["help", "great", "helpful", "useful", "nice", "appreciate", "good", "grateful"].contains(sentence.lemma(above.verb)),
      above.verb < clause.verb
    {
      return (above.extent.lowerBound, "would help")
    }
    return nil
  }

  func isBare(_ clause: ReadClause) -> Bool {
    sentence.tokens[clause.verb].xpos == "VB" && clause.frame.auxiliaries.isEmpty
      && sentence.children(clause.verb, .nsubj, .mark).isEmpty
      && [.root, .conj, .parataxis].contains(sentence.relation(clause.verb))
  }

  func isNegated(_ clause: ReadClause) -> Bool {
    if sentence.isNegative(clause) { return true }
    return sentence.children(clause.verb, .advmod).contains {
      clause.extent.contains($0) && ["not", "never", "n't"].contains(sentence.forms[$0])
        && ($0 > clause.verb || !sentence.forms[$0..<clause.verb].contains(","))
    }
  }

  func first(of clause: ReadClause) -> ReadClause {
    var found = clause
    while sentence.relation(found.verb) == .conj, let head = sentence.tokens[found.verb].head,
      let next = sentence.clause(at: head)
    { found = next }
    return found
  }

  /// With the `when` before it, which opens other clauses too and is not theirs.
  func opening(_ clause: ReadClause) -> Int {
    let start = clause.extent.lowerBound
    return sentence.form(start - 1) == "when" ? start - 1 : start
  }

  func isOfUs(_ clause: ReadClause) -> Bool {
    ["we", "i"].contains(sentence.subject(clause).map { sentence.forms[$0] } ?? "")
  }

  /// "May we ask", "can I help": of us.
  func isQuestionOfUs(_ clause: ReadClause) -> Bool {
    ["we", "i"].contains(sentence.subject(clause).map { sentence.forms[$0] } ?? "")
      && !["call", "phone", "ring", "reach", "telephone"].contains(sentence.lemma(clause.verb))
  }

  /// "We recommend to clear it", "I would ask you to send it", "we need you to sign".
  func advised(_ clause: ReadClause) -> (Int, String)? {
    guard [.xcomp, .ccomp, .advcl, .csubj].contains(sentence.relation(clause.verb)), let head = sentence.tokens[clause.verb].head,
      let above = sentence.clause(at: head)
    else { return nil }
    let who = sentence.subject(above).map { sentence.forms[$0] } ?? ""
    guard Self.advising.contains(sentence.lemma(head)), ["we", "i"].contains(who), !isNegated(above),
      factualities.factuality(of: above) != .done
    else { return nil }
    let own = sentence.subject(clause).map { sentence.forms[$0] } ?? ""
    // "We would like to know your version"
    if ["know", "have", "get", "see", "learn"].contains(sentence.lemma(clause.verb)), sentence.relation(clause.verb) == .xcomp {
      return (above.extent.lowerBound, "we would like to know")
    }
    let needsYou = ["need", "want", "like"].contains(sentence.lemma(head))
    guard own == "you" || !needsYou && !["we", "i"].contains(own) || !needsYou && sentence.relation(clause.verb) == .xcomp else {
      return nil
    }
    return (above.extent.lowerBound, "we recommend")
  }

  /// "Clearing the cache can help", "it helps to restart it", "the quickest way is to install it", "reinstalling it is worth a try".
  func helping(_ clause: ReadClause) -> (Int, String)? {
    let word = sentence.tokens[clause.verb]
    guard word.feature("VerbForm") == "Ger" || word.xpos == "VBG" || word.feature("VerbForm") == "Inf" || word.xpos == "VB" else {
      return nil
    }
    guard let head = word.head else {
      // "The quickest way is to install it"
      let subject = sentence.children(clause.verb, .nsubj).first.map(sentence.lemma) ?? ""
      guard ["way", "solution", "fix", "step", "thing", "remedy"].contains(subject),
        !sentence.children(clause.verb, .cop).isEmpty, !isNegated(clause)
      else { return nil }
      return (clause.extent.lowerBound, "would help")
    }
    let around = sentence.forms[clause.extent.lowerBound...].prefix(24)
    let helps =
      around.contains { ["help", "helps", "worth", "useful", "advisable", "enough", "sufficient", "idea"].contains($0) }
      || sentence.forms[..<clause.verb].suffix(6).contains {
        ["help", "helps", "way", "worth", "useful", "idea", "best", "solution", "fix"].contains($0)
      }
    guard helps, !sentence.forms.contains("n't"), !sentence.forms.contains("not"),
      !["we", "i"].contains(sentence.subject(clause).map { sentence.forms[$0] } ?? "")
    else { return nil }
    guard [.csubj, .nsubj, .xcomp, .advcl, .root, .ccomp].contains(sentence.relation(clause.verb)),
      sentence.relation(clause.verb) != .advcl || sentence.lemma(head) == "help"
    else { return nil }
    return (clause.extent.lowerBound, "would help")
  }

  func lead(_ clause: ReadClause) -> Int {
    var start = clause.extent.lowerBound
    while start > 0, ["please", "kindly", "just", "do"].contains(sentence.forms[start - 1]) { start -= 1 }
    return start
  }
}
