/// The octets that mail syntax is made of, by the names RFC 5234 and RFC 5322 give them.
enum ASCII {
  static let tab: UInt8 = 0x09
  static let lf: UInt8 = 0x0A
  static let cr: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let openParenthesis: UInt8 = 0x28
  static let closeParenthesis: UInt8 = 0x29
  static let comma: UInt8 = 0x2C
  static let hyphen: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let less: UInt8 = 0x3C
  static let equals: UInt8 = 0x3D
  static let greater: UInt8 = 0x3E
  static let question: UInt8 = 0x3F
  static let at: UInt8 = 0x40
  static let backslash: UInt8 = 0x5C
  static let underscore: UInt8 = 0x5F
}

extension UInt8 {
  /// Space or tab (RFC 5234, B.1).
  var isWSP: Bool { self == ASCII.space || self == ASCII.tab }
  var isLineBreak: Bool { self == ASCII.lf || self == ASCII.cr }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// C0 control or DEL.
  var isControl: Bool { self < 0x20 || self == 0x7F }
  var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  /// 0 ... 15 for a hexadecimal digit of either case.
  var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}

extension Collection where Element == UInt8 {
  /// The same octets with A-Z in lower case, as text; other octets are read as UTF-8.
  var lowercasedASCIIString: String { String(decoding: map(\.lowercasedASCII), as: UTF8.self) }

  /// Whether the octets are `text` but for the case of ASCII letters; `text` is given in lower case.
  func equalsIgnoringCase(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && startsIgnoringCase(text)
  }

  /// Whether the octets begin with `text` but for the case of ASCII letters; `text` is given in lower case.
  func startsIgnoringCase(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    // A static string of one character may be kept as a scalar; none of ours is.
    guard text.hasPointerRepresentation else { return false }
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var index = startIndex
    for octet in wanted {
      guard self[index].lowercasedASCII == octet else { return false }
      formIndex(after: &index)
    }
    return true
  }
}

extension String {
  /// Whether `phrase` stands in it, octet by octet: much faster than comparing by characters, and as exact for
  /// phrases and texts that were both put into lower case.
  func holds(_ phrase: String) -> Bool {
    var text = self
    var wanted = phrase
    return text.withUTF8 { text in
      wanted.withUTF8 { wanted in
        guard let first = wanted.first, wanted.count <= text.count else { return wanted.isEmpty }
        for start in 0...(text.count - wanted.count) where text[start] == first {
          var length = 1
          while length < wanted.count, text[start + length] == wanted[length] { length += 1 }
          if length == wanted.count { return true }
        }
        return false
      }
    }
  }

  /// Whether it starts with `phrase`, octet by octet.
  func opens(with phrase: String) -> Bool { utf8.starts(with: phrase.utf8) }
}

extension Array where Element == UInt8 {
  /// `range` without spaces and tabs at either end.
  func trimmingWSP(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isWSP { lower += 1 }
    while upper > lower, self[upper - 1].isWSP { upper -= 1 }
    return lower..<upper
  }

  /// The octets without spaces and tabs at either end.
  var trimmedWSP: [UInt8] {
    let kept = trimmingWSP(0..<count)
    return kept.count == count ? self : Array(self[kept])
  }
}

extension Array where Element == UInt8 {
  /// Nothing but ASCII white space and no-break spaces.
  var isBlank: Bool { allSatisfy { $0 <= ASCII.space || $0 == 0xC2 || $0 == 0xA0 } }
}
