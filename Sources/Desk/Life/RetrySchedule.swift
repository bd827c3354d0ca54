/// When a mail that the server put off is tried again, and how long (RFC 5321, 4.5.4.1; OBLIGATIONS A-28).
public struct RetrySchedule: Hashable, Sendable {
  /// 1, 5, 15, 60 minutes, as a customer waits for a person's answer; then hourly.
  static let first: [Seconds] = [60, 300, 900, 3600]
  /// What every later try waits: no server minds one try an hour.
  static let later: Seconds = 3600
  /// 4 days, the least that RFC 5321 asks before giving up.
  public static let standardPatience: Seconds = 4 * 86_400
  public static let standard = RetrySchedule()

  /// Seconds of trying, counted from the first attempt, after which a person is asked; 0 or more.
  public let patience: Seconds

  public init(patience: Seconds = Self.standardPatience) {
    self.patience = max(patience, 0)
  }

  /// Seconds to wait after the n-th attempt (from 1).
  public static func pause(after attempt: Int) -> Seconds {
    let index = max(attempt, 1) - 1
    return index < first.count ? first[index] : later
  }

  /// Whether the n-th attempt (from 1) was the last: the pauses up to the next one are longer than ``patience``.
  ///
  /// Counted by attempts and not by the clock, so that a worker that did not run for a week tries again.
  public func isOver(after attempt: Int) -> Bool {
    let known = Self.first.prefix(max(attempt, 1)).reduce(0, +)
    let hours = Seconds(max(attempt - Self.first.count, 0))
    let (rest, tooLong) = hours.multipliedReportingOverflow(by: Self.later)
    return tooLong || rest > patience - known
  }
}
