import Desk
import Logging
import Steps
import Store
import Wire

/// Sees to it that a sent mail has one copy in Sent, whoever files it (OBLIGATIONS ).
///
/// On a new account the first mails are looked for in Sent for some minutes before one is filed: a server that files
/// copies itself has done so by then. What that shows is written down, and from then on nobody waits.
struct SentCopy<Server: JobServer> {
  let jobs: MailboxJobs
  let server: Server

  init(_ jobs: MailboxJobs, _ server: Server) {
    self.jobs = jobs
    self.server = server
  }

  func perform(_ job: MailboxJob) async throws(WorkerError) -> JobEnd {
    let store = jobs.store
    guard let record = try await stored({ () async throws(StoreError) in try await store.outbox(job.outbox) }) else {
      return .done("no such mail")
    }
    let known = try await stored { () async throws(StoreError) in try await store.sentPolicy(of: jobs.account) }
    let step = SentLook.copyStep(jobs.policy ?? known?.policy, sentAt: job.madeAt, at: jobs.now())
    if step == .none { return .done("the server files its own copies") }

    let mailbox = try await SentMailbox(on: server, named: jobs.sent)
    let isThere = try await mailbox.holds(record)
    switch step {
    case .none, .file:
      return isThere ? .done("already in \(mailbox.name)") : try await file(record, in: mailbox)
    case .probe(let isLast):
      if isThere {
        // After a failed try it may be our own copy, which shows nothing.
        if job.attempt == 0 { try await learn(.serverFiles, from: job) }
        return .done("the server filed it in \(mailbox.name)")
      }
      if !isLast, let next = SentLook.next(of: SentLook.probes, since: job.madeAt, at: jobs.now()) {
        return .lookAgain(at: next, "not in \(mailbox.name) yet; the server may file it")
      }
      // Written down before there is a copy of ours that could be taken for the server's.
      try await learn(.weFile, from: job)
      return try await file(record, in: mailbox)
    }
  }

  private func file(_ record: OutboxRecord, in mailbox: SentMailbox<Server>) async throws(WorkerError) -> JobEnd {
    let result = try await wired { () async throws(WireError) in
      try await server.append(record.bytes, to: mailbox.name, flags: ["\\Seen"])
    }
    guard let uid = result.uid, let uidValidity = result.uidValidity else { return .done("filed in \(mailbox.name)") }
    return .done("filed in \(mailbox.name) as UID \(uid), UIDVALIDITY \(uidValidity)")
  }

  private func learn(_ policy: SentPolicy, from job: MailboxJob) async throws(WorkerError) {
    jobs.steps.pass("jobs.policy")
    let record = SentPolicyRecord(account: jobs.account, policy: policy, probedAt: jobs.now(), probe: job.outbox)
    try await stored { () async throws(StoreError) in try await jobs.store.learn(record) }
    jobs.logger.notice(
      policy == .serverFiles ? "the server files copies of sent mail itself" : "copies of sent mail are filed by us",
      metadata: ["account": "\(jobs.account)", "outbox": "\(job.outbox)"])
  }
}
