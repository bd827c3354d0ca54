public import Desk
import Foundation
import GRDB
import MIME
public import Store

extension SQLiteStore {
  public func cursor(of mailbox: MailboxKey) async throws(StoreError) -> MailboxCursor? {
    try await read { db in
      try Row.fetchOne(
        db, sql: "SELECT uid_validity, uid FROM cursor WHERE account = ? AND mailbox = ?",
        arguments: [mailbox.account, mailbox.mailbox]
      ).map(Self.cursor)
    }
  }

  static func cursor(_ row: Row) throws -> MailboxCursor {
    MailboxCursor(uidValidity: try row.value("uid_validity"), uid: try row.value("uid"))
  }

  public func keep(
    _ arrivals: [Arrival], from mailbox: MailboxKey, movingTo cursor: MailboxCursor, at now: Seconds
  ) async throws(StoreError) -> [ArrivalOutcome] {
    try await write { db in
      let outcomes = try arrivals.map { arrival in
        let outcome = try Self.keep(arrival, at: now, in: db)
        if let uid = arrival.uid {
          try db.execute(
            sql: "INSERT OR IGNORE INTO placement (account, mailbox, uid_validity, uid, message) VALUES (?, ?, ?, ?, ?)",
            arguments: [mailbox.account, mailbox.mailbox, cursor.uidValidity, uid, outcome.id.number])
        }
        return outcome
      }
      // Never backwards under one UIDVALIDITY: another UIDVALIDITY starts anew.
      try db.execute(
        sql: """
          INSERT INTO cursor (account, mailbox, uid_validity, uid) VALUES (?, ?, ?, ?)
          ON CONFLICT (account, mailbox) DO UPDATE SET uid_validity = excluded.uid_validity, uid = excluded.uid
          WHERE cursor.uid_validity <> excluded.uid_validity OR cursor.uid < excluded.uid
          """,
        arguments: [mailbox.account, mailbox.mailbox, cursor.uidValidity, cursor.uid])
      return outcomes
    }
  }

  public func keep(_ arrival: Arrival, at now: Seconds) async throws(StoreError) -> ArrivalOutcome {
    try await write { db in try Self.keep(arrival, at: now, in: db) }
  }

  private static func keep(_ arrival: Arrival, at now: Seconds, in db: Database) throws -> ArrivalOutcome {
    let hash = SHA256.hex(SHA256.hash(arrival.raw))
    if let known = try Int64.fetchOne(db, sql: "SELECT id FROM message WHERE sha256 = ?", arguments: [hash]) {
      return .known(StoredMessageID(known))
    }
    try db.execute(
      sql: "INSERT INTO message (sha256, raw, arrived_at, state) VALUES (?, ?, ?, ?)",
      arguments: [hash, Data(arrival.raw), min(arrival.receivedAt ?? now, now), MessageState.stored.rawValue])
    return .kept(StoredMessageID(db.lastInsertedRowID))
  }

  public func keptUIDs(of mailbox: MailboxKey, beyond cursor: MailboxCursor) async throws(StoreError) -> Set<UInt32> {
    try await read { db in
      Set(
        try UInt32.fetchAll(
          db,
          sql: "SELECT uid FROM placement WHERE account = ? AND mailbox = ? AND uid_validity = ? AND uid > ?",
          arguments: [mailbox.account, mailbox.mailbox, cursor.uidValidity, cursor.uid]))
    }
  }

  public func nextUnread() async throws(StoreError) -> KeptMessage? {
    try await read { db in
      try Row.fetchOne(
        db, sql: "SELECT id, raw, state, arrived_at FROM message WHERE state = 'stored' ORDER BY id LIMIT 1"
      ).map { row in
        KeptMessage(
          id: StoredMessageID(try row.value("id")), raw: try row.bytes("raw"), state: try row.name("state"),
          arrivedAt: try row.value("arrived_at"))
      }
    }
  }
}
