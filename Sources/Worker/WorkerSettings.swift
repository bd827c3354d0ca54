public import Desk
public import Drafting
public import MIME
public import Store
public import Wire

/// What a worker needs to know, read from settings by the shell.
public struct WorkerSettings: Sendable {
  /// Where mail comes in.
  public struct Incoming: Sendable {
    public let endpoint: Endpoint
    public let login: LoginSource
    /// The mailboxes that are read: `INBOX`.
    public let mailboxes: [String]
    /// Where copies of sent mail go; nil: as the server marks it (RFC 6154).
    public let sent: String?
    /// Who files them; nil to find out (OBLIGATIONS A-16).
    public let sentPolicy: SentPolicy?
    /// Whether messages that are kept get a keyword on the server (OBLIGATIONS A-18).
    public let isMarking: Bool

    /// How long one IDLE lasts.
    public let idleSeconds: Int

    /// Seconds of one IDLE where nobody says otherwise: below the 29 minutes of RFC 2177, as NAT and Gmail drop sooner. A
    /// look at the mailbox follows each, which is owed every 5 minutes (OBLIGATIONS A-11).
    public static let usualIdleSeconds = 280
    /// More would look too seldom; less would be asking all the time.
    public static let idleRange = 10...300

    /// As a person is told of it: `imap support@mail.example`.
    public var name: String { "imap \(login.user)@\(endpoint.host)" }

    public init(
      endpoint: Endpoint, login: LoginSource, mailboxes: [String], sent: String?, sentPolicy: SentPolicy? = nil,
      isMarking: Bool = false, idleSeconds: Int = Incoming.usualIdleSeconds
    ) {
      self.endpoint = endpoint
      self.login = login
      self.mailboxes = mailboxes
      self.sent = sent
      self.sentPolicy = sentPolicy
      self.isMarking = isMarking
      self.idleSeconds = idleSeconds
    }
  }

  /// Where mail goes out.
  public struct Outgoing: Sendable {
    public let endpoint: Endpoint
    public let login: LoginSource
    /// What we call ourselves in EHLO (OBLIGATIONS A-36).
    public let hello: String
    /// How long a mail that the server puts off is tried.
    public let schedule: RetrySchedule

    /// As a person is told of it: `smtp support@mail.example`.
    public var name: String { "smtp \(login.user)@\(endpoint.host)" }

    public init(endpoint: Endpoint, login: LoginSource, hello: String, schedule: RetrySchedule = .standard) {
      self.endpoint = endpoint
      self.login = login
      self.hello = hello
      self.schedule = schedule
    }
  }

  /// One support address: where its mail comes in and goes out.
  public struct Account: Sendable {
    public let support: SupportMailbox
    public let incoming: Incoming
    public let outgoing: Outgoing

    public init(support: SupportMailbox, incoming: Incoming, outgoing: Outgoing) {
      self.support = support
      self.incoming = incoming
      self.outgoing = outgoing
    }

    /// As the store and the log name it: `user@host`.
    public var name: String { "\(incoming.login.user)@\(incoming.endpoint.host)" }

    /// The mailboxes that are read, as the store names them.
    public var mailboxes: [MailboxKey] { incoming.mailboxes.map { MailboxKey(account: name, mailbox: $0) } }
  }

  /// At least one; the first answers mail that came from a file.
  public let accounts: [Account]
  public let templates: TemplateLibrary
  /// The hour (0 ... 23, UTC) at which thanks are queued; nil for never.
  public let nightlyHour: Int?

  public init(accounts: [Account], templates: TemplateLibrary, nightlyHour: Int?) {
    self.accounts = accounts
    self.templates = templates
    self.nightlyHour = nightlyHour
  }

  /// All addresses that are ours.
  public var own: OwnAddresses { OwnAddresses(accounts.flatMap { [$0.support.address] + $0.support.aliases }) }
}

extension SupportMailbox {
  /// All addresses that are ours.
  public var own: OwnAddresses { OwnAddresses([address] + aliases) }
}
