/// When the worker comes back to a server that it lost (OBLIGATIONS A-9): after 1 s, then twice as long each time, so that
/// no server is hammered.
public struct ReconnectSchedule: Hashable, Sendable {
  /// 5 minutes: longer, and customers would wait for a server that has been back for long.
  static let longest: Seconds = 300
  /// Where no server answers at all, nobody is troubled by a look, and one that is only restarted is back in seconds.
  static let longestWhileAway: Seconds = 4
  /// Looks so close together before the pauses grow all the same: ten minutes, and by chance up to fifteen.
  static let mostCloseLooks = 150
  /// A connection that worked so long was a good one, and its end begins anew. One that ends sooner each time, however
  /// far it comes, is a server that does not want us.
  static let steady: Seconds = 60

  private var next: Seconds = 1
  private var closeLooks = 0

  public init() {}

  /// Milliseconds to wait after a fault: the pause, and up to half of it more by chance, as many workers that lost one
  /// server must not come back in one instant.
  /// - Parameters:
  ///   - lasted: seconds that the connection worked before; 0 where there was none.
  ///   - isAway: whether no server answered.
  ///   - chance: 0 ..< 1.
  public mutating func pause(after lasted: Seconds, isAway: Bool = false, chance: Double) -> Int64 {
    if lasted >= Self.steady { (next, closeLooks) = (1, 0) }
    closeLooks += isAway ? 1 : 0
    let longest = isAway && closeLooks <= Self.mostCloseLooks ? Self.longestWhileAway : Self.longest
    next = min(next, longest)
    defer { next = min(next * 2, longest) }
    return next * 1000 + Int64(Double(next * 500) * min(max(chance, 0), 1))
  }
}
