/// The day that somebody means by "yesterday", "last Tuesday", "two weeks ago" or "3 May".
public enum RelativeDate {
  /// Day that words name in a mail that was written on the day `sent`; nil where they name none, or may name two.
  ///
  /// A day without a year, or a weekday, is the latest such day not after the mail ("on Friday, it came"); where it is said
  /// of the future ("by Friday", "will arrive on 3 May") the first that is not before it. `next`, `by`, `until`, `due` and
  /// the like among the words are of the future by themselves. "03/05/2024" is May or March, and so nil; "13/05/2024" is
  /// May. Words that name no time are passed over. A day of the month alone ("on the 3rd") counts as a day without a month.
  public static func day(_ words: [String], sent: CivilDay, future: Bool = false) -> CivilDay? {
    let words = words.map { $0.lowercased() }.filter { $0 != "," && $0 != "." }
    let future = future || words.contains { aheadWords.contains($0) }
    if let day = written(words, sent, future) { return day }
    if let day = counted(words, sent) { return day }
    if let day = named(words, sent) { return day }
    if let day = weekday(words, sent, future) { return day }
    return dayOfMonth(words, sent, future)
  }

  /// Words that tell by themselves that what follows is still to come.
  private static let aheadWords: Set<String> = [
    "next", "by", "until", "till", "before", "due", "coming", "upcoming", "latest", "will",
  ]
  private static let weekdays: [String: Int] = [
    "monday": 0, "mon": 0, "tuesday": 1, "tue": 1, "tues": 1, "wednesday": 2, "wed": 2, "weds": 2, "thursday": 3,
    "thu": 3, "thur": 3, "thurs": 3, "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
  ]
  static let months: [String: Int] = [
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
  ]
  private static let counts: [String: Int] = [
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20,
    "thirty": 30,
  ]

  // MARK: - "2024-05-03", "3 May 2024", "May 3rd", "13/05/2024"

  private static func written(_ words: [String], _ sent: CivilDay, _ future: Bool) -> CivilDay? {
    for (at, word) in words.enumerated() {
      if let day = figures(word, sent, future) { return day }
      guard let month = months[bare(word)] else { continue }
      let ahead = at + 1 < words.count ? ordinal(words[at + 1]) : nil
      var before: Int?
      if at > 0 { before = ordinal(words[at - 1]) ?? (words[at - 1] == "of" && at > 1 ? ordinal(words[at - 2]) : nil) }
      // "3 May 2024" has its day before, "May 3, 2024" behind.
      guard let day = before ?? ahead else { continue }
      let yearAt = before == nil ? at + 2 : at + 1
      if yearAt < words.count, let year = year(words[yearAt]) { return CivilDay(year: year, month: month, day: day) }
      return nearest(sent, future) { CivilDay(year: sent.year + $0, month: month, day: day) }
    }
    return nil
  }

  /// "2024-05-03", "13/05/2024", "05/13", "3.5.2024", "----05-03": nil where day and month may change places.
  private static func figures(_ word: String, _ sent: CivilDay, _ future: Bool) -> CivilDay? {
    // How our own keys tell a day without a year.
    if word.hasPrefix("-----") {
      let cells = word.dropFirst(5).split(separator: "-").compactMap { Int($0) }
      guard cells.count == 2 else { return nil }
      return nearest(sent, future) { CivilDay(year: sent.year + $0, month: cells[0], day: cells[1]) }
    }
    guard let separator = word.first(where: { !$0.isNumber }), "/-.".contains(separator) else { return nil }
    let texts = word.split(separator: separator, omittingEmptySubsequences: true)
    let cells = texts.compactMap { Int($0) }
    guard cells.count == texts.count, cells.allSatisfy({ $0 > 0 }) else { return nil }
    if cells.count == 3, texts[0].count == 4 { return CivilDay(year: cells[0], month: cells[1], day: cells[2]) }
    // "13/05" may be a day; "13.5" and "1-2" are numbers.
    guard cells.count == 3 || cells.count == 2 && separator == "/" else { return nil }
    guard let (day, month) = order(cells[0], cells[1], dotted: separator == ".") else { return nil }
    guard cells.count == 3 else { return nearest(sent, future) { CivilDay(year: sent.year + $0, month: month, day: day) } }
    guard texts[2].count == 4 || texts[2].count == 2 else { return nil }
    return CivilDay(year: texts[2].count == 2 ? 2000 + cells[2] : cells[2], month: month, day: day)
  }

  /// Day and month of two figures; with dots between them the day comes first everywhere.
  private static func order(_ first: Int, _ second: Int, dotted: Bool) -> (day: Int, month: Int)? {
    if dotted || first > 12 || first == second { return (first, second) }
    return second > 12 ? (second, first) : nil
  }

  /// The latest of three years' days not after the mail; the first not before it where it is said of the future.
  private static func nearest(_ sent: CivilDay, _ future: Bool, _ make: (Int) -> CivilDay?) -> CivilDay? {
    // A leap day may be up to eight years away.
    let days = (-8...8).compactMap(make)
    return future ? days.first { $0 >= sent } : days.last { $0 <= sent }
  }

  private static func year(_ word: String) -> Int? {
    guard word.count == 4, let year = Int(word), (1900...2199).contains(year) else { return nil }
    return year
  }

  /// "3", "3rd", "03"; nil for what is no day of a month.
  private static func ordinal(_ word: String) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 2, let number = Int(digits), (1...31).contains(number),
      ["", "st", "nd", "rd", "th"].contains(String(word.dropFirst(digits.count)))
    else { return nil }
    return number
  }

  /// "sat." as "sat".
  private static func bare(_ word: String) -> String {
    word.hasSuffix(".") ? String(word.dropLast()) : word
  }

  // MARK: - "two weeks ago", "in three days", "last week"

  private static func counted(_ words: [String], _ sent: CivilDay) -> CivilDay? {
    for (at, word) in words.enumerated() {
      // "Last week" and "next month" name no day.
      guard let unit = unit(word), at > 0 else { continue }
      let isOfWork = ["working", "business"].contains(words[at - 1])
      guard isOfWork ? at > 1 : true, let place = count(words, before: isOfWork ? at - 1 : at) else { continue }
      let next = at + 1 < words.count ? words[at + 1] : ""
      let ahead = place.start > 0 ? words[place.start - 1] : ""
      if ["ago", "back", "earlier"].contains(next) { return moved(sent, unit, -place.count) }
      guard
        next == "from" || ["in", "within", "after"].contains(ahead)
          || ["in", "within", "next"].contains(place.start > 1 ? words[place.start - 2] : "")
      else { continue }
      return isOfWork && unit == .day && place.count <= 400 ? sent.adding(workdays: place.count) : moved(sent, unit, place.count)
    }
    return nil
  }

  private enum Unit { case hour, day, week, month, year }

  private static func unit(_ word: String) -> Unit? {
    switch word {
    case "day", "days", "night", "nights": .day
    case "hour", "hours", "hrs": .hour
    case "week", "weeks", "wk", "wks": .week
    case "month", "months": .month
    case "year", "years", "yr", "yrs": .year
    default: nil
    }
  }

  private static func moved(_ day: CivilDay, _ unit: Unit, _ count: Int) -> CivilDay? {
    // Nobody means a day a thousand years away, and a number of any length may stand in a mail.
    guard abs(count) <= 4000 else { return nil }
    switch unit {
    // 48 hours are two days, and 12 are one at most.
    case .hour: return day.adding(days: count >= 0 ? (count + 23) / 24 : (count - 12) / 24)
    case .day: return day.adding(days: count)
    case .week: return day.adding(days: 7 * count)
    case .month: return day.adding(months: count)
    case .year: return day.adding(months: 12 * count)
    }
  }

  /// "two", "a couple of", "about 3" before a unit: how many, and where it begins.
  private static func count(_ words: [String], before at: Int) -> (count: Int, start: Int)? {
    var place = at - 1
    if words[place] == "of", place > 0 { place -= 1 }
    guard let count = counts[words[place]] ?? Int(words[place]), count >= 0 else { return nil }
    if words[place] == "couple", place > 0, words[place - 1] == "a" { place -= 1 }
    while place > 0, ["about", "around", "exactly", "roughly", "over", "some", "almost", "just"].contains(words[place - 1]) {
      place -= 1
    }
    return (count, place)
  }

  // MARK: - "yesterday", "the day after tomorrow"

  private static func named(_ words: [String], _ sent: CivilDay) -> CivilDay? {
    for (at, word) in words.enumerated() {
      let before = at > 1 && words[at - 2] == "day" ? words[at - 1] : ""
      switch word {
      case "today", "tonight": return sent
      case "this" where at + 1 < words.count && ["morning", "afternoon", "evening"].contains(words[at + 1]): return sent
      case "yesterday", "yday": return sent.adding(days: before == "before" ? -2 : -1)
      case "last" where at + 1 < words.count && words[at + 1] == "night": return sent.adding(days: -1)
      case "tomorrow", "tmrw": return sent.adding(days: before == "after" ? 2 : 1)
      default: continue
      }
    }
    return nil
  }

  // MARK: - "on Friday", "last Tuesday", "next Monday", "Monday last week"

  private static func weekday(_ words: [String], _ sent: CivilDay, _ future: Bool) -> CivilDay? {
    guard let at = words.firstIndex(where: { weekdays[bare($0)] != nil }), let day = weekdays[bare(words[at])] else {
      return nil
    }
    let back = (sent.weekday - day + 7) % 7
    let ahead = (day - sent.weekday + 7) % 7
    // "Tuesday last week", "last week Tuesday", "Monday of next week": counted from that week's Monday.
    if words.contains("week"), let way = words.contains("last") ? -7 : words.contains("next") ? 7 : nil {
      return sent.adding(days: day - sent.weekday + way)
    }
    switch at > 0 ? words[at - 1] : "" {
    case "last", "past", "previous": return sent.adding(days: back == 0 ? -7 : -back)
    case "next", "coming": return sent.adding(days: ahead == 0 ? 7 : ahead)
    default: return sent.adding(days: future ? ahead : -back)
    }
  }

  /// "On the 3rd", "the 14th of last month".
  private static func dayOfMonth(_ words: [String], _ sent: CivilDay, _ future: Bool) -> CivilDay? {
    guard let at = words.firstIndex(where: { ordinal($0) != nil && Int($0) == nil }), let day = ordinal(words[at]) else {
      return nil
    }
    // "For the 3rd time" is no day.
    guard at + 1 == words.count || ["of", "at", "in", "and", "this", "last", "next", "month"].contains(words[at + 1]) else {
      return nil
    }
    guard let first = CivilDay(year: sent.year, month: sent.month, day: 1) else { return nil }
    let of = { (months: Int) -> CivilDay? in
      let month = first.adding(months: months)
      return CivilDay(year: month.year, month: month.month, day: day)
    }
    if let unit = words[at...].firstIndex(of: "month"), unit > 0 {
      switch words[unit - 1] {
      case "last": return of(-1)
      case "this": return of(0)
      case "next": return of(1)
      default: break
      }
    }
    let days = (-2...2).compactMap(of)
    return future ? days.first { $0 >= sent } : days.last { $0 <= sent }
  }
}
