/// The customer's own earlier words in quoted lines: the marks before them are no words.
enum QuotedLines {
  /// The same bytes with a space for each quote mark at the head of a line, so that places stay as they are.
  static func unmarked(_ bytes: [UInt8], in range: Range<Int>) -> [UInt8] {
    var plain = bytes
    var isHead = true
    for at in range {
      switch bytes[at] {
      case 0x0A: isHead = true
      case UInt8(ascii: ">") where isHead: plain[at] = UInt8(ascii: " ")
      case UInt8(ascii: " "): break
      default: isHead = false
      }
    }
    return plain
  }
}
