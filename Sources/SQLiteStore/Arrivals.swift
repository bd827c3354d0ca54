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
    // Before the store is held: hashing takes as long as writing does.
    let hashes = arrivals.map { SHA256.hex($0.raw) }
    return try await write { db in
      try Self.forgetOtherNumbers(of: mailbox, than: cursor.uidValidity, in: db)
      let hasQuarantine = try db.value(
        Bool.self, "SELECT EXISTS (SELECT 1 FROM quarantine WHERE account = ? AND mailbox = ?)",
        arguments: [mailbox.account, mailbox.mailbox])
      let outcomes = try zip(arrivals, hashes).map { arrival, hash in
        let outcome = try Self.keep(arrival, hash, at: now, in: db)
        if let uid = arrival.uid {
          let place = Placement(mailbox: mailbox, uidValidity: cursor.uidValidity, uid: uid)
          try Self.place(outcome.id, at: place, endingQuarantine: hasQuarantine ?? true, in: db)
          try Self.number(outcome.id, arrival.gmailID, of: mailbox.account, in: db)
        }
        return outcome
      }
      try Self.move(mailbox, to: cursor, in: db)
      return outcomes
    }
  }

  /// Writes down where a message lies; a place in quarantine is so no more.
  static func place(
    _ id: StoredMessageID, at place: Placement, endingQuarantine: Bool = true, in db: Database
  ) throws {
    try db.run(
      "INSERT OR IGNORE INTO placement (account, mailbox, uid_validity, uid, message) VALUES (?, ?, ?, ?, ?)",
      arguments: arguments(of: place) + [id.number])
    guard endingQuarantine else { return }
    try db.run(
      "DELETE FROM quarantine WHERE account = ? AND mailbox = ? AND uid_validity = ? AND uid = ?",
      arguments: arguments(of: place))
  }

  static func arguments(of place: Placement) -> StatementArguments {
    [place.mailbox.account, place.mailbox.mailbox, place.uidValidity, place.uid]
  }

  /// Never backwards under one UIDVALIDITY: another UIDVALIDITY starts anew.
  static func move(_ mailbox: MailboxKey, to cursor: MailboxCursor, in db: Database) throws {
    try db.run(
      """
      INSERT INTO cursor (account, mailbox, uid_validity, uid) VALUES (?, ?, ?, ?)
      ON CONFLICT (account, mailbox) DO UPDATE SET uid = excluded.uid, uid_validity = excluded.uid_validity,
        mod_seq = CASE WHEN cursor.uid_validity = excluded.uid_validity THEN cursor.mod_seq END
      WHERE cursor.uid_validity <> excluded.uid_validity OR cursor.uid < excluded.uid
      """,
      arguments: [mailbox.account, mailbox.mailbox, cursor.uidValidity, cursor.uid])
  }

  /// UIDs under another UIDVALIDITY name nothing any more (RFC 9051, 2.3.1.1).
  static func forgetOtherNumbers(of mailbox: MailboxKey, than uidValidity: UInt32, in db: Database) throws {
    let known = try db.value(
      UInt32.self, "SELECT uid_validity FROM cursor WHERE account = ? AND mailbox = ?",
      arguments: [mailbox.account, mailbox.mailbox])
    guard let known, known != uidValidity else { return }
    for table in ["placement", "quarantine", "arriving"] {
      try db.run(
        "DELETE FROM \(table) WHERE account = ? AND mailbox = ? AND uid_validity <> ?",
        arguments: [mailbox.account, mailbox.mailbox, uidValidity])
    }
  }

  public func keep(_ arrival: Arrival, at now: Seconds) async throws(StoreError) -> ArrivalOutcome {
    let hash = SHA256.hex(arrival.raw)
    return try await write { db in try Self.keep(arrival, hash, at: now, in: db) }
  }

  private static func keep(
    _ arrival: Arrival, _ hash: String, at now: Seconds, in db: Database
  ) throws -> ArrivalOutcome {
    let outcome = try enter(hash, receivedAt: arrival.receivedAt, isAnswered: arrival.isAnswered, at: now, in: db)
    if case .kept(let id) = outcome {
      try db.run("INSERT INTO raw (message, bytes) VALUES (?, ?)", arguments: [id.number, Data(arrival.raw)])
    }
    return outcome
  }

  /// A row for a message of this hash, or the one that is there. The caller adds the bytes of a new one.
  static func enter(
    _ hash: String, receivedAt: Seconds?, isAnswered: Bool, at now: Seconds, in db: Database
  ) throws -> ArrivalOutcome {
    if let known = try db.value(Int64.self, "SELECT id FROM message WHERE sha256 = ?", arguments: [hash]) {
      return .known(StoredMessageID(known))
    }
    try db.run("INSERT INTO message (sha256, arrived_at, state, answered_elsewhere) VALUES (?, ?, ?, ?)",
      arguments: [hash, min(receivedAt ?? now, now), MessageState.stored.rawValue, isAnswered])
    return .kept(StoredMessageID(db.lastInsertedRowID))
  }

  public func keptUIDs(of mailbox: MailboxKey, beyond cursor: MailboxCursor) async throws(StoreError) -> Set<UInt32> {
    try await read { db in
      Set(
        try db.values(
          UInt32.self, "SELECT uid FROM placement WHERE account = ? AND mailbox = ? AND uid_validity = ? AND uid > ?",
          arguments: [mailbox.account, mailbox.mailbox, cursor.uidValidity, cursor.uid]))
    }
  }

  public func nextUnread(after earlier: StoredMessageID?) async throws(StoreError) -> KeptMessage? {
    try await read { db in
      try db.row(
          """
          SELECT id, bytes, state, arrived_at, 1 + (SELECT count(*) FROM raw_more WHERE message = id) AS pieces
          FROM message JOIN raw ON raw.message = message.id WHERE state = 'stored' AND id > ? ORDER BY id LIMIT 1
          """,
        arguments: [earlier?.number ?? 0]
      ).map { row in
        KeptMessage(
          id: StoredMessageID(try row.value("id")), raw: try row.bytes("bytes"), pieces: try row.value("pieces"),
          state: try row.name("state"), arrivedAt: try row.value("arrived_at"))
      }
    }
  }
}
