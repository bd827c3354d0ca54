extension OutgoingMail {
  /// A file that comes along with the text (RFC 2183, 2.2).
  public struct Attachment: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
      /// A file's bytes, sent as base64, and its media type.
      case bytes([UInt8], type: String)
      /// A whole message, as it was received.
      ///
      /// Where it is 7-bit with lines of at most 998 octets it becomes `message/rfc822` as it stands, with CRLF line
      /// ends. That type must not be encoded (RFC 2046, 5.2.1), so any other becomes `message/global` in base64 (RFC
      /// 6532, 3.7), and one whose header is not UTF-8 a file: every octet is kept, where re-encoding the parts inside
      /// would break signatures and show the colleague another mail than the customer wrote.
      case message([UInt8])
    }
    /// What it is called: no path, no controls, no marks that turn the direction of text around.
    public var name: String
    public var content: Content

    /// Longest name, in octets of UTF-8: what file systems take.
    public static let nameLimit = 255

    public init(name: String, content: Content) {
      self.name = name
      self.content = content
    }
  }
}

extension OutgoingMail.Attachment {
  func written() throws(ComposeError) -> WrittenPart {
    switch content {
    case .bytes(let bytes, let type):
      return try written(type: try Self.checked(type), encoding: "base64", body: TransferWriter.base64(bytes))
    case .message(let raw):
      if let lines = AttachedMessage.sevenBitLines(of: raw) {
        return try written(type: "message/rfc822", encoding: "7bit", body: lines)
      }
      let type = AttachedMessage.hasTextHeader(raw) ? "message/global" : "application/octet-stream"
      return try written(type: type, encoding: "base64", body: TransferWriter.base64(raw))
    }
  }

  private func written(type: String, encoding: String, body: [UInt8]) throws(ComposeError) -> WrittenPart {
    var writer = HeaderWriter()
    try writer.writeStructured("Content-Type", type)
    try writer.writeStructured("Content-Transfer-Encoding", encoding)
    try writer.write("Content-Disposition", pieces: [Array("attachment;".utf8)] + (try fileName()))
    return WrittenPart(header: writer.bytes, body: body)
  }

  /// The parameter `filename`: quoted where it is short and plain, else in the form of RFC 2231, 3 and 4.
  private func fileName() throws(ComposeError) -> [[UInt8]] {
    let utf8 = Array(name.utf8)
    let isPath = utf8.contains(0x2F) || utf8.contains(ASCII.backslash) || name == "." || name == ".."
    guard !utf8.isEmpty, utf8.count <= Self.nameLimit, !isPath,
      !name.unicodeScalars.contains(where: Self.isMisleading)
    else { throw ComposeError.invalidFileName }
    if HeaderWords.isPlain(name), utf8.count <= 60, !utf8.contains(ASCII.quote) {
      return [Array("filename=\"".utf8) + utf8 + [ASCII.quote]]
    }
    // 50: with `filename*12*=` before it and `;` behind it a piece still fits one line.
    let room = 50
    var pieces: [[UInt8]] = []
    var current = Array("UTF-8''".utf8)
    for byte in utf8 {
      let isPlain = Self.isParameterOctet(byte)
      if current.count + (isPlain ? 1 : 3) > room {
        pieces.append(current)
        current = []
      }
      if isPlain { current.append(byte) } else { TransferWriter.appendEscape(0x25, byte, to: &current) }
    }
    pieces.append(current)
    if pieces.count == 1 { return [Array("filename*=".utf8) + pieces[0]] }
    return pieces.enumerated().map { index, piece in
      Array("filename*\(index)*=".utf8) + piece + (index + 1 < pieces.count ? [ASCII.semicolon] : [])
    }
  }

  /// Controls, and what hides or turns around parts of a name: `exe.fdp` shown as `pdf.exe`.
  private static func isMisleading(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xE0000...0xE007F: true
    default: HeaderWriter.isForbidden(scalar)
    }
  }

  /// `attribute-char` without what readers trip over (RFC 2231, 7; RFC 5987, 3.2.1).
  private static func isParameterOctet(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == ASCII.hyphen || byte == ASCII.dot || byte == ASCII.underscore
  }

  /// `type`, where it is two tokens (RFC 2045, 5.1) and neither a multipart nor a message: those are no mere bytes.
  private static func checked(_ type: String) throws(ComposeError) -> String {
    let pieces = type.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    // 127 octets each (RFC 6838, 4.2).
    let isValid =
      pieces.count == 2
      && pieces.allSatisfy { piece in
        (1...127).contains(piece.count)
          && piece.allSatisfy { $0.isLetter || $0.isDigit || "!#$&-^_.+".utf8.contains($0) }
      }
    guard isValid, !pieces[0].equalsIgnoringCase("multipart"), !pieces[0].equalsIgnoringCase("message") else {
      throw ComposeError.invalidMediaType
    }
    return type
  }
}
