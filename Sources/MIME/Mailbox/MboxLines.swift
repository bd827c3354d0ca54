/// The lines of an mbox file, one by one, and what was found between them.
struct MboxLines: Sendable {
  /// A line that may start a message.
  private struct Mark {
    /// The `From ` line; nil where the file starts without one.
    var envelope: Range<Int>?
    /// Where the message starts.
    var start: Int
    /// Where a message before it ends: before the empty line above, if one stands there.
    var endBefore: Int
    var isBehindEmptyLine: Bool
    /// How many bytes of nothing but line ends stand right before it.
    var breaks: Int
    /// Where the body would end by Content-Length; nil where none is given, or the header is not read yet.
    var countedEnd: Int?
  }

  private let dialect: Mbox.Dialect
  /// Found and not resolved yet, in order, from ``first`` on.
  private var marks: [Mark] = []
  private var first = 0
  /// A `From ` line that counts only if a header follows.
  private var pending: (mark: Mark, line: Range<Int>)?
  private var contentLength: Int?
  private var isInHeader = false

  private var isBehindEmptyLine = true
  private var emptyLineStart = 0
  private var breaks = 0
  private var hasText = false
  /// Where the last line starts that is not empty.
  private var lastFilled = -1

  init(dialect: Mbox.Dialect = .mboxrd) {
    self.dialect = dialect
  }

  var firstNeeded: Int? {
    guard first < marks.count else { return pending?.line.lowerBound }
    return place(of: marks[first])
  }

  /// Takes one line.
  ///
  /// - Parameters:
  ///   - content: its first ``MboxLine/lengthLimit`` octets at least, without the line end.
  ///   - endsInCR: its last octet is CR, also where that is not among those given.
  ///   - isCut: no line end follows.
  mutating func take(
    _ content: UnsafeBufferPointer<UInt8>, endsInCR: Bool, start: Int, next: Int, isCut: Bool = false
  ) {
    let isEmpty = content.isEmpty || content.count == 1 && endsInCR
    if pending == nil, !isInHeader, hasText, !isEmpty, content[0] != 0x46 {
      // Inside a body.
      isBehindEmptyLine = false
      breaks = isCut ? 0 : endsInCR ? 2 : 1
      lastFilled = start
      return
    }
    takeSlowly(content, isEmpty: isEmpty, endsInCR: endsInCR, start: start, next: next, isCut: isCut)
  }

  private mutating func takeSlowly(
    _ content: UnsafeBufferPointer<UInt8>, isEmpty: Bool, endsInCR: Bool, start: Int, next: Int, isCut: Bool
  ) {
    var line = Array(content.prefix(MboxLine.lengthLimit))[...]
    if line.last == ASCII.cr { line.removeLast() }
    var start = start
    // A byte order mark before the first line.
    if !hasText, start == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) {
      line.removeFirst(3)
      start = 3
    }
    confirmPending(by: line)
    if MboxLine.isFrom(line) {
      takeFrom(line, start: start, next: next)
    } else if !isEmpty, !hasText {
      open(Mark(start: start, endBefore: start, isBehindEmptyLine: true, breaks: 0))
    }
    readHeader(line, isEmpty: isEmpty, next: next)
    if isEmpty {
      // Of several empty lines the last one is the file's.
      emptyLineStart = start
      breaks += next - start
    } else {
      hasText = true
      lastFilled = start
      breaks = isCut ? 0 : endsInCR ? 2 : 1
    }
    isBehindEmptyLine = isEmpty
  }

  private mutating func takeFrom(_ line: ArraySlice<UInt8>, start: Int, next: Int) {
    let kind = MboxLine.mark(line)
    let mark = Mark(
      envelope: start..<(start + line.count), start: next,
      endBefore: isBehindEmptyLine && hasText ? emptyLineStart : start, isBehindEmptyLine: isBehindEmptyLine,
      breaks: breaks)
    switch kind {
    case .full where isBehindEmptyLine || !hasText: open(mark)
    case .weak where !hasText: open(mark)
    // Some programs leave the empty line out; some texts show such lines. A header behind it decides.
    case .full: pending = (mark, start..<next)
    case .weak where isBehindEmptyLine: pending = (mark, start..<next)
    case .weak, .none:
      if !hasText { open(Mark(start: start, endBefore: start, isBehindEmptyLine: true, breaks: 0)) }
    }
  }

  private mutating func confirmPending(by line: ArraySlice<UInt8>) {
    guard let found = pending else { return }
    pending = nil
    if MboxLine.isField(line) { open(found.mark) }
  }

  private mutating func open(_ mark: Mark) {
    marks.append(mark)
    isInHeader = dialect.isCounting
    contentLength = nil
    hasText = true
  }

  private mutating func readHeader(_ line: ArraySlice<UInt8>, isEmpty: Bool, next: Int) {
    guard isInHeader, pending == nil, let last = marks.indices.last else { return }
    if isEmpty {
      isInHeader = false
      if let contentLength, contentLength <= MboxSplitter.contentLengthLimit {
        marks[last].countedEnd = next + contentLength
      }
    } else if contentLength == nil {
      contentLength = MboxLine.contentLength(line)
    }
  }

  /// The messages whose end is known.
  ///
  /// - Parameter end: the length of the file, once it is known.
  mutating func resolved(end: Int?) -> [Mbox.Entry] {
    if end != nil { pending = nil }
    var result: [Mbox.Entry] = []
    while first < marks.count {
      let mark = marks[first]
      if let counted = mark.countedEnd {
        if let landing = landing(at: counted) {
          result.append(Mbox.Entry(envelope: mark.envelope, range: mark.start..<counted, isCounted: true))
          first = landing
          continue
        }
        if let end {
          if counted <= end, end - counted <= breaks {
            result.append(Mbox.Entry(envelope: mark.envelope, range: mark.start..<counted, isCounted: true))
            first = marks.count
            break
          }
        } else if lastFilled < counted || pending != nil {
          break
        }
      }
      guard let next = nextMark(behind: first) else {
        guard let end else { break }
        let cut = isBehindEmptyLine && emptyLineStart >= mark.start ? emptyLineStart : end
        result.append(Mbox.Entry(envelope: mark.envelope, range: mark.start..<max(mark.start, cut)))
        first = marks.count
        break
      }
      let cut = max(mark.start, marks[next].endBefore)
      result.append(Mbox.Entry(envelope: mark.envelope, range: mark.start..<cut))
      first = next
    }
    // Kept short, and moved only when half of it is done with.
    if first > 64, first * 2 > marks.count {
      marks.removeFirst(first)
      first = 0
    }
    return result
  }

  /// The next mark that parts messages where no count tells.
  private func nextMark(behind index: Int) -> Int? {
    var next = index + 1
    // Without quoting, a `From ` line behind text may be anybody's.
    while next < marks.count, !dialect.isQuoting, !marks[next].isBehindEmptyLine { next += 1 }
    return next < marks.count ? next : nil
  }

  /// The mark that `end` comes right before, but for line ends.
  private func landing(at end: Int) -> Int? {
    var low = first + 1
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if place(of: marks[middle]) < end { low = middle + 1 } else { high = middle }
    }
    guard low < marks.count else { return nil }
    return place(of: marks[low]) - end <= marks[low].breaks ? low : nil
  }

  private func place(of mark: Mark) -> Int { mark.envelope?.lowerBound ?? mark.start }
}
