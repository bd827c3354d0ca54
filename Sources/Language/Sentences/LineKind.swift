/// What a line of mail is, as far as its looks tell.
enum LineKind: Hashable {
  case prose
  /// Cells beside each other.
  case table
  /// A log, a stack trace, code: written by a machine.
  case machine

  /// - Parameter line: without its line end.
  init(_ line: ArraySlice<UInt8>) {
    let looked = line.prefix(Self.looked)
    let text = Self.trimmed(looked)
    self =
      if Self.isMachine(text) { .machine } else if Self.isTable(text) { .table } else if Self.isMostlySigns(text) { .machine } else { .prose }
  }

  /// Bytes of a line that are looked at.
  private static let looked = 400

  // MARK: Tables

  /// Fewer cells may be prose with a gap in it.
  private static let leastCells = 3

  private static func isTable(_ trimmed: ArraySlice<UInt8>) -> Bool {
    let bars = trimmed.count { $0 == UInt8(ascii: "|") || $0 == 0x09 }
    if bars >= leastCells - 1, !trimmed.contains(UInt8(ascii: "?")) { return true }
    // `+-----+-----+`
    if trimmed.count > 4, trimmed.first == UInt8(ascii: "+"), trimmed.allSatisfy({ "+-=".utf8.contains($0) }) { return true }
    // Gaps of two spaces and more, as columns have.
    var (cells, gap, longest, length) = (1, 0, 0, 0)
    for byte in trimmed {
      if byte == 0x20 {
        gap += 1
        continue
      }
      if gap >= 2 {
        cells += 1
        length = 0
      }
      length += 1
      longest = max(longest, length)
      gap = 0
    }
    return cells >= leastCells && longest <= longestCell
  }

  /// A cell with more letters is a sentence whose writer likes spaces.
  private static let longestCell = 40

  // MARK: What machines write

  private static func isMachine(_ text: ArraySlice<UInt8>) -> Bool {
    text.count > 3 && (isFrame(text) || startsWithTime(text) || isErrorHead(text))
  }

  /// `at com.shop.Cart.add(Cart.java:12)`, `File "a.py", line 3, in main`, `#0 0x00007fff in main`.
  private static func isFrame(_ text: ArraySlice<UInt8>) -> Bool {
    if text.starts(with: "at ".utf8) {
      let rest = text.dropFirst(3)
      let name = rest.prefix { $0 != UInt8(ascii: "(") && $0 != 0x20 }
      return name.contains(UInt8(ascii: ".")) && rest.contains(UInt8(ascii: "(")) && rest.last == UInt8(ascii: ")")
    }
    if text.starts(with: "File \"".utf8) { return contains(text, "\", line ") }
    if text.starts(with: "Traceback (most".utf8) || text.starts(with: "Caused by: ".utf8) { return true }
    if text.first == UInt8(ascii: "#") || text.starts(with: "frame #".utf8) { return contains(text, " 0x") }
    return false
  }

  /// `2024-05-03 12:00:01`, `[12:00:01]`, `May  3 12:00:01`: a date or a bracket, then hours, minutes and seconds.
  private static func startsWithTime(_ text: ArraySlice<UInt8>) -> Bool {
    let head = Array(text.prefix(32))
    for at in head.indices where at + 7 < head.count {
      guard Scalar.isDigit(head[at]), Scalar.isDigit(head[at + 1]), head[at + 2] == UInt8(ascii: ":"), Scalar.isDigit(head[at + 3]),
        Scalar.isDigit(head[at + 4]), head[at + 5] == UInt8(ascii: ":"), Scalar.isDigit(head[at + 6])
      else { continue }
      let before = head[..<at]
      let words = before.split { !Scalar.isLetter($0) }
      // `It stopped at 12:00:01` is prose; a month's name or a `T` is a log's.
      return words.allSatisfy { $0.count <= 3 } && words.count <= 2 && before.count <= 22
    }
    return false
  }

  /// `java.lang.NullPointerException: x`, `TypeError: x is undefined`.
  private static func isErrorHead(_ text: ArraySlice<UInt8>) -> Bool {
    let head = text.prefix { $0 != UInt8(ascii: ":") && $0 != 0x20 }
    guard head.count < text.count, text[head.endIndex] == UInt8(ascii: ":"), head.count > 6 else { return false }
    return head.suffix(9).elementsEqual("Exception".utf8) || head.suffix(5).elementsEqual("Error".utf8) && Scalar.isUpper(head.first ?? 0)
  }

  /// More signs of code than this share, in a line long enough to tell.
  private static let mostSigns = 0.25
  private static let longEnough = 12

  private static func isMostlySigns(_ text: ArraySlice<UInt8>) -> Bool {
    let visible = text.count { $0 > 0x20 }
    guard visible >= longEnough else { return false }
    // A rule of dashes is nobody's words; a telephone number is somebody's.
    if !text.contains(where: { Scalar.isLetter($0) || Scalar.isDigit($0) }) { return true }
    let signs = text.count(where: isCodeSign)
    if !text.contains(UInt8(ascii: "@")), !contains(text, "://"), Double(signs) > Double(visible) * mostSigns { return true }
    // `if (a) { return b; }`
    let last = text.last ?? 0
    return (last == UInt8(ascii: ";") || last == UInt8(ascii: "{")) && contains(text, "(") && contains(text, ")")
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0D { line = line.dropLast() }
    return line
  }

  private static func isCodeSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "#")...UInt8(ascii: "&"), UInt8(ascii: "(")...UInt8(ascii: "+"), UInt8(ascii: ";")...UInt8(ascii: ">"),
      UInt8(ascii: "@"), UInt8(ascii: "[")...UInt8(ascii: "_"), UInt8(ascii: "{")...UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ part: String) -> Bool {
    let part = Array(part.utf8)
    guard let first = part.first else { return true }
    return text.indices.contains { text[$0] == first && text[$0...].starts(with: part) }
  }
}
