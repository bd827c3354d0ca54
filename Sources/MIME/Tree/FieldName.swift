/// The header fields that are looked for by name; every other one is ``other``.
enum FieldName: UInt8 {
  case other
  case from, sender, replyTo, to, cc, bcc
  case subject, date, messageID, inReplyTo, references
  case received, returnPath
  case mimeVersion, contentType, contentTransferEncoding, contentDisposition, contentID, contentLocation

  /// Fields of which a message may have one (RFC 5322, 3.6; RFC 2045, 3).
  var isSingular: Bool { self != .other && self != .received && self != .returnPath }

  /// One bit of a set of names.
  var bit: UInt32 { 1 << UInt32(rawValue) }

  /// The name that the octets of `range` are, in any case of their letters.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self = .other
    guard range.count >= 2, range.count < Self.byLength.count else { return }
    let first = bytes[range.lowerBound] | 0x20
    let last = bytes[range.upperBound - 1] | 0x20
    candidates: for (name, spelling) in Self.byLength[range.count] where spelling[0] == first {
      guard spelling[spelling.count - 1] == last else { continue }
      for place in 0..<spelling.count where bytes[range.lowerBound + place].lowercasedASCII != spelling[place] {
        continue candidates
      }
      self = name
      return
    }
  }

  private static let spellings: [(FieldName, String)] = [
    (.from, "from"), (.sender, "sender"), (.replyTo, "reply-to"), (.to, "to"), (.cc, "cc"), (.bcc, "bcc"),
    (.subject, "subject"), (.date, "date"), (.messageID, "message-id"), (.inReplyTo, "in-reply-to"),
    (.references, "references"), (.received, "received"), (.returnPath, "return-path"),
    (.mimeVersion, "mime-version"), (.contentType, "content-type"),
    (.contentTransferEncoding, "content-transfer-encoding"), (.contentDisposition, "content-disposition"),
    (.contentID, "content-id"), (.contentLocation, "content-location"),
  ]

  private static let byLength: [[(FieldName, [UInt8])]] = {
    var table = [[(FieldName, [UInt8])]](repeating: [], count: 26)
    for (name, spelling) in spellings { table[spelling.utf8.count].append((name, Array(spelling.utf8))) }
    return table
  }()
}
