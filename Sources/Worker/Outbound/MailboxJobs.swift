public import Desk
public import Logging
public import Steps
public import Store
public import Wire

/// Does on the mail server what follows a sent mail: \Answered on the customer's message, a copy in Sent; and looks in
/// Sent for mail of which nobody knows whether it left.
///
/// Each job may be done twice without harm; its failure never changes the mail's own state (OBLIGATIONS S5).
public struct MailboxJobs: Sendable {
  /// Tries before a job is given up: with the pauses of the retry schedule, about a day.
  static let mostAttempts = 24

  let store: any Store
  /// The account whose placements are ours, as ``MailboxKey`` names it.
  let account: String
  /// The address whose mails are followed; other accounts have jobs of their own.
  let from: String
  /// Where copies go; nil: as the server marks it.
  let sent: String?
  /// Who files copies, where a person said so; nil to find it out.
  let policy: SentPolicy?
  let steps: StepCounter
  let logger: Logger
  let now: @Sendable () -> Seconds

  public init(
    store: any Store, account: String, from: String, sent: String?, policy: SentPolicy? = nil, steps: StepCounter,
    logger: Logger, now: @escaping @Sendable () -> Seconds
  ) {
    self.store = store
    self.account = account
    self.from = from
    self.sent = sent
    self.policy = policy
    self.steps = steps
    self.logger = logger
    self.now = now
  }

  /// Does what is due.
  /// - Parameter connect: opens a connection; called only if something is due.
  /// - Returns: how many jobs were done.
  public func doDue<Server: JobServer>(
    connect: () async throws(WireError) -> Server
  ) async throws(WorkerError) -> Int {
    let due = try await stored { () async throws(StoreError) in try await store.dueJobs(from: from, at: now()) }
    guard !due.isEmpty else { return 0 }
    let connection = try await wired(connect)
    var done = 0
    for job in due {
      steps.pass("jobs.next")
      let end: JobEnd
      do throws(WorkerError) {
        end = try await perform(job, over: connection)
      } catch {
        try await postpone(job, because: error)
        if case .wire(.refused) = error { continue }
        throw error
      }
      steps.pass("jobs.outcome")
      switch end {
      case .done(let detail):
        try await stored { () async throws(StoreError) in try await store.finish(job, detail: detail, at: now()) }
        done += 1
      case .lookAgain(let moment, let detail):
        try await stored { () async throws(StoreError) in
          try await store.wait(job, until: moment, detail: detail, at: now())
        }
      }
    }
    await connection.logout()
    return done
  }

  private func perform(_ job: MailboxJob, over server: some JobServer) async throws(WorkerError) -> JobEnd {
    switch job.kind {
    case .answered: .done(try await markAnswered(job, over: server))
    case .sentCopy: try await SentCopy(self, server).perform(job)
    case .findSent: try await SentSearch(self, server).perform(job)
    }
  }

  private func markAnswered(_ job: MailboxJob, over connection: some JobServer) async throws(WorkerError) -> String {
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

/// What came of a job.
enum JobEnd: Hashable, Sendable {
  /// It is over; the words are for `heard why`.
  case done(String)
  /// It is too early to say.
  case lookAgain(at: Seconds, String)
}
