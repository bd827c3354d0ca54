/// The instant a server received a message, as IMAP writes it: `" 7-Feb-1994 21:52:25 -0800"` (RFC 9051, 9, date-time).
enum InternalDate {
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// Seconds since 1970-01-01T00:00:00Z; nil for what is no date.
  static func seconds(_ text: [UInt8]) -> Int64? {
    guard text.count == 26, text[2] == 0x2D, text[6] == 0x2D, text[11] == 0x20, text[14] == 0x3A, text[17] == 0x3A,
      text[20] == 0x20, text[21] == 0x2B || text[21] == 0x2D,
      let day: Int64 = decimal(text[0] == 0x20 ? text[1..<2] : text[0..<2]),
      let month = months.firstIndex(of: String(decoding: text[3..<6], as: UTF8.self).lowercased()),
      let year: Int64 = decimal(text[7..<11]), let hour: Int64 = decimal(text[12..<14]),
      let minute: Int64 = decimal(text[15..<17]), let second: Int64 = decimal(text[18..<20]),
      let zoneHours: Int64 = decimal(text[22..<24]), let zoneMinutes: Int64 = decimal(text[24..<26]),
      (1...31).contains(day), hour < 24, minute < 60, second <= 60, zoneHours < 24, zoneMinutes < 60
    else { return nil }
    let zone = (zoneHours * 60 + zoneMinutes) * 60 * (text[21] == 0x2D ? -1 : 1)
    return days(year: year, month: Int64(month) + 1, day: day) * 86_400 + hour * 3600 + minute * 60 + second - zone
  }

  /// Days from 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let marchYear = month > 2 ? year : year - 1
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
