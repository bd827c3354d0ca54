/// URLs, host names, mail addresses and paths inside a run without white space: each is one word.
enum Address {
  /// Endings that make `word.ending` a host name without a scheme. Short on purpose: `setup.exe` is none.
  private static let hostEndings: Set<String> = [
    "com", "org", "net", "edu", "gov", "mil", "uk", "de", "nl", "be", "fr", "eu", "us", "ca", "au", "io", "co", "ch", "at",
    "it", "es", "se", "dk", "no", "pl", "cz", "ie", "nz", "in", "jp", "info", "biz", "app", "dev", "shop", "test", "example",
  ]

  /// Where an address that begins at `range.lowerBound` ends, or nil where none does.
  static func end(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var end = range.lowerBound
    var (hasAt, hasScheme, slashes, backslashes) = (false, false, 0, 0)
    while end < range.upperBound, !stops(bytes[end]) {
      switch bytes[end] {
      case UInt8(ascii: "@"): hasAt = true
      case UInt8(ascii: "\\"): backslashes += 1
      case UInt8(ascii: "/"):
        slashes += 1
        if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: ":") { hasScheme = true }
      default: break
      }
      end += 1
    }
    while end > range.lowerBound, trails(bytes[end - 1]) { end -= 1 }
    guard end - range.lowerBound > 2 else { return nil }
    if hasScheme { return end }
    let first = bytes[range.lowerBound]
    // `/etc/heard/settings`, `C:\Users\ann`
    if first == UInt8(ascii: "/") { return slashes >= 2 ? end : nil }
    if backslashes > 0, range.count > 2, bytes[range.lowerBound + 1] == UInt8(ascii: ":") { return end }
    let host = hostPart(bytes, range.lowerBound..<end)
    let labels = host.isEmpty ? [] : bytes[host].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last else { return nil }
    if hasAt { return end }
    let ending = String(decoding: Scalar.lowercased(bytes, last.startIndex..<last.endIndex), as: UTF8.self)
    // A news group, a host of a local network: `comp.sources.unix`.
    if labels.count > 2, host.allSatisfy({ Scalar.isLower(bytes[$0]) || bytes[$0] == UInt8(ascii: ".") || bytes[$0] == UInt8(ascii: "-") }) {
      return labels.contains { $0.count > 2 } ? end : nil
    }
    let isWeb = labels[0].elementsEqual("www".utf8)
    guard isWeb || hostEndings.contains(ending) else { return nil }
    // "end.In the" is a forgotten space, not Indian; "it.no" and "5.co" are no hosts.
    if !isWeb, labels.count == 2, slashes == 0, Scalar.isUpper(last[last.startIndex]) || labels[0].count < 3 { return nil }
    return end
  }

  /// After an `@`, or up to the first `/`.
  private static func hostPart(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    if let at = bytes[range].lastIndex(of: UInt8(ascii: "@")) { start = at + 1 }
    if let slash = bytes[start..<end].firstIndex(of: UInt8(ascii: "/")) { end = slash }
    return start..<end
  }

  private static func stops(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"): true
    default: false
    }
  }

  private static func trails(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"),
      UInt8(ascii: "'"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "*"): true
    default: false
    }
  }
}
