/// A file of messages, each behind a line that starts with `From ` (RFC 4155).
public enum Mbox {
  /// The messages in `bytes` without their `From ` lines, in order.
  ///
  /// Such a line stands at the start or behind an empty line, and holds a time of day; the empty line before it
  /// belongs to neither message. Bytes without any such line are one message; no bytes are none.
  public static func messages(in bytes: [UInt8]) -> [Range<Int>] {
    let source = Source(bytes)
    var result: [Range<Int>] = []
    var start: Int?
    var position = 0
    var isBehindEmptyLine = true
    var emptyLineStart = 0
    while position < bytes.count {
      let line = source.line(at: position)
      if isBehindEmptyLine, isFromLine(bytes[line.content]) {
        if let start { result.append(start..<max(start, emptyLineStart)) }
        start = line.next
      } else if start == nil {
        start = position
      }
      isBehindEmptyLine = line.content.isEmpty
      if line.content.isEmpty { emptyLineStart = position }
      position = line.next
    }
    if let start {
      // The empty line that ends the last message.
      let end = isBehindEmptyLine && emptyLineStart >= start ? emptyLineStart : bytes.count
      result.append(start..<max(start, end))
    }
    return result
  }

  /// `message` with one `>` taken off each line of `>`s and `From ` (the "mboxrd" way of keeping such lines apart).
  public static func unquoted(_ message: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(message.count)
    var position = 0
    let source = Source(message)
    while position < message.count {
      let line = source.line(at: position)
      let marks = message[line.content].prefix { $0 == ASCII.greater }.count
      let isQuoted = marks > 0 && message[line.content].dropFirst(marks).starts(with: "From ".utf8)
      result += message[(position + (isQuoted ? 1 : 0))..<line.next]
      position = line.next
    }
    return result
  }

  private static func isFromLine(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8) else { return false }
    return line.indices.dropFirst().dropLast().contains { index in
      line[index] == ASCII.colon && line[index - 1].isDigit && line[index + 1].isDigit
    }
  }
}
