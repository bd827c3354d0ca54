import Claims
import Desk
import MIME
import Store
import TestKit
import Testing

@testable import Worker

@Suite("Readings kept together", .timeLimit(.minutes(20)))
struct ReadingBatchTests {
  /// What one office knows in the end: each message, what was said in its conversation, and its drafts.
  private struct Knowledge: Equatable {
    var messages: [MessageRecord] = []
    var drafts: [[DraftRecord]] = []
    var claims: [[String]] = []

    init(_ store: any Store, count: Int) async throws {
      for number in 1...count {
        let id = StoredMessageID(Int64(number))
        let message = try #require(try await store.message(id))
        messages.append(message)
        drafts.append(try await store.drafts(answering: id))
        let said = try await store.claims(in: try #require(message.conversation))
        claims.append(said.map { "\($0.message) \($0.claim.key) \($0.claim.quote)" })
      }
    }
  }

  /// Mails of few people who answer each other and themselves, some by citing, some not, some of them machines.
  private static func mailbag(seed: UInt64, count: Int) -> [[UInt8]] {
    var random = SplitMix(seed: seed)
    let troubles = [
      "I have restarted the router twice, my order number is 4471-B.", "The tracker says \"undeliverable\".",
      "My name is Tom and my serial number is SN-88213-X.", "Please do not call me, I am deaf.",
    ]
    var latest: [Int: Int] = [:]
    return (1...count).map { number in
      let person = Int.random(in: 1...8, using: &random)
      let stranger = Int.random(in: 1...count, using: &random)
      let cited = Bool.random(using: &random) ? latest[person] : stranger == number ? nil : stranger
      latest[person] = number
      let machine = Int.random(in: 0..<8, using: &random) == 0
      return Array(
        ("From: Customer \(person) <\(Bool.random(using: &random) ? "c" : "C")\(person)@customer.example>\r\n"
          + "To: support@shop.example\r\nSubject: Trouble \(person)\r\nMessage-ID: <g\(number)@customer.example>\r\n"
          + (cited.map { "In-Reply-To: <g\($0)@customer.example>\r\n" } ?? "")
          + (machine ? "Auto-Submitted: auto-replied\r\n" : "")
          + "\r\nHello,\r\n\r\n\(troubles[Int.random(in: 0..<4, using: &random)])\r\n").utf8)
    }
  }

  @Test("However many are kept at once, what is known in the end is what reading them one by one gives", arguments: [
    1, 2,
  ])
  func sameKnowledge(seed: UInt64) async throws {
    let mails = Self.mailbag(seed: seed, count: 40)
    let (single, together) = (try Office(), try Office())
    for mail in mails {
      _ = try await single.store.keep(Arrival(raw: mail, uid: nil), at: 1000)
      _ = try await single.reader.readAll(at: { 1000 })
      _ = try await together.store.keep(Arrival(raw: mail, uid: nil), at: 1000)
    }
    let read = try await together.reader.readAll(at: { 1000 })
    #expect(read.map(\.number) == Array(1...40))
    let expected = try await Knowledge(single.store, count: mails.count)
    let found = try await Knowledge(together.store, count: mails.count)
    #expect(found.messages == expected.messages)
    #expect(found.drafts == expected.drafts)
    #expect(found.claims == expected.claims)
    #expect(expected.drafts.joined().contains { $0.state == .superseded }, "some wrote twice")
  }

  @Test("A batch takes those who have nothing to do with each other, up to its limit")
  func ties() {
    func reading(_ number: Int64) -> Reading {
      Reading(
        message: StoredMessageID(number), messageID: nil, subject: "", from: nil, sentAt: 0,
        classification: Classification(mailClass: .human, reason: "test"),
        thread: ThreadDecision(conversation: nil, evidence: .new, citedID: nil), claims: [], damage: [], draft: nil)
    }
    var batch = ReadingBatch(atMost: 3)
    let taken = [
      (1, [.person("tom@riverside.example"), .message("1@x.example")]),
      (2, [.person("tom@riverside.example")]),
      (3, [.person("eve@riverside.example"), .message("1@x.example")]),
      (4, [.person("eve@riverside.example"), .conversation(ConversationID(7))]),
      (5, [.person("bob@riverside.example"), .conversation(ConversationID(7))]),
      (6, [.person("bob@riverside.example")]),
    ].map { (number: Int64, ties: Set<ReadingBatch.Tie>) in
      #expect(!batch.isFull)
      let isFree = batch.isFree(of: ties)
      if isFree { batch.add(reading(number), tiedTo: ties, octets: 10) }
      return isFree
    }
    #expect(taken == [true, false, false, true, false, true])
    #expect(batch.isFull)
    #expect(batch.readings.map(\.message.number) == [1, 4, 6])
    var heavy = ReadingBatch(atMost: 3)
    heavy.add(reading(1), tiedTo: [], octets: ReadingBatch.mostOctets)
    #expect(heavy.isFull)
  }
}
