/// Where somebody's words stand between quotation marks: `"..."`, `“...”`, `„...“`, `«...»`.
///
/// Marks pair within a paragraph, innermost first, in one pass; a mark without a partner (5" of rope) is none.
/// Single marks are left alone, as an apostrophe looks like one.
enum Quotation {
  private enum Mark { case open, close, either }

  /// The outermost quotations in `bytes[range]`, marks included, in order. Offsets count in all of `bytes`.
  static func ranges(in bytes: [UInt8], range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var open: [Int] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == 0x0A, endsParagraph(bytes, at + 1, range.upperBound) {
        open.removeAll(keepingCapacity: true)
      }
      guard let (mark, length) = mark(bytes, at, range) else {
        at += 1
        continue
      }
      if mark == .close || mark == .either && !open.isEmpty, let start = open.popLast() {
        while let last = found.last, last.lowerBound >= start { found.removeLast() }
        found.append(start..<(at + length))
      } else if mark != .close {
        open.append(at)
      }
      at += length
    }
    return found
  }

  /// Whether a place lies in one of some quotations, which are in order.
  static func holds(_ place: Int, _ ranges: [Range<Int>]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(place)
  }

  private static func endsParagraph(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
    return at < end && bytes[at] == 0x0A
  }

  private static func mark(_ bytes: [UInt8], _ at: Int, _ range: Range<Int>) -> (Mark, Int)? {
    let next = at + 1 < range.upperBound ? bytes[at + 1] : 0
    let third = at + 2 < range.upperBound ? bytes[at + 2] : 0
    switch (bytes[at], next, third) {
    case (0x22, _, _):
      // A straight mark opens before a word and closes behind one.
      let isAfterSpace = at == range.lowerBound || " \n\t\r([{\u{2013}-/".utf8.contains(bytes[at - 1])
      return (isAfterSpace ? .open : isWordStart(next) ? .either : .close, 1)
    case (0xE2, 0x80, 0x9E): return (.open, 3)  // „
    case (0xE2, 0x80, 0x9C): return (.either, 3)  // “ opens in English and closes in German
    case (0xE2, 0x80, 0x9D): return (.close, 3)  // ”
    case (0xC2, 0xAB, _): return (.open, 2)  // «
    case (0xC2, 0xBB, _): return (.close, 2)  // »
    default: return nil
    }
  }

  private static func isWordStart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }
}
