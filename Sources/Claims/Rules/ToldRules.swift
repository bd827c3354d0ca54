
/// "You asked me to restart the app. I did.": what they were told to do, and did.
enum ToldRules {
  struct Told {
    /// Class and object of the deed.
    let key: String
    /// Token index behind the deed, in its own sentence.
    let end: Int
  }

  private static let telling: Set<String> = [
    "told", "asked", "advised", "instructed", "suggested", "recommended", "requested", "urged",
  ]

  static func claims(in passage: Passage, _ sentence: Sentence, after told: Told?) -> [Claim] {
    if let told, let claim = done(passage, sentence, from: 0, told) { return [claim] }
    guard let told = last(in: sentence), told.end < sentence.tokens.count else { return [] }
    return done(passage, sentence, from: told.end, told).map { [$0] } ?? []
  }

  /// The last deed that the customer was told to do.
  static func last(in sentence: Sentence) -> Told? {
    let tokens = sentence.tokens
    guard let at = tokens.lastIndex(where: { telling.contains($0.form) }) else { return nil }
    var place = at + 1
    if place < tokens.count, ["me", "us", "that", "i", "we"].contains(tokens[place].form) { place += 1 }
    guard place < tokens.count, tokens[place].form == "to" else { return nil }
    var chain = VerbChain(tokens: tokens, at: place + 1, prefersBase: true)
    chain.read()
    guard let verb = chain.verb, !chain.isNegated else { return nil }
    let start = min(verb.at + 1 + verb.taken, tokens.count)
    let reader = ClauseReader(sentence, isTriedList: false)
    let end = max(reader.boundary(from: start, tense: .base), start)
    let object = ObjectPhrase.read(tokens[start..<min(end, tokens.count)])
    return Told(key: object.head.map { "\(verb.action) \($0)" } ?? verb.action, end: end)
  }

  /// "I did", "and I have done so", "which I did": nothing more, and no "not".
  private static func done(_ passage: Passage, _ sentence: Sentence, from: Int, _ told: Told) -> Claim? {
    let tokens = sentence.tokens
    func form(_ at: Int) -> String { at < tokens.count ? tokens[at].form : "" }
    var at = from
    while [",", "and", "so", "which", "yes", "of", "course"].contains(form(at)) { at += 1 }
    guard Words.customer.contains(form(at)) else { return nil }
    let start = at
    at += 1
    while Words.have.contains(form(at)) || ["already", "just"].contains(form(at)) { at += 1 }
    guard form(at) == "did" || form(at) == "done" else { return nil }
    at += 1
    if ["so", "that", "this", "it"].contains(form(at)) { at += 1 }
    let last = at
    while ["twice", "already", "yesterday", "today", "too", "again"].contains(form(at)) { at += 1 }
    guard at >= tokens.count || [".", ",", "!", ";", "but", "and", "with", ":"].contains(form(at)),
      let span = passage.span(tokens[start..<last])
    else { return nil }
    return passage.claim(.tried, span, key: told.key, rule: "told to, and did")
  }
}
