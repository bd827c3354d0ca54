/// Finds lemmas: by the word with its tag where the treebank has it, else by the longest ending that has a rule.
package struct Lemmatizer: Sendable {
  /// The longest ending that rules are known for, in bytes.
  package static let longestEnding = 6
  /// The key's kind for a whole word; an ending's kind is its length.
  package static let whole: UInt64 = 100

  private let rules: [LemmaRule]
  /// Of word or ending with its tag, ascending; rule n belongs to the n-th.
  private let keys: [UInt64]
  private let ruleNumbers: [UInt16]

  package init(rules: [LemmaRule], keys: [UInt64], ruleNumbers: [UInt16]) {
    self.rules = rules
    self.keys = keys
    self.ruleNumbers = ruleNumbers
  }

  init(_ file: ModelFileReader) throws(LanguageModelError) {
    keys = try file.numbers("lemmas.keys", UInt64.self)
    ruleNumbers = try file.numbers("lemmas.numbers", UInt16.self)
    rules = try file.texts("lemmas.rules").compactMap(LemmaRule.init(text:))
    let count = rules.count
    guard keys.count == ruleNumbers.count, ruleNumbers.allSatisfy({ Int($0) < count }) else { throw .damaged }
  }

  /// - Parameter xpos: `VBD`.
  package func lemma(of written: String, xpos: String) -> String {
    let form = Self.straight(written)
    let lower = Array(form.lowercased().utf8)
    if let rule = rule(lower[...], Self.whole, xpos), let lemma = rule.lemma(of: form) { return lemma }
    for length in stride(from: min(Self.longestEnding, lower.count), through: 0, by: -1) {
      if let rule = rule(lower.suffix(length), UInt64(length), xpos), let lemma = rule.lemma(of: form), !lemma.isEmpty {
        return lemma
      }
    }
    return form.lowercased()
  }

  /// With straight apostrophes, of which the treebank has most: `n’t` and `n´t` are `not` as well.
  private static func straight(_ form: String) -> String {
    guard form.utf8.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "`") }), form.utf8.contains(where: Scalar.isLetter)
    else { return form }
    var plain = String.UnicodeScalarView()
    for scalar in form.unicodeScalars {
      let isApostrophe = scalar == "\u{2019}" || scalar == "\u{2018}" || scalar == "\u{B4}" || scalar == "`"
      plain.append(isApostrophe ? "'" : scalar)
    }
    return String(plain)
  }

  /// Where a rule is kept.
  package static func key(_ bytes: ArraySlice<UInt8>, _ kind: UInt64, _ xpos: String) -> UInt64 {
    Hash.mix(kind, WordFeatures.hash(bytes, 0), WordFeatures.hash(xpos.utf8, 1))
  }

  private func rule(_ bytes: ArraySlice<UInt8>, _ kind: UInt64, _ xpos: String) -> LemmaRule? {
    let key = Self.key(bytes, kind, xpos)
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? rules[Int(ruleNumbers[low])] : nil
  }
}
