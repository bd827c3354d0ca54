public import Desk
import GRDB
public import Store

extension SQLiteStore {
  public func dueJobs(from sender: String, at now: Seconds) async throws(StoreError) -> [MailboxJob] {
    try await read { db in
      try db.rows(
        """
        SELECT job.* FROM job JOIN outbox ON outbox.id = job.outbox
        WHERE job.state = 'pending' AND not_before <= ? AND envelope_from = ? ORDER BY number
        """,
        arguments: [now, sender]
      ).map { row in
        MailboxJob(
          number: try row.value("number"), kind: try row.name("kind"), outbox: OutboxID(try row.value("outbox")),
          attempt: try row.value("attempt"), madeAt: try row.value("made_at"))
      }
    }
  }

  public func placements(answeredBy outbox: OutboxID) async throws(StoreError) -> [Placement] {
    try await read { db in
      try db.rows(
          """
          SELECT placement.* FROM outbox JOIN draft ON draft.id = outbox.draft
          JOIN placement ON placement.message = draft.answers WHERE outbox.id = ?
          """,
        arguments: [outbox.number]
      ).map(Self.placement)
    }
  }

  public func finish(_ job: MailboxJob, detail: String, at now: Seconds) async throws(StoreError) {
    try await close(job, state: "done", notBefore: now, detail: detail, at: now)
  }

  public func postpone(
    _ job: MailboxJob, until notBefore: Seconds?, detail: String, at now: Seconds
  ) async throws(StoreError) {
    try await close(
      job, state: notBefore == nil ? "given up" : "pending", notBefore: notBefore ?? now, detail: detail, at: now)
  }

  private func close(
    _ job: MailboxJob, state: String, notBefore: Seconds, detail: String, at now: Seconds
  ) async throws(StoreError) {
    try await write { db in
      try db.run(
          """
          UPDATE job SET state = ?, attempt = attempt + 1, not_before = ?, detail = ?
          WHERE number = ? AND state = 'pending'
          """,
        arguments: [state, notBefore, detail, job.number])
      guard db.changesCount > 0 else { return }
      let answers = try db.value(
        Int64.self, "SELECT draft.answers FROM outbox JOIN draft ON draft.id = outbox.draft WHERE outbox.id = ?",
        arguments: [job.outbox.number])
      guard let answers else { return }
      try Self.occur(
        StoredMessageID(answers), Self.name(of: job.kind), "\(state): \(detail)", at: now, in: db)
    }
  }

  private static func name(of kind: MailboxJob.Kind) -> String {
    switch kind {
    case .answered: "flag \\Answered"
    case .sentCopy: "copy to Sent"
    case .findSent: "look in Sent"
    }
  }
}
