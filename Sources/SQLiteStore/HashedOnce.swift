import Foundation
import GRDB
import MIME
import Store

extension Schema {
  /// The hashes of messages and texts were hashed once more before they were written down; now they are what
  /// `sha256sum` says, so that a mail and what was approved can be compared with what stands elsewhere.
  static func hashOnce(_ db: Database) throws {
    let raws = try Row.fetchCursor(db, sql: "SELECT message, bytes FROM raw")
    while let row = try raws.next() {
      let bytes: [UInt8] = Array(row[1] as Data)
      try db.execute(
        sql: "UPDATE message SET sha256 = ? WHERE id = ?", arguments: [SHA256.hex(bytes), row[0] as Int64])
    }
    let texts = try Row.fetchCursor(db, sql: "SELECT draft, number, text FROM revision")
    while let row = try texts.next() {
      try db.execute(
        sql: "UPDATE revision SET sha256 = ? WHERE draft = ? AND number = ?",
        arguments: [Revision.hash(of: row[2]), row[0] as Int64, row[1] as Int64])
    }
    try db.execute(
      sql: """
        UPDATE approval SET revision_sha256 = (SELECT sha256 FROM revision
          WHERE revision.draft = approval.draft AND revision.number = approval.revision)
        """)
  }
}
