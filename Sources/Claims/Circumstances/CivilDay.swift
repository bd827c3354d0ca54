/// A day of the Gregorian calendar, without an hour and a zone.
public struct CivilDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let days: Int

  public init(days: Int) { self.days = days }

  /// The day in UTC of a time; add the zone's offset for another.
  public init(secondsSince1970 seconds: Int64) {
    days = Int((Double(seconds) / 86_400).rounded(.down))
  }

  /// nil for a day that the month has not.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...9999).contains(year), (1...31).contains(day) else { return nil }
    days = Self.days(year, month, day)
    guard self.month == month else { return nil }
  }

  public static func < (one: CivilDay, other: CivilDay) -> Bool { one.days < other.days }

  func adding(_ count: Int) -> CivilDay { CivilDay(days: days + count) }

  public var year: Int { fields.year }
  /// 1 ... 12
  public var month: Int { fields.month }
  /// 1 ... 31
  public var day: Int { fields.day }
  /// 0 for Monday ... 6 for Sunday; 1970-01-01 was a Thursday.
  var weekday: Int { ((days + 3) % 7 + 7) % 7 }

  public var weekdayName: String { Self.weekdays[weekday] }
  public var monthName: String { Self.months[month - 1] }

  /// `2026-11-20`
  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    let fields = fields
    return "\(padded(fields.year, 4))-\(padded(fields.month, 2))-\(padded(fields.day, 2))"
  }

  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  /// Years begin in March, so that the leap day is the last (Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, 2014).
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var fields: (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
