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

  public func forget(_ place: Placement) async throws(StoreError) {
    try await write { db in
      try db.run(
        "DELETE FROM quarantine WHERE account = ? AND mailbox = ? AND uid_validity = ? AND uid = ?",
        arguments: Self.arguments(of: place))
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

  public func note(start instant: Seconds, of mailbox: MailboxKey) async throws(StoreError) {
    try await write { db in
      let isRead = try db.value(
        Int.self, "SELECT 1 FROM cursor WHERE account = ? AND mailbox = ?",
        arguments: [mailbox.account, mailbox.mailbox]) != nil
      let known = try Self.start(of: mailbox, in: db)
      if isRead, known == nil { return }
      try db.run(
        "INSERT OR REPLACE INTO mailbox_start (account, mailbox, since) VALUES (?, ?, ?)",
        arguments: [mailbox.account, mailbox.mailbox, min(instant, known ?? instant)])
    }
  }

  public func start(of mailbox: MailboxKey) async throws(StoreError) -> Seconds? {
    try await read { db in try Self.start(of: mailbox, in: db) }
  }

  private static func start(of mailbox: MailboxKey, in db: Database) throws -> Seconds? {
    try db.value(
      Seconds.self, "SELECT since FROM mailbox_start WHERE account = ? AND mailbox = ?",
      arguments: [mailbox.account, mailbox.mailbox])
  }

  public func note(_ audit: MailboxAudit, of mailbox: MailboxKey) async throws(StoreError) {
    try await write { db in
      try db.run(
        "INSERT OR REPLACE INTO audit (account, mailbox, at, on_server, missing) VALUES (?, ?, ?, ?, ?)",
        arguments: [mailbox.account, mailbox.mailbox, audit.at, audit.onServer, audit.missing])
    }
  }

  public func audit(of mailbox: MailboxKey) async throws(StoreError) -> MailboxAudit? {
    try await read { db in
      try db.row(
        "SELECT * FROM audit WHERE account = ? AND mailbox = ?", arguments: [mailbox.account, mailbox.mailbox]
      ).map(Self.audit)
    }
  }

  static func audit(_ row: Row) throws -> MailboxAudit {
    MailboxAudit(at: try row.value("at"), onServer: try row.value("on_server"), missing: try row.value("missing"))
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
