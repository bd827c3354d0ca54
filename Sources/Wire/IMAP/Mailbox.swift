/// A mailbox that has been opened (RFC 9051, 6.3.2).
public struct SelectedMailbox: Hashable, Sendable {
  public let name: String
  /// With a UID the name of a message for ever; another value means that all UIDs are new (RFC 9051, 2.3.1.1). Not 0;
  /// nil where the server gives none, or 0: then its UIDs are good for this connection alone.
  public let uidValidity: UInt32?
  /// A guess at the next message's UID; nil where the server makes none.
  public let uidNext: UInt32?
  /// How many messages there are.
  public let exists: Int
  /// Flags that stay; `\*` where any word may be made one.
  public let permanentFlags: Set<String>
  /// Whether flags can not be changed.
  public let isReadOnly: Bool
  /// The newest change that the mailbox knew of when it was opened (RFC 7162, 3.1.2.1); nil where the server keeps no
  /// such count. Means something together with ``uidValidity`` only: forget it where that changes.
  public let highestModSeq: UInt64?

  public init(
    name: String, uidValidity: UInt32?, uidNext: UInt32?, exists: Int, permanentFlags: Set<String>, isReadOnly: Bool,
    highestModSeq: UInt64? = nil
  ) {
    self.name = name
    self.uidValidity = uidValidity
    self.uidNext = uidNext
    self.exists = exists
    self.permanentFlags = permanentFlags
    self.isReadOnly = isReadOnly
    self.highestModSeq = highestModSeq
  }

  /// Where to take up again; nil where the server keeps no count, or numbers for one connection only.
  public var resyncPoint: ResyncPoint? {
    guard let uidValidity, let highestModSeq else { return nil }
    return ResyncPoint(uidValidity: uidValidity, modSeq: highestModSeq)
  }

  /// Whether setting `flag` would last (RFC 9051, 7.1, PERMANENTFLAGS).
  public func keeps(_ flag: String) -> Bool {
    if isReadOnly { return false }
    let isKeyword = !flag.hasPrefix("\\")
    return permanentFlags.contains { $0.lowercased() == flag.lowercased() }
      || (isKeyword && permanentFlags.contains("\\*"))
  }
}

/// What the server says of one message before it is fetched.
public struct MessageListing: Hashable, Sendable {
  /// 1 ... 4294967295.
  public let uid: UInt32
  /// In octets, as the server counts, which may be off by some (the literal's own count is the truth); nil if unsaid.
  public let size: Int?
  public let flags: Set<String>
  /// When the server received it, in seconds since 1970-01-01T00:00:00Z; nil if unsaid.
  public let internalDate: Int64?
  /// Gmail's number of the message, the same under each of its labels (X-GM-MSGID); nil with every other server.
  public let gmailID: UInt64?

  public init(uid: UInt32, size: Int?, flags: Set<String>, internalDate: Int64?, gmailID: UInt64? = nil) {
    self.uid = uid
    self.size = size
    self.flags = flags
    self.internalDate = internalDate
    self.gmailID = gmailID
  }

  /// Whether somebody has answered it: `\Answered`.
  public var isAnswered: Bool { Self.isAnswered(flags) }

  static func isAnswered(_ flags: Set<String>) -> Bool { flags.contains { $0.lowercased() == "\\answered" } }
}

/// One message's bytes, exactly as the server keeps them. Printing it shows none of them.
public struct FetchedMessage: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  public let uid: UInt32
  public let raw: [UInt8]

  public init(uid: UInt32, raw: [UInt8]) {
    self.uid = uid
    self.raw = raw
  }

  public var description: String { "message UID \(uid), \(raw.count) octets" }
  public var customMirror: Mirror { Mirror(self, children: ["uid": uid, "octets": raw.count]) }
}

/// What ended a wait for new mail.
public enum ChangeWait: Hashable, Sendable {
  /// A message may have come: list again.
  case changed
  case timedOut
  /// ``IMAPConnection/interrupt()`` was called, or the task cancelled.
  case interrupted
}

/// One of the account's mailboxes.
public struct MailboxListing: Hashable, Sendable {
  public let name: String
  /// `\Sent`, `\Noselect` and the like (RFC 9051, 7.3.1; RFC 6154, 2).
  public let attributes: Set<String>

  public init(name: String, attributes: Set<String>) {
    self.name = name
    self.attributes = attributes
  }

  func has(_ attribute: String) -> Bool {
    attributes.contains { $0.lowercased() == attribute.lowercased() }
  }
}

/// Where an appended message went; both nil where the server has no UIDPLUS (RFC 4315, 3).
public struct AppendResult: Hashable, Sendable {
  public let uidValidity: UInt32?
  public let uid: UInt32?

  public init(uidValidity: UInt32?, uid: UInt32?) {
    self.uidValidity = uidValidity
    self.uid = uid
  }
}

extension SelectedMailbox {
  /// Reads the answer to SELECT or EXAMINE.
  init(
    _ name: String, _ answer: IMAPConversation.Answer, examined: Bool
  ) {
    var uidValidity: UInt32?
    var uidNext: UInt32?
    var exists = 0
    var flags: Set<String> = []
    var permanentFlags: Set<String>?
    var highestModSeq: UInt64?
    for response in answer.responses {
      switch response {
      case .exists(let count): exists = count
      case .flags(let names): flags = Set(names)
      case .untagged(let status) where status.kind == .ok:
        switch status.code {
        case "UIDVALIDITY": uidValidity = UInt32(status.argument)
        // What came before belongs to the mailbox that was open until now (RFC 7162, 3.2.11).
        case "CLOSED":
          (uidValidity, uidNext, exists, flags, permanentFlags, highestModSeq) = (nil, nil, 0, [], nil, nil)
        case "HIGHESTMODSEQ": highestModSeq = UInt64(status.argument).flatMap { $0 > 0 ? $0 : nil }
        case "NOMODSEQ": highestModSeq = nil
        case "UIDNEXT": uidNext = UInt32(status.argument)
        case "PERMANENTFLAGS":
          let inner = status.argument.drop { $0 == "(" }.prefix { $0 != ")" }
          permanentFlags = Set(inner.split(separator: " ").map(String.init))
        default: break
        }
      default: break
      }
    }
    // Some servers say 0 (modern-email/defects #52), which names nothing and would change unseen.
    if uidValidity == 0 { uidValidity = nil }
    self.init(
      name: name, uidValidity: uidValidity, uidNext: uidNext, exists: exists,
      // Unsaid means that every flag of FLAGS stays (RFC 9051, 6.3.2).
      permanentFlags: permanentFlags ?? flags, isReadOnly: examined || answer.status.code == "READ-ONLY",
      highestModSeq: highestModSeq)
  }
}
