/// A rendered template as a letter: paragraphs on one line each, one blank line between, and where the asks stand.
///
/// Lines of a paragraph are joined, as sections that show nothing leave ragged lines; a line that starts with `- `
/// stays a line.
struct TidyText {
  struct AskPlace: Hashable {
    let id: String
    let quote: String
    /// UTF-8 byte offsets in the text.
    let span: Range<Int>
  }

  private(set) var text = ""
  private(set) var asks: [AskPlace] = []

  init(_ rendered: String) {
    var due = Pause.none
    var open: (id: String, start: Int?)?
    var index = rendered.startIndex

    while index < rendered.endIndex {
      let character = rendered[index]
      let next = rendered.index(after: index)
      switch character {
      case RenderMark.openAsk:
        let end = rendered[next...].firstIndex(of: RenderMark.endOfAskID) ?? rendered.endIndex
        open = (String(rendered[next..<end]), nil)
        index = end == rendered.endIndex ? end : rendered.index(after: end)
        continue
      case RenderMark.closeAsk:
        if let open, let start = open.start {
          let quote = String(decoding: text.utf8.dropFirst(start), as: UTF8.self)
          asks.append(AskPlace(id: open.id, quote: quote, span: start..<text.utf8.count))
        }
        open = nil
      case RenderMark.paragraph: due = .paragraph
      case "\n": due = max(due, .line)
      case " ", "\t": due = max(due, .space)
      default:
        let isItem = character == "-" && next < rendered.endIndex && rendered[next] == " "
        if !text.isEmpty { text += due.written(before: isItem) }
        due = .none
        if let ask = open, ask.start == nil { open = (ask.id, text.utf8.count) }
        text.append(character)
      }
      index = next
    }
  }

  /// What stands between two visible characters.
  private enum Pause: Int, Comparable {
    case none, space, line, paragraph

    func written(before isItem: Bool) -> String {
      switch self {
      case .none: ""
      case .space: " "
      case .line: isItem ? "\n" : " "
      case .paragraph: "\n\n"
      }
    }

    static func < (one: Pause, other: Pause) -> Bool { one.rawValue < other.rawValue }
  }
}
