extension LineLabels {
  /// Fewest lines with the same initials that are a quote without an attribution above: two may be prompts of a shell.
  private static let initialsLines = 3

  /// Where the lines quoted in an odd style from `index` on end: `| text` and `: text`, `C> text`, `Ann> text`.
  ///
  /// - Parameter isIntroduced: an attribution stands right above. Bars and full names need one: tables have bars, and
  ///   prompts look like names.
  func oddQuote(from index: Int, isIntroduced: Bool) -> Int? {
    let line = text.lines[index]
    guard line.depth == 0, !line.isEmpty else { return nil }
    if line.first == 0x7C || line.first == ASCII.colon {
      guard isIntroduced else { return nil }
      return bars(from: index)
    }
    guard line.first.isLetter, let prefix = prefix(index, isIntroduced: isIntroduced) else {
      return nil
    }
    var end = index
    while end < kinds.count, text.lines[end].depth == 0, starts(end, with: prefix) { end += 1 }
    return end - index >= (isIntroduced ? 1 : Self.initialsLines) ? end : nil
  }

  private func bars(from index: Int) -> Int? {
    let sign = text.lines[index].first
    var end = index
    while end < kinds.count, text.lines[end].first == sign, text.lines[end].depth == 0 {
      let content = text.lines[end].content
      // A table has a bar at the end of its rows as well, and `:-)` is a face.
      if content.count > 1 {
        guard text.bytes[content.lowerBound + 1] == ASCII.space,
          text.bytes[content.upperBound - 1] != sign
        else { break }
      }
      end += 1
    }
    return end > index ? end : nil
  }

  /// The initials or the name before `>`, with it.
  private func prefix(_ index: Int, isIntroduced: Bool) -> ArraySlice<UInt8>? {
    let content = text.lines[index].content
    let bytes = text.bytes
    // 3: initials; 20: a first name or a user name.
    let limit = min(content.upperBound, content.lowerBound + (isIntroduced ? 20 : 3) + 1)
    guard bytes[content.lowerBound] >= 0x41, bytes[content.lowerBound] <= 0x5A else { return nil }
    var end = content.lowerBound
    while end < limit, bytes[end].isLetter || bytes[end] == ASCII.underscore { end += 1 }
    guard end < limit, bytes[end] == ASCII.greater else { return nil }
    let prefix = bytes[content.lowerBound...end]
    return prefix.elementsEqual("SQL>".utf8) ? nil : prefix
  }

  private func starts(_ index: Int, with prefix: ArraySlice<UInt8>) -> Bool {
    let content = text.lines[index].content
    guard content.count >= prefix.count else { return false }
    guard text.bytes[content].starts(with: prefix) else { return false }
    return content.count == prefix.count
      || text.bytes[content.lowerBound + prefix.count] == ASCII.space
  }
}
