/// Finds addresses in running text: what stands around an `@` and could be one.
enum AddressScanner {
  /// Most addresses taken from one notice; a mail of ours has one recipient.
  static let addressLimit = 1_000

  /// The ranges of `local@domain` in `range` of `bytes`, in order.
  static func all(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var index = range.lowerBound
    var lower = range.lowerBound
    while result.count < addressLimit, let at = bytes[index..<range.upperBound].firstIndex(of: ASCII.at) {
      index = at + 1
      var start = at
      while start > lower, isLocal(bytes[start - 1]) { start -= 1 }
      // `"John Doe"@x`: only where the quotes stand close together.
      if start == at, at > lower, bytes[at - 1] == ASCII.quote {
        let window = max(lower, at - 66)..<(at - 1)
        if let open = bytes[window].lastIndex(of: ASCII.quote) { start = open }
      }
      var end = at + 1
      while end < range.upperBound, isDomain(bytes[end]) { end += 1 }
      while end > at + 1, bytes[end - 1] == ASCII.dot || bytes[end - 1] == ASCII.hyphen { end -= 1 }
      // `'ann@x'` and `=ann@x`: marks of the sentence around it.
      while start < at, bytes[start] == 0x27 || bytes[start] == ASCII.equals || bytes[start] == 0x60 { start += 1 }
      guard start < at, end > at + 1 else { continue }
      result.append(start..<end)
      index = end
      lower = end
    }
    return result
  }

  /// RFC 5322, 3.2.3 (atext) and dots; RFC 6532 for what is not ASCII.
  private static func isLocal(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D...0x39, 0x3D, 0x3F, 0x41...0x5A, 0x5E...0x7E, 0x80...0xFF: true
    default: false
    }
  }

  private static func isDomain(_ octet: UInt8) -> Bool {
    octet.isLetter || octet.isDigit || octet == ASCII.hyphen || octet == ASCII.dot || octet == ASCII.underscore
      || octet >= 0x80
  }
}
