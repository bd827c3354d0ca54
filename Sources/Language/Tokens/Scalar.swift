/// Questions about the scalar at a place in UTF-8 bytes.
///
/// Every place is bounded by a limit, so damaged bytes are harmless.
enum Scalar {
  static func length(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Int {
    let first = bytes[at]
    let wanted = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return min(wanted, limit - at)
  }

  /// Start of the scalar that ends before `at`.
  static func previous(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Int {
    var place = at - 1
    while place > limit, bytes[place] & 0xC0 == 0x80 { place -= 1 }
    return max(place, limit)
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

  /// ASCII white space and controls, NEL, no-break space, U+2000 ... U+200B, line separators, ideographic space.
  static func isSpace(_ bytes: [UInt8], _ at: Int, _ length: Int) -> Bool {
    switch length {
    case 1: return bytes[at] <= 0x20 || bytes[at] == 0x7F
    case 2: return bytes[at] == 0xC2 && (bytes[at + 1] == 0xA0 || bytes[at + 1] == 0x85)
    case 3:
      switch (bytes[at], bytes[at + 1]) {
      case (0xE2, 0x80):
        return bytes[at + 2] <= 0x8B || bytes[at + 2] == 0xA8 || bytes[at + 2] == 0xA9 || bytes[at + 2] == 0xAF
      case (0xE3, 0x80): return bytes[at + 2] == 0x80
      case (0xEF, 0xBB): return bytes[at + 2] == 0xBF
      default: return false
      }
    default: return false
    }
  }

  /// ASCII letters and digits, and non-ASCII letters as a rough class: General Punctuation, Latin-1 signs, arrows
  /// and pictographs are not letters.
  static func isLetterOrDigit(_ bytes: [UInt8], _ at: Int, _ length: Int) -> Bool {
    let first = bytes[at]
    switch length {
    case 1: return isDigit(first) || isUpper(first) || isLower(first)
    case 2: return first != 0xC2
    case 3:
      return first != 0xE2 && !(first == 0xE3 && bytes[at + 1] == 0x80) && !(first == 0xEF && bytes[at + 1] >= 0xB8)
    default: return false
    }
  }

  /// `'`, right and left single quotation mark, acute accent, grave accent: all serve as apostrophe in mail.
  static func isApostrophe(_ bytes: [UInt8], _ at: Int, _ length: Int) -> Bool {
    switch length {
    case 1: return bytes[at] == 0x27 || bytes[at] == 0x60
    case 2: return bytes[at] == 0xC2 && bytes[at + 1] == 0xB4
    case 3: return bytes[at] == 0xE2 && bytes[at + 1] == 0x80 && (bytes[at + 2] == 0x99 || bytes[at + 2] == 0x98)
    default: return false
    }
  }

  static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) || byte >= 0x80 }

  /// ASCII in lower case, apostrophes straight.
  static func lowercased(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(range.count)
    var at = range.lowerBound
    while at < range.upperBound {
      let length = length(bytes, at, range.upperBound)
      if isApostrophe(bytes, at, length) {
        plain.append(0x27)
      } else {
        for place in at..<(at + length) { plain.append(isUpper(bytes[place]) ? bytes[place] | 0x20 : bytes[place]) }
      }
      at += length
    }
    return plain
  }

  /// Behind the scalar at `at`, if it only changes the emoji before it, or is joined to it.
  static func emojiRest(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Int? {
    let length = length(bytes, at, limit)
    if length == 3, bytes[at] == 0xEF, bytes[at + 1] == 0xB8, bytes[at + 2] & 0xF0 == 0x80 { return at + 3 }
    if length == 4, bytes[at] == 0xF0, bytes[at + 1] == 0x9F, bytes[at + 2] == 0x8F, bytes[at + 3] >= 0xBB { return at + 4 }
    // Zero-width joiner, and what it joins.
    if length == 3, bytes[at] == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] == 0x8D, at + 3 < limit {
      return at + 3 + Scalar.length(bytes, at + 3, limit)
    }
    return nil
  }
}
