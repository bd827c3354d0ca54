/// A label for each line of a text, filled in by one signal after the other.
struct LineLabels {
  let text: LineTable
  var kinds: [Segment.Kind]
  var signals: [Signal]
  /// Depth of quoting; at least 1 for whatever is somebody else's.
  var depths: [UInt16]
  /// Who wrote from this line on, by line.
  var authors: [Int: String] = [:]
  /// From here on own lines may be somebody else's after all.
  var doubtfulFrom: Int?

  /// - Parameter isQuoting: lines with quote marks are quoted from the start.
  init(_ text: LineTable, isQuoting: Bool = true) {
    self.text = text
    kinds = [Segment.Kind](repeating: .own, count: text.count)
    signals = [Signal](repeating: .plain, count: text.count)
    depths = [UInt16](repeating: 0, count: text.count)
    guard isQuoting else { return }
    for (index, line) in text.lines.enumerated() where line.depth > 0 {
      kinds[index] = .quoted
      signals[index] = .quoteMarks
      depths[index] = line.depth
    }
  }

  mutating func mark(_ range: Range<Int>, _ kind: Segment.Kind, _ signal: Signal) {
    for index in range.clamped(to: 0..<kinds.count) {
      kinds[index] = kind
      signals[index] = signal
    }
  }

  /// Labels lines as somebody else's words, quoted at least once.
  mutating func markQuoted(_ range: Range<Int>, _ kind: Segment.Kind = .quoted, _ signal: Signal) {
    for index in range.clamped(to: 0..<kinds.count) {
      kinds[index] = kind
      signals[index] = max(signal, signals[index] == .quoteMarks ? .quoteMarks : signal)
      depths[index] = max(1, depths[index])
    }
  }

  /// Whether line `index` is open to being labelled: own until now, with content, and outside of code.
  func isOpen(_ index: Int) -> Bool {
    kinds[index] == .own && signals[index] == .plain && !text.lines[index].isEmpty
  }

  /// The stretches of own lines, in order.
  func ownStretches() -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start: Int?
    for index in kinds.indices {
      if kinds[index] == .own {
        start = start ?? index
      } else if let open = start {
        stretches.append(open..<index)
        start = nil
      }
    }
    if let start { stretches.append(start..<kinds.count) }
    return stretches
  }
}
