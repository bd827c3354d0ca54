/// Reading `text/enriched` (RFC 1896) and its forerunner `text/richtext` (RFC 1341, 7.1.3).
struct EnrichedText {
  /// Longest command, in bytes (RFC 1896, section "formatting commands").
  static let commandLimit = 60

  private let source: [UInt8]
  private let isRichText: Bool
  private var index = 0
  private var result = ReadableText()
  private var excerptDepth = 0
  private var quoteStart: Int?
  private var signatureStart: Int?
  /// Open `nofill`: line ends are line ends.
  private var unfilledDepth = 0
  private var isLineStart = true
  /// A block started here and ended the line before it: the first line end of the text is that one.
  private var isBlockStart = false
  private var hasPendingSpace = false
  /// Line ends since the last word, where they are not to be taken as they are.
  private var lineEnds = 0
  /// Commands that have no closing one in the rest of the text.
  private var unended: [StaticString] = []

  /// - Parameter isRichText: it is `text/richtext`.
  static func read(_ utf8: [UInt8], isRichText: Bool) -> ReadableText {
    // Some mail programs send RTF by that name.
    if isRichText, utf8.starts(with: "{\\rtf".utf8) { return RTFText.read(utf8).readable }
    var reader = EnrichedText(source: utf8, isRichText: isRichText)
    reader.read(utf8.span)
    return reader.result
  }

  private init(source: [UInt8], isRichText: Bool) {
    self.source = source
    self.isRichText = isRichText
    result.bytes.reserveCapacity(source.count)
  }

  private mutating func read(_ span: Span<UInt8>) {
    while index < span.count {
      let byte = span[index]
      if byte == ASCII.less {
        readCommand(span)
      } else if byte == ASCII.lf || byte == ASCII.cr {
        if byte == ASCII.lf || index + 1 == span.count || span[index + 1] != ASCII.lf { endSourceLine() }
        index += 1
      } else if byte == ASCII.space, unfilledDepth == 0 {
        hasPendingSpace = true
        index += 1
      } else {
        let start = index
        while index < span.count, span[index] != ASCII.less, span[index] != ASCII.lf, span[index] != ASCII.cr,
          span[index] != ASCII.space || unfilledDepth > 0
        {
          index += 1
        }
        write(start..<index)
      }
    }
    if let start = quoteStart { mark(.quoted, from: start) }
    if let start = signatureStart { mark(.signature, from: start) }
    if !isLineStart { result.bytes.append(ASCII.lf) }
    result.marks.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private mutating func endSourceLine() {
    if unfilledDepth > 0 { endLine() } else { lineEnds += 1 }
  }

  private mutating func startWord() {
    // One line end is a space, two are one line end, three are two (RFC 1896); in rich text all are spaces.
    if lineEnds == 1 || isRichText && lineEnds > 0 {
      hasPendingSpace = true
    } else {
      for _ in 0..<max(0, lineEnds - (isBlockStart ? 2 : 1)) { endLine() }
    }
    lineEnds = 0
    isBlockStart = false
    if isLineStart {
      for _ in 0..<min(excerptDepth, TextPage.depthLimit) {
        result.bytes.append(ASCII.greater)
        result.bytes.append(ASCII.space)
      }
      isLineStart = false
    } else if hasPendingSpace {
      result.bytes.append(ASCII.space)
    }
    hasPendingSpace = false
  }

  private mutating func write(_ range: Range<Int>) {
    startWord()
    result.bytes.append(contentsOf: source[range])
  }

  private mutating func endLine() {
    if isLineStart {
      for _ in 0..<min(excerptDepth, TextPage.depthLimit) { result.bytes.append(ASCII.greater) }
    }
    result.bytes.append(ASCII.lf)
    isLineStart = true
    hasPendingSpace = false
  }

  /// What follows stands on a line of its own.
  private mutating func startBlock() {
    if !isRichText { for _ in 0..<max(0, lineEnds - 1) { endLine() } }
    lineEnds = 0
    if !isLineStart {
      endLine()
      isBlockStart = true
    }
    hasPendingSpace = false
  }

  // MARK: Commands

  private mutating func readCommand(_ span: Span<UInt8>) {
    if index + 1 < span.count, span[index + 1] == ASCII.less, !isRichText {
      write(index..<(index + 1))
      index += 2
      return
    }
    var end = index + 1
    let limit = min(span.count, index + 2 + Self.commandLimit)
    while end < limit, span[end].isLetter || span[end].isDigit || span[end] == ASCII.hyphen || span[end] == 0x2F {
      end += 1
    }
    guard end < limit, span[end] == ASCII.greater, end > index + 1 else {
      write(index..<(index + 1))
      index += 1
      return
    }
    let isClosing = span[index + 1] == 0x2F
    let name = (isClosing ? index + 2 : index + 1)..<end
    index = end + 1
    take(name, isClosing: isClosing, span)
  }

  private func isCommand(_ span: Span<UInt8>, _ range: Range<Int>, _ name: StaticString) -> Bool {
    range.count == name.utf8CodeUnitCount && span.starts(with: name, at: range)
  }

  private mutating func take(_ name: Range<Int>, isClosing: Bool, _ span: Span<UInt8>) {
    if isCommand(span, name, "excerpt") {
      startBlock()
      excerpt(isClosing: isClosing)
    } else if isCommand(span, name, "nofill") {
      startBlock()
      unfilledDepth = max(0, unfilledDepth + (isClosing ? -1 : 1))
    } else if isCommand(span, name, "param"), !isClosing {
      _ = content(upTo: "</param>", span)
    } else if isCommand(span, name, "verbatim"), !isClosing {
      guard let words = content(upTo: "</verbatim>", span) else { return }
      for place in words {
        if span[place] == ASCII.lf { endLine() } else if span[place] != ASCII.cr { write(place..<(place + 1)) }
      }
    } else if isRichText {
      takeRich(name, isClosing: isClosing, span)
    }
  }

  private mutating func takeRich(_ name: Range<Int>, isClosing: Bool, _ span: Span<UInt8>) {
    if isCommand(span, name, "lt") {
      startWord()
      result.bytes.append(ASCII.less)
    } else if isCommand(span, name, "nl") {
      lineEnds = 0
      endLine()
    } else if isCommand(span, name, "np") {
      startBlock()
      endLine()
    } else if isCommand(span, name, "comment"), !isClosing {
      guard let words = content(upTo: "</comment>", span) else { return }
      let hidden = HTMLText.collapsed(Array(HTMLText.cut(source[words], to: 650)))
      // As many as fit: comments are cut, never gathered without end.
      if !hidden.isEmpty, result.hidden.count < 100 { result.hidden.append(hidden) }
    } else if isCommand(span, name, "paragraph") || isCommand(span, name, "heading") || isCommand(span, name, "footing")
    {
      startBlock()
    } else if isCommand(span, name, "signature") {
      startBlock()
      if !isClosing {
        signatureStart = signatureStart ?? result.bytes.count
      } else if let start = signatureStart {
        mark(.signature, from: start)
        signatureStart = nil
      }
    }
  }

  private mutating func excerpt(isClosing: Bool) {
    if !isClosing {
      if excerptDepth == 0 { quoteStart = result.bytes.count }
      excerptDepth += 1
    } else if excerptDepth > 0 {
      excerptDepth -= 1
      if excerptDepth == 0, let start = quoteStart {
        mark(.quoted, from: start)
        quoteStart = nil
      }
    }
  }

  private mutating func mark(_ kind: ReadableText.Mark.Kind, from start: Int) {
    guard start < result.bytes.count, result.marks.count < HTMLText.markLimit else { return }
    result.marks.append(ReadableText.Mark(kind: kind, range: start..<(result.bytes.count + (isLineStart ? 0 : 1))))
  }

  /// Passes over everything up to `closing` and over that; nil, and no step further, where it does not come.
  private mutating func content(upTo closing: StaticString, _ span: Span<UInt8>) -> Range<Int>? {
    if unended.contains(where: { $0.utf8Start == closing.utf8Start }) { return nil }
    let start = index
    var place = start
    while place < span.count {
      if span[place] == ASCII.less, span.starts(with: closing, at: place..<span.count) {
        index = place + closing.utf8CodeUnitCount
        return start..<place
      }
      place += 1
    }
    unended.append(closing)
    return nil
  }
}
