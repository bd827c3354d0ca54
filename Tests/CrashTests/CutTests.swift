import Foundation
import Synchronization
import TestKit
import Testing
import Wire
import Worker

/// C5, A-30: each conversation of a round ends at each of its bytes, in both directions, by FIN and by RST.
@Suite("The line is cut at every byte", .serialized, .timeLimit(.minutes(60)))
struct CutTests {
  static let tom = """
    From: Tom <tom@riverside.example>
    To: support@shop.example
    Subject: Parcel
    Message-ID: <1@riverside.example>

    My order number is 4471-B. I have looked at the delivery tracker.

    """
  static let rita = """
    From: Rita <rita@hill.example>
    To: support@shop.example
    Subject: Login
    Message-ID: <2@hill.example>

    I cannot log in. I have reset my password twice.

    """
  /// Rounds wait for each other's threads more than they work.
  static let laneCount = 4

  @Test("A-30: cut at every byte of taking mail in: each mail is kept once")
  func intake() async throws {
    let tally = try await everyCut(of: .intake) { _ in }
    #expect(tally.wrong == [])
    print("intake: cut at \(tally.cuts) places, \(tally.wrong.count) wrong states")
  }

  @Test("A-30: cut at every byte of sending: before the dot it leaves later, once; in the window nobody sends it again")
  func submission() async throws {
    let tally = try await everyCut(of: .submission) { round in
      #expect(try await round.run().error == nil)
      guard case .approved = try await round.approve(1) else { throw CutError.notApproved }
    }
    #expect(tally.wrong == [])
    #expect(tally.uncertain > 0)
    print(
      "submission: cut at \(tally.cuts) places, \(tally.uncertain) uncertain, all in the dot window, "
        + "\(tally.wrong.count) wrong states")
  }

  @Test("A-15: cut at every byte of flagging and filing: one flag, one copy in Sent")
  func jobs() async throws {
    let tally = try await everyCut(of: .jobs) { round in
      #expect(try await round.run().error == nil)
      guard case .approved = try await round.approve(1) else { throw CutError.notApproved }
      #expect(try await round.run(.submission).error == nil)
    }
    #expect(tally.wrong == [])
    print("jobs: cut at \(tally.cuts) places, \(tally.wrong.count) wrong states")
  }

  // MARK: The loop

  struct Cut: Hashable, Sendable {
    let direction: CutProxy.Direction
    let after: Int
    let ending: CutProxy.Ending
  }

  private final class Tally: Sendable {
    struct Value {
      var cuts = 0
      var uncertain = 0
      var wrong: [String] = []
    }
    let value = Mutex(Value())
  }

  private func everyCut(
    of dialogue: Round.Dialogue, from prepare: @escaping @Sendable (Round) async throws -> Void
  ) async throws -> Tally.Value {
    let tally = Tally()
    let turn = Turn()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.laneCount {
        group.addTask {
          let lane = try await CutLane(dialogue, prepare)
          let cuts = lane.cuts
          while let next = turn.take(below: cuts.count) {
            let (wrong, uncertain) = try await lane.run(cuts[next])
            tally.value.withLock {
              $0.cuts += 1
              $0.uncertain += uncertain
              $0.wrong += wrong
            }
          }
        }
      }
      try await group.waitForAll()
    }
    return tally.value.withLock { $0 }
  }
}

enum CutError: Error { case notApproved, nothingPassed }

/// Gives out 0, 1, 2 ... to several lanes.
final class Turn: Sendable {
  private let next = Atomic(0)
  func take(below end: Int) -> Int? {
    let turn = next.add(1, ordering: .relaxed).oldValue
    return turn < end ? turn : nil
  }
}

/// One round's servers and store, put back to the same beginning before each cut.
private struct CutLane {
  let dialogue: Round.Dialogue
  let round: Round
  let golden: World
  /// What passes in the dialogue where nobody cuts it.
  let length: CutProxy.Passage
  /// Bytes of the client's before the dot, where there is one.
  private var dotStart = 0
  /// Bytes of the server's up to the end of its leave to send the text, and of its answer to the dot.
  private var leaveEnd = 0
  private var answerEnd = 0

  init(_ dialogue: Round.Dialogue, _ prepare: (Round) async throws -> Void) async throws {
    self.dialogue = dialogue
    round = try Round(inbox: [CutTests.tom, CutTests.rita])
    try await prepare(round)
    try round.save("start")
    #expect(try await round.run(dialogue).error == nil)
    golden = try round.world()
    guard let length = Self.proxy(round, dialogue).passages.last else { throw CutError.nothingPassed }
    self.length = length
    guard dialogue == .submission, let mail = round.smtp.accepted.last, let said = round.smtp.received.last,
      let dot = said.firstRange(of: Array("\r\n.\r\n".utf8))
    else { return }
    dotStart = dot.lowerBound + 2
    answerEnd = length.toClient - "221 2.0.0 bye\r\n".utf8.count
    leaveEnd = answerEnd - "250 2.0.0 queued as S\(mail.bytes.count)\r\n".utf8.count
  }

  /// Every byte both ways with `HEARD_CRASH_CUTS=all`; else every twentieth, by FIN and RST in turn, and every one that is
  /// near the dot or its answer.
  var cuts: [CutTests.Cut] {
    let all = ProcessInfo.processInfo.environment["HEARD_CRASH_CUTS"] == "all"
    return CutProxy.Direction.allCases.flatMap { direction in
      (0...length.bytes(direction)).flatMap { after in
        let isNearDot = dotStart > 0 && after >= (direction == .toServer ? dotStart : leaveEnd) - 2
        return [CutProxy.Ending.fin, .reset].enumerated().compactMap { turn, ending -> CutTests.Cut? in
          guard all || isNearDot || after % 40 == turn * 20 else { return nil }
          return CutTests.Cut(direction: direction, after: after, ending: ending)
        }
      }
    }
  }

  /// Cuts once, lets the worker come back, and compares.
  /// - Returns: what is wrong, and how many mails are uncertain.
  func run(_ cut: CutTests.Cut) async throws -> (wrong: [String], uncertain: Int) {
    try round.restore("start")
    round.imap.forget()
    let before = round.smtp.accepted.count
    let connection = Self.proxy(round, dialogue).passages.count
    let isBeforeDot = cut.after <= (cut.direction == .toServer ? dotStart : leaveEnd)
    let first = try await round.run(dialogue, .cut(cut.direction, after: cut.after, cut.ending)) { steps in
      // The text leaves in one piece, and the cut needs an instant to come back. Whoever lets the dot go before it
      // knows of the cut is uncertain, and rightly so; here it is to know.
      if dialogue == .submission, isBeforeDot, Self.isAtDot(steps) { awaitCut(of: connection) }
    }
    let second = try await round.run(dialogue)

    var wrong: [String] = []
    if let error = first.error, !Self.isTemporary(error) { wrong.append("the cut was taken for \(error)") }
    if let error = second.error { wrong.append("no way back: \(error)") }
    let found = try round.world()
    wrong += found.differences(from: golden.uncertain(found.uncertain))
    if dialogue == .submission {
      let ledger = Ledger(round.smtp.accepted[before...])
      let isSent = cut.direction == .toServer ? cut.after > dotStart + 3 : cut.after >= answerEnd
      if found.uncertain.count != (isBeforeDot || isSent ? 0 : 1) { wrong.append("\(found.uncertain.count) uncertain") }
      let isAccepted = isBeforeDot || cut.direction == .toClient || cut.after >= dotStart + 3
      if Array(ledger.counts.values) != (isAccepted ? [1] : []) { wrong.append("accepted \(ledger.counts)") }
      if first.steps.contains("smtp.dot.send") == isBeforeDot { wrong.append("the dot at the wrong time") }
    }
    return (wrong.map { "\(cut.direction) \(cut.after) \(cut.ending): \($0)" }, found.uncertain.count)
  }

  /// Whether the step is the beginning of the commit that opens the dot window, the second since the mail was taken.
  private static func isAtDot(_ steps: [String]) -> Bool {
    guard steps.last == "store.begin", let taken = steps.lastIndex(of: "delivery.take") else { return false }
    return steps[taken...].count { $0 == "store.begin" } == 2
  }

  private func awaitCut(of connection: Int) {
    for _ in 0..<50_000 where !Self.proxy(round, dialogue).passages[connection].wasCut { usleep(100) }
  }

  private static func isTemporary(_ error: WorkerError) -> Bool {
    if case .wire(let error) = error { return error.kind == .later }
    return false
  }

  private static func proxy(_ round: Round, _ dialogue: Round.Dialogue) -> CutProxy {
    dialogue == .submission ? round.smtpProxy : round.imapProxy
  }
}
