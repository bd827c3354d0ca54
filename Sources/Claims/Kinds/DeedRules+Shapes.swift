import Language

extension DeedRules {
  /// "I did that", "which I did".
  func anaphoric(_ clause: ReadClause) -> Finding? {
    guard sentence.lemma(clause.verb) == "do", sentence.party(clause) == .customer, factualities.factuality(of: clause) == .done
    else { return nil }
    let objects = clause.frame.objects.map { sentence.forms[$0.index] }
    let isBare = objects.isEmpty && clause.extent.count <= 3
    guard
      isBare
        || objects.contains(where: {
          ["that", "this", "it", "so", "which", "same", "thing", "everything", "all", "both", "steps"].contains($0)
        })
    else { return nil }
    return Finding(kind: .tried, words: clause.extent, key: Self.that, rule: "did that")
  }

  /// "I had the hard drive replaced", "I have the column switched on", "I tried to get it removed", "my wife got it mended".
  func haveDone(_ clause: ReadClause) -> Finding? {
    let verb = sentence.lemma(clause.verb)
    guard verb == "have" || verb == "get", [.customer, .helper].contains(sentence.party(clause)), !clause.frame.isNegative
    else { return nil }
    switch factualities.factuality(of: clause) {
    case .done, .attempted: break
    case .present where verb == "have": break
    default: return nil
    }
    // "Get this removed": the tree may hang the thing on what was done to it.
    let below =
      sentence.children(clause.verb, .xcomp, .ccomp)
      + sentence.children(clause.verb, .obj).filter { sentence.clause(at: $0) != nil }
    guard
      let object = clause.frame.objects.last(where: { sentence.clause(at: $0.index) == nil })?.index
        ?? below.lazy.compactMap({ sentence.children($0, .nsubj, .obj, .det).first { $0 > clause.verb } }).first
    else { return nil }
    for place in sentence.children(object, .acl) + below
    where place > object && sentence.tokens[place].xpos.hasPrefix("VB")
      && (sentence.tokens[place].xpos == "VBN" || sentence.tokens[place].xpos == "VBD")
    {
      // "I have three days left"
      guard let inner = sentence.clause(at: place), !deeds.isTime(object) else { continue }
      let deed = deeds.deed(inner)
      // What somebody tried to get done was tried, whatever it is.
      guard let action = deed?.action ?? (verb == "get" ? sentence.lemma(place) : nil),
        !Self.befalling.contains(sentence.lemma(place))
      else { continue }
      let end = max(clause.extent.upperBound, inner.extent.upperBound)
      return Finding(
        kind: .tried, words: clause.extent.lowerBound..<end, key: "\(action) \(deeds.name(object))",
        rule: "have + participle")
    }
    return nil
  }

  /// What befalls people, though they `get` it: "I got my card stolen", "I have three days left".
  static let befalling: Set<String> = [
    "leave", "refund", "reimburse", "credit", "steal", "damage", "lose", "charge", "block", "break", "close", "cancel",
  ]

  /// "Attached is a copy of the letter".
  func attachedFirst(_ clause: ReadClause) -> Finding? {
    guard ["attached", "enclosed"].contains(sentence.forms[clause.verb]), let subject = sentence.subject(clause),
      clause.frame.copula != nil || clause.frame.isPassive
    else { return enclosed(clause) }
    return Finding(kind: .tried, words: clause.extent, key: "attach \(deeds.name(subject))", rule: "attached")
  }

  /// "Copy of the letter attached hereto", "letter enclosed".
  func enclosed(_ clause: ReadClause) -> Finding? {
    guard ["attached", "enclosed"].contains(sentence.forms[clause.verb]), sentence.relation(clause.verb) == .acl,
      clause.frame.auxiliaries.isEmpty, let thing = sentence.tokens[clause.verb].head, thing < clause.verb,
      sentence.tokens[thing].head.map({ sentence.tokens[$0].head == nil }) ?? true,
      ["", ".", ";", ",", "hereto", "herewith", "here", "below", "to", "as", "for"].contains(sentence.form(clause.verb + 1))
    else { return nil }
    return Finding(
      kind: .tried, words: thing..<clause.extent.upperBound, key: "attach \(deeds.name(thing))", rule: "attached")
  }

  /// "Fully updating it has not solved the problem": it was done, as it has brought something, or nothing.
  func gerundSubject(_ clause: ReadClause) -> Finding? {
    guard sentence.tokens[clause.verb].xpos == "VBG", clause.frame.auxiliaries.isEmpty, !sentence.isQuestion,
      let deed = deeds.deed(clause) ?? inner(clause)
    else { return nil }
    let relation = sentence.relation(clause.verb)
    if relation == .csubj || relation == .nsubj, let head = sentence.tokens[clause.verb].head,
      let main = sentence.clause(at: head)
    {
      let fact = factualities.factuality(of: main)
      guard fact == .done || fact == .notDone || fact == .present,
        !["help", "require", "be", "mean"].contains(sentence.lemma(head)) || fact != .present,
        // "Searching isn't working" is what the thing is for.
        fact == .done || !["find", "create", "choose"].contains(deed.action)
      else { return nil }
      return Finding(kind: .tried, words: clause.extent, key: deed.key, rule: "-ing as subject")
    }
    // "Attempting to copy it fails", whatever the tree makes of the end.
    if ["trying", "attempting"].contains(sentence.forms[clause.verb]),
      sentence.form(clause.verb - 1) != "am",
      let end = clause.extent.first(where: {
        $0 > clause.verb + 2 && ["fails", "failed", "ends", "ended", "results", "resulted"].contains(sentence.forms[$0])
      })
    {
      return Finding(kind: .tried, words: clause.verb..<end, key: deed.key, rule: "-ing as subject")
    }
    guard relation == .root,
      let result = sentence.clauses.first(where: {
        $0.verb > clause.verb && sentence.tokens[$0.verb].head == clause.verb && sentence.relation($0.verb) == .ccomp
      }),
      [.done, .notDone].contains(factualities.factuality(of: result))
    else { return nil }
    let end = result.frame.auxiliaries.first?.index ?? result.verb
    return Finding(
      kind: .tried, words: clause.extent.lowerBound..<max(end, clause.verb + 1), key: deed.key, rule: "-ing as subject")
  }

  func inner(_ clause: ReadClause) -> Deed? {
    guard ["try", "attempt"].contains(sentence.lemma(clause.verb)), let below = sentence.children(clause.verb, .xcomp).first,
      let next = sentence.clause(at: below)
    else { return nil }
    return deeds.deed(next)
  }

  static let data: Set<String> = [
    "password", "passcode", "pin", "receipt", "invoice", "number", "code", "username", "login", "key", "passphrase",
    "confirmation",
  ]

  /// "I have forgotten my PIN", "I lost the receipt": what cannot be given.
  func forgotten(_ clause: ReadClause) -> Finding? {
    guard ["forget", "lose", "misplace"].contains(sentence.lemma(clause.verb)), sentence.party(clause) == .customer,
      factualities.factuality(of: clause) == .done,
      let object = clause.frame.objects.first(where: { Self.data.contains(sentence.lemma($0.index)) })?.index
    else { return nil }
    return Finding(kind: .notTried, words: clause.extent, key: "provide \(deeds.name(object))", rule: "could not")
  }

  /// "Neither did reinstalling it": as little as the step before it helped, so it was taken.
  func neither(_ clause: ReadClause) -> Finding? {
    guard sentence.tokens[clause.verb].xpos == "VBG", sentence.form(clause.verb - 1) == "did",
      ["neither", "nor"].contains(sentence.form(clause.verb - 2)), let deed = deeds.deed(clause)
    else { return nil }
    return Finding(
      kind: .tried, words: clause.verb..<clause.extent.upperBound,
      key: deed.object.map { ["it", "them", "that"].contains($0) ? deed.action : deed.key } ?? deed.key, rule: "neither did")
  }

  /// "Please find the receipt attached."
  func pleaseFind(_ clause: ReadClause) -> Finding? {
    guard ["find", "see"].contains(sentence.lemma(clause.verb)), factualities.factuality(of: clause) == .imperative,
      let sign = clause.extent.first(where: { ["attached", "enclosed"].contains(sentence.forms[$0]) })
    else { return nil }
    let thing =
      clause.frame.objects.first?.index
      ?? ((sign + 1)..<clause.extent.upperBound).first { sentence.tokens[$0].partOfSpeech == .noun }
    return Finding(
      kind: .tried, words: clause.extent, key: thing.map { "attach \(deeds.name($0))" } ?? "attach", rule: "please find attached")
  }

  static let means: Set<String> = [
    "option", "way", "idea", "possibility", "skill", "skills", "means", "chance", "knowledge", "clue", "access",
  ]

  /// "I have no option to disable it", "I have no idea how to do it", "I don't know how to export".
  func withoutMeans(_ clause: ReadClause) -> Finding? {
    guard sentence.party(clause) == .customer, clause.frame.isNegative || sentence.forms[clause.extent].contains("nothing"),
      !sentence.isQuestion, clause.frame.time != .past
    else { return nil }
    let verb = sentence.lemma(clause.verb)
    let lacks =
      verb == "have"
      && clause.frame.objects.contains { Self.means.contains(sentence.forms[$0.index]) && sentence.forms[$0.index] != "access" }
    let unknown = verb == "know" && sentence.forms[clause.extent].contains { ["how", "nothing"].contains($0) }
    guard lacks || unknown, factualities.factuality(of: clause) == .notDone || factualities.factuality(of: clause) == .present
    else { return nil }
    let inner = sentence.clauses.first { $0.verb > clause.verb && clause.extent.contains($0.verb) }.flatMap { deeds.deed($0) }
    return Finding(kind: .notTried, words: clause.extent, key: inner?.key ?? named(clause) ?? Self.that, rule: "could not")
  }

  /// "No option to disable junk filtering", where the tree has no verb: the word behind `to`.
  func named(_ clause: ReadClause) -> String? {
    guard let to = clause.extent.first(where: { $0 > clause.verb && sentence.forms[$0] == "to" }),
      let action = lexicon.actions[sentence.form(to + 1)]?.first(where: { $0.following.isEmpty })?.action
    else { return nil }
    let thing = ((to + 2)..<max(to + 2, min(to + 6, clause.extent.upperBound))).first {
      [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech)
    }
    return thing.map { "\(action) \(deeds.name($0))" } ?? action
  }

  private static let correspondence: Set<String> = [
    "letter", "call", "voicemail", "email", "mail", "bill", "text", "notice", "e-mail", "reply", "message", "sms", "response",
    "answer",
  ]

  /// "I received a letter from them", "they sent me a copy of the letter".
  func received(_ clause: ReadClause) -> Finding? {
    if sentence.lemma(clause.verb) == "send", [.company, .thing].contains(sentence.party(clause)), !clause.frame.isPassive,
      clause.frame.objects.contains(where: { ["me", "us"].contains(sentence.forms[$0.index]) }),
      factualities.factuality(of: clause) == .done,
      let letter = clause.frame.objects.first(where: { object in
        Self.correspondence.contains(sentence.lemma(object.index))
          || sentence.children(object.index, .nmod).contains { Self.correspondence.contains(sentence.lemma($0)) }
      })?.index
    {
      return Finding(kind: .contacted, words: clause.extent, key: "contact \(deeds.name(letter))", rule: "received")
    }
    guard
      ["receive", "recieve", "get"].contains(sentence.lemma(clause.verb))
        || ["recieved", "received"].contains(sentence.forms[clause.verb]), sentence.party(clause) == .customer,
      let object = clause.frame.objects.last?.index,
      !clause.frame.isNegative, [.done, .present].contains(factualities.factuality(of: clause))
    else { return nil }
    let isLetter =
      Self.correspondence.contains(sentence.lemma(object))
      || sentence.children(object, .compound).contains { Self.correspondence.contains(sentence.lemma($0)) }
    guard isLetter || sentence.forms[object].hasPrefix("call"),
      sentence.lemma(clause.verb) != "get" || sentence.forms[clause.extent].contains("from")
    else { return nil }
    return Finding(kind: .contacted, words: clause.extent, key: "contact \(deeds.name(object))", rule: "received")
  }
}
