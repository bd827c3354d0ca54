import Desk
import Logging
import Store
import Wire

/// Looks in Sent for a mail that may or may not have left (OBLIGATIONS S3).
///
/// A copy there proves that it left: we file copies of nothing else. That there is none proves something only where the
/// server files all it takes; even then a person sends it again, and no timer.
struct SentSearch<Server: JobServer> {
  let jobs: MailboxJobs
  let server: Server

  init(_ jobs: MailboxJobs, _ server: Server) {
    self.jobs = jobs
    self.server = server
  }

  func perform(_ job: MailboxJob) async throws(WorkerError) -> JobEnd {
    let store = jobs.store
    guard let record = try await stored({ () async throws(StoreError) in try await store.outbox(job.outbox) }),
      record.state.name == .uncertain, !record.progress.hasArrived
    else { return .done("it is known by now") }
    let mailbox = try await SentMailbox(on: server, named: jobs.sent)
    if try await mailbox.holds(record) {
      return try await end(.provedSent(by: "a copy is in \(mailbox.name)"), of: job, "found in \(mailbox.name)")
    }
    if let next = SentLook.next(of: SentLook.searches, since: job.madeAt, at: jobs.now()) {
      return .lookAgain(at: next, "not in \(mailbox.name) yet")
    }
    let known = try await stored { () async throws(StoreError) in try await store.sentPolicy(of: jobs.account) }
    guard jobs.policy ?? known?.policy == .serverFiles else {
      return .done("not in \(mailbox.name), which proves nothing; a person must decide")
    }
    let words = "the server files each mail it takes, and this one is not in \(mailbox.name): it did not leave"
    return try await end(.provedUnsent(by: words), of: job, words)
  }

  private func end(_ event: OutboxEvent, of job: MailboxJob, _ words: String) async throws(WorkerError) -> JobEnd {
    let moved = try await stored { () async throws(StoreError) in
      try await jobs.store.advance(job.outbox, by: event, at: jobs.now())
    }
    jobs.logger.notice(
      "a mail that was uncertain is known", metadata: ["outbox": "\(job.outbox)", "now": "\(moved.name)"])
    return .done(words)
  }
}
