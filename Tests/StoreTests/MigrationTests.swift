import Desk
import Foundation
import GRDB
import MIME
import SQLiteStore
import Steps
import Store
import Testing

@Suite("A store of an earlier version")
struct MigrationTests {
  @Test("What was hashed twice is hashed once, and a mail that comes again is known")
  func hashedTwice() async throws {
    let place = StoreUnderTest.base + "/" + UUID().uuidString + "/heard.db"
    func open() throws -> SQLiteStore { try SQLiteStore(at: place, steps: StepCounter()) }
    let raw = "Message-ID: <1@riverside.example>\r\n\r\nI looked at the tracker.\r\n"
    let kept = try await { () async throws -> StoredMessageID in
      let story = Story(store: try open())
      let message = try await story.arrive(raw)
      let reading = try await story.read(message, draft: "Hello,\n")
      guard case .kept(_, .some(let draft), _, _) = reading else { throw StoreError.other("no draft was kept") }
      guard case .approved = try await story.approve(draft) else { throw StoreError.other("it was not approved") }
      return message
    }()

    // As version 1 wrote it: the hash of a hash everywhere.
    let earlier = try DatabaseQueue(path: place)
    try await earlier.write { db in
      for table in ["message SET sha256", "revision SET sha256", "approval SET revision_sha256"] {
        try db.execute(sql: "UPDATE \(table) = ?", arguments: [SHA256.hex(Array("twice".utf8))])
      }
      try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '2 hashed once'")
    }
    try earlier.close()

    let later = Story(store: try open())
    let opened = try await DatabaseQueue(path: place).read { db in
      (
        message: try String.fetchAll(db, sql: "SELECT sha256 FROM message"),
        revision: try String.fetchAll(db, sql: "SELECT sha256 FROM revision"),
        approval: try String.fetchAll(db, sql: "SELECT revision_sha256 FROM approval")
      )
    }
    #expect(opened.message == [SHA256.hex(Array(raw.utf8))])
    #expect(opened.revision == [SHA256.hex(Array("Hello,\n".utf8))])
    #expect(opened.approval == opened.revision)
    // What is kept again under the right hash is known for what it is.
    #expect(try await later.arrive(raw) == kept)
  }
}
