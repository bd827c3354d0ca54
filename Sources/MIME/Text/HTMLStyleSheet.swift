/// The classes and ids that a `style` element hides, for the simplest rules only: `.x`, `p.x` or `#x` by themselves,
/// and outside of `@media`, which speaks of other screens.
struct HTMLStyleSheet {
  /// Most hidden names remembered: mail has a handful, and each class of each element is compared with them.
  static let nameLimit = 64

  private(set) var hidden: [[UInt8]] = []

  /// Takes in the rules of one style sheet.
  mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    var selector = index
    while index < range.upperBound {
      switch bytes[index] {
      case 0x2F where index + 1 < range.upperBound && bytes[index + 1] == 0x2A:
        index = Self.end(ofComment: bytes, index + 2, range.upperBound)
      case ASCII.semicolon:
        // `@import ...;`
        index += 1
        selector = index
      case 0x7B:
        let rule = Self.trimmedSelector(bytes, selector..<index)
        let end = Self.end(ofBlock: bytes, index + 1, range.upperBound, nests: rule.first.map { bytes[$0] } == ASCII.at)
        if let first = rule.first, bytes[first] != ASCII.at { add(bytes, selector: rule, block: (index + 1)..<end) }
        index = min(end + 1, range.upperBound)
        selector = index
      default: index += 1
      }
    }
  }

  private static func end(ofComment bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    var index = start
    while index + 1 < limit {
      if bytes[index] == 0x2A, bytes[index + 1] == 0x2F { return index + 2 }
      index += 1
    }
    return limit
  }

  private static func end(ofBlock bytes: Span<UInt8>, _ start: Int, _ limit: Int, nests: Bool) -> Int {
    var depth = 1
    var index = start
    while index < limit {
      if bytes[index] == 0x7D { depth -= 1 } else if nests, bytes[index] == 0x7B { depth += 1 }
      if depth == 0 { return index }
      index += 1
    }
    return limit
  }

  /// `range` without white space at its ends, and without comments and the like before it.
  private static func trimmedSelector(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var kept = HTMLStyle.trimmed(bytes, range)
    while !kept.isEmpty {
      var lower = kept.lowerBound
      if bytes.starts(with: "/*", at: kept) {
        lower = end(ofComment: bytes, lower + 2, kept.upperBound)
      } else if bytes.starts(with: "<!--", at: kept) {
        lower += 4
      } else if bytes.starts(with: "-->", at: kept) {
        lower += 3
      } else if bytes[lower] == 0x7D {
        lower += 1
      } else {
        break
      }
      kept = HTMLStyle.trimmed(bytes, lower..<kept.upperBound)
    }
    return kept
  }

  private mutating func add(_ bytes: Span<UInt8>, selector: Range<Int>, block: Range<Int>) {
    guard hidden.count < Self.nameLimit else { return }
    let style = HTMLStyle(bytes, block)
    guard style.sets.contains(.removed) || style.sets.contains(.invisible) else { return }
    var start = selector.lowerBound
    while start < selector.upperBound, hidden.count < Self.nameLimit {
      var end = start
      while end < selector.upperBound, bytes[end] != ASCII.comma { end += 1 }
      addName(bytes, HTMLStyle.trimmed(bytes, start..<end))
      start = end + 1
    }
  }

  private mutating func addName(_ bytes: Span<UInt8>, _ selector: Range<Int>) {
    var nameStart: Int?
    for index in selector {
      let byte = bytes[index]
      if byte == ASCII.dot || byte == 0x23 {
        guard nameStart == nil else { return }
        nameStart = index + 1
      } else if !(byte.isLetter || byte.isDigit || byte == ASCII.hyphen || byte == ASCII.underscore || byte >= 0x80) {
        return
      }
    }
    guard let nameStart, nameStart < selector.upperBound else { return }
    var name: [UInt8] = []
    for index in nameStart..<selector.upperBound { name.append(bytes[index]) }
    hidden.append(name)
  }

  /// Whether one of the names in the value of a `class` or `id` attribute is hidden.
  func hides(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
    guard !hidden.isEmpty else { return false }
    var index = value.lowerBound
    while index < value.upperBound {
      while index < value.upperBound, bytes[index] <= ASCII.space { index += 1 }
      let start = index
      while index < value.upperBound, bytes[index] > ASCII.space { index += 1 }
      if start < index, hidden.contains(where: { bytes.holds($0, at: start..<index) }) { return true }
    }
    return false
  }
}

extension Span where Element == UInt8 {
  /// Whether the octets of `range` are those of `name`.
  func holds(_ name: [UInt8], at range: Range<Int>) -> Bool {
    guard name.count == range.count else { return false }
    var place = range.lowerBound
    for octet in name {
      guard self[place] == octet else { return false }
      place += 1
    }
    return true
  }
}
