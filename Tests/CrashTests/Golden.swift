import Foundation
import Steps
import Store
import Synchronization
import TestKit
import Testing

@testable import SQLiteStore

/// What stands in a store for a process that opens it now, from a copy, so that whoever has it open is not disturbed.
struct Restart {
  let rows: [StoreRow]

  init(_ folder: MemoryFolder) throws {
    let copy = try folder.copied()
    // Opened to write, as whoever starts first puts right what was left half done.
    _ = try SQLiteStore(at: copy.path + "/heard.db", steps: StepCounter())
    rows = Self.withoutChance(try StoreDump.rows(of: copy.path + "/heard.db"))
  }

  /// The rows without the Message-ID of our mail, which is drawn by chance.
  static func withoutChance(_ rows: [StoreRow]) -> [StoreRow] {
    let drawn = rows.compactMap { $0.table == "outbox" ? $0.values["message_id"] : nil }
    return rows.map { row in
      var row = row
      for (column, value) in row.values {
        row.values[column] = drawn.reduce(value) { $0.replacingOccurrences(of: $1, with: "ours") }
      }
      if row.table == "outbox" { row.values["bytes"] = nil }
      return row
    }
  }
}

/// An undisturbed walk: what it comes to, and what stood in the store after each of its commits.
struct Golden {
  let overview: Overview
  private let states: [[StoreRow]]

  init(from begin: MemoryFolder) async throws {
    let folder = try begin.copied()
    let states = States([try Restart(folder).rows])
    let road = try Road(
      in: folder,
      steps: StepCounter { _, name in
        guard name.description == "store.committed" else { return }
        do { try states.add(Restart(folder).rows) } catch { Issue.record(error) }
      })
    overview = try await road.walk()
    self.states = states.all
  }

  func rows(after commits: Int) -> [StoreRow]? { states.indices.contains(commits) ? states[commits] : nil }

  func isEnd(_ rows: [StoreRow]) -> Bool { rows == states.last }

  private final class States: Sendable {
    private let value: Mutex<[[StoreRow]]>
    init(_ states: [[StoreRow]]) { value = Mutex(states) }
    var all: [[StoreRow]] { value.withLock { $0 } }
    func add(_ rows: [StoreRow]) { value.withLock { $0.append(rows) } }
  }
}

/// How many commits were told as done.
final class Commits: Sendable {
  private let trace = Trace()
  var count: Int { trace.names.count { $0 == "store.committed" } }
  var counter: StepCounter { StepCounter { [trace] _, name in _ = trace.add(name.description) } }
}
