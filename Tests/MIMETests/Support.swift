import MIME

/// A message out of lines, with LF or CRLF between them.
func message(_ text: String, lineEnd: String = "\n") -> Message {
  Message(parsing: Array(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd).utf8))
}

/// A generator with a fixed seed (SplitMix64), so that a failing case comes back.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}

extension Message {
  /// The kinds of damage found.
  var damageKinds: Set<Damage.Kind> { Set(damage.map(\.kind)) }

  /// The text of each segment of `kind`, trimmed.
  func words(_ kind: Segment.Kind) -> [String] {
    let utf8 = Array(text.utf8)
    return segments.filter { $0.kind == kind }.map { segment in
      String(decoding: utf8[segment.range], as: UTF8.self).split(separator: "\n").joined(separator: "\n")
    }
  }
}

/// The words of each segment of a text with its kind.
func labelled(_ text: String) -> [(kind: Segment.Kind, text: String)] {
  let utf8 = Array(text.utf8)
  return Segment.all(in: text).map { ($0.kind, String(decoding: utf8[$0.range], as: UTF8.self)) }
}
