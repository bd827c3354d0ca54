public import Desk

/// A message that the server would not give us, put aside so that those behind it come in.
///
/// Its bytes stay where they are; it is asked for again from ``notBefore`` on.
public struct QuarantinedMessage: Hashable, Sendable {
  public let place: Placement
  /// What the server did, without anything of the mail.
  public let reason: String
  /// Tries so far, 1 or more.
  public let attempt: Int
  public let notBefore: Seconds
  /// When it was put aside first.
  public let since: Seconds

  public init(place: Placement, reason: String, attempt: Int, notBefore: Seconds, since: Seconds) {
    self.place = place
    self.reason = reason
    self.attempt = attempt
    self.notBefore = notBefore
    self.since = since
  }
}

/// What came of comparing a mailbox on the server with the store (OBLIGATIONS I4).
public struct MailboxAudit: Hashable, Sendable {
  public let at: Seconds
  /// Messages that the server named.
  public let onServer: Int
  /// Those of them that were neither kept nor in quarantine. They are fetched then; anything but 0 is a fault to look at.
  public let missing: Int

  public init(at: Seconds, onServer: Int, missing: Int) {
    self.at = at
    self.onServer = onServer
    self.missing = missing
  }
}

/// An account whose server refused the login: it is left alone until a person has looked.
public struct StoppedAccount: Hashable, Sendable {
  public let account: String
  public let since: Seconds
  public let reason: String

  public init(account: String, since: Seconds, reason: String) {
    self.account = account
    self.since = since
    self.reason = reason
  }
}
