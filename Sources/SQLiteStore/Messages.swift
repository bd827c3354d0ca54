public import Claims
public import Desk
import GRDB
import MIME
public import Store

extension SQLiteStore {
  private static let messageColumns = """
    id, state, arrived_at, message_id, subject, from_name, from_address, sent_at, class, class_reason, conversation_id,
    evidence, cited_id, damage FROM message
    """

  static func message(_ id: StoredMessageID, _ db: Database) throws -> MessageRecord? {
    try db.row("SELECT \(messageColumns) WHERE id = ?", arguments: [id.number]).map(messageRecord)
  }

  private static func messageRecord(_ row: Row) throws -> MessageRecord {
    let address: String? = try row.optional("from_address")
    let from = try address.map { Address(name: try row.optional("from_name") ?? "", address: $0) }
    let mailClass: MailClass? = try row.optionalName("class")
    let reason: String = try row.optional("class_reason") ?? ""
    let damage: String = try row.optional("damage") ?? ""
    return MessageRecord(
      id: StoredMessageID(try row.value("id")), state: try row.name("state"), arrivedAt: try row.value("arrived_at"),
      messageID: try row.optional("message_id"), subject: try row.optional("subject") ?? "", from: from,
      sentAt: try row.optional("sent_at"),
      classification: mailClass.map { Classification(mailClass: $0, reason: reason) },
      conversation: try row.optional("conversation_id").map(ConversationID.init),
      evidence: try row.optionalName("evidence"), citedID: try row.optional("cited_id"),
      damage: damage.split(separator: " ").map(String.init))
  }

  public func message(_ id: StoredMessageID) async throws(StoreError) -> MessageRecord? {
    try await read { db in try Self.message(id, db) }
  }

  public func undrafted() async throws(StoreError) -> [MessageRecord] {
    try await read { db in
      try db.rows(
          """
          SELECT \(Self.messageColumns) WHERE NOT EXISTS (SELECT 1 FROM draft WHERE draft.answers = message.id)
          ORDER BY id DESC LIMIT \(undraftedLimit)
          """
      ).map(Self.messageRecord)
    }
  }

  public func raw(of id: StoredMessageID) async throws(StoreError) -> [UInt8]? {
    try await read { db in
      let first = try db.row(
        "SELECT bytes, EXISTS (SELECT 1 FROM raw_more WHERE message = raw.message) AS has_more FROM raw WHERE message = ?",
        arguments: [id.number])
      guard let first else { return nil }
      var bytes = try first.bytes("bytes")
      guard try first.value("has_more", as: Bool.self) else { return bytes }
      var number = 1
      while let more = try Self.piece(number, of: id, in: db) {
        bytes += more
        number += 1
      }
      return bytes
    }
  }

  public func piece(_ number: Int, of id: StoredMessageID) async throws(StoreError) -> [UInt8]? {
    try await read { db in try Self.piece(number, of: id, in: db) }
  }

  private static func piece(_ number: Int, of id: StoredMessageID, in db: Database) throws -> [UInt8]? {
    number == 0
      ? try db.row("SELECT bytes FROM raw WHERE message = ?", arguments: [id.number])?.bytes("bytes")
      : try db.row("SELECT bytes FROM raw_more WHERE message = ? AND piece = ?", arguments: [id.number, number])?
        .bytes("bytes")
  }

  public func placements(of message: StoredMessageID) async throws(StoreError) -> [Placement] {
    try await read { db in
      try db.rows("SELECT * FROM placement WHERE message = ? ORDER BY account, mailbox, uid", arguments: [message.number])
        .map(Self.placement)
    }
  }

  public func claims(of message: StoredMessageID) async throws(StoreError) -> [Claim] {
    try await read { db in
      try db.rows("SELECT * FROM claim WHERE message = ? ORDER BY ordinal", arguments: [message.number])
        .map(Self.claim)
    }
  }

  public func messages(in conversation: ConversationID) async throws(StoreError) -> [MessageRecord] {
    try await read { db in
      try db.rows("SELECT \(Self.messageColumns) WHERE conversation_id = ? ORDER BY id",
        arguments: [conversation.number]
      ).map(Self.messageRecord)
    }
  }

  public func occurrences(about message: StoredMessageID) async throws(StoreError) -> [Occurrence] {
    try await read { db in
      try db.rows("SELECT at, what, detail FROM occurrence WHERE message = ? ORDER BY number",
        arguments: [message.number]
      ).map { row in
        Occurrence(at: try row.value("at"), what: try row.value("what"), detail: try row.value("detail"))
      }
    }
  }

  public func overview() async throws(StoreError) -> Overview {
    try await read { db in
      Overview(
        messages: try Self.counts("state", of: "message", db), classes: try Self.counts("class", of: "message", db),
        drafts: try Self.counts("state", of: "draft", db), outbox: try Self.counts("state", of: "outbox", db),
        pendingJobs: try db.value(Int.self, "SELECT count(*) FROM job WHERE state = 'pending'") ?? 0,
        oldestWaiting: try db.value(
            Seconds.self, """
            SELECT MIN(message.arrived_at) FROM draft JOIN message ON message.id = draft.answers
            WHERE draft.state = 'proposed' AND draft.kind = 'reply'
            """),
        oldestUnsent: try db.value(
            Seconds.self, """
            SELECT MIN(approval.at) FROM outbox JOIN approval ON approval.draft = outbox.draft
            WHERE outbox.state IN ('queued', 'deferred')
            """),
        // Swift holds names equal that differ in normalisation; a server may not.
        cursors: Dictionary(
          try db.rows("SELECT * FROM cursor").map { row in
            (
              try Self.mailboxKey(row), try Self.cursor(row)
            )
          }, uniquingKeysWith: { $1 }),
        quarantined: try db.rows("SELECT * FROM quarantine ORDER BY account, mailbox, uid").map(Self.quarantined),
        audits: Dictionary(
          try db.rows("SELECT * FROM audit").map { row in
            (
              try Self.mailboxKey(row), try Self.audit(row)
            )
          }, uniquingKeysWith: { $1 }),
        stopped: try db.rows("SELECT * FROM stopped_account ORDER BY account").map { row in
          StoppedAccount(
            account: try row.value("account"), since: try row.value("since"), reason: try row.value("reason"))
        })
    }
  }

  /// Rows a value of `column`; the names are ours, never a customer's.
  private static func counts<Name: RawRepresentable & Hashable>(
    _ column: String, of table: String, _ db: Database
  ) throws -> [Name: Int] where Name.RawValue == String {
    let rows = try db.rows(
      "SELECT \(column) AS name, count(*) AS n FROM \(table) WHERE \(column) IS NOT NULL GROUP BY \(column)")
    return Dictionary(
      uniqueKeysWithValues: try rows.map { (try $0.name("name", as: Name.self), try $0.value("n", as: Int.self)) })
  }
}
