extension LineLabels {
  private struct Label: Equatable {
    let kind: Segment.Kind
    let depth: Int
    let author: String?
  }

  /// Adjacent lines of one kind, depth, and author as one piece. Empty lines go with what stands before them.
  func segments() -> [Segment] {
    var pieces: [Segment] = []
    var start = 0
    var current: Label?
    var signal = Signal.plain
    var answered: Range<Int>?
    var lastQuoted: Range<Int>?
    var authors = AuthorStack()
    for (index, line) in text.lines.enumerated() {
      if line.isEmpty, line.depth == 0 { continue }
      let kind = kinds[index]
      let isOthers = kind == .quoted || kind == .forwarded
      let depth = isOthers ? Int(depths[index]) : 0
      if let name = self.authors[index] { authors.set(name, depth: max(1, depth)) }
      let label = Label(
        kind: kind, depth: depth, author: isOthers ? authors.author(at: depth) : nil)
      if label == current {
        // A piece is as sure as its surest line; own words as sure as the least sure.
        signal = kind == .own ? own(signal, self.signal(index)) : max(signal, self.signal(index))
      } else {
        if let current { append(current, start..<Int(line.start), signal, answered, to: &pieces) }
        start = current == nil ? 0 : Int(line.start)
        signal = self.signal(index)
        answered = kind == .own ? lastQuoted : nil
        current = label
      }
      if kind == .quoted, !line.isEmpty {
        lastQuoted = Int(line.start)..<Int(line.contentEnd)
      } else if kind != .own, kind != .greeting, kind != .attribution {
        lastQuoted = nil
      }
    }
    if !text.bytes.isEmpty {
      let last = current ?? Label(kind: .own, depth: 0, author: nil)
      append(last, start..<text.bytes.count, signal, answered, to: &pieces)
    }
    return pieces
  }

  private func signal(_ index: Int) -> Signal {
    guard let doubtfulFrom, index >= doubtfulFrom, kinds[index] == .own, signals[index] == .plain
    else {
      return signals[index]
    }
    return .doubtful
  }

  private func own(_ one: Signal, _ other: Signal) -> Signal {
    one == .doubtful || other == .doubtful ? .doubtful : max(one, other)
  }

  private func append(
    _ label: Label, _ range: Range<Int>, _ signal: Signal, _ answered: Range<Int>?,
    to pieces: inout [Segment]
  ) {
    pieces.append(
      Segment(
        kind: label.kind, range: range, depth: label.depth, author: label.author,
        confidence: label.kind == .own && signal != .doubtful
          ? Signal.plain.confidence : signal.confidence,
        answers: answered))
  }
}

/// Who wrote at each depth of quoting, as the attributions read so far say.
private struct AuthorStack {
  /// Deepest quote whose author is remembered: attributions any deeper are nobody's business.
  private static let depthLimit = 64
  private var names: [Int: String] = [:]

  mutating func set(_ name: String, depth: Int) {
    guard depth <= Self.depthLimit else { return }
    // What stood deeper belonged to the quote before.
    for deeper in depth...Self.depthLimit { names[deeper] = nil }
    names[depth] = name
  }

  func author(at depth: Int) -> String? { names[depth] }
}
