/// Encoded words of headers: `=?charset?B?text?=` (RFC 2047, 2; language suffix RFC 2231, 5).
enum EncodedWord {
  struct Match {
    /// Without the language.
    let charset: Range<Int>
    let isBase64: Bool
    let text: Range<Int>
    /// Behind the closing `?=`.
    let end: Int
    /// The closing `?=` stands where it should.
    let isClosed: Bool
  }

  /// Longest charset with language looked at, in bytes: the longest registered name has 45 (IANA character sets).
  static let labelLimit = 64
  /// Longest legal word, in bytes (RFC 2047, 2).
  static let wordLimit = 75

  static func mayOccur(in bytes: [UInt8]) -> Bool {
    guard bytes.count > 6 else { return false }
    for index in 1..<bytes.count
    where bytes[index] == ASCII.question && bytes[index - 1] == ASCII.equals {
      return true
    }
    return false
  }

  /// Finds words in one value, from its start to its end.
  ///
  /// It remembers how far a search for `?=` went in vain, so that a value full of words that never close is still
  /// read in linear time.
  struct Finder {
    /// From every place before this one no `?=` is reached.
    private var barrenUntil = 0

    /// The word that starts at `start`. Takes spaces in the text, and a missing `?=`: then white space ends it.
    mutating func match(in bytes: Span<UInt8>, at start: Int) -> Match? {
      guard let head = head(in: bytes, at: start) else { return nil }
      if let end = close(in: bytes, head, amongAddresses: false) {
        return head.match(to: end, isClosed: true)
      }
      var end = head.text
      while end < bytes.count, !bytes[end].isFieldSpace { end += 1 }
      return end > head.text ? head.match(to: end, isClosed: false) : nil
    }

    /// The word that starts at `start` and is closed. Among addresses a word with white space in it is none where it
    /// also holds what separates addresses.
    mutating func closedMatch(in bytes: Span<UInt8>, at start: Int, amongAddresses: Bool) -> Match?
    {
      guard let head = head(in: bytes, at: start),
        let end = close(in: bytes, head, amongAddresses: amongAddresses)
      else { return nil }
      return head.match(to: end, isClosed: true)
    }

    private struct Head {
      let charset: Range<Int>
      let isBase64: Bool
      let text: Int

      func match(to end: Int, isClosed: Bool) -> Match {
        Match(
          charset: charset, isBase64: isBase64, text: text..<end, end: isClosed ? end + 2 : end,
          isClosed: isClosed)
      }
    }

    /// `=?charset*language?B?`
    private func head(in bytes: Span<UInt8>, at start: Int) -> Head? {
      guard start + 6 < bytes.count, bytes[start] == ASCII.equals,
        bytes[start + 1] == ASCII.question
      else {
        return nil
      }
      var index = start + 2
      let limit = min(bytes.count, index + EncodedWord.labelLimit)
      var labelEnd: Int?
      while index < limit, bytes[index] != ASCII.question, !bytes[index].isFieldSpace {
        if bytes[index] == 0x2A, labelEnd == nil { labelEnd = index }
        index += 1
      }
      guard index > start + 2, index + 2 < bytes.count, bytes[index] == ASCII.question,
        bytes[index + 2] == ASCII.question
      else { return nil }
      let letter = bytes[index + 1].lowercasedASCII
      guard letter == 0x62 || letter == 0x71 else { return nil }
      return Head(
        charset: (start + 2)..<(labelEnd ?? index), isBase64: letter == 0x62, text: index + 3)
    }

    /// Where the closing `?=` stands.
    private mutating func close(in bytes: Span<UInt8>, _ head: Head, amongAddresses: Bool) -> Int? {
      guard head.text >= barrenUntil else { return nil }
      var index = head.text
      var hasSpace = false
      var hasSeparator = false
      while index < bytes.count {
        let byte = bytes[index]
        if byte == ASCII.question, index + 1 < bytes.count, bytes[index + 1] == ASCII.equals {
          if head.isBase64 || !isInside(bytes, at: index) { return index }
        } else if byte.isFieldSpace {
          hasSpace = true
          // The next word starts and this one was never closed.
          if index + 2 < bytes.count, bytes[index + 1] == ASCII.equals,
            bytes[index + 2] == ASCII.question
          {
            break
          }
        } else if amongAddresses,
          byte == ASCII.comma || byte == ASCII.less || byte == ASCII.semicolon
            || byte == ASCII.quote
        {
          hasSeparator = true
        }
        if hasSpace && hasSeparator { break }
        index += 1
      }
      barrenUntil = index
      return nil
    }

    /// Whether the `?=` at `index` is a question mark of the text before an escape: two hexadecimal digits follow,
    /// and then another `?=` within the same word.
    private func isInside(_ bytes: Span<UInt8>, at index: Int) -> Bool {
      guard index + 3 < bytes.count, bytes[index + 2].hexValue != nil,
        bytes[index + 3].hexValue != nil
      else {
        return false
      }
      var place = index + 4
      let end = min(bytes.count - 1, place + EncodedWord.wordLimit)
      while place < end, !bytes[place].isFieldSpace {
        if bytes[place] == ASCII.question, bytes[place + 1] == ASCII.equals { return true }
        place += 1
      }
      return false
    }
  }
}
