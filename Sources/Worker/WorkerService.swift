import Desk
import Logging
public import ServiceLifecycle
import Store
import Wire

/// The worker as a service: runs until it is told to stop, and comes back after every fault of a server.
public struct WorkerService: Service {
  /// Between looks at the outbox: an approval is sent this soon.
  static let outboxPause: Duration = .seconds(1)
  /// Seconds of one IDLE: below the 29 minutes of RFC 2177, as NAT and Gmail drop sooner; a poll follows each.
  static let idleSeconds = 280
  /// Least time between two looks at a mailbox that had nothing new: some servers repeat their news.
  static let quietPause: Duration = .seconds(1)
  /// Between looks at the clock for the nightly round.
  static let nightlyPause: Duration = .seconds(60)

  let worker: Worker

  public init(_ worker: Worker) {
    self.worker = worker
  }

  public func run() async throws {
    let lease = try await worker.takeLease()
    defer { lease.release() }
    let (firstRound, firstRoundEnded) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { firstRoundEnded.finish() }
        try await cancelWhenGracefulShutdown { try await receive(firstRoundEnded) }
      }
      group.addTask {
        // What came overnight is read first: it may make an approval void.
        for await _ in firstRound {}
        try await untilStopped("sending") { () async throws(WorkerError) in
          _ = try await worker.delivery.sendDue(isStopping: { isStopping }, connect: worker.connectOutgoing)
        }
      }
      group.addTask {
        try await untilStopped("jobs on the mail server") { () async throws(WorkerError) in
          _ = try await worker.jobs.doDue(connect: worker.connectIncoming)
        }
      }
      group.addTask {
        // What `heard ingest` keeps is read soon, though no mail server says that it came.
        try await untilStopped("reading") { () async throws(WorkerError) in _ = try await worker.readKept() }
      }
      group.addTask { try await thank() }
      // The first that fails for good ends the others.
      defer { group.cancelAll() }
      while try await group.next() != nil {}
    }
  }

  /// Receives until the task is cancelled.
  private func receive(_ firstRoundEnded: AsyncStream<Void>.Continuation) async throws {
    var pause = Pause()
    while !Task.isCancelled {
      do throws(WorkerError) {
        _ = try await worker.readKept()
        let connection = try await wired { () async throws(WireError) in try await worker.connectIncoming() }
        while !Task.isCancelled {
          let new = try await worker.intake.takeNew(from: connection) { () async throws(WorkerError) in
            _ = try await worker.readKept()
          }
          firstRoundEnded.finish()
          pause = Pause()
          if new == 0 { await rest(Self.quietPause) }
          if Task.isCancelled { break }
          _ = try await wired { () async throws(WireError) in
            try await connection.waitForChange(upTo: Self.idleSeconds)
          }
        }
        await connection.logout()
      } catch {
        firstRoundEnded.finish()
        try await endOrRest(after: error, of: "receiving", &pause)
      }
    }
  }

  /// Does `round` again and again, until told to stop; it is never interrupted in itself.
  private func untilStopped(_ what: String, _ round: () async throws(WorkerError) -> Void) async throws {
    var pause = Pause()
    while !isStopping {
      do throws(WorkerError) {
        try await round()
        pause = Pause()
        await rest(Self.outboxPause)
      } catch {
        try await endOrRest(after: error, of: what, &pause)
      }
    }
  }

  /// Queues thanks once a night, until told to stop.
  private func thank() async throws {
    guard let hour = worker.settings.nightlyHour else { return }
    let round = ThanksRound(store: worker.store, reader: worker.reader)
    var last = worker.now()
    var pause = Pause()
    while !isStopping {
      let now = worker.now()
      if Nightly.isDue(hour: hour, lastRound: last, now: now) {
        do throws(WorkerError) {
          let proposals = try await stored { () async throws(StoreError) in try await round.run(queue: true, at: now) }
          last = now
          worker.logger.info("nightly round", metadata: ["thanks": "\(proposals.count)"])
        } catch {
          try await endOrRest(after: error, of: "the nightly round", &pause)
        }
      }
      await rest(Self.nightlyPause)
    }
  }

  private var isStopping: Bool { Task.isShuttingDownGracefully || Task.isCancelled }

  /// Faults that no waiting heals end the service: a refused login is not hammered, a damaged store not written to.
  private func endOrRest(after error: WorkerError, of what: String, _ pause: inout Pause) async throws {
    let isFatal =
      switch error {
      case .wire(let error): error.kind == .login
      case .store(let error): !error.isTemporary
      case .anotherWorker: true
      }
    let seconds = pause.next()
    if isStopping, !isFatal {
      worker.logger.notice("\(what) was ended", metadata: ["by": "\(error)"])
      return
    }
    worker.logger.error(
      isFatal ? "\(what) failed; the worker ends" : "\(what) failed; it is tried again",
      metadata: isFatal ? ["why": "\(error)"] : ["why": "\(error)", "in": "\(seconds) s"])
    if isFatal { throw error }
    // Many workers that lost one server must not come back in one instant.
    await rest(.milliseconds(seconds * 1000 + Int.random(in: 0...500)))
  }

  /// Sleeps, or less when the service is told to stop.
  private func rest(_ duration: Duration) async {
    await cancelWhenGracefulShutdown { try? await Task.sleep(for: duration) }
  }

  /// Growing pauses between tries: 1 s, doubling, so that no server is hammered.
  private struct Pause {
    /// 5 minutes (OBLIGATIONS A-9).
    static let longest = 300
    private var seconds = 1

    mutating func next() -> Int {
      defer { seconds = min(seconds * 2, Self.longest) }
      return seconds
    }
  }
}
