public import Desk
import GRDB
public import Store

extension SQLiteStore {
  public func quarantine(_ place: Placement, because reason: String, at now: Seconds) async throws(StoreError) {
    try await write { db in
      let attempt = try db.value(
        Int.self,
        "SELECT attempt FROM quarantine WHERE account = ? AND mailbox = ? AND uid_validity = ? AND uid = ?",
        arguments: Self.arguments(of: place))
      let next = (attempt ?? 0) + 1
      try db.run(
        """
        INSERT INTO quarantine (account, mailbox, uid_validity, uid, reason, attempt, not_before, since)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account, mailbox, uid_validity, uid) DO UPDATE
        SET reason = excluded.reason, attempt = excluded.attempt, not_before = excluded.not_before
        """,
        arguments: Self.arguments(of: place) + [reason, next, now + QuarantineSchedule.pause(after: next), now])
    }
  }

  public func quarantined(in mailbox: MailboxKey) async throws(StoreError) -> [QuarantinedMessage] {
    try await read { db in
      try db.rows(
        "SELECT * FROM quarantine WHERE account = ? AND mailbox = ? ORDER BY uid",
        arguments: [mailbox.account, mailbox.mailbox]
      ).map(Self.quarantined)
    }
  }

  static func quarantined(_ row: Row) throws -> QuarantinedMessage {
    QuarantinedMessage(
      place: try placement(row), reason: try row.value("reason"), attempt: try row.value("attempt"),
      notBefore: try row.value("not_before"), since: try row.value("since"))
  }

  static func placement(_ row: Row) throws -> Placement {
    Placement(mailbox: try mailboxKey(row), uidValidity: try row.value("uid_validity"), uid: try row.value("uid"))
  }

  static func mailboxKey(_ row: Row) throws -> MailboxKey {
    MailboxKey(account: try row.value("account"), mailbox: try row.value("mailbox"))
  }

  public func knownUIDs(of mailbox: MailboxKey, uidValidity: UInt32) async throws(StoreError) -> Set<UInt32> {
    try await read { db in
      Set(
        try db.values(
          UInt32.self,
          """
          SELECT uid FROM placement WHERE account = ?1 AND mailbox = ?2 AND uid_validity = ?3
          UNION SELECT uid FROM quarantine WHERE account = ?1 AND mailbox = ?2 AND uid_validity = ?3
          """,
          arguments: [mailbox.account, mailbox.mailbox, uidValidity]))
    }
  }

  public func note(_ audit: MailboxAudit, of mailbox: MailboxKey) async throws(StoreError) {
    try await write { db in
      try db.run(
        "INSERT OR REPLACE INTO audit (account, mailbox, at, on_server, missing) VALUES (?, ?, ?, ?, ?)",
        arguments: [mailbox.account, mailbox.mailbox, audit.at, audit.onServer, audit.missing])
    }
  }

  public func stop(_ account: String, because reason: String, at now: Seconds) async throws(StoreError) {
    try await write { db in
      try db.run(
        """
        INSERT INTO stopped_account (account, since, reason) VALUES (?, ?, ?)
        ON CONFLICT (account) DO UPDATE SET reason = excluded.reason
        """,
        arguments: [account, now, reason])
    }
  }

  public func works(_ account: String) async throws(StoreError) {
    let isStopped = try await read { db in
      try db.value(Int.self, "SELECT 1 FROM stopped_account WHERE account = ?", arguments: [account]) != nil
    }
    // Most of the time it was working before: then nothing is written.
    guard isStopped else { return }
    try await write { db in try db.run("DELETE FROM stopped_account WHERE account = ?", arguments: [account]) }
  }
}
