/// Reads the labels of internationalised host names back (RFC 3492, 6.2).
enum Punycode {
  /// Longest label of a host name, in octets (RFC 1035, 2.3.4).
  static let labelLimit = 63

  /// The characters of what follows `xn--` in a label; nil where it is not well formed.
  static func decode(_ label: some Collection<UInt8>) -> [Unicode.Scalar]? {
    guard label.count <= labelLimit, label.allSatisfy({ $0 < 0x80 }) else { return nil }
    var input = Array(label)[...]
    var output: [UInt32] = []
    if let hyphen = input.lastIndex(of: ASCII.hyphen) {
      output = input[..<hyphen].map { UInt32($0.lowercasedASCII) }
      input = input[(hyphen + 1)...]
    }
    var value: UInt32 = 0x80
    var index = 0
    var bias = 72
    while !input.isEmpty {
      let before = index
      var weight = 1
      var position = 36
      while true {
        guard let octet = input.popFirst(), let digit = digit(octet) else { return nil }
        index += digit * weight
        // No character needs more; the numbers stay far from overflow.
        guard index < 1 << 32 else { return nil }
        let threshold = min(max(position - bias, 1), 26)
        if digit < threshold { break }
        weight *= 36 - threshold
        position += 36
        guard weight < 1 << 32 else { return nil }
      }
      let count = output.count + 1
      bias = adapted(index - before, count: count, isFirst: before == 0)
      guard index / count <= 0x10FFFF - Int(value) else { return nil }
      value += UInt32(index / count)
      index %= count
      output.insert(value, at: index)
      index += 1
    }
    var result: [Unicode.Scalar] = []
    for value in output {
      guard let scalar = Unicode.Scalar(value) else { return nil }
      result.append(scalar)
    }
    return result
  }

  private static func digit(_ octet: UInt8) -> Int? {
    switch octet {
    case 0x61...0x7A: Int(octet) - 0x61
    case 0x41...0x5A: Int(octet) - 0x41
    case 0x30...0x39: Int(octet) - 0x30 + 26
    default: nil
    }
  }

  /// RFC 3492, 6.1.
  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var position = 0
    while delta > 455 {
      delta /= 35
      position += 36
    }
    return position + 36 * delta / (delta + 38)
  }
}
