/// Charsets of seven bits that shift between ASCII and pairs. They are put into the 8-bit charset with the same pairs,
/// which the C library then reads.
enum ShiftedText {
  /// Whether ESC `$` `B` or ESC `$` `@` occurs, which shift into JIS X 0208.
  static func hasJapaneseShift(_ bytes: Span<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { octets in
      var index = 0
      while index + 2 < octets.count {
        if octets[index] == 0x1B, octets[index + 1] == 0x24, octets[index + 2] == 0x42 || octets[index + 2] == 0x40 {
          return true
        }
        index += 1
      }
      return false
    }
  }

  /// ISO-2022-JP (RFC 1468) with the half-width kana and the rows of NEC and IBM that mailers put into it, for
  /// Shift_JIS of Microsoft has these. Nil where the C library does not know that.
  static func decodeISO2022JP(_ bytes: Span<UInt8>) -> DecodedText? {
    var reader = JapaneseReader()
    guard reader.read(bytes) else {
      // JIS X 0212, Korean, Chinese, Greek (RFC 1554).
      return IconvDecoder.decode(bytes, from: "ISO-2022-JP-2").map(DecodedText.init)
    }
    return IconvDecoder.decode(reader.result.span, from: "CP932").map(DecodedText.init)
  }

  private struct JapaneseReader {
    /// Shift_JIS.
    var result: [UInt8] = []
    private var set = Set.ascii

    private enum Set { case ascii, roman, kana, kanji }

    /// A pair that Shift_JIS has no character for: becomes one U+FFFD.
    private static let noCharacter: [UInt8] = [0x85, 0x9E]

    /// False where a character set is called for that Shift_JIS has not.
    mutating func read(_ bytes: Span<UInt8>) -> Bool {
      result.reserveCapacity(bytes.count)
      var index = 0
      while index < bytes.count {
        let octet = bytes[index]
        index += 1
        switch octet {
        case 0x1B:
          guard index + 1 < bytes.count, bytes[index] == 0x24 || bytes[index] == 0x28 else {
            result.append(octet)
            continue
          }
          switch (bytes[index], bytes[index + 1]) {
          case (0x28, 0x42): set = .ascii
          case (0x28, 0x4A): set = .roman
          case (0x28, 0x49): set = .kana
          case (0x24, 0x40), (0x24, 0x42): set = .kanji
          case (0x24, 0x41), (0x24, 0x28): return false
          default:
            result.append(octet)
            continue
          }
          index += 2
        case 0x80...: result += Self.noCharacter
        case 0..<0x21, 0x7F:
          // A line starts in ASCII (RFC 1468), also after one that forgot to shift back.
          if octet.isLineBreak { set = .ascii }
          result.append(octet)
        default:
          switch set {
          case .ascii: result.append(octet)
          // The yen sign of JIS X 0201; as wide as a kanji in Shift_JIS, which has no other.
          case .roman: if octet == 0x5C { result += [0x81, 0x8F] } else { result.append(octet) }
          case .kana: if octet < 0x60 { result.append(octet | 0x80) } else { result += Self.noCharacter }
          case .kanji:
            if index < bytes.count, bytes[index] >= 0x21, bytes[index] < 0x7F {
              appendPair(octet, bytes[index])
              index += 1
            } else {
              result += Self.noCharacter
            }
          }
        }
      }
      return true
    }

    private mutating func appendPair(_ row: UInt8, _ cell: UInt8) {
      let lead = (row - 0x21) >> 1 + 0x81
      result.append(lead > 0x9F ? lead + 0x40 : lead)
      let isOddRow = row & 1 == 1
      result.append(isOddRow ? cell + (cell < 0x60 ? 0x1F : 0x20) : cell + 0x7E)
    }
  }

  /// HZ (RFC 1843): `~{` and `~}` around pairs of GB 2312, `~~` a tilde, `~` before a line end nothing.
  static func decodeHZ(_ bytes: Span<UInt8>) -> DecodedText? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isShifted = false
    var index = 0
    while index < bytes.count {
      let octet = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      index += 1
      if octet == 0x7E, !isShifted, next == ASCII.cr, index + 1 < bytes.count, bytes[index + 1] == ASCII.lf {
        index += 2
      } else if octet == 0x7E, isShifted ? next == 0x7D : next == 0x7B || next == 0x7E || next == ASCII.lf {
        if next == 0x7E { result.append(octet) }
        isShifted = next == 0x7B
        index += 1
      } else if octet >= 0x80 {
        // No octet of GB 18030.
        result.append(0xFF)
      } else if isShifted, octet >= 0x21, octet < 0x7E, next >= 0x21, next < 0x7F {
        result.append(octet | 0x80)
        result.append(next | 0x80)
        index += 1
      } else {
        // A line starts in ASCII, also after one that forgot to shift back.
        if octet.isLineBreak { isShifted = false }
        result.append(octet)
      }
    }
    return IconvDecoder.decode(result.span, from: "GB18030").map(DecodedText.init)
  }
}
