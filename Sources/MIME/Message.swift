/// One email as received or sent: its bytes untouched, and what was read out of them.
///
/// Reading never fails: any byte sequence gives a `Message`, and what was wrong with it is listed in ``damage``.
public struct Message: Sendable {
  /// The bytes exactly as they came.
  public let raw: [UInt8]
  /// All header fields of the message itself, in order (RFC 5322, 2.2).
  public let headers: [HeaderField]
  /// The leaves of the MIME tree, in order (RFC 2046).
  public let parts: [Part]
  /// The readable text: the body a person would read, as UTF-8 with `\n` line ends (RFC 8621, 4.1.4 picks the part).
  public let text: String
  /// ``text`` cut into labelled pieces without gaps; nothing is thrown away.
  public let segments: [Segment]
  /// What was found broken, in order of place.
  public let damage: [Damage]
  /// The structured header fields.
  let envelope: Envelope
  /// `report-type` of a multipart/report, lower-case (RFC 6522).
  let reportType: String?
}

/// One header field (RFC 5322, 2.2).
public struct HeaderField: Hashable, Sendable {
  /// The name as written.
  public let name: String
  /// The value, unfolded and with encoded words decoded (RFC 2047); control characters replaced by spaces.
  public let value: String
  /// The value unfolded but not decoded: what structured fields are read from.
  public let rawValue: String
  /// The whole field, name to the end of its last line, as byte offsets in the raw message.
  public let range: Range<Int>
}

/// One leaf of the MIME tree.
public struct Part: Hashable, Sendable {
  /// Where in the tree, as IMAP numbers it (RFC 9051, 6.4.5): `1`, `2.1`.
  public let path: String
  /// Lower-case media type, `text/plain` where none is given.
  public let type: String
  /// The charset parameter as written, lower-case; nil where none is given.
  public let charset: String?
  /// The name its sender gave it, path stripped and controls replaced. Never a path to write to.
  public let filename: String?
  /// `inline`, `attachment` or what was written, lower-case; nil where none is given.
  public let disposition: String?
  /// Content-ID without angle brackets.
  public let contentID: String?
  /// The transfer encoding that was applied, lower-case (RFC 2045, 6).
  public let encoding: String
  /// The encoded body as byte offsets in the raw message.
  public let bodyRange: Range<Int>
}

/// A labelled piece of the readable text.
public struct Segment: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// What the sender wrote now.
    case own
    /// "Hello Ann," at the head of own words.
    case greeting
    /// Somebody else's words, quoted.
    case quoted
    /// "On 3 May Ann wrote:".
    case attribution
    /// The header block of a forwarded message and what follows it.
    case forwarded
    /// From the signature delimiter, or a closing and a name, to the end.
    case signature
    /// "Sent from my iPhone".
    case mobileSignature
    /// Legal foot.
    case disclaimer
    /// What a mailing list appends.
    case listFooter
  }
  public let kind: Kind
  /// UTF-8 byte offsets in ``Message/text``.
  public let range: Range<Int>
  /// Depth of quoting, 0 for what is not quoted.
  public let depth: Int

  public init(kind: Kind, range: Range<Int>, depth: Int = 0) {
    self.kind = kind
    self.range = range
    self.depth = depth
  }
}

/// A mailbox address as it stands in a header (RFC 5322, 3.4).
public struct Address: Hashable, Sendable {
  /// Display name, decoded; empty where there is none.
  public let name: String
  /// `local@domain` as written, or a bare local part.
  public let address: String

  public init(name: String, address: String) {
    self.name = name
    self.address = address
  }
}

/// An instant as a header gave it (RFC 5322, 3.3).
public struct MailDate: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64
  /// Offset east of UTC in minutes, -1439 ... 1439.
  public let offsetMinutes: Int

  public init(seconds: Int64, offsetMinutes: Int) {
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }
}

/// What kind of sender a message has (OBLIGATIONS A-45; RFC 3834).
public enum MailClass: String, Hashable, Sendable, CaseIterable, Codable {
  case human, autoReply, bounce, list, bulk, own
}

/// A message's class, and the header or sign that decided it.
public struct Classification: Hashable, Sendable {
  public let mailClass: MailClass
  /// The sign, as `header: value` or a phrase; no customer words beyond machine-made header values.
  public let reason: String

  public init(mailClass: MailClass, reason: String) {
    self.mailClass = mailClass
    self.reason = reason
  }
}
