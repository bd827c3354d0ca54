import Claims
import Desk
import Drafting
import Foundation
import Gate
import Store
import Testing

@testable import Worker

@Suite("Two agents at one desk")
struct AnsweringTests {
  @Test("Ben saves while Ann still writes: Ann is told, and nothing of Ben's is lost")
  func lostUpdate() async throws {
    let office = try Office()
    try await office.receive(Office.tom)
    let seen = try #require(try await office.reader.onDesk(DraftID(1)))
    let ben = try await office.editing.replace(seen, with: "Hello Tom,\n\nby Ben.\n", by: Office.ben, at: 1100)
    guard case .revised(2, _) = ben else {
      Issue.record("\(ben)")
      return
    }
    let ann = try await office.editing.replace(seen, with: "Hello Tom,\n\nby Ann.\n", by: Office.ann, at: 1200)
    guard case .store(.overtaken(newest: 2)) = ann else {
      Issue.record("\(ann)")
      return
    }
    #expect(try await office.store.draft(DraftID(1))?.newest.draft.text == "Hello Tom,\n\nby Ben.\n")
  }

  @Test("Ann does not sign Ben's text unseen; once she says which revision she read, she may")
  func unseen() async throws {
    let office = try Office()
    try await office.receive(Office.tom)
    let seen = try #require(try await office.reader.onDesk(DraftID(1)))
    _ = try await office.editing.replace(seen, with: "Hello Tom,\n\nby Ben.\n", by: Office.ben, at: 1100)
    guard case .unseenRevision(2, by: "Ben") = try await office.approve(1, by: Office.ann) else {
      Issue.record("Ben's text went out unseen")
      return
    }
    guard case .store(.overtaken(newest: 2)) = try await office.approve(1, by: Office.ann, revision: 1) else {
      Issue.record("an older revision was approved")
      return
    }
    guard case .approved(OutboxID(1), to: "tom@riverside.example", _) = try await office.approve(1, by: Office.ann, revision: 2)
    else {
      Issue.record("the revision she read was refused")
      return
    }
    let told = try await office.store.occurrences(about: StoredMessageID(1)).map(\.detail)
    #expect(told.contains("d1 revision 2 by Ann (ann), gate clear, as o1"))
  }

  @Test("“I have moved it” is signed by the one who moved it, and by nobody else")
  func saysI() async throws {
    let office = try Office()
    try await office.receive(Office.tom)
    let seen = try #require(try await office.reader.onDesk(DraftID(1)))
    _ = try await office.editing.sayDone(
      seen, done: "sent a second parcel", by: nil, template: nil, agent: Office.ben, at: 1100)
    let text = try #require(try await office.store.draft(DraftID(1))).newest.draft.text
    #expect(text.contains("I have sent a second parcel."))
    guard case .saysIForAnother("Ben") = try await office.approve(1, by: Office.ann, revision: 2) else {
      Issue.record("Ann signed what Ben did")
      return
    }
    guard case .approved = try await office.approve(1, by: Office.ben) else {
      Issue.record("Ben may sign what he did")
      return
    }
  }

  @Test("A refusal of the gate is written down with who asked")
  func refusal() async throws {
    let office = try Office()
    try await office.receive(Office.tom)
    let seen = try #require(try await office.reader.onDesk(DraftID(1)))
    _ = try await office.editing.replace(
      seen, with: "Hello Tom,\n\nplease check the delivery tracker. What is your order number?\n", by: Office.ann,
      at: 1100)
    guard case .refusedByGate(let objections) = try await office.approve(1, by: Office.ann) else {
      Issue.record("the gate let it through")
      return
    }
    #expect(objections.map(\.ask.quote) == ["please check the delivery tracker", "What is your order number"])
    #expect(try await office.store.occurrences(about: StoredMessageID(1)).map(\.what).contains("refused by the gate"))
  }

  @Test("Answers to another domain need the agent's word, and an address SMTP cannot carry is told before the yes")
  func targets() async throws {
    let office = try Office()
    try await office.receive(
      Office.tom.replacingOccurrences(of: "Subject:", with: "Reply-To: tom@elsewhere.example\nSubject:"))
    guard case .targetDiffers(from: "tom@riverside.example", to: "tom@elsewhere.example")
      = try await office.approve(1, by: Office.ann)
    else {
      Issue.record("another domain was answered without a word")
      return
    }
    let agreed = try await office.approving.approve(
      DraftID(1), revision: nil, by: Office.ann, confirmedTarget: "tom@elsewhere.example", at: 2000, offsetMinutes: 0)
    guard case .approved(_, to: "tom@elsewhere.example", _) = agreed else {
      Issue.record("\(agreed)")
      return
    }
    try await office.receive(
      Office.tom.replacingOccurrences(of: "tom@riverside.example", with: "tom@-riverside.example"))
    guard case .unusableTarget = try await office.approve(2, by: Office.ann) else {
      Issue.record("an address that cannot be sent to was approved")
      return
    }
  }

  @Test("A Message-ID that cannot be written does not keep its sender from an answer")
  func oddMessageID() async throws {
    let office = try Office()
    try await office.receive(Office.tom.replacingOccurrences(of: "<1@riverside.example>", with: "<fö@riverside>"))
    guard case .approved = try await office.approve(1, by: Office.ann) else {
      Issue.record("it could not be answered")
      return
    }
  }

  @Test("A customer who sends our words back without any mark has not said them")
  func ownWordsAgain() async throws {
    let office = try Office()
    try await office.receive(Office.tom)
    let seen = try #require(try await office.reader.onDesk(DraftID(1)))
    let ours = """
      Hello Tom,

      I have restarted the label printer in our warehouse this morning, and I have checked the invoice of your parcel
      with the carrier: they had read the house number wrongly.

      """
    _ = try await office.editing.replace(seen, with: ours, by: Office.ann, at: 1100)
    _ = try await office.approve(1, by: Office.ann)
    for event in [OutboxEvent.taken, .dotReached, .accepted(reply: "250 queued")] {
      _ = try await office.store.advance(OutboxID(1), by: event, at: 2100)
    }
    let id = try #require(try await office.store.outbox(OutboxID(1))?.messageID)
    try await office.receive(
      """
      From: Tom Hartley <tom@riverside.example>
      To: support@shop.example
      Subject: Re: Where is my parcel?
      Message-ID: <2@riverside.example>
      In-Reply-To: <\(id)>

      I have called the carrier twice.

      Hello Tom,

      I have restarted the label printer in our warehouse this morning,
      and I have checked the invoice of your parcel with the carrier:
      they had read the house number wrongly.

      """)
    let claims = try await office.store.claims(of: StoredMessageID(2))
    #expect(claims.filter { $0.kind == .tried || $0.kind == .contacted }.map(\.quote).allSatisfy { $0.contains("called") })
    #expect(claims.contains { $0.quote.contains("called the carrier") })
  }
}
