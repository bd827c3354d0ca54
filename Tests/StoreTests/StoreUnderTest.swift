import Claims
import Desk
import Drafting
import EnglishReader
import Foundation
import Gate
import MIME
import SQLiteStore
import Steps
import Store
import Testing

/// Every store that passes the suite; PostgreSQL joins by one case.
enum StoreUnderTest: CaseIterable, CustomTestStringConvertible {
  case sqlite

  var testDescription: String { "\(self)" }

  /// One folder for all stores of a run, removed when the run ends.
  static let base: String = {
    let folder = NSTemporaryDirectory() + "heard-stores-\(ProcessInfo.processInfo.processIdentifier)"
    atexit { try? FileManager.default.removeItem(atPath: StoreUnderTest.base) }
    return folder
  }()

  /// A fresh store in a folder of its own, and the way to open the same one again.
  func open() throws -> (store: any Store, again: () throws -> any Store) {
    let place = Self.base + "/" + UUID().uuidString + "/heard.db"
    let open: () throws -> any Store = { try SQLiteStore(at: place, steps: StepCounter()) }
    return (try open(), open)
  }
}

/// Short ways to write a story about a store.
struct Story {
  let store: any Store
  static let inbox = MailboxKey(account: "support@host", mailbox: "INBOX")

  func arrive(_ text: String, uid: UInt32? = nil, at now: Seconds = 100) async throws -> StoredMessageID {
    let bytes = Array(text.utf8)
    if let uid {
      let outcomes = try await store.keep(
        [Arrival(raw: bytes, uid: uid)], from: Self.inbox, movingTo: MailboxCursor(uidValidity: 1, uid: uid), at: now)
      return outcomes[0].id
    }
    return try await store.keep(Arrival(raw: bytes, uid: nil), at: now).id
  }

  /// Keeps a reading of a customer's mail with a draft of `text`.
  @discardableResult
  func read(
    _ message: StoredMessageID, in conversation: ConversationID? = nil, draft text: String? = "Hello,\n",
    from address: String = "tom@riverside.example", id: String? = nil, mailClass: MailClass = .human
  ) async throws -> ReadingOutcome {
    let thread = ThreadDecision(
      conversation: conversation, evidence: conversation == nil ? .new : .cited, citedID: nil)
    let reading = Reading(
      message: message, messageID: id, subject: "Parcel", from: Address(name: "Tom", address: address), sentAt: 90,
      classification: Classification(mailClass: mailClass, reason: "test"), thread: thread,
      claims: [
        Claim(kind: .tried, quote: "I looked", span: 0..<8, source: .own, key: "check tracker", rule: "test")
      ], damage: [],
      draft: text.map { NewDraft(draft: Draft(text: $0, asks: [], template: "general"), objections: 0) })
    return try #require(try await store.keep([reading], at: 110).first)
  }

  /// Approves the newest revision of a draft.
  func approve(
    _ id: DraftID, by name: String = "Ann", messageID: String? = nil, copiesTo copies: [String] = []
  ) async throws -> ApprovalOutcome {
    guard let record = try await store.draft(id) else { return .missing }
    return try await store.approve(
      Approval(
        id: id, revision: record.newest.number, newestInbound: record.newest.newestInbound,
        mail: try mail(
          record.newest.draft, by: name, messageID: messageID ?? "\(id)@shop.example", copiesTo: copies)), at: 120)
  }

  /// The bytes of a draft as they would leave.
  func mail(
    _ draft: Draft, by name: String = "Ann", messageID: String = "1@shop.example", copiesTo copies: [String] = []
  ) throws -> FrozenMail {
    guard case .cleared(let cleared) = Gate.check(draft, against: Ledger(), reader: EnglishReader.shared) else {
      throw StoreError.other("the gate refused the story's draft")
    }
    return try Reply.freeze(
      cleared, answering: Message(parsing: Array("Subject: Parcel\r\n\r\nHello\r\n".utf8)),
      to: Address(name: "Tom", address: "tom@riverside.example"),
      copiesTo: copies.map { Address(name: "", address: $0) },
      from: SupportMailbox(address: "support@shop.example", name: "The Shop"),
      by: Agent(user: name.lowercased(), firstName: name), messageID: messageID,
      date: MailDate(seconds: 120, offsetMinutes: 0))
  }

  /// A correction by Ann.
  func correction(_ text: String, seen: StoredMessageID) -> NewRevision {
    NewRevision(
      draft: Draft(text: text, asks: [], template: nil), author: Agent(user: "ann", firstName: "Ann"), saysI: false,
      newestInbound: seen, objections: 0)
  }
}
