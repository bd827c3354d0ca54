/// Finds lines in a window of a message.
struct Lines {
  let lineBreak: LineBreak
  /// The place of the window's first byte in the message.
  let base: Int
  /// Nothing follows the window.
  let isLast: Bool

  struct Line {
    /// Without the line end.
    let content: Range<Int>
    /// Where the next line starts.
    let next: Int
    /// Longer than was asked for: the rest of it still stands at `next`.
    let isCut: Bool
  }

  /// The line that starts at `start`, or the first `limit` bytes of a longer one; nil where its end is still to come.
  func line(at start: Int, in window: Span<UInt8>, limit: Int) -> Line? {
    let end = min(window.count, start + limit + 2)
    guard let found = window.firstIndex(of: lineBreak.byte, from: start, to: end) else {
      if window.count > start + limit + 1 {
        return Line(content: start..<(start + limit), next: start + limit, isCut: true)
      }
      return isLast ? Line(content: start..<end, next: end, isCut: false) : nil
    }
    var contentEnd = found
    if lineBreak == .lineFeed, found > start, window[found - 1] == ASCII.cr { contentEnd -= 1 }
    return Line(content: start..<contentEnd, next: found + 1, isCut: false)
  }

  /// Where the line after the one that holds `start` begins; nil where that one does not end in the window.
  func nextLine(from start: Int, in window: Span<UInt8>) -> Int? {
    window.firstIndex(of: lineBreak.byte, from: start, to: window.count).map { $0 + 1 }
  }
}
