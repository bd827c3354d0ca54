/// UTF-7 (RFC 2152): ASCII, with other characters as UTF-16 in base64 between `+` and `-`.
enum UTF7 {
  static func decode(_ bytes: Span<UInt8>) -> DecodedText {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isDamaged = false
    var index = 0
    while index < bytes.count {
      let octet = bytes[index]
      index += 1
      guard octet == 0x2B else {
        if octet < 0x80 {
          result.append(octet)
        } else {
          result += UTF8Scan.replacement
          isDamaged = true
        }
        continue
      }
      // `+-` is a plus sign.
      if index < bytes.count, bytes[index] == ASCII.hyphen {
        result.append(octet)
        index += 1
        continue
      }
      let start = index
      let length = result.count
      if !readShifted(bytes, from: &index, into: &result) { isDamaged = true }
      if index - start < 3 {
        // Too short for a character: a plus sign that its writer forgot to escape.
        result.removeLast(result.count - length)
        result.append(octet)
        index = start
        isDamaged = true
      } else if index < bytes.count, bytes[index] == ASCII.hyphen {
        index += 1
      }
    }
    return DecodedText((result, isDamaged))
  }

  /// Reads base64 up to the first octet that is none. False where half a pair or half a character was in it.
  private static func readShifted(_ bytes: Span<UInt8>, from index: inout Int, into result: inout [UInt8]) -> Bool {
    var isWhole = true
    var bits: UInt32 = 0
    var width = 0
    var high: UInt32?
    while index < bytes.count, let value = Base64.value(of: bytes[index]) {
      index += 1
      bits = (bits << 6 | UInt32(value)) & 0x3F_FFFF
      width += 6
      guard width >= 16 else { continue }
      width -= 16
      let unit = bits >> UInt32(width) & 0xFFFF
      if let first = high {
        high = nil
        if unit & 0xFC00 == 0xDC00 {
          result.append(scalar: 0x1_0000 + (first & 0x3FF) << 10 + (unit & 0x3FF))
          continue
        }
        result += UTF8Scan.replacement
        isWhole = false
      }
      if unit & 0xFC00 == 0xD800 {
        high = unit
      } else {
        if unit & 0xFC00 == 0xDC00 { isWhole = false }
        result.append(scalar: unit)
      }
    }
    // What is left over are fewer than six zero bits (RFC 2152, rule 2), or a character that was cut.
    if high != nil || width >= 6 || bits & (1 << UInt32(width) - 1) != 0 {
      result += UTF8Scan.replacement
      isWhole = false
    }
    return isWhole
  }
}
