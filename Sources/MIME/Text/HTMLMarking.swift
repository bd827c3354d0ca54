/// Gathers the marks of a text while it is written.
struct HTMLMarking {
  private struct Running {
    /// The index of a mark.
    var mark: Int
    /// It ends when fewer elements than this are open.
    var depth: Int
    /// Reaches to the end of the element around it, and further where nothing stood there but its header.
    var reachesOn: Bool
    /// Where the words behind its header start.
    var content: Int
  }

  private struct Container {
    var depth: Int
    var start: Int
    var hasQuote = false
  }

  private var marks: [ReadableText.Mark] = []
  private var running: [Running] = []
  /// The one that runs over somebody else's words: within it there is no other.
  private var othersAt: Int?
  private var containers: [Container] = []

  /// A mark starts that ends with the element that is the `depth`th open one.
  mutating func start(_ origin: HTMLOrigin, depth: Int, _ page: TextPage) {
    let others = othersAt.map { running[$0] }
    switch origin {
    case .quoted where others == nil: add(.quoted, depth, page)
    case .forwarded where others == nil: add(.forwarded, depth, page)
    case .signature where others == nil: add(.signature, depth, page)
    case .attribution:
      // In a quote it is the attribution of an older one, unless it is what the quote starts with.
      if let others, !page.isBlank(since: others.content) { return }
      add(.attribution, depth, page)
    case .header:
      startRest(depth: depth - 1, page)
      start(.attribution, depth: depth, page)
    case .quotedFromHere: startRest(depth: depth - 1, page)
    case .quoteContainer:
      guard others == nil, containers.count < HTMLText.markLimit else { return }
      containers.append(Container(depth: depth, start: page.mark))
    default: break
    }
  }

  /// From here to the end of the element around it all is somebody else's. Where nothing stands before it, the mail is
  /// handed on and not answered.
  private mutating func startRest(depth: Int, _ page: TextPage) {
    if othersAt != nil { return }
    add(page.isEmpty ? .forwarded : .quoted, depth, page, reachesOn: true)
  }

  /// A `blockquote` starts that quotes.
  mutating func startQuote(depth: Int, _ page: TextPage) {
    if let index = containers.indices.last, !containers[index].hasQuote {
      containers[index].hasQuote = true
      markAttribution(from: containers[index].start, page)
    }
    if othersAt == nil { add(.quoted, depth, page) }
  }

  /// What stands in a container before the quote is its attribution where it looks like one: at most three lines that
  /// end in a colon, or are drawn in hyphens as Zoho does.
  private mutating func markAttribution(from start: Int, _ page: TextPage) {
    let lower = page.contentStart(start)
    let upper = page.bytes.count
    // 500: longer than any attribution of two addresses.
    guard lower < upper, upper - lower <= 500, othersAt == nil else { return }
    if let last = marks.last, last.kind == .attribution, last.range.upperBound > lower { return }
    let words = page.bytes[lower..<upper]
    let lines = words.split(separator: ASCII.lf)
    let isWideColon = words.suffix(3).elementsEqual([0xEF, 0xBC, 0x9A])
    guard lines.count <= 3, words.last == ASCII.colon || words.last == ASCII.hyphen || isWideColon else { return }
    marks.append(ReadableText.Mark(kind: .attribution, range: start..<upper))
  }

  private mutating func add(
    _ kind: ReadableText.Mark.Kind, _ depth: Int, _ page: TextPage, reachesOn: Bool = false
  ) {
    guard marks.count < HTMLText.markLimit, running.count < HTMLText.markLimit else { return }
    running.append(Running(mark: marks.count, depth: depth, reachesOn: reachesOn, content: page.mark))
    if kind == .quoted || kind == .forwarded { othersAt = running.count - 1 }
    marks.append(ReadableText.Mark(kind: kind, range: page.mark..<page.mark))
  }

  /// Elements were closed, and `depth` are open now; -1 where the text ends.
  mutating func end(depth: Int, _ page: TextPage) {
    while let current = running.last, current.depth > depth {
      // An empty element around the header alone: what it announces stands behind that element.
      if current.reachesOn, depth >= 0, page.isBlank(since: current.content) {
        running[running.count - 1].depth = depth
        break
      }
      running.removeLast()
      if othersAt == running.count { othersAt = nil }
      let range = marks[current.mark].range
      marks[current.mark].range = range.lowerBound..<max(range.lowerBound, page.mark)
      if marks[current.mark].kind == .attribution, let outer = othersAt, running[outer].reachesOn {
        running[outer].content = page.mark
      }
    }
    while let container = containers.last, container.depth > depth {
      containers.removeLast()
      if isForward(container, page) {
        marks.append(ReadableText.Mark(kind: .forwarded, range: container.start..<page.mark))
      }
    }
  }

  /// Gmail and Proton draw five hyphens or more before the header block of a forward, in any language; old versions
  /// of Proton also before an answer.
  private func isForward(_ container: Container, _ page: TextPage) -> Bool {
    let start = page.contentStart(container.start)
    let line = page.bytes[min(start, page.bytes.count)...].prefix(100).prefix { $0 != ASCII.lf }
    guard line.starts(with: [UInt8](repeating: ASCII.hyphen, count: 5)) else { return false }
    return !line.lowercasedASCIIString.contains("original message")
  }

  /// The marks, by place, the wider ones first, each over whole words and the line end behind them.
  mutating func finish(_ page: TextPage) -> [ReadableText.Mark] {
    end(depth: -1, page)
    let count = page.bytes.count
    var result: [ReadableText.Mark] = []
    result.reserveCapacity(marks.count)
    for mark in marks {
      let lower = page.contentStart(mark.range.lowerBound)
      let upper = min(mark.range.upperBound, count)
      guard lower < upper else { continue }
      // The line end that follows, which the last line of the text is still to get.
      let isLineEnd = upper == count || page.bytes[upper] == ASCII.lf
      result.append(ReadableText.Mark(kind: mark.kind, range: lower..<(isLineEnd ? upper + 1 : upper)))
    }
    result.sort { one, other in
      if one.range.lowerBound != other.range.lowerBound { return one.range.lowerBound < other.range.lowerBound }
      return one.range.upperBound > other.range.upperBound
    }
    return result
  }
}
