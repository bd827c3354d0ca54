/// Reading `text/plain; format=flowed` (RFC 3676, 4).
enum FlowedText {
  /// Deepest quote that is written out again.
  static let depthLimit = 100

  /// `bytes`, with `\n` line ends, with soft line ends undone and stuffed spaces taken off.
  static func unwrapped(_ bytes: [UInt8], deletesSpace: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var flowingDepth: Int?
    var start = 0
    while start < bytes.count {
      let lineEnd = bytes[start...].firstIndex(of: ASCII.lf)
      let end = lineEnd ?? bytes.count
      var depth = 0
      while start + depth < end, bytes[start + depth] == ASCII.greater { depth += 1 }
      var content = bytes[(start + depth)..<end]
      if content.first == ASCII.space { content = content.dropFirst() }
      let isDelimiter = content.elementsEqual("-- ".utf8)
      if let flowing = flowingDepth {
        // A change of depth, or the signature, ends the paragraph although it was left open (RFC 3676, 4.5).
        if flowing != depth || isDelimiter {
          result.append(ASCII.lf)
          flowingDepth = nil
        }
      }
      if flowingDepth == nil, depth > 0 {
        result += [UInt8](repeating: ASCII.greater, count: min(depth, depthLimit))
        if !content.isEmpty { result.append(ASCII.space) }
      }
      let isFlowed = content.last == ASCII.space && !isDelimiter && lineEnd != nil
      result += isFlowed && deletesSpace ? content.dropLast() : content
      if isFlowed {
        flowingDepth = depth
      } else {
        flowingDepth = nil
        if lineEnd != nil { result.append(ASCII.lf) }
      }
      start = end + 1
    }
    return result
  }
}
