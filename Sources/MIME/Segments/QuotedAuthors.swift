extension LineLabels {
  /// Reads who is quoted, and what is forwarded, from quoted lines; returns the line to go on with.
  mutating func readQuoted(at index: Int) -> Int {
    let line = text.lines[index]
    let isRuled = line.first == ASCII.hyphen
    guard line.signs.contains(.opensEnd) || isRuled else { return index + 1 }
    let isFirst = index == 0 || text.lines[index - 1].depth < line.depth
    if isFirst, marker(at: index) == .forwarded { return markQuotedForward(from: index) }
    guard line.signs.contains(.opensEnd) else { return index + 1 }
    // Some programs break an attribution so that its last words look quoted: `> wrote:`.
    if isFirst, isTail(index), let found = attribution(endingAt: index) {
      mark(found.lines, .attribution, .attribution)
      for line in found.lines { depths[line] = 0 }
      if let next = text.nextFilled(from: index + 1), kinds[next] == .own {
        markTail(from: next, found)
      }
      return index + 1
    }
    guard let next = text.nextFilled(from: index + 1),
      let found = quotedAttribution(endingAt: index, next: next),
      let author = found.author
    else { return index + 1 }
    if text.lines[next].depth > line.depth {
      authors[next] = author
    } else if found.lines.lowerBound == 0
      || text.lines[found.lines.lowerBound - 1].depth < line.depth
    {
      authors[found.lines.lowerBound] = author
    }
    return index + 1
  }

  private mutating func markTail(from next: Int, _ found: Attribution) {
    guard kinds[..<found.lines.lowerBound].indices.contains(where: { isOpen($0) }) else { return }
    for line in next..<kinds.count where kinds[line] == .own || kinds[line] == .quoted {
      if kinds[line] == .own { signals[line] = .below }
      kinds[line] = .quoted
      depths[line] = max(1, depths[line])
    }
    authors[next] = found.author
  }

  /// `> Begin forwarded message:` (Apple Mail).
  private mutating func markQuotedForward(from start: Int) -> Int {
    let depth = text.lines[start].depth
    var end = start
    while end < kinds.count, text.lines[end].depth >= depth || text.lines[end].isEmpty { end += 1 }
    markQuoted(start..<end, .forwarded, .headerBlock)
    if let next = text.nextFilled(from: start + 1),
      let block = headerBlock(at: next, isAnnounced: true)
    {
      authors[start] = block.author
    }
    return end
  }

  private func quotedAttribution(endingAt end: Int, next: Int) -> Attribution? {
    guard speaksOfWriting(upTo: end) else { return nil }
    let depth = text.lines[end].depth
    for start in stride(from: end, through: max(0, end - Self.attributionLines + 1), by: -1) {
      guard text.lines[start].depth == depth, !text.lines[start].isEmpty else { return nil }
      let reading = AttributionReading(text, start..<(end + 1))
      if reading.strength(isBeforeQuote: text.lines[next].depth > depth) != nil,
        reading.isOpened || start == end
      {
        return Attribution(lines: start..<(end + 1), isStrong: false, author: reading.author)
      }
    }
    return nil
  }
}
