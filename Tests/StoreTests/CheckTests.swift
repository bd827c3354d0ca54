import Desk
import Foundation
import GRDB
import Steps
import Store
import Testing

@testable import SQLiteStore

@Suite("Looking a store over")
struct CheckTests {
  /// A store with mail, an approved answer and a cursor.
  static func make() async throws -> String {
    let place = StoreUnderTest.base + "/" + UUID().uuidString + "/heard.db"
    let story = Story(store: try SQLiteStore(at: place, steps: StepCounter()))
    try await story.read(try await story.arrive("Subject: a\r\n\r\nI looked", uid: 3))
    _ = try await story.approve(DraftID(1))
    try await story.read(try await story.arrive("Subject: b\r\n\r\n" + String(repeating: "b", count: 20_000), uid: 4))
    return place
  }

  /// Changes the file behind the store's back.
  static func tamper(_ place: String, _ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: place, configuration: configuration)
    try queue.inDatabase { db in
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
      try db.execute(sql: sql)
    }
    try queue.close()
  }

  @Test("A sound store has no findings, looked at quickly or wholly")
  func sound() async throws {
    let place = try await Self.make()
    for depth in [StoreCheck.Depth.quick, .full] {
      let check = try await SQLiteStore.check(at: place, depth)
      #expect(check.findings == [])
      #expect(check.messages == 2)
      #expect(check.isFinished)
    }
  }

  @Test(
    "What a store promises is looked at, and each breach is named",
    arguments: [
      (
        "UPDATE raw SET bytes = CAST('other' AS BLOB) WHERE message = 1",
        "m1: its bytes are not those that came (SHA-256)"
      ),
      ("DELETE FROM raw WHERE message = 2", "m2: its bytes are not there"),
      ("UPDATE revision SET text = 'Other' WHERE draft = 2", "d2: the text of revision 1 was changed (SHA-256)"),
      (
        "UPDATE approval SET revision_sha256 = replace(revision_sha256, substr(revision_sha256, 1, 8), 'abcdefgh')",
        "d1: the approval is of another text than its revision's"
      ),
      ("UPDATE draft SET state = 'approved' WHERE id = 2", "d2: it is approved, and no mail of it is in the outbox"),
      ("UPDATE draft SET state = 'proposed' WHERE id = 1", "o1: nobody approved it"),
      ("UPDATE outbox SET bytes = CAST('x' AS BLOB)", "o1: its bytes do not carry its Message-ID"),
      ("DELETE FROM message WHERE id = 2", "revision row 2: refers to a message that is not there"),
      ("UPDATE outbox SET state = 'lost'", "file: CHECK constraint failed in outbox"),
    ])
  func breaches(sql: String, finding: String) async throws {
    let place = try await Self.make()
    try Self.tamper(place, sql)
    let check = try await SQLiteStore.check(at: place, .full)
    #expect(check.findings.map(\.description).contains(finding), "\(check.findings)")
  }

  @Test(
    "Damage to the file is a finding, whatever form it has",
    arguments: ["flipped header", "flipped pages", "cut", "empty", "other bytes", "another database"])
  func damage(_ kind: String) async throws {
    let place = try await Self.make()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: place))
    switch kind {
    case "flipped header": for index in 0..<100 { bytes[index] ^= 0xFF }
    // Each page's kind and its cells.
    case "flipped pages":
      for page in 1..<bytes.count / 4096 { for index in 0..<16 { bytes[page * 4096 + index] ^= 0xA5 } }
    case "cut": bytes = bytes.prefix(bytes.count / 2)
    case "empty": bytes = Data()
    case "other bytes": bytes = Data("Subject: no store\r\n\r\n".utf8)
    default:
      let other = place + ".other"
      try await DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE shopping (what TEXT)") }
      bytes = try Data(contentsOf: URL(fileURLWithPath: other))
    }
    try bytes.write(to: URL(fileURLWithPath: place))
    let check = try await SQLiteStore.check(at: place, .quick)
    #expect(!check.findings.isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: place)) == bytes, "looking changes nothing")
  }

  @Test("A flipped bit inside a mail passes the quick look, and not the full one")
  func bitInMail() async throws {
    let place = try await Self.make()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: place))
    let run = try #require(bytes.firstRange(of: Data(repeating: UInt8(ascii: "b"), count: 3000)))
    bytes[run.lowerBound + 1500] ^= 1
    try bytes.write(to: URL(fileURLWithPath: place))
    #expect(try await SQLiteStore.check(at: place, .quick).findings == [])
    #expect(
      try await SQLiteStore.check(at: place, .full).findings
        == [StoreFinding("m2", "its bytes are not those that came (SHA-256)")])
  }

  @Test("A large store is looked over in part where time is short, and that is said")
  func large() async throws {
    let place = try await Self.make()
    let partial = try await SQLiteStore.check(at: place, .quick, within: .seconds(600), large: 1000)
    #expect(partial.findings == [])
    #expect(!partial.isFinished)
    #expect(try await SQLiteStore.check(at: place, .quick, within: .seconds(600)).isFinished)
    try Self.tamper(place, "UPDATE draft SET state = 'lost'")
    let found = try await SQLiteStore.check(at: place, .quick, within: .seconds(600), large: 1000)
    #expect(found.findings.first == StoreFinding("file", "CHECK constraint failed in draft"))
  }

  @Test("A look that would never end is stopped when its time is over")
  func stopped() async throws {
    let queue = try DatabaseQueue()
    let endless = "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    let count = try await SQLiteStore.stopping(queue, after: .milliseconds(1)) {
      try await queue.read { try Int.fetchOne($0, sql: endless) }
    }
    #expect(count == nil)
    #expect(try await SQLiteStore.stopping(queue, after: nil) { "done" } == "done")
  }

  @Test("A store of an earlier version is looked over as a file; one of a newer version is refused")
  func versions() async throws {
    let place = try await Self.make()
    try Self.tamper(place, "DELETE FROM grdb_migrations WHERE identifier = 'restorations'")
    #expect(try await SQLiteStore.check(at: place, .full).isOlder)
    try Self.tamper(place, "INSERT INTO grdb_migrations VALUES ('9 from the future')")
    await #expect(throws: StoreError.newerSchema(found: "9 from the future")) {
      _ = try await SQLiteStore.check(at: place, .full)
    }
  }

  @Test("C4: the verdict on SQLite's WAL-reset bug goes by journal and version")
  func walReset() {
    func verdict(_ version: String, _ journal: String) -> String {
      StoreHealth(engineVersion: version, journalMode: journal, synchronous: 2, check: "ok").walResetVerdict
    }
    #expect(verdict("3.40.1", "truncate").contains("cannot happen"))
    #expect(verdict("3.40.1", "wal").contains("can damage the store"))
    #expect(verdict("3.51.2", "wal").contains("can damage the store"))
    #expect(verdict("3.51.3", "wal").contains("is mended"))
    #expect(verdict("3.52.0", "wal").contains("is mended"))
  }
}
