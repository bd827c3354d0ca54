import Desk
import Drafting
import Foundation
import Steps
import Store
import Testing

@testable import SQLiteStore

@Suite("Restore")
struct BackupRestoreTests {
  private func restore(
    _ file: String, to place: String, at now: Seconds = 1000
  ) async throws(StoreFileError) -> RestoreReport {
    try await SQLiteStore.restore(file, to: place, at: now, steps: StepCounter())
  }

  /// A store whose o1 is queued, d2 proposed, and its backup.
  private func backedUp() async throws -> (place: String, file: String) {
    let place = try await CheckTests.make()
    let file = place + ".copy"
    _ = try await SQLiteStore.backUp(place, to: file, replacing: false, at: 500, steps: StepCounter())
    return (place, file)
  }

  @Test("Law 3: what was sent after the backup is not sent again by itself, and a person is told why")
  func held() async throws {
    let (place, file) = try await backedUp()
    try await { () async throws in
      let store = try SQLiteStore(at: place, steps: StepCounter())
      for event in [OutboxEvent.taken, .dotReached, .accepted(reply: "250 queued")] {
        _ = try await store.advance(OutboxID(1), by: event, at: 600)
      }
    }()
    #expect(truncate(place, 100) == 0)

    let report = try await restore(file, to: place)
    #expect(report.messages == 2)
    #expect(report.held == [OutboxID(1)])
    #expect(report.knownUntil == 120)
    let store = try SQLiteStore(at: place, steps: StepCounter())
    #expect(try await store.due(from: "support@shop.example", at: 1_000_000).isEmpty)
    let why = "the store was restored from a backup in which this mail was queued; it may have left since"
    #expect(try await store.outbox(OutboxID(1))?.state == .uncertain(since: 1000, reply: why))
    #expect(try await store.occurrences(about: StoredMessageID(1)).last?.what == "outbox uncertain")
    #expect(try await store.draft(DraftID(2))?.note?.contains("somebody may have answered since") == true)
    #expect(try await SQLiteStore.check(at: place, .full).findings == [])

    // A person finds it in Sent.
    let told = try await store.advance(OutboxID(1), by: .personSaysSent(by: "Ann"), at: 1100)
    #expect(told == .moved(.sent(at: 1100, reply: "Ann says that it arrived")))
  }

  @Test("Law 3: an answer to a mail from before the restore is held when it is approved; one to newer mail leaves")
  func approvedAfter() async throws {
    let (place, file) = try await backedUp()
    _ = try await restore(file, to: place)
    let story = Story(store: try SQLiteStore(at: place, steps: StepCounter()))
    #expect(try await story.approve(DraftID(2)) == .approved(OutboxID(10_002)))
    let why = "the store was restored from a backup after m2 came; somebody may have answered it already"
    #expect(try await story.store.outbox(OutboxID(10_002))?.state == .uncertain(since: 120, reply: why))

    // Fetched again: it came between backup and disaster.
    let between = try await story.store.keep(
      [Arrival(raw: Array("Subject: c".utf8), uid: 5, receivedAt: 700)], from: Story.inbox,
      movingTo: MailboxCursor(uidValidity: 1, uid: 5), at: 2000)[0].id
    try await story.read(between)
    #expect(try await story.approve(DraftID(10_003), messageID: "c@shop.example") == .approved(OutboxID(10_003)))
    #expect(try await story.store.outbox(OutboxID(10_003))?.state.name == .uncertain)

    // It came after the restore: nobody can have answered it before.
    let later = try await story.store.keep(
      [Arrival(raw: Array("Subject: d".utf8), uid: 6, receivedAt: 1900)], from: Story.inbox,
      movingTo: MailboxCursor(uidValidity: 1, uid: 6), at: 2000)[0].id
    try await story.read(later)
    #expect(try await story.approve(DraftID(10_004), messageID: "d@shop.example") == .approved(OutboxID(10_004)))
    #expect(try await story.store.due(from: "support@shop.example", at: 2000) == [OutboxID(10_004)])
  }

  @Test("Law 3: a thanks for a topic from before the restore is held when it is approved; for a newer topic it leaves")
  func thanks() async throws {
    let place = try await CheckTests.make()
    let before = try SQLiteStore(at: place, steps: StepCounter())
    let old = try await before.addTopic("Less plastic", at: 400)
    let file = place + ".copy"
    _ = try await SQLiteStore.backUp(place, to: file, replacing: false, at: 500, steps: StepCounter())
    _ = try await restore(file, to: place)
    let story = Story(store: try SQLiteStore(at: place, steps: StepCounter()))
    let new = try await story.store.addTopic("More paper", at: 2000)
    for topic in [old, new] {
      let voice = TopicVoice(
        topic: topic, message: StoredMessageID(1), address: "tom@riverside.example", quote: "q", date: 90)
      let thanks = NewThanks(
        voice: voice, conversation: ConversationID(1),
        draft: NewDraft(draft: Draft(text: "Thank you\n", asks: [], template: "thanks"), objections: 0))
      let draft = try #require(try await story.store.keep(thanks, at: 2000))
      _ = try await story.approve(draft)
      let state = try await story.store.outbox(of: draft)?.state.name
      #expect(state == (topic == old ? .uncertain : .queued))
    }
  }

  @Test("Mail that came since the backup is fetched again; what the backup has is known by its bytes")
  func fetchedAgain() async throws {
    let (place, file) = try await backedUp()
    try await { () async throws in
      let story = Story(store: try SQLiteStore(at: place, steps: StepCounter()))
      try await story.read(try await story.arrive("Subject: c", uid: 5))
    }()
    _ = try await restore(file, to: place)
    let story = Story(store: try SQLiteStore(at: place, steps: StepCounter()))
    #expect(try await story.store.cursor(of: Story.inbox)?.uid == 4)
    #expect(try await story.arrive("Subject: c", uid: 5) == StoredMessageID(10_003), "m3 was another's name before")
    #expect(try await story.arrive("Subject: a\r\n\r\nI looked", uid: 6) == StoredMessageID(1))
  }

  @Test("The store that stood there is kept under a name of its own, each time, with its journal")
  func keptAside() async throws {
    let (place, file) = try await backedUp()
    let damaged = Data("not a database at all, but somebody may want to look at it".utf8)
    var asides: [String] = []
    for _ in 1...2 {
      try damaged.write(to: URL(fileURLWithPath: place))
      try Data("a journal of other pages".utf8).write(to: URL(fileURLWithPath: place + "-journal"))
      let aside = try #require(try await restore(file, to: place).keptAside)
      #expect(try Data(contentsOf: URL(fileURLWithPath: aside)) == damaged)
      #expect(try Data(contentsOf: URL(fileURLWithPath: aside + "-journal")).count == 24)
      #expect(access(place + "-journal", F_OK) != 0, "it would be rolled back into the restored store")
      #expect(try await SQLiteStore.check(at: place, .full).findings == [])
      asides.append((aside as NSString).lastPathComponent)
    }
    #expect(asides == ["heard.db.before-restore-19700101T001640Z", "heard.db.before-restore-19700101T001640Z-2"])
    let left = try FileManager.default.contentsOfDirectory(atPath: (place as NSString).deletingLastPathComponent)
    #expect(!left.contains { $0.hasSuffix(".restoring") })
  }

  @Test("A backup goes to a place where no store stands, and its folder is made")
  func elsewhere() async throws {
    let (place, file) = try await backedUp()
    let other = (place as NSString).deletingLastPathComponent + "/new/machine/heard.db"
    #expect(try await restore(file, to: other).keptAside == nil)
    let attributes = try FileManager.default.attributesOfItem(atPath: other)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try await SQLiteStore(at: other, steps: StepCounter()).outbox(OutboxID(1))?.state.name == .uncertain)
  }

  @Test("Nothing is put in place while a worker runs, out of a damaged backup, or onto a network file system")
  func refused() async throws {
    let (place, file) = try await backedUp()
    let store = try SQLiteStore(at: place, steps: StepCounter())
    let before = try Data(contentsOf: URL(fileURLWithPath: place))
    let lease = try #require(try await store.lease())
    await #expect(throws: StoreFileError.workerRuns) { _ = try await restore(file, to: place) }
    lease.release()
    await #expect(throws: StoreFileError.same(file: place)) { _ = try await restore(place, to: place) }
    await #expect(throws: StoreFileError.self) {
      _ = try await SQLiteStore.restore(file, to: place, at: 1, steps: StepCounter()) { _ in .shared(name: "NFS") }
    }
    try CheckTests.tamper(file, "UPDATE raw SET bytes = CAST('other' AS BLOB) WHERE message = 1")
    let error = await #expect(throws: StoreFileError.self) { _ = try await restore(file, to: place) }
    #expect(error?.description.contains("m1: its bytes are not those that came") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: place)) == before)
    #expect(try await store.outbox(OutboxID(1))?.state.name == .queued)
  }

  @Test("A store that was opened before the restore cannot write past it")
  func openedBefore() async throws {
    let (place, file) = try await backedUp()
    let old = Story(store: try SQLiteStore(at: place, steps: StepCounter()))
    _ = try await restore(file, to: place)
    await #expect(throws: StoreError.self) { _ = try await old.approve(DraftID(2)) }
    #expect(try await SQLiteStore(at: place, steps: StepCounter()).draft(DraftID(2))?.state == .proposed)
  }
}
