/// The addresses we send to (RFC 5321, 4.1.2; RFC 6531, 3.3), without quoted local parts.
public enum AddressGrammar {
  /// RFC 5321, 4.5.3.1.1 and 4.5.3.1.2; the whole may have 254, for a path has 256 with its brackets.
  public static let localPartLimit = 64
  public static let addressLimit = 254

  /// What can be done with an address.
  public enum Verdict: Hashable, Sendable {
    /// It can be sent to, in this form: ASCII, the domain in A-labels (RFC 5890, 2.3.2.1).
    case sendable(String)
    /// It has letters outside ASCII before the `@`: it stands so in header and commands (RFC 6532, 3.2), the domain in
    /// A-labels. Only servers with SMTPUTF8 take it (RFC 6531, 3.4), and no other way of writing it means the same
    /// mailbox.
    case needsSMTPUTF8(String)
    /// It is no address that mail is sent to.
    case invalid
  }

  /// Whether `address` is `local@domain` in ASCII in which no octet can end a header, a command or an argument.
  ///
  /// Dots in odd places of the local part are taken, for some Japanese providers gave out such addresses.
  public static func allows(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    guard bytes.count <= addressLimit, let at = bytes.lastIndex(of: ASCII.at) else { return false }
    return isLocalPart(bytes[..<at]) && isDomain(bytes[(at + 1)...])
  }

  /// How `address` is written into a header and into SMTP commands.
  ///
  /// A domain outside ASCII becomes A-labels: lower case, then Punycode. It is not normalised otherwise (no NFC, no
  /// width folding); the form that people's keyboards give is normalised already, and registries know no other.
  public static func verdict(on address: String) -> Verdict {
    if allows(address) { return .sendable(address) }
    // 4: octets of the longest scalar. Nothing longer can become an address of ASCII that is short enough.
    guard address.utf8.count <= addressLimit * 4, !address.utf8.allSatisfy({ $0 < 0x80 }) else { return .invalid }
    let bytes = Array(address.utf8)
    guard let at = bytes.lastIndex(of: ASCII.at) else { return .invalid }
    let local = bytes[..<at]
    guard let domain = DomainName.ascii(String(decoding: bytes[(at + 1)...], as: UTF8.self)),
      isDomain(Array(domain.utf8)[...])
    else { return .invalid }
    guard local.allSatisfy({ $0 < 0x80 }) else {
      // The letters outside ASCII may be any that are seen; the rest of the local part obeys the same grammar.
      let isHiding = String(decoding: local, as: UTF8.self).unicodeScalars.contains(where: isUnseen)
      let isValid = local.allSatisfy { $0 >= 0x80 || isLocalOctet($0) }
      let written = "\(String(decoding: local, as: UTF8.self))@\(domain)"
      let fits = local.count <= localPartLimit && written.utf8.count <= addressLimit
      return !isHiding && isValid && fits ? .needsSMTPUTF8(written) : .invalid
    }
    let written = "\(String(decoding: local, as: UTF8.self))@\(domain)"
    return allows(written) ? .sendable(written) : .invalid
  }

  /// Controls of any kind, spaces, and what is no character: nobody has an address with them, and a person who approves
  /// cannot see them.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    default: scalar == "\u{FFFD}"
    }
  }

  private static func isLocalPart(_ local: ArraySlice<UInt8>) -> Bool {
    !local.isEmpty && local.count <= localPartLimit && local.allSatisfy(isLocalOctet)
  }

  private static func isLocalOctet(_ byte: UInt8) -> Bool { HeaderWriter.isAtomText(byte) || byte == ASCII.dot }

  private static func isDomain(_ domain: ArraySlice<UInt8>) -> Bool {
    guard !domain.isEmpty else { return false }
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
