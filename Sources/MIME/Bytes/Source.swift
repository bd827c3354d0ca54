/// The bytes of one message and what ends a line in them.
///
/// LF ends a line, with or without CR before it. A message without any LF is one whose lines end in a bare CR.
struct Source {
  let bytes: [UInt8]
  /// LF, or CR where the message has no LF.
  let lineBreak: UInt8

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let usesBareCR = !bytes.contains(ASCII.lf) && bytes.contains(ASCII.cr)
    self.lineBreak = usesBareCR ? ASCII.cr : ASCII.lf
  }

  struct Line {
    /// Without the line end.
    let content: Range<Int>
    /// Where the next line starts.
    let next: Int
  }

  /// The line that starts at `start`.
  func line(at start: Int) -> Line {
    let count = bytes.count
    var end = start
    while end < count, bytes[end] != lineBreak { end += 1 }
    let next = end < count ? end + 1 : count
    if end < count, lineBreak == ASCII.lf, end > start, bytes[end - 1] == ASCII.cr { end -= 1 }
    return Line(content: start..<end, next: next)
  }

  /// Where the line end that stands right before `lineStart` begins: it belongs to the delimiter (RFC 2046, 5.1.1).
  func endOfContent(before lineStart: Int, notBefore lower: Int) -> Int {
    var end = lineStart
    if end > lower, bytes[end - 1] == lineBreak { end -= 1 }
    if lineBreak == ASCII.lf, end < lineStart, end > lower, bytes[end - 1] == ASCII.cr { end -= 1 }
    return max(end, lower)
  }

  /// `range` unfolded: line ends removed, the white space after them kept (RFC 5322, 2.2.3), ends trimmed.
  func unfolded(_ range: Range<Int>) -> [UInt8] {
    let range = bytes.trimmingWSP(range)
    guard bytes[range].contains(lineBreak) else { return Array(bytes[range]) }
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    for index in range {
      let byte = bytes[index]
      if byte == lineBreak { continue }
      if byte == ASCII.cr, index + 1 < range.upperBound, bytes[index + 1] == lineBreak { continue }
      result.append(byte)
    }
    return result.trimmedWSP
  }
}
