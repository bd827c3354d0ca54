public import Desk
public import Logging
public import Steps
public import Store
public import Wire

/// Does on the mail server what follows a sent mail: \Answered on the customer's message, a copy in Sent.
///
/// Each job may be done twice without harm; its failure never changes the mail's own state (OBLIGATIONS S5).
public struct MailboxJobs: Sendable {
  /// Tries before a job is given up: with the pauses of the retry schedule, about a day.
  static let mostAttempts = 24

  let store: any Store
  /// The account whose placements are ours, as ``MailboxKey`` names it.
  let account: String
  /// Where copies go; nil: as the server marks it.
  let sent: String?
  let steps: StepCounter
  let logger: Logger
  let now: @Sendable () -> Seconds

  public init(
    store: any Store, account: String, sent: String?, steps: StepCounter, logger: Logger,
    now: @escaping @Sendable () -> Seconds
  ) {
    self.store = store
    self.account = account
    self.sent = sent
    self.steps = steps
    self.logger = logger
    self.now = now
  }

  /// Does what is due.
  /// - Parameter connect: opens a connection; called only if something is due.
  /// - Returns: how many jobs were done.
  public func doDue(connect: () async throws(WireError) -> IMAPConnection) async throws(WorkerError) -> Int {
    let due = try await stored { () async throws(StoreError) in try await store.dueJobs(at: now()) }
    guard !due.isEmpty else { return 0 }
    let connection = try await wired(connect)
    var done = 0
    for job in due {
      steps.pass("jobs.next")
      let detail: String
      do throws(WorkerError) {
        detail = try await perform(job, over: connection)
      } catch {
        try await postpone(job, because: error)
        if case .wire(.refused) = error { continue }
        throw error
      }
      try await stored { () async throws(StoreError) in try await store.finish(job, detail: detail, at: now()) }
      done += 1
    }
    await connection.logout()
    return done
  }

  private func perform(_ job: MailboxJob, over connection: IMAPConnection) async throws(WorkerError) -> String {
    switch job.kind {
    case .answered: try await markAnswered(job, over: connection)
    case .sentCopy: try await fileCopy(job, over: connection)
    }
  }

  private func markAnswered(_ job: MailboxJob, over connection: IMAPConnection) async throws(WorkerError) -> String {
    let placements = try await stored { () async throws(StoreError) in
      try await store.placements(answeredBy: job.outbox)
    }
    let ours = placements.filter { $0.mailbox.account == account }
    guard !ours.isEmpty else { return "the message came from a file" }
    var marked = 0
    for placement in ours {
      let selected = try await wired { () async throws(WireError) in
        try await connection.select(placement.mailbox.mailbox)
      }
      guard selected.uidValidity == placement.uidValidity else { continue }
      let kept = try await wired { () async throws(WireError) in
        try await connection.markAnswered(uid: placement.uid)
      }
      if kept { marked += 1 }
    }
    return marked > 0 ? "flagged" : "not flagged: the mailbox was numbered anew, or keeps no such flag"
  }

  private func fileCopy(_ job: MailboxJob, over connection: IMAPConnection) async throws(WorkerError) -> String {
    guard let record = try await stored({ () async throws(StoreError) in try await store.outbox(job.outbox) }) else {
      return "no such mail"
    }
    var mailbox = sent
    if mailbox == nil {
      mailbox = try await wired { () async throws(WireError) in try await connection.sentMailbox() }
    }
    let target = mailbox ?? "Sent"
    // Some servers file a copy themselves, and an earlier try may have got through (OBLIGATIONS ).
    let found = try await searchCopy(record.messageID, in: target, over: connection)
    guard !found else { return "already in \(target)" }
    _ = try await wired { () async throws(WireError) in
      try await connection.append(record.bytes, to: target, flags: ["\\Seen"])
    }
    return "filed in \(target)"
  }

  private func searchCopy(
    _ messageID: String, in mailbox: String, over connection: IMAPConnection
  ) async throws(WorkerError) -> Bool {
    do throws(WireError) {
      return try await !connection.search(headerMessageID: messageID, in: mailbox).isEmpty
    } catch .refused(_, during: .examine, _, _) {
      return false  // The mailbox does not exist yet: APPEND creates it.
    } catch {
      throw .wire(error)
    }
  }

  private func postpone(_ job: MailboxJob, because error: WorkerError) async throws(WorkerError) {
    let attempt = job.attempt + 1
    let pause = attempt < Self.mostAttempts ? RetrySchedule.pause(after: attempt) : nil
    logger.warning(
      "a job on the mail server failed", metadata: ["job": "\(job.kind.rawValue)", "why": "\(error)"])
    try await stored { () async throws(StoreError) in
      try await store.postpone(job, until: pause.map { now() + $0 }, detail: error.description, at: now())
    }
  }
}
