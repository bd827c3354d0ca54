import Desk
import GRDB
public import Store

extension Schema {
  /// Gmail's own numbers: one message lies in several mailboxes there, and need not be fetched from each.
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
    _ gmailIDs: [UInt32: UInt64], in mailbox: MailboxKey, uidValidity: UInt32
  ) async throws(StoreError) -> Set<UInt32> {
    try await write { db in
      try Self.forgetOtherNumbers(of: mailbox, than: uidValidity, in: db)
      return try Set(
        gmailIDs.sorted { $0.key < $1.key }.compactMap { uid, gmailID in
          let kept = try db.value(
            Int64.self, "SELECT message FROM gmail_id WHERE account = ? AND number = ?",
            arguments: [mailbox.account, Int64(bitPattern: gmailID)])
          guard let kept else { return nil }
          try Self.place(
            StoredMessageID(kept), at: Placement(mailbox: mailbox, uidValidity: uidValidity, uid: uid), in: db)
          return uid
        })
    }
  }
}
