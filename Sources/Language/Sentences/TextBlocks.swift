/// A piece of a text that is read in one way.
struct TextBlock: Hashable {
  /// UTF-8 byte offsets.
  var range: Range<Int>
  var kind: Sentence.Kind
}

/// Parts a text into prose, tables, what machines wrote, and other languages.
struct TextBlocks {
  private let bytes: [UInt8]
  private let identifier: LanguageIdentifier
  private let usual: String

  init(_ bytes: [UInt8], _ identifier: LanguageIdentifier, usual: String) {
    self.bytes = bytes
    self.identifier = identifier
    self.usual = usual
  }

  /// Bytes of a text that are looked at; more says no more.
  private static let looked = 1200
  /// One row alone may be prose with gaps.
  private static let leastRows = 2
  /// Letters below which a paragraph is taken for what its text is.
  private static let leastLetters = 24
  /// By how much another language must fit better, a mean over n-grams: the more, the less there is to judge by. A list of names
  /// stays below it, a sentence of ten words in a neighbour of English is above.
  private static func leastMargin(letters: Int) -> Double { 3 + 160 / Double(max(letters, 1)) }

  func all(in range: Range<Int>) -> [TextBlock] {
    let lines = lines(in: range)
    var blocks: [TextBlock] = []
    let ofText = language(of: bytes[range])
    var at = 0
    while at < lines.count {
      let kind = lines[at].kind
      var end = at
      while end < lines.count, lines[end].kind == kind { end += 1 }
      if kind == .table, end - at < Self.leastRows {
        // Prose after all: joined to what stands around it.
        add(paragraphs(lines[at..<end], ofText), to: &blocks)
      } else if kind == .prose {
        add(paragraphs(lines[at..<end], ofText), to: &blocks)
      } else {
        for line in lines[at..<end] where !line.isBlank {
          blocks.append(TextBlock(range: line.range, kind: kind == .table ? .table : .machine))
        }
      }
      at = end
    }
    return blocks
  }

  private struct Line {
    /// With its line end.
    let range: Range<Int>
    let kind: LineKind
    let isBlank: Bool
  }

  private func lines(in range: Range<Int>) -> [Line] {
    var lines: [Line] = []
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, bytes[end] != 0x0A { end += 1 }
      let isBlank = bytes[start..<end].allSatisfy { $0 <= 0x20 }
      let next = min(end + 1, range.upperBound)
      lines.append(Line(range: start..<next, kind: isBlank ? .prose : LineKind(bytes[start..<end]), isBlank: isBlank))
      start = next
    }
    return lines
  }

  /// Prose of one language is one block, however many paragraphs it has.
  private func paragraphs(_ lines: ArraySlice<Line>, _ ofText: String?) -> [TextBlock] {
    var blocks: [TextBlock] = []
    var at = lines.startIndex
    while at < lines.endIndex {
      var end = at
      while end < lines.endIndex, !lines[end].isBlank { end += 1 }
      while end < lines.endIndex, lines[end].isBlank { end += 1 }
      let range = lines[at].range.lowerBound..<lines[end - 1].range.upperBound
      let hasEnough = bytes[range].lazy.filter(Scalar.isLetter).prefix(Self.leastLetters).count == Self.leastLetters
      let language = hasEnough ? language(of: bytes[range]) : ofText
      add([TextBlock(range: range, kind: language.map { .foreign($0) } ?? .parsed)], to: &blocks)
      at = end
    }
    return blocks
  }

  private func add(_ new: [TextBlock], to blocks: inout [TextBlock]) {
    for block in new {
      if let last = blocks.last, last.kind == block.kind, last.range.upperBound == block.range.lowerBound {
        blocks[blocks.count - 1].range = last.range.lowerBound..<block.range.upperBound
      } else {
        blocks.append(block)
      }
    }
  }

  /// nil for the usual language, and where it cannot be told.
  private func language(of text: ArraySlice<UInt8>) -> String? {
    if let script = Script.language(of: text.prefix(Self.looked)) { return script }
    guard let (language, margin) = identifier.best(text, against: usual), language != usual,
      margin >= Self.leastMargin(letters: text.prefix(Self.looked).count(where: Scalar.isLetter))
    else { return nil }
    return language
  }
}
