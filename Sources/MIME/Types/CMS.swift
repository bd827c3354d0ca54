/// As much of the Cryptographic Message Syntax as it takes to tell signed from enciphered and to find the signed words
/// (RFC 5652, 3 and 5).
enum CMS {
  enum Kind { case signed, enveloped, other }

  /// What the object is, by the id it begins with; nil where it is no such object.
  static func kind(of bytes: [UInt8]) -> Kind? {
    switch contentInfo(bytes)?.id {
    case nil: nil
    case signedData: .signed
    case envelopedData, encryptedData, authEnvelopedData: .enveloped
    default: .other
    }
  }

  /// The octets that were signed; nil where the object is of another kind or was signed apart from them.
  static func signedContent(of bytes: [UInt8]) -> [UInt8]? {
    guard let info = contentInfo(bytes), info.id == signedData else { return nil }
    let reader = BERReader(bytes)
    // SignedData: version, digest algorithms, and the content with its own id before it.
    guard let data = reader.element(at: info.content), data.tag == BERReader.sequence,
      let version = reader.element(at: data.content), let algorithms = reader.end(of: version),
      let set = reader.element(at: algorithms), let encapsulated = reader.end(of: set),
      let content = reader.element(at: encapsulated), content.tag == BERReader.sequence,
      let type = reader.element(at: content.content), let wrapper = reader.end(of: type),
      let wrapped = reader.element(at: wrapper), wrapped.tag == BERReader.context0,
      let octets = reader.element(at: wrapped.content)
    else { return nil }
    return reader.octets(of: octets)
  }

  /// The id of the content, and where it begins.
  private static func contentInfo(_ bytes: [UInt8]) -> (id: ArraySlice<UInt8>, content: Int)? {
    let reader = BERReader(bytes)
    guard let outer = reader.element(at: 0), outer.tag == BERReader.sequence,
      let id = reader.element(at: outer.content), id.tag == 0x06, let end = id.end, end <= bytes.count,
      let wrapped = reader.element(at: end), wrapped.tag == BERReader.context0
    else { return nil }
    return (bytes[id.content..<end], wrapped.content)
  }

  /// 1.2.840.113549.1.7.
  private static let pkcs7: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]
  private static let signedData = (pkcs7 + [2])[...]
  private static let envelopedData = (pkcs7 + [3])[...]
  private static let encryptedData = (pkcs7 + [6])[...]
  /// 1.2.840.113549.1.9.16.1.23 (RFC 5083).
  private static let authEnvelopedData: ArraySlice<UInt8> = [
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17,
  ]
}

/// Walks over elements of BER, of which DER is the strict form (X.690, 8.1): without recursion.
struct BERReader {
  static let sequence: UInt8 = 0x30
  static let context0: UInt8 = 0xA0
  private static let octetString: UInt8 = 0x04
  private static let constructed: UInt8 = 0x20

  /// Elements of open length inside of each other that are followed; CMS nests a handful.
  private static let depthLimit = 64

  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  struct Element {
    let tag: UInt8
    let content: Int
    /// Behind the last octet, which may lie behind the bytes there are; nil for an open length, which ends with two
    /// zeros.
    let end: Int?
  }

  /// The element that starts at `start`; nil where none does.
  func element(at start: Int) -> Element? {
    guard start >= 0, start < bytes.count - 1, bytes[start] & 0x1F != 0x1F else { return nil }
    let first = bytes[start + 1]
    if first == 0x80 { return Element(tag: bytes[start], content: start + 2, end: nil) }
    if first < 0x80 { return Element(tag: bytes[start], content: start + 2, end: start + 2 + Int(first)) }
    let size = Int(first & 0x7F)
    // Seven octets say more than any mail has, and fit.
    guard size <= 7, start + 2 + size <= bytes.count else { return nil }
    let length = bytes[(start + 2)..<(start + 2 + size)].reduce(0) { $0 << 8 | Int($1) }
    return Element(tag: bytes[start], content: start + 2 + size, end: start + 2 + size + length)
  }

  /// Where the element ends; nil where that is not known.
  func end(of element: Element) -> Int? {
    if let end = element.end { return end }
    var position = element.content
    var depth = 1
    while let inner = self.element(at: position) {
      if let end = inner.end {
        position = end
        if inner.tag == 0, inner.content == end {
          depth -= 1
          if depth == 0 { return position }
        }
      } else {
        depth += 1
        guard depth <= Self.depthLimit else { return nil }
        position = inner.content
      }
    }
    return nil
  }

  /// The octets of an OCTET STRING, which may come in pieces (X.690, 8.7.3). Of one that is cut what is there.
  func octets(of element: Element) -> [UInt8]? {
    if element.tag == Self.octetString {
      guard let end = element.end else { return nil }
      return Array(bytes[min(element.content, bytes.count)..<min(end, bytes.count)])
    }
    guard element.tag == Self.octetString | Self.constructed else { return nil }
    var result: [UInt8] = []
    var position = element.content
    let limit = min(element.end ?? bytes.count, bytes.count)
    // Pieces that are made of pieces are walked into; what closes one of open length closes none of known length.
    var openDepth = element.end == nil ? 1 : 0
    while position < limit, let piece = self.element(at: position) {
      switch piece.tag {
      case Self.octetString:
        guard let end = piece.end else { return result }
        result += bytes[min(piece.content, limit)..<min(end, limit)]
        position = end
      case Self.octetString | Self.constructed:
        if piece.end == nil { openDepth += 1 }
        position = piece.content
      case 0 where piece.end == piece.content:
        openDepth -= 1
        if openDepth <= 0, element.end == nil { return result }
        position = piece.content
      default: return result
      }
    }
    return result
  }
}
