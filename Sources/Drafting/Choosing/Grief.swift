/// Words that no template can answer: a person must write, so nothing is chosen, asked or said back by rule.
enum Grief {
  private static let phrases = [
    "died", "passed away", "death", "deceased", "funeral", "bereaved", "bereavement", "widow", "widower", "cancer",
    "hospital", "hospice", "terminally ill", "suicide", "miscarriage",
  ].map(Phrase.init)

  static func isTold(in words: SearchableWords) -> Bool { phrases.contains(where: words.contains) }

  static func isTold(in request: DraftingRequest) -> Bool {
    isTold(in: SearchableWords(Phrase.stems(of: request.ownWords)))
  }
}
