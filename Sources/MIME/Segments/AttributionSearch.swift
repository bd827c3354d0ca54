struct Attribution {
  let lines: Range<Int>
  /// It names a time or an address as a program does, so that what follows is theirs even without quote marks.
  let isStrong: Bool
  let author: String?
}

extension LineLabels {
  /// Most lines of one attribution: programs wrap it at 72 to 78 columns, and long addresses take two more.
  static let attributionLines = 6

  /// The attribution whose last line is `end`; nil where none ends there.
  ///
  /// Looked for backwards, because few lines end like one.
  func attribution(endingAt end: Int) -> Attribution? {
    let line = text.lines[end]
    let following = end + 1 < kinds.count ? text.nextFilled(from: end + 1) : nil
    let isQuoteNext = following.map { kinds[$0] == .quoted } ?? false
    let isDated = line.first.isDigit && line.signs.isSuperset(of: [.digit, .at])
    guard line.signs.contains(.opensEnd) || isQuoteNext || isDated else { return nil }
    guard line.length <= AttributionReading.lengthLimit else { return nil }
    if isQuoteNext, let following, isTail(following) { return nil }
    let isBeforeQuote =
      isQuoteNext || (following.map { oddQuote(from: $0, isIntroduced: true) != nil } ?? false)
    let isAboveSent = following.map { signals[$0] == .sent } ?? false
    guard line.signs.contains(.opensEnd) || isBeforeQuote else { return nil }
    guard isAboveSent || speaksOfWriting(upTo: end) else { return nil }
    var addressed: Attribution?
    var length = 0
    var signs: LineTable.Signs = []
    for start in stride(from: end, through: max(0, end - Self.attributionLines + 1), by: -1) {
      guard isPart(start, of: end) else { break }
      if text.lines[start].isEmpty { continue }
      length += text.lines[start].length
      guard length <= AttributionReading.lengthLimit else { break }
      signs.formUnion(text.lines[start].signs)
      // Wrapped ones are a program's, and name a date or an address.
      guard start == end || !signs.isDisjoint(with: [.digit, .at, .eightBit]) else { continue }
      let lines = start..<(end + 1)
      let reading = AttributionReading(text, lines)
      // Without a colon at the end the verb ends it, or the address.
      if start == end, !line.signs.contains(.opensEnd), !reading.speaksOfWriting { return nil }
      guard let strength = reading.strength(isBeforeQuote: isBeforeQuote) else {
        // Our own words stand below: whatever names a date and ends open introduces them, in any language.
        if isAboveSent, start == end, line.signs.contains(.opensEnd), isIntroduction(line) {
          addressed = Attribution(lines: lines, isStrong: false, author: reading.author)
        }
        continue
      }
      if reading.isOpened, strength != .addressed {
        return Attribution(lines: lines, isStrong: strength == .strong, author: reading.author)
      }
      guard addressed == nil else { continue }
      switch strength {
      case .strong: addressed = Attribution(lines: lines, isStrong: true, author: reading.author)
      case .weak: addressed = Attribution(lines: lines, isStrong: false, author: reading.author)
      case .addressed:
        let isAlone = start == 0 || text.lines[start - 1].isEmpty || kinds[start - 1] != .own
        guard isAlone || isBeforeQuote else { continue }
        // Without a date, "help@shop.example wrote:" proves nothing of what stands below: so people tell as well.
        let isStrong = isAlone && reading.hasBracketedAddress
        addressed = Attribution(lines: lines, isStrong: isStrong, author: reading.author)
      }
    }
    return addressed
  }

  /// Whether an address or a verb of writing stands in any of the lines that an attribution ending at `end` may have:
  /// one look that spares a reading of each, because most lines that end with a colon introduce no quotation.
  func speaksOfWriting(upTo end: Int) -> Bool {
    let depth = text.lines[end].depth
    var start = end
    var length = 0
    var signs: LineTable.Signs = []
    while start >= 0, end - start < Self.attributionLines {
      let line = text.lines[start]
      // An empty line may stand before an address alone; whatever is above it cannot be a quoted attribution.
      guard line.depth == depth,
        start == end || kinds[start] == kinds[end] && !line.signs.contains(.opensEnd)
      else { break }
      length += line.length
      guard length <= AttributionReading.lengthLimit else { break }
      signs.formUnion(line.signs)
      start -= 1
    }
    if signs.contains(.at) { return true }
    guard length >= AttributionReading.lengthMinimum else { return false }
    // Wrapped ones name a date, an address, or a month of another script.
    let first = signs.isDisjoint(with: [.digit, .eightBit]) ? end : start + 1
    return AttributionReading(text, first..<(end + 1)).speaksOfWriting
  }

  /// `> wrote:`, the end of an attribution that its program broke in the wrong place.
  func isTail(_ index: Int) -> Bool {
    let line = text.lines[index]
    guard line.depth > 0, line.length <= 24, line.signs.contains(.opensEnd) else { return false }
    return AttributionPhrases.wrote.match(text.folded(index)) != nil
  }

  private func isIntroduction(_ line: LineTable.Line) -> Bool {
    line.signs.contains(.digit) && line.signs.contains(.at)
  }

  /// Whether line `index` may belong to an attribution that ends at `end`.
  private func isPart(_ index: Int, of end: Int) -> Bool {
    let line = text.lines[index]
    if index == end { return true }
    // A gap is bridged only to an address that stands alone.
    if line.isEmpty { return line.depth == 0 && text.lines[index + 1].first == ASCII.less }
    // Programs wrap at spaces: a line that ends with a colon is an attribution or a list's head by itself.
    return line.depth == 0 && kinds[index] == .own && signals[index] == .plain && !line.signs.contains(.opensEnd)
  }
}
