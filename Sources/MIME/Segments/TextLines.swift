/// The lines of a readable text as byte ranges, with what can be seen of each at once.
struct TextLines {
  struct Line {
    /// With its line end.
    let range: Range<Int>
    /// Without line end, quote marks and white space at either end.
    let content: Range<Int>
    /// Number of quote marks before it.
    let depth: Int
    var isEmpty: Bool { content.isEmpty }
  }

  /// Longest line that is compared with phrases, in bytes; a longer one is prose.
  static let phraseLimit = 400

  let bytes: [UInt8]
  let lines: [Line]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: ASCII.lf) ?? bytes.count
      let next = min(end + 1, bytes.count)
      var index = start
      var depth = 0
      var contentStart = start
      // `>`, `> >` and ` >`, but no mark behind other text.
      while index < end, bytes[index].isWSP || bytes[index] == ASCII.greater {
        if bytes[index] == ASCII.greater {
          depth += 1
          contentStart = index + 1
        } else if depth == 0, index - start > 2 {
          break
        }
        index += 1
      }
      let content = bytes.trimmingWSP(contentStart..<end)
      lines.append(Line(range: start..<next, content: content, depth: depth))
      start = next
    }
    self.bytes = bytes
    self.lines = lines
  }

  /// The content of line `index` in lower case of its language; empty where it is too long for a phrase.
  func phrase(_ index: Int) -> String {
    let content = lines[index].content
    guard content.count <= Self.phraseLimit else { return "" }
    // Most lines are ASCII, for which the rules of other languages need not be looked up.
    if bytes[content].allSatisfy({ $0 < 0x80 }) { return bytes[content].lowercasedASCIIString }
    return String(decoding: bytes[content], as: UTF8.self).lowercased()
  }

  /// The next line from `index` on that is not empty.
  func nextFilled(from index: Int) -> Int? {
    var place = index
    while place < lines.count {
      if !lines[place].isEmpty { return place }
      place += 1
    }
    return nil
  }
}
