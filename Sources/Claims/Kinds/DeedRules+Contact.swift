import Language

extension DeedRules {
  static let letters: Set<String> = [
    "letter", "complaint", "inquiry", "enquiry", "reminder", "fax", "request", "voicemail", "note",
  ]

  func isContact(_ deed: Deed, _ clause: ReadClause) -> Bool {
    if deed.action == "contact" || deed.action == "ask-for" || deed.action == "call-back" { return true }
    if deed.action == "leave" { return deed.object == "mail" || deed.words.contains { Self.letters.contains($0) } }
    guard deed.verb == "send", let object = deed.object else { return false }
    return Self.letters.contains(object)
      || object == "mail" && !deed.words.contains("draft")
        && clause.frame.obliques.contains { Party.of($0.index, in: sentence) == .company }
  }

  /// The rule of a contact that is only told of somebody: "the person I talked to".
  static let aside = "contact told aside"

  /// "The person I talked to": whom, stands before it.
  func isStranded(_ clause: ReadClause) -> Bool {
    let after = clause.verb + 2
    return ["to", "with"].contains(sentence.form(clause.verb + 1))
      && (after >= sentence.tokens.count
        || ![.noun, .properNoun, .pronoun, .determiner, .adjective, .number].contains(sentence.tokens[after].partOfSpeech))
  }

  static let reaching: Set<String> = [
    "call", "contact", "phone", "ring", "telephone", "email", "write", "reach", "notify", "text", "message", "mail", "harass",
  ]

  func contact(_ clause: ReadClause, _ deed: Deed, _ party: Party, _ fact: Factuality) -> Finding? {
    let words = words(of: clause)
    let key = deed.object.map { "contact \($0)" } ?? "contact"
    switch party {
    case .customer, .helper, .nobody:
      if clause.frame.isPassive, !deed.isNominal { return nil }
      // "asking for an explanation": what is wanted, of a contact told already.
      if sentence.tokens[clause.verb].xpos == "VBG", clause.frame.auxiliaries.isEmpty,
        ["ask", "inform", "report", "tell", "notify", "explain", "demand", "express"].contains(deed.verb),
        clause.frame.role != .complement
      {
        return nil
      }
      // "Stating not to call me" says how to treat them.
      if fact == .notDone, sentence.tokens[clause.verb].xpos == "VB",
        sentence.children(clause.verb, .mark).contains(where: { sentence.forms[$0] == "to" })
      {
        return nil
      }
      switch fact {
      case .done, .attempted, .unable:
        let isAside = clause.frame.role == .ofNoun && isStranded(clause)
        return Finding(kind: .contacted, words: words, key: key, rule: isAside ? Self.aside : "contact: \(fact)")
      case .notDone: return Finding(kind: .notTried, words: words, key: key, rule: "not done")
      default: return nil
      }
    case .company, .thing:
      // "A company called Example": its name.
      if sentence.relation(clause.verb) == .acl, clause.frame.auxiliaries.isEmpty, sentence.tokens[clause.verb].xpos == "VBN" {
        return nil
      }
      let reachesUs = clause.frame.objects.contains { ["me", "us"].contains(sentence.forms[$0.index]) }
      guard Self.reaching.contains(deed.verb), fact == .done || fact == .present,
        reachesUs || deed.isNominal || clause.frame.objects.isEmpty && party == .company
      else {
        if clause.frame.isPassive, deed.isNominal, fact == .done {
          return Finding(kind: .contacted, words: words, key: key, rule: "contact was made")
        }
        return nil
      }
      return Finding(kind: .contacted, words: words, key: key, rule: "contacted by them")
    case .reader: return nil
    }
  }
}
