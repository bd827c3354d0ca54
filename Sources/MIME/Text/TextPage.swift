/// Plain text while it is written out of HTML: collapses white space, keeps lines, quotes and lists.
struct TextPage {
  /// Deepest quote and list that are drawn: deeper ones would make the text grow with the square of the mail.
  static let depthLimit = 20

  var quoteDepth = 0 {
    didSet { quoteDepth = max(0, quoteDepth) }
  }
  var preformattedDepth = 0 {
    didSet { preformattedDepth = max(0, preformattedDepth) }
  }

  private var bytes: [UInt8] = []
  private var isLineStart = true
  /// Quote depth of the line that was started last.
  private var lineDepth = 0
  private var hasPendingSpace = false
  /// Line ends owed before the next word: 1 ends the line, 2 leaves an empty one.
  private var pendingBreaks = 0
  private var pendingItem: [UInt8] = []
  /// Numbers of the open lists; nil for bullets.
  private var lists: [Int?] = []
  private var overflowingLists = 0
  private var pendingCell = false
  private var lastByteWas0xC2 = false

  var listDepth: Int { lists.count }
  /// A place in the text, to ask for what came behind it.
  var mark: Int { bytes.count }

  mutating func append(scalar: UInt32) {
    if scalar == 0xA0 {
      hasPendingSpace = true
      return
    }
    if scalar < 0x80 {
      append(UInt8(scalar))
      return
    }
    var utf8: [UInt8] = []
    utf8.append(scalar: scalar)
    for byte in utf8 { append(byte) }
  }

  mutating func append(_ byte: UInt8) {
    if preformattedDepth > 0, byte.isLineBreak || byte.isWSP {
      if byte == ASCII.lf { breakLine() } else if byte.isWSP { put(byte) }
      return
    }
    if byte <= ASCII.space {
      hasPendingSpace = true
      return
    }
    put(byte)
  }

  private mutating func put(_ byte: UInt8) {
    // The second octet of a no-break space.
    if lastByteWas0xC2 {
      lastByteWas0xC2 = false
      if byte == 0xA0 {
        hasPendingSpace = true
        return
      }
      write(0xC2)
    }
    if byte == 0xC2 {
      lastByteWas0xC2 = true
      return
    }
    write(byte)
  }

  private mutating func write(_ byte: UInt8) {
    if pendingBreaks > 0, !bytes.isEmpty { endLines() }
    pendingBreaks = 0
    if isLineStart {
      startLine()
    } else if pendingCell {
      bytes.append(ASCII.tab)
    } else if hasPendingSpace, bytes.last != ASCII.space {
      bytes.append(ASCII.space)
    }
    pendingCell = false
    hasPendingSpace = false
    bytes.append(byte)
  }

  private mutating func startLine() {
    lineDepth = quoteDepth
    for _ in 0..<min(quoteDepth, Self.depthLimit) { bytes += [ASCII.greater, ASCII.space] }
    bytes += pendingItem
    pendingItem = []
    isLineStart = false
  }

  private mutating func endLines() {
    bytes.append(ASCII.lf)
    if pendingBreaks > 1 {
      // The empty line belongs to the quote that both its neighbours are in.
      for _ in 0..<min(quoteDepth, lineDepth, Self.depthLimit) { bytes.append(ASCII.greater) }
      bytes.append(ASCII.lf)
    }
    isLineStart = true
  }

  /// `<br>`: ends the line; a second one leaves an empty line.
  mutating func breakLine() {
    hasPendingSpace = false
    pendingCell = false
    pendingBreaks = min(pendingBreaks + 1, 2)
  }

  mutating func startBlock(emptyLine: Bool) {
    hasPendingSpace = false
    pendingCell = false
    guard !isLineStart || !bytes.isEmpty else { return }
    pendingBreaks = max(pendingBreaks, emptyLine && pendingItem.isEmpty ? 2 : 1)
  }

  mutating func endCell() {
    hasPendingSpace = false
    if !isLineStart, pendingBreaks == 0 { pendingCell = true }
  }

  mutating func startList(isNumbered: Bool) {
    if lists.count < Self.depthLimit { lists.append(isNumbered ? 0 : nil) } else { overflowingLists += 1 }
  }

  mutating func endList() {
    if overflowingLists > 0 { overflowingLists -= 1 } else { _ = lists.popLast() }
  }

  mutating func startItem() {
    let indent = [UInt8](repeating: ASCII.space, count: max(0, lists.count - 1) * 2)
    if let last = lists.last, let number = last {
      lists[lists.count - 1] = number + 1
      pendingItem = indent + Array("\(number + 1). ".utf8)
    } else {
      pendingItem = indent + Array("- ".utf8)
    }
  }

  /// What was written since `mark`.
  func text(since mark: Int) -> [UInt8] {
    guard mark < bytes.count else { return [] }
    return Array(bytes[mark...].filter { $0 != ASCII.lf })
  }

  mutating func finish() -> String {
    if !bytes.isEmpty { bytes.append(ASCII.lf) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
