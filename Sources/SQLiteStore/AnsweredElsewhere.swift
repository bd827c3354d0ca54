public import Desk
import GRDB
public import Store

extension Schema {
  /// What mail servers tell of answers that Heard did not send.
  static func answeredElsewhere(_ db: Database) throws {
    try db.execute(sql: "ALTER TABLE message ADD COLUMN answered_elsewhere INTEGER NOT NULL DEFAULT 0")
    try db.execute(sql: "ALTER TABLE cursor ADD COLUMN mod_seq INTEGER CHECK (mod_seq >= 1)")
  }
}

extension SQLiteStore {
  private static let elsewhere = "answered with another mail program"

  public func changeCount(of mailbox: MailboxKey) async throws(StoreError) -> MailboxChangeCount? {
    try await read { db in
      try db.row(
        "SELECT uid_validity, mod_seq FROM cursor WHERE account = ? AND mailbox = ? AND mod_seq IS NOT NULL",
        arguments: [mailbox.account, mailbox.mailbox]
      ).map { row in
        MailboxChangeCount(
          uidValidity: try row.value("uid_validity"), modSeq: UInt64(try row.value("mod_seq", as: Int64.self)))
      }
    }
  }

  @discardableResult
  public func keep(
    _ resync: MailboxResync, of mailbox: MailboxKey, at now: Seconds
  ) async throws(StoreError) -> [DraftID] {
    try await write { db in
      try db.run(
        "UPDATE cursor SET mod_seq = ? WHERE account = ? AND mailbox = ? AND uid_validity = ?",
        arguments: [Int64(clamping: resync.count.modSeq), mailbox.account, mailbox.mailbox, resync.count.uidValidity])
      guard db.changesCount == 1 else { return [] }
      let place: StatementArguments = [mailbox.account, mailbox.mailbox, resync.count.uidValidity]
      for range in resync.vanished {
        for table in ["quarantine", "arriving"] {
          try db.run(
            "DELETE FROM \(table) WHERE account = ? AND mailbox = ? AND uid_validity = ? AND uid BETWEEN ? AND ?",
            arguments: place + [range.lowerBound, range.upperBound])
        }
      }
      return try resync.answered.flatMap { uid in
        let message = try db.value(
          Int64.self, "SELECT message FROM placement WHERE account = ? AND mailbox = ? AND uid_validity = ? AND uid = ?",
          arguments: place + [uid])
        return try message.map { try Self.answeredElsewhere(StoredMessageID($0), at: now, in: db) } ?? []
      }
    }
  }

  /// Takes the drafts from the desk that would answer `message` once more. What a person has approved stays.
  private static func answeredElsewhere(
    _ message: StoredMessageID, at now: Seconds, in db: Database
  ) throws -> [DraftID] {
    // Where we sent an answer, the flag is ours.
    let isOurs = try db.value(
      Bool.self, "SELECT EXISTS (SELECT 1 FROM draft WHERE answers = ? AND kind = 'reply' AND state = 'approved')",
      arguments: [message.number])
    guard isOurs == false else { return [] }
    try db.run("UPDATE message SET answered_elsewhere = 1 WHERE id = ?", arguments: [message.number])
    let drafts = try db.values(
      Int64.self, "SELECT id FROM draft WHERE answers = ? AND kind = 'reply' AND state = 'proposed'",
      arguments: [message.number])
    for draft in drafts {
      try db.run(
        "UPDATE draft SET state = 'superseded', note = ? WHERE id = ? AND state = 'proposed'",
        arguments: ["its mail was \(elsewhere)", draft])
      try occur(message, "draft superseded", "\(DraftID(draft)): \(elsewhere)", at: now, in: db)
    }
    return drafts.map { DraftID($0) }
  }

  /// Whether no draft is to be made, which the message's story then tells.
  static func isAnsweredElsewhere(_ message: StoredMessageID, at now: Seconds, in db: Database) throws -> Bool {
    let isAnswered = try db.value(
      Bool.self, "SELECT answered_elsewhere FROM message WHERE id = ?", arguments: [message.number])
    guard isAnswered == true else { return false }
    try occur(message, "no draft", elsewhere, at: now, in: db)
    return true
  }
}
