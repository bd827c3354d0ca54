public import Desk

/// One approved mail: frozen bytes, and what is known of their delivery.
public struct OutboxRecord: Hashable, Sendable {
  public let id: OutboxID
  public let draft: DraftID
  public let revision: Int
  public let approvedBy: Agent
  public let approvedAt: Seconds
  public let messageID: String
  public let envelopeFrom: String
  public let envelopeTo: String
  public let bytes: [UInt8]
  public let state: OutboxState

  public init(
    id: OutboxID, draft: DraftID, revision: Int, approvedBy: Agent, approvedAt: Seconds, messageID: String,
    envelopeFrom: String, envelopeTo: String, bytes: [UInt8], state: OutboxState
  ) {
    self.id = id
    self.draft = draft
    self.revision = revision
    self.approvedBy = approvedBy
    self.approvedAt = approvedAt
    self.messageID = messageID
    self.envelopeFrom = envelopeFrom
    self.envelopeTo = envelopeTo
    self.bytes = bytes
    self.state = state
  }
}

/// What became of an event in the life of an approved mail.
public enum AdvanceOutcome: Hashable, Sendable {
  case moved(OutboxState)
  /// The event cannot happen in the state that the mail is in.
  case refused(OutboxState)
  case missing
}

/// Something to do on the mail server after a mail was sent. Doing it twice does no harm.
public struct MailboxJob: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    /// Flag the customer's message \Answered.
    case answered
    /// File a copy of the sent mail in Sent.
    case sentCopy
  }
  public let number: Int64
  public let kind: Kind
  public let outbox: OutboxID
  public let attempt: Int

  public init(number: Int64, kind: Kind, outbox: OutboxID, attempt: Int) {
    self.number = number
    self.kind = kind
    self.outbox = outbox
    self.attempt = attempt
  }
}

/// Where a message lies on a server.
public struct Placement: Hashable, Sendable {
  public let mailbox: MailboxKey
  public let uidValidity: UInt32
  public let uid: UInt32

  public init(mailbox: MailboxKey, uidValidity: UInt32, uid: UInt32) {
    self.mailbox = mailbox
    self.uidValidity = uidValidity
    self.uid = uid
  }
}
