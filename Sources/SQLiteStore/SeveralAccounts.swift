import GRDB

extension Schema {
  /// Several accounts and mailboxes, messages that a server would not give, and large ones that come in pieces.
  static func severalAccounts(_ db: Database) throws {
    let place = """
      account TEXT NOT NULL,
      mailbox TEXT NOT NULL,
      uid_validity INTEGER NOT NULL CHECK (uid_validity BETWEEN 1 AND 4294967295),
      uid INTEGER NOT NULL CHECK (uid BETWEEN 1 AND 4294967295)
      """
    let statements = [
      """
      CREATE TABLE quarantine (
        \(place),
        reason TEXT NOT NULL CHECK (reason <> ''),
        attempt INTEGER NOT NULL CHECK (attempt >= 1),
        not_before INTEGER NOT NULL,
        since INTEGER NOT NULL,
        PRIMARY KEY (account, mailbox, uid_validity, uid)
      ) STRICT
      """,
      """
      CREATE TABLE arriving (
        \(place),
        at_octet INTEGER NOT NULL CHECK (at_octet >= 0),
        bytes BLOB NOT NULL CHECK (length(bytes) > 0),
        PRIMARY KEY (account, mailbox, uid_validity, uid, at_octet)
      ) STRICT
      """,
      // What does not fit into the one piece of `raw`: a large message never has to be in memory whole.
      """
      CREATE TABLE raw_more (
        message INTEGER NOT NULL REFERENCES message (id),
        piece INTEGER NOT NULL CHECK (piece >= 1),
        bytes BLOB NOT NULL CHECK (length(bytes) > 0),
        PRIMARY KEY (message, piece)
      ) STRICT
      """,
      """
      CREATE TABLE mailbox_start (
        account TEXT NOT NULL,
        mailbox TEXT NOT NULL,
        since INTEGER NOT NULL,
        PRIMARY KEY (account, mailbox)
      ) STRICT
      """,
      """
      CREATE TABLE audit (
        account TEXT NOT NULL,
        mailbox TEXT NOT NULL,
        at INTEGER NOT NULL,
        on_server INTEGER NOT NULL CHECK (on_server >= 0),
        missing INTEGER NOT NULL CHECK (missing BETWEEN 0 AND on_server),
        PRIMARY KEY (account, mailbox)
      ) STRICT
      """,
      """
      CREATE TABLE stopped_account (
        account TEXT PRIMARY KEY NOT NULL,
        since INTEGER NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> '')
      ) STRICT
      """,
    ]
    for statement in statements { try db.execute(sql: statement) }
  }
}
