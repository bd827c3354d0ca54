extension LineLabels {
  enum Marker { case original, forwarded }

  /// Longest marker line, in bytes: Lotus puts a name and a date between its dashes.
  private static let markerLimit = 160

  /// What kind of marker line `index` is, such as `-----Original Message-----`; nil where it is none.
  ///
  /// A line without dashes on both sides is one only above a header block or a quote: people write "Original message:".
  func marker(at index: Int) -> Marker? {
    let line = text.lines[index]
    guard line.length <= Self.markerLimit else { return nil }
    switch line.first {
    case ASCII.hyphen, ASCII.underscore, ASCII.equals, 0x2A, 0x2B, 0x7E, 0xE2: break
    default: guard line.signs.contains(.opensEnd) else { return nil }
    }
    var start = line.content.lowerBound
    while start < line.content.upperBound,
      Self.isRuleSign(text.bytes[start]) || text.bytes[start] == 0x2A || text.bytes[start].isWSP
    { start += 1 }
    let rest = start..<line.content.upperBound
    guard MarkerPhrases.forwarded.mayOpen(text.bytes, rest) || MarkerPhrases.original.mayOpen(text.bytes, rest)
    else { return nil }
    let folded = text.folded(index)
    let words = folded.trimmed(where: { Self.isRuleSign($0) || $0 == ASCII.space })
    guard !words.isEmpty else { return nil }
    let lead = folded.prefix { Self.isRuleSign($0) }.count
    let trail = folded.reversed().prefix { Self.isRuleSign($0) }.count
    let isRuled = lead >= 2 && trail >= 2
    if let found = MarkerPhrases.forwarded.match(words) {
      if isRuled || lead >= 5 { return .forwarded }
      return found.length + 2 >= words.count && folded.last == ASCII.colon && announces(index)
        ? .forwarded : nil
    }
    if let found = MarkerPhrases.original.match(words) {
      // 30: the sender's name or a date may follow, a sentence may not.
      if isRuled, words.count <= found.length + 30 { return .original }
      return found.length + 2 >= words.count && announces(index) ? .original : nil
    }
    return nil
  }

  private func announces(_ index: Int) -> Bool {
    guard let next = text.nextFilled(from: index + 1) else { return false }
    return text.lines[next].depth > text.lines[index].depth
      || headerBlock(at: next, isAnnounced: true) != nil
  }

  func isEndOfForward(_ index: Int) -> Bool {
    guard text.lines[index].first == ASCII.hyphen, text.lines[index].length <= Self.markerLimit
    else { return false }
    let words = text.folded(index).trimmed(where: { Self.isRuleSign($0) || $0 == ASCII.space })
    return MarkerPhrases.endOfForwarded.match(words) != nil
  }

  private static func isRuleSign(_ octet: UInt8) -> Bool {
    octet == ASCII.hyphen || octet == ASCII.underscore || octet == ASCII.equals || octet == 0x2B
      || octet == 0x7E
  }
}
