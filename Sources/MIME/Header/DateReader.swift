/// Reads a Date field (RFC 5322, 3.3), with its obsolete forms (4.3) and what senders make of it (RFC 7103, 7.5.2).
struct DateReader {
  /// Longest value looked at, in bytes: the longest legal one with comments stays far below.
  static let lengthLimit = 500

  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var time: (hour: Int, minute: Int, second: Int)?
  private var isAfternoon: Bool?
  private var zone: Int?
  private var isZoneBad = false

  /// - Returns: nil where no calendar date with a time of day can be read; `isOdd` where the zone is missing or absurd.
  static func read(_ value: String) -> (date: MailDate, isOdd: Bool)? {
    var bytes = Array(value.utf8.prefix(lengthLimit))
    // NBSP between the words.
    var cleaned: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
        cleaned.append(ASCII.space)
        index += 2
      } else {
        cleaned.append(bytes[index])
        index += 1
      }
    }
    bytes = Comments.removed(from: cleaned)
    var reader = DateReader()
    let words = bytes.split { $0.isWSP || $0.isLineBreak || $0 == ASCII.comma || $0 == ASCII.quote }
    for word in words { reader.take(word) }
    return reader.result()
  }

  private mutating func take(_ word: ArraySlice<UInt8>) {
    guard let first = word.first else { return }
    if first == 0x2B || first == ASCII.hyphen {
      takeZone(word)
    } else if word.contains(ASCII.colon) {
      takeTime(word)
    } else if first.isLetter {
      takeLetters(word)
    } else if first.isDigit {
      takeDigits(word)
    }
  }

  private mutating func takeTime(_ word: ArraySlice<UInt8>) {
    guard time == nil else { return }
    // ISO 8601: `2019-05-29T12:00:00Z`.
    if let mark = word.firstIndex(where: { $0.lowercasedASCII == 0x74 }), word[..<mark].contains(ASCII.hyphen) {
      takeDigits(word[..<mark])
      takeTime(word[(mark + 1)...])
      return
    }
    let end = word.firstIndex { !$0.isDigit && $0 != ASCII.colon && $0 != ASCII.dot } ?? word.endIndex
    let clock = word[..<end].prefix { $0 != ASCII.dot }
    let numbers = clock.split(separator: ASCII.colon, omittingEmptySubsequences: false).map { Self.number($0) }
    guard (2...3).contains(numbers.count), let hour = numbers[0], let minute = numbers[1] else { return }
    guard let second = numbers.count == 3 ? numbers[2] : 0 else { return }
    time = (hour, minute, second)
    if end < word.endIndex { take(word[end...]) }
  }

  private mutating func takeLetters(_ word: ArraySlice<UInt8>) {
    let name = word.lowercasedASCIIString
    if let month = Self.months[String(name.prefix(3))], self.month == nil {
      // `May-29-2019` and the like.
      self.month = month
      let rest = word.drop { $0.isLetter }
      if rest.first == ASCII.hyphen || rest.first == 0x2F { takeDigits(rest.dropFirst()) }
      return
    }
    if Self.weekdays.contains(String(name.prefix(3))) { return }
    if name == "am" || name == "pm" || name == "a.m." || name == "p.m." {
      isAfternoon = name.hasPrefix("p")
      return
    }
    guard time != nil, zone == nil else { return }
    if let minutes = Self.zones[name] {
      zone = minutes
    } else if name.count == 1 {
      // Military letters were defined with the wrong sign: they say nothing (RFC 5322, 4.3).
      zone = 0
    } else if let sign = word.firstIndex(where: { $0 == 0x2B || $0 == ASCII.hyphen }) {
      takeZone(word[sign...])
    }
  }

  private mutating func takeDigits(_ word: ArraySlice<UInt8>) {
    let pieces = word.split { $0 == ASCII.hyphen || $0 == 0x2F || $0 == ASCII.dot }
    if pieces.count > 1 {
      // Year first, as in ISO 8601; otherwise day, month, year.
      for piece in pieces {
        if piece.first?.isLetter == true {
          takeLetters(piece)
        } else if let value = Self.number(piece) {
          takeNumber(value, digits: piece.count, inDate: pieces.count == 3 && year != nil || month == nil && day != nil)
        }
      }
      return
    }
    if word.contains(where: \.isLetter) {
      let digits = word.prefix { $0.isDigit }
      if let value = Self.number(digits) { takeNumber(value, digits: digits.count, inDate: false) }
      return
    }
    guard let value = Self.number(word) else { return }
    if time != nil, year != nil, zone == nil, word.count >= 3 {
      takeZone(word)
      return
    }
    takeNumber(value, digits: word.count, inDate: false)
  }

  private mutating func takeNumber(_ value: Int, digits: Int, inDate: Bool) {
    if inDate, digits <= 2, month == nil, value >= 1, value <= 12 {
      month = value
    } else if digits <= 2, day == nil {
      day = value
    } else if year == nil {
      // Two and three digits (RFC 5322, 4.3).
      year = value < 50 && digits <= 3 ? value + 2000 : value < 1000 ? value + 1900 : value
    }
  }

  private mutating func takeZone(_ word: ArraySlice<UInt8>) {
    guard zone == nil else { return }
    let isWest = word.prefix { !$0.isDigit }.last == ASCII.hyphen
    let digits = word.drop { !$0.isDigit }.filter { $0 != ASCII.colon }.prefix { $0.isDigit }
    guard (1...5).contains(digits.count), let value = Self.number(digits) else {
      isZoneBad = true
      return
    }
    let hours = digits.count <= 2 ? value : value / 100
    let minutes = digits.count <= 2 ? 0 : value % 100
    // No place is further than 14 hours away from UTC; 15 leaves room for double summer time.
    guard hours <= 15, minutes < 60, digits.count <= 4 else {
      isZoneBad = true
      return
    }
    zone = (hours * 60 + minutes) * (isWest ? -1 : 1)
  }

  private func result() -> (date: MailDate, isOdd: Bool)? {
    guard let year, let month, let day, var time else { return nil }
    if let isAfternoon, time.hour <= 12 { time.hour = time.hour % 12 + (isAfternoon ? 12 : 0) }
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= MailDate.days(inMonth: month, of: year),
      time.hour < 24, time.minute < 60, time.second <= 60
    else { return nil }
    let days = MailDate.days(toYear: year, month: month, day: day)
    let seconds = days * 86_400 + Int64(time.hour * 3600 + time.minute * 60 + time.second)
    let offset = zone ?? 0
    return (MailDate(seconds: seconds - Int64(offset * 60), offsetMinutes: offset), zone == nil || isZoneBad)
  }

  /// Nine digits at most, so that no sum of them overflows.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static let months: [String: Int] = Dictionary(
    uniqueKeysWithValues: zip(
      ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1...12))
  private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  /// Minutes east of UTC: RFC 5322, 4.3, and the European names seen in mail.
  private static let zones: [String: Int] = [
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "cet": 60, "cest": 120, "met": 60, "mest": 120, "bst": 60, "wet": 0, "west": 60,
    "eet": 120,
    "eest": 180, "msk": 180, "jst": 540, "kst": 540,
  ]
}
