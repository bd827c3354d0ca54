/// Whether and how a received message can stand inside one of ours.
enum AttachedMessage {
  /// `raw` with CRLF line ends; nil where it has octets above 127, NUL, a CR that ends no line, or a line of more than
  /// 998 octets: such a message is no `7bit` body (RFC 2045, 2.7).
  static func sevenBitLines(of raw: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(raw.count + raw.count / 32)
    var lineStart = 0
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      if byte >= 0x80 || byte == 0 { return nil }
      if byte == ASCII.cr, index + 1 == raw.count || raw[index + 1] != ASCII.lf { return nil }
      index += 1
      guard byte == ASCII.lf else { continue }
      let hasCR = index - lineStart > 1 && raw[index - 2] == ASCII.cr
      let length = index - lineStart - (hasCR ? 2 : 1)
      guard length <= HeaderWriter.hardLimit else { return nil }
      result += raw[lineStart..<(lineStart + length)]
      result += [ASCII.cr, ASCII.lf]
      lineStart = index
    }
    guard raw.count - lineStart <= HeaderWriter.hardLimit else { return nil }
    result += raw[lineStart...]
    return result
  }

  /// Whether the header of `raw` is UTF-8 without NUL and without a CR that ends no line (RFC 6532, 3.2).
  static func hasTextHeader(_ raw: [UInt8]) -> Bool {
    var end = raw.count
    var lineStart = 0
    for (index, byte) in raw.enumerated() {
      if byte == 0 { return false }
      if byte == ASCII.cr, index + 1 == raw.count || raw[index + 1] != ASCII.lf { return false }
      guard byte == ASCII.lf else { continue }
      let isEmpty = index == lineStart || index == lineStart + 1 && raw[lineStart] == ASCII.cr
      if isEmpty {
        end = index
        break
      }
      lineStart = index + 1
    }
    return String(validating: raw[..<end], as: UTF8.self) != nil
  }
}
