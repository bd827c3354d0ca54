extension LineLabels {
  /// Most filled lines at the end of a stretch of own words in which the feet of programs and companies are looked for.
  private static let footLines = 60
  /// Shortest legal foot, in bytes: less is a sentence that somebody wrote.
  private static let legalMinimum = 100
  /// Most of a paragraph that is read for legal words, in bytes: its beginning tells.
  private static let legalLimit = 4_000

  /// Labels signatures, telephone lines, legal feet and feet of mailing lists in each stretch of own words.
  mutating func markFeet() {
    let stretches = ownStretches()
    for stretch in stretches {
      // Answers between quoted lines end with no company's foot.
      let isInline =
        stretch.lowerBound > 0 && stretch.upperBound < kinds.count
        && kinds[stretch.upperBound] == .quoted
      markFeet(in: stretch, isInline: isInline)
    }
    if let first = stretches.first { markBanner(in: first) }
  }

  private mutating func markFeet(in stretch: Range<Int>, isInline: Bool) {
    var filled = 0
    var start = stretch.upperBound
    while start > stretch.lowerBound, filled < Self.footLines {
      start -= 1
      if !text.lines[start].isEmpty { filled += 1 }
    }
    let tail = start..<stretch.upperBound
    let end = isInline ? stretch.upperBound : markListFoot(in: tail)
    if !isInline { markLegalFeet(in: tail.lowerBound..<end) }
    for index in stretch where isOpen(index) && isMobileLine(index) {
      mark(index..<(index + 1), .mobileSignature, .mobile)
    }
    let letter = stretch.lowerBound..<end
    if !markDelimitedSignature(in: letter) {
      markClosing(in: letter)
      markRuledSignature(in: letter)
    }
  }

  private mutating func markListFoot(in tail: Range<Int>) -> Int {
    for index in tail where isOpen(index) {
      let line = text.lines[index]
      let opens = FootPhrases.listOpeners.mayOpen(text.bytes, line.content) && opensListFoot(index)
      guard opens || text.isRule(index) && isBeforeListFoot(index, in: tail) else { continue }
      // Google Groups puts `-- ` above its foot.
      let start =
        index > tail.lowerBound && isOpen(index - 1) && isDelimiter(index - 1) ? index - 1 : index
      for line in start..<tail.upperBound where kinds[line] == .own {
        mark(line..<(line + 1), .listFooter, .listFooter)
      }
      return start
    }
    return tail.upperBound
  }

  /// An address or a link must stand near: "To unsubscribe from this list I wrote twice" is a complaint.
  private func opensListFoot(_ index: Int) -> Bool {
    guard FootPhrases.listOpeners.match(text.folded(index)) != nil else { return false }
    guard text.lines[index].first == ASCII.underscore || text.lines[index].first == 0x79 else {
      return (index..<min(index + 4, text.count)).contains { place in
        let line = text.lines[place]
        guard line.signs.contains(.at) || line.signs.contains(.colon) else { return false }
        let folded = text.folded(place)
        return line.signs.contains(.at) || Self.linkSigns.find(in: folded, anyEnd: true) != nil
      }
    }
    return true
  }

  private static let linkSigns = PhraseTable(["http://", "https://", "mailto:"])

  private func isBeforeListFoot(_ rule: Int, in tail: Range<Int>) -> Bool {
    var filled = 0
    for index in (rule + 1)..<max(rule + 1, tail.upperBound) where !text.lines[index].isEmpty {
      if text.lines[index].length <= 160, FootPhrases.list.find(in: text.folded(index)) != nil {
        // Somebody who writes about a mailing list below a ruler has more to say than its foot.
        return tail.upperBound - index <= 12
      }
      filled += 1
      if filled >= 3 { break }
    }
    return false
  }

  private mutating func markLegalFeet(in tail: Range<Int>) {
    var start = tail.lowerBound
    // A paragraph cut by the window is read from its beginning.
    while start > 0, kinds[start - 1] == .own, start > tail.lowerBound - 20,
      !text.lines[start - 1].isEmpty
    { start -= 1 }
    while start < tail.upperBound {
      var end = start
      while end < tail.upperBound, !text.lines[end].isEmpty { end += 1 }
      if end > start, isLegal(start..<end) {
        for line in start..<end where isOpen(line) {
          mark(line..<(line + 1), .disclaimer, .disclaimer)
        }
      }
      start = end + 1
    }
  }

  private func isLegal(_ paragraph: Range<Int>) -> Bool {
    guard isOpen(paragraph.lowerBound) else { return false }
    let words = folded(paragraph)
    return words.count >= Self.legalMinimum && FootPhrases.legal.count(in: words, enough: 2) >= 2
      && FootPhrases.personal.find(in: words) == nil
  }

  private func folded(_ lines: Range<Int>) -> [UInt8] {
    var words: [UInt8] = []
    for index in lines where words.count < Self.legalLimit {
      let content = text.lines[index].content
      Folding.fold(
        text.bytes,
        content.lowerBound..<min(content.upperBound, content.lowerBound + Self.legalLimit),
        into: &words)
    }
    return words
  }

  /// "CAUTION: This email originated from outside of the organization" above everything else.
  private mutating func markBanner(in stretch: Range<Int>) {
    guard let first = text.nextFilled(from: stretch.lowerBound), first < stretch.upperBound else {
      return
    }
    var end = first
    while end < stretch.upperBound, !text.lines[end].isEmpty { end += 1 }
    // 6: a banner is short; a letter that tells of one is longer, or says so itself.
    guard end - first <= 6, text.nextFilled(from: end) != nil else { return }
    let words = folded(first..<end)
    guard words.count >= 30, words.count <= 500, Self.bannerOpeners.match(words) != nil,
      FootPhrases.banner.find(in: words) != nil, FootPhrases.personal.find(in: words) == nil
    else { return }
    for line in first..<end where isOpen(line) { mark(line..<(line + 1), .disclaimer, .disclaimer) }
  }

  private static let bannerOpeners = PhraseTable([
    "caution", "[caution", "warning", "[warning", "external", "[external", "attention",
    "this email originated",
    "this message originated", "this message came", "notice", "achtung", "vorsicht", "let op",
    "precaución", "⚠",
  ])
}
