public import Claims
public import Desk

/// What Heard remembers. Every write is one named transaction that keeps the invariants, and says what came of it;
/// reads change nothing.
///
/// All calls are durable when they return. A call that throws has changed nothing.
public protocol Store: Sendable {
  // MARK: Arrivals

  /// How far `mailbox` has been read; nil before the first time.
  func cursor(of mailbox: MailboxKey) async throws(StoreError) -> MailboxCursor?

  /// UIDs above the cursor that are kept already: those behind a message whose bytes did not come.
  func keptUIDs(of mailbox: MailboxKey, beyond cursor: MailboxCursor) async throws(StoreError) -> Set<UInt32>

  /// Keeps messages from a server and moves the cursor, in one transaction: a crash leaves both or neither.
  func keep(
    _ arrivals: [Arrival], from mailbox: MailboxKey, movingTo cursor: MailboxCursor, at now: Seconds
  ) async throws(StoreError) -> [ArrivalOutcome]

  /// Keeps a message from a file.
  func keep(_ arrival: Arrival, at now: Seconds) async throws(StoreError) -> ArrivalOutcome

  // MARK: Reading

  /// The oldest kept message that nobody has read.
  func nextUnread() async throws(StoreError) -> KeptMessage?

  /// The conversations that hold these Message-IDs, received or sent; those in which `sender` takes part first, and
  /// few for each id, as anybody can copy one.
  func candidates(citing messageIDs: [String], sender: String) async throws(StoreError) -> [ThreadCandidate]

  /// What customers said in one conversation, in its newest messages.
  func claims(in conversation: ConversationID) async throws(StoreError) -> [Ledger.Entry]

  /// The texts of our mails in one conversation that left us or may have, newest first; at most ``sentTextLimit``.
  func sentTexts(in conversation: ConversationID) async throws(StoreError) -> [String]

  /// What one person said in all conversations but `conversation`, of what lasts from one matter to the next, in their
  /// newest messages.
  func lastingClaims(
    by address: String, outside conversation: ConversationID?
  ) async throws(StoreError) -> [Ledger.Entry]

  /// Keeps what was read. A human's mail makes unsent drafts of its conversation stale in the same transaction.
  func keep(_ reading: Reading, at now: Seconds) async throws(StoreError) -> ReadingOutcome

  // MARK: Desk

  /// Drafts that wait for a person, longest waiting first.
  func queue() async throws(StoreError) -> [QueueLine]
  /// Messages that made no draft and belong to nobody of the queue, newest first: automatic mail, bounces, and mail
  /// that has nobody to answer to. At most ``undraftedLimit``.
  func undrafted() async throws(StoreError) -> [MessageRecord]
  func draft(_ id: DraftID) async throws(StoreError) -> DraftRecord?
  func drafts(answering message: StoredMessageID) async throws(StoreError) -> [DraftRecord]
  func message(_ id: StoredMessageID) async throws(StoreError) -> MessageRecord?
  func raw(of id: StoredMessageID) async throws(StoreError) -> [UInt8]?
  func claims(of message: StoredMessageID) async throws(StoreError) -> [Claim]
  func messages(in conversation: ConversationID) async throws(StoreError) -> [MessageRecord]
  func occurrences(about message: StoredMessageID) async throws(StoreError) -> [Occurrence]

  func revise(
    _ id: DraftID, after revision: Int, with new: NewRevision, at now: Seconds
  ) async throws(StoreError) -> ReviseOutcome
  /// The instant of commitment: the approval and the frozen bytes, in one transaction.
  func approve(_ approval: Approval, at now: Seconds) async throws(StoreError) -> ApprovalOutcome
  func reject(_ id: DraftID, by agent: Agent, why: String, at now: Seconds) async throws(StoreError) -> RejectOutcome

  /// Adds a line to the story of a message, as `heard why` tells it.
  func note(_ what: String, _ detail: String, about message: StoredMessageID, at now: Seconds) async throws(StoreError)

  // MARK: Outbox

  /// Mails whose turn it is, oldest approval first.
  func due(at now: Seconds) async throws(StoreError) -> [OutboxID]
  func outbox(_ id: OutboxID) async throws(StoreError) -> OutboxRecord?
  func outbox(of draft: DraftID) async throws(StoreError) -> OutboxRecord?
  /// Mails in these states, oldest first.
  func outbox(in states: Set<OutboxState.Name>) async throws(StoreError) -> [OutboxRecord]
  /// Moves a mail by ``Desk/decide(_:_:at:)``. `taken` and `dotReached` check once more that the customer has not written
  /// since the approval, and withdraw the mail otherwise; while mail is kept that nobody has read, `taken` waits and
  /// `dotReached` puts the mail off;
  /// `accepted` makes the jobs that follow a sent mail.
  func advance(_ id: OutboxID, by event: OutboxEvent, at now: Seconds) async throws(StoreError) -> AdvanceOutcome

  // MARK: Jobs on the mail server

  func dueJobs(at now: Seconds) async throws(StoreError) -> [MailboxJob]
  /// Where the message that this mail answers lies.
  func placements(answeredBy outbox: OutboxID) async throws(StoreError) -> [Placement]
  func finish(_ job: MailboxJob, detail: String, at now: Seconds) async throws(StoreError)
  func postpone(_ job: MailboxJob, until notBefore: Seconds?, detail: String, at now: Seconds) async throws(StoreError)

  // MARK: Topics

  func addTopic(_ title: String, at now: Seconds) async throws(StoreError) -> TopicID
  func topics() async throws(StoreError) -> [TopicRecord]
  func topic(_ id: TopicID) async throws(StoreError) -> TopicRecord?
  func link(_ voice: TopicVoice, at now: Seconds) async throws(StoreError) -> TopicOutcome
  func resolve(
    _ id: TopicID, resolution: String, by agent: String, at now: Seconds
  ) async throws(StoreError) -> TopicOutcome
  /// Lower-case addresses that have a thanks for the topic, in whatever state.
  func thanked(for topic: TopicID) async throws(StoreError) -> Set<String>
  /// Lower-case addresses that get no mailings.
  func suppressed() async throws(StoreError) -> Set<String>
  /// Puts a thanks before a person; nil where that person has one for the topic already.
  func keep(_ thanks: NewThanks, at now: Seconds) async throws(StoreError) -> DraftID?

  // MARK: Whole

  func overview() async throws(StoreError) -> Overview
  /// The right to be the one worker of this store; nil while another holds it. Freed when the lease is let go, and
  /// when its process dies.
  func lease() async throws(StoreError) -> (any WorkerLease)?
}

/// The right to be the one worker of a store, for as long as the value lives.
public protocol WorkerLease: Sendable {
  func release()
}

/// Messages without a draft that are listed: a screenful is looked at, and bulk mail can run to thousands.
public let undraftedLimit = 500

/// Most mails of ours whose texts are looked for in what a customer quotes: who quotes, quotes the newest.
public let sentTextLimit = 20
