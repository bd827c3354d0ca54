/// A header field as byte ranges of the message (RFC 5322, 2.2).
struct FieldRange: Hashable, Sendable {
  let name: Range<Int>
  /// Behind the colon up to the end of the last line, still folded.
  var value: Range<Int>
  /// From the name through the line end.
  var range: Range<Int>
  let known: FieldName

  /// The field that the line `content` starts, or nil where it is none: no colon, or a name with strange octets.
  ///
  /// White space before the colon is obsolete but legal to read (RFC 5322, 4.5).
  /// - Parameters:
  ///   - content: the line without its line end, in `bytes`.
  ///   - next: where the line behind it starts.
  ///   - base: what to add to places in `bytes` to have those in the message.
  init?(line content: Range<Int>, next: Int, in bytes: Span<UInt8>, base: Int) {
    var end = content.lowerBound
    while end < content.upperBound {
      let byte = bytes[end]
      guard byte > ASCII.space, byte != ASCII.colon, byte != 0x7F else { break }
      end += 1
    }
    var colon = end
    while colon < content.upperBound, bytes[colon].isWSP { colon += 1 }
    guard end > content.lowerBound, colon < content.upperBound, bytes[colon] == ASCII.colon else { return nil }
    name = (base + content.lowerBound)..<(base + end)
    value = (base + colon + 1)..<(base + content.upperBound)
    range = (base + content.lowerBound)..<(base + next)
    known = FieldName(bytes, content.lowerBound..<end)
  }

  /// Takes in a continuation line; places are those in the message.
  mutating func extend(to contentEnd: Int, next: Int) {
    value = value.lowerBound..<max(contentEnd, value.lowerBound)
    range = range.lowerBound..<next
  }
}

extension ArraySlice where Element == FieldRange {
  /// The first field called `name`: it counts where more are there (RFC 7103, 7.5).
  func first(_ name: FieldName) -> FieldRange? { first { $0.known == name } }
}
