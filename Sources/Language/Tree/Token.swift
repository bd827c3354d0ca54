/// A word of a sentence, with its grammar. `don't` is two: `do` and `n't`.
public struct Token: Hashable, Sendable {
  /// UTF-8 byte offsets in the text.
  public let span: Range<Int>
  /// As written.
  public let form: String
  /// `be` of `was`.
  public let lemma: String
  public let partOfSpeech: PartOfSpeech
  /// The treebank's own tag, of the Penn Treebank: `VBD`.
  public let xpos: String
  /// `Mood=Ind|Tense=Past`; `_` for none.
  public let features: String
  /// Index of the word it depends on; nil for the root.
  public let head: Int?
  public let relation: Relation
  /// The rest of a word that began with the token before: `n't` of `don't`.
  public let isContinuation: Bool
  /// White space, or nothing, stands before it.
  public let hasSpaceBefore: Bool
  /// Line ends between the token before and this one.
  public let lineEndsBefore: Int

  /// What a feature is: `Past` of `Tense=Past` for `Tense`; nil where the word has none.
  public func feature(_ name: String) -> Substring? {
    var rest = features[...]
    while true {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "|"))
      let feature = rest[..<(end ?? rest.endIndex)]
      if feature.utf8.starts(with: name.utf8) {
        let value = feature.utf8.dropFirst(name.utf8.count)
        if value.first == UInt8(ascii: "=") { return Substring(value.dropFirst()) }
      }
      guard let end else { return nil }
      rest = rest[end...].dropFirst()
    }
  }

  /// The same behind `offset` other words of its sentence; if it is a root, it hangs on the word `root` instead.
  func moved(by offset: Int, rootOn root: Int) -> Token {
    Token(
      span: span, form: form, lemma: lemma, partOfSpeech: partOfSpeech, xpos: xpos, features: features,
      head: head.map { $0 + offset } ?? root, relation: head == nil ? .dependent : relation, isContinuation: isContinuation,
      hasSpaceBefore: hasSpaceBefore, lineEndsBefore: lineEndsBefore)
  }
}
