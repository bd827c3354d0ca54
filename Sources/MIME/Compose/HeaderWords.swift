/// Putting people's words into header fields: phrases and encoded words (RFC 5322, 3.2.5; RFC 2047).
enum HeaderWords {
  /// Longest encoded word (RFC 2047, 2).
  static let wordLimit = 75
  /// Longest line that holds an encoded word (RFC 2047, 2).
  static let lineLimit = 76
  /// Room that the first word of a phrase takes at most, so that it fits behind `Reply-To: `.
  private static let phraseLimit = 60
  /// `=?UTF-8?B?` and `?=`.
  private static let overhead = 12

  /// The words that `value` takes as a phrase: bare, in quotes, or encoded.
  static func phrase(_ value: String) -> [[UInt8]] {
    let utf8 = Array(value.utf8)
    let isBare =
      utf8.allSatisfy { HeaderWriter.isAtomText($0) || $0 == ASCII.space } && !looksEncoded(utf8)
      // Two spaces in a row would read as one.
      && !zip(utf8, utf8.dropFirst()).contains { $0 == ASCII.space && $1 == ASCII.space }
    if isBare { return utf8.split(separator: ASCII.space).map(Array.init) }
    if isPlain(value), utf8.count <= phraseLimit {
      var quoted: [UInt8] = [ASCII.quote]
      for byte in utf8 {
        if byte == ASCII.quote || byte == ASCII.backslash { quoted.append(ASCII.backslash) }
        quoted.append(byte)
      }
      quoted.append(ASCII.quote)
      if quoted.count <= phraseLimit { return [quoted] }
    }
    return encoded(value, firstRoom: phraseLimit)
  }

  /// Printable ASCII that no reader takes for an encoded word, and that trimming leaves as it is.
  static func isPlain(_ value: String) -> Bool {
    let utf8 = Array(value.utf8)
    return utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !looksEncoded(utf8)
      && utf8.first != ASCII.space && utf8.last != ASCII.space
  }

  /// Whether a reader might find an encoded word in it: `=?` stands somewhere.
  static func looksEncoded(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 1 else { return false }
    for index in 1..<bytes.count where bytes[index] == ASCII.question && bytes[index - 1] == ASCII.equals {
      return true
    }
    return false
  }

  /// `value` as encoded words in UTF-8, cut between what people see as one character where that fits into a word,
  /// and never inside a scalar (RFC 2047, 5).
  ///
  /// - Parameter firstRoom: octets for the first word; later ones take up to ``wordLimit``.
  static func encoded(_ value: String, firstRoom: Int) -> [[UInt8]] {
    let utf8 = value.utf8
    let plain = utf8.count { isPlainInWord($0) || $0 == ASCII.space }
    var writer = Writer(isBase64: plain * 2 < utf8.count, room: max(min(firstRoom, wordLimit), 30) - overhead)
    for character in value {
      let octets = Array(character.utf8)
      if writer.fitsWord(octets) {
        writer.append(octets)
      } else {
        for scalar in character.unicodeScalars {
          writer.append(Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter))
        }
      }
    }
    return writer.finished()
  }

  private struct Writer {
    let isBase64: Bool
    /// Octets of encoded text that the current word may have.
    var room: Int
    private var result: [[UInt8]] = []
    private var chunk: [UInt8] = []
    /// Octets that the chunk takes in the Q encoding.
    private var width = 0

    init(isBase64: Bool, room: Int) {
      self.isBase64 = isBase64
      self.room = room
    }

    func fitsWord(_ octets: [UInt8]) -> Bool {
      let length = isBase64 ? (octets.count + 2) / 3 * 4 : Self.width(of: octets)
      return length <= HeaderWords.wordLimit - HeaderWords.overhead
    }

    mutating func append(_ octets: [UInt8]) {
      let added = Self.width(of: octets)
      let grown = isBase64 ? (chunk.count + octets.count + 2) / 3 * 4 : width + added
      if grown > room { close() }
      chunk += octets
      width += added
    }

    mutating func finished() -> [[UInt8]] {
      close()
      return result
    }

    private mutating func close() {
      // A first word may be too narrow for its first character; the next one is not.
      defer { room = HeaderWords.wordLimit - HeaderWords.overhead }
      guard !chunk.isEmpty else { return }
      var word = Array((isBase64 ? "=?UTF-8?B?" : "=?UTF-8?Q?").utf8)
      if isBase64 {
        word += Base64.encode(chunk)
      } else {
        for byte in chunk { HeaderWords.append(byte, to: &word) }
      }
      word += [ASCII.question, ASCII.equals]
      result.append(word)
      chunk = []
      width = 0
    }

    private static func width(of octets: [UInt8]) -> Int {
      octets.reduce(0) { $0 + (HeaderWords.isPlainInWord($1) || $1 == ASCII.space ? 1 : 3) }
    }
  }

  /// What stands for itself in the `Q` encoding everywhere, also in a phrase (RFC 2047, 5, rule 3).
  private static func isPlainInWord(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == 0x21 || byte == 0x2A || byte == 0x2B || byte == ASCII.hyphen
      || byte == 0x2F
  }

  private static func append(_ byte: UInt8, to word: inout [UInt8]) {
    if byte == ASCII.space {
      word.append(ASCII.underscore)
    } else if isPlainInWord(byte) {
      word.append(byte)
    } else {
      TransferWriter.appendEscape(ASCII.equals, byte, to: &word)
    }
  }
}
