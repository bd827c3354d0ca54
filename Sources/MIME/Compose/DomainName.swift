/// Host names as SMTP writes them (RFC 5890, 2.3.2.1).
enum DomainName {
  /// `domain` with each label outside ASCII as an A-label (`bücher` is `xn--bcher-kva`); nil where a label holds what
  /// no registered name has.
  static func ascii(_ domain: String) -> String? {
    var result: [UInt8] = []
    for label in domain.split(separator: ".", omittingEmptySubsequences: false) {
      if !result.isEmpty { result.append(ASCII.dot) }
      guard let written = asciiLabel(label) else { return nil }
      result += written
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func asciiLabel(_ label: Substring) -> [UInt8]? {
    if label.utf8.allSatisfy({ $0 < 0x80 }) { return Array(label.utf8) }
    guard label.unicodeScalars.count <= PunycodeEncoder.lengthLimit else { return nil }
    // Scalar by scalar: the lower case of one may be two, and no neighbour changes it.
    let lower = label.unicodeScalars.flatMap { $0.properties.lowercaseMapping.unicodeScalars }
    guard lower.allSatisfy(isNameScalar), let first = lower.first, !isMark(first), isHyphenated(lower),
      let encoded = PunycodeEncoder.encoded(lower)
    else { return nil }
    return Array("xn--".utf8) + encoded
  }

  /// Whether hyphens stand only where a name may have them (RFC 5891, 4.2.3.1).
  private static func isHyphenated(_ label: [Unicode.Scalar]) -> Bool {
    label.first != "-" && label.last != "-" && !(label.count > 3 && label[2] == "-" && label[3] == "-")
  }

  /// Letters, digits, marks and the hyphen: about what RFC 5892 allows. Symbols, spaces, controls, marks of direction
  /// and look-alike punctuation are in no registered name.
  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      let octet = UInt8(truncatingIfNeeded: scalar.value)
      return octet.isLetter || octet.isDigit || octet == ASCII.hyphen
    }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: false
    }
  }
}
