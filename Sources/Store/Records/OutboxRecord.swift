public import Desk

/// One approved mail: frozen bytes, and what is known of their delivery.
public struct OutboxRecord: Hashable, Sendable {
  public let id: OutboxID
  public let draft: DraftID
  public let revision: Int
  public let approvedBy: Agent
  public let approvedAt: Seconds
  /// Why it was approved against the gate's objections; nil where the gate was clear.
  public let approvedAnyway: String?
  public let messageID: String
  public let envelopeFrom: String
  /// At least one, in the order of the envelope.
  public let recipients: [Recipient]
  public let bytes: [UInt8]
  public let state: OutboxState

  public init(
    id: OutboxID, draft: DraftID, revision: Int, approvedBy: Agent, approvedAt: Seconds, approvedAnyway: String? = nil,
    messageID: String,
    envelopeFrom: String, recipients: [Recipient], bytes: [UInt8], state: OutboxState
  ) {
    self.id = id
    self.draft = draft
    self.revision = revision
    self.approvedBy = approvedBy
    self.approvedAt = approvedAt
    self.approvedAnyway = approvedAnyway
    self.messageID = messageID
    self.envelopeFrom = envelopeFrom
    self.recipients = recipients
    self.bytes = bytes
    self.state = state
  }

  public var progress: OutboxProgress { OutboxProgress(state, recipients) }

  /// The recipients' addresses, as one line names them.
  public var envelopeTo: String { recipients.map(\.address).joined(separator: ", ") }
}

/// What became of an event in the life of an approved mail.
public enum AdvanceOutcome: Hashable, Sendable {
  case moved(OutboxState)
  /// The event cannot happen in the state that the mail is in.
  case refused(OutboxState)
  case missing
}

/// Something to do on the mail server after a mail was sent or may have been. Doing it twice does no harm.
public struct MailboxJob: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    /// Flag the customer's message \Answered.
    case answered
    /// File a copy of the sent mail in Sent.
    case sentCopy
    /// Look in Sent for a mail of which nobody knows whether it left (OBLIGATIONS S3).
    case findSent
  }
  public let number: Int64
  public let kind: Kind
  public let outbox: OutboxID
  /// Tries that failed. Looking for what is not there yet is no failure.
  public let attempt: Int
  /// When there came to be something to do.
  public let madeAt: Seconds

  public init(number: Int64, kind: Kind, outbox: OutboxID, attempt: Int, madeAt: Seconds) {
    self.number = number
    self.kind = kind
    self.outbox = outbox
    self.attempt = attempt
    self.madeAt = madeAt
  }
}

/// Who files copies on one account, and how we know.
public struct SentPolicyRecord: Hashable, Sendable {
  /// `user@host` of the account.
  public let account: String
  public let policy: SentPolicy
  public let probedAt: Seconds
  /// The mail that was looked for.
  public let probe: OutboxID

  public init(account: String, policy: SentPolicy, probedAt: Seconds, probe: OutboxID) {
    self.account = account
    self.policy = policy
    self.probedAt = probedAt
    self.probe = probe
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
