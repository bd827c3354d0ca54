import Synchronization

/// Messages at which a connection ended. The next time each is asked for alone, after all others; if the connection ends
/// then too, the message is put aside.
final class Suspects: Sendable {
  private struct State {
    var uids: Set<UInt32> = []
    var learned = 0
  }
  private let state = Mutex(State())

  var all: Set<UInt32> { state.withLock { $0.uids } }

  /// Grows with everything that was learned: while it does, trying again is worth it.
  var learned: Int { state.withLock { $0.learned } }

  func add(_ uid: UInt32) {
    state.withLock { if $0.uids.insert(uid).inserted { $0.learned += 1 } }
  }

  func clear(_ uid: UInt32) {
    state.withLock { if $0.uids.remove(uid) != nil { $0.learned += 1 } }
  }
}
