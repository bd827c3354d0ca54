extension AttributionReading {
  /// Who wrote, as the lines say it: the address where one stands there, else the name; nil where neither is clear.
  var author: String? {
    let raw = joined
    if let address = AuthorText.address(in: raw) { return String(decoding: address, as: UTF8.self) }
    return name(in: raw)
  }

  /// The lines as written, with one space between them.
  private var joined: [UInt8] {
    var raw: [UInt8] = []
    for index in lineRange where raw.count <= Self.lengthLimit {
      if !raw.isEmpty { raw.append(ASCII.space) }
      raw += source.bytes[source.lines[index].content]
    }
    return raw
  }

  /// The words between the date and the verb, or those before the verb.
  private func name(in raw: [UInt8]) -> String? {
    let words = raw.split { $0.isWSP }
    var name: [ArraySlice<UInt8>] = []
    var isBehindVerb = false
    for (index, word) in words.enumerated() {
      let folded = Folding.fold(Array(word), 0..<word.count)
      let bare = folded.filter { $0 != ASCII.comma && $0 != ASCII.colon }
      // "a écrit" and "ha scritto" are two words.
      let next = index + 1 < words.count ? Array(words[index + 1]) : []
      let both = next.isEmpty ? bare : bare + [ASCII.space] + Folding.fold(next, 0..<next.count)
      if !isBehindVerb, let verb = AttributionPhrases.wrote.match(both) {
        // "Am 3. Mai um 9:30 schrieb Ann:" has the name behind the verb.
        guard name.isEmpty, verb.length <= bare.count else { break }
        isBehindVerb = true
        continue
      }
      if isBehindVerb, bare.contains(where: \.isDigit) { break }
      let isDate =
        bare.contains(where: \.isDigit) || Self.clockWords.match(bare, isWhole: true) != nil
        || name.isEmpty
          && (AttributionPhrases.openers.match(bare, isWhole: true) != nil
            || AttributionPhrases.days.match(bare.filter { $0 != ASCII.dot }, isWhole: true) != nil)
      if isDate { name = [] } else { name.append(word) }
    }
    let trimmed = Array(name.joined(separator: [ASCII.space])).trimmed(where: Self.isNameEdge)
    // 80: longer than any name, so something else was read.
    guard !trimmed.isEmpty, trimmed.count <= 80, name.count <= 6 else { return nil }
    return String(decoding: trimmed, as: UTF8.self)
  }

  private static func isNameEdge(_ octet: UInt8) -> Bool {
    octet == ASCII.quote || octet == ASCII.comma || octet == ASCII.colon || octet == 0x2A
      || octet.isWSP
  }

  /// Words that belong to a time of day or a zone.
  private static let clockWords = PhraseTable([
    "am", "pm", "a.m.", "p.m.", "uhr", "um", "at", "à", "a", "alle", "ore", "kl", "kl.", "klo", "o",
    "om", "às", "gmt",
    "utc", "cet", "cest", "est", "pst", "edt", "pdt", "г.", "р.", "в", "о", "las", "la", "ora",
    "nachm.", "vorm.",
    "пользователь", "odesílatel", "het", "heeft", "de", "godz.", "v", "ο", "χρήστης",
  ])
}

/// Names and addresses in lines that people read.
enum AuthorText {
  /// The first address in `text`: in angle or square brackets if one is there.
  static func address(in text: [UInt8]) -> [UInt8]? {
    // Direction marks stand right at addresses in Hebrew and Arabic mail.
    let text = text.contains(0xE2) ? withoutMarks(text) : text
    var from = 0
    while from < text.count, let at = text[from...].firstIndex(of: ASCII.at) {
      var lower = at
      var upper = at + 1
      while lower > from, isAddressOctet(text[lower - 1]) { lower -= 1 }
      while upper < text.count, isAddressOctet(text[upper]) { upper += 1 }
      while upper > at + 1, text[upper - 1] == ASCII.dot { upper -= 1 }
      if lower < at, upper > at + 1 { return Array(text[lower..<upper]) }
      from = at + 1
    }
    return nil
  }

  /// `text` without the invisible signs of U+2000 ... U+203F, typographic quotes among them.
  private static func withoutMarks(_ text: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == 0xE2, index + 2 < text.count, text[index + 1] == 0x80 {
        kept.append(ASCII.space)
        index += 3
      } else {
        kept.append(text[index])
        index += 1
      }
    }
    return kept
  }

  /// The display name before the address of a From line, without quotes and brackets.
  static func name(in text: [UInt8]) -> [UInt8] {
    let end = text.firstIndex { $0 == ASCII.less || $0 == 0x5B } ?? text.count
    let name = Array(text[..<end]).trimmed(where: {
      $0 == ASCII.quote || $0 == 0x27 || $0 == 0x2A || $0.isWSP
    })
    return name.contains(ASCII.at) ? [] : name
  }

  /// RFC 5322, 3.2.3, without the signs that only break addresses in text, and with eight-bit octets (RFC 6532).
  private static func isAddressOctet(_ octet: UInt8) -> Bool {
    if octet.isLetter || octet.isDigit || octet >= 0x80 { return true }
    switch octet {
    case ASCII.dot, ASCII.hyphen, ASCII.underscore, 0x2B, ASCII.equals, 0x25, 0x27, 0x2F, 0x23,
      0x7E:
      return true
    default: return false
    }
  }
}

extension Array where Element == UInt8 {
  /// Without the octets at either end that `isOuter` names.
  func trimmed(where isOuter: (UInt8) -> Bool) -> [UInt8] {
    var lower = 0
    var upper = count
    while lower < upper, isOuter(self[lower]) { lower += 1 }
    while upper > lower, isOuter(self[upper - 1]) { upper -= 1 }
    return lower == 0 && upper == count ? self : Array(self[lower..<upper])
  }
}
