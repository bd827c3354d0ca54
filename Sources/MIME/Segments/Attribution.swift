extension TextLines {
  struct Attribution {
    /// How many lines it takes.
    let count: Int
    /// It names a time or an address, so that what follows is theirs even without quote marks.
    let isStrong: Bool
  }

  /// Most lines of one attribution: mail programs wrap it at 72 to 78 columns.
  static let attributionLimit = 4

  /// The attribution ("On 3 May Ann wrote:") that starts at line `index`; nil where none does.
  func attribution(at index: Int) -> Attribution? {
    guard lines[index].depth == 0, !lines[index].isEmpty else { return nil }
    // The first line of an attribution names a date or an address, or ends it.
    let content = bytes[lines[index].content]
    guard content.last == ASCII.colon || content.contains(where: { $0.isDigit || $0 == ASCII.at || $0 == 0xEF }) else {
      return nil
    }
    let first = phrase(index)
    guard !first.isEmpty else { return nil }
    let startsWithName = content.contains(ASCII.at) && Phrases.wrote.contains { first.holds($0) }
    let startsWithDate = content.first?.isDigit == true && content.contains(ASCII.colon)
    let isOpened =
      startsWithName || startsWithDate || Phrases.attributionOpeners.contains { first.opens(with: $0) }
    guard isOpened || Self.endsOpen(first) else { return nil }
    var joined = ""
    for count in 1...Self.attributionLimit {
      let place = index + count - 1
      guard place < lines.count, lines[place].depth == 0, !lines[place].isEmpty else { return nil }
      joined += (joined.isEmpty ? "" : " ") + phrase(place)
      guard joined.utf8.count <= Self.phraseLimit else { return nil }
      if Self.endsOpen(joined) {
        return attribution(joined, isOpened: isOpened, next: place + 1).map { Attribution(count: count, isStrong: $0) }
      }
      guard isOpened else { return nil }
    }
    return nil
  }

  /// nil where `joined` is no attribution, else whether it is a strong one.
  private func attribution(_ joined: String, isOpened: Bool, next: Int) -> Bool? {
    let hasVerb = Phrases.wrote.contains { joined.holds($0) }
    let utf8 = Array(joined.utf8)
    let hasDigit = utf8.contains(where: \.isDigit)
    let hasAddress = utf8.contains(ASCII.at)
    let hasTime = utf8.indices.dropFirst().dropLast().contains { place in
      (utf8[place] == ASCII.colon || utf8[place] == 0x68) && utf8[place - 1].isDigit && utf8[place + 1].isDigit
    }
    let isBeforeQuote = nextFilled(from: next).map { lines[$0].depth > 0 } ?? false
    if hasVerb {
      if isOpened, hasDigit, hasTime || hasAddress { return true }
      if hasAddress, hasDigit { return true }
      return isBeforeQuote ? false : nil
    }
    // "2026-05-03 10:22 GMT+02:00 Ann <ann@example.org>:"
    return hasAddress && hasTime && utf8.contains(ASCII.greater) ? true : nil
  }

  private static func endsOpen(_ text: String) -> Bool {
    text.utf8.last == ASCII.colon || text.hasSuffix("：") || text.hasSuffix(":*")
  }

  /// How many lines the header block ("From: ... Sent: ... To: ... Subject: ...") that starts at `index` takes.
  ///
  /// It starts with a From label in any of the languages and holds at least three labels; nil where none starts.
  func headerBlock(at index: Int) -> Int? {
    guard let first = label(index), Phrases.fromLabels.contains(first) else { return nil }
    var place = index
    var labels = 0
    var hasSubject = false
    // 12: no mail program writes more; continuation lines of long recipient lists included.
    while place < min(lines.count, index + 12), !lines[place].isEmpty {
      if let label = label(place) {
        labels += 1
        hasSubject = hasSubject || Phrases.subjectLabels.contains(label)
      } else if hasSubject {
        break
      }
      place += 1
    }
    return labels >= 3 ? place - index : nil
  }

  /// The label of a line like `*From:* Ann`; nil where it has none that is known.
  private func label(_ index: Int) -> String? {
    let content = bytes[lines[index].content]
    // 24 octets: the longest label has 13 letters, and may stand between asterisks.
    guard let colon = content.prefix(24).firstIndex(of: ASCII.colon) else { return nil }
    let name = content[..<colon].filter { $0 != 0x2A }
    let text = String(decoding: name, as: UTF8.self).lowercased().trimmingSpaces
    let isKnown =
      Phrases.fromLabels.contains(text) || Phrases.subjectLabels.contains(text) || Phrases.otherLabels.contains(text)
    return isKnown ? text : nil
  }

  /// Whether line `index` is a marker such as `-----Original Message-----`.
  func isMarker(_ index: Int, of phrases: [String]) -> Bool {
    let content = bytes[lines[index].content]
    guard let first = content.first, content.count <= 120 else { return false }
    let isRuled = first == ASCII.hyphen || first == ASCII.underscore || first == ASCII.equals || first == 0x2A
    guard isRuled || content.last == ASCII.colon else { return false }
    let text = phrase(index).filter { $0 != "-" && $0 != "_" && $0 != "=" && $0 != "*" && $0 != ":" }.trimmingSpaces
    return isRuled ? phrases.contains { text.opens(with: $0) } : phrases.contains(text)
  }
}
