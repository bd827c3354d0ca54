/// What kind of sender a message has (OBLIGATIONS A-45; RFC 3834).
public enum MailClass: String, Hashable, Sendable, CaseIterable, Codable {
  case human, autoReply, bounce, list, bulk, own
}

/// A message's class, and the header or sign that decided it.
public struct Classification: Hashable, Sendable {
  public let mailClass: MailClass
  /// The sign, as `header: value` or a phrase; no customer words beyond machine-made header values.
  public let reason: String

  public init(mailClass: MailClass, reason: String) {
    self.mailClass = mailClass
    self.reason = reason
  }
}
