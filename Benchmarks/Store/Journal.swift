import Foundation
import GRDB

/// One way to make commits last, as it is compared with the others.
struct Journal: Sendable {
  let name: String
  let mode: String
  /// FULL, or what the mode needs for a commit to outlive a power failure: DELETE syncs the folder only with EXTRA.
  let synchronous: String

  static let all = [
    Journal(name: "TRUNCATE, FULL (ours)", mode: "TRUNCATE", synchronous: "FULL"),
    Journal(name: "PERSIST, FULL", mode: "PERSIST", synchronous: "FULL"),
    Journal(name: "DELETE, EXTRA", mode: "DELETE", synchronous: "EXTRA"),
    Journal(name: "DELETE, FULL (not durable)", mode: "DELETE", synchronous: "FULL"),
    Journal(name: "WAL, FULL, one checkpointer", mode: "WAL", synchronous: "FULL"),
  ]

  /// A connection as the store opens one.
  /// - Parameter checkpoints: whether this connection may move pages out of a WAL.
  func open(_ place: String, checkpoints: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    let (mode, synchronous) = (mode, synchronous)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = \(mode)")
      try db.execute(sql: "PRAGMA synchronous = \(synchronous)")
      try db.execute(sql: "PRAGMA secure_delete = ON")
      if mode == "WAL", !checkpoints { try db.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
    }
    return try DatabaseQueue(path: place, configuration: configuration)
  }
}

/// A store with the tables that mail and outbox write to, and the three things that are done with it.
struct Desk: Sendable {
  let queue: DatabaseQueue
  let random: MailBytes

  /// - Parameter journal: how it commits.
  static func make(at place: String, _ journal: Journal) throws -> Desk {
    let queue = try journal.open(place, checkpoints: true)
    try queue.write { db in
      for statement in tables { try db.execute(sql: statement) }
      for number in 1...queueLength {
        try db.execute(
          sql: "INSERT INTO message VALUES (?, hex(randomblob(32)), 1, 'read', 'Parcel', 'Tom')", arguments: [number])
        try db.execute(sql: "INSERT INTO draft VALUES (?, 'proposed', ?)", arguments: [number, number])
        try db.execute(
          sql: "INSERT INTO revision VALUES (?, 1, ?)",
          arguments: [number, String(repeating: "Hello Tom. ", count: 60)])
        try db.execute(sql: "INSERT INTO outbox VALUES (?, 'queued', 0, NULL)", arguments: [number])
      }
    }
    return Desk(queue: queue, random: MailBytes(count: 8192))
  }

  /// Drafts that a screen shows.
  static let queueLength = 50
  /// As the intake commits them.
  static let batch = 100

  private static let tables = [
    """
    CREATE TABLE message (id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL UNIQUE, arrived_at INTEGER,
      state TEXT, subject TEXT, from_name TEXT) STRICT
    """,
    "CREATE TABLE raw (message INTEGER PRIMARY KEY REFERENCES message (id), bytes BLOB NOT NULL) STRICT",
    """
    CREATE TABLE placement (account TEXT, mailbox TEXT, uid INTEGER, message INTEGER,
      PRIMARY KEY (account, mailbox, uid)) STRICT
    """,
    "CREATE TABLE cursor (account TEXT PRIMARY KEY, uid INTEGER) STRICT",
    "CREATE TABLE draft (id INTEGER PRIMARY KEY, state TEXT, answers INTEGER REFERENCES message (id)) STRICT",
    "CREATE TABLE revision (draft INTEGER, number INTEGER, text TEXT, PRIMARY KEY (draft, number)) STRICT",
    "CREATE TABLE outbox (id INTEGER PRIMARY KEY, state TEXT, attempt INTEGER, since INTEGER) STRICT",
    "CREATE TABLE occurrence (number INTEGER PRIMARY KEY AUTOINCREMENT, message INTEGER, what TEXT) STRICT",
    "CREATE INDEX message_unread ON message (id) WHERE state = 'stored'",
  ]

  /// One batch of new mail and its cursor: one commit.
  func keepBatch() throws {
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        var uid = try Int64.fetchOne(db, sql: "SELECT uid FROM cursor") ?? 0
        for _ in 0..<Self.batch {
          uid += 1
          try db.cachedStatement(
            sql: "INSERT INTO message (sha256, arrived_at, state) VALUES (lower(hex(randomblob(32))), 1, 'stored')"
          ).execute()
          let id = db.lastInsertedRowID
          try db.cachedStatement(sql: "INSERT INTO raw VALUES (?, ?)").execute(arguments: [id, random.next()])
          try db.cachedStatement(sql: "INSERT INTO placement VALUES ('support@host', 'INBOX', ?, ?)")
            .execute(arguments: [uid, id])
        }
        try db.cachedStatement(
          sql: "INSERT INTO cursor VALUES ('support@host', ?) ON CONFLICT DO UPDATE SET uid = excluded.uid"
        ).execute(arguments: [uid])
        return .commit
      }
    }
  }

  /// One step in the life of an approved mail: one commit.
  func advance(_ step: Int) throws {
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        try db.cachedStatement(sql: "UPDATE outbox SET attempt = ?, since = ? WHERE id = ?")
          .execute(arguments: [step, step, step % Self.queueLength + 1])
        try db.cachedStatement(sql: "INSERT INTO occurrence (message, what) VALUES (?, 'outbox sending')")
          .execute(arguments: [step % Self.queueLength + 1])
        return .commit
      }
    }
  }

  /// What `heard queue` reads.
  static func readQueue(_ queue: DatabaseQueue) throws -> Int {
    try queue.read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT draft.id, revision.text, message.subject, message.from_name FROM draft
            JOIN revision ON revision.draft = draft.id JOIN message ON message.id = draft.answers
            WHERE draft.state = 'proposed' ORDER BY draft.id
            """)
      ).count
    }
  }
}

/// Bytes that no disk compresses, different each time.
struct MailBytes: Sendable {
  private let source: Data
  private let count: Int

  init(count: Int) {
    self.count = count
    var random = SystemRandomNumberGenerator()
    source = Data((0..<count * 4).map { _ in UInt8.random(in: .min ... .max, using: &random) })
  }

  func next() -> Data {
    let start = Int.random(in: 0...source.count - count)
    return source.subdata(in: start..<start + count)
  }
}
