/// Undoing a Content-Transfer-Encoding (RFC 2045, 6).
enum TransferDecoding {
  struct Decoded {
    var bytes: [UInt8]
    var damage: Damage.Kind?
  }

  /// - Parameter isText: whether people wrote it. Then a mailing list's foot behind base64 is kept as it stands, and a
  ///   plain body that is only called base64 is too.
  static func decode(_ body: ArraySlice<UInt8>, encoding: String, isText: Bool) -> Decoded {
    switch encoding {
    case "base64":
      return isText ? decodeBase64Text(body) : decodeBase64(body)
    case "quoted-printable":
      let decoded = QuotedPrintable.decode(body)
      return Decoded(bytes: decoded.bytes, damage: decoded.isDamaged ? .invalidQuotedPrintable : nil)
    case "x-uuencode":
      guard let bytes = UUEncoding.decode(body) else { return Decoded(bytes: Array(body), damage: .unknownEncoding) }
      return Decoded(bytes: bytes)
    default:
      return Decoded(bytes: Array(body))
    }
  }

  private static func decodeBase64(_ body: ArraySlice<UInt8>) -> Decoded {
    let decoded = Base64.decode(body)
    return Decoded(bytes: decoded.bytes, damage: decoded.isDamaged ? .invalidBase64 : nil)
  }

  private static func decodeBase64Text(_ body: ArraySlice<UInt8>) -> Decoded {
    let foot = footStart(of: body)
    let decoded = Base64.decode(body[..<foot])
    // One stranger in eight letters is no base64 that was damaged on the way: it is text that never was encoded.
    let wasNeverEncoded = decoded.strangers > decoded.letters / 8 || hasWords(body[..<foot])
    if wasNeverEncoded { return Decoded(bytes: Array(body), damage: .invalidBase64) }
    let isDamaged = decoded.isDamaged || foot < body.endIndex
    let bytes = foot < body.endIndex ? decoded.bytes + [ASCII.lf] + body[foot...] : decoded.bytes
    return Decoded(bytes: bytes, damage: isDamaged ? .invalidBase64 : nil)
  }

  /// The start of the first line that begins with a dash or underscore, which base64 has not.
  private static func footStart(of body: ArraySlice<UInt8>) -> Int {
    var isLineStart = false
    for index in body.indices {
      let byte = body[index]
      if isLineStart, byte == ASCII.hyphen || byte == ASCII.underscore { return index }
      isLineStart = byte.isLineBreak
    }
    return body.endIndex
  }

  /// Whether the first line holds at least three words.
  private static func hasWords(_ body: ArraySlice<UInt8>) -> Bool {
    let line = body.drop(while: \.isLineBreak).prefix { !$0.isLineBreak }
    return line.split(whereSeparator: \.isWSP).count > 2
  }
}
