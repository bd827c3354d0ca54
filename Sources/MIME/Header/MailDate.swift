/// An instant as a header gave it (RFC 5322, 3.3).
public struct MailDate: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64
  /// Offset east of UTC in minutes, -1439 ... 1439.
  public let offsetMinutes: Int

  public init(seconds: Int64, offsetMinutes: Int) {
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }
}

extension MailDate {
  /// As RFC 3339 writes it, in the zone the header gave: `2026-05-03T09:30:00+02:00`.
  public var rfc3339: String {
    let fields = CalendarFields(self)
    let date =
      "\(Self.padded(fields.year, 4))-\(Self.padded(fields.month, 2))-\(Self.padded(fields.day, 2))"
    return "\(date)T\(fields.clock)\(zone(utc: "Z", separator: ":"))"
  }

  /// As a Date field writes it (RFC 5322, 3.3): `Sun, 3 May 2026 09:30:00 +0200`.
  public var rfc5322: String {
    let fields = CalendarFields(self)
    let weekday = Self.weekdayNames[fields.weekday]
    let month = Self.monthNames[fields.month - 1]
    let year = Self.padded(fields.year, 4)
    return
      "\(weekday), \(fields.day) \(month) \(year) \(fields.clock) \(zone(utc: "+0000", separator: ""))"
  }

  private func zone(utc: String, separator: String) -> String {
    let minutes = Self.clampedOffset(offsetMinutes)
    guard minutes != 0 else { return utc }
    let size = abs(minutes)
    return
      "\(minutes < 0 ? "-" : "+")\(Self.padded(size / 60, 2))\(separator)\(Self.padded(size % 60, 2))"
  }

  private struct CalendarFields {
    let year: Int
    /// 1 ... 12.
    let month: Int
    let day: Int
    /// 0 ... 6 from Sunday.
    let weekday: Int
    /// `hh:mm:ss`.
    let clock: String

    init(_ date: MailDate) {
      let local =
        MailDate.clampedSeconds(date.seconds)
        + Int64(MailDate.clampedOffset(date.offsetMinutes) * 60)
      let days = Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
      let second = Int(local) - days * 86_400
      weekday = ((days + 4) % 7 + 7) % 7
      clock = [second / 3600, second / 60 % 60, second % 60].map { MailDate.padded($0, 2) }.joined(
        separator: ":")
      // Days to a date of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
      let shifted = days + 719_468
      let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
      let dayOfEra = shifted - era * 146_097
      let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
      let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
      let shiftedMonth = (5 * dayOfYear + 2) / 153
      day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
      month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
      year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
  }

  /// Days from 1970-01-01 to a date of the Gregorian calendar.
  static func days(toYear year: Int, month: Int, day: Int) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func clampedOffset(_ minutes: Int) -> Int { min(max(minutes, -1439), 1439) }

  /// Years 1 to 9999, which are all that either notation can write.
  private static func clampedSeconds(_ seconds: Int64) -> Int64 {
    min(max(seconds, -62_135_510_400), 253_402_214_400)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private static let weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// How much later than its arrival a message may claim to be written, in seconds: clocks that run ahead, and zones
  /// that were guessed wrong.
  static let futureTolerance: Int64 = 86_400

  /// Whether the message was, by its own Date, written after a server took it.
  func isAfterArrival(_ received: MailDate) -> Bool {
    seconds > received.seconds &+ Self.futureTolerance
  }
}
