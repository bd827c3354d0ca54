/// Undoing a Content-Transfer-Encoding (RFC 2045, 6) of a body that is all there.
enum TransferDecoding {
  struct Decoded {
    var bytes: [UInt8]
    /// What was wrong, each kind once, where it was noticed first: octets from the start of the encoded body.
    var damage: [Damage]
  }

  /// - Parameter isText: see ``TransferDecoder``.
  static func decode(_ body: Span<UInt8>, _ encoding: TransferEncoding, isText: Bool) -> Decoded {
    var decoder = TransferDecoder(encoding, isText: isText)
    var bytes: [UInt8] = []
    decoder.append(body, isLast: true, to: &bytes)
    return Decoded(bytes: bytes, damage: decoder.damage)
  }
}
