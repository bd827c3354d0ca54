import Synchronization

/// What has been decoded of a message so far.
final class MessageReading: Sendable {
  let fallback = Mutex<Charset?>(nil)
  let headers = Mutex<[HeaderField]?>(nil)
  let parts = Mutex<[Part]?>(nil)
  let envelope = Mutex<Envelope?>(nil)
  let body = Mutex<MessageBody?>(nil)
  let text = Mutex<String?>(nil)
  let segments = Mutex<[Segment]?>(nil)
  let damage = Mutex<[Damage]?>(nil)
}

extension Mutex {
  /// What it holds, read now if nobody asked before. Two that ask at once may both read; both read the same.
  func known<Known: Sendable>(or read: () -> Known) -> Known where Value == Known? {
    if let known = withLock({ $0 }) { return known }
    let known = read()
    withLock { $0 = known }
    return known
  }
}
