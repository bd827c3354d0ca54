import Desk
import Foundation
import GRDB
import MIME
public import Store

/// One thing in a store that is not as it must be. Holds no customer's words.
public struct StoreFinding: Hashable, Sendable, CustomStringConvertible {
  /// The record it is about (`m5`, `o2`), or the part of the file.
  public let subject: String
  /// What is wrong with it.
  public let problem: String

  public init(_ subject: String, _ problem: String) {
    self.subject = subject
    self.problem = problem
  }

  public var description: String { "\(subject): \(problem)" }
}

/// What a look over a whole store found.
public struct StoreCheck: Hashable, Sendable {
  /// How closely to look.
  public enum Depth: Hashable, Sendable {
    /// The file's pages (`PRAGMA quick_check`).
    case quick
    /// Indexes and references as well, and what a store promises: each mail is as it came, each approval is of its
    /// text.
    case full
  }

  /// Nothing where the store is sound. At most ``mostFindings``.
  public internal(set) var findings: [StoreFinding] = []
  /// Messages that the store holds; nil where they could not be counted.
  public internal(set) var messages: Int?
  /// False where the time for it ran out; what was not looked at may hold anything.
  public internal(set) var isFinished = true
  /// Whether an earlier version of Heard wrote it; what a store promises is not looked at then.
  public internal(set) var isOlder = false

  /// More tell a person nothing new.
  public static let mostFindings = 100
}

extension SQLiteStore {
  /// Looks over the store at `place` without changing it, save that a commit cut short by a crash is rolled back.
  ///
  /// It reads the whole file. A commit beside it waits: for all of a quick check, and for the first part of a full one.
  /// - Parameters:
  ///   - place: a store or a backup; it is not migrated.
  ///   - limit: when to stop looking at the file's pages; nil for never. Of a large file only the smaller tables are
  ///     looked at then.
  /// - Throws: where the file cannot be read at all, is busy, or was written by a newer Heard. Damage is a finding.
  public static func check(
    at place: String, _ depth: StoreCheck.Depth, within limit: Duration? = nil
  ) async throws(StoreError) -> StoreCheck {
    try await check(at: place, depth, within: limit, large: largeBytes)
  }

  /// From this size on a file is large: 250 MB take 1.4 s on a busy machine, so that this much stays below 5 s. The
  /// size decides, as SQLite before 3.41 cannot be stopped while it walks a table.
  private static let largeBytes = 512 << 20

  static func check(
    at place: String, _ depth: StoreCheck.Depth, within limit: Duration?, large: Int
  ) async throws(StoreError) -> StoreCheck {
    var result = StoreCheck()
    do {
      guard let size = size(of: place) else {
        throw StoreError.cannotOpen(place: place, reason: String(cString: strerror(errno)))
      }
      guard size > 0 else { throw StoreError.corrupt("it is empty") }
      let queue = try DatabaseQueue(path: place, configuration: lookingOnly(at: place))
      try await refuseStranger(queue, &result)
      let isPartial = limit != nil && size >= large
      let found = try await stopping(queue, after: limit) {
        try await queue.read { db in
          isPartial ? try smallTableFindings(db) : try pageFindings(depth, db)
        }
      }
      result.findings = found ?? []
      result.isFinished = found != nil && !isPartial
      if depth == .full, result.isFinished, result.findings.isEmpty, !result.isOlder {
        result.findings += try await promiseFindings(queue)
      }
      result.messages = try? await queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM message") }
      try queue.close()
    } catch {
      guard case .corrupt(let reason) = StoreError(error, at: place) else { throw StoreError(error, at: place) }
      result.findings.append(StoreFinding("file", reason))
    }
    result.findings = Array(result.findings.prefix(StoreCheck.mostFindings))
    return result
  }

  /// What `body` says of the queue's connection; nil where the time for it ran out.
  static func stopping<T: Sendable>(
    _ queue: DatabaseQueue, after limit: Duration?, _ body: () async throws -> T
  ) async throws -> T? {
    let watch = limit.map { limit in
      Task {
        try await Task.sleep(for: limit)
        while true {
          queue.interrupt()
          // An interrupt between two statements stops nothing; the next one does.
          try await Task.sleep(for: .milliseconds(20))
        }
      }
    }
    defer { watch?.cancel() }
    do { return try await body() } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
      return nil
    }
  }

  /// A connection that sets nothing in the file.
  private static func lookingOnly(at place: String) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    // What may be written is opened so: only then can a commit that a crash cut short be rolled back.
    configuration.readonly = access(place, W_OK) != 0
    configuration.label = "heard.check"
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA trusted_schema = OFF") }
    return configuration
  }

  private static func size(of place: String) -> Int? {
    var file = stat()
    return stat(place, &file) == 0 ? Int(file.st_size) : nil
  }

  /// Any file of SQLite's passes its checks; ours holds our migrations.
  private static func refuseStranger(_ queue: DatabaseQueue, _ result: inout StoreCheck) async throws {
    let migrator = Schema.migrator()
    let (applied, isNewer, isCurrent) = try await queue.read { db in
      (
        try migrator.appliedIdentifiers(db), try migrator.hasBeenSuperseded(db),
        try migrator.hasCompletedMigrations(db)
      )
    }
    guard !applied.isEmpty else { throw StoreError.corrupt("it is no Heard store") }
    if isNewer { throw StoreError.newerSchema(found: applied.sorted().last ?? "unknown") }
    result.isOlder = !isCurrent
  }

  /// Bytes of mail, which make a store large.
  private static let largeTables = ["raw", "raw_more", "arriving", "outbox"]

  private static func smallTableFindings(_ db: Database) throws -> [StoreFinding] {
    let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return try tables.filter { !largeTables.contains($0) }.flatMap { table in
      try String.fetchAll(db, sql: "PRAGMA quick_check(\(table.quotedDatabaseIdentifier))")
        .filter { $0 != "ok" }.map { StoreFinding("file", $0) }
    }
  }

  private static func pageFindings(_ depth: StoreCheck.Depth, _ db: Database) throws -> [StoreFinding] {
    let pragma = depth == .full ? "integrity_check" : "quick_check"
    var found = try String.fetchAll(db, sql: "PRAGMA \(pragma)(\(StoreCheck.mostFindings))")
      .filter { $0 != "ok" }.map { StoreFinding("file", $0) }
    if depth == .full, found.isEmpty {
      found += try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { row in
        let place = row.optionalNumber(1).map { " row \($0)" } ?? ""
        let table: String = row[0] ?? "table"
        let parent: String = row[2] ?? "row"
        return StoreFinding("\(table)\(place)", "refers to a \(parent) that is not there")
      }
    }
    return found
  }
}

extension Row {
  fileprivate func optionalNumber(_ index: Int) -> Int64? { Int64.fromDatabaseValue(self[index]) }
}
