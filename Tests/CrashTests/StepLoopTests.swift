import Foundation
import GRDB
import Synchronization
import TestKit
import Testing

/// C5: `heard` is killed at its step 1, 2, 3 ... until it has no more; each time the worker comes back, and what store,
/// server and ledger hold in the end is compared with a run that nobody disturbed.
@Suite("Killed at every step", .serialized, .timeLimit(.minutes(600)))
struct StepLoopTests {
  /// Killed processes wait for servers and for the disk most of the time: three go on at once on two cores.
  static let laneCount = 3
  /// A round that takes five mails in passes more steps than this; fewer would mean that steps are not counted.
  static let leastIngestSteps = 55
  /// A round that sends two mails, flags and files them.
  static let leastSendSteps = 100

  /// A customer, the same customer again in the thread, a bounce, an automatic reply, another customer.
  static let incoming = ["tracker-already-checked", "tracker-second-mail", "bounce", "out-of-office", "login"]
  /// Two in the ordinary run, which takes a minute less for it.
  static let answered =
    ["login", "billing"] + (isWhole ? ["damaged-goods"] : [])
  private static let isWhole = ProcessInfo.processInfo.environment["HEARD_CRASH_STEPS"] == "all"

  @Test("C5: killed at every step of taking mail in: nothing is lost, nothing is there twice")
  func ingest() async throws {
    let report = try await everyStep(of: try await Self.ingestLanes())
    #expect(report.visited > Self.leastIngestSteps)
    #expect(report.names.isSuperset(of: ["imap.receive", "imap.fetched", "intake.keep", "reader.keep", "store.commit"]))
    #expect(report.uncertain == 0)
    print("ingest: killed at \(report.visited) steps of \(report.names.count) names, all ends alike")
  }

  @Test("C5: killed at every step of sending: no mail leaves twice, and uncertain is only what a dot window left")
  func send() async throws {
    let report = try await everyStep(of: try await Self.sendLanes())
    #expect(report.visited > Self.leastSendSteps)
    #expect(report.names.isSuperset(of: ["smtp.dot.send", "smtp.dot.sent", "delivery.outcome", "jobs.next"]))
    #expect(report.windowCuts > 0)
    #expect(report.uncertain == report.windowCuts)
    print(
      "send: killed at \(report.visited) steps of \(report.names.count) names, "
        + "\(report.windowCuts) in a dot window, \(report.uncertain) uncertain, 0 twice")
  }

  @Test("C5: killed at each kind of step while a large mail comes in pieces: it is one mail, whole, with one draft")
  func large() async throws {
    let lab = try await Lab.start()
    // The server gives out its numbers at the first look, which here sets no keyword yet.
    let first = try Lane(lab, user: "large")
    try lab.deliverInBulk([Self.largeMail], to: first.user)
    #expect(try await first.round().outcome.status == 0)
    let lane = try Lane(lab, user: first.user, isMarking: true)
    // By name: pieces are committed while others are fetched, so that a number is not the same step each time.
    let report = try await everyName(on: lane)
    #expect(report.names.isSuperset(of: ["intake.piece", "intake.mark", "reader.keep", "store.commit"]))
    #expect(report.uncertain == 0)
    print("a large mail: killed at \(report.names.count) kinds of step, all ends alike")
  }

  @Test("C5: killed at each kind of step while a mail goes to two people: each gets it once, or it is uncertain for both")
  func twoRecipients() async throws {
    let lane = try await Self.approvedLane("two")
    // A copy to a colleague, as `Reply.freeze` makes it.
    try await DatabaseQueue(path: lane.store).write { db in
      try db.execute(
        sql: """
          INSERT INTO recipient (outbox, number, address, state, reply)
          SELECT outbox, 2, 'eve@shop.example', state, reply FROM recipient WHERE outbox = 1
          """)
    }
    let report = try await everyName(on: lane)
    #expect(report.names.isSuperset(of: ["smtp.dot.send", "smtp.dot.sent", "jobs.outcome"]))
    #expect(report.windowCuts > 0)
    #expect(report.uncertain == report.windowCuts)
    #expect(lane.smtp.accepted.allSatisfy { $0.to.count == 2 })
    print("two recipients: killed at \(report.names.count) kinds of step, all ends alike")
  }

  @Test("C5: killed at every step while it is found out who files copies: it is found out once, and there is one copy")
  func sentPolicy() async throws {
    let lane = try await Self.approvedLane("policy", sentCopies: nil)
    // As a server that files copies has it there at once.
    let bytes = try await DatabaseQueue(path: lane.store).read { db in
      try Data.fetchOne(db, sql: "SELECT bytes FROM outbox WHERE id = 1")
    }
    try lane.lab.deliverInBulk([Array(try #require(bytes))], to: lane.user, in: "Sent")
    let golden = try await golden(lane)
    let sent = try #require(golden.steps.lastIndex(of: "delivery.outcome"))
    var names: Set<String> = []
    // Its index, its commit, and what the commit told: then it is sent.
    for step in stride(from: sent + 4, through: golden.steps.count, by: Self.isWhole ? 1 : 3) {
      try await lane.restore("start")
      let before = lane.smtp.accepted.count
      let run = try await lane.round(abortAt: step)
      try await lane.settle()
      #expect(try check(lane, golden.world, after: [run], since: before) == 0)
      if let name = run.steps.last { names.insert(name) }
    }
    #expect(names.contains("store.commit"))
    if Self.isWhole { #expect(names.isSuperset(of: ["jobs.next", "jobs.policy", "jobs.outcome"])) }
    // In the ordinary run as well.
    try await lane.restore("start")
    let before = lane.smtp.accepted.count
    let run = try await lane.round(abortAt: "jobs.policy")
    #expect(run.wasKilled)
    try await lane.settle()
    #expect(try check(lane, golden.world, after: [run], since: before) == 0)
  }

  /// A lane with one mail that is approved.
  private static func approvedLane(_ user: String, sentCopies: String? = "heard") async throws -> Lane {
    let lab = try await Lab.start()
    let lane = try Lane(lab, user: user, sentCopies: sentCopies)
    try lab.deliverInBulk([try Fixtures.mail("login")], to: lane.user)
    #expect(try await lane.round().outcome.status == 0)
    #expect(try await lane.heard(["approve", "d1"]).status == 0)
    return lane
  }

  @Test("C5: killed at steps drawn by chance from taking in, and from sending, many mails", arguments: ["in", "out"])
  func crowd(direction: String) async throws {
    let lab = try await Lab.start()
    let lanes = try await Self.lanes { number in
      let lane = try Lane(lab, user: "crowd\(number)")
      try lab.deliverInBulk((1...Self.crowd).map(Self.crowdMail), to: lane.user)
      #expect(try await lane.round().outcome.status == 0)
      if direction == "in" {
        try await lane.beginAnew()
      } else {
        for draft in 1...Self.crowd { #expect(try await lane.heard(["approve", "d\(draft)"]).status == 0) }
      }
      return lane
    }
    let report = try await everyStep(of: lanes, sample: Self.sample)
    #expect(report.visited == Self.sample)
    #expect(report.uncertain == report.windowCuts)
    print(
      "\(Self.crowd) mails \(direction): killed at \(report.visited) of \(report.total) steps, "
        + "\(report.names.count) names, \(report.uncertain) uncertain of \(report.windowCuts) in a dot window, 0 twice")
  }

  /// A thousand in the long run (OBLIGATIONS E, 1 and 2).
  private static let crowd = number("HEARD_CRASH_MAILS", or: 20)
  /// How many steps are drawn.
  private static let sample = number("HEARD_CRASH_SAMPLE", or: 4)

  private static func number(_ name: String, or usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }

  private static func crowdMail(_ number: Int) -> [UInt8] {
    Array(
      """
      From: Tom <tom\(number)@riverside.example>
      To: support@shop.example
      Subject: Parcel \(number)
      Message-ID: <\(number)@riverside.example>

      Hello, my order number is 4471-\(number). I have looked at the delivery tracker, it says "undeliverable".

      """.replacingOccurrences(of: "\n", with: "\r\n").utf8)
  }

  /// A question with a photograph of five million octets, which comes in ranges.
  private static let largeMail: [UInt8] = {
    let head = """
      From: Tom <tom@riverside.example>
      To: support@shop.example
      Subject: Broken
      Message-ID: <large@riverside.example>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b

      I have restarted the lamp twice, and it is still broken. See the photograph.
      --b
      Content-Type: image/jpeg; name=lamp.jpg
      Content-Disposition: attachment; filename=lamp.jpg
      Content-Transfer-Encoding: base64


      """
    let line = [UInt8](repeating: 0x41, count: 76) + [0x0D, 0x0A]
    let body = (0..<65_000).flatMap { _ in line }
    return Array(head.replacingOccurrences(of: "\n", with: "\r\n").utf8) + body + Array("--b--\r\n".utf8)
  }()

  @Test("C5: killed a second time while it recovers from the first", arguments: ["ingest", "send"])
  func pairs(of what: String) async throws {
    let report = try await everyPair(of: what == "ingest" ? try await Self.ingestLanes() : try await Self.sendLanes())
    #expect(report.visited > 20)
    #expect(report.uncertain == report.windowCuts)
    print("\(what), killed twice: \(report.visited) pairs, \(report.uncertain) uncertain, all in a dot window")
  }

  // MARK: Lanes

  private static func ingestLanes() async throws -> [Lane] {
    let lab = try await Lab.start()
    return try await lanes { number in
      let lane = try Lane(lab, user: "ingest\(number)")
      try lab.deliverInBulk(try incoming.map { try Fixtures.mail($0) }, to: lane.user)
      // The server gives out its numbers at the first look, which is no part of what is compared.
      #expect(try await lane.round().outcome.status == 0)
      try await lane.beginAnew()
      return lane
    }
  }

  private static func sendLanes() async throws -> [Lane] {
    let lab = try await Lab.start()
    return try await lanes { number in
      let lane = try Lane(lab, user: "send\(number)")
      try lab.deliverInBulk(try answered.map { try Fixtures.mail($0) }, to: lane.user)
      #expect(try await lane.round().outcome.status == 0)
      let approved = try await lane.heard(["approve"] + (1...answered.count).map { "d\($0)" })
      #expect(approved.status == 0, "\(approved.errorText)")
      return lane
    }
  }

  private static func lanes(_ make: @escaping @Sendable (Int) async throws -> Lane) async throws -> [Lane] {
    try await withThrowingTaskGroup(of: Lane.self) { group in
      for number in 0..<laneCount { group.addTask { try await make(number) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  // MARK: Loops

  /// What a loop has seen, over all lanes.
  fileprivate struct Report {
    var visited = 0
    var names: Set<String> = []
    var windowCuts = 0
    var uncertain = 0
    /// Steps of the undisturbed run.
    var total = 0

    mutating func add(_ run: SteppedRun) {
      if let name = run.steps.last { names.insert(name) }
      if run.endedInDotWindow { windowCuts += 1 }
    }
  }

  /// An uninterrupted run from where the lane stands, which stays saved as "start".
  private func golden(_ lane: Lane) async throws -> (world: World, steps: [String]) {
    // A round of its own first, so that the server has given out its numbers.
    try await lane.save("start")
    let run = try await lane.round()
    #expect(run.outcome.status == 0, "\(run.outcome.errorText)")
    try await lane.settle()
    #expect(Ledger(lane.smtp.accepted).doubled == [])
    return (try lane.world(), run.steps)
  }

  /// Kills at the first step of each name.
  private func everyName(on lane: Lane) async throws -> Report {
    let golden = try await golden(lane)
    var report = Report()
    for name in Set(golden.steps).sorted() {
      try await lane.restore("start")
      let before = lane.smtp.accepted.count
      let run = try await lane.round(abortAt: name)
      #expect(run.wasKilled, "\(name)")
      try await lane.settle()
      report.add(run)
      report.uncertain += try check(lane, golden.world, after: [run], since: before)
    }
    return report
  }

  /// - Parameter sample: how many steps to draw by chance; nil for each of them.
  private func everyStep(of lanes: [Lane], sample: Int? = nil) async throws -> Report {
    let total = Total()
    let next = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in lanes {
        group.addTask {
          let (golden, steps) = try await golden(lane)
          total.add { $0.total = steps.count }
          var numbers = SplitMix(seed: 20_260_512)
          // The last steps are not drawn: a run may have one less than another.
          let drawn = sample.map { count in (0..<count).map { _ in Int.random(in: 1...steps.count * 99 / 100, using: &numbers) } }
          while !next.isOver {
            let turn = next.take()
            if let drawn, turn > drawn.count { break }
            let step = drawn?[turn - 1] ?? turn
            try await lane.restore("start")
            let before = lane.smtp.accepted.count
            let run = try await lane.round(abortAt: step)
            guard run.wasKilled else {
              #expect(run.outcome.status == 0, "\(run.outcome.errorText)")
              next.end()
              break
            }
            try await lane.settle()
            let uncertain = try check(lane, golden, after: [run], since: before)
            total.add { report in
              report.visited += 1
              report.add(run)
              report.uncertain += uncertain
            }
          }
        }
      }
      try await group.waitForAll()
    }
    return total.report
  }

  /// Kills at step n, and the recovery at step m.
  ///
  /// `HEARD_CRASH_PAIRS=all`: every m for every n. `every`: two m for every n. `named`: one m of each name for one n of
  /// each name. Else two m for one n of each name, so that each name is an m somewhere.
  private func everyPair(of lanes: [Lane]) async throws -> Report {
    let form = ProcessInfo.processInfo.environment["HEARD_CRASH_PAIRS"]
    let total = Total()
    let next = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in lanes {
        group.addTask {
          let golden = try await golden(lane)
          let chosen =
            form == "all" || form == "every"
            ? Array(1...golden.steps.count) : StepLoop.oneOfEachName(in: golden.steps)
          while let turn = Optional(next.take() - 1), turn < chosen.count {
            try await lane.restore("start")
            let before = lane.smtp.accepted.count
            let first = try await lane.round(abortAt: chosen[turn])
            guard first.wasKilled else { continue }
            let acceptedByFirst = try await lane.accepted(atLeast: first.dotsSent, since: before)
            try await lane.save("killed")
            let recovery = try await lane.round().steps
            for step in Self.seconds(of: recovery, form, turn) {
              try await lane.restore("killed")
              let since = lane.smtp.accepted.count
              let second = try await lane.round(abortAt: step)
              try await lane.settle()
              let uncertain = try check(
                lane, golden.world, after: [first, second], since: since, acceptedBefore: acceptedByFirst)
              total.add { report in
                report.visited += 1
                report.add(first)
                report.add(second)
                report.uncertain += uncertain
                if !second.wasKilled, second.endedInDotWindow { Issue.record("an ended run ended in a dot window") }
              }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    return total.report
  }

  private static func seconds(of recovery: [String], _ form: String?, _ turn: Int) -> [Int] {
    switch form {
    case "all": return Array(1...max(recovery.count, 1))
    case "named": return StepLoop.oneOfEachName(in: recovery)
    case "every":
      // Drawn anew for each n, so that over all of them the whole recovery is met.
      var numbers = SplitMix(seed: 20_260_512 &+ UInt64(turn))
      return recovery.isEmpty ? [] : (0..<2).map { _ in Int.random(in: 1...recovery.count, using: &numbers) }
    default:
      let each = StepLoop.oneOfEachName(in: recovery)
      return each.isEmpty ? [] : [each[turn * 2 % each.count], each[(turn * 2 + 1) % each.count]]
    }
  }

  /// Compares what is left with the undisturbed end.
  /// - Returns: how many mails are uncertain.
  private func check(
    _ lane: Lane, _ golden: World, after runs: [SteppedRun], since before: Int,
    acceptedBefore: [ScriptedSMTPServer.Accepted] = []
  ) throws -> Int {
    let way = runs.map { "\($0.steps.count) \($0.steps.last ?? "")" }.joined(separator: ", then ")
    let found = try lane.world()
    let ledger = Ledger(acceptedBefore + lane.smtp.accepted[before...])
    #expect(ledger.doubled == [], "killed at \(way)")
    #expect(found.uncertain.count == runs.count(where: \.endedInDotWindow), "killed at \(way)")
    #expect(found.differences(from: golden.uncertain(found.uncertain)) == [], "killed at \(way)")
    // All that is not uncertain is with the server; of what is, the dot went out or it did not.
    let left = golden.rows.filter { $0.table == "outbox" }.compactMap { $0.values["message_id"] }
      .filter { !found.uncertain.contains($0) }
    #expect(Set(left).isSubset(of: ledger.counts.keys), "killed at \(way)")
    let dots = runs.count { $0.endedInDotWindow && $0.dotWasSent }
    #expect(ledger.counts.count == left.count + dots, "killed at \(way)")
    return found.uncertain.count
  }
}

/// Gives out 1, 2, 3 ... to several lanes.
final class Counter: Sendable {
  private let number = Atomic(0)
  private let over = Atomic(false)
  var isOver: Bool { over.load(ordering: .relaxed) }
  /// The number given out last; 0 before the first.
  var last: Int { number.load(ordering: .relaxed) }
  func take() -> Int { number.add(1, ordering: .relaxed).newValue }
  func end() { over.store(true, ordering: .relaxed) }
}

/// One report that several lanes write to.
private final class Total: Sendable {
  private let value = Mutex(StepLoopTests.Report())
  var report: StepLoopTests.Report { value.withLock { $0 } }
  func add(_ change: (inout StepLoopTests.Report) -> Void) { value.withLock { change(&$0) } }
}
