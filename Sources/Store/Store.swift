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

  /// Keeps messages from a server and moves the cursor, in one transaction: a crash leaves both or neither. Ends the
  /// quarantine of those that came. Where the cursor's UIDVALIDITY is new, what was known under another is forgotten.
  func keep(
    _ arrivals: [Arrival], from mailbox: MailboxKey, movingTo cursor: MailboxCursor, at now: Seconds
  ) async throws(StoreError) -> [ArrivalOutcome]

  /// What ``keep(_:of:at:)`` was told last; nil where the mailbox has been numbered anew since, or never told.
  func changeCount(of mailbox: MailboxKey) async throws(StoreError) -> MailboxChangeCount?

  /// Keeps what changed in a mailbox while nobody looked: a message that somebody has answered with another program
  /// needs no draft, and one that is gone is not asked for any more. Nothing where the mailbox is not known under
  /// that UIDVALIDITY.
  /// - Returns: the drafts that were taken from the desk.
  @discardableResult
  func keep(_ resync: MailboxResync, of mailbox: MailboxKey, at now: Seconds) async throws(StoreError) -> [DraftID]

  /// How many octets are kept of a large message that comes in pieces; 0 before the first.
  func octetsKept(of place: Placement) async throws(StoreError) -> Int

  /// Keeps the next piece of a large message; nothing where `offset` is not what ``octetsKept(of:)`` says.
  func keepPiece(_ piece: [UInt8], at offset: Int, of place: Placement) async throws(StoreError)

  /// Makes one message of the pieces that were kept, and moves the cursor: as ``keep(_:from:movingTo:at:)``.
  func keepWhole(
    _ place: Placement, receivedAt: Seconds?, isAnswered: Bool, gmailID: UInt64?, movingTo cursor: MailboxCursor,
    at now: Seconds
  ) async throws(StoreError) -> ArrivalOutcome

  /// Writes down where messages lie that are kept already, from another mailbox of the same account.
  /// - Parameter gmailIDs: Gmail's numbers by UID (OBLIGATIONS A-25). A message is taken for a kept one only where the
  ///   sizes are the same, too.
  /// - Returns: the UIDs of those that are kept; the others must be fetched.
  func placeKept(
    _ gmailIDs: [UInt32: GmailIdentity], in mailbox: MailboxKey, uidValidity: UInt32
  ) async throws(StoreError) -> Set<UInt32>

  /// Puts aside a message whose bytes do not come, with the next time to ask for it by ``Desk/QuarantineSchedule``.
  func quarantine(_ place: Placement, because reason: String, at now: Seconds) async throws(StoreError)

  /// The messages of `mailbox` that were put aside, by UID.
  func quarantined(in mailbox: MailboxKey) async throws(StoreError) -> [QuarantinedMessage]

  /// Takes a message out of quarantine that is not on the server any more.
  func forget(_ place: Placement) async throws(StoreError)

  /// Lets go of what came of a large message.
  func forgetPieces(of place: Placement) async throws(StoreError)

  /// Remembers that mail of `mailbox` received before `instant` is not wanted; an earlier instant replaces a later one.
  /// Nothing where the mailbox is read already and has no such instant: then all of it is wanted.
  func note(start instant: Seconds, of mailbox: MailboxKey) async throws(StoreError)

  /// From when on mail of `mailbox` is wanted; nil: all of it.
  func start(of mailbox: MailboxKey) async throws(StoreError) -> Seconds?

  /// All UIDs of `mailbox` under `uidValidity` whose messages are kept or in quarantine.
  func knownUIDs(of mailbox: MailboxKey, uidValidity: UInt32) async throws(StoreError) -> Set<UInt32>

  /// Writes down what a comparison of `mailbox` with the store found.
  func note(_ audit: MailboxAudit, of mailbox: MailboxKey) async throws(StoreError)

  /// What the latest comparison found; nil before the first.
  func audit(of mailbox: MailboxKey) async throws(StoreError) -> MailboxAudit?

  /// Keeps a message from a file.
  func keep(_ arrival: Arrival, at now: Seconds) async throws(StoreError) -> ArrivalOutcome

  // MARK: Reading

  /// The oldest kept message that nobody has read, with its first piece; of those after `earlier`, where it is given.
  func nextUnread(after earlier: StoredMessageID?) async throws(StoreError) -> KeptMessage?

  /// The conversations that hold these Message-IDs, received or sent; those in which `sender` takes part first, and
  /// few for each id, as anybody can copy one.
  func candidates(citing messageIDs: [String], sender: String) async throws(StoreError) -> [ThreadCandidate]

  /// What customers said in one conversation, in its newest messages.
  func claims(in conversation: ConversationID) async throws(StoreError) -> [Ledger.Entry]

  /// The texts of our mails in one conversation that left us or may have, newest first; at most ``sentTextLimit``.
  /// - Parameter message: only those that it may quote: approved when neither it nor a later one was there. No clock decides on
  ///   that: in one second, or with a clock put back, an answer would come before its question.
  func sentTexts(in conversation: ConversationID, before message: StoredMessageID) async throws(StoreError) -> [String]

  /// What one person said in all conversations but `conversation`, of what lasts from one matter to the next, in their
  /// newest messages.
  func lastingClaims(
    by address: String, outside conversation: ConversationID?
  ) async throws(StoreError) -> [Ledger.Entry]

  /// Keeps what was read of several messages, all or none of it; what became of each. A human's mail makes unsent
  /// drafts of its conversation stale in the same transaction.
  func keep(_ readings: [Reading], at now: Seconds) async throws(StoreError) -> [ReadingOutcome]

  /// Messages that were read by rules earlier than `version`, oldest first.
  func messages(readBefore version: Int) async throws(StoreError) -> [StoredMessageID]

  /// Replaces the claims of a message that was read before, by those of ``Reading/version``; nil where nobody has read
  /// it yet.
  func keep(_ rereading: Rereading, at now: Seconds) async throws(StoreError) -> ClaimsChange?

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
  /// One of a message's pieces, from 0; nil behind the last. Together they are the raw bytes; most have one.
  func piece(_ number: Int, of id: StoredMessageID) async throws(StoreError) -> [UInt8]?
  /// Where a message lies on servers; nowhere for one from a file.
  func placements(of message: StoredMessageID) async throws(StoreError) -> [Placement]
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

  /// Mails from `sender` whose turn it is, oldest approval first.
  func due(from sender: String, at now: Seconds) async throws(StoreError) -> [OutboxID]
  func outbox(_ id: OutboxID) async throws(StoreError) -> OutboxRecord?
  func outbox(of draft: DraftID) async throws(StoreError) -> OutboxRecord?
  /// Mails in these states, oldest first.
  func outbox(in states: Set<OutboxState.Name>) async throws(StoreError) -> [OutboxRecord]
  /// Moves a mail by ``Desk/decide(_:_:at:)``. `taken` and `dotReached` check once more that the customer has not written
  /// since the approval, and withdraw the mail otherwise; while mail is kept that nobody has read, `taken` waits and
  /// `dotReached` puts the mail off;
  /// the first recipient that has it makes the jobs that follow a sent mail, and `uncertain` the job that looks for it.
  func advance(_ id: OutboxID, by event: OutboxEvent, at now: Seconds) async throws(StoreError) -> AdvanceOutcome
  /// Somebody cites our mail with this Message-ID, which only a mail that left can bring about; `missing` where we have
  /// no such mail. A bounce or an answer that is kept as a reading does so by itself.
  func proved(messageID: String, by evidence: String, at now: Seconds) async throws(StoreError) -> AdvanceOutcome

  // MARK: Jobs on the mail server

  /// Jobs whose turn it is, of mails from `sender`.
  func dueJobs(from sender: String, at now: Seconds) async throws(StoreError) -> [MailboxJob]
  /// Where the message that this mail answers lies.
  func placements(answeredBy outbox: OutboxID) async throws(StoreError) -> [Placement]
  func finish(_ job: MailboxJob, detail: String, at now: Seconds) async throws(StoreError)
  func postpone(_ job: MailboxJob, until notBefore: Seconds?, detail: String, at now: Seconds) async throws(StoreError)
  /// Looks again at `notBefore`; unlike ``postpone(_:until:detail:at:)``, this is no failed try.
  func wait(_ job: MailboxJob, until notBefore: Seconds, detail: String, at now: Seconds) async throws(StoreError)
  /// Who files copies on `account` (`user@host`); nil where that was not found out yet.
  func sentPolicy(of account: String) async throws(StoreError) -> SentPolicyRecord?
  /// What is known of all accounts, by name.
  func sentPolicies() async throws(StoreError) -> [SentPolicyRecord]
  /// Writes down who files copies. The first answer stays: what comes later may be a copy of ours.
  func learn(_ record: SentPolicyRecord) async throws(StoreError)
  /// Forgets who files copies on `account`, so that it is found out anew.
  func forgetSentPolicy(of account: String) async throws(StoreError)

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

  // MARK: Accounts

  /// Remembers that an account is not used any more until a person has looked: the server refused its login.
  func stop(_ account: String, because reason: String, at now: Seconds) async throws(StoreError)
  /// Remembers that an account works.
  func works(_ account: String) async throws(StoreError)

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
