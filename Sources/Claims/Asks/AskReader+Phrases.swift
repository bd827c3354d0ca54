
extension AskReader {
  /// Pieces that ask with a subject, a question word or a fixed phrase; nil where the piece is none of these.
  mutating func readPhrase(_ at: Int, _ start: Int) -> Int? {
    let word = form(at)
    let next = form(at + 1)
    if Words.able.contains(word) || Words.modals.contains(word), next == "you" || next == "we" || next == "i" {
      if next == "you", form(at + 2) == "mind" { return readVerb(at + 3, from: at, rule: "would you mind") }
      if next == "you" { return readVerb(at + 2, from: at, rule: "\(word) you") }
      if ["ask", "know", "have"].contains(form(at + 2)) {
        return readGiving(at + 2, at) ?? readVerb(skipTo(at + 3), from: at, rule: "may we ask")
      }
      return skip(at)
    }
    if Words.have.contains(word), next == "you" { return readVerb(at + 2, from: at, rule: "have you") }
    if Words.dos.contains(word) || Words.be.contains(word), isQuestion { return readQuestion(at) }
    if Words.questionWords.contains(word) || (isQuestion && ["on", "in", "at", "since", "from"].contains(word)),
      let end = readQuestion(at)
    {
      return end
    }
    if word == "you" { return readAdvice(at) }
    if Words.customer.contains(word) { return readOurs(at) }
    if ["make", "be"].contains(word), next == "sure" { return readEnsure(at, at + 2) }
    if word == "ensure" { return readEnsure(at, at + 1) }
    if word == "see", next == "if" || next == "whether" { return readWhether(at) }
    if word == "there" || word == "no", tokens[at...].prefix(5).contains(where: { $0.form == "need" }) {
      carry = .negated
      return reader.boundary(from: at + 1, tense: .base)
    }
    return readHelps(at)
  }

  private func skipTo(_ at: Int) -> Int {
    var place = at
    while ["you", "to", "for"].contains(form(place)), place < at + 3 { place += 1 }
    return place
  }

  mutating func readVerb(_ at: Int, from start: Int, rule: String) -> Int {
    var verbAt = at
    while Words.adverbs.contains(form(verbAt)), verbAt < tokens.count { verbAt += 1 }
    if let end = readGiving(verbAt, start) { return end }
    guard let chain = chain(verbAt), let verb = chain.verb, !chain.isNegated else { return skip(at) }
    return add(verb, from: start, rule: rule)
  }

  /// "You should", "you need to", "you can"; "you wrote that ..." states and asks nothing.
  private mutating func readAdvice(_ at: Int) -> Int {
    let next = form(at + 1)
    let isAdvice = Words.modals.contains(next) || Words.able.contains(next) || ["need", "have"].contains(next)
    guard isAdvice else { return skip(at) }
    let words = tokens[at...].prefix(5).map(\.form)
    if words.contains(where: Words.negations.contains) || next == "have" && form(at + 2) != "to" || next == "'d" {
      carry = .negated
      return reader.boundary(from: at + 2, tense: .base)
    }
    var place = at + 2
    while ["to", "also", "please", "just", "need", "have", "want", "then", "now", "always"].contains(form(place)) {
      place += 1
    }
    return readVerb(place, from: at, rule: "you should")
  }

  /// "We need your order number", "I would ask you to", "we recommend to"; anything else we say of ourselves is no ask.
  private mutating func readOurs(_ at: Int) -> Int {
    let limit = min(at + 7, tokens.count)
    for place in (at + 1)..<max(at + 1, limit) {
      let word = form(place)
      if Words.negations.contains(word) { return skip(at) }
      if word == "need" || word == "require" || word == "know" || (word == "like" && form(place + 1) != "to")
        || word == "want"
      {
        if let end = readGiving(place, at) { return end }
        if form(place + 1) == "you" { return readVerb(skipTo(place + 1), from: at, rule: "we need you to") }
      }
      if ["ask", "advise", "recommend", "suggest", "advice", "invite"].contains(word) {
        var verbAt = skipTo(place + 1)
        if form(verbAt) == "that" { verbAt += 2 }
        return readVerb(verbAt, from: at, rule: "we recommend")
      }
    }
    return skip(at)
  }

  private mutating func readEnsure(_ at: Int, _ start: Int) -> Int {
    let end = min(reader.boundary(from: start + 3, tense: .base), tokens.count)
    let words = tokens[min(start, end)..<end].map(\.form)
    let isUpdate = words.contains { ["latest", "newest", "up-to-date"].contains($0) }
    let object = ObjectPhrase.read(tokens[min(start, end)..<end].filter { !["you", "that"].contains($0.form) }[...])
    append(.action(isUpdate ? "update" : "check", object: isUpdate ? nil : object.head), at..<end, "make sure")
    carry = .asking
    return end
  }

  /// "See whether another browser works".
  private mutating func readWhether(_ at: Int) -> Int {
    let end = min(reader.boundary(from: at + 3, tense: .base), tokens.count)
    let object = ObjectPhrase.read(tokens[min(at + 2, end)..<end])
    let isOther = object.words.contains("other-browser")
    append(.action(isOther ? "try" : "check", object: isOther ? "other-browser" : object.head), at..<end, "see whether")
    carry = .asking
    return end
  }

  /// "Clearing the cache can help", "a screenshot would help us", "reinstalling it is worth a try".
  private mutating func readHelps(_ at: Int) -> Int? {
    let end = min(at + 16, tokens.count)
    guard let helps = (at..<end).first(where: { ["help", "helps", "worth", "useful", "helpful"].contains(form($0)) }),
      helps > at + 1
    else { return nil }
    let words = tokens[at..<helps].map(\.form)
    guard
      words.contains(where: {
        ["can", "could", "would", "may", "might", "often", "usually", "is", "also"].contains($0)
      }) || form(helps) == "helps",
      !words.contains(where: Words.negations.contains), !words.contains(","), !words.contains("we"),
      !words.contains("i")
    else { return nil }
    if words.contains(where: { ["screenshot", "picture", "photo"].contains($0) }) {
      append(.action("attach", object: "screenshot"), at..<(helps + 1), "would help")
      return helps + 1
    }
    for place in at..<helps {
      guard let verb = chain(place)?.verb, verb.at == place || ActionClasses.nounClasses[form(place)] != nil else {
        if let action = ActionClasses.nounClasses[form(place)] {
          append(
            .action(action, object: ObjectPhrase.read(tokens[(place + 1)..<helps]).head), at..<(helps + 1), "would help"
          )
          return helps + 1
        }
        continue
      }
      let action = ActionClasses.nounClasses[form(place)] ?? verb.action
      append(
        .action(action, object: ObjectPhrase.read(tokens[(place + 1)..<helps]).head), at..<(helps + 1), "would help")
      return helps + 1
    }
    return nil
  }
}
