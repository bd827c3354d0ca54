extension LineLabels {
  /// Longest line a telephone adds, in bytes, links included.
  private static let mobileLimit = 200
  /// Most words behind "Sent from my" that name a device and its maker.
  private static let deviceWords = 7

  /// Whether line `index` is what a telephone or free mail program adds: "Sent from my iPhone".
  ///
  /// "Sent by courier on Monday" is none: what follows must name devices and makers, and no more.
  func isMobileLine(_ index: Int) -> Bool {
    let line = text.lines[index]
    // U+1427 alone is the mark that Streak and Mailtrack leave.
    if line.length == 3, line.first == 0xE1 {
      return text.bytes[line.content].elementsEqual([0xE1, 0x90, 0xA7])
    }
    guard line.length >= 6, line.length <= Self.mobileLimit else { return false }
    let isBracketed =
      line.first == ASCII.less || line.first == ASCII.openParenthesis
      || line.first == ASCII.underscore
    guard
      isBracketed || MobilePhrases.openers.mayOpen(text.bytes, line.content)
        || MobilePhrases.looseOpeners.mayOpen(text.bytes, line.content) || endsLikeVerb(line)
    else { return false }
    let folded = text.folded(index).trimmed(where: { Self.isBracket($0) })
    return Self.isMobile(folded)
  }

  /// Whether it ends with a verb of sending, as Japanese, Korean, Turkish, Chinese, and German have it.
  private func endsLikeVerb(_ line: LineTable.Line) -> Bool {
    var end = Int(line.contentEnd)
    if text.bytes[end - 1] == ASCII.dot { end -= 1 }
    // "gesendet" is the only one of ASCII alone.
    guard line.signs.contains(.eightBit) || text.bytes[end - 1] == 0x74 else { return false }
    let start = Int(line.contentStart)
    return MobilePhrases.endings.contains { ending in
      guard end - start > ending.count, text.bytes[end - 1] == ending[ending.count - 1] else {
        return false
      }
      return text.bytes[(end - ending.count)..<end].elementsEqual(ending)
    }
  }

  private static func isBracket(_ octet: UInt8) -> Bool {
    octet == ASCII.less || octet == ASCII.greater || octet == ASCII.openParenthesis
      || octet == ASCII.closeParenthesis
      || octet == ASCII.underscore || octet == ASCII.space || octet == ASCII.dot || octet == 0x5B
      || octet == 0x5D
  }

  private static func isMobile(_ folded: [UInt8]) -> Bool {
    if let opener = MobilePhrases.openers.match(folded) {
      if names(folded, from: opener.length, isOpen: false) { return true }
      // The opener itself may name the maker: "Sent from Outlook".
      if opener.length == folded.count, MobilePhrases.devices.find(in: folded) != nil {
        return true
      }
    }
    if let opener = MobilePhrases.looseOpeners.match(folded),
      names(folded, from: opener.length, isOpen: true)
    {
      return true
    }
    guard folded.count <= 80 else { return false }
    for ending in MobilePhrases.endings where folded.count > ending.count {
      guard folded.suffix(ending.count).elementsEqual(ending),
        MobilePhrases.devices.find(in: folded) != nil
      else { continue }
      // German writes more than makers' lines with the verb at the end.
      return ending.first == 0x67 && ending.count == 8 && ending.last == 0x74
        ? startsGerman(folded) : folded.count { $0 == ASCII.space } <= 10
    }
    return false
  }

  private static func startsGerman(_ folded: [UInt8]) -> Bool { germanOpeners.match(folded) != nil }

  private static let germanOpeners = PhraseTable([
    "von meinem", "von meiner", "von unterwegs", "diese nachricht wurde", "diese e-mail wurde",
    "mit meinem", "vom",
  ])

  /// Whether the words from `start` on are a device, its maker, and small words, perhaps with an excuse or a link.
  private static func names(_ folded: [UInt8], from start: Int, isOpen: Bool) -> Bool {
    var rest = Array(folded[start...])
    if let excuse = MobilePhrases.excuses.find(in: rest, anyEnd: true) {
      // "please excuse any typos": what stands before the comma or stop names the device.
      let cut = rest[..<excuse.lowerBound].lastIndex {
        $0 == ASCII.comma || $0 == ASCII.dot || $0 == 0x21 || $0 == ASCII.hyphen
      }
      rest = Array(rest[..<(cut ?? excuse.lowerBound)])
    }
    // `[mail](https://...)`, and a link behind the name in whatever brackets.
    if let link = rest.firstIndex(of: ASCII.openParenthesis),
      let end = rest[link...].firstIndex(of: ASCII.closeParenthesis)
    {
      rest.removeSubrange(link...end)
    }
    for sign in [ASCII.less, ASCII.openParenthesis] {
      if let link = rest.firstIndex(of: sign), link > 0 { rest = Array(rest[..<link]) }
    }
    if let link = linkStart.find(in: rest, anyEnd: true)?.lowerBound ?? gluedLink(rest) {
      rest = Array(rest[..<link])
    }
    var devices = 0
    var unknown = 0
    var count = 0
    var numbered = 0
    for word in rest.split(whereSeparator: {
      $0 == ASCII.space || $0 == 0x5B || $0 == 0x5D || $0 == ASCII.comma || $0 == ASCII.dot
    }) {
      count += 1
      let word = Array(word)
      if MobilePhrases.devices.match(word) != nil {
        devices += 1
      } else if word.contains(where: \.isDigit) {
        numbered += 1
      } else if MobilePhrases.particles.match(word, isWhole: true) == nil {
        unknown += 1
      }
    }
    guard count > 0, count <= deviceWords else { return false }
    return devices > 0 && unknown <= (isOpen ? 0 : 2)
      || !isOpen && devices == 0 && unknown <= min(1, numbered) && count <= 3
  }

  private static let linkStart = PhraseTable(["http://", "https://", "www."])

  /// `iOShttps://...`, where HTML lost the space.
  private static func gluedLink(_ text: [UInt8]) -> Int? {
    guard let colon = text.firstIndex(of: ASCII.colon), colon + 2 < text.count,
      text[colon + 1] == 0x2F
    else { return nil }
    var start = colon
    while start > 0, text[start - 1].isLetter { start -= 1 }
    return start
  }
}
