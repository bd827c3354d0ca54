public import Desk
public import MIME

/// A mailbox on a server, as settings name it.
public struct MailboxKey: Hashable, Sendable {
  /// `user@host` of the account.
  public let account: String
  /// The mailbox's name on the server: `INBOX`.
  public let mailbox: String

  public init(account: String, mailbox: String) {
    self.account = account
    self.mailbox = mailbox
  }
}

/// How far a mailbox has been read: everything up to `uid` is kept (RFC 9051, 2.3.1.1).
public struct MailboxCursor: Hashable, Sendable {
  public let uidValidity: UInt32
  /// The highest UID kept; 0 before the first.
  public let uid: UInt32

  public init(uidValidity: UInt32, uid: UInt32) {
    self.uidValidity = uidValidity
    self.uid = uid
  }
}

/// How far the changes of a mailbox are known (HIGHESTMODSEQ: RFC 7162, 3.1.2.1).
public struct MailboxChangeCount: Hashable, Sendable {
  public let uidValidity: UInt32
  /// 1 ... 9223372036854775807.
  public let modSeq: UInt64

  public init(uidValidity: UInt32, modSeq: UInt64) {
    self.uidValidity = uidValidity
    self.modSeq = modSeq
  }
}

/// What a server told when a mailbox was opened again (RFC 7162, 3.2.5).
public struct MailboxResync: Hashable, Sendable {
  /// Up to where it told.
  public let count: MailboxChangeCount
  /// UIDs of messages that are gone.
  public let vanished: [ClosedRange<UInt32>]
  /// UIDs of messages that have been answered.
  public let answered: [UInt32]

  public init(count: MailboxChangeCount, vanished: [ClosedRange<UInt32>], answered: [UInt32]) {
    self.count = count
    self.vanished = vanished
    self.answered = answered
  }
}

/// The bytes of a message as they came.
public struct Arrival: Hashable, Sendable {
  public let raw: [UInt8]
  /// The UID it has under the cursor's UIDVALIDITY; nil for a message from a file.
  public let uid: UInt32?
  /// When the server received it (INTERNALDATE), from which on the customer waits; nil where nobody says.
  public let receivedAt: Seconds?
  /// Whether somebody has answered it with another program: then it needs no draft.
  public let isAnswered: Bool
  /// Gmail's number of it, the same under each of its labels; nil with every other server.
  public let gmailID: UInt64?

  public init(
    raw: [UInt8], uid: UInt32?, receivedAt: Seconds? = nil, isAnswered: Bool = false, gmailID: UInt64? = nil
  ) {
    self.raw = raw
    self.uid = uid
    self.receivedAt = receivedAt
    self.isAnswered = isAnswered
    self.gmailID = gmailID
  }
}

/// By what Gmail's messages are known under another label: its number, and how many octets it says that there are.
public struct GmailIdentity: Hashable, Sendable {
  public let number: UInt64
  public let size: Int

  public init(number: UInt64, size: Int) {
    self.number = number
    self.size = size
  }
}

/// What became of one arrival.
public enum ArrivalOutcome: Hashable, Sendable {
  case kept(StoredMessageID)
  /// The same bytes are kept already, from another place or another time.
  case known(StoredMessageID)

  public var id: StoredMessageID {
    switch self {
    case .kept(let id), .known(let id): id
    }
  }
}

/// A message whose bytes are kept.
public struct KeptMessage: Hashable, Sendable {
  public let id: StoredMessageID
  /// The first piece of its bytes: all of them, where ``pieces`` is 1.
  public let raw: [UInt8]
  /// 1 or more.
  public let pieces: Int
  public let state: MessageState
  public let arrivedAt: Seconds

  public init(id: StoredMessageID, raw: [UInt8], pieces: Int, state: MessageState, arrivedAt: Seconds) {
    self.id = id
    self.raw = raw
    self.pieces = pieces
    self.state = state
    self.arrivedAt = arrivedAt
  }
}

/// What was read out of a message, without its bytes.
public struct MessageRecord: Hashable, Sendable {
  public let id: StoredMessageID
  public let state: MessageState
  public let arrivedAt: Seconds
  /// All that follows is nil or empty while `state` is `stored`.
  public let messageID: String?
  public let subject: String
  public let from: Address?
  public let sentAt: Seconds?
  public let classification: Classification?
  public let conversation: ConversationID?
  public let evidence: ThreadingEvidence?
  public let citedID: String?
  public let damage: [String]

  public init(
    id: StoredMessageID, state: MessageState, arrivedAt: Seconds, messageID: String?, subject: String, from: Address?,
    sentAt: Seconds?, classification: Classification?, conversation: ConversationID?, evidence: ThreadingEvidence?,
    citedID: String?, damage: [String]
  ) {
    self.id = id
    self.state = state
    self.arrivedAt = arrivedAt
    self.messageID = messageID
    self.subject = subject
    self.from = from
    self.sentAt = sentAt
    self.classification = classification
    self.conversation = conversation
    self.evidence = evidence
    self.citedID = citedID
    self.damage = damage
  }
}
