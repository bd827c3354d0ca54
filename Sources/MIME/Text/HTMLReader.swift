/// Reads HTML from start to end and writes what is seen onto a page.
struct HTMLReader {
  /// Most elements kept open: those within are read, and hide or quote nothing of their own. Browsers stop at 512;
  /// a thread of a thousand answers nests some thousands.
  static let depthLimit = 10_000

  /// An element whose end is still to come.
  struct Open {
    var element: HTMLElement
    var visibility: HTMLVisibility
    /// A `blockquote` that quotes.
    var isQuote: Bool
    /// Leaves an empty line behind it.
    var isSpaced: Bool
    /// The next outer one of the same name, or -1.
    var previous: Int
    /// The innermost element, from here outwards, that closing tags within do not reach beyond; -1 for none.
    var boundary: Int
    /// The innermost block from here outwards, or -1.
    var block: Int
    /// Where the text within it starts.
    var origin: Int
  }

  let source: [UInt8]
  var page = TextPage()
  var index = 0
  var tag = HTMLTag()
  var open: [Open] = []
  /// The innermost open element of each kind, or -1.
  var last = [Int](repeating: -1, count: HTMLElement.count)
  /// How many of each kind were not kept open for there being too many.
  var overflowing = [Int](repeating: 0, count: HTMLElement.count)
  var visibility: HTMLVisibility = []
  var sheet = HTMLStyleSheet()
  var marking = HTMLMarking()
  var link: HTMLLink?
  var linkCount = 0
  var result = ReadableText()
  let traits = HTMLElement.traits
  let entities = HTMLEntities.standard

  private var hiddenWords: [UInt8] = []
  private var hiddenCount = 0
  private var hasUnendedComment = false
  private var hasUnendedCharacterData = false
  private var trustsQuotes = true
  /// Some `>` is still to come.
  private var hasTagEnd = true
  /// Elements whose content is no markup and that were not closed in the rest of the text.
  private var unendedRaw: [HTMLElement] = []

  init(_ source: [UInt8]) {
    self.source = source
    page.reserve(source.count / 4)
  }

  mutating func read(_ span: Span<UInt8>) {
    while index < span.count {
      let byte = span[index]
      if byte == ASCII.less {
        readMarkup(span)
      } else if byte == 0x26, let found = entities.match(in: span, at: index) {
        append(scalar: found.first)
        if found.second != 0 { append(scalar: found.second) }
        index = found.end
      } else {
        readText(span)
      }
    }
    pop(to: 0)
    closeLink()
    closeHidden()
  }

  mutating func finish() -> ReadableText {
    result.marks = marking.finish(page)
    result.bytes = page.finish()
    return result
  }

  // MARK: Text

  /// The text at `index`, which may be a `<` or `&` that starts nothing.
  private mutating func readText(_ span: Span<UInt8>) {
    let byte = span[index]
    if byte == ASCII.less || byte == 0x26 {
      append(scalar: UInt32(byte))
      index += 1
    }
    if visibility.isUnseen || visibility.contains(.silent) {
      let start = index
      while index < span.count, span[index] != ASCII.less, span[index] != 0x26 { index += 1 }
      if !visibility.contains(.silent) { hide(start..<index) }
    } else if visibility.contains(.preformatted) {
      index = page.appendPreformatted(span, source, from: index, to: span.count)
    } else {
      index = page.appendText(span, source, from: index)
    }
  }

  private mutating func append(scalar: UInt32) {
    if visibility.contains(.silent) { return }
    if visibility.isUnseen {
      if hiddenCount + hiddenWords.count + 4 <= HTMLText.hiddenLimit { hiddenWords.append(scalar: scalar) }
    } else {
      page.append(scalar: scalar, isPreformatted: visibility.contains(.preformatted))
    }
  }

  mutating func hide(_ range: Range<Int>) {
    let room = HTMLText.hiddenLimit - hiddenCount - hiddenWords.count
    guard room > 0 else { return }
    hiddenWords.append(contentsOf: HTMLText.cut(source[range], to: room))
    hiddenWords.append(ASCII.space)
  }

  /// Hidden text ends here: keeps it with its white space and the fillers of preheaders taken out.
  mutating func closeHidden() {
    guard !hiddenWords.isEmpty else { return }
    let words = HTMLText.collapsed(hiddenWords)
    hiddenWords = []
    guard !words.isEmpty else { return }
    hiddenCount += words.count + 1
    result.hidden.append(words)
  }

  // MARK: Markup

  private mutating func readMarkup(_ span: Span<UInt8>) {
    let next = index + 1 < span.count ? span[index + 1] : 0
    if next == 0x21 || next == ASCII.question {
      skipDeclaration(span)
      return
    }
    guard hasTagEnd else { return readText(span) }
    var outcome = tag.read(span, at: index, trustsQuotes: trustsQuotes)
    if outcome == .unended, trustsQuotes {
      trustsQuotes = false
      outcome = tag.read(span, at: index, trustsQuotes: false)
    }
    switch outcome {
    case .tag:
      index = tag.end
      if tag.isClosing { close(tag.element) } else { start(tag.element, span) }
    case .text: readText(span)
    case .unended:
      hasTagEnd = false
      readText(span)
    }
  }

  /// For browsers this is a comment outside of drawings; a mail that has it means the words in it.
  private mutating func readCharacterData(_ span: Span<UInt8>) {
    index += 9
    var end = index
    while !hasUnendedCharacterData, end < span.count, !span.starts(with: "]]>", at: end..<span.count) { end += 1 }
    guard !hasUnendedCharacterData, end < span.count else {
      hasUnendedCharacterData = true
      return
    }
    let data = span.extracting(0..<end)
    while index < end { readText(data) }
    index = end + 3
  }

  private mutating func skipDeclaration(_ span: Span<UInt8>) {
    if span.starts(with: "<![cdata[", at: index..<span.count) {
      readCharacterData(span)
      return
    }
    if !hasUnendedComment, span.starts(with: "<!--", at: index..<span.count) {
      // `<!-->` and `<!--->` are whole comments (WHATWG HTML, 13.2.5.43 to 13.2.5.51).
      var place = index + 4
      if place < span.count, span[place] == ASCII.greater {
        index = place + 1
        return
      }
      while place + 1 < span.count {
        if span[place + 1] == ASCII.greater, span[place] == ASCII.hyphen, span[place - 1] == ASCII.hyphen {
          index = place + 2
          return
        }
        if span[place + 1] == ASCII.greater, span[place] == 0x21, span[place - 1] == ASCII.hyphen,
          span[place - 2] == ASCII.hyphen, place > index + 5
        {
          index = place + 2
          return
        }
        place += 1
      }
      hasUnendedComment = true
    }
    while index < span.count, span[index] != ASCII.greater { index += 1 }
    index = min(index + 1, span.count)
  }

  /// Passes over the content of an element that holds no markup; returns it, or nil where it has no end.
  mutating func rawContent(of element: HTMLElement, _ span: Span<UInt8>) -> Range<Int>? {
    guard !unendedRaw.contains(element) else { return nil }
    let start = index
    var place = start
    while place < span.count {
      guard span[place] == ASCII.less, place + 1 < span.count, span[place + 1] == 0x2F else {
        place += 1
        continue
      }
      if HTMLTag.isClosing(element, span, at: place) {
        index = place
        while index < span.count, span[index] != ASCII.greater { index += 1 }
        index = min(index + 1, span.count)
        return start..<place
      }
      place += 2
    }
    unendedRaw.append(element)
    return nil
  }
}
