internal import CCurl
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Wakes a connection's thread out of `poll` from any other thread, by a pipe that the poll watches too.
final class Wakeup: Sendable {
  private let interrupted = Atomic<Bool>(false)
  private let abandoned = Atomic<Bool>(false)
  private let connecting = Mutex<StreamHandle?>(nil)
  private let writeEnd: Int32
  /// To be polled for reading.
  let readEnd: Int32

  /// Nil where the system gives no descriptors.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Ends the wait for new mail that runs now, or else the next one.
  func interrupt() {
    interrupted.store(true, ordering: .sequentiallyConsistent)
    wake()
  }

  /// Ends whatever the connection does now, and all it is asked for later.
  func abandon() {
    abandoned.store(true, ordering: .sequentiallyConsistent)
    connecting.withLock { handle in
      if let handle { ccurl_stream_interrupt(handle.pointer) }
    }
    wake()
  }

  /// The stream that ``abandon()`` also stops while it connects; to be taken back before the stream is freed.
  func watch(_ handle: StreamHandle?) {
    connecting.withLock { $0 = handle }
    if isAbandoned, let handle { ccurl_stream_interrupt(handle.pointer) }
  }

  var isAbandoned: Bool { abandoned.load(ordering: .sequentiallyConsistent) }

  /// Whether ``interrupt()`` was called since this was last asked.
  func takeInterrupt() -> Bool { interrupted.exchange(false, ordering: .sequentiallyConsistent) }

  /// Empties the pipe, so that the next poll waits again.
  func drain() {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    while read(readEnd, &bytes, bytes.count) > 0 {}
  }

  private func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }
}

/// A libcurl stream. Only its owner uses it, one call at a time; interrupting alone is allowed from everywhere.
struct StreamHandle: @unchecked Sendable {
  let pointer: OpaquePointer
}
