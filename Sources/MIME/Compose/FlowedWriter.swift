/// Writes text as `format=flowed; delsp=no` (RFC 3676, 4.2).
enum FlowedWriter {
  /// Longest line, with the space of its soft end (RFC 3676, 4.2).
  static let lineLimit = 78

  /// The lines of `text`, without line ends. White space at the end of a line is dropped, for it would make it flow.
  static func lines(of text: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for line in text.split(separator: ASCII.lf, omittingEmptySubsequences: false) {
      if line.elementsEqual("-- ".utf8) {
        result.append(Array(line))
        continue
      }
      var kept = line
      while kept.last == ASCII.space { kept = kept.dropLast() }
      appendFlowed(kept, to: &result)
    }
    // A text that ends its last line has no empty one behind it.
    if result.count > 1, result.last?.isEmpty == true { result.removeLast() }
    return result
  }

  private static func appendFlowed(_ paragraph: ArraySlice<UInt8>, to result: inout [[UInt8]]) {
    var start = paragraph.startIndex
    repeat {
      let stuffing = needsStuffing(paragraph[start...]) ? 1 : 0
      let end = lineEnd(of: paragraph, from: start, room: lineLimit - stuffing)
      result.append([UInt8](repeating: ASCII.space, count: stuffing) + paragraph[start..<end])
      start = end
    } while start < paragraph.endIndex
  }

  /// Where the line that starts at `start` ends: behind the last run of spaces that fits, or the first that comes.
  private static func lineEnd(of paragraph: ArraySlice<UInt8>, from start: Int, room: Int) -> Int {
    guard paragraph.endIndex - start > room else { return paragraph.endIndex }
    var best: Int?
    var index = start
    while index < paragraph.endIndex {
      let isBreak = paragraph[index] != ASCII.space && index > start && paragraph[index - 1] == ASCII.space
      // Neither an empty-looking line nor one that reads as the signature delimiter.
      if isBreak, paragraph[start..<index].contains(where: { $0 != ASCII.space }),
        !paragraph[start..<index].elementsEqual("-- ".utf8)
      {
        if index - start <= room || best == nil { best = index }
        if index - start >= room { break }
      }
      if let best, index - start > room, best <= index { break }
      index += 1
    }
    return best ?? paragraph.endIndex
  }

  private static func needsStuffing(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    return first == ASCII.space || first == ASCII.greater || line.starts(with: "From ".utf8)
  }
}
