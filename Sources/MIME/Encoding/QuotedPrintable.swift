/// Quoted-printable (RFC 2045, 6.7) and the `Q` encoding of header words (RFC 2047, 4.2).
enum QuotedPrintable {
  /// Longest line of the encoded form, without its line end (RFC 2045, 6.7, rule 5).
  static let lineLimit = 76

  /// Decodes the text of a `Q` word: `_` is a space.
  static func decodeWord(_ input: ArraySlice<UInt8>) -> (bytes: [UInt8], isDamaged: Bool) {
    var result: [UInt8] = []
    result.reserveCapacity(input.count)
    var isDamaged = false
    var index = input.startIndex
    while index < input.endIndex {
      let byte = input[index]
      if byte == ASCII.underscore {
        result.append(ASCII.space)
      } else if byte == ASCII.equals {
        if index + 2 < input.endIndex, let high = input[index + 1].hexValue, let low = input[index + 2].hexValue {
          result.append(high << 4 | low)
          index += 3
          continue
        }
        isDamaged = true
        result.append(byte)
      } else {
        result.append(byte)
      }
      index += 1
    }
    return (result, isDamaged)
  }

  /// Encodes one line of text, which holds no line end, as lines of at most ``lineLimit`` joined by soft breaks.
  static func encode(line: some Collection<UInt8>, into result: inout [UInt8]) {
    var column = 0
    var index = line.startIndex
    while index != line.endIndex {
      let byte = line[index]
      let next = line.index(after: index)
      let isLast = next == line.endIndex
      let isPlain = byte >= 0x21 && byte <= 0x7E && byte != ASCII.equals || byte.isWSP && !isLast
      let width = isPlain ? 1 : 3
      if column + width > (isLast ? lineLimit : lineLimit - 1) {
        result += [ASCII.equals, ASCII.cr, ASCII.lf]
        column = 0
      }
      if isPlain {
        result.append(byte)
      } else {
        result.append(ASCII.equals)
        result += hex(byte)
      }
      column += width
      index = next
    }
  }

  /// Two upper-case hexadecimal digits.
  static func hex(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
