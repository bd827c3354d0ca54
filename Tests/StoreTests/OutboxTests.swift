import Desk
import Foundation
import GRDB
import SQLiteStore
import Steps
import Store
import Testing

@Suite("Approved mail in the store")
struct OutboxTests {
  static let copies = ["eve@shop.example", "bob@shop.example"]

  /// A mail to Tom, Eve and Bob that waits for its turn.
  private func threeRecipients(_ store: any Store) async throws -> Story {
    let story = Story(store: store)
    try await story.read(try await story.arrive("a"))
    // Tom is named twice, and gets it once.
    let copies = Self.copies + ["tom@riverside.example"]
    #expect(try await story.approve(DraftID(1), copiesTo: copies) == .approved(OutboxID(1)))
    return story
  }

  private func answer(_ address: String, _ verdict: RecipientAnswer.Verdict, _ reply: String) -> RecipientAnswer {
    RecipientAnswer(address: address, verdict: verdict, reply: reply)
  }

  @Test("A-31: what each recipient's server said is kept, and outlives the process", arguments: StoreUnderTest.allCases)
  func recipients(_ kind: StoreUnderTest) async throws {
    let (store, again) = try kind.open()
    _ = try await threeRecipients(store)
    let answers = [
      answer("tom@riverside.example", .accepted, "250 ok"), answer("eve@shop.example", .never, "550 nobody"),
      answer("bob@shop.example", .later, "451 later"),
    ]
    for event in [OutboxEvent.taken, .dotReached(recipients: answers)] {
      _ = try await store.advance(OutboxID(1), by: event, at: 200)
    }
    let atDot = try #require(try await again().outbox(OutboxID(1)))
    #expect(
      atDot.recipients == [
        Recipient(address: "tom@riverside.example", state: .dotPending(reply: "250 ok")),
        Recipient(address: "eve@shop.example", state: .refused(reply: "550 nobody")),
        Recipient(address: "bob@shop.example", state: .deferred(reply: "451 later")),
      ])
    #expect(
      try await store.advance(OutboxID(1), by: .accepted(reply: "250 Q1"), at: 201)
        == .moved(.deferred(attempt: 1, notBefore: 261, reply: "451 later")))
    #expect(try await store.dueJobs(from: "support@shop.example", at: 201).map(\.kind) == [.answered, .sentCopy], "somebody has it")
    let told = try await store.occurrences(about: StoredMessageID(1)).last?.detail
    #expect(told == "o1: 451 later (recipients: 1 accepted, 1 deferred, 1 refused)")
    // Eve gets it from Ann's hand, and takes part in the conversation as she was written to.
    for event in [OutboxEvent.taken, .dotReached, .accepted(reply: "250 Q2")] {
      _ = try await store.advance(OutboxID(1), by: event, at: 300)
    }
    #expect(try await store.outbox(OutboxID(1))?.state == .failed(at: 300, reply: "550 nobody"))
    #expect(try await store.dueJobs(from: "support@shop.example", at: 300).count == 2, "one copy of it, however many tries")
    let found = try await store.candidates(citing: ["d1@shop.example"], sender: "EVE@shop.example")
    #expect(found.map(\.senderTakesPart) == [true])
  }

  @Test("A-28: what waits to be sent is told of by when it was approved", arguments: StoreUnderTest.allCases)
  func oldestUnsent(_ kind: StoreUnderTest) async throws {
    let story = try await threeRecipients(try kind.open().store)
    _ = try await story.store.advance(OutboxID(1), by: .unreachable(reason: "nobody answers"), at: 500)
    #expect(try await story.store.overview().oldestUnsent == 120)
    #expect(try await story.store.due(from: "support@shop.example", at: 500) == [OutboxID(1)])
  }

  @Test("S3: a citation of our mail proves that it left, once, and one of nothing of ours proves nothing",
    arguments: StoreUnderTest.allCases)
  func proved(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    try await story.read(try await story.arrive("a"))
    _ = try await story.approve(DraftID(1))
    for event in [OutboxEvent.taken, .dotReached, .lostAfterDot(reason: "gone")] {
      _ = try await story.store.advance(OutboxID(1), by: event, at: 200)
    }
    #expect(try await story.store.dueJobs(from: "support@shop.example", at: 200).map(\.kind) == [.findSent])
    #expect(try await story.store.proved(messageID: "other@x", by: "m2 cites it", at: 300) == .missing)
    let moved = try await story.store.proved(messageID: "d1@shop.example", by: "m2 cites it", at: 300)
    #expect(moved == .moved(.sent(at: 300, reply: "m2 cites it")))
    #expect(
      try await story.store.proved(messageID: "d1@shop.example", by: "m3 cites it", at: 400)
        == .refused(.sent(at: 300, reply: "m2 cites it")))
    #expect(try await story.store.dueJobs(from: "support@shop.example", at: 300).map(\.kind) == [.findSent, .answered, .sentCopy])
  }

  @Test("A-16: who files copies is written down once; a job that waits has not failed",
    arguments: StoreUnderTest.allCases)
  func sentPolicy(_ kind: StoreUnderTest) async throws {
    let (store, again) = try kind.open()
    let story = Story(store: store)
    try await story.read(try await story.arrive("a"))
    _ = try await story.approve(DraftID(1))
    #expect(try await store.sentPolicy(of: "support@host") == nil)
    let first = SentPolicyRecord(account: "support@host", policy: .serverFiles, probedAt: 7, probe: OutboxID(1))
    try await store.learn(first)
    try await store.learn(SentPolicyRecord(account: "support@host", policy: .weFile, probedAt: 8, probe: OutboxID(1)))
    #expect(try await again().sentPolicies() == [first])
    try await store.forgetSentPolicy(of: "support@host")
    #expect(try await store.sentPolicy(of: "support@host") == nil)

    for event in [OutboxEvent.taken, .dotReached, .accepted(reply: "250")] {
      _ = try await store.advance(OutboxID(1), by: event, at: 200)
    }
    let copy = try #require(try await store.dueJobs(from: "support@shop.example", at: 200).last)
    #expect(copy.madeAt == 200)
    try await store.wait(copy, until: 260, detail: "not there yet", at: 200)
    #expect(try await store.dueJobs(from: "support@shop.example", at: 259).map(\.kind) == [.answered])
    #expect(try await store.dueJobs(from: "support@shop.example", at: 260).last == copy)
  }

  @Test("Whoever writes uncertain into the file, nobody whom the mail may have reached is left to be sent to again")
  func trigger() async throws {
    let place = StoreUnderTest.base + "/" + UUID().uuidString + "/heard.db"
    let store = try SQLiteStore(at: place, steps: StepCounter())
    _ = try await threeRecipients(store)
    try await DatabaseQueue(path: place).write { db in
      try db.execute(
        sql: "UPDATE outbox SET state = 'uncertain', attempt = NULL, since = 300, reply = 'restored' WHERE id = 1")
    }
    let record = try #require(try await store.outbox(OutboxID(1)))
    #expect(record.recipients.map(\.state) == Array(repeating: .uncertain(reply: "restored"), count: 3))
    #expect(record.progress.isConsistent)
  }

  @Test("A store from before: each mail's one recipient is in its mail's state, and what is uncertain is looked for")
  func migrated() async throws {
    let place = StoreUnderTest.base + "/" + UUID().uuidString + "/heard.db"
    let states = [
      "queued', 0, NULL, NULL", "sending', 1, 5, NULL", "dot_pending', 1, 5, NULL", "sent', NULL, 5, '250 Q",
      "deferred', 2, 9, '451", "failed', NULL, 5, '550", "uncertain', NULL, 5, 'gone", "withdrawn', NULL, 5, 'm2",
    ]
    do {
      let story = Story(store: try SQLiteStore(at: place, steps: StepCounter()))
      for (index, _) in states.enumerated() {
        try await story.read(try await story.arrive("mail \(index)"))
        _ = try await story.approve(DraftID(Int64(index + 1)))
      }
      // As version 2 had it.
      let earlier = try DatabaseQueue(path: place)
      try await earlier.write { db in
        try db.execute(
          sql: """
            DROP TRIGGER uncertain_covers;
            DROP TABLE recipient;
            DROP TABLE sent_policy;
            ALTER TABLE job DROP COLUMN made_at;
            ALTER TABLE outbox ADD COLUMN envelope_to TEXT NOT NULL DEFAULT 'tom@riverside.example';
            INSERT INTO job (kind, outbox, state, attempt, not_before) VALUES ('sentCopy', 4, 'pending', 3, 77);
            DELETE FROM grdb_migrations WHERE identifier = '3 recipients';
            """)
        for (index, state) in states.enumerated() {
          let values = state.hasSuffix("NULL") ? "'\(state)" : "'\(state)'"
          try db.execute(
            sql: "UPDATE outbox SET (state, attempt, since, reply) = (\(values)) WHERE id = ?", arguments: [index + 1])
        }
      }
      try earlier.close()
    }
    let store = try SQLiteStore(at: place, steps: StepCounter())
    let records = try await store.outbox(in: Set(OutboxState.Name.allCases))
    #expect(records.map(\.envelopeTo) == Array(repeating: "tom@riverside.example", count: 8))
    #expect(
      records.map { $0.recipients[0].state } == [
        .pending, .pending, .dotPending(reply: ""), .accepted(reply: "250 Q"), .deferred(reply: "451"),
        .refused(reply: "550"), .uncertain(reply: "gone"), .withdrawn(why: "m2"),
      ])
    #expect(records.map(\.progress.isConsistent) == Array(repeating: true, count: 8))
    #expect(try await store.dueJobs(from: "support@shop.example", at: 77).map { [$0.kind.rawValue, "\($0.outbox)", "\($0.attempt)"] } == [
      ["sentCopy", "o4", "3"], ["findSent", "o7", "0"],
    ])
    // And each goes on from there.
    #expect(try await store.advance(OutboxID(2), by: .processDied, at: 10) == .moved(.queued(attempt: 1)))
    guard case .moved(.uncertain(since: 5, _)) = try await store.advance(OutboxID(3), by: .processDied, at: 10) else {
      Issue.record("what was at the dot is in doubt")
      return
    }
  }
}
