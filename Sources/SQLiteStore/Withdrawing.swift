import Desk
import GRDB
import Store

extension SQLiteStore {
  /// What becomes of the draft of a mail that will not be sent.
  ///
  /// Where the customer wrote again, the newer mail has a draft of its own. A reply that a person took back before it
  /// can have arrived goes back to the desk, as a new draft with the same text; a thanks, or what may have arrived,
  /// does not.
  static func withdraw(
    _ id: DraftID, why: String, _ event: OutboxEvent, from old: OutboxState, at now: Seconds, in db: Database
  ) throws {
    guard let draft = try draft(id, db) else { return }
    var state = DraftState.superseded
    var isOpen = false
    if case .personGivesUp = event {
      let newest = try newestInbound(in: draft.conversation.number, db) ?? draft.answers.number
      if draft.kind == .thanks || old.name == .uncertain {
        state = .rejected
      } else {
        isOpen = newest == draft.newest.newestInbound.number
      }
    }
    try end(id, as: state, note: why, in: db)
    guard isOpen else { return }
    try db.run(
      """
      INSERT INTO draft (kind, state, conversation, answers)
      SELECT kind, 'proposed', conversation, answers FROM draft WHERE id = ?
      """,
      arguments: [id.number])
    let copy = DraftID(db.lastInsertedRowID)
    try db.run(
      """
      INSERT INTO revision (draft, number, text, sha256, asks, template, author_user, author_name, says_i,
        newest_inbound, objections, made_at)
      SELECT ?, 1, text, sha256, asks, template, author_user, author_name, says_i, newest_inbound, objections, ?
      FROM revision WHERE draft = ? AND number = ?
      """,
      arguments: [copy.number, now, id.number, draft.newest.number])
    try db.run("UPDATE draft SET note = ? WHERE id = ?", arguments: ["\(why), \(copy) is in its place", id.number])
    try occur(draft.answers, "drafted", "\(copy) with the text of \(id)", at: now, in: db)
  }

  private static func end(_ id: DraftID, as state: DraftState, note: String, in db: Database) throws {
    try db.run(
      "UPDATE draft SET state = ?, note = ? WHERE id = ? AND state = 'approved'",
      arguments: [state.rawValue, note, id.number])
  }
}
