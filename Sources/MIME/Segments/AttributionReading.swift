/// What one to six joined lines say if they are read as an attribution ("On 3 May Ann wrote:").
struct AttributionReading {
  /// Longest attribution, in bytes: two long names and addresses, a date, and the words around them.
  static let lengthLimit = 500
  /// Shortest, in bytes: `wrote:`, and two Chinese characters with a colon.
  static let lengthMinimum = 6
  /// Most words of an attribution that is nothing but a name and a verb.
  private static let shortWords = 6
  /// Most words between a date and the verb: a name with titles and company, an address, and what stands around them.
  private static let nameWords = 14
  /// Octets from the start within which a date must begin: "On the whole ... 3 May" is a sentence.
  private static let dateReach = 48

  /// The joined lines, folded.
  let folded: [UInt8]
  let source: LineTable
  let lineRange: Range<Int>

  init(_ text: LineTable, _ lines: Range<Int>) {
    var folded: [UInt8] = []
    for index in lines where !text.lines[index].isEmpty && folded.count <= Self.lengthLimit {
      Folding.fold(text.bytes, text.lines[index].content, into: &folded)
    }
    // Zoho writes `---- On ... wrote ----`.
    var start = 0
    while start < folded.count, folded[start] == ASCII.hyphen || folded[start] == ASCII.space {
      start += 1
    }
    if start > 3 {
      while let last = folded.last, last == ASCII.hyphen || last == ASCII.space {
        folded.removeLast()
      }
      folded.removeFirst(min(start, folded.count))
      folded.append(ASCII.colon)
    }
    if folded.first == 0x7C || folded.first == 0x5B { folded.removeFirst() }
    self.folded = folded
    self.source = text
    lineRange = lines
  }

  enum Strength {
    /// A mail program's line: what follows is theirs even without quote marks.
    case strong
    /// An address and a verb, no date: strong where it stands alone.
    case addressed
    /// Only together with quote marks below it.
    case weak
  }

  /// Whether it starts as a mail program's line does, with a date soon; told only together with
  /// ``strength(isBeforeQuote:)``.
  var isOpened: Bool { opener(TimeSigns(folded)) != nil }

  /// nil where it is no attribution.
  func strength(isBeforeQuote: Bool) -> Strength? {
    guard folded.count >= Self.lengthMinimum, folded.count <= Self.lengthLimit else { return nil }
    let hasColon = endsOpen
    guard hasColon || isBeforeQuote else { return nil }
    let verb = verb
    let address = address
    guard verb != nil || address != nil else { return nil }
    let times = TimeSigns(folded)
    let opener = opener(times)
    if let verb {
      // The verb ends it, or a name or date does: "Ann schrieb am 3. Mai:".
      guard verb.upperBound + 1 >= folded.count || address != nil || times.hasDigit || isBeforeQuote
      else { return nil }
      let isStory = isStory(verb, address)
      if let opener, times.hasDigit, times.hasTime || address != nil {
        guard opener <= Self.dateReach else { return nil }
        if isStory { return isBeforeQuote ? .weak : nil }
        // Programs name the year; "on 3 May at 10:30 your colleague Paul (paul@shop.example) wrote:" is told.
        return hasColon && (times.hasYear || times.hasDate)
          ? .strong : isBeforeQuote ? .weak : nil
      }
      if address != nil, Self.verbFirst.match(folded) != nil { return hasColon ? .strong : .weak }
      if let address, isNameFirst(address, verb), !isStory {
        return times.hasDigitOutside(address) && times.hasTime ? .strong : .addressed
      }
      guard isBeforeQuote, !isStory else { return nil }
      if opener != nil, times.hasDigit { return .weak }
      return isShort(verb) ? .weak : nil
    }
    // "2026-05-03 10:22 GMT+02:00 Ann <ann@example.org>:", and the Russian and Japanese ways.
    guard let address, times.hasTime || times.hasDate, times.hasDigitOutside(address), opener != nil
    else { return nil }
    guard address.upperBound + 12 >= folded.count, wordCount <= 24, !hasInnerColon(address) else { return nil }
    // Programs put the address in brackets and tell no seconds; logs have it bare, or are to the second.
    let isProgram = hasBracketedAddress && !times.hasSeconds
    return hasColon && times.hasTime && isProgram ? .strong : isBeforeQuote ? .weak : nil
  }

  /// `Ann <ann@mail.example>`, as programs write it and people do not.
  var hasBracketedAddress: Bool { address.map { folded[$0.lowerBound] == ASCII.less } ?? false }

  /// "10:00: called again": somebody keeps a diary.
  private func hasInnerColon(_ address: Range<Int>) -> Bool {
    let head = folded[..<address.lowerBound]
    return head.indices.contains { head[$0] == ASCII.colon && $0 + 1 < head.endIndex && head[$0 + 1] == ASCII.space }
  }

  /// Whether it has a verb of writing, or an address.
  var speaksOfWriting: Bool { verb != nil || address != nil }

  private var endsOpen: Bool { folded.last == ASCII.colon || folded.last == ASCII.underscore }

  /// The verb: the one that ends the line, else the first.
  private var verb: Range<Int>? {
    var first: Range<Int>?
    var place = 0
    while let found = AttributionPhrases.wrote.find(in: folded, from: place) {
      first = first ?? found
      if found.upperBound + 4 >= folded.count { return found }
      place = found.upperBound
    }
    return first
  }

  /// The address in it, with its brackets.
  private var address: Range<Int>? {
    guard let at = folded.firstIndex(of: ASCII.at), at > 0, at + 1 < folded.count else {
      return nil
    }
    var lower = at
    var upper = at + 1
    while lower > 0, !Self.endsAddress(folded[lower - 1]) { lower -= 1 }
    while upper < folded.count, !Self.endsAddress(folded[upper]) { upper += 1 }
    guard lower < at, upper > at + 1 else { return nil }
    if lower > 0, folded[lower - 1] != ASCII.space { lower -= 1 }
    while upper < folded.count, folded[upper] != ASCII.space, folded[upper] != ASCII.colon {
      upper += 1
    }
    return lower..<upper
  }

  private static func endsAddress(_ octet: UInt8) -> Bool {
    switch octet {
    case ASCII.space, ASCII.less, ASCII.greater, ASCII.quote, ASCII.openParenthesis,
      ASCII.closeParenthesis,
      ASCII.comma, ASCII.colon, ASCII.semicolon, 0x5B, 0x5D, 0x26:
      true
    default: false
    }
  }

  /// How far into it the date begins, where it starts as such lines do; nil where it does not.
  private func opener(_ times: TimeSigns) -> Int? {
    guard let first = folded.first, let digit = times.firstDigit else { return nil }
    if first.isDigit { return 0 }
    if AttributionPhrases.openers.match(folded) != nil
      || AttributionPhrases.days.match(folded) != nil
    {
      return digit <= Self.dateReach ? digit : nil
    }
    return nil
  }

  /// A name and an address, and nothing but a date between them and the verb.
  private func isNameFirst(_ address: Range<Int>, _ verb: Range<Int>) -> Bool {
    guard address.lowerBound <= 90, let first = folded.first, first != ASCII.greater else {
      return false
    }
    let words = folded[..<address.lowerBound].split(separator: ASCII.space).count
    guard words <= 8 else { return false }
    if verb.lowerBound >= address.upperBound {
      let between = folded[address.upperBound..<verb.lowerBound]
      return between.count <= 3 || between.contains(where: \.isDigit) && between.count <= 60
        || between.first.map { $0 == ASCII.comma } == true
    }
    return verb.upperBound + 4 >= address.lowerBound
  }

  /// "I wrote", "you wrote", "my friend wrote": somebody tells it.
  private func isStory(_ verb: Range<Int>, _ address: Range<Int>?) -> Bool {
    if folded.starts(with: "i ".utf8) || folded.starts(with: "my ".utf8) { return true }
    let before = folded[..<verb.lowerBound].split { $0 == ASCII.space || $0 == ASCII.comma }
    if let last = before.last, AttributionPhrases.pronouns.match(Array(last), isWhole: true) != nil
    {
      return true
    }
    // A sentence has other words between date and verb than a name has, and more of them.
    let afterDate = before.reversed().prefix {
      $0.contains(ASCII.at) || !$0.contains(where: \.isDigit)
    }
    return afterDate.count > Self.nameWords || afterDate.contains { Self.isStoryWord($0) }
  }

  /// How Apple Mail begins it in Polish.
  private static let verbFirst = PhraseTable(["wiadomość napisana przez"])

  private static let storyWords = PhraseTable([
    "i", "and", "but", "because", "that", "und", "aber", "dass", "ich", "et", "mais", "que", "pero",
    "y", "je", "che", "ma",
    "then", "again", "finally", "my", "your", "our", "mir", "uns", "me", "us",
  ])

  private static func isStoryWord(_ word: ArraySlice<UInt8>) -> Bool {
    storyWords.match(Array(word), isWhole: true) != nil
  }

  private func isShort(_ verb: Range<Int>) -> Bool {
    verb.upperBound + 3 >= folded.count && wordCount <= Self.shortWords && lineRange.count == 1
  }

  private var wordCount: Int { folded.count { $0 == ASCII.space } + 1 }
}

/// What looks like a date or a time of day in a folded line.
struct TimeSigns {
  private(set) var firstDigit: Int?
  /// 9:30, 9.30, 9h30.
  private(set) var hasTime = false
  /// 9:30:15.
  private(set) var hasSeconds = false
  /// A year of four digits.
  private(set) var hasYear = false
  /// 3.5.26, 5/3/2026, 2026-05-03.
  private(set) var hasDate = false
  private let text: [UInt8]

  var hasDigit: Bool { firstDigit != nil }

  init(_ text: [UInt8]) {
    self.text = text
    var index = 0
    var groups = 0
    var before: UInt8 = 0
    while index < text.count {
      guard text[index].isDigit else {
        index += 1
        continue
      }
      firstDigit = firstDigit ?? index
      let start = index
      while index < text.count, text[index].isDigit { index += 1 }
      let length = index - start
      let lead = start > 0 ? text[start - 1] : 0
      let next = index < text.count ? text[index] : 0
      let follows = index + 1 < text.count && text[index + 1].isDigit
      if length == 4, text[start] == 0x31 || text[start] == 0x32, lead != ASCII.dot || groups > 0 {
        hasYear = true
      }
      if length <= 2, follows, lead != ASCII.dot, isClock(next, at: index) {
        hasSeconds = hasSeconds || next == ASCII.colon && index + 3 < text.count && text[index + 3] == ASCII.colon
        hasTime = true
      }
      // Groups of digits tied by one sign: three make a date.
      groups = groups > 0 && lead == before ? groups + 1 : 1
      before = follows && (next == ASCII.dot || next == 0x2F || next == ASCII.hyphen) ? next : 0
      if groups >= 3, length <= 4 { hasDate = true }
      if before == 0 { groups = 0 }
      index = max(index, start + 1)
    }
  }

  private func isClock(_ sign: UInt8, at index: Int) -> Bool {
    guard sign == ASCII.colon || sign == ASCII.dot || sign == 0x68 else { return false }
    var end = index + 1
    while end < text.count, text[end].isDigit { end += 1 }
    guard end - index - 1 == 2 else { return false }
    return sign != ASCII.dot || end == text.count || text[end] != ASCII.dot || end + 1 == text.count
  }

  /// Whether there is a digit that is no part of the address.
  func hasDigitOutside(_ address: Range<Int>) -> Bool {
    text[..<address.lowerBound].contains(where: \.isDigit)
      || text[address.upperBound...].contains(where: \.isDigit)
  }
}
