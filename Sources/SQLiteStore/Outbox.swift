public import Desk
import Foundation
import GRDB
public import Store

extension SQLiteStore {
  private static let outboxColumns = """
    outbox.id, outbox.draft, outbox.message_id, outbox.envelope_from, outbox.bytes, outbox.state,
    outbox.attempt, outbox.since, outbox.reply, approval.revision, approval.agent_user, approval.agent_name, approval.at,
    approval.anyway
    FROM outbox JOIN approval ON approval.draft = outbox.draft
    """

  private static func outboxRecord(_ row: Row, _ recipients: [Recipient]) throws -> OutboxRecord {
    OutboxRecord(
      id: OutboxID(try row.value("id")), draft: DraftID(try row.value("draft")), revision: try row.value("revision"),
      approvedBy: Agent(user: try row.value("agent_user"), firstName: try row.value("agent_name")),
      approvedAt: try row.value("at"), approvedAnyway: try row.value("anyway"), messageID: try row.value("message_id"),
      envelopeFrom: try row.value("envelope_from"), recipients: recipients, bytes: try row.bytes("bytes"),
      state: try state(row))
  }

  private static func outboxRecord(_ row: Row, in db: Database) throws -> OutboxRecord {
    try outboxRecord(row, try recipients(of: OutboxID(try row.value("id")), db))
  }

  private static func state(_ row: Row) throws -> OutboxState {
    switch try row.name("state", as: OutboxState.Name.self) {
    case .queued: .queued(attempt: try row.value("attempt"))
    case .sending: .sending(attempt: try row.value("attempt"), since: try row.value("since"))
    case .dotPending: .dotPending(attempt: try row.value("attempt"), since: try row.value("since"))
    case .sent: .sent(at: try row.value("since"), reply: try row.value("reply"))
    case .deferred:
      .deferred(attempt: try row.value("attempt"), notBefore: try row.value("since"), reply: try row.value("reply"))
    case .failed: .failed(at: try row.value("since"), reply: try row.value("reply"))
    case .uncertain: .uncertain(since: try row.value("since"), reply: try row.value("reply"))
    case .withdrawn: .withdrawn(at: try row.value("since"), why: try row.value("reply"))
    }
  }

  public func due(from sender: String, at now: Seconds) async throws(StoreError) -> [OutboxID] {
    try await read { db in
      try db.values(
        Int64.self,
        """
        SELECT id FROM outbox WHERE envelope_from = ? AND (state = 'queued' OR state = 'deferred' AND since <= ?)
        AND NOT EXISTS (SELECT 1 FROM message WHERE state = 'stored') ORDER BY id
        """,
        arguments: [sender, now]
      ).map(OutboxID.init)
    }
  }

  public func outbox(_ id: OutboxID) async throws(StoreError) -> OutboxRecord? {
    try await read { db in
      try db.row("SELECT \(Self.outboxColumns) WHERE outbox.id = ?", arguments: [id.number])
        .map { try Self.outboxRecord($0, in: db) }
    }
  }

  public func outbox(of draft: DraftID) async throws(StoreError) -> OutboxRecord? {
    try await read { db in
      try db.row("SELECT \(Self.outboxColumns) WHERE outbox.draft = ?", arguments: [draft.number])
        .map { try Self.outboxRecord($0, in: db) }
    }
  }

  public func outbox(in states: Set<OutboxState.Name>) async throws(StoreError) -> [OutboxRecord] {
    try await read { db in
      let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
      return try db.rows("SELECT \(Self.outboxColumns) WHERE outbox.state IN (\(names)) ORDER BY outbox.id")
        .map { try Self.outboxRecord($0, in: db) }
    }
  }

  /// Puts an approved mail into the outbox.
  static func enqueue(_ mail: FrozenMail, of draft: DraftID, in db: Database) throws -> OutboxID {
    try db.run(
      """
      INSERT INTO outbox (draft, message_id, envelope_from, bytes, state, attempt) VALUES (?, ?, ?, ?, 'queued', 0)
      """,
      arguments: [draft.number, mail.messageID, mail.envelopeFrom, Data(mail.bytes)])
    let id = OutboxID(db.lastInsertedRowID)
    try insert(mail.recipients.map { Recipient(address: $0) }, of: id, in: db)
    return id
  }

  public func advance(
    _ id: OutboxID, by event: OutboxEvent, at now: Seconds
  ) async throws(StoreError) -> AdvanceOutcome {
    try await write { db in try Self.advance(id, by: event, at: now, in: db) }
  }

  public func proved(
    messageID: String, by evidence: String, at now: Seconds
  ) async throws(StoreError) -> AdvanceOutcome {
    try await write { db in try Self.proved(messageID: messageID, by: evidence, at: now, in: db) }
  }

  static func proved(
    messageID: String, by evidence: String, at now: Seconds, in db: Database
  ) throws -> AdvanceOutcome {
    let id = try db.value(Int64.self, "SELECT id FROM outbox WHERE message_id = ?", arguments: [messageID])
    guard let id else { return .missing }
    return try advance(OutboxID(id), by: .provedSent(by: evidence), at: now, in: db)
  }

  static func advance(
    _ id: OutboxID, by event: OutboxEvent, at now: Seconds, in db: Database
  ) throws -> AdvanceOutcome {
    guard
      let row = try db.row(
          """
          SELECT outbox.state, outbox.attempt, outbox.since, outbox.reply, outbox.draft, draft.conversation,
            draft.answers, approval.newest_inbound
          FROM outbox JOIN draft ON draft.id = outbox.draft JOIN approval ON approval.draft = outbox.draft
          WHERE outbox.id = ?
          """,
        arguments: [id.number])
    else { return .missing }
    let old = OutboxProgress(try state(row), try recipients(of: id, db))
    var event = event
    if event.goesOn, try holdsUnread(db) {
      if event == .taken { return .refused(old.state) }
      // It came while the text was being sent, and may be this customer's: nothing is lost by waiting until it is read.
      event = .heldBack(reason: "held back before the dot: mail came in that is not read yet")
    }
    if event.goesOn, let newest = try newestInbound(in: try row.value("conversation"), db),
      newest != (try row.value("newest_inbound", as: Int64.self))
    {
      event = .approvalVoid(why: "\(StoredMessageID(newest)) arrived after it was approved")
    }
    guard let new = decide(old, event, at: now) else { return .refused(old.state) }
    try write(new, over: old, of: id, in: db)
    let answers = StoredMessageID(try row.value("answers"))
    try occur(answers, "outbox \(new.state.name.rawValue)", "\(id)\(detail(of: new))", at: now, in: db)
    if case .withdrawn(_, let why) = new.state {
      try withdraw(DraftID(try row.value("draft")), why: why, event, from: old.state, at: now, in: db)
    }
    if new.hasArrived, !old.hasArrived { try makeJobs([.answered, .sentCopy], of: id, at: now, in: db) }
    // Where somebody has it, its copy in Sent says nothing about the others.
    if new.state.name == .uncertain, !new.hasArrived { try makeJobs([.findSent], of: id, at: now, in: db) }
    return .moved(new.state)
  }

  /// A job that was done for an earlier attempt is to be done again.
  private static func makeJobs(
    _ kinds: [MailboxJob.Kind], of id: OutboxID, at now: Seconds, in db: Database
  ) throws {
    for kind in kinds {
      try db.run(
        """
        INSERT INTO job (kind, outbox, state, attempt, made_at, not_before) VALUES (?, ?, 'pending', 0, ?, ?)
        ON CONFLICT (kind, outbox) DO UPDATE SET state = 'pending', attempt = 0, made_at = excluded.made_at,
          not_before = excluded.not_before
        """,
        arguments: [kind.rawValue, id.number, now, now])
    }
  }

  private static func write(
    _ new: OutboxProgress, over old: OutboxProgress, of id: OutboxID, in db: Database
  ) throws {
    guard new.isConsistent else { throw StoreError.ruleBroken("\(id) and its recipients tell different stories") }
    try update(new.recipients, over: old.recipients, of: id, in: db)
    let attempt: Int?
    let since: Seconds?
    let reply: String?
    switch new.state {
    case .queued(let tries): (attempt, since, reply) = (tries, nil, nil)
    case .sending(let tries, let at), .dotPending(let tries, let at): (attempt, since, reply) = (tries, at, nil)
    case .deferred(let tries, let at, let text): (attempt, since, reply) = (tries, at, text)
    case .sent(let at, let text), .failed(let at, let text), .uncertain(let at, let text), .withdrawn(let at, let text):
      (attempt, since, reply) = (nil, at, text)
    }
    try db.run("UPDATE outbox SET state = ?, attempt = ?, since = ?, reply = ? WHERE id = ? AND state = ?",
      arguments: [new.state.name.rawValue, attempt, since, reply, id.number, old.state.name.rawValue])
  }

  private static func detail(of progress: OutboxProgress) -> String {
    let words =
      switch progress.state {
      case .queued: ""
      case .sending(let attempt, _), .dotPending(let attempt, _): " attempt \(attempt)"
      case .sent(_, let reply), .deferred(_, _, let reply), .failed(_, let reply), .uncertain(_, let reply):
        ": \(reply)"
      case .withdrawn(_, let why): ": \(why)"
      }
    guard progress.recipients.count > 1 else { return words }
    let told = RecipientState.Name.allCases.compactMap { name in
      let count = progress.recipients.count { $0.state.name == name }
      return count > 0 ? "\(count) \(name.rawValue)" : nil
    }
    return "\(words) (recipients: \(told.joined(separator: ", ")))"
  }
}

extension OutboxEvent {
  /// Whether it brings the mail nearer to the customer, so that it must still be the right one.
  fileprivate var goesOn: Bool {
    switch self {
    case .taken, .dotReached: true
    default: false
    }
  }
}
