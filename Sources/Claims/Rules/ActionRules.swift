
/// Turns clauses into claims of deeds done, left undone, and contact.
enum ActionRules {
  static func claims(in passage: Passage, _ sentence: Sentence, _ clauses: [Clause]) -> [Claim] {
    var claims: [Claim] = []
    for clause in clauses {
      guard let kind = kind(of: clause, sentence),
        passage.source != .subject || kind != .notTried || clause.action == "find",
        let span = passage.span(sentence.tokens[clause.tokens])
      else { continue }
      claims.append(passage.claim(kind, span, key: clause.key, rule: clause.rule))
    }
    return claims + attached(in: passage, sentence) + received(in: passage, sentence) + withDone(in: passage, sentence)
  }

  static func kind(of clause: Clause, _ sentence: Sentence) -> ClaimKind? {
    if isContact(clause) { return contactKind(clause) }
    guard clause.subject != .other, !isOnlyMeant(clause, sentence) else { return nil }
    let next = clause.verb + 1 < sentence.tokens.count ? sentence.tokens[clause.verb + 1].form : ""
    switch clause.standing {
    case .done, .attempted: return isDeed(clause, next) ? .tried : nil
    case .ability: return namesAlternative(clause) ? .tried : nil
    case .notDone: return .notTried
    case .unable: return isProductFunction(clause) ? .observed : .notTried
    case .habitual: return clause.rule == "present" && isStep(clause) ? .tried : nil
    case .hypothetical:
      return clause.rule == Standing.unwanted && clause.subject == .customer ? .preference : nil
    }
  }

  /// "I hope I found the right page", "I thought I had paid": no deed is stated.
  private static func isOnlyMeant(_ clause: Clause, _ sentence: Sentence) -> Bool {
    var before = clause.tokens.lowerBound - 1
    if before >= 0, sentence.tokens[before].form == "that" { before -= 1 }
    guard before >= 0 else { return false }
    return [
      "hope", "hoped", "hoping", "wish", "wished", "thought", "assumed", "supposed", "imagined", "believed", "pretend",
    ].contains(sentence.tokens[before].form)
  }

  /// What stands behind "order" where it is a thing with a number, not a deed.
  private static let numbering: Set<String> = [
    "number", "no", "no.", "nr", "nr.", "id", "ref", "reference", "confirmation", "#",
  ]

  /// Told in the present, first person, but a step and not use: "I follow the instructions and it stops".
  private static func isStep(_ clause: Clause) -> Bool {
    [
      "follow", "reinstall", "restart", "log-in", "send", "refresh", "update", "uninstall", "check", "clear", "reset",
      "download",
    ]
    .contains(clause.action) && clause.object.head != nil
  }

  private static let letters: Set<String> = [
    "mail", "letter", "complaint", "inquiry", "enquiry", "reminder", "fax", "request", "voicemail",
  ]

  private static func isContact(_ clause: Clause) -> Bool {
    if clause.action == "contact" { return true }
    return (clause.action == "send" && clause.lemma == "send" && clause.object.words.contains { letters.contains($0) })
  }

  private static func contactKind(_ clause: Clause) -> ClaimKind? {
    switch clause.standing {
    case .done, .attempted:
      guard clause.subject == .other else { return .contacted }
      return ["call", "contact", "phone", "ring", "telephone", "email", "write", "reach"].contains(clause.lemma)
        ? .contacted : nil
    case .unable:
      return clause.subject == .other ? nil : .contacted
    case .notDone: return clause.subject == .other ? nil : .notTried
    case .ability, .hypothetical, .habitual: return nil
    }
  }

  /// Verbs that tell a deed only with the right company: "I use Firefox" and "I found that ..." are none.
  private static func isDeed(_ clause: Clause, _ next: String) -> Bool {
    switch clause.lemma {
    case "use": clause.standing == .attempted || namesAlternative(clause) || clause.rule == "-ing as subject"
    case "try", "attempt": clause.object.head != nil || clause.action != "try" || clause.object.words.contains("other")
    case "find": clause.object.head != nil && !["that", "out"].contains(next)
    case "start", "begin", "run", "keep", "store", "hold", "push", "finish", "move", "leave", "join", "set", "switch":
      clause.object.head != nil || clause.standing == .attempted
    case "order", "invoice", "ticket":
      !numbering.contains(next) && next.utf8.first.map { !(0x30...0x39).contains($0) } ?? true
    // "Charged twice" without a subject tells what was done to them.
    case "charge", "bill": clause.rule != "past, no subject"
    case "look", "go", "get", "take", "put", "turn", "type", "work": true
    default: true
    }
  }

  private static func namesAlternative(_ clause: Clause) -> Bool {
    !clause.object.words.isDisjoint(with: ["other-browser", "other", "different", "private-mode", "safe-mode"])
  }

  /// "I can't send mail" reports a fault; "I can't find the label" reports a step that failed.
  private static func isProductFunction(_ clause: Clause) -> Bool {
    if ["give", "provide", "supply"].contains(clause.lemma) { return false }
    return [
      "send", "open", "log-in", "save", "import", "connect", "pay", "start", "try", "attach", "move", "copy", "read",
      "delete", "enable", "run",
    ]
    .contains(clause.action)
  }

  private static let enclosures: Set<String> = ["attached", "enclosed", "attaching", "enclosing"]

  /// "Attached is the receipt", "please find attached", "see the attached picture", "copies are attached", "see screenshot".
  private static func attached(in passage: Passage, _ sentence: Sentence) -> [Claim] {
    let tokens = sentence.tokens
    for (at, token) in tokens.enumerated() {
      let isSeen =
        token.form == "see" && at + 1 < tokens.count
        && ["screenshot", "screenshots", "attachment", "picture", "photo", "photos"].contains(
          tokens[min(at + 2, tokens.count - 1)].form)
        || token.form == "see" && at + 1 < tokens.count
          && ["screenshot", "screenshots", "attachment"].contains(tokens[at + 1].form)
      guard enclosures.contains(token.form) || isSeen else { continue }
      let before = at > 0 ? tokens[at - 1].form : ""
      let isVerb = Words.have.contains(before) || before == "i" || before == "we"
      if isVerb || Words.negations.contains(before) || before == "be" { return [] }
      let isFirst =
        at == 0 || isSeen
        || ["find", "the", "also", "an", "see", "is", "are", "and", "i'm", "'m", "am"].contains(before) && at < 4
      let start = isFirst ? at : max(0, at - 8)
      let end = isFirst ? min(at + 8, tokens.count) : min(at + 3, tokens.count)
      var last = end
      for place in (at + 1)..<max(at + 1, end)
      where [",", ".", ";", "(", ")", "but", "that", "which"].contains(tokens[place].form) {
        last = place
        break
      }
      guard let span = passage.span(tokens[start..<last]) else { continue }
      let object = ObjectPhrase.read(
        tokens[start..<last].filter { !enclosures.contains($0.form) && !["see", "find"].contains($0.form) }[...])
      let noun = object.words.contains("screenshot") ? "screenshot" : object.head ?? "file"
      return [passage.claim(.tried, span, key: "attach \(noun)", rule: "attached")]
    }
    return []
  }

  /// "With all extensions disabled", "with the cable unplugged".
  private static func withDone(in passage: Passage, _ sentence: Sentence) -> [Claim] {
    let tokens = sentence.tokens
    for at in tokens.indices where tokens[at].form == "with" {
      for place in (at + 2)..<max(at + 2, min(at + 7, tokens.count)) {
        if tokens[place].kind == .sign { break }
        let actions = VerbForm.readings(of: tokens[place].form).filter { $0.tense == .participle }.compactMap {
          ActionClasses.classes[$0.lemma]
        }
        guard let action = actions.first, ["disable", "remove", "uninstall", "enable"].contains(action) else {
          continue
        }
        let object = ObjectPhrase.read(tokens[(at + 1)..<place])
        guard let head = object.head, let span = passage.span(tokens[at...place]) else { continue }
        return [passage.claim(.tried, span, key: "\(action) \(head)", rule: "with ... done")]
      }
    }
    return []
  }

  /// "I received a letter from the bank", "got a call", "left a message": contact told by a noun.
  private static func received(in passage: Passage, _ sentence: Sentence) -> [Claim] {
    let tokens = sentence.tokens
    var claims: [Claim] = []
    for at in tokens.indices where ["received", "recieved", "got", "left", "had"].contains(tokens[at].form) {
      guard
        at == 0 || Words.customer.contains(tokens[at - 1].form) || Words.have.contains(tokens[at - 1].form)
          || Words.conjunctions.contains(tokens[at - 1].form) || Words.adverbs.contains(tokens[at - 1].form)
      else { continue }
      for place in (at + 1)..<max(at + 1, min(at + 7, tokens.count)) {
        let word = tokens[place].form
        if tokens[place].kind == .sign || Words.negations.contains(word) { break }
        guard
          [
            "letter", "letters", "call", "calls", "voicemail", "email", "emails", "e-mail", "reply", "answer",
            "message", "mail",
          ].contains(word)
        else { continue }
        let start = at > 0 && Words.customer.contains(tokens[at - 1].form) ? at - 1 : at
        if let span = passage.span(tokens[start...place]) {
          claims.append(passage.claim(.contacted, span, key: "contact \(ObjectRings.normal(word))", rule: "received"))
        }
        break
      }
    }
    return claims
  }
}
