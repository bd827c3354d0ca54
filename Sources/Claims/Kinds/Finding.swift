/// A claim before its words are cut out of the text: which words of a sentence tell what.
struct Finding: Hashable {
  let kind: ClaimKind
  /// Indices of words.
  let words: Range<Int>
  let key: String
  let rule: String
}
