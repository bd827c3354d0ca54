/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, on every machine.
struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// 0 ..< 1, in steps of 2^-24.
  mutating func share() -> Float { Float(next() >> 40) * (1 / 16_777_216) }

  /// In an order of their own (Fisher and Yates), which the standard library does not promise to keep.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for at in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(at, Int(next() % UInt64(at + 1))) }
  }
}
