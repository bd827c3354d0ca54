public import Store

/// Why a backup or a restore did not come about. Whatever stood at the place before stands there still.
public enum StoreFileError: Error, Hashable, Sendable {
  case store(StoreError)
  /// There is a file of that name, and nobody said that it may be replaced.
  case exists(file: String)
  /// Another process is writing this very file.
  case inUse(file: String)
  /// The disk or the rights do not allow it.
  case cannotWrite(file: String, reason: String)
  /// What was copied is not sound.
  case unsound(file: String, [StoreFinding])
  /// Backup and store are one file.
  case same(file: String)
  /// A worker holds the store.
  case workerRuns
}

extension StoreFileError: CustomStringConvertible {
  /// A person mends by the first; `heard check` tells them all.
  private static let shownFindings = 5

  public var description: String {
    switch self {
    case .store(let error): error.description
    case .exists(let file): "\(file) exists. Name another file, or replace it with --force; nothing was written."
    case .inUse(let file): "\(file) is being written by another process. Wait for it, or name another file."
    case .cannotWrite(let file, let reason):
      "cannot write \(file): \(reason). Check the folder, its rights and its room; nothing was changed."
    case .unsound(let file, let findings):
      "\(file) is not sound, and nothing was put in place of anything: "
        + findings.prefix(Self.shownFindings).map(\.description).joined(separator: "; ")
        + (findings.count > Self.shownFindings ? "; and \(findings.count - Self.shownFindings) more" : "")
    case .same(let file): "\(file) is the store itself. Name another file; nothing was changed."
    case .workerRuns: "a worker holds this store. Stop it, and try again; nothing was changed."
    }
  }

  /// Whether trying again later may help.
  public var isTemporary: Bool {
    switch self {
    case .store(let error): error.isTemporary
    case .inUse, .workerRuns: true
    case .exists, .cannotWrite, .unsound, .same: false
    }
  }
}

/// Runs a store's call as part of a backup or a restore.
func inStore<T>(_ place: String, _ body: () async throws -> T) async throws(StoreFileError) -> T {
  do { return try await body() } catch let error as StoreFileError { throw error } catch {
    throw .store(StoreError(error, at: place))
  }
}
