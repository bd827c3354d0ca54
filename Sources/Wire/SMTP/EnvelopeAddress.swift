/// An address that may stand in MAIL FROM and RCPT TO (RFC 5321, 4.1.2, Mailbox), ASCII only.
///
/// The grammar has no place for a CR, LF, space or `>` outside quotes, so that no address can become a command.
public struct EnvelopeAddress: Hashable, Sendable {
  /// RFC 5321, 4.5.3.1.1 and 4.5.3.1.3 (256 with the angle brackets).
  public static let maxLocalLength = 64
  public static let maxLength = 254

  /// As written.
  public let text: String

  /// Nil for what is not `local@domain` by the grammar. Addresses outside ASCII are refused as well: nothing here
  /// speaks SMTPUTF8 (RFC 6531), and there is no safe way to send to them without it.
  public init?(_ text: String) {
    let octets = Array(text.utf8)
    guard octets.count <= Self.maxLength, octets.allSatisfy(isPrintableASCII),
      let at = octets.lastIndex(of: 0x40), at > 0, at <= Self.maxLocalLength,
      Self.isLocal(octets[..<at]), Self.isDomain(octets[(at + 1)...])
    else { return nil }
    self.text = text
  }

  /// Dot-string or quoted-string.
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
    return local.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty && atom.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
    }
  }

  /// A host name, or an address literal (RFC 5321, 4.1.3).
  private static func isDomain(_ domain: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: domain, as: UTF8.self)
    guard domain.first == 0x5B else { return HostName.isValid(text) }
    guard domain.last == 0x5D, domain.count > 2 else { return false }
    return domain.dropFirst().dropLast().allSatisfy { isAlphanumeric($0) || $0 == 0x2E || $0 == 0x3A || $0 == 0x2D }
  }
}
