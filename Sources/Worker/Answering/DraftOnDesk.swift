public import Claims
public import Desk
import Drafting
public import Gate
public import MIME
public import Store

/// A draft with everything an agent needs to decide on it.
public struct DraftOnDesk: Sendable {
  public let record: DraftRecord
  /// The message it answers.
  public let message: Message
  public let messageRecord: MessageRecord
  public let claims: [Claim]
  /// All that its customer has said.
  public let ledger: Ledger
  /// What the gate says now: the ledger may have grown since the draft was made.
  public let verdict: Verdict
  /// The customer's newest message of the conversation.
  public let newestInbound: StoredMessageID
  /// Where the answer would go; nil where there is no address to answer to.
  public let target: ReplyTarget?
  /// The accounts in which the message lies, as `user@host`; none for one from a file.
  public let arrivedIn: [String]

  /// Which of our addresses answers; nil where there is none.
  public func answering(among accounts: [SupportAccount]) -> SupportMailbox? {
    SupportAccount.answering(
      among: accounts, arrivedIn: arrivedIn, recipients: (message.to + message.cc).map(\.address))
  }
}

extension InboundReader {
  /// Looks a draft up; nil where there is none of that number.
  public func onDesk(_ id: DraftID) async throws(StoreError) -> DraftOnDesk? {
    guard let record = try await store.draft(id),
      let message = try await store.parsed(record.answers),
      let messageRecord = try await store.message(record.answers)
    else { return nil }
    let address = messageRecord.from?.address ?? ""
    let ledger = try await ledger(of: address, in: record.conversation)
    let human = try await store.messages(in: record.conversation).filter { $0.classification?.mailClass == .human }
    return DraftOnDesk(
      record: record, message: message, messageRecord: messageRecord,
      claims: try await store.claims(of: record.answers), ledger: ledger,
      verdict: Gate.check(record.newest.draft, against: ledger, reader: templates.reader),
      newestInbound: human.map(\.id).max() ?? record.answers, target: ReplyTarget(for: message, own: own),
      arrivedIn: try await store.placements(of: record.answers).map(\.mailbox.account))
  }
}
