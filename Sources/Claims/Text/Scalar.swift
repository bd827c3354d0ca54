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

  /// A contraction's tail that stands alone, as in `I 've`.
  static func isClitic(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Bool {
    guard limit - at <= 6, isApostrophe(bytes, at, length(bytes, at, limit)) else { return false }
    return Contraction.tails.contains(form(bytes, at..<limit))
  }

  /// Lower case, apostrophes straight.
  static func form(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(range.count)
    var at = range.lowerBound
    var ascii = true
    while at < range.upperBound {
      let length = length(bytes, at, range.upperBound)
      if isApostrophe(bytes, at, length) {
        plain.append(0x27)
      } else {
        for place in at..<(at + length) {
          let byte = bytes[place]
          if byte >= 0x80 { ascii = false }
          plain.append(isUpper(byte) ? byte + 0x20 : byte)
        }
      }
      at += length
    }
    let text = String(decoding: plain, as: UTF8.self)
    return ascii ? text : text.lowercased()
  }
}

/// The endings that English contracts onto a word.
enum Contraction {
  static let tails: Set<String> = ["n't", "'ve", "'m", "'re", "'ll", "'d", "'s"]

  /// The contracted ending of a word in lower case, or nil.
  static func tail(of form: String) -> String? {
    guard form.utf8.contains(0x27), form.utf8.count > 2 else { return nil }
    return tails.first { form.hasSuffix($0) && form.utf8.count > $0.utf8.count }
  }
}
