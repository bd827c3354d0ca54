import Desk
import GRDB
public import Store

extension Schema {
  /// Gmail's own numbers: one message lies in several mailboxes there, and is seldom fetched from more than one.
  static func gmailIDs(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE gmail_id (
          account TEXT NOT NULL,
          -- Of 64 bits, of which SQLite takes the highest for a sign.
          number INTEGER NOT NULL,
          message INTEGER NOT NULL REFERENCES message (id),
          PRIMARY KEY (account, number)
        ) STRICT
        """)
  }
}

extension SQLiteStore {
  /// Writes down Gmail's number of a message, if it has one.
  static func number(_ id: StoredMessageID, _ gmailID: UInt64?, of account: String, in db: Database) throws {
    guard let gmailID else { return }
    try db.run(
      "INSERT OR IGNORE INTO gmail_id (account, number, message) VALUES (?, ?, ?)",
      arguments: [account, Int64(bitPattern: gmailID), id.number])
  }

  public func placeKept(
    _ gmailIDs: [UInt32: GmailIdentity], in mailbox: MailboxKey, uidValidity: UInt32
  ) async throws(StoreError) -> Set<UInt32> {
    try await write { db in
      try Self.forgetOtherNumbers(of: mailbox, than: uidValidity, in: db)
      return try Set(
        gmailIDs.sorted { $0.key < $1.key }.compactMap { uid, identity in
          let kept = try db.value(
            Int64.self,
            """
            SELECT gmail_id.message FROM gmail_id JOIN raw ON raw.message = gmail_id.message
            WHERE account = ? AND number = ? AND length(raw.bytes) + (SELECT coalesce(sum(length(bytes)), 0)
              FROM raw_more WHERE raw_more.message = gmail_id.message) = ?
            """,
            arguments: [mailbox.account, Int64(bitPattern: identity.number), identity.size])
          guard let kept else { return nil }
          let place = Placement(mailbox: mailbox, uidValidity: uidValidity, uid: uid)
          try Self.place(StoredMessageID(kept), at: place, in: db)
          // What had come of it by this label.
          try Self.forgetPieces(of: place, in: db)
          return uid
        })
    }
  }
}
