public import Desk
import Foundation
import GRDB
public import Store

extension SQLiteStore {
  private static let outboxColumns = """
    outbox.id, outbox.draft, outbox.message_id, outbox.envelope_from, outbox.envelope_to, outbox.bytes, outbox.state,
    outbox.attempt, outbox.since, outbox.reply, approval.revision, approval.agent_user, approval.agent_name, approval.at
    FROM outbox JOIN approval ON approval.draft = outbox.draft
    """

  private static func outboxRecord(_ row: Row) throws -> OutboxRecord {
    OutboxRecord(
      id: OutboxID(try row.value("id")), draft: DraftID(try row.value("draft")), revision: try row.value("revision"),
      approvedBy: Agent(user: try row.value("agent_user"), firstName: try row.value("agent_name")),
      approvedAt: try row.value("at"), messageID: try row.value("message_id"),
      envelopeFrom: try row.value("envelope_from"), envelopeTo: try row.value("envelope_to"),
      bytes: try row.bytes("bytes"), state: try state(row))
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

  public func due(at now: Seconds) async throws(StoreError) -> [OutboxID] {
    try await read { db in
      try db.values(
        Int64.self,
        """
        SELECT id FROM outbox WHERE (state = 'queued' OR state = 'deferred' AND since <= ?)
        AND NOT EXISTS (SELECT 1 FROM message WHERE state = 'stored') ORDER BY id
        """,
        arguments: [now]
      ).map(OutboxID.init)
    }
  }

  public func outbox(_ id: OutboxID) async throws(StoreError) -> OutboxRecord? {
    try await read { db in
      try db.row("SELECT \(Self.outboxColumns) WHERE outbox.id = ?", arguments: [id.number])
        .map(Self.outboxRecord)
    }
  }

  public func outbox(of draft: DraftID) async throws(StoreError) -> OutboxRecord? {
    try await read { db in
      try db.row("SELECT \(Self.outboxColumns) WHERE outbox.draft = ?", arguments: [draft.number])
        .map(Self.outboxRecord)
    }
  }

  public func outbox(in states: Set<OutboxState.Name>) async throws(StoreError) -> [OutboxRecord] {
    try await read { db in
      let names = states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      return try db.rows("SELECT \(Self.outboxColumns) WHERE outbox.state IN (\(names)) ORDER BY outbox.id"
      ).map(Self.outboxRecord)
    }
  }

  public func advance(
    _ id: OutboxID, by event: OutboxEvent, at now: Seconds
  ) async throws(StoreError) -> AdvanceOutcome {
    try await write { db in try Self.advance(id, by: event, at: now, in: db) }
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
    let old = try state(row)
    var event = event
    if event == .taken || event == .dotReached, try holdsUnread(db) {
      if event == .taken { return .refused(old) }
      // It came while the text was being sent, and may be this customer's: nothing is lost by waiting until it is read.
      event = .lostBeforeDot(reason: "held back before the dot: mail came in that is not read yet")
    }
    if event == .taken || event == .dotReached, let newest = try newestInbound(in: try row.value("conversation"), db),
      newest != (try row.value("newest_inbound", as: Int64.self))
    {
      event = .approvalVoid(why: "\(StoredMessageID(newest)) arrived after it was approved")
    }
    guard let new = decide(old, event, at: now) else { return .refused(old) }
    try write(new, over: old, of: id, in: db)
    let answers = StoredMessageID(try row.value("answers"))
    try occur(answers, "outbox \(new.name.rawValue)", "\(id)\(detail(of: new))", at: now, in: db)
    switch new {
    case .withdrawn(_, let why):
      try withdraw(DraftID(try row.value("draft")), why: why, event, from: old, at: now, in: db)
    case .sent:
      for kind in MailboxJob.Kind.allCases {
        try db.run(
          "INSERT OR IGNORE INTO job (kind, outbox, state, attempt, not_before) VALUES (?, ?, 'pending', 0, ?)",
          arguments: [kind.rawValue, id.number, now])
      }
    case .queued, .sending, .dotPending, .deferred, .failed, .uncertain: break
    }
    return .moved(new)
  }

  private static func write(
    _ new: OutboxState, over old: OutboxState, of id: OutboxID, in db: Database
  ) throws {
    let attempt: Int?
    let since: Seconds?
    let reply: String?
    switch new {
    case .queued(let tries): (attempt, since, reply) = (tries, nil, nil)
    case .sending(let tries, let at), .dotPending(let tries, let at): (attempt, since, reply) = (tries, at, nil)
    case .deferred(let tries, let at, let text): (attempt, since, reply) = (tries, at, text)
    case .sent(let at, let text), .failed(let at, let text), .uncertain(let at, let text), .withdrawn(let at, let text):
      (attempt, since, reply) = (nil, at, text)
    }
    try db.run("UPDATE outbox SET state = ?, attempt = ?, since = ?, reply = ? WHERE id = ? AND state = ?",
      arguments: [new.name.rawValue, attempt, since, reply, id.number, old.name.rawValue])
  }

  private static func detail(of state: OutboxState) -> String {
    switch state {
    case .queued: ""
    case .sending(let attempt, _), .dotPending(let attempt, _): " attempt \(attempt)"
    case .sent(_, let reply), .deferred(_, _, let reply), .failed(_, let reply), .uncertain(_, let reply): ": \(reply)"
    case .withdrawn(_, let why): ": \(why)"
    }
  }
}
