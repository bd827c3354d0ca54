
/// Auxiliaries, negation and embedding verbs up to the verb that names the deed.
struct VerbChain {
  struct Verb {
    let at: Int
    let lemma: String
    let action: String
    /// Words behind the verb that belong to it: particles, or a light verb's noun.
    let taken: Int
    let tense: VerbForm.Tense
    /// What stands between a light verb and its noun: `factory` in "did a factory reset".
    var compound: Range<Int>?
  }

  /// Longer chains are no English; the rest is read as the next clause.
  static let maxLength = 14

  let tokens: [Token]
  private(set) var at: Int
  private(set) var verb: Verb?
  private(set) var isNegated = false
  private(set) var isModal = false
  private(set) var isAble = false
  private(set) var isPerfect = false
  /// `has`: somebody else's deed where no subject was read.
  private(set) var isThirdPerson = false
  /// `did`, `had to`, `tried to`, `was able to`: what follows in base form is past.
  private(set) var isPast = false
  private(set) var isProgressive = false
  private(set) var isPassive = false
  private(set) var isAttempt = false
  private(set) var isFailure = false
  private(set) var isIntention = false
  private(set) var isTold = false
  private(set) var isObligation = false
  /// `have` is the main verb and has an object.
  private(set) var isHaveObject = false

  /// In our own mails a bare `reset` is an imperative, in theirs it tells the past.
  private let prefersBase: Bool

  init(tokens: [Token], at: Int, prefersBase: Bool = false) {
    self.tokens = tokens
    self.at = at
    self.prefersBase = prefersBase
  }

  private func form(_ at: Int) -> String { at < tokens.count ? tokens[at].form : "" }

  private func afterAdverbs(_ start: Int) -> Int {
    var place = start
    while place < tokens.count,
      Words.adverbs.contains(form(place)) || Words.negations.contains(form(place)) || isManner(form(place))
    { place += 1 }
    return place
  }

  private func isManner(_ word: String) -> Bool {
    word.utf8.count > 4 && word.hasSuffix("ly") && word != "reply" && word != "apply"
  }

  mutating func read() {
    let limit = min(at + Self.maxLength, tokens.count)
    while at < limit {
      let word = form(at)
      if tokens[at].kind == .sign { return }
      if Words.negations.contains(word) {
        isNegated = true
      } else if Words.have.contains(word) {
        if !readHave(word) { return }
      } else if Words.dos.contains(word) {
        if !readDo(word) { return }
      } else if word == "'d" {
        let next = form(afterAdverbs(at + 1))
        if hasTense(next, .participle), !hasTense(next, .base) { isPerfect = true } else { isModal = true }
      } else if Words.modals.contains(word) {
        isModal = true
      } else if Words.able.contains(word) {
        isAble = true
        if word == "cannot" { isNegated = true }
        if word == "could" { isPast = true }
      } else if Words.be.contains(word) {
        readBe(word)
      } else if word == "able" {
        isAble = true
      } else if word == "to" || Words.adverbs.contains(word) || isManner(word) {
      } else if isTold || Words.intentions.contains(word) && !isAttemptWord(word) {
        if isTold, readVerb() { return }
        isIntention = true
      } else if Words.failures.contains(word) {
        isFailure = true
        if word != "unable" || isPast { isPast = true }
      } else if isAttemptWord(word) {
        isAttempt = true
        if word.hasSuffix("ed") || word == "went" || word == "kept" { isPast = true }
      } else {
        _ = readVerb()
        return
      }
      at += 1
    }
  }

  private func isAttemptWord(_ word: String) -> Bool {
    guard Words.attempts.contains(word) else { return false }
    let next = afterAdverbs(at + 1)
    if form(next) == "to" { return form(next + 1) != "the" }
    if form(next) == "and" { return word == "try" }
    return hasTense(form(next), .gerund)
  }

  private mutating func readHave(_ word: String) -> Bool {
    let next = afterAdverbs(at + 1)
    if form(next) == "to" {
      isObligation = true
      if word == "had" || isPerfect { isPast = true }
      return true
    }
    let following = form(next)
    if hasTense(following, .participle) || following == "been" || Words.attempts.contains(following)
      || Words.failures.contains(following)
    {
      isPerfect = true
      isThirdPerson = word == "has"
      return true
    }
    if readVerb() { return false }
    isHaveObject = true
    return false
  }

  private mutating func readDo(_ word: String) -> Bool {
    let next = afterAdverbs(at + 1)
    let following = form(next)
    if hasTense(following, .base),
      ActionClasses.classes[following] != nil || Words.attempts.contains(following) || Words.have.contains(following)
        || Words.intentions.contains(following) || ActionClasses.lightVerbs.contains(following)
    {
      if word == "did" { isPast = true }
      return true
    }
    if readVerb() { return false }
    if Words.negations.contains(form(at + 1)) {
      if word == "did" { isPast = true }
      return true
    }
    return false
  }

  private mutating func readBe(_ word: String) {
    let following = form(afterAdverbs(at + 1))
    if word == "was" || word == "were" || word == "been" { isPast = true }
    if Words.told.contains(following) {
      isTold = true
      at = afterAdverbs(at + 1)
    } else if following == "going" {
      isIntention = true
    } else if hasTense(following, .gerund) {
      isProgressive = true
    } else if hasTense(following, .participle), !Words.failures.contains(following) {
      isPassive = true
    }
  }

  private func hasTense(_ word: String, _ tense: VerbForm.Tense) -> Bool {
    guard !word.isEmpty else { return false }
    return VerbForm.readings(of: word).contains { $0.tense == tense }
  }

  /// Reads the main verb at `at`; false where the word is no verb of a known class.
  private mutating func readVerb() -> Bool {
    let next = [form(at + 1), form(at + 2)]
    let readings = VerbForm.readings(of: form(at))
    if let light = lightVerb(readings) {
      verb = light
      return true
    }
    var best: Verb?
    for reading in readings {
      guard let (action, taken) = ActionClasses.look(reading.lemma, followedBy: next) else { continue }
      let candidate = Verb(at: at, lemma: reading.lemma, action: action, taken: taken, tense: reading.tense)
      guard let current = best else {
        best = candidate
        continue
      }
      if rank(candidate.tense) > rank(current.tense) { best = candidate }
    }
    if best == nil { best = separatedVerb(readings) }
    verb = best
    return best != nil
  }

  /// "Taken it off", "turned that on": a verb that has a class only with the particle behind its object.
  private func separatedVerb(_ readings: [VerbForm]) -> Verb? {
    for place in (at + 2)..<max(at + 3, min(at + 6, tokens.count)) {
      if place >= tokens.count || tokens[place].kind == .sign { return nil }
      for reading in readings {
        guard let action = ActionClasses.separated(reading.lemma, form(place)) else { continue }
        let best = readings.filter { $0.lemma == reading.lemma }.max { rank($0.tense) < rank($1.tense) }
        return Verb(at: at, lemma: reading.lemma, action: action, taken: 0, tense: best?.tense ?? reading.tense)
      }
    }
    return nil
  }

  /// Which of several forms of one word fits the auxiliaries.
  private func rank(_ tense: VerbForm.Tense) -> Int {
    switch tense {
    case .participle: isPerfect || isPassive ? 3 : 1
    case .past: isPast || isModal || isAble || isPerfect || prefersBase ? 0 : 2
    case .base: isPast || isModal || isAble || isTold || isObligation ? 3 : 1
    case .gerund: 2
    case .thirdPerson: 0
    }
  }

  /// "did a factory reset", "had a quick look at": the noun within a few words decides the class.
  private func lightVerb(_ readings: [VerbForm]) -> Verb? {
    guard
      let light = readings.filter({ ActionClasses.lightVerbs.contains($0.lemma) }).max(by: {
        rank($0.tense) < rank($1.tense)
      })
    else { return nil }
    for place in (at + 1)..<max(at + 2, min(at + 6, tokens.count)) {
      let word = form(place)
      if place >= tokens.count || tokens[place].kind == .sign || Words.prepositions.contains(word) { return nil }
      // "Did not get the reset link", "did receive the update": only an auxiliary.
      if Words.negations.contains(word) || Words.receiving.contains(word) { return nil }
      guard let action = ActionClasses.nounClasses[word] else { continue }
      if light.lemma == "have" && !["look", "check", "call", "calls", "updates", "search"].contains(word) { continue }
      // "give me a call" is contact; "make a copy of it" keeps its object behind the preposition.
      let skipsPreposition = ["at", "of", "to", "for", "in", "into", "through", "on"].contains(form(place + 1)) ? 1 : 0
      let isCompound = place > at + 1 && !Words.determiners.contains(form(place - 1)) && skipsPreposition == 0
      return Verb(
        at: at, lemma: light.lemma, action: action, taken: place - at + skipsPreposition, tense: light.tense,
        compound: isCompound ? (at + 1)..<place : nil)
    }
    return nil
  }
}
