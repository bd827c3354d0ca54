/// How a piece of a text is laid out: prose, rows of cells, or lines of a web form.
struct LaidOut: Hashable {
  let range: Range<Int>
  /// `.own` of prose, `.table`, `.form`.
  let source: ClaimSource
}

/// Finds tables and forms among the lines of a text. Linear in the text.
///
/// Cells are parted by tabs, as the readable text of an HTML table has them, or by `|`; a form's line is a label, a colon and what was
/// filled in.
enum Layout {
  /// Labels are short: `Preferred way of contact:` is one, `When I open it, this comes up:` is none.
  private static let longestLabel = (bytes: 40, words: 5)

  static func pieces(of bytes: [UInt8], in range: Range<Int>) -> [LaidOut] {
    var lines: [(range: Range<Int>, source: ClaimSource, isEmpty: Bool)] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: newline).map { $0 + 1 } ?? range.upperBound
      let line = bytes[start..<end]
      lines.append((start..<end, source(of: line), line.allSatisfy(isSpace)))
      start = end
    }
    settleForms(&lines)
    var pieces: [LaidOut] = []
    for line in lines {
      // An empty line belongs to what stands before it.
      if let last = pieces.last, line.isEmpty || last.source == line.source && line.source != .form {
        pieces[pieces.count - 1] = LaidOut(range: last.range.lowerBound..<line.range.upperBound, source: last.source)
      } else {
        pieces.append(LaidOut(range: line.range, source: line.source))
      }
    }
    return pieces
  }

  /// One line with a colon is prose, unless its label asks for a datum; two in a row are a form.
  private static func settleForms(_ lines: inout [(range: Range<Int>, source: ClaimSource, isEmpty: Bool)]) {
    for at in lines.indices where lines[at].source == .form {
      let before = lines[..<at].last { !$0.isEmpty }
      let after = lines[(at + 1)...].first { !$0.isEmpty }
      guard before?.source != .form, after?.source != .form else { continue }
      lines[at].source = .own
    }
  }

  private static func source(of line: ArraySlice<UInt8>) -> ClaimSource {
    if isRow(line, UInt8(ascii: "\t")) || isRow(line, UInt8(ascii: "|")) { return .table }
    return label(of: line) == nil ? .own : .form
  }

  private static func isRow(_ line: ArraySlice<UInt8>, _ sign: UInt8) -> Bool {
    line.contains(sign) && line.split(separator: sign).count { !$0.allSatisfy(isSpace) } > 1
  }

  /// The place of the colon behind a label that something follows; nil where the line is none of a form.
  static func label(of line: ArraySlice<UInt8>) -> Int? {
    guard let colon = line.prefix(longestLabel.bytes).firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.endIndex,
      bytes(line, colon + 1).map(isSpace) ?? false, !line[(colon + 1)...].allSatisfy(isSpace)
    else { return nil }
    let label = line[..<colon].drop(while: isSpace)
    guard let first = label.first, first >= 0x41 && first <= 0x5A || first >= 0x80,
      !label.contains(where: { [UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!")].contains($0) }),
      label.split(separator: UInt8(ascii: " ")).count <= longestLabel.words
    else { return nil }
    return colon
  }

  private static func bytes(_ line: ArraySlice<UInt8>, _ at: Int) -> UInt8? { at < line.endIndex ? line[at] : nil }

  private static let newline: UInt8 = 0x0A
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == newline || byte == 0x0D }
}
