/// The addresses of a field such as From or To (RFC 5322, 3.4).
struct AddressList {
  /// Most addresses read from one field. Mails to some thousand people exist; beyond that a list is made to cost time
  /// (Dovecot, CVE-2024-23184: 12 s for 100,000).
  static let addressLimit = 10_000

  let addresses: [Address]
  let damage: [Damage.Kind]

  /// - Parameters:
  ///   - value: as it stands in the mail: folded, not decoded.
  ///   - fallback: what eight-bit octets are read as where they are not UTF-8.
  init(_ value: Span<UInt8>, fallback: Charset = .windows1252) {
    var reader = AddressReader(fallback: fallback)
    reader.read(value)
    addresses = reader.addresses
    damage = reader.damage
  }
}
