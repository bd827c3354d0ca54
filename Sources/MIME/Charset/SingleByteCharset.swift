/// A charset whose characters are one octet each and whose lower half is ASCII (WHATWG Encoding, 9).
enum SingleByteCharset: UInt8, Hashable, Sendable, CaseIterable {
  case windows874, windows1250, windows1251, windows1252, windows1253, windows1254, windows1255, windows1256
  case windows1257, windows1258
  case iso8859n2, iso8859n3, iso8859n4, iso8859n5, iso8859n6, iso8859n7, iso8859n8, iso8859n10, iso8859n13
  case iso8859n14, iso8859n15, iso8859n16
  case ibm866, koi8R, koi8U, macintosh, macCyrillic

  /// The rows of code points, see ``SingleByteTables``.
  private var rows: StaticString {
    switch self {
    case .windows874: SingleByteTables.windows874
    case .windows1250: SingleByteTables.windows1250
    case .windows1251: SingleByteTables.windows1251
    case .windows1252: SingleByteTables.windows1252
    case .windows1253: SingleByteTables.windows1253
    case .windows1254: SingleByteTables.windows1254
    case .windows1255: SingleByteTables.windows1255
    case .windows1256: SingleByteTables.windows1256
    case .windows1257: SingleByteTables.windows1257
    case .windows1258: SingleByteTables.windows1258
    case .iso8859n2: SingleByteTables.iso8859n2
    case .iso8859n3: SingleByteTables.iso8859n3
    case .iso8859n4: SingleByteTables.iso8859n4
    case .iso8859n5: SingleByteTables.iso8859n5
    case .iso8859n6: SingleByteTables.iso8859n6
    case .iso8859n7: SingleByteTables.iso8859n7
    case .iso8859n8: SingleByteTables.iso8859n8
    case .iso8859n10: SingleByteTables.iso8859n10
    case .iso8859n13: SingleByteTables.iso8859n13
    case .iso8859n14: SingleByteTables.iso8859n14
    case .iso8859n15: SingleByteTables.iso8859n15
    case .iso8859n16: SingleByteTables.iso8859n16
    case .ibm866: SingleByteTables.ibm866
    case .koi8R: SingleByteTables.koi8R
    case .koi8U: SingleByteTables.koi8U
    case .macintosh: SingleByteTables.macintosh
    case .macCyrillic: SingleByteTables.macCyrillic
    }
  }

  /// The code points of 0x80 ... 0xFF; U+FFFD where there is no character.
  var upperHalf: [UInt16] {
    var points: [UInt16] = []
    points.reserveCapacity(128)
    var point: UInt16 = 0
    var digits = 0
    rows.withUTF8Buffer { text in
      for octet in text {
        guard let value = octet.hexValue else { continue }
        point = point << 4 | UInt16(value)
        digits += 1
        if digits == 4 {
          points.append(point)
          point = 0
          digits = 0
        }
      }
    }
    // Tables that start at 0xA0 have the C1 controls before.
    if points.count == 96 { points.insert(contentsOf: 0x80..<0xA0, at: 0) }
    return points
  }

  /// For each octet its UTF-8 form: up to three octets from the lowest up, how many in the top octet. The topmost bit
  /// is set where the charset has no character.
  private static let forms: [[UInt32]] = allCases.map { charset in
    let lower = (0..<0x80 as Range<UInt32>).map { $0 | 1 << 24 }
    let upper = charset.upperHalf.map { point -> UInt32 in
      let point = UInt32(point)
      if point < 0x800 { return (0xC0 | point >> 6) | (0x80 | point & 0x3F) << 8 | 2 << 24 }
      let form = (0xE0 | point >> 12) | (0x80 | point >> 6 & 0x3F) << 8 | (0x80 | point & 0x3F) << 16 | 3 << 24
      return point == 0xFFFD ? form | missing : form
    }
    return lower + upper
  }

  private static let missing: UInt32 = 1 << 31

  /// `bytes` as UTF-8; `isDamaged` where an octet has no character and became U+FFFD.
  func decode(_ bytes: Span<UInt8>) -> (bytes: [UInt8], isDamaged: Bool) {
    var isDamaged = false
    let result = bytes.withUnsafeBufferPointer { input in
      // One octet becomes three at most; the form is written four octets wide.
      let upper = input.reduce(into: 0) { $0 &+= Int($1 >> 7) }
      return [UInt8](unsafeUninitializedCapacity: input.count + upper * 2 + 8) { output, count in
        (count, isDamaged) = Self.forms[Int(rawValue)].withUnsafeBufferPointer { write(input, to: output, forms: $0) }
      }
    }
    return (result, isDamaged)
  }

  private func write(
    _ input: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>,
    forms: UnsafeBufferPointer<UInt32>
  ) -> (count: Int, isDamaged: Bool) {
    let source = UnsafeRawBufferPointer(input)
    let target = UnsafeMutableRawBufferPointer(output)
    var read = 0
    var count = 0
    var seen: UInt32 = 0
    while read < source.count {
      if read + 8 <= source.count {
        let word = source.loadUnaligned(fromByteOffset: read, as: UInt64.self)
        if word & OctetScan.highBits == 0 {
          target.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
          read += 8
          count += 8
          continue
        }
      }
      let stop = min(read + 8, source.count)
      while read < stop {
        let form = forms[Int(source[read])]
        target.storeBytes(of: form, toByteOffset: count, as: UInt32.self)
        count += Int(form >> 24 & 3)
        seen |= form
        read += 1
      }
    }
    return (count, seen & Self.missing != 0)
  }
}

extension Charset {
  /// The code point of an octet of 0x80 and above in windows-1252.
  static func windows1252Scalar(_ byte: UInt8) -> UInt32 {
    guard byte >= 0x80, byte < 0xA0 else { return UInt32(byte) }
    return UInt32(windows1252Upper[Int(byte - 0x80)])
  }

  private static let windows1252Upper = SingleByteCharset.windows1252.upperHalf
}
