extension LineLabels {
  /// Most filled lines behind `--` or `-- ` that still are a signature: a longer stretch is part of the letter.
  private static let signatureLimits = (delimiter: 30, dashes: 10)
  /// Most filled lines behind a closing phrase: name, position, company, address, two numbers and a page.
  private static let closingLimit = 7
  /// Longest line of a signature without a delimiter, in bytes.
  private static let nameLineLimit = 70

  /// Labels signatures, telephone lines, legal feet and feet of mailing lists in each stretch of own words.
  mutating func markFeet() {
    var start = 0
    while start < kinds.count {
      guard kinds[start] == .own else {
        start += 1
        continue
      }
      var end = start
      while end < kinds.count, kinds[end] == .own { end += 1 }
      markFeet(in: start..<end)
      start = end
    }
  }

  private mutating func markFeet(in stretch: Range<Int>) {
    let end = markListFoot(in: stretch)
    markLegalFeet(in: stretch.lowerBound..<end)
    for index in stretch where kinds[index] == .own && isMobileLine(index) {
      mark(index..<(index + 1), .mobileSignature)
    }
    markDelimitedSignature(in: stretch.lowerBound..<end)
    markClosing(in: stretch.lowerBound..<end)
  }

  private mutating func markListFoot(in stretch: Range<Int>) -> Int {
    for index in stretch {
      let isSubscription =
        isShort(index) && text.phrase(index).opens(with: "you received this message because you are subscribed")
      guard isSubscription || isRule(index) && isBeforeListFoot(index, in: stretch) else { continue }
      mark(index..<stretch.upperBound, .listFooter)
      return index
    }
    return stretch.upperBound
  }

  private func isShort(_ index: Int) -> Bool { (1...120).contains(text.lines[index].content.count) }

  private func isBeforeListFoot(_ rule: Int, in stretch: Range<Int>) -> Bool {
    ((rule + 1)..<max(rule + 1, min(rule + 4, stretch.upperBound))).contains { index in
      let phrase = text.phrase(index)
      return Phrases.listFoot.contains { phrase.holds($0) }
    }
  }

  private mutating func markLegalFeet(in stretch: Range<Int>) {
    var start = stretch.lowerBound
    while start < stretch.upperBound {
      var end = start
      while end < stretch.upperBound, !text.lines[end].isEmpty { end += 1 }
      if end > start, isLegal(start..<end) { mark(start..<end, .disclaimer) }
      start = end + 1
    }
  }

  private func isLegal(_ paragraph: Range<Int>) -> Bool {
    guard let first = paragraph.first, let last = paragraph.last else { return false }
    let range =
      text.lines[first].content
      .lowerBound..<max(
        text.lines[first].content.lowerBound, text.lines[last].content.upperBound)
    // 120 octets: shorter is a sentence somebody wrote. 4,000: the beginning tells.
    guard range.count >= 120 else { return false }
    let words = String(decoding: text.bytes[range].prefix(4_000), as: UTF8.self).lowercased()
    return Phrases.legal.count { words.holds($0) } >= 2
  }

  private func isMobileLine(_ index: Int) -> Bool {
    guard isShort(index) else { return false }
    // No phrase is looked for in a line that starts like none of them.
    guard let first = text.bytes[text.lines[index].content].first, "sgdveotiphfw".utf8.contains(first.lowercasedASCII)
    else {
      return false
    }
    let phrase = text.phrase(index)
    return Phrases.mobileOpeners.contains { phrase.opens(with: $0) }
  }

  private mutating func markDelimitedSignature(in stretch: Range<Int>) {
    var filled = 0
    var found: Int?
    for index in stretch.reversed() where !text.lines[index].isEmpty {
      let content = text.lines[index].content
      if content.count == 2, text.bytes[content].elementsEqual("--".utf8) {
        let isExact = content.upperBound < text.bytes.count && text.bytes[content.upperBound] == ASCII.space
        let limit = isExact ? Self.signatureLimits.delimiter : Self.signatureLimits.dashes
        if filled <= limit { found = index }
      }
      filled += 1
    }
    guard let found else { return }
    for index in found..<stretch.upperBound where kinds[index] == .own { mark(index..<(index + 1), .signature) }
  }

  private mutating func markClosing(in stretch: Range<Int>) {
    var below = 0
    var closing: Int?
    for index in stretch.reversed() where kinds[index] == .own && !text.lines[index].isEmpty {
      if isClosing(index), below > 0 || closing != nil {
        closing = index
      } else {
        guard closing == nil, below < Self.closingLimit, isNameLine(index) else { break }
        below += 1
      }
    }
    guard let closing else { return }
    for index in closing..<stretch.upperBound where kinds[index] == .own { mark(index..<(index + 1), .signature) }
  }

  private func isClosing(_ index: Int) -> Bool {
    guard text.lines[index].content.count <= 40 else { return false }
    let phrase = text.phrase(index).filter { $0 != "," && $0 != "!" && $0 != "." && $0 != ";" }.trimmingSpaces
    return Phrases.closings.contains(phrase)
  }

  /// Short, and neither a question nor a sentence.
  private func isNameLine(_ index: Int) -> Bool {
    let content = text.bytes[text.lines[index].content]
    guard content.count <= Self.nameLineLimit, let last = content.last else { return false }
    if content.contains(ASCII.question), !content.contains(0x2F) { return false }
    let words = content.split(whereSeparator: \.isWSP)
    return words.count <= 8 && !(words.count > 3 && (last == ASCII.dot || last == 0x21 || last == ASCII.colon))
  }

  /// Labels "Hello Ann," where it stands on a line of its own before anything else that is own.
  mutating func markGreeting() {
    guard let index = kinds.indices.first(where: { kinds[$0] == .own && !text.lines[$0].isEmpty }) else { return }
    let content = text.bytes[text.lines[index].content]
    guard content.count <= 60, let last = content.last else { return }
    let phrase = text.phrase(index)
    guard let greeting = Phrases.greetings.first(where: { phrase.opens(with: $0) && isWordEnd(phrase, behind: $0) })
    else { return }
    let rest = content.dropFirst(greeting.utf8.count).split { $0.isWSP || $0 == ASCII.comma || $0 == 0x21 }
    let endsLikeGreeting = [ASCII.comma, 0x21, ASCII.dot, ASCII.colon].contains(last) && rest.count <= 5
    let isNameOnly = rest.count <= 3 && rest.allSatisfy { ($0.first ?? 0) < 0x61 || ($0.first ?? 0) >= 0x80 }
    if endsLikeGreeting || isNameOnly { mark(index..<(index + 1), .greeting) }
  }

  private func isWordEnd(_ phrase: String, behind start: String) -> Bool {
    guard let next = phrase.utf8.dropFirst(start.utf8.count).first else { return true }
    return !next.isLetter && next < 0x80
  }
}
