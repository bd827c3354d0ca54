/// Reading Message-ID, In-Reply-To and References (RFC 5322, 3.6.4).
enum MessageIDs {
  /// Most ids kept of one field: the first, which started the thread, and the last ones, which are nearest to the
  /// answer. Threads of that length are a loop or an attack.
  static let limit = 1_000

  /// The ids of `value` without angle brackets, in order. Free text between them is passed over.
  ///
  /// Where no bracket stands at all, words with an `@` are taken for ids.
  static func all(in value: Span<UInt8>) -> [String] {
    let skipped = max(0, count(in: value) - limit)
    var result: [String] = []
    var seen = 0
    var index = 0
    while let range = next(in: value, from: &index) {
      if seen == 0 || seen > skipped { append(value, range, to: &result) }
      seen += 1
    }
    return result.isEmpty ? words(in: value) : result
  }

  /// The one id of a Message-ID field; a value without `@` and brackets counts as it stands.
  static func first(in value: Span<UInt8>) -> String? {
    var index = 0
    while let range = next(in: value, from: &index) {
      if let id = text(value, range) { return id }
    }
    if let id = words(in: value).first { return id }
    return text(value, 0..<value.count)
  }

  private static func count(in value: Span<UInt8>) -> Int {
    // Shorter values cannot hold too many: an id takes three octets at least.
    guard value.count > limit * 3 else { return 0 }
    var count = 0
    var index = 0
    while next(in: value, from: &index) != nil { count += 1 }
    return count
  }

  /// What stands between the next two brackets; of `<<a@b>` the innermost opens the id. An id that is not closed ends
  /// where the next one opens: `<a@b <c@d>`.
  private static func next(in value: Span<UInt8>, from index: inout Int) -> Range<Int>? {
    var open: Int?
    while index < value.count {
      let byte = value[index]
      index += 1
      if byte == ASCII.less {
        if let unclosed = open, value.first(ASCII.at, in: unclosed..<(index - 1)) != nil {
          index -= 1
          return unclosed..<index
        }
        open = index
      } else if byte == ASCII.greater, let open {
        return open..<(index - 1)
      }
    }
    return nil
  }

  private static func words(in value: Span<UInt8>) -> [String] {
    var result: [String] = []
    var index = 0
    while index < value.count, result.count < limit {
      let start = index
      var hasAt = false
      while index < value.count, !separators.contains(value[index]) {
        if value[index] == ASCII.at { hasAt = true }
        index += 1
      }
      if hasAt { append(value, start..<index, to: &result) }
      index += 1
    }
    return result
  }

  private static let brackets = OctetSet("<>")
  private static let separators = OctetSet(" \t\r\n,;<>\"()")

  private static func append(_ value: Span<UInt8>, _ range: Range<Int>, to result: inout [String]) {
    if let id = text(value, range) { result.append(id) }
  }

  /// An id never holds white space or controls: folds within one are the work of servers on the way.
  private static func text(_ value: Span<UInt8>, _ range: Range<Int>) -> String? {
    var isPlain = true
    let brackets = brackets
    for place in range
    where value[place] <= ASCII.space || value[place] >= 0x7F || brackets.contains(value[place]) {
      isPlain = false
    }
    if isPlain { return range.isEmpty ? nil : value.text(range) }
    let octets = value.octets(range).filter {
      $0 > ASCII.space && $0 != 0x7F && !brackets.contains($0)
    }
    return octets.isEmpty
      ? nil : HeaderText.withoutControls(HeaderText.raw(octets.span, fallback: .windows1252))
  }
}
