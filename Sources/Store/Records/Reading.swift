public import Claims
public import Desk
public import Drafting
public import MIME

/// Everything that reading one kept message gives; kept in one transaction.
public struct Reading: Sendable {
  /// Of the rules by which mails are read. Raised when they come to read otherwise: `heard reparse` then reads anew what
  /// was read by an earlier one.
  public static let version = 4

  public let message: StoredMessageID
  public let messageID: String?
  public let subject: String
  public let from: Address?
  /// The Date header's instant, else when the message arrived.
  public let sentAt: Seconds
  public let classification: Classification
  public let thread: ThreadDecision
  public let claims: [Claim]
  public let damage: [String]
  /// Only for a human's mail.
  public let draft: NewDraft?

  public init(
    message: StoredMessageID, messageID: String?, subject: String, from: Address?, sentAt: Seconds,
    classification: Classification, thread: ThreadDecision, claims: [Claim], damage: [String], draft: NewDraft?
  ) {
    self.message = message
    self.messageID = messageID
    self.subject = subject
    self.from = from
    self.sentAt = sentAt
    self.classification = classification
    self.thread = thread
    self.claims = claims
    self.damage = damage
    self.draft = draft
  }
}

/// What reading a message once more gives; how it was classed, threaded and answered stays.
public struct Rereading: Sendable {
  public let message: StoredMessageID
  public let claims: [Claim]
  public let damage: [String]

  public init(message: StoredMessageID, claims: [Claim], damage: [String]) {
    self.message = message
    self.claims = claims
    self.damage = damage
  }
}

/// How many claims a message has after it was read once more, and how many of them are new or gone.
public struct ClaimsChange: Hashable, Sendable {
  public let claims: Int
  public let new: Int
  public let gone: Int

  public init(claims: Int, new: Int, gone: Int) {
    self.claims = claims
    self.new = new
    self.gone = gone
  }
}

/// A draft that no person has seen yet.
public struct NewDraft: Sendable {
  public let draft: Draft
  /// How many objections the gate had when it was made.
  public let objections: Int

  public init(draft: Draft, objections: Int) {
    self.draft = draft
    self.objections = objections
  }
}

/// What became of a reading.
public enum ReadingOutcome: Hashable, Sendable {
  /// Kept; the drafts it made stale are named.
  /// - Parameter twin: another message of the same Message-ID, with other bytes: one of the two may be forged.
  case kept(ConversationID, draft: DraftID?, superseded: [DraftID], twin: StoredMessageID?)
  /// Another process read it first.
  case alreadyRead
}
