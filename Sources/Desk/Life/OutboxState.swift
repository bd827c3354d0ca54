/// What is known about one approved mail on its way to its recipients.
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
  /// A server took it for all recipients that are left: 2yz after the dot (RFC 5321, 4.2.5), or it is proven. Final.
  case sent(at: Seconds, reply: String)
  /// The server said later (4yz) for some recipient, or could not be reached. Tried again by itself from `notBefore`
  /// on, for those who have it not.
  case deferred(attempt: Int, notBefore: Seconds, reply: String)
  /// The server will not take it for some recipient (5yz), or it was tried too long. A person decides.
  case failed(at: Seconds, reply: String)
  /// The line broke between the dot and the answer. Some recipients may have it: only a person resends it. The others
  /// wait for that person as well.
  case uncertain(since: Seconds, reply: String)
  /// Nobody has it and nobody will: the customer wrote again, which made the approval void, or a person took it back.
  /// Final.
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
  /// Everything but the dot has gone out. A recipient without an answer counts as taken.
  case dotReached(recipients: [RecipientAnswer])
  /// 2yz after the dot.
  case accepted(reply: String)
  /// 4yz to the mail, or to every recipient that may still take it.
  case deferred(reply: String, recipients: [RecipientAnswer] = [])
  /// 5yz to the mail or to every recipient.
  case refused(reply: String, recipients: [RecipientAnswer] = [])
  /// The connection broke before the dot.
  case lostBeforeDot(reason: String, recipients: [RecipientAnswer] = [])
  /// Before the dot it was seen that mail had come in which nobody has read, and which may be this customer's.
  case heldBack(reason: String)
  /// The connection broke between the dot and the answer.
  case lostAfterDot(reason: String)
  /// There was no connection to take it.
  case unreachable(reason: String)
  /// The schedule says that it was tried long enough.
  case gaveUp
  /// A worker found it in a state that only a dead process leaves.
  case processDied
  /// The store was put back to an earlier time: it may have been sent since.
  case restored
  /// The customer wrote again before it went out.
  case approvalVoid(why: String)
  /// Something that only a mail that arrived can cause: a copy in Sent, a bounce, an answer (OBLIGATIONS S3).
  case provedSent(by: String)
  /// The server files every mail it takes, and this one it has not filed.
  case provedUnsent(by: String)
  /// A person knows that the customer has it.
  case personSaysSent(by: String)
  /// A person accepts the risk of a second copy.
  case personSaysAgain(by: String)
  /// A person takes it back: it shall not be sent any more.
  case personGivesUp(by: String)

  /// The dot is reached, and every recipient was taken.
  public static var dotReached: OutboxEvent { .dotReached(recipients: []) }
}
