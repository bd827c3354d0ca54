/// What kinds of octets a field value holds: found in one look, so that plain values need no second.
struct FieldShape {
  private(set) var has8Bit = false
  private(set) var hasLineBreak = false
  private(set) var hasTab = false
  /// C0 controls other than tab and line breaks, and DEL.
  private(set) var hasControl = false
  private(set) var hasNUL = false
  /// `=?`, with which every encoded word starts (RFC 2047, 2).
  private(set) var hasWordMark = false

  /// One line of printable ASCII without encoded words: its octets are its text.
  var isPlain: Bool { !(has8Bit || hasLineBreak || hasTab || hasControl || hasWordMark) }

  init(_ value: Span<UInt8>) {
    let count = value.count
    var index = 0
    var previous: UInt8 = 0
    value.withUnsafeBytes { octets in
      while index < count {
        // Eight octets at a time as long as nothing among them needs a closer look.
        while index + 8 <= count,
          Self.isPlain(octets.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        {
          index += 8
        }
        let end = min(index + 8, count)
        if index > 0 { previous = octets[index - 1] }
        while index < end {
          let octet = octets[index]
          if octet < 0x20 || octet >= 0x7F {
            look(at: octet)
          } else if octet == ASCII.question, previous == ASCII.equals {
            hasWordMark = true
          }
          previous = octet
          index += 1
        }
      }
    }
  }

  private mutating func look(at octet: UInt8) {
    switch octet {
    case 0x80...: has8Bit = true
    case ASCII.cr, ASCII.lf: hasLineBreak = true
    case ASCII.tab: hasTab = true
    default:
      hasControl = true
      if octet == 0 { hasNUL = true }
    }
  }

  /// Whether eight octets are all printable ASCII and none is a question mark.
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let marks = word ^ (ones &* UInt64(ASCII.question))
    let belowSpace = (word &- ones &* 0x20) & ~word
    let atDelete = word &+ ones
    let isQuestion = (marks &- ones) & ~marks
    return (word | belowSpace | atDelete | isQuestion) & 0x8080_8080_8080_8080 == 0
  }
}
