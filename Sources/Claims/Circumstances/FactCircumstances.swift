import Language

/// Whether a datum is taken back, or takes the place of another: `not order 4471`, `actually it was 88`.
struct FactCircumstances {
  /// In the order of the text.
  private let sentences: [ReadSentence]

  init(_ sentences: [ReadSentence]) { self.sentences = sentences.filter { !$0.tokens.isEmpty } }

  func with(_ facts: [Claim]) -> [Claim] {
    facts.map { fact in
      guard let sentence = sentence(at: fact.span.lowerBound) else { return fact }
      let first = sentence.tokens.firstIndex { $0.span.upperBound > fact.span.lowerBound } ?? 0
      let end = sentence.tokens[first...].firstIndex { $0.span.lowerBound >= fact.span.upperBound } ?? sentence.tokens.count
      let isDenied = Self.isDenied(sentence.forms[..<first])
      let isCorrection = Correction.opens(sentence.forms, before: end)
      return isDenied || isCorrection
        ? fact.with(Circumstances(polarity: isDenied ? .denied : .affirmed, isCorrection: isCorrection)) : fact
    }
  }

  /// "Not 4471", "it is not order 4471": but "I did not pay $30" denies no amount.
  private static func isDenied(_ before: ArraySlice<String>) -> Bool {
    let near = before.suffix(3)
    guard let sign = near.lastIndex(of: "not") else { return false }
    return before[(sign + 1)...].allSatisfy { ["the", "order", "number", "no", "#", "my", "invoice", "a"].contains($0) }
  }

  private func sentence(at offset: Int) -> ReadSentence? {
    var (low, high) = (0, sentences.count)
    while low < high {
      let middle = (low + high) / 2
      if sentences[middle].tokens[0].span.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? sentences[low - 1] : nil
  }
}
