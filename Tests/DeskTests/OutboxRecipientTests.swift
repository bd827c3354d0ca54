import Desk
import Testing

@Suite("A mail to several recipients")
struct OutboxRecipientTests {
  static let names = ["bob@shop.example", "eve@shop.example", "tom@shop.example"]
  static let bob = RecipientAnswer(address: names[0], verdict: .accepted, reply: "250 ok")
  static let eve = RecipientAnswer(address: names[1], verdict: .never, reply: "550 nobody")
  static let tom = RecipientAnswer(address: names[2], verdict: .later, reply: "451 later")

  static let queued = OutboxProgress(.queued(attempt: 0), names.map { Recipient(address: $0) })

  static func after(_ events: OutboxEvent..., from start: OutboxProgress = queued, at now: Seconds = 10) throws
    -> OutboxProgress
  {
    try events.reduce(start) { try #require(decide($0, $1, at: now), "\($1) after \($0)") }
  }

  static func states(_ mail: OutboxProgress) -> [RecipientState] { mail.recipients.map(\.state) }

  @Test("A-31: 250, 550 and 451: the first has it, the third alone is tried again, the second is a person's affair")
  func mixed() throws {
    let first = try Self.after(
      .taken, .dotReached(recipients: [Self.bob, Self.eve, Self.tom]), .accepted(reply: "250 Q1"))
    #expect(first.state == .deferred(attempt: 1, notBefore: 70, reply: "451 later"))
    #expect(
      Self.states(first)
        == [.accepted(reply: "250 Q1"), .refused(reply: "550 nobody"), .deferred(reply: "451 later")])
    #expect(first.open.map(\.address) == ["tom@shop.example"])

    let second = try Self.after(.taken, .dotReached, .accepted(reply: "250 Q2"), from: first, at: 70)
    #expect(second.state == .failed(at: 70, reply: "550 nobody"))
    #expect(
      Self.states(second) == [.accepted(reply: "250 Q1"), .refused(reply: "550 nobody"), .accepted(reply: "250 Q2")])

    // Ann sends it to Eve again, and to nobody else; or lets it be, and it was sent all the same.
    let again = try Self.after(.personSaysAgain(by: "Ann"), from: second)
    #expect(again.open.map(\.address) == ["eve@shop.example"])
    let dropped = try Self.after(.personGivesUp(by: "Ann"), from: second)
    #expect(dropped.state == .sent(at: 10, reply: "Ann took it back"))
  }

  @Test("A-31: uncertain are those alone that were taken at RCPT in that attempt")
  func uncertain() throws {
    let lost = try Self.after(
      .taken, .dotReached(recipients: [Self.bob, Self.eve, Self.tom]), .lostAfterDot(reason: "gone"))
    #expect(lost.state == .uncertain(since: 10, reply: "gone"))
    #expect(
      Self.states(lost) == [.uncertain(reply: "gone"), .refused(reply: "550 nobody"), .deferred(reply: "451 later")])

    // The proof is Bob's; Tom's turn comes at once, and Bob's never again.
    let proved = try Self.after(.provedSent(by: "a copy is in Sent"), from: lost, at: 40)
    #expect(proved.state == .deferred(attempt: 0, notBefore: 40, reply: "a copy is in Sent"))
    #expect(proved.open.map(\.address) == ["tom@shop.example"])

    // A later attempt's doubt is no doubt about Bob, and what Bob's copy proves is nothing about Tom.
    let doubt = try Self.after(.taken, .dotReached, .lostAfterDot(reason: "gone"), from: proved, at: 50)
    #expect(Self.states(doubt).map(\.name) == [.accepted, .refused, .uncertain])
    #expect(decide(doubt, .provedSent(by: "a copy is in Sent"), at: 60) == nil)
  }

  @Test("A-31: where nobody is taken, who may be taken later is tried again")
  func nobodyTaken() throws {
    let later = try Self.after(
      .taken,
      .deferred(
        reply: "RCPT: 451 later",
        recipients: [.init(address: Self.names[0], verdict: .never, reply: "550"), Self.eve, Self.tom]))
    #expect(later.state.name == .deferred)
    #expect(later.open.map(\.address) == ["tom@shop.example"])
    let never = try Self.after(.taken, .refused(reply: "RCPT: 550", recipients: [Self.eve]))
    #expect(never.state.name == .failed)
    #expect(
      Self.states(never)
        == [.refused(reply: "RCPT: 550"), .refused(reply: "550 nobody"), .refused(reply: "RCPT: 550")])
  }

  @Test("A-27: 5yz to one recipient stands, also where the line broke after it")
  func refusedAndLost() throws {
    let lost = try Self.after(.taken, .lostBeforeDot(reason: "gone", recipients: [Self.bob, Self.eve]))
    #expect(
      Self.states(lost) == [.deferred(reply: "gone"), .refused(reply: "550 nobody"), .deferred(reply: "gone")])
  }

  @Test("A customer who writes again stops what has not left, and what has left stays sent")
  func approvalVoid() throws {
    let first = try Self.after(
      .taken, .dotReached(recipients: [Self.bob, Self.eve, Self.tom]), .accepted(reply: "250 Q1"))
    let void = try Self.after(.approvalVoid(why: "m9 arrived"), from: first)
    #expect(void.state == .sent(at: 10, reply: "m9 arrived"))
    #expect(Self.states(void).map(\.name) == [.accepted, .withdrawn, .withdrawn])
    #expect(try Self.after(.approvalVoid(why: "m9 arrived")).state == .withdrawn(at: 10, why: "m9 arrived"))
  }

  @Test("Whatever happens in whatever order, who has it or may have it is never sent to again by itself")
  func anyOrder() throws {
    var numbers = FixedNumbers(state: 4)
    var sends = 0
    for _ in 0..<5000 {
      let count = Int.random(in: 1...3, using: &numbers)
      var mail = OutboxProgress(.queued(attempt: 0), Self.names.prefix(count).map { Recipient(address: $0) })
      var now: Seconds = 0
      /// Recipients whom the last attempt may have reached, until a person says again.
      var reached = Set<String>()
      for _ in 0..<30 {
        now += Seconds.random(in: 0...4000, using: &numbers)
        let event = Self.anyEvent(&numbers)
        guard let next = decide(mail, event, at: now) else { continue }
        #expect(next.isConsistent, "\(event) after \(mail) gives \(next)")
        #expect(next.recipients.map(\.address) == mail.recipients.map(\.address))
        if case .personSaysAgain = event {
          reached = Set(next.recipients.filter { $0.state.name == .accepted }.map(\.address))
        }
        if case .dotReached = event, next.state.name == .dotPending {
          let going = Set(next.recipients.filter { $0.state.name == .dotPending }.map(\.address))
          #expect(reached.isDisjoint(with: going), "\(mail)")
          sends += 1
        }
        if [.accepted, .uncertain].contains(where: { name in next.recipients.contains { $0.state.name == name } }) {
          reached.formUnion(
            next.recipients.filter { $0.state.name == .accepted || $0.state.name == .uncertain }.map(\.address))
        }
        mail = next
      }
    }
    #expect(sends > 2000)
  }

  private static func anyEvent(_ numbers: inout FixedNumbers) -> OutboxEvent {
    func answers() -> [RecipientAnswer] {
      names.compactMap { name in
        switch Int.random(in: 0...3, using: &numbers) {
        case 0: RecipientAnswer(address: name, verdict: .accepted, reply: "250")
        case 1: RecipientAnswer(address: name, verdict: .later, reply: "451")
        case 2: RecipientAnswer(address: name, verdict: .never, reply: "550")
        default: nil
        }
      }
    }
    // Those that drive it on come more often than those that end it.
    switch Int.random(in: 0...30, using: &numbers) {
    case 0...7: return .taken
    case 8...13: return .dotReached(recipients: answers())
    case 14...16: return .accepted(reply: "250")
    case 17: return .deferred(reply: "451", recipients: answers())
    case 18: return .refused(reply: "554", recipients: answers())
    case 19: return .lostBeforeDot(reason: "gone", recipients: answers())
    case 20: return .lostAfterDot(reason: "gone")
    case 21: return .unreachable(reason: "away")
    case 22: return .gaveUp
    case 23: return .processDied
    case 24: return .approvalVoid(why: "m2")
    case 25: return .provedSent(by: "Sent")
    case 26: return .provedUnsent(by: "Sent")
    case 27: return .personSaysSent(by: "Ann")
    case 28: return .personSaysAgain(by: "Ann")
    case 29: return .restored
    default: return .personGivesUp(by: "Ann")
    }
  }
}

/// The same numbers on every run (SplitMix64).
private struct FixedNumbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
