/// Hashes that are the same on every machine and in every version: the model's features stand at them.
enum Hash {
  private static let start: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  /// FNV-1a over the bytes in lower case (ASCII), its bits stirred.
  static func lowercased(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash = start
    for at in range {
      let byte = bytes[at]
      hash = (hash ^ UInt64(Scalar.isUpper(byte) ? byte | 0x20 : byte)) &* prime
    }
    return stirred(hash)
  }

  /// One hash of several numbers.
  static func mix(_ kind: UInt64, _ a: UInt64, _ b: UInt64 = 0, _ c: UInt64 = 0) -> UInt64 {
    var hash = kind &* 0x9E37_79B9_7F4A_7C15
    hash = stirred(hash ^ a)
    hash = stirred(hash &+ b &* 0xBF58_476D_1CE4_E5B9)
    return stirred(hash &+ c &* 0x94D0_49BB_1331_11EB)
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
  static func stirred(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }
}
