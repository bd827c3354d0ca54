public import Desk
import GRDB
public import Store

extension SQLiteStore {
  public func addTopic(_ title: String, at now: Seconds) async throws(StoreError) -> TopicID {
    try await write { db in
      try db.run("INSERT INTO topic (title, made_at) VALUES (?, ?)", arguments: [title, now])
      return TopicID(db.lastInsertedRowID)
    }
  }

  public func topics() async throws(StoreError) -> [TopicRecord] {
    try await read { db in
      try db.rows("SELECT * FROM topic ORDER BY id").map { try Self.topic($0, db) }
    }
  }

  public func topic(_ id: TopicID) async throws(StoreError) -> TopicRecord? {
    try await read { db in
      try db.row("SELECT * FROM topic WHERE id = ?", arguments: [id.number]).map {
        try Self.topic($0, db)
      }
    }
  }

  private static func topic(_ row: Row, _ db: Database) throws -> TopicRecord {
    let id = TopicID(try row.value("id"))
    let state: TopicRecord.State
    if let resolution: String = try row.optional("resolution") {
      state = .resolved(
        resolution: resolution, by: try row.value("resolved_by"), at: try row.value("resolved_at"))
    } else {
      state = .open
    }
    let voices = try db.rows("SELECT * FROM voice WHERE topic = ? ORDER BY date, message", arguments: [id.number]
    ).map { row in
      TopicVoice(
        topic: id, message: StoredMessageID(try row.value("message")), address: try row.value("address"),
        quote: try row.value("quote"), date: try row.value("date"))
    }
    return TopicRecord(id: id, title: try row.value("title"), state: state, voices: voices)
  }

  public func link(_ voice: TopicVoice, at now: Seconds) async throws(StoreError) -> TopicOutcome {
    try await write { db in
      guard try db.value(Bool.self, "SELECT 1 FROM topic WHERE id = ?", arguments: [voice.topic.number]) != nil
      else { return .missing }
      try db.run("INSERT OR IGNORE INTO voice (topic, message, address, quote, date) VALUES (?, ?, ?, ?, ?)",
        arguments: [voice.topic.number, voice.message.number, voice.address, voice.quote, voice.date])
      guard db.changesCount > 0 else { return .already }
      try Self.occur(voice.message, "linked", "raised \(voice.topic)", at: now, in: db)
      return .done
    }
  }

  public func resolve(
    _ id: TopicID, resolution: String, by agent: String, at now: Seconds
  ) async throws(StoreError) -> TopicOutcome {
    try await write { db in
      guard let resolved = try db.value(
        Bool.self, "SELECT resolution IS NOT NULL FROM topic WHERE id = ?",
        arguments: [id.number])
      else { return .missing }
      if resolved { return .resolvedBefore }
      try db.run(
        "UPDATE topic SET resolution = ?, resolved_by = ?, resolved_at = ? WHERE id = ? AND resolution IS NULL",
        arguments: [resolution, agent, now, id.number])
      return .done
    }
  }

  public func thanked(for topic: TopicID) async throws(StoreError) -> Set<String> {
    try await read { db in
      Set(
        try db.values(
          String.self, "SELECT person FROM draft WHERE topic = ? AND kind = 'thanks' AND state <> 'superseded'",
          arguments: [topic.number]))
    }
  }

  public func suppressed() async throws(StoreError) -> Set<String> {
    try await read { db in Set(try db.values(String.self, "SELECT address FROM suppression")) }
  }

  public func keep(_ thanks: NewThanks, at now: Seconds) async throws(StoreError) -> DraftID? {
    let person = thanks.voice.address.lowercased()
    return try await write { db in
      let known = try db.value(
        Bool.self, "SELECT 1 FROM draft WHERE topic = ? AND person = ? AND kind = 'thanks' AND state <> 'superseded'",
        arguments: [thanks.voice.topic.number, person])
      if known != nil { return nil }
      return try Self.insert(
        thanks.draft, kind: .thanks, answering: thanks.voice.message, in: thanks.conversation,
        topic: thanks.voice.topic, person: person, at: now, db: db)
    }
  }
}
