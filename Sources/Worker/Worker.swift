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

  func intake(of mailbox: MailboxKey, in account: WorkerSettings.Account) -> Intake {
    Intake(
      store: store, key: mailbox, isMarking: account.incoming.isMarking, steps: steps, logger: logger, now: now)
  }

  var reader: InboundReader {
    InboundReader(
      store: store, own: settings.own, templates: settings.templates, steps: steps, logger: logger)
  }

  func delivery(of account: WorkerSettings.Account) -> Delivery {
    Delivery(
      store: store, from: account.support.address, schedule: account.outgoing.schedule, steps: steps, logger: logger,
      now: now)
  }

  func jobs(of account: WorkerSettings.Account) -> MailboxJobs {
    MailboxJobs(
      store: store, account: account.name, from: account.support.address, sent: account.incoming.sent,
      policy: account.incoming.sentPolicy, steps: steps, logger: logger, now: now)
  }

  func connectIncoming(_ account: WorkerSettings.Account) async throws(WireError) -> IMAPConnection {
    try await account.incoming.login.connect(at: now()) { login throws(WireError) in
      try await IMAPConnection.connect(to: account.incoming.endpoint, login: login, steps: steps, logger: logger)
    }
  }

  func connectOutgoing(_ account: WorkerSettings.Account) async throws(WireError) -> SMTPConnection {
    try await account.outgoing.login.connect(at: now()) { login throws(WireError) in
      try await SMTPConnection.connect(
        to: account.outgoing.endpoint, login: login, name: account.outgoing.hello, steps: steps, logger: logger)
    }
  }

  /// Writes down that a server refused the login or us, if that is what `error` says: nobody hammers it, and a person is
  /// told.
  func noteRefusal(_ error: WorkerError, at server: String) async throws(WorkerError) {
    guard case .wire(let error) = error, error.callsForPerson else { return }
    // A login with tokens keeps its own record of having been stopped.
    if case .token = error { return }
    try await stored { () async throws(StoreError) in
      try await store.stop(server, because: error.description, at: now())
    }
  }

  func noteWorks(_ server: String) async throws(WorkerError) {
    try await stored { () async throws(StoreError) in try await store.works(server) }
  }

  func takeLease() async throws(WorkerError) -> any WorkerLease {
    guard let lease = try await stored({ () async throws(StoreError) in try await store.lease() }) else {
      throw .anotherWorker
    }
    return lease
  }

  /// Takes everything new from all mailboxes, reads it, sends what is due, and returns.
  ///
  /// No account waits for another, and sending does not wait for receiving: where one server is away, the others are
  /// used all the same, and the first error is thrown at the end.
  ///
  /// - Parameters:
  ///   - since: take older mail as well, received at this instant or later; nil: all mail that is there at the first
  ///     start, then what is new.
  ///   - report: told what was done, also where an error ends it.
  public func runOnce(since: Seconds? = nil, telling report: (Round) -> Void) async throws(WorkerError) {
    let lease = try await takeLease()
    defer { lease.release() }
    var round = Round()
    defer { report(round) }
    var problems: [WorkerError] = []
    do throws(WorkerError) {
      // What was kept before a crash is read even where no server answers.
      round.read += try await readKept()
    } catch {
      problems.append(error)
    }
    await receiveOnce(since, &round, &problems)
    for account in settings.accounts {
      do throws(WorkerError) {
        round.sent += try await sendOnce(account)
        round.jobs += try await jobs(of: account).doDue { () async throws(WireError) in
          try await connectIncoming(account)
        }
      } catch {
        problems.append(error)
      }
    }
    if let problem = problems.first { throw problem }
  }

  /// Compares every mailbox on the servers with the store; takes what is missing, unless another worker is there to.
  /// - Parameters:
  ///   - whole: all messages, not only those of the last 30 days.
  ///   - report: told of each mailbox.
  public func audit(whole: Bool, telling report: (MailboxKey, MailboxAudit) -> Void) async throws(WorkerError) {
    let lease = try await stored { () async throws(StoreError) in try await store.lease() }
    defer { lease?.release() }
    for account in settings.accounts {
      let connection = try await wired { () async throws(WireError) in try await connectIncoming(account) }
      for mailbox in account.mailboxes {
        let audit = try await intake(of: mailbox, in: account).audit(from: connection, whole: whole, isTaking: lease != nil) {}
        report(mailbox, audit)
      }
      await connection.logout()
    }
    if lease != nil { _ = try await readKept() }
  }

  private func receiveOnce(_ since: Seconds?, _ round: inout Round, _ problems: inout [WorkerError]) async {
    let (news, teller) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let reading = Task { () -> Result<[StoredMessageID], WorkerError> in
      var read: [StoredMessageID] = []
      for await _ in news {
        do throws(WorkerError) { read += try await readKept() } catch { return .failure(error) }
      }
      return .success(read)
    }
    await withTaskGroup(of: Result<Int, WorkerError>.self) { group in
      for account in settings.accounts {
        for mailbox in account.mailboxes {
          group.addTask { await takeOnce(mailbox, of: account, since) { teller.yield() } }
        }
      }
      for await outcome in group {
        switch outcome {
        case .success(let new): round.newMessages += new
        case .failure(let problem): problems.append(problem)
        }
      }
    }
    teller.finish()
    switch await reading.value {
    case .success(let read): round.read += read
    case .failure(let problem): problems.append(problem)
    }
  }

  private func takeOnce(
    _ mailbox: MailboxKey, of account: WorkerSettings.Account, _ since: Seconds?, tell: @Sendable () -> Void
  ) async -> Result<Int, WorkerError> {
    let intake = intake(of: mailbox, in: account)
    var new = 0
    while true {
      let learned = intake.suspects.learned
      do throws(WorkerError) {
        let connection = try await wired { () async throws(WireError) in try await connectIncoming(account) }
        try await noteWorks(account.incoming.name)
        new += try await intake.takeNew(from: connection, since: since) { tell() }
        try await intake.auditIfDue(from: connection) { tell() }
        await connection.logout()
        return .success(new)
      } catch {
        try? await noteRefusal(error, at: account.incoming.name)
        // A connection that one message ended: that message is known now, and the others can come.
        if case .wire = error, intake.suspects.learned > learned, !Task.isCancelled { continue }
        return .failure(error)
      }
    }
  }

  private func sendOnce(_ account: WorkerSettings.Account) async throws(WorkerError) -> [OutboxID] {
    do throws(WorkerError) {
      let sent = try await delivery(of: account).sendDue { () async throws(WireError) in
        try await connectOutgoing(account)
      }
      if !sent.isEmpty { try await noteWorks(account.outgoing.name) }
      return sent
    } catch {
      try await noteRefusal(error, at: account.outgoing.name)
      throw error
    }
  }

  func readKept() async throws(WorkerError) -> [StoredMessageID] {
    try await stored { () async throws(StoreError) in try await reader.readAll(at: now) }
  }
}
