import Language

/// Whether what a clause tells has come about, as the writer says.
///
/// After Saurí and Pustejovsky, Are You Sure That This Happened? (2012): polarity and modality are passed down the tree from the verbs
/// that a clause stands under.
enum Factuality: Hashable {
  case done
  case attempted
  /// Present: what happens each time, or is so.
  case present
  case notDone
  case unable
  /// "I can log in with another browser".
  case able
  case future
  case wanted
  /// Somebody else's words.
  case told
  /// Only believed.
  case supposed
  case conditional
  case asked
  case imperative
  /// A gerund or infinitive under nothing that says.
  case open
}

/// Reads the factuality of a sentence's clauses.
struct FactualityReader {
  let sentence: ReadSentence
  let lexicon: Lexicon

  /// A tree's verbs are nested a few deep; what is deeper is no English.
  private static let deepest = 12

  func factuality(of clause: ReadClause, depth: Int = 0) -> Factuality {
    guard depth < Self.deepest else { return .supposed }
    if let known = sentence.findings.factualities[clause.verb] { return known }
    let found = read(clause, depth)
    sentence.findings.factualities[clause.verb] = found
    return found
  }

  private func read(_ clause: ReadClause, _ depth: Int) -> Factuality {
    let frame = clause.frame
    let relation = frame.predicate.relation.universal
    if relation == .conj, let head = frame.predicate.head?.index, let first = sentence.clause(at: head) {
      return joined(clause, to: first, depth)
    }
    // "Tried removing it, running it in safe mode"
    if relation == .advcl, let head = frame.predicate.head?.index, let first = sentence.clause(at: head), frame.marker == nil,
      ["VBG", "VB"].contains(sentence.tokens[clause.verb].xpos), sentence.tokens[head].xpos == sentence.tokens[clause.verb].xpos,
      clause.verb > head,
      sentence.children(clause.verb, .mark).isEmpty
    {
      return joined(clause, to: first, depth)
    }
    if isAsked(clause) { return .asked }
    if let governor = frame.predicate.head?.index,
      [.xcomp, .ccomp, .obj, .nsubj].contains(relation)
    {
      return under(governor, clause, depth)
    }
    if relation == .parataxis, let head = frame.predicate.head?.index, let first = sentence.clause(at: head), frame.time == .none,
      sentence.tokens[clause.verb].xpos == "VB", frame.auxiliaries.isEmpty
    {
      return joined(clause, to: first, depth)
    }
    return standing(alone: clause, depth)
  }

  /// A statement may share its sentence with a question: "I have cleared it, any ideas?"
  private func isAsked(_ clause: ReadClause) -> Bool {
    let verbs = clause.frame.auxiliaries + [clause.frame.copula].compactMap(\.self)
    let first = verbs.first?.index ?? clause.verb
    // "There is no problem, so what is it?": the word that stands for the subject counts.
    let place = sentence.children(clause.verb, .expl).first ?? sentence.children(clause.verb, .nsubj).first
    // "Nor do I see it" is inverted, and asks nothing.
    if ["nor", "neither"].contains(sentence.form(first - 1)) || ["nor", "neither"].contains(sentence.forms[first]) {
      return false
    }
    let isInverted =
      place.map { !verbs.isEmpty && first < $0 || verbs.isEmpty && clause.verb < $0 && sentence.lemma(clause.verb) == "be" }
      ?? false
    let asksWith =
      sentence.children(clause.verb, .advmod, .obj, .obl, .nsubj, .det).contains { place in
        place < clause.verb
          && (isQuestionWord(place) || sentence.children[place].contains { isQuestionWord($0) && $0 < clause.verb })
      } || sentence.tokens[clause.verb].xpos.hasPrefix("W") && !sentence.children(clause.verb, .cop).isEmpty
    if sentence.isQuestion {
      let opensWithVerb =
        (clause.extent.lowerBound < 2 || clause.extent.lowerBound == 2 && sentence.form(1) == ".")
        && ["was", "were", "is", "are", "did", "does", "do", "has", "have", "can", "could", "will"].contains(
          sentence.form(clause.extent.lowerBound))
      if isInverted || (opensWithVerb || asksWith) && clause.frame.role == .main { return true }
      guard sentence.tokens[clause.verb].head == nil else { return false }
      return place == nil && clause.frame.time != .past
        && ["any", "anyone", "anybody", "anything", "what", "why", "how", "where"].contains(
          sentence.form(clause.extent.lowerBound))
        || ["anyone", "anybody"].contains(place.map { sentence.forms[$0] } ?? "")
    }
    // Without a sign: "how do I change it", "would someone tell me".
    guard isInverted, clause.frame.role == .main || sentence.tokens[clause.verb].head == nil else { return false }
    let opening = sentence.form(min(first, clause.extent.lowerBound))
    if asksWith { return true }
    return ["can", "could", "would", "will", "do", "does", "did", "is", "are", "may", "shall", "should"].contains(opening)
      && ["i", "we", "you", "it", "there", "someone", "somebody", "anyone", "this", "that", "they"].contains(
        place.map { sentence.forms[$0] } ?? "")
  }

  private func isQuestionWord(_ at: Int) -> Bool {
    ["what", "which", "who", "where", "when", "why", "how", "whose", "whom"].contains(sentence.forms[at])
      && sentence.tokens[at].xpos.hasPrefix("W")
  }

  /// Without regard to what it stands under, but for the conjunction that opens it.
  private func standing(alone clause: ReadClause, _ depth: Int) -> Factuality {
    let frame = clause.frame
    let own = own(clause)
    if let marker = frame.marker?.lemma {
      if ["if", "unless", "whether", "provided", "in case", "case", "lest"].contains(marker) {
        return own == .done && marker == "whether" ? .supposed : .conditional
      }
      if ["until", "till"].contains(marker), own == .present { return .future }
    }
    guard own == .open else { return own }
    // A gerund or a participle: as its sentence tells it.
    switch frame.role {
    case .adverbial, .subject, .ofNoun, .main:
      guard let governor = governing(clause) else { return own }
      if isNegatedByPreposition(clause) { return .notDone }
      let above = factuality(of: governor, depth: depth + 1)
      let word = sentence.tokens[clause.verb]
      if word.feature("VerbForm") == "Inf" { return .wanted }
      let opening =
        sentence.children(clause.verb, .mark, .case).map { sentence.forms[$0] } + [sentence.form(clause.extent.lowerBound - 1)]
      let isAfter = opening.contains { ["after", "upon", "since", "having", "by"].contains($0) }
      switch above {
      case .done, .attempted, .notDone, .unable: return .done
      case .present, .able: return isAfter ? .done : .present
      default: return above
      }
    case .complement: return own
    }
  }

  private func governing(_ clause: ReadClause) -> ReadClause? {
    var at = sentence.tokens[clause.verb].head
    for _ in 0..<Self.deepest {
      guard let place = at else { return nil }
      if let found = sentence.clause(at: place) { return found }
      at = sentence.tokens[place].head
    }
    return nil
  }

  /// "Without restarting", "instead of calling".
  private func isNegatedByPreposition(_ clause: ReadClause) -> Bool {
    sentence.children(clause.verb, .mark, .case).contains {
      ["without", "instead", "rather", "before", "besides", "than"].contains(sentence.forms[$0])
    }
  }

  /// What its own auxiliaries and its negation say.
  private func own(_ clause: ReadClause) -> Factuality {
    let frame = clause.frame
    let word = sentence.tokens[clause.verb]
    if frame.mood == .imperative { return .imperative }
    if let modal = frame.modal, modal != "have" {
      switch modal {
      case "can": return sentence.isNegative(clause) || hasNoLonger(clause) ? .unable : .able
      case "could": return sentence.isNegative(clause) || hasNoLonger(clause) ? .unable : frame.isPerfect ? .supposed : .able
      case "must" where frame.isPerfect, "may" where frame.isPerfect, "might" where frame.isPerfect: return .supposed
      default: return frame.isNegative && modal == "would" ? .notDone : .future
      }
    }
    switch frame.time {
    case .future: return .future
    case .past: return isNegated(clause) ? .notDone : .done
    case .present:
      if isNegated(clause) { return .notDone }
      // "My wife reset it": were it present, she resets it.
      if frame.auxiliaries.isEmpty, frame.copula == nil, word.xpos == "VBP" || word.xpos == "VB",
        Self.ambiguous.contains(sentence.forms[clause.verb]), sentence.party(clause) == .helper
      {
        return .done
      }
      return .present
    case .none:
      if sentence.isNegative(clause) { return .notDone }
      if word.xpos == "VBD" { return .done }
      if word.xpos == "VBN", [.root, .conj, .acl, .parataxis, .advcl].contains(word.relation.universal) { return .done }
      return .open
    }
  }

  /// "I turned it off - no difference": the `no` behind the dash denies nothing of the deed.
  private func isNegated(_ clause: ReadClause) -> Bool {
    guard sentence.isNegative(clause) else { return false }
    let direct = [clause.verb] + clause.frame.auxiliaries.map(\.index) + [clause.frame.copula?.index].compactMap(\.self)
    if direct.contains(where: {
      sentence.children($0, .advmod, .cc, .det).contains {
        ["not", "n't", "never", "neither", "nor", "hardly", "no"].contains(sentence.forms[$0])
      }
    }) {
      return true
    }
    return !clause.frame.objects.contains { object in
      sentence.children(object.index, .det).contains {
        $0 > 0 && sentence.forms[$0] == "no" && sentence.relation($0 - 1) == .punct
      }
    }
  }

  /// Verbs whose past is their base.
  private static let ambiguous: Set<String> = ["set", "put", "reset", "read", "cut", "shut", "let", "hit", "cost", "quit"]

  private func hasNoLonger(_ clause: ReadClause) -> Bool {
    sentence.children(clause.verb, .advmod).contains { ["longer", "anymore", "hardly", "never"].contains(sentence.forms[$0]) }
  }

  /// A clause that is joined by `and` to another takes over what that one says, but for what it says itself.
  private func joined(_ clause: ReadClause, to first: ReadClause, _ depth: Int) -> Factuality {
    let frame = clause.frame
    let above = factuality(of: first, depth: depth + 1)
    let word = sentence.tokens[clause.verb]
    let hasOwnSubject = !sentence.children(clause.verb, .nsubj, .csubj).isEmpty
    let hasOwnVerb = !sentence.children(clause.verb, .aux, .cop).isEmpty
    // "I had no choice but to seek help elsewhere"
    if word.xpos == "VB", sentence.form(clause.verb - 1) == "to", sentence.form(clause.verb - 2) == "but" { return .wanted }
    if hasOwnSubject || hasOwnVerb || word.xpos == "VBD" || word.xpos == "VBZ" || frame.isNegative {
      if isAsked(clause) { return .asked }
      let alone = standing(alone: clause, depth)
      // "If I uninstall and then I reinstall it"
      if above == .conditional, !hasOwnSubject { return .conditional }
      if above == .told || above == .supposed, !hasOwnSubject, first.frame.role == .complement { return above }
      return alone == .open ? above : alone
    }
    return above == .notDone || above == .unable
      ? (sentence.children(clause.verb, .cc).contains { ["but"].contains(sentence.forms[$0]) } ? .done : above) : above
  }

  /// A clause that is the complement of a verb or adjective.
  private func under(_ governor: Int, _ clause: ReadClause, _ depth: Int) -> Factuality {
    let own = own(clause)
    guard let above = sentence.clause(at: governor) else { return own }
    let kinds = lexicon.embedding[sentence.lemma(governor)] ?? []
    let upper = factuality(of: above, depth: depth + 1)
    let word = sentence.tokens[clause.verb]
    let isFinite = own != .open && own != .notDone || !sentence.children(clause.verb, .nsubj).isEmpty
    if word.relation.universal == .xcomp || !isFinite {
      let isPassive = above.frame.isPassive
      if kinds.contains(.told), isPassive || !above.frame.objects.isEmpty || !kinds.contains(.attempt) && !kinds.contains(.want) {
        return .told
      }
      if kinds.contains(.fail) {
        switch upper {
        case .done, .present, .attempted:
          return ["fail", "unable", "impossible", "struggle"].contains(sentence.lemma(governor)) ? .unable : .notDone
        default: return upper
        }
      }
      // "I was going to move them"
      if sentence.lemma(governor) == "go", sentence.tokens[governor].xpos == "VBG",
        sentence.children(clause.verb, .mark).contains(where: { sentence.forms[$0] == "to" })
      {
        return .wanted
      }
      if kinds.contains(.attempt) {
        if own == .notDone { return .notDone }
        if sentence.lemma(governor) == "able", upper == .present { return .able }
        switch upper {
        case .done: return ["try", "attempt"].contains(sentence.lemma(governor)) ? .attempted : .done
        case .notDone: return sentence.lemma(governor) == "able" || sentence.lemma(governor) == "manage" ? .unable : .notDone
        default: return upper
        }
      }
      if kinds.contains(.want) { return upper == .asked ? .asked : upper == .notDone ? .wanted : .wanted }
      if kinds.contains(.supposed) { return .supposed }
      if word.feature("VerbForm") == "Inf", sentence.children(clause.verb, .mark).contains(where: { sentence.forms[$0] == "to" })
      {
        return .wanted
      }
      return own == .open ? upper : own
    }
    // "I noticed that it was gone": what is said is so; "I thought it was": only believed.
    if kinds.contains(.supposed), !kinds.contains(.factive) { return .supposed }
    switch upper {
    // "Please note that I have sent it" says that it was sent.
    case .imperative where ["note", "know", "see", "notice", "remember", "understand"].contains(sentence.lemma(governor)):
      return own
    case .conditional, .asked, .imperative: return upper
    default: break
    }
    let party = sentence.party(above)
    if kinds.contains(.told), party != .customer || above.frame.isPassive, own == .imperative || own == .future { return .told }
    return own == .open ? upper : own
  }
}
