/// Base64 (RFC 2045, 6.8).
enum Base64 {
  /// 0 ... 63 for a letter of the alphabet, 255 for anything else.
  static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, letter) in alphabet.enumerated() { table[Int(letter)] = UInt8(value) }
    return table
  }()

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// 0 ... 63 for a letter of the alphabet.
  static func value(of letter: UInt8) -> UInt8? {
    let value = values[Int(letter)]
    return value < 64 ? value : nil
  }

  /// Decodes what can be decoded, as in an encoded word.
  static func decode(_ input: ArraySlice<UInt8>) -> (bytes: [UInt8], isDamaged: Bool) { decode(input.span) }

  /// Decodes what can be decoded, as in an encoded word.
  static func decode(_ input: Span<UInt8>) -> (bytes: [UInt8], isDamaged: Bool) {
    var decoder = Base64Decoder()
    var bytes: [UInt8] = []
    _ = input.withUnsafeBufferPointer { decoder.step($0, isLast: true, into: &bytes) }
    return (bytes, decoder.fault != nil)
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
