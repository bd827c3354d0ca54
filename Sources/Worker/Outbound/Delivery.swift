public import Desk
public import Logging
public import Steps
public import Store
public import Wire

/// Sends approved mail: each once, and where that cannot be known, not again.
public struct Delivery: Sendable {
  let store: any Store
  /// The address whose mail is sent; other accounts have a delivery of their own.
  let from: String
  let schedule: RetrySchedule
  let steps: StepCounter
  let logger: Logger
  let now: @Sendable () -> Seconds

  /// - Parameter schedule: how long a mail that the server puts off is tried before a person is asked.
  public init(
    store: any Store, from: String, schedule: RetrySchedule = .standard, steps: StepCounter, logger: Logger,
    now: @escaping @Sendable () -> Seconds
  ) {
    self.store = store
    self.from = from
    self.schedule = schedule
    self.steps = steps
    self.logger = logger
    self.now = now
  }

  /// Puts right what a dead worker left: before the dot it is safe to send again, after it only a person knows.
  /// Only the holder of the lease may call this.
  public func recover() async throws(StoreError) {
    for record in try await store.outbox(in: [.sending, .dotPending]) where record.envelopeFrom == from {
      steps.pass("delivery.recover")
      let outcome = try await store.advance(record.id, by: .processDied, at: now())
      logger.notice("a mail was left by a dead worker", metadata: ["outbox": "\(record.id)", "now": "\(outcome.name)"])
    }
  }

  /// Sends what is due.
  /// - Parameters:
  ///   - isStopping: asked before each mail; a mail that was begun is brought to its end.
  ///   - connect: opens a connection; called only if something is due, and again after one broke.
  /// - Returns: the mails that the server took.
  public func sendDue(
    isStopping: () -> Bool = { Task.isCancelled },
    connect: () async throws(WireError) -> SMTPConnection
  ) async throws(WorkerError) -> [OutboxID] {
    // The one sender of this address stands here, so whatever looks as if it were being sent is not.
    try await stored { () async throws(StoreError) in try await recover() }
    var connection: SMTPConnection?
    var sent: [OutboxID] = []
    let due = try await stored { () async throws(StoreError) in try await store.due(from: from, at: now()) }
    for (index, id) in due.enumerated() {
      if isStopping() { break }
      let open: SMTPConnection
      if let connection {
        open = connection
      } else {
        do throws(WireError) {
          open = try await connect()
        } catch {
          try await tellUnreachable(due[index...], because: error)
          throw .wire(error)
        }
        connection = open
      }
      guard let outcome = try await send(id, over: open) else { continue }
      switch outcome {
      case .accepted: sent.append(id)
      // After a refusal in the midst of a mail the connection may be of no use to the next one.
      case .lostBeforeDot, .lostAfterDot, .refused:
        await open.quit()
        connection = nil
      case .tooLarge, .unsendable: break
      }
    }
    await connection?.quit()
    return sent
  }

  /// No mail waits in silence: each says why it is still here (OBLIGATIONS A-28). It stays due, and leaves as soon as
  /// there is a connection; how often that is tried is the worker's affair.
  private func tellUnreachable(_ due: ArraySlice<OutboxID>, because error: WireError) async throws(WorkerError) {
    steps.pass("delivery.unreachable")
    for id in due {
      _ = try await stored { () async throws(StoreError) in
        try await store.advance(id, by: .unreachable(reason: error.description), at: now())
      }
    }
  }

  /// nil where the mail was not ours to send any more.
  private func send(_ id: OutboxID, over connection: SMTPConnection) async throws(WorkerError) -> SMTPOutcome? {
    steps.pass("delivery.take")
    let taken = try await stored { () async throws(StoreError) in
      try await store.advance(id, by: .taken, at: now())
    }
    guard case .moved(.sending) = taken,
      let record = try await stored({ () async throws(StoreError) in try await store.outbox(id) })
    else {
      logger.notice("a mail was not sent", metadata: ["outbox": "\(id)", "now": "\(taken.name)"])
      return nil
    }
    let outcome: SMTPOutcome
    do throws(StoreError) {
      outcome = try await connection.send(
        from: record.envelopeFrom, to: record.progress.open.map(\.address), bytes: record.bytes, id: record.messageID,
        beforeDot: { (answers: [RecipientReply]) async throws(StoreError) in
          // Written before it is true: from here on a crash means that those who were taken may have it.
          let reached = try await self.store.advance(
            id, by: .dotReached(recipients: answers.map(\.answer)), at: self.now())
          guard case .moved(.dotPending) = reached else {
            throw .ruleBroken("\(id) may not be sent any more: it is \(reached.name)")
          }
        })
    } catch {
      // The line was dropped before the dot, so that nothing is the server's; the store, which failed, may not say so.
      _ = try? await store.advance(id, by: .lostBeforeDot(reason: error.description), at: now())
      if case .ruleBroken = error {
        logger.notice("a mail was held back before the dot", metadata: ["outbox": "\(id)"])
        await connection.quit()
        return .lostBeforeDot(.abandoned(place: "smtp", during: .dot), recipients: [])
      }
      throw .store(error)
    }
    steps.pass("delivery.outcome")
    var moved = try await writeDown(outcome.event, of: id)
    if case .moved(.deferred(let attempt, _, _)) = moved, schedule.isOver(after: attempt) {
      moved = try await writeDown(.gaveUp, of: id)
    }
    logger.info("a mail was handed over", metadata: ["outbox": "\(id)", "now": "\(moved.name)"])
    return outcome
  }

  /// Tries to write down the server's answer; until it is, nobody else knows it.
  static let outcomeTries = 60
  /// Seconds between tries: with the store's own timeout, a full disk or a long backup may take half an hour to pass.
  static let outcomePause: Duration = .seconds(20)

  private func writeDown(_ event: OutboxEvent, of id: OutboxID) async throws(WorkerError) -> AdvanceOutcome {
    for attempt in 1... {
      do throws(StoreError) {
        return try await store.advance(id, by: event, at: now())
      } catch {
        guard error.isTemporary, attempt < Self.outcomeTries, !Task.isCancelled else { throw .store(error) }
        logger.error(
          "the server's answer could not be written down yet", metadata: ["outbox": "\(id)", "why": "\(error)"])
        try? await Task.sleep(for: Self.outcomePause)
      }
    }
    throw .store(.busy)
  }
}

extension SMTPOutcome {
  /// What it means for the mail's life.
  var event: OutboxEvent {
    switch self {
    case .accepted(let reply, _): .accepted(reply: reply.description)
    case .refused(let reply, let stage, let recipients):
      Self.refused(reply, at: stage, recipients)
    case .tooLarge(let size, let limit):
      .refused(
        reply: "the mail has \(size) bytes and the server takes at most \(limit), so nothing was sent. "
          + "Take it back with --drop and shorten it, or send it in parts.")
    case .unsendable(let fault): .refused(reply: fault.description)
    case .lostBeforeDot(let error, let recipients):
      .lostBeforeDot(reason: error.description, recipients: recipients.map(\.answer))
    case .lostAfterDot(let error): .lostAfterDot(reason: error.description)
    }
  }

  private static func refused(_ reply: SMTPReply, at stage: SMTPStage, _ recipients: [RecipientReply]) -> OutboxEvent {
    let words = "\(stage.rawValue): \(reply.description)"
    let answers = recipients.map(\.answer)
    // At RCPT each recipient has an answer of its own, and the mail is tried again while one of them may take it.
    let verdict =
      stage == .recipients && recipients.contains { $0.verdict == .later } ? .later : reply.verdict
    return verdict == .never
      ? .refused(reply: words, recipients: answers) : .deferred(reply: words, recipients: answers)
  }
}

extension RecipientReply {
  /// As the desk knows it.
  var answer: RecipientAnswer {
    let verdict: RecipientAnswer.Verdict =
      switch verdict {
      case .accepted: .accepted
      case .later: .later
      case .never: .never
      }
    return RecipientAnswer(address: address, verdict: verdict, reply: "RCPT: \(reply.description)")
  }
}

extension AdvanceOutcome {
  /// The state it leaves, for a log line.
  var name: String {
    switch self {
    case .moved(let state): state.name.rawValue
    case .refused(let state): "still \(state.name.rawValue)"
    case .missing: "missing"
    }
  }
}
