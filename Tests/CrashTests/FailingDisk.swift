import CFaults

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

  /// Operations since ``fail(at:_:)`` or ``heal()``.
  var operations: Int { cfaults_tally().operations }

  /// What failed first since ``fail(at:_:)``; nil where nothing did.
  var failed: String? { Self.names[cfaults_tally().firstFailure] }

  private static let names: [CFaultsOperation: String] = [
    .open: "open", .read: "read", .write: "write", .truncate: "truncate", .sync: "sync", .size: "size", .lock: "lock",
    .remove: "remove", .look: "look",
  ]
}
