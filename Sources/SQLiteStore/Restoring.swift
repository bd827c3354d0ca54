public import Desk
import Foundation
import GRDB
public import Steps
import Store

/// What a restore put in place, and what it left to a person.
public struct RestoreReport: Hashable, Sendable {
  public let messages: Int
  /// When something was last written down in the backup; what happened since is not known any more.
  public let knownUntil: Seconds?
  /// Approved mails that may have left since the backup, and are held for a person.
  public let held: [OutboxID]
  /// Where the store that stood there lies now; nil where none stood there.
  public let keptAside: String?
}

extension SQLiteStore {
  /// Puts a backup in the place of a store, whatever became of that, and holds what may have been sent since.
  ///
  /// The cursors go back with the store: mail that came since is fetched again, and known by its bytes. What stood in
  /// its place is kept under another name, with its journal.
  public static func restore(
    _ file: String, to place: String, at now: Seconds, steps: StepCounter
  ) async throws(StoreFileError) -> RestoreReport {
    try await restore(file, to: place, at: now, steps: steps, judging: FileSystemVerdict.of)
  }

  static func restore(
    _ file: String, to named: String, at now: Seconds, steps: StepCounter, judging: (String) -> FileSystemVerdict?
  ) async throws(StoreFileError) -> RestoreReport {
    guard access(file, R_OK) == 0 else {
      throw .store(.cannotOpen(place: file, reason: String(cString: strerror(errno))))
    }
    let place = try prepareFolder(of: named, judging)
    if isSame(file, place) { throw .same(file: file) }
    guard let lease = try await inStore(place, { try Self.lease(of: place) }) else { throw .workerRuns }
    defer { lease.release() }
    let partial = try PartialFile(for: place, suffix: ".restoring")
    do {
      _ = try await copy(file, to: partial.path)
      // Looked at before anything is changed in it, and again after.
      try await refuseUnsound(partial.path, of: file)
      let (knownUntil, held) = try await inStore(partial.path) { try await hold(in: partial.path, at: now) }
      let messages = try await refuseUnsound(partial.path, of: file)
      steps.pass("restore.settle")
      let aside = try await inStore(place) { try await swap(partial, at: now, steps) }
      return RestoreReport(messages: messages, knownUntil: knownUntil, held: held, keptAside: aside)
    } catch {
      partial.discard()
      throw error
    }
  }

  /// - Returns: the place without links, whether or not a store stands there.
  private static func prepareFolder(
    of place: String, _ judging: (String) -> FileSystemVerdict?
  ) throws(StoreFileError) -> String {
    let known = realpath(place, nil)
    defer { free(known) }
    let path = known.map { String(cString: $0) } ?? place
    let folder = (path as NSString).deletingLastPathComponent
    do {
      if !folder.isEmpty {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
    } catch {
      throw .cannotWrite(file: path, reason: (error as NSError).localizedDescription)
    }
    guard let real = realpath(folder.isEmpty ? "." : folder, nil) else {
      throw .cannotWrite(file: path, reason: String(cString: strerror(errno)))
    }
    defer { free(real) }
    if let refusal = judging(String(cString: real))?.refusal {
      throw .store(.cannotOpen(place: place, reason: refusal))
    }
    return String(cString: real) + "/" + (path as NSString).lastPathComponent
  }

  @discardableResult
  private static func refuseUnsound(_ copy: String, of file: String) async throws(StoreFileError) -> Int {
    let check = try await inStore(copy) { try await Self.check(at: copy, .full) }
    guard check.findings.isEmpty else { throw .unsound(file: file, check.findings) }
    return check.messages ?? 0
  }

  /// Brings the copy to this version's schema, and puts on hold what may have left since the backup was made.
  private static func hold(in copy: String, at now: Seconds) async throws -> (Seconds?, [OutboxID]) {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.label = "heard.restore"
    configuration.prepareDatabase { db in
      // It counts only when it is whole and brought to the disk; no journal shall lie beside it.
      try db.execute(sql: "PRAGMA journal_mode = MEMORY")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA secure_delete = ON")
    }
    let queue = try DatabaseQueue(path: copy, configuration: configuration)
    try migrate(queue)
    let held = try await queue.write { db in try Restoration.begin(at: now, in: db) }
    try queue.close()
    return held
  }

  /// Puts the copy in the store's place, and what stood there aside.
  /// - Returns: where that lies now.
  private static func swap(
    _ partial: borrowing PartialFile, at now: Seconds, _ steps: StepCounter
  ) async throws -> String? {
    let place = partial.place
    guard access(place, F_OK) == 0 else {
      try partial.settle(replacing: false)
      return nil
    }
    let aside = freeName(for: place, at: now)
    // A second name for each file, so that nothing of it goes away, whatever becomes of the first: SQLite takes a
    // journal's name away when it has rolled it back.
    for suffix in [""] + sidecars where access(place + suffix, F_OK) == 0 {
      guard Foundation.link(place + suffix, aside + suffix) == 0 else {
        throw StoreFileError.cannotWrite(file: aside + suffix, reason: String(cString: strerror(errno)))
      }
    }
    steps.pass("restore.aside")
    // A command that writes to the old store right now is waited for; one that comes later meets the new one, as
    // SQLite refuses to write to a file that was moved. A file too damaged to be locked is locked by nobody.
    let old = try lockWholly(place)
    defer { try? old?.close() }
    // A journal belongs to its file alone: SQLite would roll the new one back with it. It has its other name.
    for suffix in sidecars where access(aside + suffix, F_OK) == 0 { unlink(place + suffix) }
    steps.pass("restore.moved")
    try partial.settle(replacing: true)
    return aside
  }

  /// What SQLite keeps beside a store; the last two only where somebody gave it a WAL.
  private static let sidecars = ["-journal", "-wal", "-shm"]

  /// Keeps all others out for as long as the connection lives; nil for what is no database any more.
  private static func lockWholly(_ place: String) throws -> DatabaseQueue? {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busyTimeout)
    configuration.label = "heard.old"
    // The lock is held by a transaction that is left open on purpose.
    configuration.allowsUnsafeTransactions = true
    do {
      let queue = try DatabaseQueue(path: place, configuration: configuration)
      try queue.inDatabase { db in try db.execute(sql: "BEGIN EXCLUSIVE") }
      return queue
    } catch {
      if StoreError(error, at: place) == .busy { throw error }
      return nil
    }
  }

  /// `heard.db.before-restore-20261122T093000Z`, with a number behind it where that is taken.
  private static func freeName(for place: String, at now: Seconds) -> String {
    let stamp = Date(timeIntervalSince1970: TimeInterval(now)).formatted(.iso8601)
      .replacing("-", with: "").replacing(":", with: "")
    let name = "\(place).before-restore-\(stamp)"
    guard access(name, F_OK) == 0 else { return name }
    var number = 2
    while access("\(name)-\(number)", F_OK) == 0 { number += 1 }
    return "\(name)-\(number)"
  }
}
