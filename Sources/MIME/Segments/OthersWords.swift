extension LineLabels {
  /// Labels attributions, what is quoted without quote marks, and what is forwarded.
  mutating func markOthersWords() {
    var index = 0
    var firstOwn: Int?
    var noBlockBefore = 0
    while index < kinds.count {
      let line = text.lines[index]
      if line.depth > 0, kinds[index] == .quoted {
        index = readQuoted(at: index)
        continue
      }
      guard isOpen(index) else {
        // Code is own words too.
        if kinds[index] == .own, !line.isEmpty { firstOwn = firstOwn ?? index }
        index += 1
        continue
      }
      switch marker(at: index) {
      case .forwarded:
        index = markForwarded(from: index)
        continue
      case .original:
        index = markOriginal(from: index)
        continue
      case nil: break
      }
      if index >= noBlockBefore {
        let found = text.headerBlock(at: index, isAnnounced: false)
        if let block = found.block {
          markBlock(block, hasOwnWords: firstOwn != nil)
          return
        }
        noBlockBefore = found.end
      }
      if let found = attribution(endingAt: index) {
        index = markAttribution(
          found, isBelowOwn: firstOwn.map { $0 < found.lines.lowerBound } ?? false)
        continue
      }
      if let end = oddQuote(from: index, isIntroduced: false) {
        markQuoted(index..<end, .quoted, .oddMarks)
        index = end
        continue
      }
      if firstOwn == nil, !text.isRule(index), !isMobileLine(index) { firstOwn = index }
      index += 1
    }
  }

  /// Everything from `start` on is somebody else's, with or without quote marks.
  private mutating func markBelow(from start: Int, author: String?) {
    guard start < kinds.count else { return }
    for index in start..<kinds.count where signals[index] != .sent && signals[index] != .markup {
      if kinds[index] == .own { signals[index] = .below }
      kinds[index] = .quoted
      depths[index] = max(1, depths[index])
    }
    if let author, let next = text.nextFilled(from: start) { authors[next] = author }
  }

  /// What follows "-----Original Message-----".
  private mutating func markOriginal(from start: Int) -> Int {
    mark(start..<(start + 1), .attribution, .headerBlock)
    guard let next = text.nextFilled(from: start + 1) else { return kinds.count }
    guard text.lines[next].depth == 0 else { return start + 1 }
    let block = headerBlock(at: next, isAnnounced: true)
    let line = block == nil ? firstAttribution(from: next) : nil
    let behind = block?.lines.upperBound ?? line?.lines.upperBound ?? start + 1
    mark(start..<behind, .attribution, .headerBlock)
    markBelow(from: behind, author: block?.author ?? line?.author)
    return kinds.count
  }

  /// ProtonMail puts "On 3 May 2026 Ann wrote:" below the marker and no header block.
  private func firstAttribution(from start: Int) -> Attribution? {
    for index in start..<min(start + 3, kinds.count) {
      if let found = attribution(endingAt: index) { return found }
    }
    return nil
  }

  private mutating func markBlock(_ block: HeaderBlock, hasOwnWords: Bool) {
    var start = block.lines.lowerBound
    // The line that a mail program draws above a header block belongs to it.
    while start > 0, kinds[start - 1] == .own,
      text.lines[start - 1].isEmpty || text.isRule(start - 1)
    { start -= 1 }
    if hasOwnWords {
      mark(start..<block.lines.upperBound, .attribution, .headerBlock)
      markBelow(from: block.lines.upperBound, author: block.author)
    } else {
      markQuoted(start..<kinds.count, .forwarded, .headerBlock)
      authors[block.lines.lowerBound] = block.author
    }
  }

  /// A forward with quote marks ends where they do, any other at its end line or the end of the text.
  private mutating func markForwarded(from start: Int) -> Int {
    guard let next = text.nextFilled(from: start + 1) else {
      mark(start..<kinds.count, .forwarded, .headerBlock)
      return kinds.count
    }
    var end = kinds.count
    if text.lines[next].depth > 0 {
      end = next
      while end < kinds.count, text.lines[end].depth > 0 || text.lines[end].isEmpty { end += 1 }
    } else {
      for index in next..<kinds.count where isEndOfForward(index) {
        end = index + 1
        break
      }
    }
    markQuoted(start..<end, .forwarded, .headerBlock)
    if let block = headerBlock(at: next, isAnnounced: true) { authors[start] = block.author }
    return end
  }

  private mutating func markAttribution(_ found: Attribution, isBelowOwn: Bool) -> Int {
    let behind = found.lines.upperBound
    mark(found.lines, .attribution, found.isStrong ? .attribution : .weakAttribution)
    for line in found.lines { depths[line] = 0 }
    guard let next = text.nextFilled(from: behind) else { return kinds.count }
    if let end = oddQuote(from: next, isIntroduced: true) {
      markQuoted(next..<end, .quoted, .oddMarks)
      authors[next] = found.author
      return end
    }
    guard kinds[next] == .own else {
      authors[next] = found.author
      return behind
    }
    guard found.isStrong else {
      // Nothing behind it is theirs for sure, so that it may be the customer's sentence.
      mark(found.lines, .attribution, .doubtful)
      return behind
    }
    guard text.lines[next].depth == 0, !marksItsQuotes(from: next) else { return behind }
    guard isBelowOwn else {
      // Nothing stands above: below a line that its program put there, a letter may answer what it does not quote.
      doubtfulFrom = min(doubtfulFrom ?? next, next)
      return behind
    }
    markBelow(from: behind, author: found.author)
    return kinds.count
  }

  /// Most lines between an attribution and the quote marks it introduces: an answer on top of the first question.
  private static let answerLines = 400

  /// Whether the program that wrote the attribution above `start` puts marks before what it quotes.
  ///
  /// Then lines without marks are answers. Marks below another attribution are the work of another program.
  private func marksItsQuotes(from start: Int) -> Bool {
    for index in start..<min(kinds.count, start + Self.answerLines) {
      if text.lines[index].depth > 0 { return true }
      guard isOpen(index) else { continue }
      if marker(at: index) != nil || attribution(endingAt: index) != nil { return false }
      if headerBlock(at: index, isAnnounced: false) != nil { return false }
    }
    return false
  }
}
