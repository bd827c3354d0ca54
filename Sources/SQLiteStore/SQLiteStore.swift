import Foundation
import GRDB
public import Steps
public import Store

/// The store in one SQLite file.
///
/// The journal is a rollback journal in TRUNCATE mode with synchronous=FULL: a commit survives power loss, and the
/// WAL-reset bug of SQLite before 3.51.3 (OBLIGATIONS C4) cannot happen to a worker and a CLI on one file.
/// Every write begins IMMEDIATE and passes three steps: as it begins, before and after its commit.
public final class SQLiteStore: Store {
  /// How long a write waits for another process: longer than any transaction of ours, shorter than a person's patience.
  static let busyTimeout: TimeInterval = 10

  let queue: DatabaseQueue
  let place: String
  private let steps: StepCounter

  /// Opens the store at `place`, making it and its folder where there is none, readable by its owner only.
  /// Migrates an older one.
  public init(at place: String, steps: StepCounter) throws(StoreError) {
    self.steps = steps
    do {
      // One file has one name here, so that a link to it finds the same lock.
      self.place = try Self.prepareFile(at: place)
      queue = try DatabaseQueue(path: place, configuration: Self.configuration())
      try Self.migrate(queue)
    } catch {
      throw StoreError(error, at: place)
    }
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.foreignKeysEnabled = true
    configuration.label = "heard.store"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = TRUNCATE")
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA secure_delete = ON")
    }
    return configuration
  }

  /// - Returns: the file's path without links.
  private static func prepareFile(at place: String) throws -> String {
    let folder = (place as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    // Made before SQLite opens it, so that it is never readable by others, and its journal takes the same mode.
    let descriptor = open(place, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError.cannotOpen(place: place, reason: String(cString: strerror(errno)))
    }
    close(descriptor)
    guard let real = realpath(place, nil) else {
      throw StoreError.cannotOpen(place: place, reason: String(cString: strerror(errno)))
    }
    defer { free(real) }
    return String(cString: real)
  }

  private static func migrate(_ queue: DatabaseQueue) throws {
    let migrator = Schema.migrator()
    try queue.read { db in
      if try migrator.hasBeenSuperseded(db) {
        throw StoreError.newerSchema(found: try migrator.appliedIdentifiers(db).sorted().last ?? "unknown")
      }
    }
    // Reading first, so that opening a store that is up to date writes nothing and waits for nobody.
    guard try queue.read({ try !migrator.hasCompletedMigrations($0) }) else { return }
    do { try migrator.migrate(queue) } catch {
      // Another process opened the same fresh store in this instant, and was first.
      guard try queue.read({ try migrator.hasCompletedMigrations($0) }) else { throw error }
    }
  }

  /// One named write: IMMEDIATE, durable when it returns.
  func write<T: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> T
  ) async throws(StoreError) -> T {
    let steps = steps
    steps.pass("store.begin")
    do {
      return try await uncancelled { [queue] in
        try await queue.writeWithoutTransaction { db in
          var result: T?
          try db.inTransaction(.immediate) {
            result = try body(db)
            steps.pass("store.commit")
            return .commit
          }
          steps.pass("store.committed")
          guard let result else { throw StoreError.other("a transaction ended without a result") }
          return result
        }
      }
    } catch {
      throw StoreError(error, at: place)
    }
  }

  /// One consistent view.
  func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
    steps.pass("store.read")
    do {
      return try await uncancelled { [queue] in try await queue.read(body) }
    } catch {
      throw StoreError(error, at: place)
    }
  }

  /// Runs to its end even where the caller's task is cancelled: what a server answered must be written down.
  private func uncancelled<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
    try await Task { try await body() }.value
  }
}
