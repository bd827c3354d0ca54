public import Desk
import GRDB
public import Store

extension SQLiteStore {
  public func sentPolicy(of account: String) async throws(StoreError) -> SentPolicyRecord? {
    try await read { db in
      try db.row("SELECT * FROM sent_policy WHERE account = ?", arguments: [account]).map(Self.sentPolicy)
    }
  }

  public func sentPolicies() async throws(StoreError) -> [SentPolicyRecord] {
    try await read { db in try db.rows("SELECT * FROM sent_policy ORDER BY account").map(Self.sentPolicy) }
  }

  private static func sentPolicy(_ row: Row) throws -> SentPolicyRecord {
    SentPolicyRecord(
      account: try row.value("account"), policy: try row.name("policy"), probedAt: try row.value("probed_at"),
      probe: OutboxID(try row.value("probe")))
  }

  public func learn(_ record: SentPolicyRecord) async throws(StoreError) {
    try await write { db in
      try db.run(
        "INSERT OR IGNORE INTO sent_policy (account, policy, probed_at, probe) VALUES (?, ?, ?, ?)",
        arguments: [record.account, record.policy.rawValue, record.probedAt, record.probe.number])
    }
  }

  public func forgetSentPolicy(of account: String) async throws(StoreError) {
    try await write { db in try db.run("DELETE FROM sent_policy WHERE account = ?", arguments: [account]) }
  }

  public func wait(
    _ job: MailboxJob, until notBefore: Seconds, detail: String, at now: Seconds
  ) async throws(StoreError) {
    try await write { db in
      try db.run(
        "UPDATE job SET not_before = ?, detail = ? WHERE number = ? AND state = 'pending'",
        arguments: [notBefore, detail, job.number])
    }
  }
}
