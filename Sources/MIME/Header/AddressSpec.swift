/// `local@domain` as senders write it (RFC 5322, 3.4.1).
enum AddressSpec {
  /// What stands between angle brackets without route, `mailto:` and strange marks; nil where nothing is left.
  static func cleaned(_ bytes: [UInt8]) -> [UInt8]? {
    var spec = bytes[...]
    if spec.startsIgnoringCase("mailto:") { spec = spec.dropFirst(7) }
    // A source route: `<@a,@b:c@d>` (RFC 5322, 4.4).
    if spec.first == ASCII.at, let colon = spec.firstIndex(of: ASCII.colon) { spec = spec[(colon + 1)...] }
    var result = Comments.removed(from: Array(spec))
    if result.contains(ASCII.semicolon), result.last != 0x5D, result.first != ASCII.quote { return nil }
    result.removeAll { $0.isControl }
    return result.isEmpty || result == [ASCII.at] ? nil : result
  }

  /// The addresses in words that stand without angle brackets: `a@b`, `a @ b . c`, `a@b c@d`.
  static func all(in words: [UInt8]) -> [[UInt8]] {
    var specs: [[UInt8]] = []
    var current: [UInt8] = []
    var isQuoted = false
    var gap = false
    for byte in words {
      if byte == ASCII.quote { isQuoted.toggle() }
      if byte.isWSP, !isQuoted {
        gap = true
        continue
      }
      if gap, let last = current.last, last != ASCII.at, last != ASCII.dot, byte != ASCII.at, byte != ASCII.dot {
        if current.contains(ASCII.at) { specs.append(current) }
        current = []
      }
      gap = false
      current.append(byte)
    }
    if current.contains(ASCII.at) { specs.append(current) }
    return specs.filter { $0 != [ASCII.at] }
  }
}

extension String {
  /// Without spaces at either end.
  var trimmingSpaces: String {
    guard utf8.first == ASCII.space || utf8.last == ASCII.space else { return self }
    let kept = Substring(self).drop { $0 == " " }
    guard let last = kept.lastIndex(where: { $0 != " " }) else { return "" }
    return String(kept[...last])
  }
}
