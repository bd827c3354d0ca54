/// A sentence, list item or stand-alone line, as tokens of the text it was found in.
struct Sentence: Hashable, Sendable {
  /// More tokens than this are cut into several sentences: longer ones are lists, logs or attacks, and rules that
  /// look ahead stay linear.
  static let maxTokens = 400

  /// UTF-8 byte offsets of the first to the last token in the text.
  let span: Range<Int>
  /// Never empty.
  let tokens: [Token]
  /// It stood behind a list marker (`-`, `*`, a bullet, `1.`, `2)`), which is not among the tokens.
  let isListItem: Bool
  /// A blank line, or nothing, stands before it.
  let startsParagraph: Bool

  /// Ends in a question mark.
  var isQuestion: Bool { tokens.last?.form == "?" }

  /// The sentences of a text, in order.
  static func all(in text: String) -> [Sentence] {
    let bytes = Array(text.utf8)
    return all(in: bytes, range: 0..<bytes.count)
  }

  /// The sentences of a piece of UTF-8 text; spans count in all of `bytes`.
  static func all(in bytes: [UInt8], range: Range<Int>) -> [Sentence] {
    var splitter = SentenceSplitter(Tokenizer.tokens(of: bytes, in: range))
    return splitter.run()
  }
}
