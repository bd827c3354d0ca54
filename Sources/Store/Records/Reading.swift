public import Claims
public import Desk
public import Drafting
public import MIME

/// Everything that reading one kept message gives; kept in one transaction.
public struct Reading: Sendable {
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
  case kept(ConversationID, draft: DraftID?, superseded: [DraftID])
  /// Another process read it first.
  case alreadyRead
}
