/// Tells languages apart by the byte n-grams of their words (Cavnar and Trenkle 1994), weighed as naive Bayes does.
package struct LanguageIdentifier: Sendable {
  /// The longest n-gram, in bytes.
  package static let longest = 5
  /// Bytes of a text that are looked at; more says no more.
  private static let looked = 1200
  /// What an n-gram that a language's most frequent do not hold costs, in units of the weights.
  package static let unseen = 0

  /// `en`, `de`: ISO 639.
  package let languages: [String]
  /// Hashes of n-grams, ascending.
  private let keys: [UInt64]
  /// Weights of the n-th key, a byte a language.
  private let weights: [UInt8]

  package init(languages: [String], keys: [UInt64], weights: [UInt8]) {
    self.languages = languages
    self.keys = keys
    self.weights = weights
  }

  init(_ file: ModelFileReader) throws(LanguageModelError) {
    languages = try file.texts("languages")
    keys = try file.numbers("languages.keys", UInt64.self)
    weights = try file.numbers("languages.weights", UInt8.self)
    guard weights.count == keys.count * languages.count else { throw .damaged }
  }

  package static func key(_ bytes: some Sequence<UInt8>) -> UInt64 { WordFeatures.hash(bytes, 90) }

  /// The language, and by how much its n-grams fit better than those of `usual`, a mean over n-grams; nil where nothing is known.
  package func best(_ bytes: ArraySlice<UInt8>, against usual: String) -> (language: String, margin: Double)? {
    var sums = Array(repeating: 0, count: languages.count)
    var count = 0
    for word in bytes.prefix(Self.looked).split(whereSeparator: { !Scalar.isLetter($0) }) {
      let marked = [UInt8(ascii: "_")] + word.prefix(24).map { Scalar.isUpper($0) ? $0 | 0x20 : $0 } + [UInt8(ascii: "_")]
      for length in 1...Self.longest where marked.count >= length {
        for at in 0...(marked.count - length) {
          count += 1
          guard let row = index(Self.key(marked[at..<(at + length)])) else { continue }
          for language in languages.indices { sums[language] += Int(weights[row * languages.count + language]) }
        }
      }
    }
    guard count > 0, let most = sums.indices.max(by: { sums[$0] < sums[$1] }), sums[most] > 0,
      let usual = languages.firstIndex(of: usual)
    else { return nil }
    return (languages[most], Double(sums[most] - sums[usual]) / Double(count))
  }

  private func index(_ key: UInt64) -> Int? {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? low : nil
  }
}
