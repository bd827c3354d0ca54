public import Desk
public import Drafting
import MIME

/// One text of a draft. A correction is a new revision; none is ever changed.
public struct Revision: Hashable, Sendable {
  /// 1 for the first.
  public let number: Int
  public let draft: Draft
  /// SHA-256 of the text, lower-case hex: what an approval is bound to.
  public let hash: String
  /// Who wrote it; nil for one made from a template.
  public let author: Agent?
  /// The text says "I" of what its author did, so that only they may sign it.
  public let saysI: Bool
  /// The customer's newest message of the conversation when it was made.
  public let newestInbound: StoredMessageID
  /// How many objections the gate had.
  public let objections: Int
  public let madeAt: Seconds

  public init(
    number: Int, draft: Draft, hash: String, author: Agent?, saysI: Bool, newestInbound: StoredMessageID,
    objections: Int, madeAt: Seconds
  ) {
    self.number = number
    self.draft = draft
    self.hash = hash
    self.author = author
    self.saysI = saysI
    self.newestInbound = newestInbound
    self.objections = objections
    self.madeAt = madeAt
  }

  /// The hash of a text, as revisions and approvals carry it.
  public static func hash(of text: String) -> String { SHA256.hex(text.utf8) }
}

/// A draft with its newest revision.
public struct DraftRecord: Hashable, Sendable {
  public let id: DraftID
  public let kind: DraftKind
  public let state: DraftState
  public let conversation: ConversationID
  /// The message it answers.
  public let answers: StoredMessageID
  public let newest: Revision
  /// Who rejected it and why, or what superseded it.
  public let note: String?
  /// The topic, for a thanks.
  public let topic: TopicID?

  public init(
    id: DraftID, kind: DraftKind, state: DraftState, conversation: ConversationID, answers: StoredMessageID,
    newest: Revision, note: String?, topic: TopicID?
  ) {
    self.id = id
    self.kind = kind
    self.state = state
    self.conversation = conversation
    self.answers = answers
    self.newest = newest
    self.note = note
    self.topic = topic
  }
}

/// A new text for a draft.
public struct NewRevision: Sendable {
  public let draft: Draft
  public let author: Agent
  public let saysI: Bool
  /// The customer's newest message that the author knew of.
  public let newestInbound: StoredMessageID
  public let objections: Int

  public init(draft: Draft, author: Agent, saysI: Bool, newestInbound: StoredMessageID, objections: Int) {
    self.draft = draft
    self.author = author
    self.saysI = saysI
    self.newestInbound = newestInbound
    self.objections = objections
  }
}

public enum ReviseOutcome: Hashable, Sendable {
  case revised(Int)
  /// Somebody wrote revision `newest` meanwhile.
  case overtaken(newest: Int)
  case notProposed(DraftState, note: String?)
  case missing
}

/// A person's yes to one revision, with the bytes that will leave. Only a cleared draft can be approved.
public struct Approval: Sendable {
  public let id: DraftID
  public let revision: Int
  public let newestInbound: StoredMessageID
  /// The mail exactly as it will be sent, and who says yes to it.
  public let mail: FrozenMail

  public init(id: DraftID, revision: Int, newestInbound: StoredMessageID, mail: FrozenMail) {
    self.id = id
    self.revision = revision
    self.newestInbound = newestInbound
    self.mail = mail
  }
}

public enum ApprovalOutcome: Hashable, Sendable {
  case approved(OutboxID)
  case alreadyApproved(by: String)
  /// The text is not the one that was shown.
  case overtaken(newest: Int)
  /// The customer wrote again.
  case newerMail(StoredMessageID)
  /// Mail is kept that nobody has read yet, and may be the customer's: try again when the worker has read it.
  case unreadMail
  case notProposed(DraftState, note: String?)
  case missing
}

public enum RejectOutcome: Hashable, Sendable {
  case rejected
  case notProposed(DraftState, note: String?)
  case missing
}
