/// When a message that a server would not give is asked for again (OBLIGATIONS A-23).
public enum QuarantineSchedule {
  /// 1, 5, 15, 60 minutes and 6 hours: most such faults pass with the server's next index or restart.
  static let first: [Seconds] = [60, 300, 900, 3600, 21_600]
  /// Then once a day, for ever: giving up would lose it.
  static let later: Seconds = 86_400

  /// Seconds to wait after the n-th try (from 1).
  public static func pause(after attempt: Int) -> Seconds {
    let index = max(attempt, 1) - 1
    return index < first.count ? first[index] : later
  }
}
