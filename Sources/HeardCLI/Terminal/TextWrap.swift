/// Lines broken at words to a width of the terminal.
enum TextWrap {
  /// `line` in pieces of at most `width` columns, each after the first behind the spaces that `line` begins with.
  ///
  /// A word that is wider stays whole, so that an address or a link can be copied; characters of two columns part
  /// anywhere, as their scripts have no spaces.
  static func lines(_ line: String, width: Int) -> [String] {
    guard TextWidth.of(line) > width else { return [line] }
    let spaces = line.prefix { $0 == " " }
    // An indent that leaves no room for words is none.
    let indent = spaces.count * 2 <= width ? String(spaces) : ""
    var lines: [String] = []
    var current = indent
    var used = indent.count
    var isFresh = true
    for piece in pieces(of: line.dropFirst(spaces.count)) {
      let isBreak = piece.text.first == " "
      if !isBreak, !isFresh, used + piece.width > width {
        lines.append(withoutTrailingSpaces(current))
        current = indent
        used = indent.count
        isFresh = true
      }
      // Spaces at which a line was broken are not shown.
      if isBreak, isFresh { continue }
      current += piece.text
      used += piece.width
      isFresh = false
    }
    lines.append(withoutTrailingSpaces(current))
    return lines
  }

  /// Runs of spaces, words, and single wide characters.
  private static func pieces(of line: Substring) -> [(text: String, width: Int)] {
    var pieces: [(text: String, width: Int)] = []
    var word = ""
    var width = 0
    func end() {
      if !word.isEmpty { pieces.append((word, width)) }
      (word, width) = ("", 0)
    }
    for character in line {
      let columns = TextWidth.of(character)
      if columns > 1 || word.isEmpty || (character == " ") != (word.first == " ") { end() }
      word.append(character)
      width += columns
      if columns > 1 { end() }
    }
    end()
    return pieces
  }

  private static func withoutTrailingSpaces(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
