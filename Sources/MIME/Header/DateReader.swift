/// Reads a Date field (RFC 5322, 3.3), with its obsolete forms (4.3) and what senders make of it (RFC 7103, 7.5.2).
struct DateReader {
  /// Longest value looked at, in bytes: the longest legal one with comments stays far below.
  static let lengthLimit = 500
  /// Mail programs whose clock was never set write years before; none was written for years behind.
  static let plausibleYears = 1980...2100
  /// Where the octets end that are looked at. Line ends are not counted: a mail with LF and its copy with CRLF have one
  /// date.
  private static func end(of value: Span<UInt8>) -> Int {
    guard value.count > lengthLimit else { return value.count }
    var counted = 0
    var end = 0
    while end < value.count, counted < lengthLimit {
      if !value[end].isLineBreak { counted += 1 }
      end += 1
    }
    return end
  }

  /// Furthest offset from UTC in use, in minutes: the Line Islands.
  static let offsetLimit = 14 * 60

  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var weekday: Int?
  private var time: (hour: Int, minute: Int, second: Int)?
  private var isAfternoon: Bool?
  private var zone: Int?
  private var isZoneNamed = false
  /// A number stands where no date has one.
  private var isBroken = false
  private var damage: [Damage.Kind] = []
  private var index = 0
  private var hasOpenComment = false

  /// - Returns: nil where no date of the calendar can be read. A missing zone counts as UTC, a missing time of day as
  ///   midnight; damage says so.
  static func read(_ value: Span<UInt8>) -> (date: MailDate, damage: [Damage.Kind])? {
    let bytes = value.extracting(0..<end(of: value))
    var reader = DateReader()
    reader.readAll(bytes)
    return reader.result()
  }

  private mutating func readAll(_ bytes: Span<UInt8>) {
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isDigit {
        takeNumber(bytes)
      } else if byte.isLetter {
        takeWord(bytes)
      } else if byte == ASCII.openParenthesis {
        skipSpace(bytes)
      } else if byte == 0x2B || byte == ASCII.hyphen {
        takeSign(bytes)
      } else {
        // White space of every kind (U+00A0 too), commas, quotes: what stands between the words.
        index += 1
      }
    }
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    index = Comments.skip(in: bytes, from: index, isOpen: &hasOpenComment)
  }

  /// The digits at `index`, which moves behind them; more than nine give -1.
  private mutating func number(_ bytes: Span<UInt8>) -> (value: Int, digits: Int) {
    let start = index
    var value = 0
    while index < bytes.count, bytes[index].isDigit {
      if index - start < 9 { value = value * 10 + Int(bytes[index] - 0x30) }
      index += 1
    }
    return (index - start > 9 ? -1 : value, index - start)
  }

  private mutating func takeNumber(_ bytes: Span<UInt8>) {
    let first = number(bytes)
    let behind = index
    if behind < bytes.count, takeDate(bytes, first) { return }
    // Comments and white space may stand around the colons of a time (RFC 5322, 4.3).
    skipSpace(bytes)
    if index < bytes.count, bytes[index] == ASCII.colon, time == nil {
      takeTime(bytes, hour: first.value, mark: ASCII.colon)
    } else if year != nil, day != nil, time == nil, first.digits < 3, behind + 1 < bytes.count,
      bytes[behind] == ASCII.dot, bytes[behind + 1].isDigit
    {
      // `5 Mar 2024 10.30.00`, as some countries write it.
      index = behind
      damage.note(.invalidDate)
      takeTime(bytes, hour: first.value, mark: ASCII.dot)
    } else {
      index = behind
      take(first.value, digits: first.digits)
    }
  }

  private mutating func takeTime(_ bytes: Span<UInt8>, hour: Int, mark: UInt8) {
    var parts = (hour: hour, minute: -1, second: 0)
    index += 1
    skipSpace(bytes)
    guard index < bytes.count, bytes[index].isDigit else { return }
    parts.minute = number(bytes).value
    let behind = index
    skipSpace(bytes)
    if index < bytes.count, bytes[index] == mark {
      index += 1
      skipSpace(bytes)
      guard index < bytes.count, bytes[index].isDigit else {
        isBroken = true
        return
      }
      parts.second = number(bytes).value
      // Parts of a second.
      if index + 1 < bytes.count, bytes[index] == ASCII.dot, bytes[index + 1].isDigit {
        index += 1
        _ = number(bytes)
      }
    } else {
      index = behind
    }
    time = parts
  }

  /// `2019-05-29`, `29-May-2019`, `29.5.2019`: takes the rest of a date that `first` starts; false where none does.
  private mutating func takeDate(_ bytes: Span<UInt8>, _ first: (value: Int, digits: Int)) -> Bool {
    let mark = bytes[index]
    guard mark == ASCII.hyphen || mark == 0x2F || mark == ASCII.dot, day == nil, month == nil else {
      return false
    }
    let start = index
    index += 1
    if index < bytes.count, bytes[index].isLetter, let named = DateWords.month(letters(bytes)) {
      month = named
      take(first.value, digits: first.digits)
      if index < bytes.count, bytes[index] == mark { index += 1 }
      return true
    }
    index = start + 1
    guard index < bytes.count, bytes[index].isDigit else {
      index = start
      return false
    }
    let second = number(bytes)
    guard index + 1 < bytes.count, bytes[index] == mark, bytes[index + 1].isDigit else {
      index = start
      return false
    }
    index += 1
    let third = number(bytes)
    if first.digits == 4 {
      (year, month, day) = (first.value, second.value, third.value)
    } else {
      (day, month) = (first.value, second.value)
      take(third.value, digits: third.digits)
      // Half the world writes the month first; only dots are never used for that.
      if mark != ASCII.dot {
        if second.value > 12 {
          swap(&day, &month)
        } else if first.value <= 12, first.value != second.value {
          isBroken = true
        }
      }
    }
    return true
  }

  /// A number that belongs to nothing else.
  private mutating func take(_ value: Int, digits: Int) {
    if year == nil, digits >= 4 || day != nil {
      takeYear(value, digits: digits)
    } else if day == nil, digits <= 2 {
      day = value
    } else if time != nil, zone == nil || isZoneNamed, digits >= 3 {
      damage.note(.invalidDate)
      takeZone(value, digits: digits, isWest: false)
    } else if day == nil {
      isBroken = true
    }
  }

  /// Two and three digits (RFC 5322, 4.3), and four that were made of the years since 1900.
  private mutating func takeYear(_ value: Int, digits: Int) {
    if value < 0 {
      isBroken = true
    } else if value < 1000 {
      year = value < 50 && digits != 3 ? value + 2000 : value + 1900
      if digits > 3 { damage.note(.invalidDate) }
    } else {
      year = value
    }
  }

  /// The letters at `index`, which moves behind them; lower-case, in one word of eight octets, 0 for longer ones.
  private mutating func letters(_ bytes: Span<UInt8>) -> DateWords.Letters {
    var word = DateWords.Letters()
    while index < bytes.count, bytes[index].isLetter {
      word.append(bytes[index].lowercasedASCII)
      index += 1
    }
    return word
  }

  private mutating func takeWord(_ bytes: Span<UInt8>) {
    let word = letters(bytes)
    if month == nil, let named = DateWords.month(word) {
      month = named
    } else if let named = DateWords.weekday(word) {
      if weekday == nil { weekday = named }
    } else if let isAfternoon = DateWords.half(word) {
      self.isAfternoon = isAfternoon
    } else if word.count == 1, word.isHalfLetter, index + 1 < bytes.count,
      bytes[index] == ASCII.dot,
      bytes[index + 1].lowercasedASCII == 0x6D
    {
      isAfternoon = word.isAfternoonLetter
      index += 2
    } else if time != nil, zone == nil {
      if let minutes = DateWords.zone(word) {
        zone = minutes
        isZoneNamed = true
      } else if word.count == 1 {
        // Military letters were defined with the wrong sign: they say nothing (RFC 5322, 4.3).
        damage.note(.missingZone)
        zone = 0
        isZoneNamed = true
      }
    }
  }

  /// A zone, if a time stands before it: `-0400`, `+-0500`, `+05:30`, `GMT+2`. A number beats a name.
  private mutating func takeSign(_ bytes: Span<UInt8>) {
    let start = index
    while index < bytes.count, bytes[index] == 0x2B || bytes[index] == ASCII.hyphen { index += 1 }
    guard time != nil, zone == nil || isZoneNamed, index < bytes.count, bytes[index].isDigit else {
      return
    }
    if index - start > 1 { damage.note(.invalidDate) }
    let isWest = bytes[index - 1] == ASCII.hyphen
    var read = number(bytes)
    if index + 2 < bytes.count, bytes[index] == ASCII.colon, bytes[index + 1].isDigit,
      bytes[index + 2].isDigit
    {
      index += 1
      let minutes = number(bytes)
      read = (read.value * 100 + minutes.value, read.digits <= 2 && minutes.digits == 2 ? 4 : 5)
    } else if read.digits != 4 {
      damage.note(.invalidDate)
    }
    takeZone(read.value, digits: read.digits, isWest: isWest)
  }

  private mutating func takeZone(_ value: Int, digits: Int, isWest: Bool) {
    guard value >= 0, digits <= 4 else {
      damage.note(.invalidDate)
      zone = 0
      isZoneNamed = false
      return
    }
    var minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100
    if minutes > Self.offsetLimit || digits > 2 && value % 100 > 59 {
      damage.note(.invalidDate)
      minutes = min(minutes, Self.offsetLimit)
    }
    zone = isWest ? -minutes : minutes
    isZoneNamed = false
  }

  private mutating func result() -> (date: MailDate, damage: [Damage.Kind])? {
    guard let year, let month, let day, !isBroken else { return nil }
    var clock = (hour: 0, minute: 0, second: 0)
    if let time { clock = time } else { damage.note(.invalidDate) }
    if let isAfternoon, (1...12).contains(clock.hour) {
      clock.hour = clock.hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= MailDate.days(inMonth: month, of: year),
      (0..<24).contains(clock.hour), (0..<60).contains(clock.minute),
      (0...60).contains(clock.second)
    else { return nil }
    let days = MailDate.days(toYear: year, month: month, day: day)
    // 1970-01-01 was a Thursday.
    if let weekday, Int((days + 4) % 7 + 7) % 7 != weekday { damage.note(.invalidDate) }
    if zone == nil { damage.note(.missingZone) }
    if !Self.plausibleYears.contains(year) { damage.note(.implausibleDate) }
    let offset = zone ?? 0
    let seconds =
      days * 86_400 + Int64(clock.hour * 3600 + clock.minute * 60 + clock.second - offset * 60)
    return (MailDate(seconds: seconds, offsetMinutes: offset), damage)
  }
}
