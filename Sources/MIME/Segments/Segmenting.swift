extension Segment {
  /// `text` cut into labelled pieces that cover it without gaps. Nothing is thrown away.
  ///
  /// - Parameter text: readable text with `\n` line ends.
  public static func all(in text: String) -> [Segment] {
    let lines = TextLines(text)
    var labels = LineLabels(lines)
    labels.markOthersWords()
    labels.markFeet()
    labels.markGreeting()
    return labels.segments()
  }
}

/// A kind for each line of a text.
struct LineLabels {
  let text: TextLines
  private(set) var kinds: [Segment.Kind]
  private var depths: [Int]

  init(_ text: TextLines) {
    self.text = text
    kinds = text.lines.map { $0.depth > 0 ? .quoted : .own }
    depths = text.lines.map(\.depth)
  }

  /// Labels attributions, what is quoted without quote marks, and what is forwarded.
  mutating func markOthersWords() {
    var index = 0
    while index < kinds.count {
      guard kinds[index] == .own, !text.lines[index].isEmpty else {
        index += 1
        continue
      }
      if text.isMarker(index, of: Phrases.forwardedMessage) {
        index = markForwarded(from: index)
      } else if text.isMarker(index, of: Phrases.originalMessage) {
        mark(index..<(index + 1), .attribution)
        index += 1
        guard let next = text.nextFilled(from: index), text.lines[next].depth == 0 else { continue }
        let block = text.headerBlock(at: next) ?? 0
        mark(index..<(next + block), .attribution)
        markRest(from: next + block)
        return
      } else if let count = text.headerBlock(at: index) {
        markRules(before: index)
        if hasOwnWords(before: index) {
          mark(index..<(index + count), .attribution)
          markRest(from: index + count)
        } else {
          mark(index..<kinds.count, .forwarded)
        }
        return
      } else if let found = text.attribution(at: index) {
        mark(index..<(index + found.count), .attribution)
        index += found.count
        let next = text.nextFilled(from: index)
        if found.isStrong, let next, text.lines[next].depth == 0 {
          markRest(from: index)
          return
        }
      } else {
        index += 1
      }
    }
  }

  /// Everything from `start` on is somebody else's, with or without quote marks.
  private mutating func markRest(from start: Int) {
    for index in start..<max(start, kinds.count) {
      kinds[index] = .quoted
      depths[index] = max(1, depths[index])
    }
  }

  /// A quoted forward ends where its quote marks do; any other reaches the end.
  private mutating func markForwarded(from start: Int) -> Int {
    guard let next = text.nextFilled(from: start + 1), text.lines[next].depth > 0 else {
      mark(start..<kinds.count, .forwarded)
      return kinds.count
    }
    var end = next
    while end < kinds.count, text.lines[end].depth > 0 || text.lines[end].isEmpty { end += 1 }
    mark(start..<end, .forwarded)
    return end
  }

  /// The line that a mail program draws above a header block belongs to it.
  private mutating func markRules(before block: Int) {
    var index = block
    while index > 0, kinds[index - 1] == .own, text.lines[index - 1].isEmpty || isRule(index - 1) { index -= 1 }
    mark(index..<block, .attribution)
  }

  private func hasOwnWords(before end: Int) -> Bool {
    (0..<end).contains { kinds[$0] == .own && !text.lines[$0].isEmpty && !isRule($0) }
  }

  /// A line of nothing but `-`, `_`, `=` or `*`.
  func isRule(_ index: Int) -> Bool {
    let content = text.bytes[text.lines[index].content]
    return content.count >= 3
      && content.allSatisfy { $0 == ASCII.hyphen || $0 == ASCII.underscore || $0 == ASCII.equals || $0 == 0x2A }
  }

  mutating func mark(_ range: Range<Int>, _ kind: Segment.Kind) {
    for index in range.clamped(to: 0..<kinds.count) { kinds[index] = kind }
  }

  /// Adjacent lines of one kind and depth as one piece. Empty lines go with what stands before them.
  func segments() -> [Segment] {
    var result: [Segment] = []
    var start = 0
    var current: (kind: Segment.Kind, depth: Int)?
    for (index, line) in text.lines.enumerated() where !(line.isEmpty && line.depth == 0) {
      let isQuote = kinds[index] == .quoted || kinds[index] == .forwarded
      let label = (kind: kinds[index], depth: isQuote ? depths[index] : 0)
      if let open = current, open != label {
        result.append(Segment(kind: open.kind, range: start..<line.range.lowerBound, depth: open.depth))
        start = line.range.lowerBound
      }
      current = label
    }
    let end = text.bytes.count
    if start < end {
      result.append(Segment(kind: current?.kind ?? .own, range: start..<end, depth: current?.depth ?? 0))
    }
    return result
  }
}
