/// Plain text while it is written out of HTML: collapses white space, keeps lines, cells, quotes and lists.
struct TextPage {
  /// Deepest quote and list that are drawn: deeper ones would make the text grow with the square of the mail.
  static let depthLimit = 20

  private(set) var bytes: [UInt8] = []
  var quoteDepth = 0

  /// Where the first word since `awaitWord()` starts, behind all that is drawn before it; -1 while there is none.
  private(set) var firstWord = -1

  private var isLineStart = true
  /// Where the line being written starts.
  private var lineStart = 0
  /// Quote depth of the line that was started last.
  private var lineDepth = 0
  private var hasPendingSpace = false
  /// Line ends owed before the next word: 1 ends the line, 2 leaves an empty one.
  private var pendingBreaks = 0
  /// A no-break space stands where a line is to start: an empty block that is meant to be seen.
  private var isHeldOpen = false
  private var pendingItem: [UInt8] = []
  /// The next word stands in the next cell of the line.
  private var pendingCell = false
  /// Numbers of the last item of the open lists; nil for bullets.
  private var lists: [Int?] = []
  private var overflowingLists = 0

  var listDepth: Int { lists.count + overflowingLists }
  /// A place in the text, to ask for what came behind it.
  var mark: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }

  mutating func awaitWord() { firstWord = -1 }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Where the words start that were written after `mark` was taken: behind the line ends that came first.
  func contentStart(_ mark: Int) -> Int {
    var index = mark
    guard index < bytes.count, bytes[index] == ASCII.lf else { return index }
    index += 1
    // An empty line, with the marks of the quote it stands in.
    var end = index
    while end < bytes.count, bytes[end] == ASCII.greater { end += 1 }
    if end < bytes.count, bytes[end] == ASCII.lf { index = end + 1 }
    return index
  }

  /// Whether words were written after `mark` was taken, and all on one line.
  func isOneLine(since mark: Int) -> Bool { mark < bytes.count && contentStart(mark) >= lineStart }

  /// Whether any word was written after `mark` was taken.
  func isBlank(since mark: Int) -> Bool { contentStart(mark) >= bytes.count }

  // MARK: Words

  /// Writes the text that starts at `start`, up to the next `<` or `&` or the end; returns where that is.
  mutating func appendText(_ span: Span<UInt8>, _ source: [UInt8], from start: Int) -> Int {
    let count = span.count
    var index = start
    while index < count {
      let byte = span[index]
      if byte <= ASCII.space {
        hasPendingSpace = true
        index += 1
        continue
      }
      if byte == ASCII.less || byte == 0x26 { return index }
      if byte == 0xC2, index + 1 < count, span[index + 1] == 0xA0 {
        appendNoBreakSpace()
        index += 2
        continue
      }
      if byte >= 0xC2, !isInWord {
        let length = HTMLText.fillerLength(span, at: index)
        if length > 0 {
          hasPendingSpace = true
          index += length
          continue
        }
      }
      // Words with one space between them are copied as they are.
      let wordStart = index
      index += 1
      while index < count {
        let byte = span[index]
        if byte > ASCII.space {
          if byte == ASCII.less || byte == 0x26 { break }
          if byte == 0xC2, index + 1 < count, span[index + 1] == 0xA0 { break }
          index += 1
        } else {
          guard byte == ASCII.space, index + 1 < count else { break }
          let next = span[index + 1]
          if next <= ASCII.space || next == ASCII.less || next == 0x26 || HTMLText.mayBeFiller(next) { break }
          index += 2
        }
      }
      startWord()
      bytes.append(contentsOf: source[wordStart..<index])
    }
    return index
  }

  /// Writes the text that starts at `start` with its spaces and line ends, up to the next `<` or `&` or `limit`;
  /// returns where that is.
  mutating func appendPreformatted(_ span: Span<UInt8>, _ source: [UInt8], from start: Int, to limit: Int) -> Int {
    var index = start
    while index < limit {
      let byte = span[index]
      if byte == ASCII.less || byte == 0x26 { return index }
      if byte == ASCII.lf || byte == ASCII.cr {
        if byte == ASCII.lf || index + 1 >= limit || span[index + 1] != ASCII.lf { breakLine() }
        index += 1
        continue
      }
      let runStart = index
      var isBlank = true
      while index < limit {
        let byte = span[index]
        if byte == ASCII.less || byte == 0x26 || byte == ASCII.lf || byte == ASCII.cr { break }
        if byte > ASCII.space { isBlank = false }
        index += 1
      }
      if isBlank, index >= limit || span[index] == ASCII.lf || span[index] == ASCII.cr { continue }
      startWord()
      bytes.append(contentsOf: source[runStart..<index])
    }
    return index
  }

  /// Writes a character that a reference stands for.
  mutating func append(scalar: UInt32, isPreformatted: Bool) {
    if scalar == 0xA0, !isPreformatted {
      appendNoBreakSpace()
    } else if scalar == 0x0A || scalar == 0x0D, isPreformatted {
      breakLine()
    } else if scalar <= 0x20, !isPreformatted {
      hasPendingSpace = true
    } else if scalar == 0x34F || !isPreformatted && !isInWord && HTMLText.isFiller(scalar) {
      if !isInWord { hasPendingSpace = true }
    } else {
      startWord()
      // No control character is anybody's word.
      let isSpace = scalar == 0xA0 || scalar < 0x20 && scalar != 0x09 || scalar == 0x7F
      bytes.append(scalar: isSpace ? 0x20 : scalar)
    }
  }

  mutating func append(_ byte: UInt8) {
    startWord()
    bytes.append(byte)
  }

  mutating func append(_ word: [UInt8]) {
    startWord()
    bytes += word
  }

  /// Writes right behind the last word, whatever line ends are owed.
  mutating func appendAside(_ words: [UInt8]) { bytes += words }

  mutating func appendSpace() { hasPendingSpace = true }

  private mutating func appendNoBreakSpace() {
    hasPendingSpace = true
    if isLineStart || pendingBreaks > 0 { isHeldOpen = true }
  }

  /// What comes next stands right behind a letter.
  private var isInWord: Bool { !isLineStart && !hasPendingSpace && pendingBreaks == 0 && !pendingCell }

  private mutating func startWord() {
    startLineOrSpace()
    if firstWord < 0 { firstWord = bytes.count }
  }

  private mutating func startLineOrSpace() {
    if !isLineStart, pendingBreaks == 0, !pendingCell {
      if hasPendingSpace {
        hasPendingSpace = false
        if bytes.last != ASCII.space { bytes.append(ASCII.space) }
      }
      return
    }
    if pendingCell, !isLineStart, quoteDepth == lineDepth, pendingItem.isEmpty {
      bytes.append(ASCII.tab)
    } else {
      if pendingCell { pendingBreaks = max(pendingBreaks, 1) }
      if pendingBreaks > 0, !bytes.isEmpty { endLines() }
      if isLineStart { startLine() }
    }
    pendingBreaks = 0
    pendingCell = false
    isHeldOpen = false
    hasPendingSpace = false
  }

  private mutating func startLine() {
    lineDepth = quoteDepth
    lineStart = bytes.count
    for _ in 0..<min(quoteDepth, Self.depthLimit) {
      bytes.append(ASCII.greater)
      bytes.append(ASCII.space)
    }
    if !pendingItem.isEmpty {
      bytes += pendingItem
      pendingItem = []
    }
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

  // MARK: Lines

  /// `<br>`: ends the line; a second one leaves an empty line.
  mutating func breakLine() {
    hasPendingSpace = false
    if pendingCell { return }
    pendingBreaks = min(pendingBreaks + 1, 2)
  }

  mutating func startBlock(emptyLine: Bool) {
    hasPendingSpace = false
    // What stands first in a cell stands on the line of the row.
    if pendingCell || bytes.isEmpty { return }
    let leavesEmpty = (emptyLine || isHeldOpen) && pendingItem.isEmpty
    isHeldOpen = false
    pendingBreaks = max(pendingBreaks, leavesEmpty ? 2 : 1)
  }

  /// A cell starts; `origin` is the place in the text at which its row started.
  mutating func startCell(rowOrigin origin: Int) {
    hasPendingSpace = false
    if isOneLine(since: origin) {
      pendingCell = true
    } else {
      startBlock(emptyLine: false)
    }
  }

  /// A row ends, or a cell that is none.
  mutating func endRow() { pendingCell = false }

  // MARK: Lists

  /// - Parameter first: number of the first item; nil for bullets.
  mutating func startList(first: Int?) {
    if lists.count < Self.depthLimit { lists.append(first.map { $0 - 1 }) } else { overflowingLists += 1 }
  }

  mutating func endList() {
    if overflowingLists > 0 { overflowingLists -= 1 } else { _ = lists.popLast() }
  }

  /// - Parameter number: what the item says of itself.
  mutating func startItem(number: Int?) {
    var item = [UInt8](repeating: ASCII.space, count: max(0, lists.count - 1) * 2)
    if let last = lists.last, let previous = last {
      let number = number ?? previous + 1
      lists[lists.count - 1] = number
      item += Array("\(number). ".utf8)
    } else {
      item.append(ASCII.hyphen)
      item.append(ASCII.space)
    }
    pendingItem = item
  }

  /// The text with its last line ended.
  mutating func finish() -> [UInt8] {
    if !bytes.isEmpty { bytes.append(ASCII.lf) }
    return bytes
  }
}
