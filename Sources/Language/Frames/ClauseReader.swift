extension Sentence {
  /// The sentence's clauses, in the order of their predicates.
  public var clauses: [ClauseFrame] {
    let reader = ClauseReader(self)
    return words.filter(reader.isPredicate).map(reader.frame)
  }
}

/// Reads clauses off a tree.
private struct ClauseReader {
  private let sentence: Sentence
  /// Indices of the words that hang on each: looked up many times, and a search through the sentence each time would make its
  /// clauses quadratic in its length.
  private let below: [[Int]]

  init(_ sentence: Sentence) {
    self.sentence = sentence
    var below = Array(repeating: [Int](), count: sentence.tokens.count)
    for (index, token) in sentence.tokens.enumerated() {
      if let head = token.head { below[head].append(index) }
    }
    self.below = below
  }

  private func children(_ word: Word, _ relations: Relation.Universal...) -> [Word] {
    let all = below[word.index]
    return all.isEmpty ? [] : all.filter { relations.contains(sentence.tokens[$0].relation.universal) }.map { Word(sentence, $0) }
  }

  private func children(_ word: Word, _ relation: Relation.Universal) -> [Word] {
    let all = below[word.index]
    return all.isEmpty ? [] : all.filter { sentence.tokens[$0].relation.universal == relation }.map { Word(sentence, $0) }
  }

  private func child(_ word: Word, _ relation: Relation.Universal) -> Word? {
    below[word.index].first { sentence.tokens[$0].relation.universal == relation }.map { Word(sentence, $0) }
  }

  private func has(_ word: Word, _ relation: Relation.Universal) -> Bool {
    below[word.index].contains { sentence.tokens[$0].relation.universal == relation }
  }

  func isPredicate(_ word: Word) -> Bool {
    switch word.relation.universal {
    case .aux, .cop, .amod, .compound, .fixed, .flat, .goeswith, .reparandum, .case, .mark, .punct, .discourse: return false
    default: break
    }
    if word.partOfSpeech == .verb || has(word, .cop) { return true }
    // `I did.` `So am I.`
    return word.partOfSpeech == .auxiliary && (word.head == nil || has(word, .nsubj))
  }

  func frame(_ predicate: Word) -> ClauseFrame {
    let joined = first(of: predicate)
    let own = children(predicate, .aux)
    // `I have called and asked`: what stands before the first verb holds for all of one form.
    let auxiliaries = own.isEmpty && inheritsAuxiliaries(predicate, from: joined) ? children(joined, .aux) : own
    let copula = child(predicate, .cop)
    let subject = subject(of: predicate, joinedTo: joined)
    let mood = mood(of: predicate, auxiliaries, copula, subject)
    return ClauseFrame(
      predicate: predicate, particle: children(predicate, .compound).first { $0.relation.subtype == "prt" }, copula: copula,
      subject: subject, objects: children(predicate, .obj, .iobj), obliques: children(predicate, .obl),
      auxiliaries: auxiliaries, time: time(of: predicate, auxiliaries, copula), isPerfect: isPerfect(auxiliaries),
      isProgressive: isProgressive(predicate, auxiliaries), isPassive: isPassive(predicate, auxiliaries),
      isNegative: isNegative(predicate, auxiliaries + [copula].compactMap(\.self), subject),
      modal: modal(of: predicate, auxiliaries), mood: mood, role: role(of: joined), marker: marker(of: joined),
      embedding: embedding(of: joined))
  }

  /// The first of the verbs that this one is joined to by `and`, `or`, `but`; itself if it is that.
  private func first(of predicate: Word) -> Word {
    var word = predicate
    while word.relation.universal == .conj, let head = word.head, isPredicate(head) { word = head }
    return word
  }

  private func inheritsAuxiliaries(_ predicate: Word, from joined: Word) -> Bool {
    guard joined != predicate, !has(predicate, .nsubj) else { return false }
    return predicate.feature("VerbForm") == joined.feature("VerbForm") && predicate.feature("VerbForm") != "Fin"
  }

  private func subject(of predicate: Word, joinedTo joined: Word) -> ClauseFrame.Subject {
    // "My issue is that I cannot": the outer subject is of the whole, the inner one of this predicate.
    let subjects = children(predicate, .nsubj, .csubj)
    if let own = subjects.last(where: { $0.relation.subtype != "outer" && $0.index < predicate.index }) ?? subjects.first {
      return .own(own)
    }
    var word = predicate
    while true {
      switch word.relation.universal {
      case .conj, .xcomp, .parataxis: break
      // `After restarting it I called`: who called has restarted it.
      case .advcl where word.feature("VerbForm") != "Fin": break
      default: return absent(word)
      }
      guard let head = word.head else { return absent(word) }
      // `They told me to restart it`: the one who was told.
      if word.relation.universal == .xcomp, let told = children(head, .iobj, .obj).first, told != word { return .inherited(told) }
      if let subject = children(head, .nsubj, .csubj).first {
        return word.relation.universal == .parataxis ? absent(predicate) : .inherited(subject)
      }
      // `the man who called and waited`
      if head.relation.universal == .acl, let noun = head.head { return .inherited(noun) }
      word = head
    }
  }

  private func absent(_ word: Word) -> ClauseFrame.Subject {
    if word.relation.universal == .acl, let noun = word.head { return .inherited(noun) }
    switch word.feature("VerbForm") {
    case "Inf" where word.feature("Mood") == "Imp": return .reader
    case "Fin" where word.feature("Mood") == "Imp": return .reader
    case "Inf", "Ger": return .nobody
    case "Part" where word.relation.universal != .root && word.relation.universal != .parataxis: return .nobody
    default: return .dropped
    }
  }

  private func time(of predicate: Word, _ auxiliaries: [Word], _ copula: Word?) -> ClauseFrame.Time {
    if auxiliaries.contains(where: { $0.isLemma("will", "shall") && $0.feature("Tense") != "Past" }) { return .future }
    let going = auxiliaries.first { $0.isLemma("go") }
    if going != nil { return .future }
    let finite = (auxiliaries + [copula].compactMap(\.self) + [predicate]).first { $0.feature("VerbForm") == "Fin" }
    if let finite {
      // What was done before now is past, though its auxiliary is present.
      if isPerfect(auxiliaries), !auxiliaries.contains(where: isModal) { return .past }
      if finite.feature("Mood") == "Imp" { return .none }
      return finite.feature("Tense") == "Past" ? .past : .present
    }
    // `Tried that already.`
    if predicate.head == nil, predicate.feature("Tense") == "Past" { return .past }
    return isPerfect(auxiliaries) ? .past : .none
  }

  private func isPerfect(_ auxiliaries: [Word]) -> Bool { auxiliaries.contains { $0.isLemma("have") } }

  private func isProgressive(_ predicate: Word, _ auxiliaries: [Word]) -> Bool {
    predicate.xpos == "VBG" && auxiliaries.contains { $0.isLemma("be") }
  }

  private func isPassive(_ predicate: Word, _ auxiliaries: [Word]) -> Bool {
    auxiliaries.contains { $0.relation.subtype == "pass" }
      || children(predicate, .nsubj).contains { $0.relation.subtype == "pass" }
  }

  private func isModal(_ word: Word) -> Bool {
    word.isLemma("can", "could", "should", "must", "may", "might", "would", "need", "ought", "shall")
  }

  private func modal(of predicate: Word, _ auxiliaries: [Word]) -> String? {
    if let modal = auxiliaries.first(where: isModal) { return modal.lemma }
    // `I had to restart it`: the obligation governs what is to be done.
    guard predicate.relation.universal == .xcomp, let head = predicate.head,
      children(predicate, .mark).contains(where: { $0.isLemma("to") })
    else { return nil }
    return head.isLemma("have", "need", "got", "get") && children(head, .obj).isEmpty ? "have" : nil
  }

  private func isNegative(_ predicate: Word, _ verbs: [Word], _ subject: ClauseFrame.Subject) -> Bool {
    let around = [predicate] + verbs
    var count = around.flatMap { children($0, .advmod, .det, .cc) }.count(where: isNegation)
    if case .own(let subject) = subject { count += isNegating(subject) || isNegation(subject) ? 1 : 0 }
    count += children(predicate, .obj, .obl).count { isNegating($0) }
    return count % 2 == 1
  }

  private func isNegation(_ word: Word) -> Bool {
    word.isLemma("not", "never", "neither", "nor", "nobody", "nothing", "none", "n't", "nt", "hardly", "nowhere")
  }

  private func mood(
    of predicate: Word, _ auxiliaries: [Word], _ copula: Word?, _ subject: ClauseFrame.Subject
  ) -> ClauseFrame.Mood {
    let verbs = auxiliaries + [copula].compactMap(\.self)
    if verbs.isEmpty, predicate.feature("Mood") == "Imp" { return .imperative }
    if case .own(let subject) = subject, let first = verbs.first, first.index < subject.index, sentence.isQuestion {
      return .question
    }
    if sentence.isQuestion, predicate.head == nil { return .question }
    let isFinite = (verbs + [predicate]).contains { $0.feature("VerbForm") == "Fin" }
    return isFinite || subject == .dropped ? .indicative : .nonfinite
  }

  private func role(of predicate: Word) -> ClauseFrame.Role {
    switch predicate.relation.universal {
    case .ccomp, .xcomp, .obj: .complement
    case .advcl: .adverbial
    case .acl, .nmod, .appos: .ofNoun
    case .csubj, .nsubj: .subject
    default: .main
    }
  }

  private func marker(of predicate: Word) -> Word? {
    children(predicate, .mark).first { !$0.isLemma("to") }
      ?? children(predicate, .advmod).first { $0.isLemma("when", "whenever", "while") && $0.index < predicate.index }
  }

  private func embedding(of predicate: Word) -> Word? {
    switch predicate.relation.universal {
    case .ccomp, .xcomp, .advcl, .acl, .csubj: predicate.head
    default: nil
    }
  }

  /// `no reply`, `neither of them`.
  private func isNegating(_ word: Word) -> Bool {
    word.isLemma("nothing", "nobody", "none") || children(word, .det).contains { $0.isLemma("no", "neither") }
  }
}
