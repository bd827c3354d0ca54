/// The text of a template, cut into tags and checked without filling it.
struct TemplateBody: Sendable {
  struct Tag: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case value, section, inverted, close, comment }
    let kind: Kind
    let name: String
    let place: Place
    /// From `{{` to `}}`.
    let range: Range<String.Index>
    /// The sections around it, outermost first.
    let enclosing: [Enclosing]
  }

  struct Enclosing: Hashable, Sendable {
    let name: String
    let inverted: Bool
  }

  /// Line and column from 1, the column in characters.
  struct Place: Hashable, Sendable {
    let line: Int
    let column: Int
  }

  let text: String
  let tags: [Tag]

  /// Sections inside each other. Mustache renders them by recursion, and a letter needs two.
  static let deepest = 8

  /// The text with each ask's section and each blank line marked, so that their places can be found when rendered:
  /// sections that show nothing leave blank lines too, and those mean nothing.
  ///
  /// The marks are control characters, which no value and no template can hold.
  var marked: String {
    var result = ""
    var position = text.startIndex
    for tag in tags where tag.askID != nil && (tag.kind == .section || tag.kind == .close) {
      let isOpening = tag.kind == .section
      let place = isOpening ? tag.range.upperBound : tag.range.lowerBound
      result += text[position..<place]
      if isOpening {
        result.append(RenderMark.openAsk)
        result += tag.askID ?? ""
        result.append(RenderMark.endOfAskID)
      } else if opensAsk(tag) {
        result.append(RenderMark.closeAsk)
      }
      position = place
    }
    result += text[position...]
    return result.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in line.allSatisfy { $0 == " " || $0 == "\t" } ? String(RenderMark.paragraph) : String(line) }
      .joined(separator: "\n")
  }

  /// A closing tag may close an inverted section, which is no ask.
  private func opensAsk(_ close: Tag) -> Bool {
    close.enclosing.last.map { $0.name == close.name && !$0.inverted } ?? false
  }

  /// The words inside the sections of one ask, tags left out.
  func words(ofAsk id: String) -> String {
    var result = ""
    var position = text.startIndex
    let name = "ask.\(id)"
    for tag in tags {
      let isInside = tag.enclosing.contains { $0.name == name && !$0.inverted }
      if isInside { result += text[position..<tag.range.lowerBound] }
      position = tag.range.upperBound
    }
    return result
  }
}

extension TemplateBody.Tag {
  /// The id of the ask that this tag is about.
  var askID: String? { name.hasPrefix("ask.") ? String(name.dropFirst(4)) : nil }
}

/// The control characters that mark places in rendered text.
enum RenderMark {
  static let openAsk: Character = "\u{2}"
  static let endOfAskID: Character = "\u{1F}"
  static let closeAsk: Character = "\u{3}"
  static let paragraph: Character = "\u{1E}"
}
