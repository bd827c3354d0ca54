extension Charset {
  struct Decoded {
    var text: String
    /// Octets that mean nothing in the charset were replaced.
    var isDamaged = false
    /// The label was unknown, or the octets did not fit it and another charset was taken.
    var isGuessed = false
  }

  /// `bytes` as text. Never fails: what cannot be read becomes U+FFFD.
  func decode(_ bytes: ArraySlice<UInt8>) -> Decoded {
    switch self {
    case .utf8:
      if let text = String(validating: bytes, as: UTF8.self) { return Decoded(text: text) }
      return Decoded(text: String(decoding: bytes, as: UTF8.self), isDamaged: true)
    case .windows1252:
      return Decoded(text: Self.windows1252Text(bytes))
    case .ascii:
      if bytes.allSatisfy({ $0 < 0x80 }) { return Decoded(text: String(decoding: bytes, as: UTF8.self)) }
      return Self.guess(bytes)
    case .iconv(let name):
      if name == "UTF-16" { return Self.utf16(bytes) }
      guard let decoded = IconvDecoder.decode(bytes, from: name) else { return Self.guess(bytes) }
      if decoded.isDamaged, let text = String(validating: bytes, as: UTF8.self) {
        return Decoded(text: text, isGuessed: true)
      }
      return Decoded(text: decoded.text, isDamaged: decoded.isDamaged)
    case .unknown:
      return Self.guess(bytes)
    }
  }

  private static func guess(_ bytes: ArraySlice<UInt8>) -> Decoded {
    if let text = String(validating: bytes, as: UTF8.self) { return Decoded(text: text, isGuessed: true) }
    return Decoded(text: windows1252Text(bytes), isGuessed: true)
  }

  /// Without a byte order mark UTF-16 is little-endian here (WHATWG Encoding, 4.2).
  private static func utf16(_ bytes: ArraySlice<UInt8>) -> Decoded {
    let isBigEndian = bytes.starts(with: [0xFE, 0xFF])
    let decoded = IconvDecoder.decode(bytes, from: isBigEndian ? "UTF-16BE" : "UTF-16LE")
    guard let decoded else { return guess(bytes) }
    return Decoded(text: decoded.text, isDamaged: decoded.isDamaged)
  }

  private static func windows1252Text(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + bytes.count / 2)
    for byte in bytes {
      if byte < 0x80 { utf8.append(byte) } else { utf8.append(scalar: windows1252Scalar(byte)) }
    }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// The code point of an octet of 0x80 and above (WHATWG Encoding, index windows-1252).
  static func windows1252Scalar(_ byte: UInt8) -> UInt32 {
    guard byte >= 0x80, byte < 0xA0 else { return UInt32(byte) }
    return windows1252High[Int(byte - 0x80)]
  }

  private static let windows1252High: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}

extension Array where Element == UInt8 {
  /// Appends one code point in UTF-8; U+FFFD for what is none.
  mutating func append(scalar value: UInt32) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
