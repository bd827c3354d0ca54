public import Desk
import Foundation
import GRDB
public import Steps
import Store

/// What a backup holds.
public struct BackupReport: Hashable, Sendable {
  /// Size of the file.
  public let bytes: Int
  public let messages: Int
  /// How often the copy began anew, because mail came while it was made.
  public let restarts: Int
}

extension SQLiteStore {
  /// Copies the store at `place`, in use or not, to `file`: one consistent state of it, checked wholly, on the disk.
  ///
  /// The copy is made in steps, and a worker commits between any two of them; a commit makes it begin anew. After
  /// ``backupRestarts`` of those the rest is copied in one go, and the worker waits for that long.
  /// - Parameter replacing: whether a file of that name may be replaced.
  public static func backUp(
    _ place: String, to file: String, replacing: Bool, at now: Seconds, steps: StepCounter
  ) async throws(StoreFileError) -> BackupReport {
    guard let source = realpath(place, nil) else {
      throw .store(.cannotOpen(place: place, reason: String(cString: strerror(errno))))
    }
    defer { free(source) }
    if isSame(place, file) { throw .same(file: file) }
    guard replacing || access(file, F_OK) != 0 else { throw .exists(file: file) }
    let partial = try PartialFile(for: file, suffix: ".partial")
    do {
      let restarts = try await copy(place, to: partial.path)
      steps.pass("backup.copied")
      let copy = partial.path
      let check = try await inStore(copy) { try await Self.check(at: copy, .full) }
      guard check.findings.isEmpty else { throw StoreFileError.unsound(file: place, check.findings) }
      let report = BackupReport(bytes: partial.size, messages: check.messages ?? 0, restarts: restarts)
      steps.pass("backup.settle")
      try partial.settle(replacing: replacing)
      LastBackup(file: file, at: now).write(for: String(cString: source))
      return report
    } catch {
      partial.discard()
      throw error as? StoreFileError ?? .store(StoreError(error, at: file))
    }
  }

  /// Commits of others that a copy in steps bears with.
  static let backupRestarts = 5
  /// 4 MB with pages of 4 KB: a few milliseconds, which no worker notices.
  private static let backupPages: CInt = 1024

  private struct BegunAnewTooOften: Error {}

  /// Tries to copy all at once: SQLite may call a store busy without having waited.
  private static let backupTries = 5

  /// - Parameter afterStep: called between two steps, when a worker may commit.
  /// - Returns: how often it began anew.
  static func copy(
    _ place: String, to file: String, afterStep: @escaping () throws -> Void = {}
  ) async throws(StoreFileError) -> Int {
    try await inStore(place) {
      let source = try DatabaseQueue(path: place, configuration: copying(readonly: access(place, W_OK) != 0))
      defer { try? source.close() }
      var restarts = 0
      var left = Int.max
      let isDone = try await copy(source, to: file, pages: backupPages) { remaining in
        // A step that brought it no nearer to its end was the first one again.
        if remaining >= left { restarts += 1 }
        left = remaining
        if restarts > backupRestarts { throw BegunAnewTooOften() }
        try afterStep()
      }
      if isDone { return restarts }
      for _ in 1..<backupTries where try await copy(source, to: file, pages: -1) { return restarts }
      throw StoreError.busy
    }
  }

  /// - Returns: false where others kept it from coming to its end; `file` is of no use then.
  private static func copy(
    _ source: DatabaseQueue, to file: String, pages: CInt, _ progress: @escaping (Int) throws -> Void = { _ in }
  ) async throws -> Bool {
    // What an earlier try left is half a database, and none to write into.
    guard truncate(file, 0) == 0 else {
      throw StoreFileError.cannotWrite(file: file, reason: String(cString: strerror(errno)))
    }
    let target = try DatabaseQueue(path: file, configuration: receiving())
    defer { try? target.close() }
    do {
      try source.inDatabase { from in
        try target.inDatabase { to in
          try from.backup(to: to, pagesPerStep: pages) { try progress($0.remainingPageCount) }
        }
      }
      return true
    } catch is BegunAnewTooOften {
      return false
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return false
    }
  }

  private static func copying(readonly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.readonly = readonly
    configuration.label = "heard.backup"
    return configuration
  }

  /// What is written there counts only when it is whole, checked and brought to the disk, so that no journal is needed.
  private static func receiving() -> Configuration {
    var configuration = Configuration()
    configuration.label = "heard.copy"
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = OFF")
      try db.execute(sql: "PRAGMA synchronous = OFF")
    }
    return configuration
  }

  /// Whether two paths lead to one file.
  static func isSame(_ one: String, _ other: String) -> Bool {
    var first = stat()
    var second = stat()
    return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_ino == second.st_ino
      && first.st_dev == second.st_dev
  }
}

/// Where the newest backup of a store lies: a small file beside the store, as the store itself may be lost.
public struct LastBackup: Hashable, Sendable {
  /// Absolute, without links.
  public let file: String
  /// Seconds since 1970.
  public let at: Seconds

  static let suffix = ".last-backup"

  init(file: String, at: Seconds) {
    self.file = file
    self.at = at
  }

  /// What was written down at the last backup; nil where there was none, or it cannot be read.
  public init?(of place: String) {
    guard let bytes = FileManager.default.contents(atPath: place + Self.suffix) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.count == 2, let at = Seconds(lines[0]) else { return nil }
    self.init(file: String(lines[1]), at: at)
  }

  /// A convenience for people: where it cannot be written, the backup is as good.
  func write(for place: String) {
    guard let real = realpath(file, nil) else { return }
    defer { free(real) }
    let name = String(cString: real)
    guard !name.contains("\n") else { return }
    try? Data("\(at)\n\(name)\n".utf8).write(to: URL(fileURLWithPath: place + Self.suffix), options: .atomic)
  }
}
