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
import Synchronization
import TestKit
import Testing
import Wire

@testable import Worker

/// S4, D-12: an approval is worth something only as long as the customer has not written since.
@Suite("Approvals that grow stale", .serialized, .timeLimit(.minutes(60)))
struct RaceTests {
  /// Schedules in an ordinary run, so that it takes seconds; `HEARD_RACE_SCHEDULES=10000` is the scoreboard's figure.
  static let usualSchedules = 200
  /// Schedules on one store: more would make its tables long, fewer would mean many stores.
  static let schedulesAStore = 250
  static let seed: UInt64 = 20_260_512

  @Test("D-12: seeded schedules of new mail, edit, approval and sending: no stale answer leaves")
  func schedules() async throws {
    let wanted = ProcessInfo.processInfo.environment["HEARD_RACE_SCHEDULES"].flatMap { Int($0) } ?? Self.usualSchedules
    let tally = RaceTally()
    let turn = Turn()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          while let number = turn.take(below: (wanted + Self.schedulesAStore - 1) / Self.schedulesAStore) {
            let desk = try RaceDesk(tally)
            for schedule in 0..<min(Self.schedulesAStore, wanted - number * Self.schedulesAStore) {
              try await desk.play(SplitMix(seed: Self.seed &+ UInt64(number * Self.schedulesAStore + schedule)))
            }
            try await desk.finish()
          }
        }
      }
      try await group.waitForAll()
    }
    let found = tally.value.withLock { $0 }
    #expect(found.stale == [])
    #expect(found.schedules == wanted)
    // Each of them was met, else the schedules prove nothing.
    #expect(found.sent > wanted / 20)
    #expect(found.withdrawn > wanted / 100)
    #expect(found.refusedApprovals > wanted / 100)
    #expect(found.mailsWhileSending > wanted / 100)
    print(
      "seed \(Self.seed): \(found.schedules) schedules, \(found.sent) sent, \(found.withdrawn) withdrawn, "
        + "\(found.refusedApprovals) approvals refused, \(found.mailsWhileSending) mails came while one was sent, "
        + "\(found.stale.count) stale")
  }

  @Test("S4: mail that came in while an answer is being sent, and is not read yet, holds the answer's dot back")
  func unreadAtDot() async throws {
    let tally = RaceTally()
    let desk = try RaceDesk(tally)
    try await desk.begin()
    try await desk.approveNow()
    try await desk.send { passed in passed.contains("delivery.take") && passed.last == "smtp.send" ? .keep : nil }
    #expect(tally.value.withLock { $0.stale } == [])
    #expect(try await desk.state() == .deferred)
    try await desk.readAll()
    try await desk.send { _ in nil }
    #expect(try await desk.state() == .withdrawn)
    #expect(desk.accepted == 0)
  }

  @Test("Two agents say yes to one draft at once: one wins, the other is told who")
  func twoAgents() async throws {
    for seed in 0..<10 {
      let desk = try RaceDesk(RaceTally())
      try await desk.begin()
      let outcomes = try await desk.approveTogether(first: seed.isMultiple(of: 2))
      let winners = outcomes.filter { if case .approved = $0 { true } else { false } }
      #expect(winners.count == 1)
      let winner = try #require(try await desk.store.outbox(OutboxID(1))).approvedBy.firstName
      let told = outcomes.contains { if case .store(.alreadyApproved(let name)) = $0 { name == winner } else { false } }
      #expect(told)
    }
  }
}

/// What all schedules together came to.
final class RaceTally: Sendable {
  struct Value {
    var schedules = 0
    var sent = 0
    var withdrawn = 0
    var refusedApprovals = 0
    var mailsWhileSending = 0
    var stale: [String] = []
  }
  let value = Mutex(Value())
}

/// One store, one submission server, and one conversation after the other on them.
///
/// Mails are read by hand, without rules and templates: it is their order that counts here.
private final class RaceDesk: Sendable {
  enum Interruption { case keep, keepAndRead }

  private struct Conversation {
    var id: ConversationID?
    /// The newest mail of the customer that the store holds, read or not.
    var newest = StoredMessageID(0)
    var unread: [StoredMessageID] = []
    var draft: DraftID?
    /// Looked up some time ago, and not committed yet.
    var edit: DraftRecord?
    var approval: Approval?
  }

  private static let now: Seconds = 1_800_000_000
  private static let mail = Array(
    "From: t@riverside.example\r\nMessage-ID: <1@riverside.example>\r\n\r\nHello.\r\n".utf8)

  let store: any Store
  /// The same store as the worker has it open, whose steps are told to `hook`.
  private let tracing: any Store
  private let steps: StepCounter
  private let hook = Mutexed<@Sendable (String) -> Void>({ _ in })
  private let smtp: ScriptedSMTPServer
  private let endpoint: Endpoint
  private let folder: String
  private let tally: RaceTally
  private let current = Mutex(Conversation())
  private let count = Atomic(0)
  private let clock = Atomic<Int64>(0)

  init(_ tally: RaceTally) throws {
    self.tally = tally
    folder = "/dev/shm/heard-race-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    store = try SQLiteStore(at: folder + "/heard.db", steps: StepCounter())
    let hook = hook
    steps = StepCounter { _, name in hook.value(name.description) }
    tracing = try SQLiteStore(at: folder + "/heard.db", steps: steps)
    smtp = try ScriptedSMTPServer()
    endpoint = try Endpoint(url: "smtp://127.0.0.1:\(smtp.port)", plainText: true)
  }

  deinit {
    smtp.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  var accepted: Int { smtp.accepted.count }
  private var now: Seconds { Self.now + clock.load(ordering: .relaxed) }

  func play(_ generator: SplitMix) async throws {
    var random = generator
    try await begin()
    for _ in 0..<Int.random(in: 4...9, using: &random) {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: try await keep()
      case 1: try await keep(); try await readAll()
      case 2: try await readAll()
      case 3: try await lookForEdit()
      case 4: try await commitEdit()
      case 5: try await lookForApproval()
      case 6, 7:
        if current.withLock({ $0.approval == nil }) { try await lookForApproval() }
        try await commitApproval()
      default:
        let place = Int.random(in: 0..<24, using: &random)
        let arrival: Interruption = Bool.random(using: &random) ? .keep : .keepAndRead
        let passed = Turn()
        try await send { _ in passed.take(below: .max) == place ? arrival : nil }
      }
    }
    // Nothing of this schedule is left for the next: it is read, and sent or withdrawn.
    try await readAll()
    for _ in 0..<2 { try await send { _ in nil } }
    tally.value.withLock { $0.schedules += 1 }
  }

  /// A new customer writes.
  func begin() async throws {
    current.withLock { $0 = Conversation() }
    try await keep()
    try await readAll()
  }

  func keep() async throws {
    let number = count.add(1, ordering: .relaxed).newValue
    let outcome = try await store.keep(Arrival(raw: Self.mail + Array("\(number)".utf8), uid: nil), at: now)
    current.withLock {
      $0.newest = outcome.id
      $0.unread.append(outcome.id)
    }
  }

  func readAll() async throws {
    let (unread, conversation) = current.withLock { ($0.unread, $0.id) }
    for message in unread {
      let reading = Reading(
        message: message, messageID: nil, subject: "Hello", from: Address(name: "T", address: "t@riverside.example"),
        sentAt: now, classification: Classification(mailClass: .human, reason: "a person"),
        thread: ThreadDecision(
          conversation: conversation ?? current.withLock { $0.id },
          evidence: conversation == nil && message == unread.first ? .new : .cited, citedID: nil),
        claims: [], damage: [],
        draft: NewDraft(draft: Draft(text: "Hello,\n", asks: [], template: nil), objections: 0))
      guard case .kept(let id, let draft, _, _) = try await store.keep([reading], at: now).first else { continue }
      current.withLock {
        $0.id = id
        $0.draft = draft
      }
    }
    current.withLock { $0.unread = [] }
  }

  func lookForEdit() async throws {
    guard let draft = current.withLock({ $0.draft }) else { return }
    let record = try await store.draft(draft)
    current.withLock { $0.edit = record }
  }

  func commitEdit() async throws {
    guard let seen = current.withLock({ $0.edit }) else { return }
    let number = count.add(1, ordering: .relaxed).newValue
    _ = try await store.revise(
      seen.id, after: seen.newest.number,
      with: NewRevision(
        draft: Draft(text: "Hello \(number),\n", asks: [], template: nil), author: Round.ann, saysI: false,
        newestInbound: seen.newest.newestInbound, objections: 0),
      at: now)
    current.withLock { $0.edit = nil }
  }

  /// What an agent's yes would commit, by what is on the desk now.
  func lookForApproval(by agent: Agent = Round.ann) async throws {
    let approval = try await approval(by: agent)
    current.withLock { $0.approval = approval }
  }

  private func approval(by agent: Agent) async throws -> Approval? {
    guard let id = current.withLock({ $0.draft }), let record = try await store.draft(id),
      case .cleared(let cleared) = Gate.check(record.newest.draft, against: Ledger([]), reader: EnglishReader.shared)
    else { return nil }
    let mail = try Reply.freeze(
      cleared, answering: Message(parsing: Self.mail), to: Address(name: "T", address: "t@riverside.example"),
      from: Round.support, by: agent, messageID: "\(UUID().uuidString)@shop.example",
      date: MailDate(seconds: now, offsetMinutes: 0))
    return Approval(
      id: id, revision: record.newest.number, newestInbound: record.newest.newestInbound, mail: mail)
  }

  func commitApproval() async throws {
    guard let approval = current.withLock({ $0.approval }) else { return }
    current.withLock { $0.approval = nil }
    let outcome = try await store.approve(approval, at: now)
    if case .approved = outcome { return }
    tally.value.withLock { $0.refusedApprovals += 1 }
  }

  func approveNow() async throws {
    try await lookForApproval()
    try await commitApproval()
  }

  /// Ann and Ben at once.
  func approveTogether(first: Bool) async throws -> [ApprovingOutcome] {
    let ben = Agent(user: "ben", firstName: "Ben")
    let agents = first ? [Round.ann, ben] : [ben, Round.ann]
    let reader = InboundReader(
      store: store, own: Round.support.own, templates: try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared),
      steps: StepCounter(), logger: Round.quiet)
    let approving = Approving(reader: reader, accounts: [Round.account])
    let now = now
    return try await withThrowingTaskGroup(of: ApprovingOutcome.self) { group in
      for agent in agents {
        group.addTask {
          try await approving.approve(
            DraftID(1), revision: nil, by: agent, confirmedTarget: nil, at: now, offsetMinutes: 0)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Sends what is due, a day after the last time; at each step of the dialogue the customer may write.
  func send(_ arrival: @escaping @Sendable ([String]) -> Interruption?) async throws {
    clock.add(86_400, ordering: .relaxed)
    let names = Trace()
    let newestAtDot = Mutexed(StoredMessageID(0))
    hook.set { [self] step in
      let passed = names.add(step)
      if step == "store.commit", let taken = passed.lastIndex(of: "delivery.take"),
        passed[taken...].count(where: { $0 == "store.commit" }) == 2
      {
        newestAtDot.set(current.withLock { $0.newest })
      }
      // These pass on the connection's own thread, which may wait.
      guard step.hasPrefix("smtp."), let arrival = arrival(passed) else { return }
      tally.value.withLock { $0.mailsWhileSending += 1 }
      let done = DispatchSemaphore(value: 0)
      Task.detached { [self] in
        try? await keep()
        if arrival == .keepAndRead { try? await readAll() }
        done.signal()
      }
      done.wait()
    }
    defer { hook.set { _ in } }
    let delivery = Delivery(
      store: tracing, from: Round.support.address, steps: steps, logger: Round.quiet, now: { [self] in now })
    let sent = try await delivery.sendDue { [endpoint, steps] () async throws(WireError) in
      try await SMTPConnection.connect(to: endpoint, login: nil, steps: steps, logger: Round.quiet)
    }
    for id in sent {
      let draft = try #require(try await store.outbox(id)).draft
      let answered = try #require(try await store.draft(draft)).newest.newestInbound
      let newest = newestAtDot.value
      tally.value.withLock { tally in
        tally.sent += 1
        if answered != newest { tally.stale.append("\(id) answers \(answered), and \(newest) was there at its dot") }
      }
    }
  }

  /// Counts what was withdrawn in this store, once at its end.
  func finish() async throws {
    let withdrawn = try await store.overview().outbox[.withdrawn] ?? 0
    tally.value.withLock { $0.withdrawn += withdrawn }
  }

  /// The state of this store's first mail.
  func state() async throws -> OutboxState.Name? { try await store.outbox(OutboxID(1))?.state.name }
}

/// A value that several threads see.
private final class Mutexed<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>
  init(_ value: Value) { mutex = Mutex(value) }
  var value: Value { mutex.withLock { $0 } }
  func set(_ new: Value) { mutex.withLock { $0 = new } }
}
