import Language

/// An action that a clause tells: its class, and what it was done to.
struct Deed: Hashable {
  /// A class of the lexicon.
  let action: String
  /// The verb as a lemma.
  let verb: String
  /// Normalised by its ring; nil where none is named.
  let object: String?
  /// Content words of the clause, normalised: what tells one such deed from another.
  let words: Set<String>
  /// The verb says nothing of itself (`make`, `do`); the noun does.
  let isNominal: Bool
  /// More words than the verb make the class: `start in` safe mode.
  var isPhrase = false

  static let pronouns: Set<String> = ["it", "they", "them", "this", "that", "these", "those", "one"]

  /// With what `it` means, if it is known.
  func meaning(_ thing: String?) -> Deed {
    guard let thing, let object, Self.pronouns.contains(object) else { return self }
    return Deed(action: action, verb: verb, object: thing, words: words, isNominal: isNominal, isPhrase: isPhrase)
  }

  /// `check tracker`; the bare class where no object is named.
  var key: String { object.map { "\(action) \($0)" } ?? action }
}

/// Finds the deeds that clauses tell.
struct DeedReader {
  let sentence: ReadSentence
  let lexicon: Lexicon

  private static let lightVerbs: Set<String> = [
    "do", "make", "have", "take", "give", "place", "run", "perform", "carry", "conduct", "submit", "file", "get", "put",
    "complete", "request",
  ]
  /// "Had a look", "had numerous calls"; but "have the latest update" is a state.
  private static let had: Set<String> = [
    "look", "check", "call", "calls", "search", "conversation", "chat", "go", "conversations", "emails", "contact",
  ]
  /// Words behind a verb in which the rest of a phrase is looked for: "turned the whole thing off and on".
  private static let reach = 7

  /// nil where the verb belongs to no class.
  func deed(_ clause: ReadClause) -> Deed? {
    if let known = sentence.findings.deeds[clause.verb] { return known }
    let found = read(clause)
    sentence.findings.deeds[clause.verb] = .some(found)
    return found
  }

  private func read(_ clause: ReadClause) -> Deed? {
    let verb = sentence.lemma(clause.verb)
    let object = object(of: clause)
    if Self.lightVerbs.contains(verb),
      let object = clause.frame.objects.map(\.index).first(where: { sentence.relation($0) == .obj }) ?? object,
      let action = nominal(object), verb != "request" || action == "contact",
      !["have", "get"].contains(verb) || Self.had.contains(sentence.forms[object])
    {
      let thing =
        sentence.children(object, .nmod, .compound).first { place in
          [.noun, .properNoun].contains(sentence.tokens[place].partOfSpeech)
            && lexicon.nouns["\(sentence.forms[place]) \(sentence.forms[object])"] == nil && !isTime(place)
        } ?? clause.frame.obliques.first { !isTime($0.index) }?.index
      return Deed(action: action, verb: verb, object: thing.map(name), words: words(clause), isNominal: true)
    }
    if clause.frame.isPassive, Self.lightVerbs.contains(verb) || verb == "send", let subject = sentence.subject(clause),
      let action = nominal(subject)
    {
      let thing = sentence.children(subject, .nmod).first { [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech) }
      return Deed(action: action, verb: verb, object: thing.map(name), words: words(clause), isNominal: true)
    }
    // "I got a technician to my house", "we had a plumber round"
    if ["get", "have", "bring"].contains(verb),
      let helper = clause.frame.objects.first(where: { Party.isTrade(sentence.lemma($0.index)) })?.index,
      clause.frame.obliques.count > 0
    {
      return Deed(
        action: "hire", verb: verb, object: sentence.lemma(helper), words: words(clause), isNominal: false, isPhrase: true)
    }
    for lemma in [verb] + VerbForm.readings(of: sentence.forms[clause.verb]).map(\.lemma) {
      guard let pattern = pattern(of: lemma, clause) else { continue }
      return Deed(
        action: pattern.action, verb: lemma, object: object.map(name), words: words(clause), isNominal: false,
        isPhrase: !pattern.following.isEmpty)
    }
    return nil
  }

  private func nominal(_ noun: Int) -> String? {
    for child in sentence.children(noun, .compound, .amod) {
      if let found = lexicon.nouns["\(sentence.forms[child]) \(sentence.forms[noun])"] { return found }
    }
    return lexicon.nouns[sentence.forms[noun]]
  }

  private func pattern(of verb: String, _ clause: ReadClause) -> Lexicon.Pattern? {
    guard let patterns = lexicon.actions[verb] else { return nil }
    // The word right behind the verb belongs to it, whatever the tree says: "log in using another".
    var own = clause.extent.upperBound
    // "Turned it off and on again" is one deed, though `on` is joined as another.
    if sentence.form(own) == "and", ["on", "off", "back", "in", "out"].contains(sentence.form(own + 1)) { own += 3 }
    let end = min(max(own, clause.verb + 2), clause.verb + 1 + Self.reach, sentence.tokens.count)
    let after = sentence.forms[(clause.verb + 1)..<max(end, clause.verb + 1)]
    return patterns.first { follows($0.following, after, closely: verb == "get") }
  }

  /// The words stand there in their order; the first, if a preposition, right behind the verb or its adverbs.
  /// - Parameter closely: only adverbs may stand between: "get back to it", and not "get a reply to it".
  private func follows(_ words: [String], _ after: ArraySlice<String>, closely: Bool) -> Bool {
    var rest = after
    for word in words {
      guard let place = rest.prefix(4).firstIndex(of: word) else { return false }
      if closely, ["to", "into", "through"].contains(word),
        !(rest.startIndex..<place).allSatisfy({ [.adverb, .adposition].contains(sentence.tokens[$0].partOfSpeech) })
      {
        return false
      }
      rest = rest[(place + 1)...]
    }
    return true
  }

  /// What it was done to: the object, of a passive its subject, else what stands behind a preposition.
  func object(of clause: ReadClause) -> Int? {
    let objects = clause.frame.objects.map(\.index)
    // "Restarting the router didn't help": the tree may hang the router on the help.
    if objects.isEmpty, sentence.tokens[clause.verb].xpos == "VBG",
      let near = ((clause.verb + 1)..<min(clause.verb + 4, sentence.tokens.count)).first(where: {
        [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech)
      }),
      sentence.forms[(clause.verb + 1)..<near].allSatisfy({
        ["the", "my", "our", "a", "an", "your", "this", "that", "all"].contains($0)
      }), sentence.clause(at: near) == nil
    {
      return near
    }
    if let own = objects.first(where: { sentence.relation($0) == .obj }) ?? objects.last { return quantified(own) }
    if clause.frame.isPassive, let subject = sentence.subject(clause), Party.of(subject, in: sentence) == .thing {
      // "A lien, which was paid off": the lien.
      if sentence.relation(clause.verb) == .acl, ["which", "that"].contains(sentence.forms[subject]) {
        return sentence.tokens[clause.verb].head ?? subject
      }
      return subject
    }
    if sentence.relation(clause.verb) == .acl, let noun = sentence.tokens[clause.verb].head { return noun }
    if let oblique = clause.frame.obliques.first(where: { !isTime($0.index) })?.index { return quantified(oblique) }
    // "Reinstalling Sage", where the tree lost the object.
    let next = clause.verb + 1
    return next < sentence.tokens.count && [.noun, .properNoun].contains(sentence.tokens[next].partOfSpeech)
      && sentence.tokens[clause.verb].xpos == "VBG" ? next : nil
  }

  private static let quantities: Set<String> = [
    "range", "lot", "couple", "number", "copy", "pair", "list", "kind", "version", "series", "bunch", "set", "piece", "copies",
    "batch", "part",
  ]

  /// "A range of headphones" are headphones.
  private func quantified(_ noun: Int) -> Int {
    guard Self.quantities.contains(sentence.lemma(noun)) else { return noun }
    return sentence.children(noun, .nmod).first { sentence.children($0, .case).contains { sentence.forms[$0] == "of" } } ?? noun
  }

  func isTime(_ at: Int) -> Bool {
    sentence.relation(at) == .obl && sentence.tokens[at].relation.subtype == "unmarked" || Self.times.contains(sentence.lemma(at))
      || Self.times.contains(sentence.forms[at])
  }

  static let times: Set<String> = [
    "day", "week", "month", "year", "hour", "minute", "time", "morning", "evening", "afternoon", "night", "today", "yesterday",
    "tomorrow", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july",
    "august",
    "september", "october", "november", "december", "weekend", "occasion", "ago", "once", "twice",
  ]

  /// Nouns that say less than what stands before them: "the tracker page".
  private static let hollow: Set<String> = [
    "page", "link", "site", "website", "info", "information", "detail", "status", "system", "screen", "tab",
  ]

  /// A noun with what is compounded with it, by its ring.
  func name(_ noun: Int) -> String {
    let lemma = sentence.lemma(noun)
    var longest = sentence.forms[noun]
    var start = noun
    while start > 0, let head = sentence.tokens[start - 1].head,
      head == noun || head == start || sentence.forms[start - 1] == "-",
      [.compound, .amod, .nummod, .flat, .punct, .det].contains(sentence.relation(start - 1)),
      sentence.relation(start - 1) != .punct || !sentence.tokens[start].hasSpaceBefore
    {
      longest = sentence.forms[start - 1] + (sentence.tokens[start].hasSpaceBefore ? " " : "") + longest
      start -= 1
      if let ring = lexicon.rings[longest] { return ring }
    }
    if Self.hollow.contains(lemma),
      let before = sentence.children(noun, .compound, .nmod, .amod).lazy.compactMap({ lexicon.rings[sentence.forms[$0]] }).first
    {
      return before
    }
    return lexicon.rings[sentence.forms[noun]] ?? lexicon.rings[lemma] ?? lexicon.thing(lemma)
  }

  /// Nouns, names and numbers of the clause, each by its ring.
  func words(_ clause: ReadClause) -> Set<String> {
    var found: Set<String> = []
    for at in clause.extent where at != clause.verb {
      switch sentence.tokens[at].partOfSpeech {
      case .noun, .properNoun, .number, .other, .symbol: found.insert(name(at))
      case .determiner where ["another", "other"].contains(sentence.forms[at]): found.insert("other")
      case .adjective, .verb: found.insert(sentence.lemma(at))
      default: break
      }
    }
    return found
  }
}
