extension LineLabels {
  /// Labels the lines that lie in what the HTML of the mail marked.
  mutating func markMarkup(_ marks: [ReadableText.Mark]) {
    for mark in marks {
      let lines = lines(in: mark.range)
      guard !lines.isEmpty else { continue }
      switch mark.kind {
      case .quoted: markOpen(lines, .quoted)
      case .forwarded: markOpen(lines, .forwarded)
      case .signature: markOpen(lines, .signature)
      case .attribution:
        markOpen(lines, .attribution)
        let reading = AttributionReading(text, lines)
        if let author = reading.author, let next = text.nextFilled(from: lines.upperBound) {
          authors[next] = author
        }
      }
    }
  }

  private mutating func markOpen(_ lines: Range<Int>, _ kind: Segment.Kind) {
    for index in lines where signals[index] != .sent {
      // An attribution or a signature within a quote stays part of it.
      if kinds[index] == .quoted, kind != .forwarded { continue }
      kinds[index] = kind
      signals[index] = .markup
      if kind == .quoted || kind == .forwarded { depths[index] = max(1, depths[index]) }
    }
  }

  /// The lines that have their content within `range`.
  private func lines(in range: Range<Int>) -> Range<Int> {
    var lower = firstLine(endingBehind: range.lowerBound)
    while lower < text.count, text.lines[lower].isEmpty { lower += 1 }
    // A line that began before the mark is somebody's own words with a quote in it.
    if lower < text.count, Int(text.lines[lower].contentStart) < range.lowerBound { lower += 1 }
    var upper = max(lower, firstLine(endingBehind: range.upperBound))
    if upper < text.count, !text.lines[upper].isEmpty,
      Int(text.lines[upper].contentEnd) <= range.upperBound
    {
      upper += 1
    }
    return lower..<upper
  }

  private func firstLine(endingBehind offset: Int) -> Int {
    var lower = 0
    var upper = text.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if Int(text.lines[middle].end) <= offset { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
