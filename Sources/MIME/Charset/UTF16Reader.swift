/// UTF-16 (RFC 2781; WHATWG Encoding, 14.4).
enum UTF16Reader {
  /// How many octets at even and at odd offsets are zero.
  static func zeros(in bytes: Span<UInt8>) -> (even: Int, odd: Int) {
    bytes.withUnsafeBufferPointer { octets in
      var even = 0
      var odd = 0
      var index = 0
      while index + 1 < octets.count {
        if octets[index] == 0 { even += 1 }
        if octets[index + 1] == 0 { odd += 1 }
        index += 2
      }
      return (even, odd)
    }
  }

  /// `bytes`, without a mark in front, as UTF-8; half of a pair and an odd last octet become one U+FFFD.
  static func decode(_ bytes: Span<UInt8>, isBigEndian: Bool) -> DecodedText {
    var isDamaged = false
    let result = bytes.withUnsafeBytes { source in
      // A unit of two octets becomes three at most, the odd octet at the end too.
      [UInt8](unsafeUninitializedCapacity: (source.count + 1) / 2 * 3 + 4) { output, count in
        (count, isDamaged) = write(source, to: UnsafeMutableRawBufferPointer(output), isBigEndian: isBigEndian)
      }
    }
    return DecodedText((result, isDamaged))
  }

  private static func write(
    _ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer, isBigEndian: Bool
  ) -> (count: Int, isDamaged: Bool) {
    func unit(_ index: Int) -> UInt32 {
      let word = source.loadUnaligned(fromByteOffset: index, as: UInt16.self)
      return UInt32(isBigEndian ? UInt16(bigEndian: word) : UInt16(littleEndian: word))
    }
    var count = 0
    var isDamaged = false
    var index = 0
    while index + 1 < source.count {
      var point = unit(index)
      index += 2
      if point < 0x80 {
        target[count] = UInt8(truncatingIfNeeded: point)
        count += 1
        continue
      }
      if point & 0xF800 == 0xD800 {
        let isPair = point < 0xDC00 && index + 1 < source.count && unit(index) & 0xFC00 == 0xDC00
        if isPair {
          point = 0x1_0000 + (point & 0x3FF) << 10 + (unit(index) & 0x3FF)
          index += 2
          let form =
            (0xF0 | point >> 18) | (0x80 | point >> 12 & 0x3F) << 8 | (0x80 | point >> 6 & 0x3F) << 16
            | (0x80 | point & 0x3F) << 24
          target.storeBytes(of: form, toByteOffset: count, as: UInt32.self)
          count += 4
          continue
        }
        point = 0xFFFD
        isDamaged = true
      }
      if point < 0x800 {
        target[count] = UInt8(truncatingIfNeeded: 0xC0 | point >> 6)
        target[count + 1] = UInt8(truncatingIfNeeded: 0x80 | point & 0x3F)
        count += 2
      } else {
        target[count] = UInt8(truncatingIfNeeded: 0xE0 | point >> 12)
        target[count + 1] = UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F)
        target[count + 2] = UInt8(truncatingIfNeeded: 0x80 | point & 0x3F)
        count += 3
      }
    }
    if index < source.count {
      for octet in UTF8Scan.replacement {
        target[count] = octet
        count += 1
      }
      isDamaged = true
    }
    return (count, isDamaged)
  }
}
