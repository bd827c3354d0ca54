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

  /// What the WAL-reset bug of SQLite before 3.51.3 means here (OBLIGATIONS C4; docs/STORE.md): two processes on one
  /// file with a write-ahead log could damage it.
  public var walResetVerdict: String {
    if journalMode != "wal" { return "the WAL-reset bug of versions before 3.51.3 cannot happen, as there is no WAL" }
    return hasWALResetFix
      ? "the WAL-reset bug is mended in this version"
      : "with a WAL, this version can damage the store (WAL-reset bug, mended in 3.51.3)"
  }

  private var hasWALResetFix: Bool {
    let numbers = engineVersion.split(separator: ".").map { Int($0) ?? 0 }
    return !numbers.lexicographicallyPrecedes([3, 51, 3])
  }
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
