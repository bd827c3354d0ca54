public import Desk
public import MIME

/// One line of the queue.
public struct QueueLine: Hashable, Sendable {
  public let draft: DraftRecord
  public let message: MessageRecord

  public init(draft: DraftRecord, message: MessageRecord) {
    self.draft = draft
    self.message = message
  }
}

/// How much stands where.
public struct Overview: Hashable, Sendable {
  public let messages: [MessageState: Int]
  public let classes: [MailClass: Int]
  public let drafts: [DraftState: Int]
  public let outbox: [OutboxState.Name: Int]
  public let pendingJobs: Int
  /// When the oldest proposed draft's message arrived.
  public let oldestWaiting: Seconds?
  /// When the oldest mail that waits to be sent was approved.
  public let oldestUnsent: Seconds?
  public let cursors: [MailboxKey: MailboxCursor]
  public let quarantined: [QuarantinedMessage]
  /// The latest comparison of each mailbox.
  public let audits: [MailboxKey: MailboxAudit]
  public let stopped: [StoppedAccount]

  public init(
    messages: [MessageState: Int], classes: [MailClass: Int], drafts: [DraftState: Int],
    outbox: [OutboxState.Name: Int], pendingJobs: Int, oldestWaiting: Seconds?, oldestUnsent: Seconds?,
    cursors: [MailboxKey: MailboxCursor], quarantined: [QuarantinedMessage], audits: [MailboxKey: MailboxAudit],
    stopped: [StoppedAccount]
  ) {
    self.messages = messages
    self.classes = classes
    self.drafts = drafts
    self.outbox = outbox
    self.pendingJobs = pendingJobs
    self.oldestWaiting = oldestWaiting
    self.oldestUnsent = oldestUnsent
    self.cursors = cursors
    self.quarantined = quarantined
    self.audits = audits
    self.stopped = stopped
  }
}

/// One thing that happened, for `heard why`.
public struct Occurrence: Hashable, Sendable {
  public let at: Seconds
  /// What happened: `approved`, `sending`. Holds no customer words.
  public let what: String
  public let detail: String

  public init(at: Seconds, what: String, detail: String) {
    self.at = at
    self.what = what
    self.detail = detail
  }
}
