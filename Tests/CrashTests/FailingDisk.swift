import CFaults
import Testing

/// The tests on a failing disk: one after the other, as there is one such disk in the process.
@Suite("On a disk that fails", .serialized)
enum FailingDiskTests {}

/// The disk under one folder, which fails where it is told to. There is one at a time in the process.
struct FailingDisk {
  enum Form: String, CaseIterable, Sendable {
    case once
    case forEver = "for ever"
  }

  /// - Parameter folder: whose databases, opened from now on, lie on it.
  init(under folder: MemoryFolder) {
    precondition(cfaults_install(), "SQLite has no layer of files to stand over")
    cfaults_watch(folder.path + "/")
  }

  /// Fails at the k-th operation from here on, counted from 1, and counts anew.
  func fail(at operation: Int, _ form: Form) { cfaults_fail(operation, form == .forEver) }

  /// Is well again.
  func heal() { cfaults_fail(0, false) }

  /// What of the writes since a file's last sync a power cut leaves.
  enum Kept: Hashable, Sendable {
    case nothing, all
    /// Each sector by chance.
    case some(seed: UInt)
  }

  /// Begins to tell what is on the disk from what was only written, in files that are opened from now on.
  func keepAccount() { cfaults_account() }

  /// What a power cut now would leave, in a folder of its own.
  func afterPowerCut(keeping kept: Kept) throws -> MemoryFolder {
    let folder = try MemoryFolder()
    let isWritten =
      switch kept {
      case .nothing: cfaults_cut_power(folder.path, .nothing, 0)
      case .all: cfaults_cut_power(folder.path, .all, 0)
      case .some(let seed): cfaults_cut_power(folder.path, .some, seed)
      }
    guard isWritten else { throw LaneError.cannotCopy(folder.path) }
    return folder
  }

  /// Operations since ``fail(at:_:)`` or ``heal()``.
  var operations: Int { cfaults_tally().operations }

  /// What failed first since ``fail(at:_:)``; nil where nothing did.
  var failed: String? { Self.names[cfaults_tally().firstFailure] }

  private static let names: [CFaultsOperation: String] = [
    .open: "open", .read: "read", .write: "write", .truncate: "truncate", .sync: "sync", .size: "size", .lock: "lock",
    .remove: "remove", .look: "look",
  ]
}
