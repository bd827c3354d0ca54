/// Writes header fields. There is no other way into a header, and this one cannot write CR or LF inside a value.
struct HeaderWriter {
  /// Longest line where it can be helped (RFC 5322, 2.1.1, says 78, and RFC 2047, 2, says 76 beside encoded words).
  static let softLimit = HeaderWords.lineLimit
  /// Longest line of all, without its line end (RFC 5322, 2.1.1).
  static let hardLimit = 998

  private(set) var bytes: [UInt8] = []

  /// Writes text that people read: encoded words where it is not plain ASCII (RFC 2047, 5).
  mutating func writeText(_ name: String, _ value: String) throws(ComposeError) {
    try Self.check(value, field: name)
    var line = Array("\(name):".utf8)
    let words = HeaderWords.isPlain(value) ? Self.pieces(of: value) : []
    if !words.isEmpty, words.allSatisfy({ $0.count < Self.softLimit }) {
      append(words, to: &line)
    } else {
      appendEncoded(value, to: &line)
    }
    try finish(line, field: name)
  }

  /// Writes a value that machines read: folded at spaces and otherwise as it stands. What is not ASCII, and what a
  /// reader would take for an encoded word, becomes encoded words: so nothing in it decodes to something else.
  mutating func writeStructured(_ name: String, _ value: String) throws(ComposeError) {
    try Self.check(value, field: name)
    let utf8 = Array(value.utf8)
    var line = Array("\(name):".utf8)
    if utf8.allSatisfy({ $0 < 0x80 }), !HeaderWords.looksEncoded(utf8) {
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
    // Plain ASCII needs no look at its scalars.
    let needsLook = value.utf8.contains { $0 < 0x20 || $0 >= 0x7F }
    if needsLook, value.unicodeScalars.contains(where: isForbidden) {
      throw ComposeError.controlCharacter(field: field)
    }
  }

  /// C0 and C1 controls, DEL, and the separators of lines and paragraphs.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }

  /// RFC 5322, 3.2.3.
  static func isAtomText(_ byte: UInt8) -> Bool { atomTable[Int(byte)] }

  private static let atomTable: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~".utf8 {
      table[Int(byte)] = true
    }
    return table
  }()

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
    let words = HeaderWords.encoded(value, firstRoom: Self.softLimit - line.count - 1)
    append(words.map { [ASCII.space] + $0 }, to: &line)
  }

  private mutating func finish(_ line: [UInt8], field: String) throws(ComposeError) {
    let isTooLong = line.split(separator: ASCII.lf).contains { $0.count > Self.hardLimit + 1 }
    if isTooLong { throw ComposeError.lineTooLong(field: field) }
    bytes += line
    bytes += [ASCII.cr, ASCII.lf]
  }
}
