/// Days as people write them, counted from the day on which they wrote: `yesterday`, `last Tuesday`, `two weeks ago`, `within 5 days`.
enum RelativeDate {
  /// Whether a date may begin with a word, in lower case.
  static func begins(_ word: String) -> Bool {
    starts.contains(word) || numbers[word] != nil || word.utf8.first.map { (0x30...0x39).contains($0) } ?? false || weekday(word) != nil
      || month(word) != nil
  }

  /// The day that words name as a whole; nil where they name none.
  /// - Parameters:
  ///   - words: in lower case, without signs.
  ///   - written: the day from which they count.
  ///   - isFuture: of what is to come: `on Friday` is then the next, else the last.
  static func day(_ words: ArraySlice<String>, written: CivilDay, isFuture: Bool) -> CivilDay? {
    var rest = words
    while let first = rest.first, leads.contains(first) { rest = rest.dropFirst() }
    guard let first = rest.first else { return nil }
    let isSpan = words.first.map(spans.contains) ?? false
    switch rest.count {
    case 1:
      if let offset = names[first] { return written.adding(offset) }
      if let wanted = weekday(first) { return near(wanted, written, isFuture) }
      return numeric(first, written)
    default: break
    }
    if let named = namedWeekday(rest, written, isFuture) ?? calendar(rest, written, isFuture) { return named }
    guard let (count, unit) = span(rest) else { return nil }
    if rest.last == "ago" || rest.last == "earlier" || rest.last == "back" { return written.adding(-count * unit) }
    guard isFuture, isSpan, rest.last.map({ units[$0] != nil || $0 == "time" }) ?? false else { return nil }
    return rest.contains("working") || rest.contains("business") ? written.addingWorkdays(count * (unit == 7 ? 5 : unit))
      : written.adding(count * unit)
  }

  // Words -------------------------------------------------------------------------------------------------------------------

  private static let leads: Set<String> = [
    "on", "by", "until", "till", "before", "within", "in", "about", "around", "approximately", "the", "next-but-one", "since", "from",
    "over", "some", "of", "at", "up", "to",
  ]
  private static let spans: Set<String> = ["within", "in", "after"]
  private static let starts: Set<String> = leads.union(names.keys).union(["last", "next", "this", "after", "a", "an"]).subtracting(["of", "to", "up", "at", "from"])
  /// Days from the day of writing.
  private static let names: [String: Int] = ["today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1]
  private static let units: [String: Int] = [
    "day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "month": 30, "months": 30, "hours": 0, "hour": 0,
  ]
  private static let numbers: [String: Int] = [
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "couple": 2,
  ]

  private static func weekday(_ word: String) -> Int? {
    let name = word.hasSuffix(".") ? String(word.dropLast()) : word
    guard name.utf8.count >= 3 else { return nil }
    return CivilDay.weekdays.firstIndex { $0.lowercased() == name || shortDays[name] == $0 }
  }
  private static let shortDays = [
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "thur": "Thursday", "thurs": "Thursday",
    "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
  ]

  /// 1 ... 12; whole names and three letters.
  private static func month(_ word: String) -> Int? {
    let name = word.hasSuffix(".") ? String(word.dropLast()) : word
    guard name.utf8.count >= 3 else { return nil }
    return CivilDay.months.firstIndex { $0.lowercased() == name || $0.lowercased().prefix(3) == name || name == "sept" && $0 == "September" }
      .map { $0 + 1 }
  }

  private static func dayOfMonth(_ word: String) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), (1...31).contains(number), ["", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count)) else {
      return nil
    }
    return number
  }

  // Readings ------------------------------------------------------------------------------------------------------------------

  /// The last such day before the day of writing, or the next one after it.
  private static func near(_ weekday: Int, _ written: CivilDay, _ isFuture: Bool) -> CivilDay {
    let ahead = ((weekday - written.weekday) % 7 + 7) % 7
    return isFuture ? written.adding(ahead == 0 ? 7 : ahead) : written.adding(ahead == 0 ? 0 : ahead - 7)
  }

  /// `last Tuesday`, `next week`, `this morning`, `the end of the week`.
  private static func namedWeekday(_ words: ArraySlice<String>, _ written: CivilDay, _ isFuture: Bool) -> CivilDay? {
    guard let first = words.first, let second = words.dropFirst().first else { return nil }
    if words.elementsEqual(["end", "of", "the", "week"]) || words.elementsEqual(["end", "of", "week"]) { return near(4, written, true) }
    guard words.count == 2 else { return nil }
    if ["morning", "afternoon", "evening", "night"].contains(second) {
      if first == "this" { return written }
      if first == "last" { return written.adding(-1) }
      if let offset = names[first] { return written.adding(offset) }
      return weekday(first).map { near($0, written, isFuture) }
    }
    switch first {
    case "last", "past":
      if second == "week" { return written.adding(-7) }
      return weekday(second).map { day in
        let found = near(day, written, false)
        return found == written ? written.adding(-7) : found
      }
    case "next", "coming":
      if second == "week" { return written.adding(7) }
      if second == "day" { return written.adding(1) }
      return weekday(second).map { near($0, written, true) }
    case "this": return weekday(second).map { near($0, written, isFuture) }
    default: return nil
    }
  }

  /// `3 May`, `May 3rd 2026`, `the 3rd of May`, `Friday 3 May`.
  private static func calendar(_ words: ArraySlice<String>, _ written: CivilDay, _ isFuture: Bool) -> CivilDay? {
    var words = words.filter { $0 != "of" && $0 != "," && $0 != "the" }
    if let first = words.first, weekday(first) != nil { words.removeFirst() }
    guard (2...3).contains(words.count) else { return nil }
    let pair = (month(words[1]).map { ($0, dayOfMonth(words[0])) }) ?? (month(words[0]).map { ($0, dayOfMonth(words[1])) })
    guard let (month, found) = pair, let day = found else { return nil }
    if words.count == 3 {
      guard let year = Int(words[2]), words[2].utf8.count == 4 else { return nil }
      return CivilDay(year: year, month: month, day: day)
    }
    return yearless(month, day, written, isFuture)
  }

  private static func yearless(_ month: Int, _ day: Int, _ written: CivilDay, _ isFuture: Bool) -> CivilDay? {
    guard let here = CivilDay(year: written.year, month: month, day: day) else { return nil }
    if isFuture { return here >= written ? here : CivilDay(year: written.year + 1, month: month, day: day) }
    return here <= written ? here : CivilDay(year: written.year - 1, month: month, day: day)
  }

  /// `2026-05-03`, and `23/05/2026` where the figures can be read in one way only.
  private static func numeric(_ word: String, _ written: CivilDay) -> CivilDay? {
    let dashed = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    if dashed.count == 3, word.utf8.count == 10 { return CivilDay(year: dashed[0], month: dashed[1], day: dashed[2]) }
    let sign: Character = word.contains("/") ? "/" : "."
    let cells = word.split(separator: sign, omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard cells.count == 3, cells[2] > 1000 else { return nil }
    // In Europe the dot stands behind the day; of two figures up to 12 nobody knows which is the month.
    if sign == "." || cells[0] > 12 { return CivilDay(year: cells[2], month: cells[1], day: cells[0]) }
    if cells[1] > 12 || cells[0] == cells[1] { return CivilDay(year: cells[2], month: cells[0], day: cells[1]) }
    return nil
  }

  /// `two weeks`, `a couple of days`, `the next 5 working days`, `3 to 5 days`: the longest that is said, in days.
  private static func span(_ words: ArraySlice<String>) -> (count: Int, unit: Int)? {
    var count: Int?
    for word in words {
      if let number = numbers[word] ?? range(word) {
        count = max(number, word == "a" || word == "an" ? count ?? 1 : number)
      } else if let unit = units[word] {
        // Two days of 24 hours are two days.
        if word.hasPrefix("hour") { return count.map { (($0 + 23) / 24, 1) } }
        return (count ?? 1, unit)
      } else if !["of", "the", "next", "working", "business", "calendar", "few", "to", "or", "-", "more", "another"].contains(word) {
        return nil
      }
    }
    return nil
  }

  /// `5`, and of `3-5` the later.
  private static func range(_ word: String) -> Int? {
    let cells = word.split { $0 == "-" || $0 == "\u{2013}" }
    guard (1...2).contains(cells.count), let last = cells.last.flatMap({ Int($0) }), cells.allSatisfy({ Int($0) != nil }), last < 1000 else {
      return nil
    }
    return last
  }
}

extension CivilDay {
  /// So many days on, Saturdays and Sundays not counted.
  fileprivate func addingWorkdays(_ count: Int) -> CivilDay {
    var day = self
    var left = min(count, 1000)
    while left > 0 {
      day = day.adding(1)
      if day.weekday < 5 { left -= 1 }
    }
    return day
  }
}
