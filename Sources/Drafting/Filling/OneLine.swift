/// Text from outside made fit to stand in a sentence of ours: one line, no control or direction characters.
enum OneLine {
  /// Marks on one letter. Vietnamese needs two, Hebrew with cantillation four; more paint over the lines around.
  private static let mostMarks = 4

  /// Runs of white space and controls become one space; a text longer than `longest` Unicode scalars is cut at a word
  /// and ends in an ellipsis. Scalars, as one character may hold any number of them.
  static func clean(_ text: String, longest: Int) -> String {
    var result = ""
    var isSpaceDue = false
    var marks = 0
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      // Format holds the bidi overrides and zero-width characters; of these, emoji and Persian need the joiners.
      case .format where scalar == "\u{200C}" || scalar == "\u{200D}": break
      case .format, .surrogate, .privateUse, .unassigned: continue
      case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        isSpaceDue = true
        continue
      case .nonspacingMark, .enclosingMark:
        marks += 1
        if marks > mostMarks { continue }
      default: marks = 0
      }
      if isSpaceDue, !result.isEmpty { result.unicodeScalars.append(" ") }
      isSpaceDue = false
      result.unicodeScalars.append(scalar)
    }
    return cut(result, longest)
  }

  /// Whether there is anything a mail program would make into a link.
  static func holdsLink(_ text: String) -> Bool { text.split(separator: " ").contains(where: isLink) }

  /// Links replaced by a word that says so. Whoever forges a sender must not make us carry his link to that person.
  static func withoutLinks(_ text: String) -> String {
    text.split(separator: " ").map { isLink($0) ? "[link]" : $0 }.joined(separator: " ")
  }

  /// A scheme, `www.`, or a host with a path: `shop.example/x`.
  private static func isLink(_ word: Substring) -> Bool {
    let lower = word.lowercased()
    if lower.contains("://") || lower.contains("www.") || lower.contains("mailto:") { return true }
    let host = lower.prefix { $0 != "/" }
    guard host.count < lower.count, let dot = host.lastIndex(of: ".") else { return false }
    let top = host[host.index(after: dot)...]
    return dot > host.startIndex && top.count > 1 && top.allSatisfy(\.isLetter)
  }

  private static func cut(_ text: String, _ longest: Int) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: longest, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    let head = scalars[..<end]
    return String(head[..<(head.lastIndex(of: " ") ?? head.endIndex)]) + " ..."
  }
}
