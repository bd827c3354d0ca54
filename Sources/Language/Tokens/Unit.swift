/// A number and its unit written together are two words: `35mm`, `7:30PM`, `65k`.
enum Unit {
  /// Where the unit of a number begins, or nil.
  static func start(_ bytes: [UInt8], _ word: Range<Int>) -> Int? {
    guard word.count >= 2, Scalar.isDigit(bytes[word.lowerBound]), !Scalar.isDigit(bytes[word.upperBound - 1]) else { return nil }
    var at = word.lowerBound
    while at < word.upperBound, !Scalar.isUpper(bytes[at]) && !Scalar.isLower(bytes[at]) {
      guard bytes[at] < 0x80 else { return nil }
      at += 1
    }
    guard word.upperBound - at <= longest else { return nil }
    return units.contains(String(decoding: Scalar.lowercased(bytes, at..<word.upperBound), as: UTF8.self)) ? at : nil
  }

  private static let longest = 5

  private static let units: Set<String> = [
    "am", "pm", "a.m", "p.m", "a.m.", "p.m.", "mm", "cm", "km", "kg", "lb", "lbs", "oz", "ft", "mph", "kb", "mb", "gb", "tb",
    "k", "hr", "hrs", "min", "mins", "ml", "mg", "mhz", "ghz", "gbps", "mbps", "yrs", "yr", "px", "eur", "usd", "gbp",
  ]
}
