/// Looks at octets eight at a time.
enum OctetScan {
  /// The top bit of each of eight octets.
  static let highBits: UInt64 = 0x8080_8080_8080_8080
  /// The lowest bit of each of eight octets: times an octet it is that octet eight times.
  static let lowBits: UInt64 = 0x0101_0101_0101_0101

  /// The top bit set for octets of `word` that equal the octet repeated in `pattern`. Bits above the lowest set one
  /// may be wrong, so only the first hit counts.
  @inline(__always)
  static func matches(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let difference = word ^ pattern
    return (difference &- lowBits) & ~difference & highBits
  }

  /// How many octets at the start are ASCII other than ESC, rounded down to whole blocks and then looked at one by one.
  static func plainPrefix(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let escape = lowBits &* 0x1B
    var index = 0
    while index + 32 <= raw.count {
      let first = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let second = raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
      let third = raw.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
      let fourth = raw.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
      let high = (first | second | third | fourth) & highBits
      let escapes =
        matches(first, escape) | matches(second, escape) | matches(third, escape) | matches(fourth, escape)
      if high | escapes != 0 { break }
      index += 32
    }
    while index < raw.count, raw[index] < 0x80, raw[index] != 0x1B { index += 1 }
    return index
  }
}
