extension TemplateBody {
  /// Cuts `text` into tags. `firstLine` is its first line's number in the file, from 1.
  static func scan(
    _ text: String, firstLine: Int, problem report: (TemplateProblem.Kind, Place) -> Void
  ) -> TemplateBody {
    var tags: [Tag] = []
    var open: [(enclosing: Enclosing, place: Place)] = []
    var line = firstLine
    var column = 1
    var index = text.startIndex

    while index < text.endIndex {
      guard text[index...].hasPrefix("{{") else {
        if text[index] == "\n" {
          line += 1
          column = 1
        } else {
          column += 1
        }
        text.formIndex(after: &index)
        continue
      }
      let place = Place(line: line, column: column)
      let inside = text.index(index, offsetBy: 2)
      guard let end = endOfTag(in: text, from: inside) else {
        report(.tagNotClosed, place)
        text.formIndex(after: &index)
        column += 1
        continue
      }
      let range = index..<text.index(end, offsetBy: 2)
      let content = text[inside..<end]
      column += text.distance(from: range.lowerBound, to: range.upperBound)
      index = range.upperBound

      guard let (kind, name) = read(content) else {
        report(.forbiddenTag(content.prefix(1).description), place)
        continue
      }
      let enclosing = open.map(\.enclosing)
      switch kind {
      case .comment, .value: break
      case .section, .inverted:
        if open.count == deepest { report(.tooDeep(limit: deepest), place) }
        open.append((Enclosing(name: name, inverted: kind == .inverted), place))
      case .close:
        guard open.last?.enclosing.name == name else {
          report(.wrongClose(found: name, expected: open.last?.enclosing.name), place)
          continue
        }
        open.removeLast()
      }
      tags.append(Tag(kind: kind, name: name, place: place, range: range, enclosing: enclosing))
    }
    for section in open { report(.sectionNotClosed(section.enclosing.name), section.place) }
    return TemplateBody(text: text, tags: tags)
  }

  /// Where `}}` stands on this line.
  private static func endOfTag(in text: String, from start: String.Index) -> String.Index? {
    var index = start
    while index < text.endIndex, text[index] != "\n" {
      if text[index] == "}", text[index...].hasPrefix("}}") { return index }
      text.formIndex(after: &index)
    }
    return nil
  }

  /// The tag's kind and name; nil where it is of a kind that mail does not use.
  private static func read(_ content: Substring) -> (Tag.Kind, String)? {
    guard let first = content.first else { return (.value, "") }
    let kind: Tag.Kind
    switch first {
    case "#": kind = .section
    case "^": kind = .inverted
    case "/": kind = .close
    case "!": return (.comment, "")
    case ">", "<", "{", "&", "=", "%", "$", "*": return nil
    default: return (.value, trimmed(content))
    }
    return (kind, trimmed(content.dropFirst()))
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(start[...last])
  }
}
