/// One address that an approved mail goes to, and what is known of it there (OBLIGATIONS A-31).
public struct Recipient: Hashable, Sendable {
  /// As SMTP writes it, the domain in A-labels.
  public let address: String
  public let state: RecipientState

  public init(address: String, state: RecipientState = .pending) {
    self.address = address
    self.state = state
  }

  func becoming(_ state: RecipientState) -> Recipient { Recipient(address: address, state: state) }
}

/// What is known of one recipient. The texts are the server's words, or those of whoever decided.
public enum RecipientState: Hashable, Sendable {
  /// No server has said anything about it yet, or a person sends the mail to it again.
  case pending
  /// The server took it at RCPT, and the dot is under way. A crash makes it `uncertain`.
  case dotPending(reply: String)
  /// The server took the mail for it, or it is proven that it did. Never sent to again.
  case accepted(reply: String)
  /// The server said later (4yz). The next attempt goes to it.
  case deferred(reply: String)
  /// The server will not take it (5yz), or it was tried too long. Only a person sends to it again.
  case refused(reply: String)
  /// It was taken at RCPT, and the line broke after the dot. Only a person sends to it again.
  case uncertain(reply: String)
  /// Nothing goes to it any more.
  case withdrawn(why: String)

  /// The state without its text, as the store writes it.
  public enum Name: String, Hashable, Sendable, CaseIterable, Codable {
    case pending, dotPending = "dot_pending", accepted, deferred, refused, uncertain, withdrawn
  }

  public var name: Name {
    switch self {
    case .pending: .pending
    case .dotPending: .dotPending
    case .accepted: .accepted
    case .deferred: .deferred
    case .refused: .refused
    case .uncertain: .uncertain
    case .withdrawn: .withdrawn
    }
  }

  /// The server's words or the reason; nil for a pending one.
  public var reply: String? {
    switch self {
    case .pending: nil
    case .dotPending(let text), .accepted(let text), .deferred(let text), .refused(let text), .uncertain(let text),
      .withdrawn(let text):
      text
    }
  }

  /// Whether the next attempt goes to it.
  public var isOpen: Bool {
    switch self {
    case .pending, .deferred: true
    case .dotPending, .accepted, .refused, .uncertain, .withdrawn: false
    }
  }
}

/// What a server answered to one recipient's RCPT.
public struct RecipientAnswer: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    /// 2yz.
    case accepted
    /// 4yz, and 552 (RFC 5321, 4.5.3.1.10).
    case later
    /// 5yz.
    case never
  }
  public let address: String
  public let verdict: Verdict
  public let reply: String

  public init(address: String, verdict: Verdict, reply: String) {
    self.address = address
    self.verdict = verdict
    self.reply = reply
  }
}
