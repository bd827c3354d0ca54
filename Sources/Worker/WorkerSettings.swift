public import Desk
public import Drafting
public import MIME
public import Wire

/// What a worker needs to know, read from settings by the shell.
public struct WorkerSettings: Sendable {
  /// Where mail comes in.
  public struct Incoming: Sendable {
    public let endpoint: Endpoint
    public let login: LoginSource
    /// The mailbox that is read: `INBOX`.
    public let mailbox: String
    /// Where copies of sent mail go; nil: as the server marks it (RFC 6154).
    public let sent: String?

    public init(endpoint: Endpoint, login: LoginSource, mailbox: String, sent: String?) {
      self.endpoint = endpoint
      self.login = login
      self.mailbox = mailbox
      self.sent = sent
    }
  }

  /// Where mail goes out.
  public struct Outgoing: Sendable {
    public let endpoint: Endpoint
    public let login: LoginSource

    public init(endpoint: Endpoint, login: LoginSource) {
      self.endpoint = endpoint
      self.login = login
    }
  }

  public let support: SupportMailbox
  public let incoming: Incoming
  public let outgoing: Outgoing
  public let templates: TemplateLibrary
  /// The hour (0 ... 23, UTC) at which thanks are queued; nil for never.
  public let nightlyHour: Int?

  public init(
    support: SupportMailbox, incoming: Incoming, outgoing: Outgoing, templates: TemplateLibrary, nightlyHour: Int?
  ) {
    self.support = support
    self.incoming = incoming
    self.outgoing = outgoing
    self.templates = templates
    self.nightlyHour = nightlyHour
  }

  /// All addresses that are ours.
  public var own: OwnAddresses { support.own }
}

extension SupportMailbox {
  /// All addresses that are ours.
  public var own: OwnAddresses { OwnAddresses([address] + aliases) }
}
