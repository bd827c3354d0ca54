import GRDB
public import Store

/// What is known of the store's engine and file, for `heard doctor`.
public struct StoreHealth: Hashable, Sendable {
  /// `3.40.1`.
  public let engineVersion: String
  public let journalMode: String
  /// 2 is FULL: a commit survives power loss.
  public let synchronous: Int
  /// `ok`, or what SQLite's quick check found.
  public let check: String

  /// Whether everything is as the store promises.
  public var isSound: Bool { check == "ok" && synchronous == 2 && journalMode == "truncate" }
}

extension SQLiteStore {
  public func health() async throws(StoreError) -> StoreHealth {
    try await read { db in
      StoreHealth(
        engineVersion: try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "unknown",
        journalMode: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "unknown",
        synchronous: try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0,
        check: try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "unknown")
    }
  }
}
