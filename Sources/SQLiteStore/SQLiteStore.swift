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
  /// Migrates an older one. Refuses a file system that another machine serves, and a store that has been lost.
  public convenience init(at place: String, steps: StepCounter) throws(StoreError) {
    try self.init(at: place, steps: steps, judging: FileSystemVerdict.of)
  }

  /// - Parameter judging: the verdict on the file system that holds a path.
  init(
    at place: String, steps: StepCounter, judging: (String) -> FileSystemVerdict?
  ) throws(StoreError) {
    self.steps = steps
    do {
      // One file has one name here, so that a link to it finds the same lock.
      self.place = try Self.prepareFile(at: place, judging)
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
  private static func prepareFile(at place: String, _ judging: (String) -> FileSystemVerdict?) throws -> String {
    let folder = (place as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    // The folder first, so that nothing is made where a store may not lie; then the file, which may be a link.
    try refuseShared(folder.isEmpty ? "." : folder, for: place, judging)
    try refuseLost(place)
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
    try refuseShared(place, for: place, judging)
    return String(cString: real)
  }

  private static func refuseShared(
    _ path: String, for place: String, _ judging: (String) -> FileSystemVerdict?
  ) throws {
    guard let verdict = judging(path) else {
      throw StoreError.cannotOpen(place: place, reason: String(cString: strerror(errno)))
    }
    if let refusal = verdict.refusal { throw StoreError.cannotOpen(place: place, reason: refusal) }
  }

  /// A worker's lock beside a file that is empty or gone: the store was lost. A new one in its place would take in all
  /// mail again, and put before the team what they have answered.
  private static func refuseLost(_ place: String) throws {
    let lock = place + leaseSuffix
    var file = stat()
    guard access(lock, F_OK) == 0, stat(place, &file) != 0 || file.st_size == 0 else { return }
    throw StoreError.corrupt(
      "\(place) is empty or gone, though a worker has used it; if it shall begin anew, remove \(lock)")
  }

  static func migrate(_ queue: DatabaseQueue) throws {
    let migrator = Schema.migrator()
    // Reading first, so that opening a store that is up to date writes nothing and waits for nobody.
    guard try queue.read({ try !isUpToDate($0, migrator) }) else { return }
    do { try migrator.migrate(queue) } catch {
      // Another process opened the same fresh store in this instant, and was first.
      guard try queue.read({ try isUpToDate($0, migrator) }) else { throw error }
    }
  }

  private static func isUpToDate(_ db: Database, _ migrator: DatabaseMigrator) throws -> Bool {
    // Asked here, as the migrator takes a disk that fails while it asks for a table that is missing.
    guard try db.tableExists("grdb_migrations") else { return false }
    guard try !migrator.hasBeenSuperseded(db) else {
      throw StoreError.newerSchema(found: try migrator.appliedIdentifiers(db).sorted().last ?? "unknown")
    }
    return try migrator.hasCompletedMigrations(db)
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
      return try await uncancelled { [queue] in
        // Not `queue.read`, which compiles two pragmas for each reading, and takes as long as most of ours.
        try await queue.writeWithoutTransaction { db in
          var result: T?
          let changes = db.totalChangesCount
          try db.inTransaction(.deferred) {
            result = try body(db)
            return .commit
          }
          guard let result, db.totalChangesCount == changes else { throw StoreError.other("a reading changed the store") }
          return result
        }
      }
    } catch {
      throw StoreError(error, at: place)
    }
  }

  /// Runs to its end even where the caller's task is cancelled: what a server answered must be written down.
  private func uncancelled<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
    try await Task { try await body() }.value
  }
}
