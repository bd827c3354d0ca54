/// Punycode, the way letters outside ASCII are written in a host name (RFC 3492); only the writing half.
enum PunycodeEncoder {
  // RFC 3492, 5.
  private static let base: UInt32 = 36
  private static let smallest: UInt32 = 1
  private static let largest: UInt32 = 26
  private static let skew: UInt32 = 38
  private static let damp: UInt32 = 700
  private static let firstBias: UInt32 = 72
  private static let firstCode: UInt32 = 128

  /// Most scalars of a label that are encoded. A label has 63 octets at most, so a longer one could not be used, and
  /// the encoding takes time with the square of the length.
  static let lengthLimit = 63

  /// `label` in Punycode without `xn--`; nil where it has more scalars than ``lengthLimit``.
  static func encoded(_ label: [Unicode.Scalar]) -> [UInt8]? {
    guard label.count <= lengthLimit else { return nil }
    var result = label.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
    let basicCount = UInt32(result.count)
    if basicCount > 0 { result.append(ASCII.hyphen) }
    var handled = basicCount
    var code = firstCode
    // 63 scalars below 2^21 keep this below 2^28.
    var delta: UInt32 = 0
    var bias = firstBias
    while handled < UInt32(label.count) {
      guard let next = label.lazy.map(\.value).filter({ $0 >= code }).min() else { return nil }
      delta += (next - code) * (handled + 1)
      code = next
      for scalar in label {
        if scalar.value < code { delta += 1 }
        guard scalar.value == code else { continue }
        append(delta, bias: bias, to: &result)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return result
  }

  /// One number as digits of changing weight (RFC 3492, 6.3).
  private static func append(_ delta: UInt32, bias: UInt32, to result: inout [UInt8]) {
    var rest = delta
    var place = base
    while true {
      let threshold = place <= bias ? smallest : min(place - bias, largest)
      if rest < threshold { break }
      result.append(digit(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      place += base
    }
    result.append(digit(rest))
  }

  /// RFC 3492, 6.1.
  private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var place: UInt32 = 0
    while delta > (base - smallest) * largest / 2 {
      delta /= base - smallest
      place += base
    }
    return place + (base - smallest + 1) * delta / (delta + skew)
  }

  /// `a` ... `z`, `0` ... `9` for 0 ... 35.
  private static func digit(_ value: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x30 + value - 26)
  }
}
