public import Desk
import Foundation
import GRDB
import MIME
public import Store

extension SQLiteStore {
  public func cursor(of mailbox: MailboxKey) async throws(StoreError) -> MailboxCursor? {
    try await read { db in
      try db.row("SELECT uid_validity, uid FROM cursor WHERE account = ? AND mailbox = ?",
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
          try db.run(
            "INSERT OR IGNORE INTO placement (account, mailbox, uid_validity, uid, message) VALUES (?, ?, ?, ?, ?)",
            arguments: [mailbox.account, mailbox.mailbox, cursor.uidValidity, uid, outcome.id.number])
        }
        return outcome
      }
      // Never backwards under one UIDVALIDITY: another UIDVALIDITY starts anew.
      try db.run(
          """
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
    let hash = SHA256.hex(arrival.raw)
    if let known = try db.value(Int64.self, "SELECT id FROM message WHERE sha256 = ?", arguments: [hash]) {
      return .known(StoredMessageID(known))
    }
    try db.run("INSERT INTO message (sha256, arrived_at, state) VALUES (?, ?, ?)",
      arguments: [hash, min(arrival.receivedAt ?? now, now), MessageState.stored.rawValue])
    let id = StoredMessageID(db.lastInsertedRowID)
    try db.run("INSERT INTO raw (message, bytes) VALUES (?, ?)", arguments: [id.number, Data(arrival.raw)])
    return .kept(id)
  }

  public func keptUIDs(of mailbox: MailboxKey, beyond cursor: MailboxCursor) async throws(StoreError) -> Set<UInt32> {
    try await read { db in
      Set(
        try db.values(
          UInt32.self, "SELECT uid FROM placement WHERE account = ? AND mailbox = ? AND uid_validity = ? AND uid > ?",
          arguments: [mailbox.account, mailbox.mailbox, cursor.uidValidity, cursor.uid]))
    }
  }

  public func nextUnread() async throws(StoreError) -> KeptMessage? {
    try await read { db in
      try db.row(
          """
          SELECT id, bytes, state, arrived_at FROM message JOIN raw ON raw.message = message.id
          WHERE state = 'stored' ORDER BY id LIMIT 1
          """
      ).map { row in
        KeptMessage(
          id: StoredMessageID(try row.value("id")), raw: try row.bytes("bytes"), state: try row.name("state"),
          arrivedAt: try row.value("arrived_at"))
      }
    }
  }
}
