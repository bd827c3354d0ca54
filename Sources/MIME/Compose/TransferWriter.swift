/// Writing bodies so that they pass any server (RFC 2045, 6): the one place here that knows the encoders.
enum TransferWriter {
  /// Octets that give one base64 line of 76 letters (RFC 2045, 6.8).
  private static let octetsInLine = 57

  /// `bytes` as base64 in lines that end in CRLF.
  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / octetsInLine * 78 + 80)
    var start = 0
    while start < bytes.count {
      let end = min(start + octetsInLine, bytes.count)
      result += Base64.encode(bytes[start..<end])
      result += [ASCII.cr, ASCII.lf]
      start = end
    }
    return result
  }

  /// Longest line of quoted-printable, without its line end (RFC 2045, 6.7, rule 5).
  private static let quotedPrintableLimit = 76

  /// One line of text, without its line end, as quoted-printable. It may already begin with a space in `result`.
  static func quotedPrintable(line: ArraySlice<UInt8>, into result: inout [UInt8]) {
    // The space that may stand before it.
    var column = 1
    for index in line.indices {
      let byte = line[index]
      let isLast = index + 1 == line.endIndex
      let isPlain = byte >= 0x21 && byte <= 0x7E && byte != ASCII.equals || byte.isWSP && !isLast
      let width = isPlain ? 1 : 3
      if column + width > (isLast ? quotedPrintableLimit : quotedPrintableLimit - 1) {
        result.append(ASCII.equals)
        result.append(ASCII.cr)
        result.append(ASCII.lf)
        column = 0
      }
      if isPlain { result.append(byte) } else { appendEscape(ASCII.equals, byte, to: &result) }
      column += width
    }
  }

  /// `mark` and two upper-case hexadecimal digits: `=C3`, `%C3`.
  static func appendEscape(_ mark: UInt8, _ byte: UInt8, to result: inout [UInt8]) {
    result.append(mark)
    result.append(digits[Int(byte >> 4)])
    result.append(digits[Int(byte & 15)])
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
