public import Claims
public import Desk
import GRDB
import MIME
public import Store

extension SQLiteStore {
  /// Conversations looked at for one Message-ID: a copied id may stand in thousands.
  private static let mostHolders = 5
  /// Messages whose claims are taken into account: of a conversation, and of a person's earlier ones. A person writes
  /// fewer; a flood under one address must not slow down the rest.
  private static let mostMessages = 200

  public func candidates(
    citing messageIDs: [String], sender: String
  ) async throws(StoreError) -> [ThreadCandidate] {
    try await read { db in
      try messageIDs.flatMap { id in
        try db.rows(
            """
            SELECT conversation, MAX(ours) AS ours,
              EXISTS (SELECT 1 FROM message WHERE conversation_id = conversation AND class = 'human'
                AND from_address = :sender COLLATE NOCASE)
              OR EXISTS (SELECT 1 FROM outbox JOIN draft ON draft.id = outbox.draft
                JOIN recipient ON recipient.outbox = outbox.id
                WHERE draft.conversation = held.conversation AND recipient.address = :sender COLLATE NOCASE)
              AS takes_part
            FROM (
              SELECT conversation_id AS conversation, 0 AS ours FROM message
              WHERE message_id = :id AND conversation_id IS NOT NULL
              UNION ALL
              SELECT draft.conversation, 1 FROM outbox JOIN draft ON draft.id = outbox.draft
              WHERE outbox.message_id = :id) AS held
            GROUP BY conversation ORDER BY takes_part DESC, ours DESC, conversation LIMIT :limit
            """,
          arguments: ["id": id, "sender": sender, "limit": Self.mostHolders]
        ).map { row in
          ThreadCandidate(
            conversation: ConversationID(try row.value("conversation")), messageID: id,
            senderTakesPart: try row.value("takes_part"), isOurs: try row.value("ours"))
        }
      }
    }
  }

  public func claims(in conversation: ConversationID) async throws(StoreError) -> [Ledger.Entry] {
    try await read { db in
      try db.rows(
          """
          SELECT claim.*, message.sent_at FROM claim JOIN message ON message.id = claim.message
          WHERE message.id IN (SELECT id FROM message WHERE conversation_id = ? AND class = 'human'
            ORDER BY id DESC LIMIT ?)
          ORDER BY message.id, claim.ordinal
          """,
        arguments: [conversation.number, Self.mostMessages]
      ).map(Self.entry)
    }
  }

  public func sentTexts(
    in conversation: ConversationID, before message: StoredMessageID
  ) async throws(StoreError) -> [String] {
    try await read { db in
      try db.values(
        String.self,
        """
        SELECT revision.text FROM outbox JOIN draft ON draft.id = outbox.draft
          JOIN approval ON approval.draft = draft.id
          JOIN revision ON revision.draft = approval.draft AND revision.number = approval.revision
        WHERE draft.conversation = ? AND approval.newest_inbound < ?
          AND EXISTS (SELECT 1 FROM recipient WHERE recipient.outbox = outbox.id
            AND recipient.state IN ('accepted', 'uncertain', 'dot_pending'))
        ORDER BY outbox.id DESC LIMIT ?
        """,
        arguments: [conversation.number, message.number, sentTextLimit])
    }
  }

  public func lastingClaims(
    by address: String, outside conversation: ConversationID?
  ) async throws(StoreError) -> [Ledger.Entry] {
    let types = Ledger.lastingFacts.sorted().map { "'\($0)'" }.joined(separator: ", ")
    return try await read { db in
      try db.rows(
          """
          SELECT claim.*, message.sent_at FROM claim JOIN message ON message.id = claim.message
          WHERE message.id IN (SELECT id FROM message WHERE from_address = ? COLLATE NOCASE AND class = 'human'
            AND conversation_id <> ? ORDER BY id DESC LIMIT ?)
          AND (claim.kind = 'preference' OR claim.kind = 'fact'
            AND substr(claim.key, 1, instr(claim.key, '=') - 1) IN (\(types)))
          ORDER BY message.id, claim.ordinal
          """,
        arguments: [address, conversation?.number ?? 0, Self.mostMessages]
      ).map(Self.entry)
    }
  }

  static func entry(_ row: Row) throws -> Ledger.Entry {
    Ledger.Entry(claim: try claim(row), message: try row.value("message"), date: try row.value("sent_at"))
  }

  static func claim(_ row: Row) throws -> Claim {
    let start: Int = try row.value("start")
    let end: Int = try row.value("end")
    guard 0 <= start, start <= end else { throw StoreError.corrupt("claim span") }
    return Claim(
      kind: try row.name("kind"), quote: try row.value("quote"), span: start..<end, source: try row.name("source"),
      key: try row.value("key"), rule: try row.value("rule"), circumstances: try circumstances(row))
  }

  public func keep(_ readings: [Reading], at now: Seconds) async throws(StoreError) -> [ReadingOutcome] {
    try await write { db in try readings.map { try Self.keep($0, at: now, in: db) } }
  }

  private static func keep(_ reading: Reading, at now: Seconds, in db: Database) throws -> ReadingOutcome {
    guard
      try db.value(
        Bool.self, "SELECT state = 'stored' FROM message WHERE id = ?",
        arguments: [reading.message.number]) == true
    else { return .alreadyRead }
    let conversation = try Self.conversation(for: reading, at: now, in: db)
    try db.run(
        """
        UPDATE message SET state = 'read', message_id = ?, subject = ?, from_name = ?, from_address = ?, sent_at = ?,
          class = ?, class_reason = ?, conversation_id = ?, evidence = ?, cited_id = ?, damage = ?, reading_version = ?
        WHERE id = ? AND state = 'stored'
        """,
      arguments: [
        reading.messageID, reading.subject, reading.from?.name, reading.from?.address, reading.sentAt,
        reading.classification.mailClass.rawValue, reading.classification.reason, conversation.number,
        reading.thread.evidence.rawValue, reading.thread.citedID, reading.damage.joined(separator: " "),
        Reading.version, reading.message.number,
      ])
    try Self.insert(reading.claims, of: reading.message, in: db)
    try Self.occur(
      reading.message, "read", "\(reading.classification.mailClass.rawValue) (\(reading.classification.reason))",
      at: now, in: db)
    // Nobody can cite an id of ours who has not got the mail, or heard from one who has: it is random.
    if let cited = reading.thread.citedID {
      _ = try Self.proved(messageID: cited, by: "\(reading.message) cites it", at: now, in: db)
    }
    let twin = try Self.twin(of: reading, at: now, in: db)
    guard reading.classification.mailClass == .human else {
      return .kept(conversation, draft: nil, superseded: [], twin: twin)
    }
    let superseded = try Self.supersede(in: conversation, because: reading.message, at: now, in: db)
    let isAnswered = try Self.isAnsweredElsewhere(reading.message, at: now, in: db)
    let draft = try (isAnswered ? nil : reading.draft).map {
      try Self.insert(
        $0, kind: .reply, answering: reading.message, in: conversation, topic: nil, person: nil, at: now, db: db)
    }
    if let draft { try Self.note("superseded by \(draft)", on: superseded, in: db) }
    return .kept(conversation, draft: draft, superseded: superseded, twin: twin)
  }

  /// The oldest other message of the same Message-ID, which the message's story then tells (OBLIGATIONS I3).
  private static func twin(of reading: Reading, at now: Seconds, in db: Database) throws -> StoredMessageID? {
    guard let messageID = reading.messageID else { return nil }
    let twin = try db.value(
      Int64.self, "SELECT MIN(id) FROM message WHERE message_id = ? AND id <> ?",
      arguments: [messageID, reading.message.number]
    ).map { StoredMessageID($0) }
    guard let twin else { return nil }
    try occur(
      reading.message, "same Message-ID", "\(twin) has it with other bytes; both are kept. It came twice on its way, or one is forged", at: now,
      in: db)
    return twin
  }

  private static func conversation(for reading: Reading, at now: Seconds, in db: Database) throws -> ConversationID {
    if let known = reading.thread.conversation { return known }
    try db.run("INSERT INTO conversation (started_at) VALUES (?)", arguments: [now])
    return ConversationID(db.lastInsertedRowID)
  }

  /// The customer wrote again: what nobody has sent yet no longer answers them. Thanks stay, as they answer another
  /// mail; their approval is bound to the newest message all the same.
  private static func supersede(
    in conversation: ConversationID, because newer: StoredMessageID, at now: Seconds, in db: Database
  ) throws -> [DraftID] {
    let unsent = try db.rows(
        """
        SELECT draft.id, draft.kind, draft.answers, outbox.id AS outbox FROM draft
        LEFT JOIN outbox ON outbox.draft = draft.id
        WHERE draft.conversation = ? AND (draft.state = 'proposed' AND draft.kind = 'reply'
          OR draft.state = 'approved' AND outbox.state IN ('queued', 'deferred', 'failed'))
        ORDER BY draft.id
        """,
      arguments: [conversation.number])
    for row in unsent {
      if let outbox: Int64 = try row.optional("outbox") {
        _ = try advance(OutboxID(outbox), by: .approvalVoid(why: "\(newer) arrived before it was sent"), at: now, in: db)
      } else {
        try db.run("UPDATE draft SET state = 'superseded', note = ? WHERE id = ? AND state = 'proposed'",
          arguments: ["\(newer) arrived", try row.value("id", as: Int64.self)])
        try occur(
          StoredMessageID(try row.value("answers")), "draft superseded", "\(newer) arrived", at: now, in: db)
      }
    }
    return try unsent.map { DraftID(try $0.value("id")) }
  }

  private static func note(_ text: String, on drafts: [DraftID], in db: Database) throws {
    for draft in drafts {
      try db.run("UPDATE draft SET note = note || ', ' || ? WHERE id = ? AND state = 'superseded'",
        arguments: [text, draft.number])
    }
  }

  /// Adds a line to the story of a message.
  static func occur(
    _ message: StoredMessageID, _ what: String, _ detail: String, at now: Seconds, in db: Database
  ) throws {
    try db.run("INSERT INTO occurrence (at, message, what, detail) VALUES (?, ?, ?, ?)",
      arguments: [now, message.number, what, detail])
  }

  public func note(
    _ what: String, _ detail: String, about message: StoredMessageID, at now: Seconds
  ) async throws(StoreError) {
    try await write { db in try Self.occur(message, what, detail, at: now, in: db) }
  }
}
