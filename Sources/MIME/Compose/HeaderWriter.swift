/// Writes header fields. There is no other way into a header, and this one cannot write CR or LF inside a value.
struct HeaderWriter {
  /// Longest line where it can be helped, and where not, without line end (RFC 5322, 2.1.1).
  static let softLimit = 78
  static let hardLimit = 998
  /// Longest encoded word (RFC 2047, 2).
  static let wordLimit = 75

  private(set) var bytes: [UInt8] = []

  /// Writes text that people read: encoded words where it is not plain ASCII (RFC 2047, 5).
  mutating func writeText(_ name: String, _ value: String) throws(ComposeError) {
    try Self.check(value, field: name)
    var line = Array("\(name):".utf8)
    let isPlain = Self.isPlain(value)
    let words = isPlain ? Self.pieces(of: value) : []
    if isPlain, words.allSatisfy({ $0.count < Self.softLimit }) {
      append(words, to: &line)
    } else {
      appendEncoded(value, to: &line)
    }
    try finish(line, field: name)
  }

  /// Writes a value that machines read: folded at spaces and otherwise as it stands; non-ASCII becomes encoded words.
  mutating func writeStructured(_ name: String, _ value: String) throws(ComposeError) {
    try Self.check(value, field: name)
    var line = Array("\(name):".utf8)
    if value.utf8.allSatisfy({ $0 < 0x80 }) {
      append(Self.pieces(of: value.trimmingSpaces), to: &line)
    } else {
      appendEncoded(value, to: &line)
    }
    try finish(line, field: name)
  }

  /// Writes pieces that may be parted by folding, with a space between them.
  mutating func write(_ name: String, pieces: [[UInt8]]) throws(ComposeError) {
    var line = Array("\(name):".utf8)
    append(pieces.map { [ASCII.space] + $0 }, to: &line)
    try finish(line, field: name)
  }

  /// Refuses CR, LF, NUL and every other control, and the separators that some programs take for line ends.
  static func check(_ value: String, field: String) throws(ComposeError) {
    let isBad = value.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }
    if isBad { throw ComposeError.controlCharacter(field: field) }
  }

  /// The words that `value` takes as a phrase (RFC 5322, 3.2.5): bare, in quotes, or as encoded words.
  static func phrase(_ value: String) -> [[UInt8]] {
    let utf8 = Array(value.utf8)
    let isBare = utf8.allSatisfy { isAtomText($0) || $0 == ASCII.space } && !EncodedWord.mayOccur(in: utf8)
    if isBare { return utf8.split(separator: ASCII.space).map(Array.init) }
    let quoted =
      [ASCII.quote] + utf8.flatMap { $0 == ASCII.quote || $0 == ASCII.backslash ? [ASCII.backslash, $0] : [$0] }
      + [ASCII.quote]
    if isPlain(value), quoted.count <= 60 { return [quoted] }
    return encodedWords(value, firstRoom: 60)
  }

  /// RFC 5322, 3.2.3.
  static func isAtomText(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  /// Printable ASCII that no reader takes for an encoded word, and that trimming leaves as it is.
  private static func isPlain(_ value: String) -> Bool {
    let utf8 = Array(value.utf8)
    return utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !EncodedWord.mayOccur(in: utf8)
      && utf8.first != ASCII.space && utf8.last != ASCII.space
  }

  /// Cuts before each run of spaces, so that a fold there changes nothing once undone; the first is given a space.
  private static func pieces(of value: String) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var current: [UInt8] = [ASCII.space]
    for byte in value.utf8 {
      if byte == ASCII.space, let last = current.last, last != ASCII.space {
        result.append(current)
        current = []
      }
      current.append(byte)
    }
    result.append(current)
    return result
  }

  private func append(_ pieces: [[UInt8]], to line: inout [UInt8]) {
    var column = line.count
    for piece in pieces {
      // A piece of nothing but spaces would make an empty-looking line.
      if column + piece.count > Self.softLimit, column > 0, piece.contains(where: { $0 != ASCII.space }) {
        line += [ASCII.cr, ASCII.lf]
        column = 0
      }
      line += piece
      column += piece.count
    }
  }

  private func appendEncoded(_ value: String, to line: inout [UInt8]) {
    append(Self.encodedWords(value, firstRoom: Self.softLimit - line.count - 1).map { [ASCII.space] + $0 }, to: &line)
  }

  /// `value` as encoded words in UTF-8, cut between characters and never inside one (RFC 2047, 5).
  ///
  /// - Parameter firstRoom: octets for the first word; later ones take up to ``wordLimit``.
  private static func encodedWords(_ value: String, firstRoom: Int) -> [[UInt8]] {
    let utf8 = value.utf8
    let plain = utf8.count { isPlainInWord($0) || $0 == ASCII.space }
    let isBase64 = plain * 2 < utf8.count
    // `=?UTF-8?B?` and `?=`.
    let overhead = 12
    var result: [[UInt8]] = []
    var chunk: [UInt8] = []
    var width = 0
    var room = max(min(firstRoom, wordLimit), 30) - overhead
    func close() {
      guard !chunk.isEmpty else { return }
      let body = isBase64 ? Base64.encode(chunk) : chunk.flatMap(wordOctets)
      result.append(Array((isBase64 ? "=?UTF-8?B?" : "=?UTF-8?Q?").utf8) + body + Array("?=".utf8))
      chunk = []
      width = 0
      room = wordLimit - overhead
    }
    for scalar in value.unicodeScalars {
      let octets = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      let added = octets.reduce(0) { $0 + wordOctets($1).count }
      let grown = isBase64 ? (chunk.count + octets.count + 2) / 3 * 4 : width + added
      if grown > room { close() }
      chunk += octets
      width += added
    }
    close()
    return result
  }

  private static func isPlainInWord(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "!*+-/".utf8.contains(byte)
  }

  private static func wordOctets(_ byte: UInt8) -> [UInt8] {
    if byte == ASCII.space { return [ASCII.underscore] }
    return isPlainInWord(byte) ? [byte] : [ASCII.equals] + QuotedPrintable.hex(byte)
  }

  private mutating func finish(_ line: [UInt8], field: String) throws(ComposeError) {
    let isTooLong = line.split(separator: ASCII.lf).contains { $0.count > Self.hardLimit + 1 }
    if isTooLong { throw ComposeError.lineTooLong(field: field) }
    bytes += line
    bytes += [ASCII.cr, ASCII.lf]
  }
}
