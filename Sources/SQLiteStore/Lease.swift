import Foundation
public import Store
import Synchronization

extension SQLiteStore {
  /// What the lock's file is called behind the store's name.
  static let leaseSuffix = ".worker"

  public func lease() async throws(StoreError) -> (any WorkerLease)? { try Self.lease(of: place) }

  /// The right to be the one worker of the store at `place`, whatever state its file is in.
  /// - Parameter place: without links.
  static func lease(of place: String) throws(StoreError) -> (any WorkerLease)? {
    let lock = place + leaseSuffix
    let descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(place: lock, reason: String(cString: strerror(errno))) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    // Somebody may have removed the file and another worker made it anew: then this lock locks nothing.
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, stat(lock, &named) == 0, held.st_ino == named.st_ino else {
      close(descriptor)
      return nil
    }
    return FileLease(descriptor: descriptor)
  }
}

/// A lock on a file beside the store: the kernel frees it when the process dies, however it dies.
private final class FileLease: WorkerLease {
  private let descriptor: Mutex<Int32?>

  init(descriptor: Int32) {
    self.descriptor = Mutex(descriptor)
  }

  func release() {
    descriptor.withLock { open in
      if let held = open { close(held) }
      open = nil
    }
  }

  deinit { release() }
}
