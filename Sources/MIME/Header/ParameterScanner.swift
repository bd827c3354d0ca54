/// Cuts `value; name=value; name="value"` into its pieces, with the liberties that senders take (RFC 7103, 8).
struct ParameterScanner {
  /// A parameter as it stands in the field.
  struct Found {
    let name: Range<Int>
    /// Without quotes around it.
    let value: Range<Int>
    /// Its octets are its value: no escapes, folds or stray quotes.
    let isPlain: Bool
    let isQuoted: Bool

    /// The value: unfolded, escapes taken off.
    func octets(in bytes: Span<UInt8>) -> [UInt8] {
      if isPlain { return bytes.octets(value) }
      let line = HeaderText.unfolded(bytes.extracting(value))
      guard isQuoted else { return line.filter { $0 != ASCII.quote } }
      var result: [UInt8] = []
      result.reserveCapacity(line.count)
      var index = 0
      while index < line.count {
        // Only these two are taken for escapes: Windows senders write paths with single backslashes.
        if line[index] == ASCII.backslash, index + 1 < line.count,
          line[index + 1] == ASCII.quote || line[index + 1] == ASCII.backslash
        {
          index += 1
        }
        result.append(line[index])
        index += 1
      }
      return result
    }
  }

  /// Something stood where a parameter was due, or a quote or comment never ends.
  private(set) var isDamaged = false

  private var index = 0
  private var hasOpenComment = false
  private var hasOpenQuote = false
  private var words = EncodedWord.Finder()
  /// Up to here no encoded word counts: one that reaches it was none.
  private var wordlessUntil = 0

  private static let tokenEnds = OctetSet("=;()\"<>, \t\r\n")
  private static let valueEnds = OctetSet("; \t\r\n(\"")

  /// What stands before the first `;`, or before white space and a parameter: some senders forget the `;`.
  mutating func value(in bytes: Span<UInt8>) -> String {
    skipSpace(bytes)
    let start = index
    let ends = Self.tokenEnds
    while index < bytes.count, !ends.contains(bytes[index]) { index += 1 }
    let token = start..<index
    skipSpace(bytes)
    if index == bytes.count || bytes[index] == ASCII.semicolon {
      return bytes.lowercasedText(token)
    }
    // A parameter comes first, or follows without `;`.
    if token.upperBound < bytes.count, bytes[token.upperBound] == ASCII.equals {
      isDamaged = true
      index = start
      return ""
    }
    if index > token.upperBound, startsParameter(bytes, at: index) {
      isDamaged = true
      return bytes.lowercasedText(token)
    }
    // Strange: the words up to `;` without quotes and comments.
    isDamaged = true
    var text = bytes.octets(token)
    var last = token.upperBound
    while index < bytes.count, bytes[index] != ASCII.semicolon {
      if index > last, startsParameter(bytes, at: index) { break }
      if index > last, !text.isEmpty { text.append(ASCII.space) }
      if bytes[index] != ASCII.quote { text.append(bytes[index].lowercasedASCII) }
      index += 1
      last = index
      skipSpace(bytes)
    }
    return String(decoding: text.map(\.lowercasedASCII), as: UTF8.self).trimmingSpaces
  }

  /// The next parameter.
  mutating func next(in bytes: Span<UInt8>) -> Found? {
    let ends = Self.tokenEnds
    while index < bytes.count {
      skipSpace(bytes)
      let start = index
      while index < bytes.count, !ends.contains(bytes[index]) { index += 1 }
      let name = start..<index
      skipSpace(bytes)
      guard index < bytes.count else {
        if !name.isEmpty { isDamaged = true }
        return nil
      }
      if bytes[index] == ASCII.equals, !name.isEmpty {
        index += 1
        return readValue(bytes, name: name)
      }
      // `;` and commas separate; anything else is passed over, a word too that no `=` follows.
      if !name.isEmpty || bytes[index] != ASCII.semicolon { isDamaged = true }
      if name.isEmpty { index += 1 }
    }
    return nil
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    guard index < bytes.count, bytes[index].isFieldSpace || bytes[index] == ASCII.openParenthesis
    else { return }
    let wasOpen = hasOpenComment
    index = Comments.skip(in: bytes, from: index, isOpen: &hasOpenComment)
    if hasOpenComment != wasOpen { isDamaged = true }
  }

  /// Whether `name=` stands at `start`.
  private func startsParameter(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    let ends = Self.tokenEnds
    var place = start
    while place < bytes.count, !ends.contains(bytes[place]) { place += 1 }
    return place > start && place < bytes.count && bytes[place] == ASCII.equals
      && bytes[start].isLetter
  }

  private mutating func readValue(_ bytes: Span<UInt8>, name: Range<Int>) -> Found {
    while index < bytes.count, bytes[index].isFieldSpace { index += 1 }
    guard index < bytes.count else {
      return Found(name: name, value: index..<index, isPlain: true, isQuoted: false)
    }
    if bytes[index] == ASCII.quote, let found = readQuoted(bytes, name: name) { return found }
    if bytes[index] == ASCII.quote {
      isDamaged = true
      index += 1
    }
    // File names hold parentheses and commas.
    let isFileName = bytes.holds("name", in: name) || bytes.holds("filename", in: name)
    let ends = Self.valueEnds
    let start = index
    var end = index
    var isPlain = true
    while index < bytes.count, bytes[index] != ASCII.semicolon {
      let byte = bytes[index]
      if !ends.contains(byte) {
        index += 1
        end = index
        continue
      }
      if byte.isFieldSpace {
        // White space belongs to the value unless a parameter follows: `name=This is a.txt`, `charset=x format=y`.
        if byte.isLineBreak { isPlain = false }
        index += 1
        if index < bytes.count, !bytes[index].isFieldSpace, startsParameter(bytes, at: index) {
          isDamaged = true
          break
        }
        continue
      }
      if byte == ASCII.openParenthesis, !isFileName {
        // A comment ends the value.
        while index < bytes.count, bytes[index] != ASCII.semicolon {
          let before = index
          skipSpace(bytes)
          if index == before || startsParameter(bytes, at: index) { break }
        }
        break
      }
      if byte == ASCII.quote { isPlain = false }
      index += 1
      end = index
    }
    if !isFileName {
      while end > start, bytes[end - 1] == ASCII.comma { end -= 1 }
    }
    return found(bytes, name: name, start..<end, isPlain: isPlain, isQuoted: false)
  }

  /// A quoted string; nil, and nothing consumed, where it never ends.
  private mutating func readQuoted(_ bytes: Span<UInt8>, name: Range<Int>) -> Found? {
    guard !hasOpenQuote else { return nil }
    let start = index + 1
    var place = start
    var isPlain = true
    while place < bytes.count {
      let byte = bytes[place]
      if byte == ASCII.quote {
        index = place + 1
        return found(bytes, name: name, start..<place, isPlain: isPlain, isQuoted: true)
      }
      if byte == ASCII.backslash || byte.isLineBreak { isPlain = false }
      if byte == ASCII.backslash, place + 1 < bytes.count,
        bytes[place + 1] == ASCII.quote || bytes[place + 1] == ASCII.backslash
      {
        place += 1
      } else if byte == ASCII.equals, let end = endOfWord(bytes, at: place) {
        place = end
        continue
      }
      place += 1
    }
    hasOpenQuote = true
    return nil
  }

  /// Behind the encoded word at `place`, which may hold a quotation mark (illegal here, and in wide use).
  private mutating func endOfWord(_ bytes: Span<UInt8>, at place: Int) -> Int? {
    guard place >= wordlessUntil,
      let word = words.closedMatch(in: bytes, at: place, amongAddresses: false)
    else { return nil }
    guard bytes.first(ASCII.semicolon, in: word.text) == nil, word.end < bytes.count,
      bytes[word.end] == ASCII.quote || bytes[word.end].isFieldSpace
    else {
      wordlessUntil = word.end
      return nil
    }
    return word.end
  }

  /// `charset='utf-8'` and `charset=charset=utf-8` are seen in mail. A boundary may hold these marks itself.
  private mutating func found(
    _ bytes: Span<UInt8>, name: Range<Int>, _ value: Range<Int>, isPlain: Bool, isQuoted: Bool
  ) -> Found {
    var value = value
    let mark = value.lowerBound + name.count
    if mark < value.upperBound, bytes[mark] == ASCII.equals,
      bytes.holdsSame(name, value.lowerBound..<mark)
    {
      isDamaged = true
      value = (mark + 1)..<value.upperBound
    }
    if value.count > 2, bytes[value.lowerBound] == 0x27, bytes[value.upperBound - 1] == 0x27,
      bytes.first(0x2A, in: name) == nil, !bytes.holds("boundary", in: name)
    {
      value = (value.lowerBound + 1)..<(value.upperBound - 1)
    }
    return Found(name: name, value: value, isPlain: isPlain, isQuoted: isQuoted)
  }
}
