/// Recognises URLs, host names and mail addresses inside a run without white space.
enum WebAddress {
  /// Endings that make `word.ending` a host name without a scheme. Short on purpose: `setup.exe` is none.
  static let hostEndings: Set<String> = [
    "com", "org", "net", "edu", "gov", "uk", "de", "nl", "be", "fr", "eu", "us", "ca", "au", "io", "co", "ch", "at",
    "it",
    "es", "se", "dk", "no", "pl", "cz", "ie", "nz", "in", "jp", "info", "biz", "app", "dev", "shop", "test", "example",
  ]

  /// The kind and end of an address that starts at `range.lowerBound`, or nil.
  static func read(_ bytes: [UInt8], _ range: Range<Int>) -> (Token.Kind, Int)? {
    var end = range.lowerBound
    var hasAt = false
    var hasScheme = false
    var hasSlash = false
    while end < range.upperBound, !endsAddress(bytes[end]) {
      if bytes[end] == 0x40 { hasAt = true }
      if bytes[end] == 0x2F {
        hasSlash = true
        if end > range.lowerBound, bytes[end - 1] == 0x3A { hasScheme = true }
      }
      end += 1
    }
    while end > range.lowerBound, trails(bytes[end - 1]) { end -= 1 }
    guard end > range.lowerBound else { return nil }
    if hasScheme { return (.url, end) }
    let host = hostPart(bytes, range.lowerBound..<end)
    let pieces = Scalar.form(bytes, host).split(separator: ".", omittingEmptySubsequences: false)
    if hasAt {
      guard pieces.count > 1, pieces.allSatisfy({ !$0.isEmpty }) else { return nil }
      return (.address, end)
    }
    guard pieces.count > 1, pieces.allSatisfy({ !$0.isEmpty }), let last = pieces.last else { return nil }
    guard pieces.first == "www" || hostEndings.contains(String(last)) else { return nil }
    // "end.In the" is a forgotten space, not Indian.
    if pieces.count == 2, !hasSlash, let tail = lastLabelStart(bytes, host), Scalar.isUpper(bytes[tail]) { return nil }
    return (.url, end)
  }

  /// After an `@`, or up to the first `/`.
  private static func hostPart(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    if let at = bytes[range].lastIndex(of: 0x40) { start = at + 1 }
    if let slash = bytes[start..<end].firstIndex(of: 0x2F) { end = slash }
    return start..<end
  }

  private static func lastLabelStart(_ bytes: [UInt8], _ host: Range<Int>) -> Int? {
    guard let dot = bytes[host].lastIndex(of: 0x2E), dot + 1 < host.upperBound else { return nil }
    return dot + 1
  }

  private static func endsAddress(_ byte: UInt8) -> Bool {
    byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x28 || byte == 0x29 || byte == 0x7C
  }

  private static func trails(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x27, 0x5D, 0x7D: true  // . , ; : ! ? ' ] }
    default: false
    }
  }
}
