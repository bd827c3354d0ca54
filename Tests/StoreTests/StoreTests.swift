import Claims
import Desk
import Drafting
import Foundation
import Gate
import MIME
import SQLiteStore
import Steps
import Store
import Testing

@Suite("What a store promises")
struct StoreTests {
  @Test("Mail and cursor move together; the same bytes are one message", arguments: StoreUnderTest.allCases)
  func arrivals(_ kind: StoreUnderTest) async throws {
    let (store, again) = try kind.open()
    let story = Story(store: store)
    #expect(try await store.cursor(of: Story.inbox) == nil)
    let first = try await story.arrive("Subject: a\r\n\r\na", uid: 5)
    #expect(try await store.cursor(of: Story.inbox) == MailboxCursor(uidValidity: 1, uid: 5))
    let same = try await store.keep(
      [Arrival(raw: Array("Subject: a\r\n\r\na".utf8), uid: 9)], from: Story.inbox,
      movingTo: MailboxCursor(uidValidity: 2, uid: 9), at: 100)
    #expect(same == [.known(first)])
    #expect(try await store.cursor(of: Story.inbox) == MailboxCursor(uidValidity: 2, uid: 9))
    _ = try await store.keep([], from: Story.inbox, movingTo: MailboxCursor(uidValidity: 2, uid: 3), at: 100)
    #expect(try await store.cursor(of: Story.inbox)?.uid == 9, "a cursor never goes back")
    let opened = try again()
    #expect(try await opened.nextUnread(after: nil)?.id == first)
  }

  @Test("A reading is kept once, and a second reader is told", arguments: StoreUnderTest.allCases)
  func readings(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    let message = try await story.arrive("a")
    #expect(try await story.read(message) == .kept(ConversationID(1), draft: DraftID(1), superseded: [], twin: nil))
    #expect(try await story.read(message) == .alreadyRead)
    #expect(try await story.store.nextUnread(after: nil) == nil)
    #expect(try await story.store.queue().map(\.draft.id) == [DraftID(1)])
    #expect(try await story.store.claims(of: message).map(\.key) == ["check tracker"])
  }

  @Test("An approval is a yes to one revision and one state of the conversation", arguments: StoreUnderTest.allCases)
  func approvals(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    let message = try await story.arrive("a")
    try await story.read(message)
    let stale = try #require(try await story.store.draft(DraftID(1))).newest.draft
    let better = story.correction("Better\n", seen: message)
    #expect(try await story.store.revise(DraftID(1), after: 1, with: better, at: 115) == .revised(2))
    #expect(try await story.store.revise(DraftID(1), after: 1, with: better, at: 115) == .overtaken(newest: 2))
    let outcome = try await story.store.approve(
      Approval(id: DraftID(1), revision: 1, newestInbound: message, mail: try story.mail(stale)), at: 116)
    #expect(outcome == .overtaken(newest: 2))
    let other = try await story.store.approve(
      Approval(id: DraftID(1), revision: 2, newestInbound: message, mail: try story.mail(stale)), at: 116)
    #expect(other == .overtaken(newest: 2), "the bytes are of another text than the revision's")
    #expect(try await story.approve(DraftID(1)) == .approved(OutboxID(1)))
    #expect(try await story.approve(DraftID(1), by: "Ben") == .alreadyApproved(by: "Ann"))
    #expect(
      try await story.store.revise(DraftID(1), after: 2, with: better, at: 117) == .notProposed(.approved, note: nil))
  }

  @Test("A mail that nobody has read yet holds back a yes and a sending", arguments: StoreUnderTest.allCases)
  func unreadMail(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    try await story.read(try await story.arrive("a"))
    let second = try await story.arrive("b")
    #expect(try await story.approve(DraftID(1)) == .unreadMail)
    try await story.read(second, draft: nil)
    #expect(try await story.approve(DraftID(1)) == .approved(OutboxID(1)))
    #expect(
      try await story.store.advance(OutboxID(1), by: .taken, at: 190) == .moved(.sending(attempt: 1, since: 190)))
    let third = try await story.arrive("c")
    let held = "held back before the dot: mail came in that is not read yet"
    #expect(
      try await story.store.advance(OutboxID(1), by: .dotReached, at: 200)
        == .moved(.deferred(attempt: 0, notBefore: 200, reply: held)))
    #expect(
      try await story.store.advance(OutboxID(1), by: .taken, at: 201)
        == .refused(.deferred(attempt: 0, notBefore: 200, reply: held)))
    // Once it is read, nothing is waited for, and nothing counts as a try.
    try await story.read(third, draft: nil)
    #expect(
      try await story.store.advance(OutboxID(1), by: .taken, at: 202) == .moved(.sending(attempt: 1, since: 202)))
  }

  @Test("A newer mail makes what is unsent stale, queued mail too", arguments: StoreUnderTest.allCases)
  func stale(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    let first = try await story.arrive("a")
    try await story.read(first)
    #expect(try await story.approve(DraftID(1)) == .approved(OutboxID(1)))
    let second = try await story.arrive("b")
    #expect(
      try await story.read(second, in: ConversationID(1))
        == .kept(ConversationID(1), draft: DraftID(2), superseded: [DraftID(1)], twin: nil))
    #expect(try await story.store.draft(DraftID(1))?.state == .superseded)
    #expect(try await story.store.outbox(OutboxID(1))?.state.name == .withdrawn)
    #expect(try await story.store.due(from: "support@shop.example", at: 1000).isEmpty)
  }

  @Test("A newer mail that comes while one is being sent stops it before the dot", arguments: StoreUnderTest.allCases)
  func takenLooksAgain(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    try await story.read(try await story.arrive("a"))
    _ = try await story.approve(DraftID(1))
    #expect(
      try await story.store.advance(OutboxID(1), by: .taken, at: 200) == .moved(.sending(attempt: 1, since: 200)))
    // A customer's mail cannot withdraw what is being sent.
    try await story.read(try await story.arrive("b"), in: ConversationID(1))
    #expect(try await story.store.outbox(OutboxID(1))?.state.name == .sending)
    let outcome = try await story.store.advance(OutboxID(1), by: .dotReached, at: 201)
    guard case .moved(.withdrawn) = outcome else {
      Issue.record("a stale mail reached the dot: \(outcome)")
      return
    }
    #expect(try await story.store.draft(DraftID(1))?.state == .superseded)
  }

  @Test("What we sent may be quoted by a mail that came after it left, and by no earlier one", arguments: StoreUnderTest.allCases)
  func sentTexts(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    let first = try await story.arrive("a", at: 120)
    try await story.read(first, draft: "Hello Tom,\n\nit is on its way.\n")
    _ = try await story.approve(DraftID(1))
    let waiting = try await story.arrive("b", at: 150)
    #expect(try await story.store.sentTexts(in: ConversationID(1), before: waiting) == [], "approved, and still here")
    try await story.read(waiting, from: "ann@riverside.example")
    for event in [OutboxEvent.taken, .dotReached, .accepted(reply: "250 queued")] {
      _ = try await story.store.advance(OutboxID(1), by: event, at: 200)
    }
    // The clock was put back meanwhile.
    let later = try await story.arrive("c", at: 60)
    #expect(try await story.store.sentTexts(in: ConversationID(1), before: later) == ["Hello Tom,\n\nit is on its way.\n"])
    #expect(try await story.store.sentTexts(in: ConversationID(1), before: first) == [], "approved in the second in which it came")
    #expect(try await story.store.sentTexts(in: ConversationID(2), before: later) == [])
  }

  @Test("The way to sent makes the jobs that follow, each once", arguments: StoreUnderTest.allCases)
  func jobs(_ kind: StoreUnderTest) async throws {
    let (store, again) = try kind.open()
    let story = Story(store: store)
    try await story.read(try await story.arrive("a", uid: 3))
    _ = try await story.approve(DraftID(1))
    #expect(try await store.due(from: "support@shop.example", at: 200) == [OutboxID(1)])
    for event in [OutboxEvent.taken, .dotReached, .accepted(reply: "250 queued")] {
      _ = try await store.advance(OutboxID(1), by: event, at: 200)
    }
    let opened = try again()
    #expect(try await opened.outbox(OutboxID(1))?.state == .sent(at: 200, reply: "250 queued"))
    #expect(try await store.advance(OutboxID(1), by: .taken, at: 201) == .refused(.sent(at: 200, reply: "250 queued")))
    let jobs = try await store.dueJobs(from: "support@shop.example", at: 200)
    #expect(jobs.map(\.kind) == [.answered, .sentCopy])
    #expect(try await store.placements(answeredBy: OutboxID(1)).map(\.uid) == [3])
    try await store.finish(jobs[0], detail: "flagged", at: 201)
    try await store.postpone(jobs[1], until: 300, detail: "away", at: 201)
    #expect(try await store.dueJobs(from: "support@shop.example", at: 299).isEmpty)
    #expect(try await store.dueJobs(from: "support@shop.example", at: 300).map(\.attempt) == [1])
    let told = try await store.occurrences(about: StoredMessageID(1)).map(\.what)
    #expect(
      told == [
        "read", "drafted", "approved", "outbox sending", "outbox dot_pending", "outbox sent", "flag \\Answered",
        "copy to Sent",
      ])
  }

  @Test("Our sent mail and theirs are found by Message-ID", arguments: StoreUnderTest.allCases)
  func citing(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    try await story.read(try await story.arrive("a"), id: "theirs@x")
    _ = try await story.approve(DraftID(1), messageID: "ours@shop")
    let found = try await story.store.candidates(
      citing: ["nobody@x", "theirs@x", "ours@shop"], sender: "TOM@riverside.example")
    #expect(found.map(\.messageID) == ["theirs@x", "ours@shop"])
    #expect(found.map(\.isOurs) == [false, true])
    #expect(found.map(\.senderTakesPart) == [true, true])
    let strange = try await story.store.candidates(citing: ["ours@shop"], sender: "mallory@else.example")
    #expect(strange.map(\.senderTakesPart) == [false])
  }

  @Test("A reply that Ann takes back waits again with its text; a thanks that she takes back is not drafted again",
    arguments: StoreUnderTest.allCases)
  func takenBack(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    let message = try await story.arrive("a")
    try await story.read(message, draft: "Hello Tom,\n")
    _ = try await story.approve(DraftID(1))
    _ = try await story.store.advance(OutboxID(1), by: .personGivesUp(by: "Ann"), at: 200)
    #expect(try await story.store.draft(DraftID(1))?.note == "Ann took it back, d2 is in its place")
    let waiting = try await story.store.queue().map(\.draft)
    #expect(waiting.map(\.id) == [DraftID(2)])
    #expect(waiting.first?.newest.draft.text == "Hello Tom,\n")
    #expect(try await story.approve(DraftID(2)) == .approved(OutboxID(2)))

    let topic = try await story.store.addTopic("Less plastic", at: 1)
    let voice = TopicVoice(topic: topic, message: message, address: "tom@riverside.example", quote: "q", date: 90)
    let thanks = NewThanks(
      voice: voice, conversation: ConversationID(1),
      draft: NewDraft(draft: Draft(text: "Thank you\n", asks: [], template: "thanks"), objections: 0))
    #expect(try await story.store.keep(thanks, at: 4) == DraftID(3))
    #expect(try await story.approve(DraftID(3)) == .approved(OutboxID(3)))
    _ = try await story.store.advance(OutboxID(3), by: .personGivesUp(by: "Ann"), at: 200)
    #expect(try await story.store.draft(DraftID(3))?.state == .rejected)
    #expect(try await story.store.keep(thanks, at: 5) == nil)
  }

  @Test("A copied Message-ID hides nobody from his own conversation", arguments: StoreUnderTest.allCases)
  func copiedID(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    for number in 1...8 {
      try await story.read(
        try await story.arrive("copy \(number)"), from: "mallory\(number)@else.example", id: "theirs@x")
    }
    try await story.read(try await story.arrive("a"), id: "theirs@x")
    let found = try await story.store.candidates(citing: ["theirs@x"], sender: "tom@riverside.example")
    #expect(found.count == 5, "a flood of copies is not looked through")
    #expect(found.first?.conversation == ConversationID(9))
    #expect(found.first?.senderTakesPart == true)
  }

  @Test("What lasts is remembered from one matter to the next, and nothing else", arguments: StoreUnderTest.allCases)
  func lasting(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    try await story.read(try await story.arrive("a"))
    let here = try await story.store.claims(in: ConversationID(1))
    #expect(here.map(\.claim.key) == ["check tracker"])
    #expect(
      try await story.store.lastingClaims(by: "Tom@riverside.example", outside: ConversationID(9)).isEmpty,
      "what he tried last time says nothing about today")
  }

  @Test("One thanks a person and topic, however often it is asked for", arguments: StoreUnderTest.allCases)
  func topics(_ kind: StoreUnderTest) async throws {
    let story = Story(store: try kind.open().store)
    let message = try await story.arrive("a")
    try await story.read(message, draft: nil)
    let topic = try await story.store.addTopic("Less plastic", at: 1)
    let voice = TopicVoice(
      topic: topic, message: message, address: "Tom@riverside.example", quote: "less plastic", date: 90)
    #expect(try await story.store.link(voice, at: 2) == .done)
    #expect(try await story.store.link(voice, at: 2) == .already)
    #expect(try await story.store.resolve(topic, resolution: "Paper.", by: "Ann", at: 3) == .done)
    #expect(try await story.store.resolve(topic, resolution: "Paper.", by: "Ann", at: 3) == .resolvedBefore)
    let thanks = NewThanks(
      voice: voice, conversation: ConversationID(1),
      draft: NewDraft(draft: Draft(text: "Thank you\n", asks: [], template: "thanks"), objections: 0))
    #expect(try await story.store.keep(thanks, at: 4) == DraftID(1))
    #expect(try await story.store.keep(thanks, at: 5) == nil)
    #expect(try await story.store.thanked(for: topic) == ["tom@riverside.example"])
    #expect(try await story.store.resolve(TopicID(9), resolution: "x", by: "Ann", at: 3) == .missing)
  }

  @Test("One worker a store; the right is free again when it is let go", arguments: StoreUnderTest.allCases)
  func lease(_ kind: StoreUnderTest) async throws {
    let (store, again) = try kind.open()
    let lease = try #require(try await store.lease())
    let other = try again()
    #expect(try await other.lease() == nil)
    lease.release()
    let next = try await other.lease()
    #expect(next != nil)
    next?.release()
  }

  @Test("A file that is no store is refused, and left as it is")
  func notAStore() async throws {
    try FileManager.default.createDirectory(atPath: StoreUnderTest.base, withIntermediateDirectories: true)
    let place = StoreUnderTest.base + "/nostore.db"
    #expect(try String(repeating: "no store ", count: 200).writeFile(place))
    #expect(throws: StoreError.self) { _ = try SQLiteStore(at: place, steps: StepCounter()) }
  }
}

extension String {
  fileprivate func writeFile(_ path: String) throws -> Bool {
    try write(toFile: path, atomically: true, encoding: .utf8)
    return FileManager.default.fileExists(atPath: path)
  }
}
