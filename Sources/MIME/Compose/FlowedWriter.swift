/// Writes text as `format=flowed; delsp=no` (RFC 3676, 4.2).
enum FlowedWriter {
  /// Longest line, with the space of its soft end (RFC 3676, 4.2).
  static let lineLimit = 78

  /// One line to be written.
  struct Line {
    /// A space is put before it, which readers take off again (RFC 3676, 4.4).
    let isStuffed: Bool
    /// What it holds, as byte offsets in the text.
    let content: Range<Int>

    var count: Int { content.count + (isStuffed ? 1 : 0) }
  }

  /// The lines of `text`, which has `\n` line ends. White space at the end of a line is dropped, for it would make it
  /// flow; the line before a signature keeps its own.
  static func lines(of text: [UInt8]) -> [Line] {
    var result: [Line] = []
    var start = 0
    while start <= text.count {
      let end = text[start...].firstIndex(of: ASCII.lf) ?? text.count
      if isDelimiter(text[start..<end]) {
        result.append(Line(isStuffed: false, content: start..<end))
      } else {
        var kept = end
        while kept > start, text[kept - 1] == ASCII.space { kept -= 1 }
        appendFlowed(text[start..<kept], to: &result)
      }
      start = end + 1
    }
    // A text that ends its last line has no empty one behind it.
    if result.count > 1, result.last?.content.isEmpty == true { result.removeLast() }
    return result
  }

  private static func appendFlowed(_ paragraph: ArraySlice<UInt8>, to result: inout [Line]) {
    var start = paragraph.startIndex
    repeat {
      let isStuffed = needsStuffing(paragraph[start...])
      let end = lineEnd(of: paragraph, from: start, room: lineLimit - (isStuffed ? 1 : 0))
      result.append(Line(isStuffed: isStuffed, content: start..<end))
      start = end
    } while start < paragraph.endIndex
  }

  /// Where the line that starts at `start` ends: behind the last run of spaces that fits, or the first that comes.
  private static func lineEnd(of paragraph: ArraySlice<UInt8>, from start: Int, room: Int) -> Int {
    guard paragraph.endIndex - start > room else { return paragraph.endIndex }
    var best: Int?
    // A line of nothing but spaces would look empty.
    var hasWord = false
    var index = start
    while index < paragraph.endIndex {
      let isSpace = paragraph[index] == ASCII.space
      if !isSpace, hasWord, paragraph[index - 1] == ASCII.space, !isDelimiter(paragraph[start..<index]) {
        if index - start <= room || best == nil { best = index }
        if index - start >= room { break }
      }
      if best != nil, index - start > room { break }
      hasWord = hasWord || !isSpace
      index += 1
    }
    return best ?? paragraph.endIndex
  }

  /// The line above a signature, which keeps its space and never flows (RFC 3676, 4.3).
  private static func isDelimiter(_ line: ArraySlice<UInt8>) -> Bool {
    line.count == 3 && line.elementsEqual([ASCII.hyphen, ASCII.hyphen, ASCII.space])
  }

  private static func needsStuffing(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    return first == ASCII.space || first == ASCII.greater || MboxLine.isFrom(line)
  }
}
