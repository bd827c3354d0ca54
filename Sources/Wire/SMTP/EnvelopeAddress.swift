/// An address that may stand in MAIL FROM and RCPT TO (RFC 5321, 4.1.2, Mailbox; RFC 6531, 3.3).
///
/// The grammar has no place for a CR, LF, other control, space or `>` outside quotes, so that no address can become a
/// command. It allows more than RFC 5321 in one thing: dots at the ends of the local part and several in a row, as some
/// Japanese providers gave out such addresses (`a..b@docomo.ne.jp`). They are said as they are written. RFC 5321 wants
/// them in quotes, but servers hold the quotes to be part of the name, and none is known to refuse the plain form.
public struct EnvelopeAddress: Hashable, Sendable {
  /// RFC 5321, 4.5.3.1.1 and 4.5.3.1.3 (256 with the angle brackets). Octets, of UTF-8 as well.
  public static let maxLocalLength = 64
  public static let maxLength = 254

  /// As written.
  public let text: String
  /// Whether it has letters outside ASCII, which only a server with SMTPUTF8 takes (RFC 6531). There is no other way
  /// to write it: none means the same mailbox.
  public let needsSMTPUTF8: Bool

  /// Nil for what is not `local@domain` by the grammar. The domain is in ASCII: one that is not is given in A-labels
  /// (RFC 5890, 2.3.2.1), which every server knows.
  public init?(_ text: String) {
    let octets = Array(text.utf8)
    guard octets.count <= Self.maxLength, let at = octets.lastIndex(of: 0x40), at > 0, at <= Self.maxLocalLength,
      !text.unicodeScalars.contains(where: Self.isUnsayable), Self.isLocal(octets[..<at]),
      Self.isDomain(octets[(at + 1)...])
    else { return nil }
    self.text = text
    needsSMTPUTF8 = octets.contains { $0 >= 0x80 }
  }

  /// Controls of any kind, and what some servers take for a line's end or for nothing at all.
  private static func isUnsayable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    case .spaceSeparator: scalar != " "
    default: false
    }
  }

  /// Dot-string with its dots anywhere, or quoted-string.
  private static func isLocal(_ local: ArraySlice<UInt8>) -> Bool {
    if local.first == 0x22 {
      guard local.count >= 2, local.last == 0x22 else { return false }
      var escaped = false
      for octet in local.dropFirst().dropLast() {
        if escaped {
          escaped = false
        } else if octet == 0x5C {
          escaped = true
        } else if octet == 0x22 {
          return false
        }
      }
      return !escaped
    }
    return local.allSatisfy { isAlphanumeric($0) || $0 >= 0x80 || ".!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
  }

  /// Labels of letters, digits, hyphens and underscores, or an address literal (RFC 5321, 4.1.3).
  private static func isDomain(_ domain: ArraySlice<UInt8>) -> Bool {
    guard domain.first == 0x5B else {
      return domain.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
        !label.isEmpty && label.count <= HostName.maxLabelLength && label.first != 0x2D && label.last != 0x2D
          && label.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F }
      }
    }
    return EHLOName.isLiteral(domain)
  }
}

/// Who a client says it is (RFC 5321, 4.1.1.1): a host name or an address literal.
enum EHLOName {
  static func isValid(_ name: String) -> Bool { HostName.isValid(name) || isLiteral(Array(name.utf8)[...]) }

  static func isLiteral(_ octets: ArraySlice<UInt8>) -> Bool {
    guard octets.count > 2, octets.first == 0x5B, octets.last == 0x5D else { return false }
    return octets.dropFirst().dropLast().allSatisfy { isAlphanumeric($0) || $0 == 0x2E || $0 == 0x3A || $0 == 0x2D }
  }
}
