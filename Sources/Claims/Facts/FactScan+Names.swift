extension FactScan {
  private static let months: [String: String] = [
    "january": "01", "february": "02", "march": "03", "april": "04", "may": "05", "june": "06", "july": "07",
    "august": "08",
    "september": "09", "october": "10", "november": "11", "december": "12", "jan": "01", "feb": "02", "mar": "03",
    "apr": "04",
    "jun": "06", "jul": "07", "aug": "08", "sep": "09", "sept": "09", "oct": "10", "nov": "11", "dec": "12",
  ]

  /// "3 May 2024", "May 3rd", "03/05/2024", "2024-05-03", "XX/XX/2018".
  ///
  /// Day and month in figures stay in the order written.
  func date(_ at: Int) -> Fact? {
    guard let found = dated(at), !isBirth(at) else { return nil }
    return found
  }

  private func dated(_ at: Int) -> Fact? {
    let form = form(at)
    if form.utf8.count == 10, kind(at) == .number, form.utf8.lazy.filter({ $0 == 0x2D }).count == 2 {
      return Fact(type: "date", value: form, tokens: at..<(at + 1), rule: "date")
    }
    if let end = figures(at) {
      let value = tokens[at..<end].map(\.form).joined()
      return Fact(type: "date", value: value, tokens: at..<end, rule: "date")
    }
    // "May 2016", "May of 2016"
    let yearAt = self.form(at + 1) == "of" ? at + 2 : at + 1
    if let month = Self.months[form] ?? (form == "xxxx" && yearAt == at + 2 ? "--" : nil),
      tokens[at].isCapitalised || form == "xxxx",
      kind(yearAt) == .number, self.form(yearAt).utf8.count == 4,
      self.form(yearAt).hasPrefix("20") || self.form(yearAt).hasPrefix("19")
    {
      return Fact(type: "date", value: "\(self.form(yearAt))-\(month)", tokens: at..<(yearAt + 1), rule: "month")
    }
    if let month = Self.months[form], tokens[at].isCapitalised, let day = Self.day(self.form(at + 1)) {
      return dated(month, day, at, at + 2)
    }
    if let day = Self.day(form) {
      let skip = self.form(at + 1) == "of" ? 2 : 1
      if let month = Self.months[self.form(at + skip)], tokens[at + skip].isCapitalised {
        return dated(month, day, at, at + skip + 1)
      }
    }
    return nil
  }

  /// "03/05/2024", "XX/XX/2018", in however many words it was cut: the end of its words.
  private func figures(_ at: Int) -> Int? {
    var end = at
    var text = ""
    while end < tokens.count, end - at < 5, end == at || !tokens[end].hasSpaceBefore, text.utf8.count < 11,
      tokens[end].form.utf8.allSatisfy({ $0 >= 0x2F && $0 <= 0x39 || $0 == 0x78 })
    {
      text += tokens[end].form
      end += 1
    }
    let cells = text.split(separator: "/", omittingEmptySubsequences: false)
    guard cells.count == 3, text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }),
      cells.allSatisfy({ (1...4).contains($0.utf8.count) }), cells[0].utf8.count <= 2, cells[1].utf8.count <= 2
    else { return nil }
    return end
  }

  /// "Born on 3 May 1980", "date of birth: 3 May 1980": not a date of the trouble.
  private func isBirth(_ at: Int) -> Bool {
    tokens[max(0, at - 4)..<at].contains { ["born", "birth", "birthday", "dob"].contains($0.form) }
  }

  private func dated(_ month: String, _ day: String, _ start: Int, _ end: Int) -> Fact {
    let yearAt = form(end) == "," ? end + 1 : end
    let year = form(yearAt)
    let hasYear = kind(yearAt) == .number && year.utf8.count == 4
    let value = (hasYear ? year : "----") + "-" + month + "-" + day
    return Fact(type: "date", value: value, tokens: start..<(hasYear ? yearAt + 1 : end), rule: "date")
  }

  private static func day(_ form: String) -> String? {
    guard let first = form.utf8.first, first >= 0x30, first <= 0x39 else { return nil }
    let digits = form.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), (1...31).contains(number), digits.utf8.count <= 2 else { return nil }
    guard ["", "st", "nd", "rd", "th"].contains(String(form.dropFirst(digits.count))) else { return nil }
    return number < 10 ? "0\(number)" : "\(number)"
  }

  private static let units: Set<String> = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minutes", "night", "weekend",
  ]
  static let counts: Set<String> = [
    "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "few",
    "couple", "of", "some", "about",
    "the", "many",
  ]

  /// "two weeks ago", "the past few days", "since mid December", "for three weeks".
  func since(_ at: Int) -> Fact? {
    let isPast = ["past", "last"].contains(form(at))
    let isFor = form(at) == "for"
    let isSince = form(at) == "since"
    // "With today's update", "since yesterday's Firefox update"
    if ["with", "since", "after"].contains(form(at)),
      ["today", "yesterday", "week"].contains(form(at + 1)) || form(at + 1) == "last",
      let end = ((at + 2)..<(at + 7)).first(where: { ["update", "upgrade"].contains(form($0)) }),
      ((at + 1)..<end).contains(where: { form($0) == "'s" })
    {
      return Fact(type: "since", value: words(at + 1, end + 1), tokens: (at + 1)..<(end + 1), rule: "since")
    }
    if at > 0, ["been"].contains(form(at - 1)), let end = duration(at) {
      return Fact(type: "since", value: words(at, end), tokens: at..<end, rule: "has been")
    }
    if isSince || ["till", "until"].contains(form(at)), let month = nextMonth(at + 1) {
      return Fact(type: "since", value: words(at + 1, month), tokens: at..<month, rule: "since")
    }
    if isSince,
      ["yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "today"]
        .contains(form(at + 1))
    {
      return Fact(type: "since", value: form(at + 1), tokens: at..<(at + 2), rule: "since")
    }
    let start = isPast || isFor ? at + 1 : at
    var place = start
    while place < tokens.count, place - start < 4, Self.counts.contains(form(place)) || kind(place) == .number {
      place += 1
    }
    guard Self.units.contains(form(place)), place > start || isPast else { return nil }
    if isFor || form(at) == "last" && place == start { return nil }
    // "Today, Yesterday, Last 7 Days": the name of a group.
    if isPast, at > 0, tokens[at].isCapitalised, tokens[at].lineEndsBefore == 0, tokens[place].isCapitalised { return nil }
    if isPast {
      return Fact(type: "since", value: words(start, place + 1), tokens: at..<(place + 1), rule: "duration")
    }
    // How long it has been so counts in the near past; years ago is a story.
    guard form(place + 1) == "ago", !form(place).hasPrefix("year") else { return nil }
    // "I posted it a month ago" dates a deed, and not the trouble.
    if ["i", "we", "just"].contains(form(0)), at < 9 { return nil }
    // "It was fine a few days ago" says when there was none.
    if tokens[max(0, at - 5)..<at].contains(where: { ["fine", "working", "worked", "ok", "okay"].contains($0.form) }) {
      return nil
    }
    return Fact(type: "since", value: words(start, place + 1), tokens: at..<(place + 2), rule: "ago")
  }

  /// "6 days", "over a year and a half"; nil where no unit of time follows.
  private func duration(_ at: Int) -> Int? {
    var place = at
    while place < tokens.count, place - at < 4,
      Self.counts.contains(form(place)) || kind(place) == .number
        || ["over", "almost", "nearly", "more", "than"].contains(form(place))
    { place += 1 }
    guard place > at, Self.units.contains(form(place)) else { return nil }
    return form(place + 1) == "and" && form(place + 3) == "half" ? place + 4 : place + 1
  }

  private func nextMonth(_ start: Int) -> Int? {
    for place in start..<min(start + 3, tokens.count)
    where Self.months[form(place)] != nil && tokens[place].isCapitalised {
      return place + 1
    }
    return nil
  }

  func words(_ start: Int, _ end: Int) -> String {
    tokens[start..<min(end, tokens.count)].map(\.form).joined(separator: " ")
  }

  static let systems: [String: String] = [
    "windows": "windows", "win": "windows", "win10": "windows 10", "win11": "windows 11", "win7": "windows 7",
    "windows10": "windows 10",
    "windows11": "windows 11", "macos": "macos", "osx": "macos", "ubuntu": "ubuntu", "debian": "debian",
    "fedora": "fedora",
    "android": "android", "ios": "ios", "ipados": "ipados", "linux": "linux", "xp": "windows xp",
    "sequoia": "macos sequoia",
    "sonoma": "macos sonoma", "ventura": "macos ventura", "monterey": "macos monterey",
  ]
  private static let systemTails: Set<String> = [
    "xp", "vista", "server", "sp3", "sp2", "sp1", "pro", "home", "sequoia", "sonoma", "ventura", "mint", "lts",
  ]

  /// "Windows 11 22H2", "Mac OS 14.4", "Ubuntu 22.04". The bare word `windows` is no version unless "on" or "under" it.
  func system(_ at: Int) -> Fact? {
    var place = at
    var name = Self.systems[form(at)]
    if form(at) == "mac", form(at + 1) == "os" || form(at + 1) == "osx" {
      name = "macos"
      place = at + 1
    }
    if form(at) == "server", tokens[at].isCapitalised, kind(at + 1) == .number, form(at + 1).hasPrefix("20"),
      form(at + 1).utf8.count == 4
    {
      return Fact(type: "os", value: "windows server " + form(at + 1), tokens: at..<(at + 2), rule: "operating system")
    }
    // "Mac (Sequoia)"
    if form(at) == "mac", let release = Self.systems[form(at + 2)], form(at + 1) == "(", form(at + 3) == ")" {
      return Fact(type: "os", value: release, tokens: at..<(at + 4), rule: "operating system")
    }
    guard var value = name else { return nil }
    place += 1
    let first = place
    while place < tokens.count, place - first < 3,
      Self.systemTails.contains(form(place)) || Self.isRelease(form(place))
        || (form(place) == "version" && Self.isRelease(form(place + 1)))
    {
      if form(place) != "version" { value += " " + form(place) }
      place += 1
    }
    let isBare = place == first && !form(at).utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
    let endsIn = form(at - 1) == "in" && (place == tokens.count || ["?", ".", ","].contains(form(place)))
    if isBare, !endsIn, !["on", "under", "running", "using", "system", ":"].contains(form(at - 1)) { return nil }
    if isBare, !tokens[at].isCapitalised { return nil }
    return Fact(type: "os", value: value, tokens: at..<place, rule: "operating system")
  }

  private static func isRelease(_ form: String) -> Bool {
    guard let first = form.utf8.first, first >= 0x30, first <= 0x39 else { return false }
    return form.utf8.count <= 12 && form.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E || $0 == 0x68 }
  }

  static let brands: Set<String> = [
    "iphone", "ipad", "macbook", "imac", "dell", "lenovo", "acer", "asus", "thinkpad", "samsung", "galaxy", "pixel",
    "intel", "amd", "ryzen", "nvidia", "geforce", "playstation", "xbox",
    "kindle", "surface", "huawei", "xiaomi",
  ]

  func device(_ at: Int) -> Fact? {
    guard Self.brands.contains(form(at)) || (form(at) == "mac" && form(at + 1) == "mini"),
      tokens[at].isCapitalised || form(at).hasPrefix("i")
    else { return nil }
    var place = at + 1
    while place < tokens.count, place - at < 4, tokens[place].isCapitalised || kind(place) == .number,
      kind(place) != .sign
    { place += 1 }
    // A maker alone names no device.
    if place == at + 1, ["dell", "lenovo", "acer", "asus", "samsung", "huawei", "xiaomi", "surface", "galaxy"].contains(form(at))
    {
      return nil
    }
    return Fact(type: "device", value: words(at, place), tokens: at..<place, rule: "device")
  }
}
