
/// Deeds told without a doer ("the app was restarted twice", "neither did reinstalling"), and what never came of one.
enum ResultRules {
  static func claims(in passage: Passage, _ sentence: Sentence) -> [Claim] {
    guard !sentence.isQuestion else { return [] }
    return neither(passage, sentence) + passive(passage, sentence) + notReceived(passage, sentence)
  }

  /// "I did not get the reset link", "we never received the parcel": a state, and the step it shows was taken.
  private static func notReceived(_ passage: Passage, _ sentence: Sentence) -> [Claim] {
    let tokens = sentence.tokens
    for at in tokens.indices where ["get", "got", "gotten", "receive", "received"].contains(tokens[at].form) {
      // "I forgot it and did not get the link": the subject may stand some words before.
      let before = tokens[max(0, at - 14)..<at]
      guard let speaker = before.lastIndex(where: {
          Words.customer.contains($0.form) || Words.others.contains($0.form) && $0.form != "it"
        }), Words.customer.contains(tokens[speaker].form)
      else { continue }
      let conjunction = tokens[speaker..<at].lastIndex { Words.conjunctions.contains($0.form) }
      let subject = conjunction.map { $0 + 1 } ?? speaker
      guard at - subject <= 5, tokens[subject..<at].contains(where: { Words.negations.contains($0.form) }),
        !tokens[subject..<at].contains(where: { Words.able.contains($0.form) || Words.modals.contains($0.form) }),
        !tokens[..<subject].contains(where: { ["if", "when", "unless", "until", "why"].contains($0.form) })
      else { continue }
      let reader = ClauseReader(sentence, isTriedList: false)
      let end = max(reader.boundary(from: at + 1, tense: .past), at + 1)
      let object = ObjectPhrase.read(tokens[(at + 1)..<end])
      guard let head = object.head, let span = passage.span(tokens[subject..<end]) else { continue }
      let key = object.words.contains("reset") ? "reset password" : "receive \(head)"
      return [passage.claim(.observed, span, key: key, rule: "did not receive")]
    }
    return []
  }

  /// "Nor did clearing the cache."
  private static func neither(_ passage: Passage, _ sentence: Sentence) -> [Claim] {
    let tokens = sentence.tokens
    for at in tokens.indices.dropLast(2) where tokens[at].form == "neither" || tokens[at].form == "nor" {
      guard Words.dos.contains(tokens[at + 1].form) || Words.have.contains(tokens[at + 1].form),
        let reading = VerbForm.readings(of: tokens[at + 2].form).first(where: { $0.tense == .gerund })
      else { continue }
      let next = tokens[(at + 3)...].prefix(2).map(\.form)
      guard let (action, taken) = ActionClasses.look(reading.lemma, followedBy: next) else { continue }
      let start = min(at + 3 + taken, tokens.count)
      let reader = ClauseReader(sentence, isTriedList: false)
      let end = max(reader.boundary(from: start, tense: .gerund), start)
      let object = ObjectPhrase.read(tokens[start..<end])
      guard let span = passage.span(tokens[(at + 2)..<end]) else { continue }
      let key = object.head.map { "\(action) \($0)" } ?? action
      return [passage.claim(.tried, span, key: key, rule: "neither did")]
    }
    return []
  }

  /// Steps that a customer takes with a thing of theirs. What a company does with an order ("was cancelled", "was
  /// sent") is none.
  private static let steps: Set<String> = [
    "restart", "reset", "reinstall", "uninstall", "clear", "clean",
  ]

  /// "The app was restarted twice", "the cache has been cleared": past, no doer named.
  private static func passive(_ passage: Passage, _ sentence: Sentence) -> [Claim] {
    let tokens = sentence.tokens
    for at in tokens.indices where ["was", "were", "been"].contains(tokens[at].form) && at > 0 {
      var verb = at + 1
      while verb < tokens.count, Words.adverbs.contains(tokens[verb].form) { verb += 1 }
      guard verb < tokens.count else { return [] }
      let action = VerbForm.readings(of: tokens[verb].form).lazy.filter { $0.tense == .participle }
        .compactMap { ActionClasses.classes[$0.lemma] }.first
      guard let action, steps.contains(action) else { continue }
      let before = tokens[max(0, at - 8)..<at].map(\.form)
      let after = tokens[(verb + 1)...].prefix(5).map(\.form)
      let isDoubtful = before.contains {
        ["if", "when", "whether", "until", "should", "would", "could", "unless", "it"].contains($0)
          || Words.negations.contains($0)
      }
      let isByOthers = after.firstIndex(of: "by").map { !after.dropFirst($0 + 1).starts(with: ["me"]) } ?? false
      guard !isDoubtful, !isByOthers else { continue }
      let start = max(0, at - 8)
      let opening = before.lastIndex { [",", ";", ":", "and", "but", "that", "("].contains($0) }.map { $0 + 1 } ?? 0
      let thing = tokens[(start + opening)..<at].filter { !Words.have.contains($0.form) }
      let object = ObjectPhrase.read(thing[...])
      guard let head = object.head, let span = passage.span(tokens[(start + opening)...verb]) else { continue }
      return [passage.claim(.tried, span, key: "\(action) \(head)", rule: "was done")]
    }
    return []
  }
}
