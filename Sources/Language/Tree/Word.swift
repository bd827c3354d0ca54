/// A word in its sentence: what it hangs on, and what hangs on it.
@dynamicMemberLookup
public struct Word: Hashable, Sendable {
  public let sentence: Sentence
  /// From 0, in ``Sentence/tokens``.
  public let index: Int

  init(_ sentence: Sentence, _ index: Int) {
    self.sentence = sentence
    self.index = index
  }

  public var token: Token { sentence.tokens[index] }

  public subscript<Value>(dynamicMember path: KeyPath<Token, Value>) -> Value { token[keyPath: path] }

  /// nil for the root.
  public var head: Word? { token.head.map { Word(sentence, $0) } }

  /// The words that depend on this one, in the order of the sentence.
  public var children: [Word] { sentence.words { $0.head == index } }

  /// Those of some relations, whatever their subtype.
  public func children(_ relations: Relation.Universal...) -> [Word] {
    sentence.words { $0.head == index && relations.contains($0.relation.universal) }
  }

  /// The first of a relation.
  public func child(_ relation: Relation.Universal) -> Word? { children(relation).first }

  /// This word and all that depend on it, directly or not, in the order of the sentence.
  public var descendants: [Word] {
    var isBelow = Array(repeating: false, count: sentence.tokens.count)
    isBelow[index] = true
    // A tree's depth is less than its words; most need two rounds.
    var grew = true
    while grew {
      grew = false
      for (at, token) in sentence.tokens.enumerated() where !isBelow[at] {
        if let head = token.head, isBelow[head] {
          isBelow[at] = true
          grew = true
        }
      }
    }
    return isBelow.indices.filter { isBelow[$0] }.map { Word(sentence, $0) }
  }

  /// UTF-8 byte offsets from the first to the last of ``descendants`` in the text.
  public var subtree: Range<Int> {
    let words = descendants
    let first = words.first?.span.lowerBound ?? token.span.lowerBound
    return first..<(words.last?.span.upperBound ?? token.span.upperBound)
  }

  /// What a feature is: `Past` of `Tense=Past` for `Tense`; nil where the word has none.
  public func feature(_ name: String) -> Substring? { token.feature(name) }

  /// Whether it is one of `lemmas`.
  public func isLemma(_ lemmas: String...) -> Bool { lemmas.contains(token.lemma) }
}

extension Sentence {
  /// The word that has no head.
  public var root: Word { Word(self, tokens.firstIndex { $0.head == nil } ?? 0) }

  /// All words, in order.
  public var words: [Word] { tokens.indices.map { Word(self, $0) } }

  /// Those whose token is so.
  public func words(where isWanted: (Token) -> Bool) -> [Word] {
    tokens.indices.filter { isWanted(tokens[$0]) }.map { Word(self, $0) }
  }

  /// Ends in a question mark.
  public var isQuestion: Bool { tokens.last?.form.utf8.contains(UInt8(ascii: "?")) ?? false }
}
