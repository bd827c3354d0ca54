/// A day of the calendar without a zone, as SEARCH asks for days (RFC 9051, 6.4.4).
public struct CalendarDay: Hashable, Sendable, Comparable {
  /// 1 ... 9999.
  public let year: Int
  /// 1 ... 12.
  public let month: Int
  /// 1 ... 31, as many as the month has.
  public let day: Int

  private static let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...9999).contains(year), (1...12).contains(month), (1...days[month - 1]).contains(day) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day in UTC of an instant, in seconds since 1970-01-01T00:00:00Z; nil outside of the years 1 ... 9999.
  public init?(of seconds: Int64) {
    // Counted in years that begin in March, as ``InternalDate`` does.
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
    guard (0...3_652_365).contains(days) else { return nil }
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    self.init(year: Int(year), month: Int(month), day: Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1))
  }

  public static func < (one: CalendarDay, other: CalendarDay) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }

  /// Its first second in UTC, since 1970-01-01T00:00:00Z.
  var start: Int64 { InternalDate.days(year: Int64(year), month: Int64(month), day: Int64(day)) * 86_400 }

  /// `1-Feb-1994` (RFC 9051, 9, date).
  var inSearch: String {
    let zeros = String(repeating: "0", count: 4 - String(year).count)
    return "\(day)-\(Self.names[month - 1])-\(zeros)\(year)"
  }
}
