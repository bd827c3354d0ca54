/// How long each step of a conversation may take before the connection is given up.
///
/// SMTP's are the least that RFC 5321, 4.5.3.2 allows a client; tests shrink them.
public struct Timeouts: Hashable, Sendable {
  /// Resolving, connecting, TLS, greeting and login together. The greeting alone may take 5 minutes (4.5.3.2.1).
  public var connect: Duration
  /// EHLO, MAIL, RCPT, RSET: 5 minutes (4.5.3.2.2, 4.5.3.2.3).
  public var smtpCommand: Duration
  /// From DATA to its 354: 2 minutes (4.5.3.2.4).
  public var smtpData: Duration
  /// One block of the mail: 3 minutes (4.5.3.2.5).
  public var smtpBlock: Duration
  /// From the dot to its answer: 10 minutes, since a shorter wait makes duplicates (4.5.3.2.6).
  public var smtpDot: Duration
  /// QUIT and LOGOUT: nothing depends on their answer, so nobody waits long for it.
  public var farewell: Duration
  /// Silence in the middle of an IMAP command. Searching a large mailbox may take a server a minute or two.
  public var imapSilence: Duration
  /// Between two NOOPs where the server has no IDLE.
  public var imapPoll: Duration

  public static let standard = Timeouts()

  /// Every wait at its standard length.
  public init() {
    connect = .seconds(300)
    smtpCommand = .seconds(300)
    smtpData = .seconds(120)
    smtpBlock = .seconds(180)
    smtpDot = .seconds(600)
    farewell = .seconds(5)
    imapSilence = .seconds(180)
    imapPoll = .seconds(30)
  }

  /// Every wait, even the poll, at most `limit`.
  public init(atMost limit: Duration) {
    self.init()
    connect = min(connect, limit)
    smtpCommand = min(smtpCommand, limit)
    smtpData = min(smtpData, limit)
    smtpBlock = min(smtpBlock, limit)
    smtpDot = min(smtpDot, limit)
    farewell = min(farewell, limit)
    imapSilence = min(imapSilence, limit)
    imapPoll = min(imapPoll, limit)
  }
}

extension Duration {
  /// Rounded up to whole milliseconds, 0 ... `Int32.max`.
  var wholeMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let perMillisecond: Int64 = 1_000_000_000_000_000
    let rest = (attoseconds + perMillisecond - 1) / perMillisecond
    guard seconds < Int64(Int32.max) / 1000 - 1 else { return .max }
    return Int32(clamping: seconds * 1000 + rest)
  }

  var wholeSeconds: Int { Int(clamping: components.seconds) }
}
