import Foundation
import GRDB
import TestKit

/// One row of the store, without what differs from run to run: times, and the numbers of tries.
struct StoreRow: Hashable {
  let table: String
  var values: [String: String]

  var description: String {
    table + " " + values.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
  }
}

/// The whole of a store, as rows.
enum StoreDump {
  /// Instants, counts of tries and of the server's changes, and what a job says of how it found things: they tell of
  /// the way, not of the end.
  private static let leftOut: [String: Set<String>] = [
    "conversation": ["started_at"], "cursor": ["mod_seq"], "message": ["arrived_at"], "revision": ["made_at"],
    "approval": ["at"],
    "outbox": ["since", "attempt"], "job": ["number", "not_before", "attempt", "detail", "made_at"],
    "occurrence": ["number", "at"], "audit": ["at", "on_server"], "recipient": ["reply"],
    "sent_policy": ["probed_at"],
  ]
  /// Stations of the way that a crash may make a mail pass twice, or find passed already.
  private static let stations: Set<String> = [
    "outbox queued", "outbox sending", "outbox dot_pending", "outbox deferred", "outbox uncertain", "look in Sent",
  ]

  static func rows(of path: String) throws -> [StoreRow] {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    return try queue.read { db in
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_master
          WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
          """)
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").compactMap { row in
          var values: [String: String] = [:]
          for (column, value) in row where leftOut[table]?.contains(column) != true {
            values[column] = column == "asks" ? sorted(text(of: value)) : text(of: value)
          }
          // Looking for an uncertain mail belongs to its way.
          if table == "job", values["kind"] == "findSent" { return nil }
          if table == "occurrence", let what = values["what"] {
            if stations.contains(what) { return nil }
            let isJob = what == "copy to Sent" || what.hasPrefix("flag")
            // A job that was put off was on its way, too.
            if isJob, values["detail"]?.hasPrefix("pending") == true { return nil }
            if isJob || what == "outbox sent" { values["detail"] = nil }
          }
          return StoreRow(table: table, values: values)
        }
      }
    }
  }

  /// JSON with its keys in order, which the store leaves to chance.
  private static func sorted(_ json: String) -> String {
    guard let value = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
      let sorted = try? JSONSerialization.data(withJSONObject: value, options: .sortedKeys)
    else { return json }
    return String(decoding: sorted, as: UTF8.self)
  }

  private static func text(of value: DatabaseValue) -> String {
    switch value.storage {
    case .null: "NULL"
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let string): string
    case .blob(let data): "\(data.count) bytes #\(data.hashValue)"
    }
  }
}

/// What a store and a mail server hold: the end that every way must come to.
struct World {
  var rows: [StoreRow]
  /// Message-IDs of the mails flagged \Answered.
  var answered: [String] = []
  /// Message-IDs of the copies in Sent.
  var sentCopies: [String] = []

  init(rows: [StoreRow]) { self.rows = rows }

  /// Message-IDs of the mails of which nobody knows whether they arrived.
  var uncertain: [String] {
    rows.filter { $0.table == "outbox" && $0.values["state"] == "uncertain" }.compactMap { $0.values["message_id"] }
  }

  /// This world, had the line been lost in the dot window of these mails: nothing that follows a sent mail took place.
  func uncertain(_ messageIDs: [String]) -> World {
    var world = self
    for id in messageIDs {
      guard let outbox = world.rows.firstIndex(where: { $0.table == "outbox" && $0.values["message_id"] == id }),
        let draft = rows.first(where: { $0.table == "draft" && $0.values["id"] == rows[outbox].values["draft"] }),
        let answers = draft.values["answers"]
      else { continue }
      let number = rows[outbox].values["id"]
      world.rows[outbox].values["state"] = "uncertain"
      let customers = rows.first { $0.table == "message" && $0.values["id"] == answers }?.values["message_id"]
      world.answered.removeAll { $0 == customers }
      world.sentCopies.removeAll { $0 == id }
      world.rows[outbox].values["reply"] = nil
      for index in world.rows.indices
      where world.rows[index].table == "recipient" && world.rows[index].values["outbox"] == number {
        world.rows[index].values["state"] = "uncertain"
      }
      let kept = world.rows.filter { row in
        if row.table == "job" { return row.values["outbox"] != number }
        let what = row.values["what"] ?? ""
        return row.table != "occurrence" || row.values["message"] != answers
          || !(what == "outbox sent" || what == "copy to Sent" || what.hasPrefix("flag"))
      }
      world.rows = kept
    }
    return world
  }

  /// What only one of the two holds, one line each; empty where they are the same.
  func differences(from other: World) -> [String] {
    func lines(_ world: World) -> [String] {
      world.rows.map { row in
        var row = row
        if row.table == "outbox", row.values["state"] == "uncertain" { row.values["reply"] = nil }
        return row.description
      } + world.answered.map { "\\Answered \($0)" } + world.sentCopies.map { "in Sent \($0)" }
    }
    return Self.unmatched(lines(self), lines(other), "+ ") + Self.unmatched(lines(other), lines(self), "- ")
  }

  /// Lines of `these` that `those` hold fewer times.
  private static func unmatched(_ these: [String], _ those: [String], _ mark: String) -> [String] {
    var left = Dictionary(those.map { ($0, 1) }, uniquingKeysWith: +)
    return these.filter { line in
      left[line, default: 0] -= 1
      return left[line, default: 0] < 0
    }.map { mark + $0 }
  }
}
