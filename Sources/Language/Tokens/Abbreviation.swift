/// Words that keep the dot behind them.
enum Abbreviation {
  /// Whether the dot behind `word` is its own: `Dr.`, `e.g.`, `U.S.`, `J.`
  static func takesDot(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
    if word.count == 1 { return Scalar.isUpper(bytes[word.lowerBound]) && bytes[word.lowerBound] != UInt8(ascii: "I") }
    if bytes[word].contains(UInt8(ascii: ".")) { return isLetters(bytes, word) }
    guard word.count <= longest else { return false }
    if counts(bytes, word) { return standsBeforeNumber(bytes, word.upperBound) }
    return titles.contains(String(decoding: Scalar.lowercased(bytes, word), as: UTF8.self))
  }

  /// `no` or `nos`: an answer, or short for a number.
  private static func counts(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
    let lower = Scalar.lowercased(bytes, word)
    return lower.elementsEqual("no".utf8) || lower.elementsEqual("nos".utf8)
  }

  /// Whether a number follows the dot at `dot`, on the same line: `no. 4471`.
  private static func standsBeforeNumber(_ bytes: [UInt8], _ dot: Int) -> Bool {
    var at = dot + 1
    if at < bytes.count, bytes[at] == UInt8(ascii: " ") { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: "#") { at += 1 }
    return at < bytes.count && Scalar.isDigit(bytes[at])
  }

  /// Whether the dot at `at` is inside single letters with dots between: `e.g`, `U.S`, `a.k.a`.
  static func isDotted(_ bytes: [UInt8], _ start: Int, _ at: Int, _ limit: Int) -> Bool {
    let isShortBehind = at + 2 >= limit || !Scalar.isLetterOrDigit(bytes, at + 2, Scalar.length(bytes, at + 2, limit))
    let isShortBefore = at - start == 1 || bytes[at - 2] == UInt8(ascii: ".")
    if isShortBefore && isShortBehind { return true }
    // `Ph.D`
    return isShortBehind && Scalar.isUpper(bytes[at + 1]) && at - start == 2 && Scalar.isUpper(bytes[start])
  }

  /// Single letters with dots between them.
  private static func isLetters(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
    bytes[word].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
      part.count <= 2 && part.allSatisfy(Scalar.isLetter)
    }
  }

  private static let longest = 6

  /// In lower case.
  static let titles: Set<String> = [
    "mr", "mrs", "ms", "dr", "st", "vs", "etc", "prof", "rev", "gen", "sen", "rep", "gov", "col", "capt", "lt", "sgt", "jr",
    "sr", "inc", "ltd", "corp", "co", "bros", "dept", "est", "approx", "incl", "ext", "tel", "ref", "fig", "vol", "ave",
    "blvd", "rd", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues",
    "wed", "thu", "thurs", "fri", "sat", "hrs", "mins", "min", "max", "misc", "nr", "op", "cit", "viz", "cf", "al",
  ]
}
