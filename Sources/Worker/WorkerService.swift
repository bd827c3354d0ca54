import Desk
import Logging
public import ServiceLifecycle
import Store
import Wire

/// The worker as a service: runs until it is told to stop, and comes back after every fault of a server.
public struct WorkerService: Service {
  /// Seconds between looks at the outbox: an approval is sent this soon.
  static let outboxPause: Duration = .seconds(1)
  /// Seconds of one IDLE: below the 29 minutes of RFC 2177, as NAT and Gmail drop sooner; a poll follows each.
  static let idleSeconds = 280
  /// Pauses before a server is tried again: doubling from 1 s to 5 min, so that no server is hammered.
  static let longestPause = 300
  /// Looks at the clock for the nightly round.
  static let nightlyPause: Duration = .seconds(60)

  let worker: Worker

  public init(_ worker: Worker) {
    self.worker = worker
  }

  public func run() async throws {
    let lease = try await worker.takeLease()
    defer { lease.release() }
    try await worker.delivery.recover()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await receive() }
      group.addTask { try await send() }
      group.addTask { try await thank() }
      defer { group.cancelAll() }
      try await group.waitForAll()
    }
  }

  /// Receives until told to stop.
  private func receive() async throws {
    var pause = Pause()
    while !Task.isShuttingDownGracefully {
      do throws(WorkerError) {
        _ = try await worker.readKept()
        let connection = try await wired { () async throws(WireError) in try await worker.connectIncoming() }
        pause = Pause()
        let outcome = await withGracefulShutdownHandler {
          await follow(connection)
        } onGracefulShutdown: {
          connection.interrupt()
        }
        try outcome.get()
      } catch {
        try stop(on: error)
        worker.logger.error(
          "receiving stopped; it is tried again", metadata: ["why": "\(error)", "in": "\(pause.seconds) s"])
        await rest(.seconds(pause.next()))
      }
    }
  }

  /// Takes new mail whenever there is some, until the connection breaks or the service stops.
  private func follow(_ connection: IMAPConnection) async -> Result<Void, WorkerError> {
    do throws(WorkerError) {
      while !Task.isShuttingDownGracefully {
        _ = try await worker.intake.takeNew(from: connection) { () async throws(WorkerError) in
          _ = try await worker.readKept()
        }
        if Task.isShuttingDownGracefully { break }
        _ = try await wired { () async throws(WireError) in
          try await connection.waitForChange(upTo: Self.idleSeconds)
        }
      }
      await connection.logout()
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  /// Sends what is approved, and does the jobs that follow, until told to stop.
  private func send() async throws {
    var pause = Pause()
    while !Task.isShuttingDownGracefully {
      do throws(WorkerError) {
        _ = try await worker.delivery.sendDue(connect: worker.connectOutgoing)
        _ = try await worker.jobs.doDue(connect: worker.connectIncoming)
        pause = Pause()
        await rest(Self.outboxPause)
      } catch {
        try stop(on: error)
        worker.logger.error(
          "sending stopped; it is tried again", metadata: ["why": "\(error)", "in": "\(pause.seconds) s"])
        await rest(.seconds(pause.next()))
      }
    }
  }

  /// Queues thanks once a night, until told to stop.
  private func thank() async throws {
    guard let hour = worker.settings.nightlyHour else { return }
    let round = ThanksRound(store: worker.store, reader: worker.reader)
    var last: Seconds?
    while !Task.isShuttingDownGracefully {
      let now = worker.now()
      if Nightly.isDue(hour: hour, lastRound: last, now: now) {
        do throws(StoreError) {
          let proposals = try await round.run(queue: true, at: now)
          last = now
          worker.logger.info("nightly round", metadata: ["thanks": "\(proposals.count)"])
        } catch {
          try stop(on: .store(error))
          worker.logger.error("the nightly round failed; it is tried again", metadata: ["why": "\(error)"])
        }
      }
      await rest(Self.nightlyPause)
    }
  }

  /// Faults that no waiting heals end the service: a refused login is not hammered, a damaged store not written to.
  private func stop(on error: WorkerError) throws {
    switch error {
    case .wire(let error) where error.kind == .login: throw WorkerError.wire(error)
    case .store(let error) where !error.isTemporary: throw WorkerError.store(error)
    case .wire, .store, .anotherWorker: return
    }
  }

  /// Sleeps, or less when the service is told to stop.
  private func rest(_ duration: Duration) async {
    await cancelWhenGracefulShutdown { try? await Task.sleep(for: duration) }
  }

  /// Growing pauses between tries.
  private struct Pause {
    var seconds = 1

    mutating func next() -> Int {
      defer { seconds = min(seconds * 2, WorkerService.longestPause) }
      return seconds
    }
  }
}
