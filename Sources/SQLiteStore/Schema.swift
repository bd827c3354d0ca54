import GRDB

/// The tables, and the laws that they repeat: a slip in Swift then fails loudly, not politely.
enum Schema {
  static func migrator() -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 the whole road") { db in
      for statement in firstStatements { try db.execute(sql: statement) }
    }
    migrator.registerMigration("2 hashed once", migrate: hashOnce)
    migrator.registerMigration("3 recipients", migrate: keepRecipients)
    migrator.registerMigration("4 several accounts", migrate: severalAccounts)
    migrator.registerMigration("5 answered elsewhere", migrate: answeredElsewhere)
    migrator.registerMigration("6 Gmail's numbers", migrate: gmailIDs)
    migrator.registerMigration("7 versions of readings", migrate: readingVersions)
    migrator.registerMigration("8 circumstances of claims", migrate: circumstances)
    migrator.registerMigration("restorations", migrate: Restoration.makeTable)
    return migrator
  }

  private static let firstStatements = [
    """
    CREATE TABLE conversation (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      started_at INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE message (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
      arrived_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('stored', 'read')),
      message_id TEXT,
      subject TEXT,
      from_name TEXT,
      from_address TEXT,
      sent_at INTEGER,
      class TEXT CHECK (class IN ('human', 'autoReply', 'bounce', 'list', 'bulk', 'own')),
      class_reason TEXT,
      conversation_id INTEGER REFERENCES conversation (id),
      evidence TEXT CHECK (evidence IN ('new', 'cited', 'citedByStranger', 'bounceOfOurs')),
      cited_id TEXT,
      damage TEXT,
      CHECK ((state = 'read') = (conversation_id IS NOT NULL)),
      CHECK ((state = 'read') = (class IS NOT NULL)),
      CHECK ((state = 'read') = (evidence IS NOT NULL)),
      CHECK ((state = 'read') = (sent_at IS NOT NULL))
    ) STRICT
    """,
    // Apart from the row that changes when the message is read, so that megabytes are written once.
    """
    CREATE TABLE raw (
      message INTEGER PRIMARY KEY REFERENCES message (id),
      bytes BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX message_by_header ON message (message_id)",
    "CREATE INDEX message_by_conversation ON message (conversation_id)",
    "CREATE INDEX message_by_sender ON message (from_address COLLATE NOCASE)",
    "CREATE INDEX message_unread ON message (id) WHERE state = 'stored'",
    """
    CREATE TABLE cursor (
      account TEXT NOT NULL,
      mailbox TEXT NOT NULL,
      uid_validity INTEGER NOT NULL CHECK (uid_validity BETWEEN 0 AND 4294967295),
      uid INTEGER NOT NULL CHECK (uid BETWEEN 0 AND 4294967295),
      PRIMARY KEY (account, mailbox)
    ) STRICT
    """,
    """
    CREATE TABLE placement (
      account TEXT NOT NULL,
      mailbox TEXT NOT NULL,
      uid_validity INTEGER NOT NULL,
      uid INTEGER NOT NULL CHECK (uid BETWEEN 1 AND 4294967295),
      message INTEGER NOT NULL REFERENCES message (id),
      PRIMARY KEY (account, mailbox, uid_validity, uid)
    ) STRICT
    """,
    "CREATE INDEX placement_by_message ON placement (message)",
    """
    CREATE TABLE claim (
      message INTEGER NOT NULL REFERENCES message (id),
      ordinal INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('tried', 'notTried', 'observed', 'fact', 'contacted', 'promised', 'request',
        'feedback', 'feeling', 'preference')),
      quote TEXT NOT NULL,
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" >= start),
      source TEXT NOT NULL,
      key TEXT NOT NULL,
      rule TEXT NOT NULL,
      PRIMARY KEY (message, ordinal)
    ) STRICT
    """,
    """
    CREATE TABLE topic (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL CHECK (title <> ''),
      made_at INTEGER NOT NULL,
      resolution TEXT,
      resolved_by TEXT,
      resolved_at INTEGER,
      CHECK ((resolution IS NULL) = (resolved_by IS NULL) AND (resolution IS NULL) = (resolved_at IS NULL))
    ) STRICT
    """,
    """
    CREATE TABLE voice (
      topic INTEGER NOT NULL REFERENCES topic (id),
      message INTEGER NOT NULL REFERENCES message (id),
      address TEXT NOT NULL,
      quote TEXT NOT NULL,
      date INTEGER NOT NULL,
      PRIMARY KEY (topic, message)
    ) STRICT
    """,
    """
    CREATE TABLE suppression (
      address TEXT PRIMARY KEY NOT NULL CHECK (address = lower(address)),
      since INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE draft (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('reply', 'thanks')),
      state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'superseded', 'rejected')),
      conversation INTEGER NOT NULL REFERENCES conversation (id),
      answers INTEGER NOT NULL REFERENCES message (id),
      topic INTEGER REFERENCES topic (id),
      person TEXT,
      note TEXT,
      CHECK ((kind = 'thanks') = (topic IS NOT NULL)),
      CHECK ((kind = 'thanks') = (person IS NOT NULL)),
      CHECK (state <> 'rejected' OR note IS NOT NULL)
    ) STRICT
    """,
    "CREATE UNIQUE INDEX one_live_reply ON draft (answers) WHERE kind = 'reply' AND state IN ('proposed', 'approved')",
    "CREATE UNIQUE INDEX one_thanks_a_person ON draft (topic, person) WHERE kind = 'thanks' AND state <> 'superseded'",
    "CREATE INDEX draft_by_state ON draft (state)",
    "CREATE INDEX draft_by_conversation ON draft (conversation)",
    "CREATE INDEX draft_by_answers ON draft (answers)",
    """
    CREATE TABLE revision (
      draft INTEGER NOT NULL REFERENCES draft (id),
      number INTEGER NOT NULL CHECK (number >= 1),
      text TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      asks TEXT NOT NULL,
      template TEXT,
      author_user TEXT,
      author_name TEXT,
      says_i INTEGER NOT NULL CHECK (says_i IN (0, 1)),
      newest_inbound INTEGER NOT NULL REFERENCES message (id),
      objections INTEGER NOT NULL CHECK (objections >= 0),
      made_at INTEGER NOT NULL,
      PRIMARY KEY (draft, number),
      CHECK ((author_user IS NULL) = (author_name IS NULL)),
      CHECK (says_i = 0 OR author_user IS NOT NULL)
    ) STRICT
    """,
    """
    CREATE TABLE approval (
      draft INTEGER PRIMARY KEY REFERENCES draft (id),
      revision INTEGER NOT NULL,
      revision_sha256 TEXT NOT NULL,
      newest_inbound INTEGER NOT NULL REFERENCES message (id),
      agent_user TEXT NOT NULL CHECK (agent_user <> ''),
      agent_name TEXT NOT NULL CHECK (agent_name <> ''),
      at INTEGER NOT NULL,
      FOREIGN KEY (draft, revision) REFERENCES revision (draft, number)
    ) STRICT
    """,
    """
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      draft INTEGER NOT NULL UNIQUE REFERENCES approval (draft),
      message_id TEXT NOT NULL UNIQUE,
      envelope_from TEXT NOT NULL,
      envelope_to TEXT NOT NULL,
      bytes BLOB NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'dot_pending', 'sent', 'deferred', 'failed',
        'uncertain', 'withdrawn')),
      attempt INTEGER,
      since INTEGER,
      reply TEXT,
      CHECK ((attempt IS NOT NULL) = (state IN ('queued', 'sending', 'dot_pending', 'deferred'))),
      CHECK ((since IS NULL) = (state = 'queued')),
      CHECK ((reply IS NOT NULL) = (state IN ('sent', 'deferred', 'failed', 'uncertain', 'withdrawn')))
    ) STRICT
    """,
    "CREATE INDEX outbox_by_state ON outbox (state)",
    """
    CREATE TABLE job (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('answered', 'sentCopy')),
      outbox INTEGER NOT NULL REFERENCES outbox (id),
      state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'given up')),
      attempt INTEGER NOT NULL CHECK (attempt >= 0),
      not_before INTEGER NOT NULL,
      detail TEXT,
      UNIQUE (kind, outbox)
    ) STRICT
    """,
    "CREATE INDEX job_pending ON job (not_before) WHERE state = 'pending'",
    """
    CREATE TABLE occurrence (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      message INTEGER NOT NULL REFERENCES message (id),
      what TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX occurrence_by_message ON occurrence (message)",
  ]
}
