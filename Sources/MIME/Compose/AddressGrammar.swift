/// The addresses we send to (RFC 5321, 4.1.2), without quoted local parts and without UTF-8.
public enum AddressGrammar {
  /// RFC 5321, 4.5.3.1.1 and 4.5.3.1.2; the whole may have 254, for a path has 256 with its brackets.
  public static let localPartLimit = 64
  public static let addressLimit = 254

  /// Whether `address` is `local@domain` in which no octet can end a header, a command or an argument.
  ///
  /// Dots in odd places of the local part are taken, for some Japanese providers gave out such addresses.
  public static func allows(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    guard bytes.count <= addressLimit, let at = bytes.lastIndex(of: ASCII.at) else { return false }
    let local = bytes[..<at]
    let domain = bytes[(at + 1)...]
    guard !local.isEmpty, local.count <= localPartLimit, !domain.isEmpty else { return false }
    guard local.allSatisfy({ HeaderWriter.isAtomText($0) || $0 == ASCII.dot }) else { return false }
    if domain.first == 0x5B, domain.last == 0x5D {
      let literal = domain.dropFirst().dropLast()
      return !literal.isEmpty
        && literal.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.dot || $0 == ASCII.colon }
    }
    return domain.split(separator: ASCII.dot, omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && label.count <= 63 && label.first != ASCII.hyphen && label.last != ASCII.hyphen
        && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == ASCII.hyphen || $0 == ASCII.underscore }
    }
  }
}
