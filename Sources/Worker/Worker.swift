public import Desk
public import Logging
public import Steps
public import Store
import Wire

/// The worker: mail in, drafts before the team, approved mail out. One a store at a time.
public struct Worker: Sendable {
  let store: any Store
  let settings: WorkerSettings
  let steps: StepCounter
  let logger: Logger
  let now: @Sendable () -> Seconds

  /// - Parameter now: the clock, in seconds since 1970-01-01T00:00:00Z.
  public init(
    store: any Store, settings: WorkerSettings, steps: StepCounter, logger: Logger, now: @escaping @Sendable () -> Seconds
  ) {
    self.store = store
    self.settings = settings
    self.steps = steps
    self.logger = logger
    self.now = now
  }

  /// What one round did.
  public struct Round: Hashable, Sendable {
    /// Messages new to the store.
    public fileprivate(set) var newMessages = 0
    /// Messages read, new ones and ones left by a crash.
    public fileprivate(set) var read: [StoredMessageID] = []
    /// Mails that the server took.
    public fileprivate(set) var sent: [OutboxID] = []
    /// Jobs done on the mail server.
    public fileprivate(set) var jobs = 0
  }

  var intake: Intake {
    Intake(store: store, key: key, steps: steps, logger: logger, now: now)
  }

  var reader: InboundReader {
    InboundReader(
      store: store, own: settings.own, templates: settings.templates, steps: steps, logger: logger)
  }

  var delivery: Delivery { Delivery(store: store, steps: steps, logger: logger, now: now) }

  var jobs: MailboxJobs {
    MailboxJobs(
      store: store, account: key.account, sent: settings.incoming.sent, steps: steps, logger: logger, now: now)
  }

  var key: MailboxKey {
    MailboxKey(
      account: "\(settings.incoming.login.user)@\(settings.incoming.endpoint.host)",
      mailbox: settings.incoming.mailbox)
  }

  func connectIncoming() async throws(WireError) -> IMAPConnection {
    try await settings.incoming.login.connect(at: now()) { login throws(WireError) in
      try await IMAPConnection.connect(to: settings.incoming.endpoint, login: login, steps: steps, logger: logger)
    }
  }

  func connectOutgoing() async throws(WireError) -> SMTPConnection {
    try await settings.outgoing.login.connect(at: now()) { login throws(WireError) in
      try await SMTPConnection.connect(
        to: settings.outgoing.endpoint, login: login, name: settings.support.domain, steps: steps, logger: logger)
    }
  }

  func takeLease() async throws(WorkerError) -> any WorkerLease {
    guard let lease = try await stored({ () async throws(StoreError) in try await store.lease() }) else {
      throw .anotherWorker
    }
    return lease
  }

  /// Takes everything new, reads it, sends what is due, and returns.
  ///
  /// Sending does not wait for receiving: where the one server is away, the other is used all the same, and the first
  /// error is thrown at the end.
  ///
  /// - Parameter report: told what was done, also where an error ends it.
  public func runOnce(telling report: (Round) -> Void) async throws(WorkerError) {
    let lease = try await takeLease()
    defer { lease.release() }
    var round = Round()
    defer { report(round) }
    var problem: WorkerError?
    do throws(WorkerError) {
      // What was kept before a crash is read even where the server is away.
      round.read += try await readKept()
      let connection = try await wired { () async throws(WireError) in try await connectIncoming() }
      var read: [StoredMessageID] = []
      round.newMessages = try await intake.takeNew(from: connection) { () async throws(WorkerError) in
        read += try await readKept()
      }
      round.read += read
      await connection.logout()
    } catch {
      problem = error
    }
    do throws(WorkerError) {
      round.sent = try await delivery.sendDue(connect: connectOutgoing)
      round.jobs = try await jobs.doDue(connect: connectIncoming)
    } catch {
      problem = problem ?? error
    }
    if let problem { throw problem }
  }

  func readKept() async throws(WorkerError) -> [StoredMessageID] {
    try await stored { () async throws(StoreError) in try await reader.readAll(at: now) }
  }
}
