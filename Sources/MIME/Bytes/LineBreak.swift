/// What ends a line in a message.
///
/// LF does, with or without CR before it. Where no LF stands in the first ``lookAhead`` bytes but a CR does, the
/// message was written on an old Macintosh: then a bare CR does.
enum LineBreak {
  case lineFeed
  case carriageReturn

  /// How far an LF is looked for, in bytes. A message without any line end in its first 64 KB has no header that
  /// could be read; and a stream has to be held back no longer than this.
  static let lookAhead = 65_536

  init(of bytes: Span<UInt8>) {
    let end = min(bytes.count, Self.lookAhead)
    let hasLF = bytes.firstIndex(of: ASCII.lf, from: 0, to: end) != nil
    let hasCR = !hasLF && bytes.firstIndex(of: ASCII.cr, from: 0, to: end) != nil
    self = hasCR ? .carriageReturn : .lineFeed
  }

  var byte: UInt8 { self == .lineFeed ? ASCII.lf : ASCII.cr }

  /// Where the line end that stands right before `lineStart` begins: it belongs to the delimiter (RFC 2046, 5.1.1).
  func endOfContent(before lineStart: Int, notBefore lower: Int, in bytes: Span<UInt8>) -> Int {
    var end = lineStart
    if end > lower, bytes[end - 1] == byte { end -= 1 }
    if self == .lineFeed, end < lineStart, end > lower, bytes[end - 1] == ASCII.cr { end -= 1 }
    return max(end, lower)
  }
}
