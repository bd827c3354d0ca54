import Desk
import Testing

@Suite("The life of an approved mail")
struct OutboxStateTests {
  /// A mail to one customer, as far as `state`.
  static func mail(_ state: OutboxState, _ recipient: RecipientState = .pending) -> OutboxProgress {
    OutboxProgress(state, [Recipient(address: "tom@riverside.example", state: recipient)])
  }

  /// What becomes of a mail to one customer.
  static func after(_ events: [OutboxEvent], at now: Seconds = 10) -> OutboxProgress? {
    events.reduce(mail(.queued(attempt: 0))) { mail, event in mail.flatMap { decide($0, event, at: now) } }
  }

  @Test("The straight way: queued, sending, dot pending, sent")
  func straightWay() {
    #expect(Self.after([.taken]) == Self.mail(.sending(attempt: 1, since: 10)))
    #expect(
      Self.after([.taken, .dotReached]) == Self.mail(.dotPending(attempt: 1, since: 10), .dotPending(reply: "")))
    #expect(
      Self.after([.taken, .dotReached, .accepted(reply: "250 ok")])
        == Self.mail(.sent(at: 10, reply: "250 ok"), .accepted(reply: "250 ok")))
  }

  @Test("A-30: a line that breaks before the dot costs nothing; after the dot only a person decides")
  func brokenLine() {
    #expect(
      Self.after([.taken, .lostBeforeDot(reason: "gone")])
        == Self.mail(.deferred(attempt: 1, notBefore: 70, reply: "gone"), .deferred(reply: "gone")))
    #expect(
      Self.after([.taken, .dotReached, .lostAfterDot(reason: "gone")])
        == Self.mail(.uncertain(since: 10, reply: "gone"), .uncertain(reply: "gone")))
    #expect(
      Self.after([.taken, .dotReached, .deferred(reply: "451 later")])
        == Self.mail(.deferred(attempt: 1, notBefore: 70, reply: "451 later"), .deferred(reply: "451 later")))
  }

  @Test("S2: what a dead worker leaves: before the dot it is queued again, after it uncertain")
  func deadWorker() {
    #expect(Self.after([.taken, .processDied]) == Self.mail(.queued(attempt: 1)))
    #expect(Self.after([.taken, .dotReached, .processDied])?.state.name == .uncertain)
  }

  @Test("S3: no event of the worker's own sends an uncertain or a final mail again")
  func onlyPersons() throws {
    let own: [OutboxEvent] = [
      .taken, .dotReached, .accepted(reply: ""), .deferred(reply: ""), .refused(reply: ""), .lostBeforeDot(reason: ""),
      .lostAfterDot(reason: ""), .processDied, .approvalVoid(why: ""), .unreachable(reason: ""), .gaveUp, .restored,
      .heldBack(reason: ""),
    ]
    let uncertain = try #require(Self.after([.taken, .dotReached, .processDied]))
    let sent = try #require(Self.after([.taken, .dotReached, .accepted(reply: "250")]))
    let withdrawn = try #require(Self.after([.approvalVoid(why: "m2")]))
    for mail in [uncertain, sent, withdrawn] {
      for event in own { #expect(decide(mail, event, at: 100) == nil) }
    }
    #expect(decide(uncertain, .personSaysAgain(by: "Ann"), at: 1) == Self.mail(.queued(attempt: 0)))
    #expect(decide(sent, .personSaysAgain(by: "Ann"), at: 1) == nil)
    #expect(
      decide(uncertain, .personGivesUp(by: "Ann"), at: 1)
        == Self.mail(.withdrawn(at: 1, why: "Ann took it back"), .withdrawn(why: "Ann took it back")))
    #expect(decide(Self.mail(.sending(attempt: 1, since: 0)), .personGivesUp(by: "Ann"), at: 1) == nil)
  }

  @Test("S3: a proof ends the doubt; that it never left still asks for a person")
  func proofs() throws {
    let uncertain = try #require(Self.after([.taken, .dotReached, .lostAfterDot(reason: "gone")]))
    #expect(
      decide(uncertain, .provedSent(by: "m4 cites it"), at: 20)
        == Self.mail(.sent(at: 20, reply: "m4 cites it"), .accepted(reply: "m4 cites it")))
    #expect(decide(uncertain, .provedUnsent(by: "not in Sent"), at: 20)?.state == .failed(at: 20, reply: "not in Sent"))
    // Ann was about to send it a second time.
    let again = try #require(decide(uncertain, .personSaysAgain(by: "Ann"), at: 15))
    #expect(decide(again, .provedSent(by: "m4 cites it"), at: 20)?.state.name == .sent)
  }

  @Test("A-28: put off for 1, 5, 15, 60 minutes, then hourly; after its time a person is told")
  func waiting() throws {
    let deferred = Self.mail(.deferred(attempt: 3, notBefore: 1000, reply: "451 later"), .deferred(reply: "451 later"))
    #expect(decide(deferred, .taken, at: 999) == nil)
    #expect(decide(deferred, .taken, at: 1000)?.state == .sending(attempt: 4, since: 1000))
    #expect((1...6).map { RetrySchedule.pause(after: $0) } == [60, 300, 900, 3600, 3600, 3600])
    let given = try #require(decide(deferred, .gaveUp, at: 7))
    #expect(given.state == .failed(at: 7, reply: "tried too long: 451 later"))
    #expect(given.open.isEmpty)
    #expect(decide(given, .personSaysAgain(by: "Ann"), at: 8) == Self.mail(.queued(attempt: 0)))
  }

  @Test("A-28: how long is tried can be set, and is counted in pauses, so that a week without a worker is no week of trying")
  func patience() {
    let days = RetrySchedule.standard
    let last = (1...200).first { days.isOver(after: $0) }
    // 81 minutes of the first pauses, then 94 hours.
    #expect(last == 4 + 94 + 1)
    #expect(!RetrySchedule(patience: 60).isOver(after: 1))
    #expect(RetrySchedule(patience: 59).isOver(after: 1))
    #expect(RetrySchedule(patience: 0).isOver(after: 1))
    #expect(!RetrySchedule(patience: .max).isOver(after: .max / 10_000))
  }

  @Test("A-28: without a server a mail says so, waits no longer than that, and keeps its tries")
  func unreachable() throws {
    let told = try #require(decide(Self.mail(.queued(attempt: 2)), .unreachable(reason: "nobody answers"), at: 50))
    #expect(told == Self.mail(.deferred(attempt: 2, notBefore: 50, reply: "nobody answers")))
    #expect(decide(told, .unreachable(reason: "nobody answers"), at: 60) == nil, "the same is not written down twice")
    #expect(decide(told, .unreachable(reason: "login refused"), at: 60)?.state.name == .deferred)
    #expect(decide(told, .taken, at: 50)?.state == .sending(attempt: 3, since: 50))
    // One that is not due keeps its time and the server's words.
    let later = Self.mail(.deferred(attempt: 1, notBefore: 90, reply: "451"), .deferred(reply: "451"))
    #expect(decide(later, .unreachable(reason: "nobody answers"), at: 60) == nil)
  }

  @Test("A restored store holds back what may have been sent since", arguments: [
    OutboxState.queued(attempt: 0), .sending(attempt: 1, since: 0), .deferred(attempt: 1, notBefore: 0, reply: ""),
  ])
  func restored(state: OutboxState) {
    let mail = decide(Self.mail(state), .restored, at: 5)
    #expect(mail?.state.name == .uncertain)
    #expect(mail?.recipients.map(\.state.name) == [.uncertain])
  }
}
