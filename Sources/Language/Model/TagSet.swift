/// The tags that go together in the treebank.
struct TagSet: Sendable {
  /// `VBD`.
  let xpos: [String]
  /// Parts of speech with their features.
  let features: [(partOfSpeech: PartOfSpeech, features: String)]
  /// Indices of features and of xpos that were seen at one word.
  private let pairs: [(features: Int, xpos: Int)]

  init(_ file: ModelFileReader) throws(LanguageModelError) {
    xpos = try file.texts("xpos")
    features = try file.texts("features").map { text in
      let parts = text.split(separator: " ")
      return (parts.first.flatMap { PartOfSpeech(rawValue: String($0)) } ?? .other, parts.count > 1 ? String(parts[1]) : "_")
    }
    let numbers = try file.numbers("pairs", UInt16.self).map(Int.init)
    var pairs: [(Int, Int)] = []
    for at in stride(from: 0, to: numbers.count - 1, by: 2) {
      guard numbers[at] < features.count, numbers[at + 1] < xpos.count else { throw .damaged }
      pairs.append((numbers[at], numbers[at + 1]))
    }
    guard !pairs.isEmpty else { throw .damaged }
    self.pairs = pairs
  }

  /// The best of the pairs that were seen.
  func best(features: UnsafePointer<Float>, xpos: UnsafePointer<Float>) -> (features: Int, xpos: Int) {
    var best = pairs[0]
    var most = -Float.infinity
    for pair in pairs {
      let score = features[pair.features] + xpos[pair.xpos]
      if score > most { (most, best) = (score, pair) }
    }
    return best
  }
}
