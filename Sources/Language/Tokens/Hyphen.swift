/// Which hyphens stand inside of one word: EWT cuts `well-known` into three, and leaves `e-mail`, `non-stop`, `713-853` whole.
enum Hyphen {
  static func joins(_ bytes: [UInt8], _ start: Int, _ at: Int, _ limit: Int) -> Bool {
    let (before, after) = (bytes[at - 1], bytes[at + 1])
    if Scalar.isDigit(before), Scalar.isDigit(after) { return true }
    // Codes: `4471-B`, `CCA-15`, `x3-9890`.
    let hasDigits = bytes[start..<at].contains(where: Scalar.isDigit)
    if hasDigits || Scalar.isDigit(after) { return isCode(bytes, start, limit) }
    guard at - start <= longest else { return false }
    return prefixes.contains(String(decoding: Scalar.lowercased(bytes, start..<at), as: UTF8.self))
  }

  /// No run of lower-case letters longer than one: `7-day`, `3-year-old` are words; `4471-b` is a code.
  private static func isCode(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Bool {
    var run = 0
    var at = start
    while at < limit, Scalar.isLetterOrDigit(bytes, at, Scalar.length(bytes, at, limit)) || bytes[at] == UInt8(ascii: "-") {
      run = Scalar.isLower(bytes[at]) || bytes[at] >= 0x80 ? run + 1 : 0
      if run > 1 { return isMid(bytes, start) }
      at += 1
    }
    return true
  }

  /// `mid-1980s`
  private static func isMid(_ bytes: [UInt8], _ start: Int) -> Bool { bytes[start...].starts(with: "mid-".utf8) }

  private static let longest = 7

  private static let prefixes: Set<String> = [
    "e", "co", "non", "mid", "pre", "post", "re", "anti", "pro", "ex", "un", "sub", "neo", "multi", "semi", "intra", "inter",
    "cross", "over", "counter", "micro", "mini", "de", "bi", "tri",
  ]
}
