/// A media type, lower-case, `text/plain` and the like (RFC 2045, 5.1).
struct MediaType: Hashable, Sendable {
  let name: String
  let isMultipart: Bool
  let isText: Bool

  static let plain = MediaType(name: "text/plain")
  static let message = MediaType(name: "message/rfc822")
  static let digest = MediaType(name: "multipart/digest")

  private init(name: String) {
    self.name = name
    isMultipart = name.utf8.starts(with: "multipart/".utf8)
    isText = name.utf8.starts(with: "text/".utf8)
  }

  /// The type that the value of a Content-Type field begins with; nil where it is none.
  ///
  /// Single words are taken that say enough: `text`, `html`. Of `multipart/multipart/mixed`, which is seen in mail,
  /// the last word counts.
  init?(_ value: Span<UInt8>) {
    var end = 0
    while end < value.count, value[end] != ASCII.semicolon { end += 1 }
    let written = value.trimmingWSP(0..<end)
    guard let type = Self.known(value, written) ?? Self.read(value.bytes(in: written)) else { return nil }
    self = type
  }

  private static func read(_ written: [UInt8]) -> MediaType? {
    var bytes = written.contains(ASCII.openParenthesis) ? Comments.removed(from: written) : written
    bytes.removeAll { $0.isLineBreak || $0 == ASCII.quote }
    bytes = bytes.trimmedWSP.map(\.lowercasedASCII)
    guard let slash = bytes.firstIndex(of: 0x2F) else {
      switch String(decoding: bytes, as: UTF8.self) {
      case "html": return MediaType(name: "text/html")
      case "text", "plain": return .plain
      default: return nil
      }
    }
    let head = bytes[..<slash].filter { !$0.isWSP }.drop { marks.contains($0) }
    var tail = bytes[(slash + 1)...].drop(while: \.isWSP).prefix { !$0.isWSP && !marks.contains($0) }
    if let second = tail.lastIndex(of: 0x2F) { tail = tail[(second + 1)...] }
    let isToken = !head.isEmpty && !tail.isEmpty && (head + tail).allSatisfy { $0 > ASCII.space && $0 < 0x7F }
    return isToken ? MediaType(name: String(decoding: head + [0x2F] + tail, as: UTF8.self)) : nil
  }

  /// What no type is made of (RFC 2045, 5.1): `text/plain>` and `text/html:charset=x` are seen.
  private static let marks = OctetSet("()<>@,;:\\\"[]?=")

  /// One of the types that most mail is made of; found without making a string.
  private static func known(_ value: Span<UInt8>, _ range: Range<Int>) -> MediaType? {
    candidates: for (bytes, type) in common where bytes.count == range.count {
      for place in 0..<bytes.count where value[range.lowerBound + place].lowercasedASCII != bytes[place] {
        continue candidates
      }
      return type
    }
    return nil
  }

  private static let common: [(bytes: [UInt8], type: MediaType)] = [
    "text/plain", "text/html", "multipart/alternative", "multipart/mixed", "multipart/related", "image/png", "image/jpeg",
    "application/pdf", "message/rfc822", "message/delivery-status", "multipart/report", "application/octet-stream",
    "multipart/signed", "text/calendar", "image/gif",
  ].map { (Array($0.utf8), MediaType(name: $0)) }
}
