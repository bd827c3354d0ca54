import Desk
import Testing

@Suite("The life of an approved mail")
struct OutboxStateTests {
  @Test("The straight way: queued, sending, dot pending, sent")
  func straightWay() {
    var state: OutboxState? = .queued(attempt: 0)
    state = state.flatMap { decide($0, .taken, at: 10) }
    #expect(state == .sending(attempt: 1, since: 10))
    state = state.flatMap { decide($0, .dotReached, at: 11) }
    #expect(state == .dotPending(attempt: 1, since: 11))
    state = state.flatMap { decide($0, .accepted(reply: "250 ok"), at: 12) }
    #expect(state == .sent(at: 12, reply: "250 ok"))
  }

  @Test("A line that breaks before the dot costs nothing; after the dot only a person decides")
  func brokenLine() {
    #expect(
      decide(.sending(attempt: 1, since: 0), .lostBeforeDot(reason: "gone"), at: 5)
        == .deferred(attempt: 1, notBefore: 65, reply: "gone"))
    #expect(
      decide(.dotPending(attempt: 1, since: 3), .lostAfterDot(reason: "gone"), at: 5)
        == .uncertain(since: 3, reply: "gone"))
  }

  @Test("What a dead worker leaves: before the dot it is queued again, after it uncertain")
  func deadWorker() {
    #expect(decide(.sending(attempt: 2, since: 0), .processDied, at: 9) == .queued(attempt: 2))
    guard case .uncertain(since: 4, _) = decide(.dotPending(attempt: 2, since: 4), .processDied, at: 9) else {
      Issue.record("a mail at the dot must become uncertain")
      return
    }
  }

  @Test("No event of the worker's own moves an uncertain or a final mail")
  func onlyPersons() {
    let own: [OutboxEvent] = [
      .taken, .dotReached, .accepted(reply: ""), .deferred(reply: ""), .refused(reply: ""), .lostBeforeDot(reason: ""),
      .lostAfterDot(reason: ""), .processDied, .approvalVoid(why: ""),
    ]
    for state in [
      OutboxState.uncertain(since: 0, reply: ""), .sent(at: 0, reply: ""), .withdrawn(at: 0, why: ""),
    ] {
      for event in own { #expect(decide(state, event, at: 100) == nil) }
    }
    #expect(decide(.uncertain(since: 0, reply: ""), .personSaysAgain(by: "Ann"), at: 1) == .queued(attempt: 0))
    #expect(decide(.sent(at: 0, reply: ""), .personSaysAgain(by: "Ann"), at: 1) == nil)
    #expect(
      decide(.failed(at: 0, reply: "550"), .personGivesUp(by: "Ann"), at: 1)
        == .withdrawn(at: 1, why: "Ann took it back"))
    #expect(decide(.sending(attempt: 1, since: 0), .personGivesUp(by: "Ann"), at: 1) == nil)
  }

  @Test("A deferred mail waits for its time, and after a hundred tries a person is told")
  func waiting() {
    let deferred = OutboxState.deferred(attempt: 3, notBefore: 1000, reply: "451 later")
    #expect(decide(deferred, .taken, at: 999) == nil)
    #expect(decide(deferred, .taken, at: 1000) == .sending(attempt: 4, since: 1000))
    #expect((1...5).map { RetrySchedule.pause(after: $0) } == [60, 300, 900, 3600, 3600])
    #expect(
      decide(.sending(attempt: 100, since: 0), .deferred(reply: "451"), at: 7) == .failed(at: 7, reply: "451"))
  }
}
