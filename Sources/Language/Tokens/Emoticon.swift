/// Faces made of signs: `:)`, `;-)`, `:D`, `^_^`, `<3`.
enum Emoticon {
  /// The end of a face that begins at `range.lowerBound`, or nil.
  static func end(_ bytes: [UInt8], _ range: Range<Int>, startsRun: Bool) -> Int? {
    let rest = bytes[range]
    guard let first = rest.first, eyes.contains(first) || first == UInt8(ascii: "^") || first == UInt8(ascii: "<") else {
      return nil
    }
    for face in whole where rest.starts(with: face.utf8) { return range.lowerBound + face.utf8.count }
    guard eyes.contains(first) else { return nil }
    var at = range.lowerBound + 1
    if at < range.upperBound, noses.contains(bytes[at]) { at += 1 }
    guard at < range.upperBound, mouths.contains(bytes[at]) else { return nil }
    let isLetter = Scalar.isLetterOrDigit(bytes, at, 1)
    let mouth = bytes[at]
    at += 1
    while at < range.upperBound, bytes[at] == mouth { at += 1 }
    // A letter is a mouth only where nothing follows it: `:D`, and not `:Please`; behind a word the colon is its own.
    if isLetter, at < range.upperBound && Scalar.isLetterOrDigit(bytes, at, 1) || !startsRun { return nil }
    return at
  }

  private static let eyes: Set<UInt8> = Set(":;=".utf8)
  private static let noses: Set<UInt8> = Set("-'o^".utf8)
  private static let mouths: Set<UInt8> = Set(")(DPpO/|*[]".utf8)
  private static let whole = ["^_^", "^^", "<3"]
}
