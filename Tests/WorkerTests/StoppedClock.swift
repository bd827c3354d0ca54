import Desk
import Synchronization

/// A clock that stands still until it is moved on.
final class StoppedClock: Sendable {
  private let seconds = Mutex<Seconds>(3000)
  var now: Seconds { seconds.withLock { $0 } }
  func advance(by more: Seconds) { seconds.withLock { $0 += more } }
}
