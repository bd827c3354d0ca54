import Claims
public import Desk
import GRDB
public import Store

extension Schema {
  /// By which version of the rules a message was read.
  static func readingVersions(_ db: Database) throws {
    try db.execute(sql: "ALTER TABLE message ADD COLUMN reading_version INTEGER NOT NULL DEFAULT 1")
  }
}

extension SQLiteStore {
  public func messages(readBefore version: Int) async throws(StoreError) -> [StoredMessageID] {
    try await read { db in
      try db.values(
        Int64.self, "SELECT id FROM message WHERE state = 'read' AND reading_version < ? ORDER BY id",
        arguments: [version]
      ).map { StoredMessageID($0) }
    }
  }

  public func keep(_ rereading: Rereading, at now: Seconds) async throws(StoreError) -> ClaimsChange? {
    try await write { db in
      let id = rereading.message
      try db.run(
        "UPDATE message SET damage = ?, reading_version = ? WHERE id = ? AND state = 'read'",
        arguments: [rereading.damage.joined(separator: " "), Reading.version, id.number])
      guard db.changesCount == 1 else { return nil }
      let before = try db.rows("SELECT * FROM claim WHERE message = ? ORDER BY ordinal", arguments: [id.number])
        .map(Self.claim)
      let (old, new) = (Set(before), Set(rereading.claims))
      let change = ClaimsChange(
        claims: rereading.claims.count, new: new.subtracting(old).count, gone: old.subtracting(new).count)
      guard before != rereading.claims else { return change }
      try db.run("DELETE FROM claim WHERE message = ?", arguments: [id.number])
      try Self.insert(rereading.claims, of: id, in: db)
      try Self.occur(
        id, "read again", "by rules \(Reading.version): \(change.new) new claims, \(change.gone) gone", at: now, in: db)
      return change
    }
  }
}
