/// Reading `text/plain; format=flowed` (RFC 3676, 4).
enum FlowedText {
  /// Deepest quote that is written out again: more marks than a line has room for say nothing to anybody.
  static let depthLimit = 100

  /// `source`, with `\n` line ends, with soft line ends undone and stuffed spaces taken off.
  ///
  /// - Parameter deletesSpace: `DelSp=yes`: the space of a soft line end is no part of the text, as where words have
  ///   no spaces between them.
  static func unwrapped(_ source: [UInt8], deletesSpace: Bool) -> [UInt8] {
    let bytes = source.span
    let count = bytes.count
    var result: [UInt8] = []
    result.reserveCapacity(count)
    /// The quote depth of the paragraph that the last line left open.
    var openDepth: Int?
    var start = 0
    while start < count {
      var content = start
      while content < count, bytes[content] == ASCII.greater { content += 1 }
      let depth = content - start
      var end = content
      while end < count, bytes[end] != ASCII.lf { end += 1 }
      // Behind the quote marks and before the test for a soft end (RFC 3676, 4.4).
      if content < end, bytes[content] == ASCII.space { content += 1 }
      let isDelimiter =
        end - content == 3 && bytes[content] == ASCII.hyphen && bytes[content + 1] == ASCII.hyphen
        && bytes[content + 2] == ASCII.space
      // A change of depth, or the signature, ends the paragraph although it was left open (RFC 3676, 4.3 and 4.5).
      if let open = openDepth, open != depth || isDelimiter {
        result.append(ASCII.lf)
        openDepth = nil
      }
      if openDepth == nil, depth > 0 {
        for _ in 0..<min(depth, depthLimit) { result.append(ASCII.greater) }
        if content < end { result.append(ASCII.space) }
      }
      let isFlowed = end < count && end > content && bytes[end - 1] == ASCII.space && !isDelimiter
      result.append(contentsOf: source[content..<(isFlowed && deletesSpace ? end - 1 : end)])
      openDepth = isFlowed ? depth : nil
      if !isFlowed, end < count { result.append(ASCII.lf) }
      start = end + 1
    }
    return result
  }
}
