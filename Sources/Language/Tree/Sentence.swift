/// A sentence, list item or line that stands alone, as a tree of words.
public struct Sentence: Hashable, Sendable {
  /// UTF-8 byte offsets of the first to the last token in the text.
  public let span: Range<Int>
  /// Never empty.
  public let tokens: [Token]
  /// Tokens of a list marker that it begins with: `-`, `*`, a bullet, `1.`, `2)`.
  public let markerLength: Int
  /// An empty line, or nothing, stands before it.
  public let startsParagraph: Bool
  /// What it is; only what is parsed has lemmas, tags and a tree.
  public let kind: Kind

  public enum Kind: Hashable, Sendable {
    case parsed
    /// A line of a table.
    case table
    /// A line of a log, a stack trace, code.
    case machine
    /// In another language: ISO 639, `de`.
    case foreign(String)
  }

  /// More tokens than this are cut into several sentences: longer ones are lists, logs or attacks, and what is linear in
  /// the text stays so.
  public static let mostTokens = 250
}
