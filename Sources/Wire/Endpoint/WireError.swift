/// Why a conversation with a mail server ended or came to nothing. Never holds anything of a mail.
public enum WireError: Error, Hashable, Sendable {
  case couldNotResolve(place: String)
  case couldNotConnect(place: String)
  /// The handshake failed, or the server does not offer STARTTLS.
  case tlsFailed(place: String, reason: ServerText)
  case certificateRefused(place: String, reason: ServerText)
  case caFileUnusable(place: String)
  case loginRefused(place: String)
  /// The server takes no passwords at all for sending (Microsoft 365 since April 2026: `550 5.7.30`).
  case passwordsRefused(place: String)
  /// The peer closed the connection; `farewell` is what it said before (IMAP BYE, SMTP 421), if anything.
  case closed(place: String, during: Activity, farewell: ServerText?)
  case timedOut(place: String, during: Activity, seconds: Int)
  /// The peer said what its protocol does not allow; the connection is dropped, since nothing after it can be trusted.
  case protocolViolation(place: String, during: Activity, Violation)
  /// The server understood and said no.
  case refused(place: String, during: Activity, reply: ServerText, Verdict)
  /// Our side ended the conversation.
  case abandoned(place: String, during: Activity)
  /// Asked of a connection that cannot do it now: another call is under way, or no mailbox is selected.
  case notNow(place: String, during: Activity)
  /// What was asked cannot be said in the protocol: a flag that is no word, a mailbox name with a control character.
  case unsayable(place: String, during: Activity)
  /// The system gave no thread, memory or descriptor for a connection.
  case noResources(place: String)
  /// There is no access token to log in with.
  case token(TokenError)

  /// What was being done, in the protocol's own words.
  public enum Activity: String, Hashable, Sendable {
    case connecting, greeting
    case capability = "CAPABILITY", select = "SELECT", examine = "EXAMINE", fetch = "FETCH", store = "STORE"
    case search = "SEARCH", idle = "IDLE", noop = "NOOP", list = "LIST", create = "CREATE", append = "APPEND"
    case logout = "LOGOUT"
    case ehlo = "EHLO", mail = "MAIL", recipient = "RCPT", data = "DATA", body = "the mail's text"
    case dot = "the final dot", reset = "RSET", quit = "QUIT"
    case token = "the request for an access token"
  }

  /// Whether the same may go well another time (RFC 5321, 4.2.1).
  public enum Verdict: Hashable, Sendable {
    case accepted
    /// 4yz: keep it and try again.
    case later
    /// 5yz: only a person can help.
    case never
  }

  /// What kind of remedy an error calls for; decides the exit code.
  public enum Kind: Hashable, Sendable {
    /// User or password is wrong.
    case login
    /// The server is not shown to be who it should be.
    case certificate
    /// Trying again later may help.
    case later
    /// Trying again will not help.
    case never
  }

  /// Whether the server is to be left alone until a person has looked: it takes neither the login, nor us at all (5yz in
  /// SMTP's greeting: OBLIGATIONS A-27).
  public var callsForPerson: Bool {
    if case .refused(_, .greeting, _, .never) = self { return true }
    return kind == .login
  }

  public var kind: Kind {
    switch self {
    case .loginRefused, .passwordsRefused: .login
    case .certificateRefused, .caFileUnusable: .certificate
    case .couldNotResolve, .couldNotConnect, .tlsFailed, .closed, .timedOut, .protocolViolation, .abandoned,
      .notNow, .noResources:
      .later
    case .refused(_, _, _, let verdict): verdict == .never ? .never : .later
    case .unsayable: .never
    case .token(let error): error.kind
    }
  }
}

/// What of the protocol a server broke.
public enum Violation: Error, Hashable, Sendable {
  case lineTooLong(limit: Int)
  case literalTooLarge(limit: Int)
  case responseTooLarge(limit: Int)
  case replyTooLong(limit: Int)
  case malformedReply
  case unknownTag
  /// The server spoke when it was not its turn.
  case unasked
}

extension WireError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .couldNotResolve(let place):
      "\(place): no such host is known. Check the host in the settings, and the network."
    case .couldNotConnect(let place):
      "\(place): nobody answers there. Check host and port, and whether a firewall stands between; else try later."
    case .tlsFailed(let place, let reason):
      "\(place): no protected connection could be made\(Self.because(reason)). "
        + "Check the port (imaps 993, smtps 465), and that the server offers TLS 1.2 or later."
    case .certificateRefused(let place, let reason):
      "\(place): its certificate is not trusted\(Self.because(reason)), so nothing was sent. "
        + "Check the host's name; for a certificate of your own, give its CA file."
    case .caFileUnusable(let place):
      "\(place): the CA file cannot be read as PEM certificates. Check its path and rights in the settings."
    case .loginRefused(let place):
      "\(place): the server refused user or password. Check both in the settings; "
        + "some providers want an app password, or the protocol switched on first."
    case .passwordsRefused(let place):
      "\(place): the server takes no password for sending, though it may be right. "
        + "Give the account a table [oauth] in the settings, and run heard auth login."
    case .closed(let place, let activity, let farewell):
      "\(place): the connection was closed during \(activity.rawValue)\(Self.saying(farewell)). "
        + "It is safe to connect again."
    case .timedOut(let place, let activity, let seconds):
      "\(place): no answer within \(seconds) s during \(activity.rawValue). Try again later."
    case .protocolViolation(let place, let activity, let violation):
      "\(place): during \(activity.rawValue) the server broke its protocol: \(violation). "
        + "The connection was dropped; try again, and report this if it stays."
    case .refused(let place, let activity, let reply, let verdict):
      "\(place): the server refused \(activity.rawValue)\(Self.saying(reply)). "
        + (verdict == .never ? "Trying again will not help; its words say what to change." : "Try again later.")
    case .abandoned(let place, let activity):
      "\(place): given up by us during \(activity.rawValue). Connect again to go on."
    case .notNow(let place, let activity):
      "\(place): \(activity.rawValue) was asked for while another call ran or before a mailbox was selected."
    case .unsayable(let place, let activity):
      "\(place): \(activity.rawValue) was asked for with a name, flag or id that cannot be said to a server."
    case .noResources(let place):
      "\(place): the system gave no thread, memory or descriptor for a connection. Close other programs and try again."
    case .token(let error): error.description
    }
  }

  private static func because(_ reason: ServerText) -> String { reason.description.isEmpty ? "" : " (\(reason))" }

  private static func saying(_ text: ServerText?) -> String {
    guard let text, !text.description.isEmpty else { return "" }
    return " (\"\(text)\")"
  }
}

extension Violation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lineTooLong(let limit): "a line of more than \(limit) octets"
    case .literalTooLarge(let limit): "a literal of more than \(limit) octets"
    case .responseTooLarge(let limit): "a response of more than \(limit) pieces"
    case .replyTooLong(let limit): "a reply of more than \(limit) lines"
    case .malformedReply: "a reply that cannot be read"
    case .unknownTag: "an answer to a command that was never given"
    case .unasked: "an answer before the question"
    }
  }
}
