import Desk
import Foundation
import GRDB
import MIME
import Store

extension SQLiteStore {
  /// What the store promises beyond what its CHECKs hold. The queries are short, or read a few messages at a time, so
  /// that no commit beside them waits for long.
  static func promiseFindings(_ queue: DatabaseQueue) async throws -> [StoreFinding] {
    var found = try await changedMails(queue)
    found += try await queue.read(changedTexts)
    for promise in promises {
      found += try await queue.read { db in
        try String.fetchAll(db, sql: promise.breaches).map { StoreFinding($0, promise.problem) }
      }
    }
    return found
  }

  /// Bytes of mail read in one go: a reader holds up a commit for so long only.
  private static let chunkBytes = 16 << 20

  /// Each mail's bytes against the hash by which it is known.
  private static func changedMails(_ queue: DatabaseQueue) async throws -> [StoreFinding] {
    var found: [StoreFinding] = []
    var last: Int64? = 0
    while let after = last, found.count < StoreCheck.mostFindings {
      let (chunk, next) = try await queue.read { db in try changedMails(after: after, db) }
      found += chunk
      last = next
    }
    return found
  }

  /// - Returns: the last message that was read; nil where there was none.
  private static func changedMails(after first: Int64, _ db: Database) throws -> ([StoreFinding], Int64?) {
    var found: [StoreFinding] = []
    var last: Int64?
    var bytesRead = 0
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT message.id, message.sha256, raw.bytes FROM message LEFT JOIN raw ON raw.message = message.id
        WHERE message.id > ? ORDER BY message.id
        """,
      arguments: [first])
    while bytesRead < chunkBytes, let row = try rows.next() {
      let id: Int64 = try row.value("id")
      last = id
      guard let bytes: Data = try row.optional("bytes") else {
        found.append(StoreFinding("\(StoredMessageID(id))", "its bytes are not there"))
        continue
      }
      bytesRead += bytes.count
      var hash = SHA256()
      hash.update(Array(bytes).span)
      // A large message lies in several pieces.
      let pieces = try Row.fetchCursor(db, sql: "SELECT bytes FROM raw_more WHERE message = ? ORDER BY piece", arguments: [id])
      while let piece = try pieces.next() {
        let more = try piece.bytes("bytes")
        hash.update(more.span)
        bytesRead += more.count
      }
      if hash.hexDigest() != (try row.value("sha256", as: String.self)) {
        found.append(StoreFinding("\(StoredMessageID(id))", "its bytes are not those that came (SHA-256)"))
      }
    }
    return (found, last)
  }

  private static func changedTexts(_ db: Database) throws -> [StoreFinding] {
    var found: [StoreFinding] = []
    let rows = try Row.fetchCursor(db, sql: "SELECT draft, number, text, sha256 FROM revision")
    while let row = try rows.next() {
      let text: String = try row.value("text")
      if Revision.hash(of: text) != (try row.value("sha256", as: String.self)) {
        let draft = DraftID(try row.value("draft"))
        let number: Int = try row.value("number")
        found.append(StoreFinding("\(draft)", "the text of revision \(number) was changed (SHA-256)"))
      }
    }
    return found
  }

  private struct Promise {
    /// Lists the records that break it by their names.
    let breaches: String
    let problem: String
  }

  private static let promises = [
    Promise(
      breaches: """
        SELECT 'd' || approval.draft FROM approval LEFT JOIN revision
          ON revision.draft = approval.draft AND revision.number = approval.revision
        WHERE revision.sha256 IS NOT approval.revision_sha256
        """,
      problem: "the approval is of another text than its revision's"),
    Promise(
      breaches: """
        SELECT 'd' || id FROM draft
        WHERE state = 'approved' AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.draft = draft.id)
        """,
      problem: "it is approved, and no mail of it is in the outbox"),
    Promise(
      breaches: """
        SELECT 'd' || draft FROM approval WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.draft = approval.draft)
        """,
      problem: "it has an approval, and no mail of it is in the outbox"),
    Promise(
      breaches: """
        SELECT 'o' || outbox.id FROM outbox LEFT JOIN approval ON approval.draft = outbox.draft
          JOIN draft ON draft.id = outbox.draft WHERE approval.draft IS NULL OR draft.state = 'proposed'
        """,
      problem: "nobody approved it"),
    Promise(
      breaches: "SELECT 'o' || id FROM outbox WHERE instr(bytes, CAST('<' || message_id || '>' AS BLOB)) = 0",
      problem: "its bytes do not carry its Message-ID"),
  ]
}
