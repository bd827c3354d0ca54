/// Mailbox names on the wire: modified UTF-7 (RFC 3501, 5.1.3).
enum ModifiedUTF7 {
  private static let alphabet = octets("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,")

  /// `name` in printable ASCII alone: nothing in it can end a quoted string but `"` and `\`, which the quoting escapes.
  static func encode(_ name: String) -> [UInt8] {
    var encoded: [UInt8] = []
    var shifted: [UInt8] = []
    func flush() {
      guard !shifted.isEmpty else { return }
      encoded.append(0x26)
      encoded.append(contentsOf: base64(shifted))
      encoded.append(0x2D)
      shifted = []
    }
    for unit in name.utf16 {
      if unit >= 0x20, unit <= 0x7E {
        flush()
        encoded.append(UInt8(truncatingIfNeeded: unit))
        if unit == 0x26 { encoded.append(0x2D) }
      } else {
        shifted.append(UInt8(truncatingIfNeeded: unit >> 8))
        shifted.append(UInt8(truncatingIfNeeded: unit))
      }
    }
    flush()
    return encoded
  }

  /// The name behind `wire`; nil where it is not the one encoding of any name, so that it could not be asked for again.
  static func decode(_ wire: [UInt8]) -> String? {
    var units: [UInt16] = []
    var index = 0
    while index < wire.count {
      let octet = wire[index]
      index += 1
      guard isPrintableASCII(octet) else { return nil }
      guard octet == 0x26 else {
        units.append(UInt16(octet))
        continue
      }
      guard let end = wire[index...].firstIndex(of: 0x2D) else { return nil }
      if end == index {
        units.append(0x26)
      } else {
        guard let bytes = unbase64(wire[index..<end]), bytes.count % 2 == 0 else { return nil }
        for pair in stride(from: 0, to: bytes.count, by: 2) {
          units.append(UInt16(bytes[pair]) << 8 | UInt16(bytes[pair + 1]))
        }
      }
      index = end + 1
    }
    let name = String(decoding: units, as: UTF16.self)
    return encode(name) == wire ? name : nil
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    var encoded: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        encoded.append(alphabet[Int(bits >> UInt32(count) & 0x3F)])
      }
      bits &= (1 << UInt32(count)) - 1
    }
    if count > 0 { encoded.append(alphabet[Int(bits << UInt32(6 - count) & 0x3F)]) }
    return encoded
  }

  private static func unbase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for octet in text {
      guard let value = alphabet.firstIndex(of: octet) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    return bytes
  }
}
