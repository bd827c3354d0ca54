extension LineLabels {
  /// Most filled lines behind `-- ` that still are a signature: a longer stretch is part of the letter.
  private static let delimitedLimit = 30
  /// The same behind `--`, which people also write as a ruler.
  private static let dashesLimit = 10
  /// Most filled lines behind a closing phrase: name, position, company, address, two numbers and a page.
  private static let closingLimit = 8
  /// Longest line of a signature without a delimiter, in bytes.
  private static let nameLineLimit = 70
  /// Longest line with a closing phrase, in bytes.
  private static let closingLength = 60

  /// Labels what follows the topmost `-- ` that has few enough lines below it (RFC 3676, 4.3).
  mutating func markDelimitedSignature(in stretch: Range<Int>) -> Bool {
    var filled = 0
    var found: Int?
    for index in stretch.reversed() where !text.lines[index].isEmpty {
      if filled > Self.delimitedLimit { break }
      if isOpen(index), let limit = delimiterLimit(index), filled <= limit { found = index }
      filled += 1
    }
    guard let found else { return false }
    let isSure = isExactDelimiter(found) || isOneCard(below: found, in: stretch)
    for index in found..<stretch.upperBound where isOpen(index) {
      mark(index..<(index + 1), .signature, isSure ? .delimiter : .closing)
    }
    return true
  }

  func isDelimiter(_ index: Int) -> Bool { delimiterLimit(index) != nil }

  /// How many lines may follow where line `index` is a delimiter; nil where it is none.
  private func delimiterLimit(_ index: Int) -> Int? {
    let line = text.lines[index]
    guard line.length == 2 || line.length == 3,
      text.bytes[line.content].allSatisfy({ $0 == ASCII.hyphen }) || isLongDash(line)
    else { return nil }
    if line.length == 3, line.first == ASCII.hyphen { return nil }
    return isExactDelimiter(index) ? Self.delimitedLimit : Self.dashesLimit
  }

  /// `-- ` with the space that RFC 3676 demands.
  private func isExactDelimiter(_ index: Int) -> Bool {
    let line = text.lines[index]
    let end = Int(line.contentEnd)
    return line.length == 2 && end < text.bytes.count && text.bytes[end] == ASCII.space
  }

  /// Whether a name follows `--`, and no second ruler: between verses and items of a list people write it as well.
  private func isOneCard(below start: Int, in stretch: Range<Int>) -> Bool {
    guard !stretch.contains(where: { $0 != start && isOpen($0) && isDelimiter($0) }) else { return false }
    guard let first = text.nextFilled(from: start + 1), first < stretch.upperBound else { return true }
    return !isOpen(first) || isNameLine(first)
  }

  /// Labels a visiting card below a ruler of underscores at the very end; what else stands there may be a letter's.
  mutating func markRuledSignature(in stretch: Range<Int>) {
    var below: [Int] = []
    for index in stretch.reversed() where isOpen(index) {
      if text.isRule(index), text.lines[index].first == ASCII.underscore {
        guard let first = below.last, isName(first) else { return }
        let folded = below.map { text.folded($0) }
        let isAboutCase = folded.contains { ClosingPhrases.caseWords.find(in: $0, anyEnd: true) != nil }
        guard !isAboutCase, folded.contains(where: { isContact($0) }) else { return }
        for line in index..<stretch.upperBound where isOpen(line) {
          mark(line..<(line + 1), .signature, .visitingCard)
        }
        return
      }
      guard below.count < Self.closingLimit, isNameLine(index) else { return }
      below.append(index)
    }
  }

  /// U+2014 or U+2013, which telephones make of two hyphens.
  private func isLongDash(_ line: LineTable.Line) -> Bool {
    guard line.first == 0xE2, line.length == 3 else { return false }
    let start = Int(line.contentStart)
    return text.bytes[start + 1] == 0x80
      && (text.bytes[start + 2] == 0x93 || text.bytes[start + 2] == 0x94)
  }

  /// Labels a closing phrase and the short lines below it at the very end.
  ///
  /// A closing with a telephone number or page below is a visiting card; with a name alone it is a guess.
  mutating func markClosing(in stretch: Range<Int>) {
    var below: [Int] = []
    var closing: Int?
    for index in stretch.reversed() where isOpen(index) {
      if isClosing(index), !below.isEmpty || closing != nil {
        closing = index
      } else {
        guard closing == nil, below.count < Self.closingLimit, isNameLine(index) else { break }
        below.append(index)
      }
    }
    guard let closing, let first = below.last, isName(first) else { return }
    let folded = below.map { text.folded($0) }
    let isAboutCase = folded.contains { ClosingPhrases.caseWords.find(in: $0, anyEnd: true) != nil }
    let hasContact = zip(below, folded).contains {
      text.lines[$0].signs.contains(.at) || isContact($1)
    }
    let signal: Signal = hasContact && !isAboutCase ? .visitingCard : .closing
    for index in closing..<stretch.upperBound where isOpen(index) {
      mark(index..<(index + 1), .signature, signal)
    }
  }

  func isClosing(_ index: Int) -> Bool {
    let line = text.lines[index]
    guard line.length <= Self.closingLength,
      ClosingPhrases.closings.mayStart(with: line.first) || line.first >= 0x80
    else { return false }
    var phrase = text.folded(index)
    while let last = phrase.last, Self.isClosingSign(last) { phrase.removeLast() }
    // U+3001, U+3002, U+FF01.
    while phrase.count > 3, phrase[phrase.count - 3] == 0xE3, phrase[phrase.count - 2] == 0x80 {
      phrase.removeLast(3)
    }
    return ClosingPhrases.closings.match(phrase, isWhole: true) != nil
  }

  private static func isClosingSign(_ octet: UInt8) -> Bool {
    octet == ASCII.comma || octet == 0x21 || octet == ASCII.dot || octet == ASCII.semicolon
      || octet == ASCII.space
      || octet == ASCII.hyphen || octet == ASCII.colon || octet == ASCII.closeParenthesis
  }

  /// Few words, and no digit: an order number is not who wrote.
  private func isName(_ index: Int) -> Bool {
    !text.lines[index].signs.contains(.digit)
      && text.folded(index).split(separator: ASCII.space).count <= 6
  }

  private func isContact(_ folded: [UInt8]) -> Bool {
    if folded.first == 0x2B || ClosingPhrases.contactWords.find(in: folded, anyEnd: true) != nil {
      return true
    }
    return folded.first == ASCII.openParenthesis && folded.count { $0.isDigit } >= 7
  }

  /// Short, and neither a question nor a sentence.
  private func isNameLine(_ index: Int) -> Bool {
    let line = text.lines[index]
    let content = text.bytes[line.content]
    guard content.count <= Self.nameLineLimit, let last = content.last else { return false }
    if content.contains(ASCII.question), !content.contains(0x2F) { return false }
    let words = content.split(whereSeparator: \.isWSP)
    if words.count > 3, last == ASCII.dot || last == 0x21 || last == ASCII.colon { return false }
    // A line of small letters is talk: names, streets and companies have capitals, and so have titles.
    let small = words.filter {
      $0.first.map { $0 >= 0x61 && $0 <= 0x7A } ?? false && !$0.contains(ASCII.at)
        && !$0.contains(ASCII.dot)
    }
    return words.count <= 8 && (words.count <= 3 || small.count * 2 <= words.count)
  }
}
