/// Base64 (RFC 2045, 6.8).
enum Base64 {
  /// 0 ... 63 for a letter of the alphabet, 64 for padding, 255 for anything else.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, letter) in alphabet.enumerated() { table[Int(letter)] = UInt8(value) }
    table[Int(ASCII.equals)] = 64
    return table
  }()

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  struct Decoded {
    var bytes: [UInt8]
    /// An octet outside the alphabet, or a cut last group.
    var isDamaged: Bool
    /// How many octets were in the alphabet.
    var letters: Int
    /// How many octets were neither in the alphabet nor white space.
    var strangers: Int
  }

  /// Decodes what can be decoded: strange octets are skipped, padding ends a group and decoding goes on behind it.
  static func decode(_ input: ArraySlice<UInt8>) -> Decoded {
    var result = Decoded(bytes: [], isDamaged: false, letters: 0, strangers: 0)
    result.bytes.reserveCapacity(input.count / 4 * 3 + 3)
    var group: UInt32 = 0
    var filled = 0
    values.withUnsafeBufferPointer { table in
      input.withUnsafeBufferPointer { octets in
        for octet in octets {
          let value = table[Int(octet)]
          if value < 64 {
            result.letters += 1
            group = group << 6 | UInt32(value)
            filled += 1
            if filled == 4 {
              result.bytes.append(UInt8(truncatingIfNeeded: group >> 16))
              result.bytes.append(UInt8(truncatingIfNeeded: group >> 8))
              result.bytes.append(UInt8(truncatingIfNeeded: group))
              group = 0
              filled = 0
            }
          } else if value == 64 {
            if filled == 1 { result.isDamaged = true }
            flush(group, filled, into: &result.bytes)
            group = 0
            filled = 0
          } else if !octet.isWSP, !octet.isLineBreak {
            result.strangers += 1
          }
        }
      }
    }
    if filled != 0 || result.strangers > 0 { result.isDamaged = true }
    flush(group, filled, into: &result.bytes)
    return result
  }

  private static func flush(_ group: UInt32, _ filled: Int, into bytes: inout [UInt8]) {
    if filled == 2 {
      bytes.append(UInt8(truncatingIfNeeded: group >> 4))
    } else if filled == 3 {
      bytes.append(UInt8(truncatingIfNeeded: group >> 10))
      bytes.append(UInt8(truncatingIfNeeded: group >> 2))
    }
  }

  /// The encoded form with padding, in one line.
  static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var group: UInt32 = 0
    var filled = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      filled += 1
      guard filled == 3 else { continue }
      for shift in [18, 12, 6, 0] as [UInt32] { result.append(alphabet[Int(group >> shift & 63)]) }
      group = 0
      filled = 0
    }
    if filled == 1 {
      result += [alphabet[Int(group >> 2 & 63)], alphabet[Int(group << 4 & 63)], ASCII.equals, ASCII.equals]
    } else if filled == 2 {
      result += [
        alphabet[Int(group >> 10 & 63)], alphabet[Int(group >> 4 & 63)], alphabet[Int(group << 2 & 63)], ASCII.equals,
      ]
    }
    return result
  }
}
