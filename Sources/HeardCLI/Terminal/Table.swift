/// Rows under heads: aligned on a terminal, tab-separated without heads when piped.
struct Table {
  let heads: [String]
  private(set) var rows: [[String]] = []

  init(_ heads: [String]) {
    self.heads = heads
  }

  mutating func add(_ row: [String]) {
    rows.append(row)
  }

  func show(on screen: Screen) {
    guard screen.isTerminal else {
      for row in rows { screen.record(row) }
      return
    }
    guard !rows.isEmpty else { return }
    let widths = columnWidths(upTo: screen.width)
    screen.line(Self.aligned(heads, widths), .dim)
    for row in rows { screen.line(Self.aligned(row.map(VisibleText.line), widths)) }
  }

  /// The widest column gives way first.
  private func columnWidths(upTo limit: Int) -> [Int] {
    var widths = heads.indices.map { column in
      ([heads] + rows).map { column < $0.count ? TextWidth.of(VisibleText.line($0[column])) : 0 }.max() ?? 0
    }
    let gaps = 2 * (widths.count - 1)
    while widths.reduce(0, +) + gaps > limit, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 12
    {
      widths[widest] -= 1
    }
    return widths
  }

  private static func aligned(_ row: [String], _ widths: [Int]) -> String {
    let cells = zip(row, widths).map { TextWidth.fitted($0, to: $1) }
    return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }
}

/// How many columns of a terminal a text takes.
enum TextWidth {
  static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  static func of(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }

  /// Cut with an ellipsis or padded, to exactly `width` columns.
  static func fitted(_ text: String, to width: Int) -> String {
    let natural = of(text)
    if natural <= width { return text + String(repeating: " ", count: width - natural) }
    var cut = ""
    var used = 0
    for character in text {
      let next = of(character)
      if used + next > width - 1 { break }
      cut.append(character)
      used += next
    }
    return cut + "…" + String(repeating: " ", count: max(0, width - used - 1))
  }
}
