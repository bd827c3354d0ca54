/// A generator with a fixed seed (SplitMix64): the same samples in every run.
public struct SampleRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// True so many times of a hundred.
  mutating func chance(_ percent: Int) -> Bool { Int(next() % 100) < percent }

  /// A number from `lower` to `upper` whose logarithm is evenly spread: sizes of mails are.
  mutating func spread(_ lower: Int, _ upper: Int) -> Int {
    var value = lower
    // Doubles a random number of times, then a step between two doublings.
    var doublings = 0
    while lower << (doublings + 1) <= upper { doublings += 1 }
    value = lower << Int(next() % UInt64(doublings + 1))
    return min(upper, value + Int(next() % UInt64(max(1, value))))
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[Int(next() % UInt64(choices.count))] }
}
