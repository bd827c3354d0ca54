import Desk
import GRDB
import Store

extension SQLiteStore {
  static func recipients(of id: OutboxID, _ db: Database) throws -> [Recipient] {
    try db.rows("SELECT address, state, reply FROM recipient WHERE outbox = ? ORDER BY number", arguments: [id.number])
      .map { row in Recipient(address: try row.value("address"), state: try recipientState(row)) }
  }

  private static func recipientState(_ row: Row) throws -> RecipientState {
    switch try row.name("state", as: RecipientState.Name.self) {
    case .pending: .pending
    case .dotPending: .dotPending(reply: try row.value("reply"))
    case .accepted: .accepted(reply: try row.value("reply"))
    case .deferred: .deferred(reply: try row.value("reply"))
    case .refused: .refused(reply: try row.value("reply"))
    case .uncertain: .uncertain(reply: try row.value("reply"))
    case .withdrawn: .withdrawn(why: try row.value("reply"))
    }
  }

  static func insert(_ recipients: [Recipient], of id: OutboxID, in db: Database) throws {
    for (index, recipient) in recipients.enumerated() {
      try db.run(
        "INSERT INTO recipient (outbox, number, address, state, reply) VALUES (?, ?, ?, ?, ?)",
        arguments: [id.number, index + 1, recipient.address, recipient.state.name.rawValue, recipient.state.reply])
    }
  }

  /// Writes down those that changed.
  static func update(
    _ new: [Recipient], over old: [Recipient], of id: OutboxID, in db: Database
  ) throws {
    for (before, after) in zip(old, new) where before != after {
      try db.run(
        "UPDATE recipient SET state = ?, reply = ? WHERE outbox = ? AND address = ? AND state = ?",
        arguments: [
          after.state.name.rawValue, after.state.reply, id.number, after.address, before.state.name.rawValue,
        ])
      guard db.changesCount == 1 else { throw StoreError.ruleBroken("a recipient of \(id) is not the one it was") }
    }
  }
}

extension Schema {
  /// What is known of a mail's delivery stands with each recipient, and who files copies with each account. Before, a
  /// mail had one recipient, whose state was the mail's.
  static func keepRecipients(_ db: Database) throws {
    for statement in recipientStatements { try db.execute(sql: statement) }
  }

  private static let recipientStatements = [
    """
    CREATE TABLE recipient (
      outbox INTEGER NOT NULL REFERENCES outbox (id),
      number INTEGER NOT NULL CHECK (number >= 1),
      address TEXT NOT NULL CHECK (address <> ''),
      state TEXT NOT NULL CHECK (state IN ('pending', 'dot_pending', 'accepted', 'deferred', 'refused', 'uncertain',
        'withdrawn')),
      reply TEXT,
      PRIMARY KEY (outbox, number),
      UNIQUE (outbox, address),
      CHECK ((reply IS NULL) = (state = 'pending'))
    ) STRICT
    """,
    "CREATE INDEX recipient_by_address ON recipient (address COLLATE NOCASE)",
    """
    INSERT INTO recipient (outbox, number, address, state, reply)
    SELECT id, 1, envelope_to,
      CASE state WHEN 'queued' THEN 'pending' WHEN 'sending' THEN 'pending' WHEN 'sent' THEN 'accepted'
        WHEN 'failed' THEN 'refused' ELSE state END,
      CASE state WHEN 'queued' THEN NULL WHEN 'sending' THEN NULL WHEN 'dot_pending' THEN '' ELSE reply END
    FROM outbox
    """,
    "ALTER TABLE outbox DROP COLUMN envelope_to",
    // The law that no timer breaks, repeated: nobody whom the mail may have reached is left to be sent to again,
    // whoever wrote the row.
    """
    CREATE TRIGGER uncertain_covers AFTER UPDATE OF state ON outbox WHEN NEW.state = 'uncertain'
      AND NOT EXISTS (SELECT 1 FROM recipient WHERE outbox = NEW.id AND state = 'uncertain')
    BEGIN
      UPDATE recipient SET state = 'uncertain', reply = NEW.reply
      WHERE outbox = NEW.id AND state IN ('pending', 'dot_pending', 'deferred');
    END
    """,
    // SQLite cannot change a CHECK.
    """
    CREATE TABLE job_of_3 (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('answered', 'sentCopy', 'findSent')),
      outbox INTEGER NOT NULL REFERENCES outbox (id),
      state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'given up')),
      attempt INTEGER NOT NULL CHECK (attempt >= 0),
      made_at INTEGER NOT NULL,
      not_before INTEGER NOT NULL,
      detail TEXT,
      UNIQUE (kind, outbox)
    ) STRICT
    """,
    """
    INSERT INTO job_of_3 (number, kind, outbox, state, attempt, made_at, not_before, detail)
    SELECT number, kind, outbox, state, attempt, not_before, not_before, detail FROM job
    """,
    "DROP TABLE job",
    "ALTER TABLE job_of_3 RENAME TO job",
    "CREATE INDEX job_pending ON job (not_before) WHERE state = 'pending'",
    """
    INSERT INTO job (kind, outbox, state, attempt, made_at, not_before)
    SELECT 'findSent', id, 'pending', 0, since, since FROM outbox WHERE state = 'uncertain'
    """,
    """
    CREATE TABLE sent_policy (
      account TEXT PRIMARY KEY NOT NULL,
      policy TEXT NOT NULL CHECK (policy IN ('serverFiles', 'weFile')),
      probed_at INTEGER NOT NULL,
      probe INTEGER NOT NULL REFERENCES outbox (id)
    ) STRICT
    """,
  ]
}
