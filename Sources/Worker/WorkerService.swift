import Desk
import Logging
public import ServiceLifecycle
import Store
import Wire

/// The worker as a service: runs until it is told to stop, and comes back after every fault of a server.
public struct WorkerService: Service {
  /// Between looks at the outbox: an approval is sent this soon.
  static let outboxPause: Duration = .seconds(1)
  /// Looks in a row at a mailbox that has nothing new, after which the next one waits: some servers repeat their news,
  /// and most announce a message once more that has just been taken.
  static let quietLooks = 3
  /// How long it waits then.
  static let quietPause: Duration = .seconds(1)
  /// Between looks at the clock for the nightly round.
  static let nightlyPause: Duration = .seconds(60)

  let worker: Worker
  /// How the pause before a server is tried again is waited for.
  private let waiting: @Sendable (Duration) async -> Void

  public init(_ worker: Worker) {
    self.init(worker) { pause in try? await Task.sleep(for: pause) }
  }

  init(_ worker: Worker, waiting: @escaping @Sendable (Duration) async -> Void) {
    self.worker = worker
    self.waiting = waiting
  }

  public func run() async throws {
    let lease = try await worker.takeLease()
    defer { lease.release() }
    let accounts = worker.settings.accounts
    let (news, teller) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let (firstLooks, looked) = AsyncStream<Void>.makeStream(bufferingPolicy: .unbounded)
    let mailboxes = accounts.reduce(0) { $0 + $1.mailboxes.count }
    try await withThrowingTaskGroup(of: Ending.self) { group in
      for account in accounts {
        for mailbox in account.mailboxes {
          group.addTask {
            try await cancelWhenGracefulShutdown {
              try await receive(mailbox, of: account, tell: { teller.yield() }, looked: { looked.yield() })
            }
          }
        }
      }
      group.addTask {
        // What came overnight is read first: it may make an approval void.
        var waitedFor = 0
        for await _ in firstLooks {
          waitedFor += 1
          if waitedFor == mailboxes { break }
        }
        return try await withThrowingTaskGroup(of: Ending.self) { group in
          for account in accounts { group.addTask { try await send(account) } }
          while try await group.next() != nil {}
          return .done
        }
      }
      for account in accounts { group.addTask { try await work(on: account) } }
      group.addTask { try await read(news) }
      group.addTask { try await thank() }
      // The first that fails for good ends the others; a refused login ends its account alone, while there are others.
      defer { group.cancelAll() }
      var stopped = 0
      while let ending = try await group.next() {
        guard case .leftAlone(let error) = ending else { continue }
        stopped += 1
        if stopped == mailboxes { throw error }
      }
    }
  }

  /// How a task of the service came to its end.
  private enum Ending {
    case done
    /// A mailbox is not read any more: the server refused the login, or us.
    case leftAlone(WorkerError)
  }

  /// Receives until the task is cancelled or the server refuses the login.
  private func receive(
    _ mailbox: MailboxKey, of account: WorkerSettings.Account, tell: @Sendable () -> Void, looked: @Sendable () -> Void
  ) async throws -> Ending {
    var schedule = ReconnectSchedule()
    var isFirst = true
    // A server that is away holds up no sending.
    func lookedOnce() {
      if isFirst { looked() }
      isFirst = false
    }
    defer { lookedOnce() }
    let intake = worker.intake(of: mailbox, in: account)
    while !Task.isCancelled {
      var connectedAt: Seconds?
      do throws(WorkerError) {
        let connection = try await wired { () async throws(WireError) in try await worker.connectIncoming(account) }
        connectedAt = worker.now()
        try await worker.noteWorks(account.incoming.name)
        var quietLooks = 0
        while !Task.isCancelled {
          let new = try await intake.takeNew(from: connection) { tell() }
          lookedOnce()
          try await intake.auditIfDue(from: connection) { tell() }
          quietLooks = new == 0 ? quietLooks + 1 : 0
          if quietLooks > Self.quietLooks { await rest(Self.quietPause) }
          if Task.isCancelled { break }
          let change = try await wired { () async throws(WireError) in
            try await connection.waitForChange(upTo: account.incoming.idleSeconds)
          }
          // The server tells of flags that others set only where it is asked what changed.
          if change == .timedOut, await connection.capabilities.contains("QRESYNC") {
            try await intake.reopen(connection)
          }
        }
        await connection.logout()
      } catch {
        lookedOnce()
        if callsForPerson(error) {
          try await worker.noteRefusal(error, at: account.incoming.name)
          worker.logger.error("an account is left alone", metadata: ["why": "\(error)"])
          return .leftAlone(error)
        }
        let lasted = connectedAt.map { worker.now() - $0 } ?? 0
        try await endOrRest(after: error, of: "receiving", lasting: lasted, &schedule)
      }
    }
    return .done
  }

  /// Sends what an account has to send until told to stop, or until the server refuses the login.
  private func send(_ account: WorkerSettings.Account) async throws -> Ending {
    let delivery = worker.delivery(of: account)
    return try await untilStopped("sending", account.outgoing.name) { () async throws(WorkerError) in
      let sent = try await delivery.sendDue(isStopping: { isStopping }) { () async throws(WireError) in
        try await worker.connectOutgoing(account)
      }
      if !sent.isEmpty { try await worker.noteWorks(account.outgoing.name) }
    }
  }

  private func work(on account: WorkerSettings.Account) async throws -> Ending {
    let jobs = worker.jobs(of: account)
    return try await untilStopped("jobs on the mail server", account.incoming.name) { () async throws(WorkerError) in
      _ = try await jobs.doDue { () async throws(WireError) in try await worker.connectIncoming(account) }
    }
  }

  /// Reads what was kept as soon as it is; and soon what `heard ingest` keeps, though no mail server says that it came.
  private func read(_ news: AsyncStream<Void>) async throws -> Ending {
    let (signals, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    return try await withThrowingTaskGroup(of: Ending.self) { group in
      group.addTask {
        for await _ in news { signal.yield() }
        return .done
      }
      group.addTask {
        while !isStopping {
          signal.yield()
          await rest(Self.outboxPause)
        }
        signal.finish()
        return .done
      }
      group.addTask {
        var schedule = ReconnectSchedule()
        for await _ in signals {
          do throws(WorkerError) {
            _ = try await worker.readKept()
            schedule = ReconnectSchedule()
          } catch {
            try await endOrRest(after: error, of: "reading", &schedule)
          }
        }
        return .done
      }
      defer { group.cancelAll() }
      // The clock ends first when told to stop; then the reader comes to its end.
      _ = try await group.next()
      _ = try await group.next()
      return .done
    }
  }

  /// Does `round` again and again, until told to stop; it is never interrupted in itself.
  private func untilStopped(
    _ what: String, _ server: String, _ round: () async throws(WorkerError) -> Void
  ) async throws -> Ending {
    var schedule = ReconnectSchedule()
    while !isStopping {
      do throws(WorkerError) {
        try await round()
        schedule = ReconnectSchedule()
        await rest(Self.outboxPause)
      } catch {
        if callsForPerson(error) {
          try await worker.noteRefusal(error, at: server)
          worker.logger.error("\(what) is left alone", metadata: ["why": "\(error)"])
          return .done
        }
        try await endOrRest(after: error, of: what, &schedule)
      }
    }
    return .done
  }

  private func callsForPerson(_ error: WorkerError) -> Bool {
    if case .wire(let error) = error { error.callsForPerson } else { false }
  }

  /// Queues thanks once a night, until told to stop.
  private func thank() async throws -> Ending {
    guard let hour = worker.settings.nightlyHour else { return .done }
    let round = ThanksRound(store: worker.store, reader: worker.reader)
    var last = worker.now()
    var schedule = ReconnectSchedule()
    while !isStopping {
      let now = worker.now()
      if Nightly.isDue(hour: hour, lastRound: last, now: now) {
        do throws(WorkerError) {
          let proposals = try await stored { () async throws(StoreError) in try await round.run(queue: true, at: now) }
          last = now
          worker.logger.info("nightly round", metadata: ["thanks": "\(proposals.count)"])
        } catch {
          try await endOrRest(after: error, of: "the nightly round", &schedule)
        }
      }
      await rest(Self.nightlyPause)
    }
    return .done
  }

  private var isStopping: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

  /// Faults that no waiting heals end the service: a damaged store is not written to.
  /// - Parameter lasted: seconds that it worked before.
  private func endOrRest(
    after error: WorkerError, of what: String, lasting lasted: Seconds = 0, _ schedule: inout ReconnectSchedule
  ) async throws {
    let isFatal =
      switch error {
      case .wire: false
      case .store(let error): !error.isTemporary
      case .anotherWorker: true
      }
    let isAway = if case .wire(.couldNotConnect) = error { true } else { false }
    let pause = schedule.pause(after: lasted, isAway: isAway, chance: Double.random(in: 0..<1))
    if isStopping, !isFatal {
      worker.logger.notice("\(what) was ended", metadata: ["by": "\(error)"])
      return
    }
    worker.logger.error(
      isFatal ? "\(what) failed; the worker ends" : "\(what) failed; it is tried again",
      metadata: isFatal ? ["why": "\(error)"] : ["why": "\(error)", "in": "\((pause + 500) / 1000) s"])
    if isFatal { throw error }
    await cancelWhenGracefulShutdown { await waiting(.milliseconds(pause)) }
  }

  /// Sleeps, or less when the service is told to stop.
  private func rest(_ duration: Duration) async {
    await cancelWhenGracefulShutdown { try? await Task.sleep(for: duration) }
  }
}
