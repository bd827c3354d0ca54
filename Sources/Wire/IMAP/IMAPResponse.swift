/// One response of an IMAP server (RFC 9051, 7), as far as Heard makes use of it.
enum IMAPResponse: Hashable, Sendable {
  /// `+`: the server waits for the rest of the command.
  case continuation
  /// The end of the command that bore this tag.
  case tagged(String, IMAPStatus)
  /// `* OK`, `* NO`, `* BAD`, `* BYE`, `* PREAUTH`.
  case untagged(IMAPStatus)
  case capability([String])
  case exists(Int)
  case recent(Int)
  case expunge
  /// Messages that are gone, by UID (RFC 7162, 3.2.10); `earlier` where they went before the mailbox was opened.
  case vanished(earlier: Bool, [ClosedRange<UInt32>])
  /// Extensions that are on from now (RFC 5161, 3.2).
  case enabled([String])
  case flags([String])
  case fetch(IMAPFetch)
  case list(IMAPListEntry)
  case search([UInt32])
  case extendedSearch(IMAPExtendedSearch)
  /// Understood as a response, and of no use here.
  case other
}

/// How a command went, or what the server says unasked (RFC 9051, 7.1).
struct IMAPStatus: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case ok, no, bad, bye, preauth }
  let kind: Kind
  /// The bracketed code's name in capitals, `UIDVALIDITY`; nil where there is none.
  let code: String?
  /// What follows the name within the brackets.
  let argument: String
  let text: ServerText
}

/// What one FETCH response said of one message; nil for what it did not say.
struct IMAPFetch: Hashable, Sendable {
  var uid: UInt32?
  var size: Int?
  var flags: Set<String>?
  /// Seconds since 1970-01-01T00:00:00Z.
  var internalDate: Int64?
  /// The octets of `BODY[]`; nil where the server gave none (iCloud's "OK but no literal").
  var body: [UInt8]?
  /// Where in the message ``body`` begins, of a part of it; nil where the server says that it is the whole.
  var origin: Int?
  /// Whether the server said NIL in place of the octets.
  var saysNoBody = false
  /// The octets of `BODY[HEADER.FIELDS (...)]`.
  var header: [UInt8]?
  /// When it last changed (RFC 7162, 3.1.4.2).
  var modSeq: UInt64?
  /// Gmail's number of a message, the same under each of its labels.
  var gmailID: UInt64?

  /// Both together; where both speak, the later one counts.
  func merged(with later: IMAPFetch) -> IMAPFetch {
    IMAPFetch(
      uid: later.uid ?? uid, size: later.size ?? size, flags: later.flags ?? flags,
      internalDate: later.internalDate ?? internalDate, body: later.body ?? body, origin: later.origin ?? origin,
      saysNoBody: later.saysNoBody || saysNoBody, header: later.header ?? header, modSeq: later.modSeq ?? modSeq,
      gmailID: later.gmailID ?? gmailID)
  }
}

/// One mailbox of LIST, its name as it came over the wire.
struct IMAPListEntry: Hashable, Sendable {
  let attributes: Set<String>
  let wireName: [UInt8]
}

/// The answer to a SEARCH that asked for a set (RFC 4731, 3.1).
struct IMAPExtendedSearch: Hashable, Sendable {
  /// Of the command that is answered; nil where the server does not say.
  var tag: String?
  /// Whether the numbers are UIDs.
  var isOfUIDs = false
  /// Disordered as they came; empty where nothing was found.
  var all: [ClosedRange<UInt32>] = []
}
