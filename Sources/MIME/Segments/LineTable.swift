/// The lines of a readable text, with what can be seen of each in one pass over its bytes.
///
/// Everything that labels lines asks this table first and touches the bytes only of the few lines that may matter.
struct LineTable {
  struct Line {
    /// First octet of the line.
    let start: UInt32
    /// Behind its line end.
    let end: UInt32
    /// Without line end, quote marks and white space at either end.
    let contentStart: UInt32
    let contentEnd: UInt32
    /// Number of quote marks before it.
    let depth: UInt16
    /// First octet of the content, ASCII letters in lower case; 0 where there is no content.
    let first: UInt8
    let signs: Signs

    var isEmpty: Bool { contentStart == contentEnd }
    var range: Range<Int> { Int(start)..<Int(end) }
    var content: Range<Int> { Int(contentStart)..<Int(contentEnd) }
    var length: Int { Int(contentEnd &- contentStart) }
  }

  struct Signs: OptionSet {
    let rawValue: UInt8
    static let digit = Signs(rawValue: 1)
    static let at = Signs(rawValue: 2)
    static let colon = Signs(rawValue: 4)
    static let eightBit = Signs(rawValue: 8)
    /// Ends like a line that introduces something: `:`, `:` of full width, or dashes at both ends.
    static let opensEnd = Signs(rawValue: 16)
  }

  /// Longest text that is cut into segments, in bytes; offsets of 32 bits keep the table small. No mail is that long.
  static let textLimit = Int(UInt32.max) - 1
  /// Most spaces before the first quote mark, or between two: more is a drawing or code.
  private static let spacesBeforeMark = 2

  let bytes: [UInt8]
  let lines: [Line]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lines: [Line] = []
    // 40 octets is what a line of mail has on average, empty ones counted.
    lines.reserveCapacity(bytes.count / 40 + 1)
    bytes.withUnsafeBufferPointer { text in
      Self.octetSigns.withUnsafeBufferPointer { octetSigns in
        var start = 0
        while start < text.count {
          let line = Self.line(text, from: start, octetSigns)
          lines.append(line)
          start = Int(line.end)
        }
      }
    }
    self.lines = lines
  }

  var count: Int { lines.count }

  /// The sign of each octet, for one look an octet.
  private static let octetSigns: [UInt8] = (0...255).map { octet -> UInt8 in
    let octet = UInt8(octet)
    if octet.isDigit { return Signs.digit.rawValue }
    if octet == ASCII.at { return Signs.at.rawValue }
    if octet == ASCII.colon { return Signs.colon.rawValue }
    return octet >= 0x80 ? Signs.eightBit.rawValue : 0
  }

  private static func line(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ octetSigns: UnsafeBufferPointer<UInt8>
  ) -> Line {
    let limit = text.count
    var index = start
    var signs: UInt8 = 0
    while index < limit {
      let octet = text[index]
      if octet == ASCII.lf { break }
      signs |= octetSigns[Int(octet)]
      index &+= 1
    }
    let end = index
    var depth = 0
    var lower = start
    if start < end, text[start] == ASCII.greater || text[start].isWSP || text[start] == 0xEF {
      (depth, lower) = marks(text, start..<end)
    }
    var upper = end
    while lower < upper, text[lower].isWSP { lower &+= 1 }
    while upper > lower {
      if text[upper - 1].isWSP || text[upper - 1] == ASCII.cr {
        upper &-= 1
      } else if let width = invisibleWidth(text, before: upper), upper - width >= lower {
        upper &-= width
      } else {
        break
      }
    }
    if upper > lower, opensEnd(text, lower..<upper) { signs |= Signs.opensEnd.rawValue }
    return Line(
      start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: min(end + 1, limit)),
      contentStart: UInt32(truncatingIfNeeded: lower),
      contentEnd: UInt32(truncatingIfNeeded: upper),
      depth: UInt16(clamping: depth), first: lower < upper ? text[lower].lowercasedASCII : 0,
      signs: Signs(rawValue: signs))
  }

  /// The quote marks a line starts with (`>`, `> >`, ` >`, and the wide one of Japanese mail), and where they end.
  private static func marks(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> (
    depth: Int, end: Int
  ) {
    var depth = 0
    var end = line.lowerBound
    var index = end
    while index < line.upperBound {
      let octet = text[index]
      if octet == ASCII.greater {
        depth &+= 1
        index &+= 1
        end = index
      } else if octet == 0xEF, index + 2 < line.upperBound, text[index + 1] == 0xBC,
        text[index + 2] == 0x9E
      {
        depth &+= 1
        index &+= 3
        end = index
      } else if octet.isWSP, index - end < spacesBeforeMark {
        index &+= 1
      } else {
        break
      }
    }
    return (depth, end)
  }

  /// Width of a no-break space or a direction mark that ends at `end`: nobody sees them, and they hide a colon.
  private static func invisibleWidth(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
    if end >= 2, text[end - 1] == 0xA0, text[end - 2] == 0xC2 { return 2 }
    guard end >= 3, text[end - 3] == 0xE2, text[end - 2] == 0x80 else { return nil }
    let last = text[end - 1]
    return last >= 0x8B && last <= 0x8F || last >= 0xAA && last <= 0xAF ? 3 : nil
  }

  private static func opensEnd(_ text: UnsafeBufferPointer<UInt8>, _ content: Range<Int>) -> Bool {
    var last = content.upperBound - 1
    // `wrote:*` and `wrote:_`, where a program made it bold or italic.
    while last > content.lowerBound, text[last] == 0x2A || text[last] == ASCII.underscore {
      last -= 1
    }
    switch text[last] {
    case ASCII.colon: return true
    case 0x9A:
      return last >= content.lowerBound + 2 && text[last - 1] == 0xBC && text[last - 2] == 0xEF
    case ASCII.hyphen:
      return content.count > 8 && text[content.lowerBound] == ASCII.hyphen && text[last - 1] == 0x2D
    default: return false
    }
  }

  /// The next line from `index` on that has content.
  func nextFilled(from index: Int) -> Int? {
    var place = index
    while place < lines.count {
      if !lines[place].isEmpty { return place }
      place += 1
    }
    return nil
  }

  /// The content of line `index` folded for comparing; empty where it is longer than `limit` bytes.
  func folded(_ index: Int, limit: Int = Folding.lineLimit) -> [UInt8] {
    guard lines[index].length <= limit else { return [] }
    return Folding.fold(bytes, lines[index].content)
  }

  /// A line of nothing but three or more of `-`, `_`, `=`, `*`, `~`, or the long dashes.
  func isRule(_ index: Int) -> Bool {
    let line = lines[index]
    guard line.length >= 3 else { return false }
    switch line.first {
    case ASCII.hyphen, ASCII.underscore, ASCII.equals, 0x2A, 0x7E:
      let first = bytes[Int(line.contentStart)]
      return bytes[line.content].allSatisfy { $0 == first || $0 == ASCII.space }
    case 0xE2:
      // U+2010 ... U+2015 and U+2500: the dashes, and the line of box drawings.
      var index = Int(line.contentStart)
      while index + 2 < Int(line.contentEnd) {
        let isDash =
          bytes[index + 1] == 0x80 && bytes[index + 2] >= 0x90 && bytes[index + 2] <= 0x95
        guard bytes[index] == 0xE2, isDash || bytes[index + 1] == 0x94 && bytes[index + 2] == 0x80
        else { return false }
        index += 3
      }
      return index == Int(line.contentEnd) && line.length >= 6
    default: return false
    }
  }
}
