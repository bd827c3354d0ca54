/// What became of one mail that was handed to a server.
public enum SMTPOutcome: Hashable, Sendable {
  /// The server took it for those of `recipients` that it accepted (RFC 5321, 4.2.5); the reply holds its queue id.
  case accepted(SMTPReply, recipients: [RecipientReply])
  /// The server did not take it; the reply's verdict says whether to try again.
  case refused(SMTPReply, at: SMTPStage, recipients: [RecipientReply])
  /// The line broke before the dot: the server has nothing (RFC 5321, 4.1.1.10), and it is safe to send again.
  /// `recipients`: what the server had answered by then; a refusal for good is one all the same.
  case lostBeforeDot(WireError, recipients: [RecipientReply])
  /// The line broke after the dot and before its answer (RFC 1047): nobody knows, so only a person may send again.
  case lostAfterDot(WireError)
  /// The mail has `size` octets, and the server takes at most `limit` (RFC 1870); nothing was sent.
  case tooLarge(size: Int, limit: Int)
  /// No server would take it as it is; nothing was sent.
  case unsendable(SubmissionFault)
}

/// Where in the dialogue a server refused.
public enum SMTPStage: String, Hashable, Sendable {
  case sender = "MAIL"
  /// Every recipient was refused; the reply is the first that may pass later, else the first.
  case recipients = "RCPT"
  case data = "DATA"
  /// In the midst of the text, before the dot.
  case body
  case dot
}

/// What the server said to one recipient. Printing it does not show the address.
public struct RecipientReply: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  public let address: String
  public let reply: SMTPReply

  public init(address: String, reply: SMTPReply) {
    self.address = address
    self.reply = reply
  }

  public var description: String { "recipient: \(reply.code)" }
  public var customMirror: Mirror { Mirror(self, children: ["code": reply.code]) }

  /// As the reply's, but 552 means "too many recipients now", which passes (RFC 5321, 4.5.3.1.10).
  public var verdict: WireError.Verdict { reply.code == 552 ? .later : reply.verdict }
}
