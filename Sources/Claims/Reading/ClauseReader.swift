
/// Reads the clauses of one sentence from left to right, once.
///
/// A clause without a subject of its own takes subject, auxiliary and `try` from the one it is coordinated with.
struct ClauseReader {
  /// What a coordinated clause inherits.
  struct Carry {
    var subject: Clause.Subject
    var standing: Clause.Standing
    var tense: VerbForm.Tense
    var start: Int
  }

  let tokens: [Token]
  let isQuestion: Bool
  /// The sentence stands in a list that a header ("What I have tried:") opened.
  let isTriedList: Bool
  private(set) var clauses: [Clause] = []
  var carry: Carry?

  init(_ sentence: Sentence, isTriedList: Bool) {
    tokens = sentence.tokens
    isQuestion = sentence.isQuestion
    self.isTriedList = isTriedList
  }

  static func clauses(of sentence: Sentence, isTriedList: Bool = false) -> [Clause] {
    var reader = ClauseReader(sentence, isTriedList: isTriedList)
    reader.read()
    return reader.clauses
  }

  func form(_ at: Int) -> String { at >= 0 && at < tokens.count ? tokens[at].form : "" }

  private mutating func read() {
    var at = 0
    while at < tokens.count {
      let start = at
      at = readPiece(at)
      if at <= start { at = start + 1 }
    }
  }

  /// Reads one piece from its lead words to the next boundary, and returns where that is.
  private mutating func readPiece(_ start: Int) -> Int {
    var at = start
    let lead = Lead.read(tokens, &at)
    guard at < tokens.count else { return at }
    // "[edited]" is a note of whoever passed the text on.
    if at > 0, form(at - 1) == "[" { return boundary(from: at + 1, tense: .past) }
    let subjectStart = at
    let subject = readSubject(&at)
    if lead.isInverted || (subject == nil && startsInverted(at)) {
      carry = Carry(subject: .other, standing: .hypothetical, tense: .base, start: start)
      return boundary(from: pastSubject(at), tense: .base)
    }
    var chain = VerbChain(tokens: tokens, at: at)
    chain.read()
    if subject == .other, let end = readCausative(at, subjectStart) { return end }
    guard let verb = chain.verb else {
      if subject != nil { carry = nil }
      if subject == .customer || subject == .household, chain.isHaveObject,
        let end = readHaveDone(chain.at, subjectStart)
      {
        return end
      }
      if chain.isTold { carry = Carry(subject: .customer, standing: .hypothetical, tense: .base, start: start) }
      return boundary(from: max(at, start + 1), tense: carry?.tense ?? .past)
    }
    return emit(verb, chain, lead, subject, subjectStart)
  }

  private mutating func emit(
    _ verb: VerbChain.Verb, _ chain: VerbChain, _ lead: Lead, _ subject: Clause.Subject?, _ subjectStart: Int
  ) -> Int {
    let tense = verb.tense
    let objectStart = verb.at + 1 + verb.taken
    let isBareGerund = subject == nil && tense == .gerund && !chain.isAttempt && carry == nil
    var end = boundary(
      from: objectStart, tense: tense, stopAtAuxiliary: isBareGerund || (subject == nil && lead.isAfter))
    end = max(end, min(objectStart, tokens.count))
    var (standing, rule) = Standing.of(
      chain, verb, lead, subject: subject, carry: carry, isTriedList: isTriedList,
      hasResult: isBareGerund && tellsResult(from: end))
    if isQuestion,
      standing == .ability
        || (subject == nil && standing == .done && lead.isCoordinated == false && end >= tokens.count - 1)
    {
      (standing, rule) = (.hypothetical, "question")
    }
    let action = actionClass(verb, objectStart, end)
    let last = trimmed(end, from: verb.at + 1)
    let owner = subject ?? carry?.subject ?? .customer
    var object = ObjectPhrase.read(verb.compound.map { tokens[$0] } ?? tokens[min(objectStart, last)..<last])
    if object.head == nil, object.words.isEmpty, ["it", "them"].contains(form(objectStart)),
      let before = clauses.last?.object.head
    {
      object = ObjectPhrase(head: before, words: [before])
    }
    if lead.isCoordinated, subject == nil { shareObject(object, before: subjectStart) }
    clauses.append(
      Clause(
        subject: owner, standing: standing, lemma: verb.lemma, action: action,
        object: object, tokens: subjectStart..<last, verb: verb.at, rule: rule))
    carry = Carry(subject: owner, standing: standing, tense: tense, start: subjectStart)
    return end
  }

  /// "I deleted and reinstalled the app": the verb before, with nothing behind it, has the same object.
  private mutating func shareObject(_ object: ObjectPhrase, before start: Int) {
    guard let last = clauses.last, last.object.head == nil, last.object.words.isEmpty, object.head != nil,
      last.tokens.upperBound == last.verb + 1,
      tokens[last.tokens.upperBound..<max(last.tokens.upperBound, min(start, tokens.count))].allSatisfy({
        Words.conjunctions.contains($0.form) || Words.adverbs.contains($0.form)
      })
    else { return }
    clauses[clauses.count - 1] = Clause(
      subject: last.subject, standing: last.standing, lemma: last.lemma, action: last.action, object: object,
      tokens: last.tokens, verb: last.verb, rule: last.rule)
  }

  /// Takes a particle behind the object into the class: "took it off", "turned the phone off and on".
  private func actionClass(_ verb: VerbChain.Verb, _ objectStart: Int, _ end: Int) -> String {
    guard verb.taken == 0, objectStart < end else { return verb.action }
    for at in objectStart..<min(end, objectStart + 5) {
      if let action = ActionClasses.separated(verb.lemma, form(at)) {
        let onAgain = form(at) == "off" && form(at + 1) == "and" && ["on", "back"].contains(form(at + 2))
        return onAgain ? "restart" : action
      }
    }
    return verb.action
  }

  private mutating func readSubject(_ at: inout Int) -> Clause.Subject? {
    let word = form(at)
    if Words.customer.contains(word) {
      at += 1
      return .customer
    }
    if word == "my" || word == "our" || word == "a" || word == "the", Words.household.contains(form(at + 1)) {
      at += 2
      return .household
    }
    if Words.others.contains(word) {
      at += 1
      return .other
    }
    // A noun phrase whose verb follows within a few words: "your support told me", "the shop rang back".
    if Words.determiners.contains(word) || ["no-one", "customer", "support"].contains(word) {
      for next in (at + 1)..<max(at + 2, min(at + 6, tokens.count)) {
        let candidate = form(next)
        if tokens.count <= next || tokens[next].kind == .sign || Words.conjunctions.contains(candidate) { break }
        if Words.have.contains(candidate) || Words.be.contains(candidate) || Words.dos.contains(candidate)
          || Words.modals.contains(candidate) || Words.able.contains(candidate) || Words.told.contains(candidate)
          || VerbForm.readings(of: candidate).contains(where: {
            $0.tense == .past && ActionClasses.classes[$0.lemma] != nil
          })
        {
          at = next
          return .other
        }
      }
    }
    return nil
  }

  /// "Have you", "can I", "did it".
  private func startsInverted(_ at: Int) -> Bool {
    let word = form(at)
    guard
      Words.have.contains(word) || Words.dos.contains(word) || Words.be.contains(word) || Words.modals.contains(word)
        || Words.able.contains(word)
    else { return false }
    let next = form(at + 1) == "n't" ? form(at + 2) : form(at + 1)
    return Words.customer.contains(next) || Words.others.contains(next)
  }

  /// Behind the subject of an inverted question, so that it is not read as a clause of its own.
  private func pastSubject(_ at: Int) -> Int {
    let near = (at + 1)..<max(at + 1, min(at + 5, tokens.count))
    return near.first { Words.customer.contains(form($0)) || Words.others.contains(form($0)) }.map { $0 + 1 } ?? at + 1
  }

  /// "They had me clear the cache."
  private mutating func readCausative(_ at: Int, _ subjectStart: Int) -> Int? {
    guard ["had", "made"].contains(form(at)), ["me", "us"].contains(form(at + 1)) else { return nil }
    var chain = VerbChain(tokens: tokens, at: at + 2)
    chain.read()
    guard let verb = chain.verb, verb.tense == .base || verb.tense == .gerund else { return nil }
    let end = boundary(from: verb.at + 1 + verb.taken, tense: verb.tense)
    append(verb, .customer, "had me", subjectStart, end)
    return end
  }

  /// "I had the hard drive replaced", "I have the column switched on". `at` is the form of `have`.
  private mutating func readHaveDone(_ at: Int, _ subjectStart: Int) -> Int? {
    for place in (at + 2)..<max(at + 3, min(at + 9, tokens.count)) {
      if place >= tokens.count || tokens[place].kind == .sign { return nil }
      for reading in VerbForm.readings(of: form(place)) where reading.tense == .participle {
        guard let (action, taken) = ActionClasses.look(reading.lemma, followedBy: [form(place + 1), form(place + 2)])
        else { continue }
        let end = min(place + 1 + taken, tokens.count)
        let object = ObjectPhrase.read(tokens[(at + 1)..<place])
        clauses.append(
          Clause(
            subject: .customer, standing: .done, lemma: reading.lemma, action: action, object: object,
            tokens: subjectStart..<end, verb: place, rule: "have + participle"))
        carry = nil
        return end
      }
    }
    return nil
  }

  private mutating func append(
    _ verb: VerbChain.Verb, _ subject: Clause.Subject, _ rule: String, _ start: Int, _ end: Int
  ) {
    let last = trimmed(end, from: verb.at + 1)
    let objectStart = min(verb.at + 1 + verb.taken, last)
    clauses.append(
      Clause(
        subject: subject, standing: .done, lemma: verb.lemma, action: verb.action,
        object: ObjectPhrase.read(tokens[objectStart..<last]), tokens: start..<last, verb: verb.at, rule: rule))
    carry = Carry(subject: subject, standing: .done, tense: verb.tense, start: start)
  }

  /// Leaves out conjunctions and signs at the end.
  private func trimmed(_ end: Int, from least: Int) -> Int {
    var last = min(end, tokens.count)
    while last > least, tokens[last - 1].kind == .sign || Words.conjunctions.contains(form(last - 1)) { last -= 1 }
    return last
  }

  private func tellsResult(from end: Int) -> Bool {
    for at in end..<min(end + 4, tokens.count) {
      let word = form(at)
      if Words.results.contains(word) || ["did", "has", "had", "does", "have"].contains(word) { return true }
    }
    return false
  }
}
