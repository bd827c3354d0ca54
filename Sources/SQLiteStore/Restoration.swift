import Desk
import GRDB
import Store

/// What a store that was put back from a backup does not know: what was sent between the backup and the restore.
///
/// Law 3 forbids to send twice, and only a person can find out. So every approved mail that the backup knew as unsent
/// is held as `uncertain`; and so is, when it is approved, every answer to a mail that had come before the restore, as
/// somebody may have answered that already under another Message-ID.
enum Restoration {
  static func makeTable(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE restoration (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          at INTEGER NOT NULL,
          known_until INTEGER
        ) STRICT
        """)
  }

  /// Seconds by which the mail server's clock may be behind ours: its dates tell what came before the restore.
  private static let clockDifference: Seconds = 300

  /// Numbers that are passed over, so that a record made since the backup, which mails and notes may name, and one
  /// made from now on never share a name: more than a team makes between two backups.
  static let passedOver = 10_000
  private static let numbered = ["conversation", "message", "draft", "topic", "outbox"]

  /// - Returns: until when the store knows what happened, and the mails that are held.
  static func begin(at now: Seconds, in db: Database) throws -> (knownUntil: Seconds?, held: [OutboxID]) {
    let knownUntil = try db.value(
      Seconds.self,
      """
      SELECT MAX(at) FROM (SELECT MAX(at) AS at FROM occurrence UNION ALL SELECT MAX(arrived_at) FROM message
        UNION ALL SELECT MAX(at) FROM approval)
      """)
    try db.run("INSERT INTO restoration (at, known_until) VALUES (?, ?)", arguments: [now, knownUntil])
    let held = try db.rows(
      """
      SELECT outbox.id, outbox.state, draft.answers FROM outbox JOIN draft ON draft.id = outbox.draft
      WHERE outbox.state IN ('queued', 'sending', 'dot_pending', 'deferred', 'failed') ORDER BY outbox.id
      """)
    for row in held {
      let state: String = try row.value("state")
      try hold(
        OutboxID(try row.value("id")), answering: StoredMessageID(try row.value("answers")),
        why: "the store was restored from a backup in which this mail was \(state); it may have left since", at: now,
        in: db)
    }
    try db.run(
      "UPDATE draft SET note = ? WHERE state = 'proposed'",
      arguments: ["from a backup: somebody may have answered since. Look in Sent before you approve"])
    for table in numbered {
      try db.run("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ?", arguments: [passedOver, table])
      guard db.changesCount == 0 else { continue }
      try db.run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [table, passedOver])
    }
    return (knownUntil, try held.map { OutboxID(try $0.value("id")) })
  }

  /// Holds a mail that was approved just now, where what it answers may have been answered before the restore.
  static func holdIfAnsweredPerhaps(
    _ outbox: OutboxID, of draft: DraftRecord, at now: Seconds, in db: Database
  ) throws {
    guard let restored = try db.value(Seconds.self, "SELECT MAX(at) FROM restoration") else { return }
    let made =
      if let topic = draft.topic {
        try db.value(Seconds.self, "SELECT made_at FROM topic WHERE id = ?", arguments: [topic.number])
      } else {
        try db.value(Seconds.self, "SELECT arrived_at FROM message WHERE id = ?", arguments: [draft.answers.number])
      }
    guard let made, made <= restored + clockDifference else { return }
    try hold(
      outbox, answering: draft.answers,
      why: "the store was restored from a backup after \(draft.answers) came; somebody may have answered it already",
      at: now, in: db)
  }

  private static func hold(
    _ id: OutboxID, answering message: StoredMessageID, why: String, at now: Seconds, in db: Database
  ) throws {
    try db.run(
      """
      UPDATE outbox SET state = 'uncertain', attempt = NULL, since = ?, reply = ?
      WHERE id = ? AND state IN ('queued', 'sending', 'dot_pending', 'deferred', 'failed')
      """,
      arguments: [now, why, id.number])
    // Those that were refused too: another try may have gone better since the backup.
    try db.run(
      """
      UPDATE recipient SET state = 'uncertain', reply = ?
      WHERE outbox = ? AND state IN ('pending', 'dot_pending', 'deferred', 'refused')
      """,
      arguments: [why, id.number])
    try SQLiteStore.occur(message, "outbox uncertain", "\(id): \(why)", at: now, in: db)
  }
}
