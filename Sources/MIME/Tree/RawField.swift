/// A header field as byte ranges of the message (RFC 5322, 2.2).
struct RawField {
  let name: Range<Int>
  /// Behind the colon up to the end of the last line, still folded.
  var value: Range<Int>
  /// From the name through the line end.
  var range: Range<Int>

  /// The field that the line `content` starts, or nil where it is none: no colon, or a name with strange octets.
  ///
  /// White space before the colon is obsolete but legal to read (RFC 5322, 4.5).
  init?(line: Source.Line, in bytes: [UInt8]) {
    var end = line.content.lowerBound
    while end < line.content.upperBound, bytes[end] > ASCII.space, bytes[end] != ASCII.colon, bytes[end] != 0x7F {
      end += 1
    }
    var colon = end
    while colon < line.content.upperBound, bytes[colon].isWSP { colon += 1 }
    guard end > line.content.lowerBound, colon < line.content.upperBound, bytes[colon] == ASCII.colon else {
      return nil
    }
    name = line.content.lowerBound..<end
    value = (colon + 1)..<line.content.upperBound
    range = line.content.lowerBound..<line.next
  }

  /// Takes in a continuation line.
  mutating func extend(by line: Source.Line) {
    value = value.lowerBound..<line.content.upperBound
    range = range.lowerBound..<line.next
  }
}

extension Array where Element == RawField {
  /// The first field called `name`, which is given in lower case.
  func first(_ name: StaticString, in bytes: [UInt8]) -> RawField? {
    first { bytes[$0.name].equalsIgnoringCase(name) }
  }
}
