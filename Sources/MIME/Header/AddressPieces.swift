/// One mailbox while it is read: where its pieces stand in the value.
struct AddressPieces {
  /// From the first word to the last, outside of angle brackets; comments between them are in it.
  private(set) var range: Range<Int>?
  /// The last comment, without its parentheses.
  private(set) var comment: Range<Int>?
  /// What stands between angle brackets.
  private(set) var angle: Range<Int>?
  /// It needs no second look: no quotes, comments, white space, routes.
  private(set) var isAnglePlain = false
  /// How many `@` stand in the words outside of quoted strings and encoded words.
  var atCount = 0
  private(set) var hasEncodedWord = false
  private(set) var hasEscape = false
  /// It follows another mailbox without a comma.
  var lacksSeparator = false

  private var wordCount = 0
  private var hasQuoted = false
  private var hasInnerComment = false
  private var hasWideGap = false

  /// Its name needs no rewriting: no quotes, no comments, one space between words.
  var isPlainPhrase: Bool { !hasQuoted && !hasInnerComment && !hasWideGap }
  var isSingleQuoted: Bool { wordCount == 1 && hasQuoted }
  /// One word that is not quoted and without a comment in it.
  var isSingleWord: Bool { wordCount == 1 && !hasQuoted }

  mutating func addWord(
    _ word: Range<Int>, in bytes: Span<UInt8>, isQuoted: Bool = false, isEncoded: Bool = false
  ) {
    if let known = range {
      if comment.map({ $0.lowerBound > known.lowerBound }) ?? false { hasInnerComment = true }
      if word.lowerBound > known.upperBound + 1 { hasWideGap = true }
      if word.lowerBound == known.upperBound + 1, bytes[known.upperBound] != ASCII.space {
        hasWideGap = true
      }
      range = known.lowerBound..<word.upperBound
    } else {
      range = word
    }
    wordCount += 1
    if isEncoded { hasEncodedWord = true }
    if isQuoted {
      hasQuoted = true
      if bytes.first(ASCII.backslash, in: word) != nil { hasEscape = true }
    }
  }

  mutating func addComment(_ comment: Range<Int>) { self.comment = comment }

  mutating func setAngle(_ angle: Range<Int>, isPlain: Bool) {
    self.angle = angle
    isAnglePlain = isPlain
  }

  /// Both are parts of one name with a comma between them.
  mutating func takeKinds(of other: AddressPieces) {
    hasQuoted = hasQuoted || other.hasQuoted
    hasEscape = hasEscape || other.hasEscape
    hasInnerComment = hasInnerComment || other.hasInnerComment || other.comment != nil
    wordCount += other.wordCount
    // Line breaks and runs of white space may stand around the comma.
    hasWideGap = true
  }
}
