import Foundation
import Language

/// Makes a language identifier out of lists of each language's most frequent n-grams, as libexttextcat has them: `n-gram tab count`, line by line.
public struct IdentifierTrainer: Sendable {
  package let languages: [String]
  package let keys: [UInt64]
  package let weights: [UInt8]

  /// What the largest weight stands for: the logarithm of a count, over that of the rarest of the list.
  private static let largest = 250.0

  /// - Parameter lists: by language.
  public init(_ lists: [String: String]) {
    let names = lists.keys.sorted()
    var table: [UInt64: [UInt8]] = [:]
    for (number, name) in names.enumerated() {
      var counts: [[UInt8]: Double] = [:]
      for line in (lists[name] ?? "").split(separator: "\n") {
        let parts = line.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, let count = Double(parts[1]), count > 0, parts[0] != "_" else { continue }
        counts[parts[0].utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, default: 0] += count
      }
      let total = counts.values.sorted().reduce(0, +)
      for (gram, count) in counts {
        // log of the share, from a floor below the rarest of all lists.
        let weight = max(log(count / total) - Self.floor, 0) / -Self.floor * Self.largest
        table[LanguageIdentifier.key(gram), default: Array(repeating: 0, count: names.count)][number] = UInt8(min(weight, 255))
      }
    }
    languages = names
    keys = table.keys.sorted()
    weights = keys.flatMap { table[$0] ?? [] }
  }

  /// e^-10: no n-gram of a list of 400 is as rare.
  private static let floor = -10.0
}
