import Claims
public import Desk
import Drafting
import Foundation
import Gate
import GRDB
public import Store

extension SQLiteStore {
  static let draftColumns = """
    draft.id, draft.kind, draft.state, draft.conversation, draft.answers, draft.topic, draft.note, revision.number,
    revision.text, revision.sha256, revision.asks, revision.template, revision.author_user,
    revision.author_name, revision.says_i,
    revision.newest_inbound, revision.objections, revision.made_at
    FROM draft JOIN revision ON revision.draft = draft.id AND revision.number =
      (SELECT MAX(number) FROM revision WHERE revision.draft = draft.id)
    """

  static func insert(
    _ new: NewDraft, kind: DraftKind, answering message: StoredMessageID, in conversation: ConversationID,
    topic: TopicID?, person: String?, at now: Seconds, db: Database
  ) throws -> DraftID {
    try db.run(
      "INSERT INTO draft (kind, state, conversation, answers, topic, person) VALUES (?, 'proposed', ?, ?, ?, ?)",
      arguments: [kind.rawValue, conversation.number, message.number, topic?.number, person])
    let id = DraftID(db.lastInsertedRowID)
    try insertRevision(
      1, of: id, draft: new.draft, author: nil, saysI: false, objections: new.objections,
      newestInbound: try newestInbound(in: conversation.number, db) ?? message.number, at: now, db: db)
    try occur(
      message, "drafted", "\(id) from template \(new.draft.template ?? "none"), \(gate(new.objections))",
      at: now, in: db)
    return id
  }

  /// What the gate said when a text was kept.
  private static func gate(_ objections: Int) -> String {
    objections == 0 ? "gate clear" : "gate objects \(objections) times"
  }

  private static func insertRevision(
    _ number: Int, of id: DraftID, draft: Draft, author: Agent?, saysI: Bool, objections: Int,
    newestInbound: Int64, at now: Seconds, db: Database
  ) throws {
    try db.run(
        """
        INSERT INTO revision (draft, number, text, sha256, asks, template, author_user, author_name, says_i,
          newest_inbound, objections, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id.number, number, draft.text, Revision.hash(of: draft.text), try StoredAsk.encode(draft.asks), draft.template,
        author?.user, author?.firstName, saysI, newestInbound, objections, now,
      ])
  }

  /// The newest mail that a person wrote in a conversation.
  static func newestInbound(in conversation: Int64, _ db: Database) throws -> Int64? {
    try db.value(
      Int64.self, "SELECT MAX(id) FROM message WHERE conversation_id = ? AND class = 'human'",
      arguments: [conversation])
  }

  static func record(_ row: Row) throws -> DraftRecord {
    DraftRecord(
      id: DraftID(try row.value("id")), kind: try row.name("kind"), state: try row.name("state"),
      conversation: ConversationID(try row.value("conversation")), answers: StoredMessageID(try row.value("answers")),
      newest: Revision(
        number: try row.value("number"),
        draft: Draft(
          text: try row.value("text"), asks: try StoredAsk.decode(try row.value("asks")),
          template: try row.optional("template")),
        hash: try row.value("sha256"), author: try author(row), saysI: try row.value("says_i"),
        newestInbound: StoredMessageID(try row.value("newest_inbound")), objections: try row.value("objections"),
        madeAt: try row.value("made_at")),
      note: try row.optional("note"), topic: try row.optional("topic").map(TopicID.init))
  }

  private static func author(_ row: Row) throws -> Agent? {
    guard let user: String = try row.optional("author_user") else { return nil }
    return Agent(user: user, firstName: try row.value("author_name"))
  }

  static func draft(_ id: DraftID, _ db: Database) throws -> DraftRecord? {
    try db.row("SELECT \(draftColumns) WHERE draft.id = ?", arguments: [id.number]).map(record)
  }

  /// Whether mail is kept that nobody has read: it may be a customer's who must not get a stale answer.
  static func holdsUnread(_ db: Database) throws -> Bool {
    try db.value(Bool.self, "SELECT EXISTS (SELECT 1 FROM message WHERE state = 'stored')") ?? false
  }

  public func draft(_ id: DraftID) async throws(StoreError) -> DraftRecord? {
    try await read { db in try Self.draft(id, db) }
  }

  public func drafts(answering message: StoredMessageID) async throws(StoreError) -> [DraftRecord] {
    try await read { db in
      try db.rows("SELECT \(Self.draftColumns) WHERE draft.answers = ? ORDER BY draft.id", arguments: [message.number]
      ).map(Self.record)
    }
  }

  public func queue() async throws(StoreError) -> [QueueLine] {
    try await read { db in
      let drafts = try db.rows(
        "SELECT \(Self.draftColumns) WHERE draft.state = 'proposed' ORDER BY draft.answers, draft.id"
      ).map(Self.record)
      return try drafts.map { draft in
        guard let message = try Self.message(draft.answers, db) else { throw StoreError.corrupt("draft.answers") }
        return QueueLine(draft: draft, message: message)
      }
    }
  }

  public func revise(
    _ id: DraftID, after revision: Int, with new: NewRevision, at now: Seconds
  ) async throws(StoreError) -> ReviseOutcome {
    try await write { db in
      guard let draft = try Self.draft(id, db) else { return .missing }
      guard draft.state == .proposed else { return .notProposed(draft.state, note: draft.note) }
      guard draft.newest.number == revision else { return .overtaken(newest: draft.newest.number) }
      try Self.insertRevision(
        revision + 1, of: id, draft: new.draft, author: new.author, saysI: new.saysI, objections: new.objections,
        newestInbound: new.newestInbound.number, at: now, db: db)
      try Self.occur(
        draft.answers, "edited",
        "\(id) revision \(revision + 1) by \(new.author.firstName), \(Self.gate(new.objections))", at: now, in: db)
      return .revised(revision + 1)
    }
  }

  public func approve(_ approval: Approval, at now: Seconds) async throws(StoreError) -> ApprovalOutcome {
    try await write { db in
      guard let draft = try Self.draft(approval.id, db) else { return .missing }
      if draft.state == .approved {
        let agent = try db.value(
          String.self, "SELECT agent_name FROM approval WHERE draft = ?",
          arguments: [approval.id.number])
        return .alreadyApproved(by: agent ?? "somebody")
      }
      guard draft.state == .proposed else { return .notProposed(draft.state, note: draft.note) }
      guard draft.newest.number == approval.revision,
        draft.newest.hash == Revision.hash(of: approval.mail.cleared.draft.text)
      else { return .overtaken(newest: draft.newest.number) }
      if try Self.holdsUnread(db) { return .unreadMail }
      if let newest = try Self.newestInbound(in: draft.conversation.number, db), newest != approval.newestInbound.number
        || newest != draft.newest.newestInbound.number
      {
        return .newerMail(StoredMessageID(newest))
      }
      try db.run(
          """
          INSERT INTO approval (draft, revision, revision_sha256, newest_inbound, agent_user, agent_name, at, anyway)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          approval.id.number, approval.revision, draft.newest.hash, approval.newestInbound.number,
          approval.mail.agent.user, approval.mail.agent.firstName, now,
          approval.mail.cleared.override?.reason,
        ])
      let outbox = try Self.enqueue(approval.mail, of: approval.id, in: db)
      try db.run(
        "UPDATE draft SET state = 'approved' WHERE id = ? AND state = 'proposed'",
        arguments: [approval.id.number])
      let gate = approval.mail.cleared.override.map {
        "against \($0.objections.count) objection\($0.objections.count == 1 ? "" : "s") of the gate (\($0.reason))"
      }
      try Self.occur(
        draft.answers, "approved",
        "\(approval.id) revision \(approval.revision) by \(approval.mail.agent.firstName) "
          + "(\(approval.mail.agent.user)), \(gate ?? "gate clear"), as \(outbox)",
        at: now, in: db)
      try Restoration.holdIfAnsweredPerhaps(outbox, of: draft, at: now, in: db)
      return .approved(outbox)
    }
  }

  public func reject(
    _ id: DraftID, by agent: Agent, why: String, at now: Seconds
  ) async throws(StoreError) -> RejectOutcome {
    try await write { db in
      guard let draft = try Self.draft(id, db) else { return .missing }
      guard draft.state == .proposed else { return .notProposed(draft.state, note: draft.note) }
      try db.run("UPDATE draft SET state = 'rejected', note = ? WHERE id = ? AND state = 'proposed'",
        arguments: ["\(agent.firstName): \(why)", id.number])
      try Self.occur(draft.answers, "rejected", "\(id) by \(agent.firstName): \(why)", at: now, in: db)
      return .rejected
    }
  }
}

/// A declared ask as the revision's row holds it.
private struct StoredAsk: Codable {
  let action: String?
  let object: String?
  let datum: String?
  let quote: String
  let start: Int
  let end: Int
  let rule: String

  static func encode(_ asks: [Ask]) throws -> String {
    let stored = asks.map { ask in
      switch ask.wish {
      case .action(let action, let object):
        StoredAsk(
          action: action, object: object, datum: nil, quote: ask.quote, start: ask.span.lowerBound,
          end: ask.span.upperBound, rule: ask.rule)
      case .datum(let type):
        StoredAsk(
          action: nil, object: nil, datum: type, quote: ask.quote, start: ask.span.lowerBound,
          end: ask.span.upperBound, rule: ask.rule)
      }
    }
    // Sorted, so that two stores of the same mail are the same.
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(stored), as: UTF8.self)
  }

  static func decode(_ text: String) throws -> [Ask] {
    guard let stored = try? JSONDecoder().decode([StoredAsk].self, from: Data(text.utf8)) else {
      throw StoreError.corrupt("column asks")
    }
    return try stored.map { ask in
      guard 0 <= ask.start, ask.start <= ask.end else { throw StoreError.corrupt("column asks") }
      let wish: Ask.Wish
      if let action = ask.action {
        wish = .action(action, object: ask.object)
      } else if let datum = ask.datum {
        wish = .datum(datum)
      } else {
        throw StoreError.corrupt("column asks")
      }
      return Ask(wish: wish, quote: ask.quote, span: ask.start..<ask.end, rule: ask.rule)
    }
  }
}
