/// What is known about one approved mail on its way to the customer.
///
/// docs/ARCHITECTURE.md, "Life of a mail", draws these states. Only ``decide(_:_:at:)`` moves a mail between them.
public enum OutboxState: Hashable, Sendable {
  /// Waiting for its turn; never tried, or safely to be tried again. A crash leaves it here.
  case queued(attempt: Int)
  /// A connection is open and the dot has not been reached. A crash leaves it here; the next start queues it again,
  /// because a server must cancel a transaction that ends before the dot (RFC 5321, 4.1.1.10).
  case sending(attempt: Int, since: Seconds)
  /// Written just before the final dot. A crash leaves it here; the next start makes it `uncertain` (RFC 1047).
  case dotPending(attempt: Int, since: Seconds)
  /// The server took it: 2yz after the dot (RFC 5321, 4.2.5), or a person knows. Final.
  case sent(at: Seconds, reply: String)
  /// The server said later (4yz), or could not be reached. Tried again by itself from `notBefore` on.
  case deferred(attempt: Int, notBefore: Seconds, reply: String)
  /// The server will not take it (5yz), or it was tried too long. A person decides.
  case failed(at: Seconds, reply: String)
  /// The line broke between the dot and the answer. The customer may have it: only a person resends it.
  case uncertain(since: Seconds, reply: String)
  /// It will not be sent: the customer wrote again, which made the approval void, or a person took it back. Final.
  case withdrawn(at: Seconds, why: String)

  /// The state without its data, as the store writes it.
  public enum Name: String, Hashable, Sendable, CaseIterable, Codable {
    case queued, sending, dotPending = "dot_pending", sent, deferred, failed, uncertain, withdrawn
  }

  public var name: Name {
    switch self {
    case .queued: .queued
    case .sending: .sending
    case .dotPending: .dotPending
    case .sent: .sent
    case .deferred: .deferred
    case .failed: .failed
    case .uncertain: .uncertain
    case .withdrawn: .withdrawn
    }
  }
}

/// What happens to an approved mail.
public enum OutboxEvent: Hashable, Sendable {
  /// A worker took it to send it.
  case taken
  /// Everything but the dot has gone out.
  case dotReached
  /// 2yz after the dot.
  case accepted(reply: String)
  /// 4yz at any step, or the server could not be reached.
  case deferred(reply: String)
  /// 5yz at any step.
  case refused(reply: String)
  /// The connection broke before the dot.
  case lostBeforeDot(reason: String)
  /// The connection broke between the dot and the answer.
  case lostAfterDot(reason: String)
  /// A worker found it in a state that only a dead process leaves.
  case processDied
  /// The customer wrote again before it went out.
  case approvalVoid(why: String)
  /// A person knows that the customer has it.
  case personSaysSent(by: String)
  /// A person accepts the risk of a second copy.
  case personSaysAgain(by: String)
  /// A person takes it back: it shall not be sent any more.
  case personGivesUp(by: String)
}

/// The next state, or nil where the event cannot happen in `state`.
///
/// Pure: the caller reads the clock, writes the state down, and only then acts on it.
public func decide(_ state: OutboxState, _ event: OutboxEvent, at now: Seconds) -> OutboxState? {
  switch (state, event) {
  case (.sending, .approvalVoid(let why)):
    .withdrawn(at: now, why: why)
  case (.queued(let attempt), .taken):
    .sending(attempt: attempt + 1, since: now)
  case (.deferred(let attempt, let notBefore, _), .taken) where notBefore <= now:
    .sending(attempt: attempt + 1, since: now)
  case (.queued, .approvalVoid(let why)), (.deferred, .approvalVoid(let why)), (.failed, .approvalVoid(let why)):
    .withdrawn(at: now, why: why)

  case (.sending(let attempt, _), .dotReached):
    .dotPending(attempt: attempt, since: now)
  case (.sending(let attempt, _), .deferred(let reply)), (.sending(let attempt, _), .lostBeforeDot(let reply)),
    (.dotPending(let attempt, _), .deferred(let reply)):
    later(after: attempt, reply: reply, at: now)
  case (.sending, .refused(let reply)), (.dotPending, .refused(let reply)):
    .failed(at: now, reply: reply)
  case (.sending(let attempt, _), .processDied):
    .queued(attempt: attempt)

  case (.dotPending(let attempt, _), .lostBeforeDot(let reason)):
    later(after: attempt, reply: reason, at: now)
  case (.dotPending, .accepted(let reply)):
    .sent(at: now, reply: reply)
  case (.dotPending(_, let since), .lostAfterDot(let reason)):
    .uncertain(since: since, reply: reason)
  case (.dotPending(_, let since), .processDied):
    .uncertain(since: since, reply: "the worker died before the server's answer to the final dot was written down")

  case (.uncertain, .personSaysSent(let agent)), (.failed, .personSaysSent(let agent)):
    .sent(at: now, reply: "\(agent) says that it arrived")
  case (.uncertain, .personSaysAgain), (.failed, .personSaysAgain):
    .queued(attempt: 0)

  case (.queued, .personGivesUp(let agent)), (.deferred, .personGivesUp(let agent)),
    (.failed, .personGivesUp(let agent)), (.uncertain, .personGivesUp(let agent)):
    .withdrawn(at: now, why: "\(agent) took it back")

  // No default: a new state or event must be thought of.
  case (.queued, _), (.sending, _), (.dotPending, _), (.sent, _), (.deferred, _), (.failed, _), (.uncertain, _),
    (.withdrawn, _):
    nil
  }
}

private func later(after attempt: Int, reply: String, at now: Seconds) -> OutboxState {
  guard let pause = RetrySchedule.pause(after: attempt) else { return .failed(at: now, reply: reply) }
  return .deferred(attempt: attempt, notBefore: now + pause, reply: reply)
}

/// When a mail that the server put off is tried again (RFC 5321, 4.5.4.1; OBLIGATIONS A-28).
public enum RetrySchedule {
  /// 1, 5, 15, 60 minutes, as a customer waits for a person's answer; then hourly.
  static let first: [Seconds] = [60, 300, 900, 3600]
  /// 4 days of hourly tries, the least that RFC 5321 asks before giving up.
  static let mostAttempts = 100

  /// Seconds to wait after the n-th attempt (from 1); nil when it is time to give up and tell a person.
  public static func pause(after attempt: Int) -> Seconds? {
    guard attempt < mostAttempts else { return nil }
    let index = max(attempt, 1) - 1
    return index < first.count ? first[index] : 3600
  }
}
