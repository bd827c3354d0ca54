/// `local@domain` as senders write it (RFC 5322, 3.4.1).
enum AddressSpec {
  /// What stands between angle brackets, without route, `mailto:`, comments and white space.
  ///
  /// - Returns: no spec where nothing is left; `isOdd` where the octets are no legal form of the address.
  static func inAngles(_ bytes: Span<UInt8>) -> (spec: [UInt8]?, isOdd: Bool) {
    var spec = Comments.removed(from: bytes.octets(0..<bytes.count)).trimmedFieldSpace
    var isOdd = false
    // A source route: `<@a,@b:c@d>` (RFC 5322, 4.4).
    if spec.first == ASCII.at, let colon = spec.firstIndex(of: ASCII.colon) {
      spec = Array(spec[(colon + 1)...])
    } else if spec.startsIgnoringCase("mailto:") {
      spec.removeSubrange(..<7)
      isOdd = true
    }
    if spec.first != ASCII.quote {
      if let end = spec.firstIndex(of: ASCII.semicolon), spec.last != 0x5D {
        // `<Undisclosed-Recipient:;@x>` reaches nobody, `<a@b;c@d>` the first of two.
        guard spec[..<end].contains(ASCII.at), !spec[..<end].contains(ASCII.colon) else { return (nil, true) }
        spec.removeSubrange(end...)
        isOdd = true
      }
      if spec.contains(ASCII.quote) { isOdd = true }
    }
    let found = inWords(spec)
    if let first = found.specs.first {
      return (first, isOdd || found.specs.count > 1 || !found.words.isEmpty)
    }
    spec.removeAll { $0.isFieldSpace }
    return spec.isEmpty || spec.first == ASCII.at ? (nil, true) : (spec, isOdd)
  }

  /// The addresses in words without angle brackets and comments: `a@b`, `a @ b . c`, `a@b c@d`; and the other words.
  static func inWords(_ words: [UInt8]) -> (specs: [[UInt8]], words: [UInt8]) {
    var specs: [[UInt8]] = []
    var others: [UInt8] = []
    var current: [UInt8] = []
    var isQuoted = false
    // Within an address: one that stands in a quoted string is none.
    var hasAt = false
    var gap = false
    func finish() {
      if hasAt, current.first != ASCII.at {
        specs.append(current)
      } else if !current.isEmpty {
        if !others.isEmpty { others.append(ASCII.space) }
        others += current
      }
      current = []
      hasAt = false
    }
    var index = 0
    while index < words.count {
      let byte = words[index]
      index += 1
      if byte == ASCII.quote { isQuoted.toggle() }
      if isQuoted, byte == ASCII.backslash, index < words.count {
        current += [byte, words[index]]
        index += 1
        continue
      }
      if byte.isFieldSpace, !isQuoted {
        gap = true
        continue
      }
      if gap, let last = current.last, last != ASCII.at, last != ASCII.dot, byte != ASCII.at,
        byte != ASCII.dot
      {
        finish()
      }
      gap = false
      if byte == ASCII.at, !isQuoted { hasAt = true }
      current.append(byte)
    }
    finish()
    return (specs, others)
  }
}

extension Array where Element == UInt8 {
  /// The octets without white space and line breaks at either end.
  var trimmedFieldSpace: [UInt8] {
    let kept = span.trimmingSpace(0..<count)
    return kept.count == count ? self : Array(self[kept])
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
