/// How far from a word its head is, and to which side: near ones one by one, far ones together.
package enum ArcDistance {
  /// A multiple of eight, for the layers' sake; some are not used.
  package static let classes = 32

  /// - Parameters:
  ///   - word: its index, from 0.
  ///   - head: 0 for the root, else the number of a word, from 1.
  @inline(__always)
  package static func of(_ word: Int, _ head: Int) -> Int {
    guard head > 0 else { return 0 }
    let words = head - 1 - word
    let step = switch abs(words) {
    case ...8: abs(words)
    case ...10: 9
    case ...13: 10
    case ...18: 11
    case ...28: 12
    default: 13
    }
    return words < 0 ? step : behind + step
  }

  private static let behind = 14
}
