extension Sentence {
  /// The sentence as CoNLL-U holds it. What is not parsed has one root, and all else hangs on it as `dep`.
  public var conllu: CoNLLUSentence {
    var multiwords: [CoNLLUMultiword] = []
    var words: [CoNLLUWord] = []
    for (at, token) in tokens.enumerated() {
      let isLast = at + 1 == tokens.count
      let isFollowed = !isLast && tokens[at + 1].isContinuation
      let misc = isLast || isFollowed || tokens[at + 1].hasSpaceBefore ? "_" : "SpaceAfter=No"
      words.append(
        CoNLLUWord(
          form: token.form, lemma: token.lemma, upos: token.partOfSpeech.rawValue, xpos: token.xpos,
          features: token.features, head: token.head.map { $0 + 1 } ?? 0,
          relation: token.relation.description,
          misc: token.isContinuation ? "_" : misc))
      if token.isContinuation, at > 0, !isFollowed {
        var first = at
        while first > 0, tokens[first].isContinuation { first -= 1 }
        multiwords.append(
          CoNLLUMultiword(words: (first + 1)...(at + 1), form: tokens[first...at].map(\.form).joined(), misc: misc))
      }
    }
    return CoNLLUSentence(comments: [], words: words, multiwords: multiwords)
  }
}

extension Sentence {
  /// The sentence of a treebank, its spans those of its own words as they stand in running text; nil where no word or a head is missing.
  public init?(_ conllu: CoNLLUSentence) {
    var tokens: [Token] = []
    var end = 0
    var hasSpaceBefore = true
    var multiwords = conllu.multiwords[...]
    var current: CoNLLUMultiword?
    for (at, word) in conllu.words.enumerated() {
      guard let head = word.head else { return nil }
      if let next = multiwords.first, next.words.lowerBound == at + 1 {
        current = next
        multiwords = multiwords.dropFirst()
      }
      let isInside = current.map { $0.words.contains(at + 1) } ?? false
      let isContinuation = isInside && current?.words.lowerBound != at + 1
      if hasSpaceBefore, !tokens.isEmpty { end += 1 }
      let span = end..<(end + word.form.utf8.count)
      tokens.append(
        Token(
          span: span, form: word.form, lemma: word.lemma, partOfSpeech: PartOfSpeech(rawValue: word.upos) ?? .other,
          xpos: word.xpos, features: word.features, head: head == 0 ? nil : head - 1, relation: Relation(word.relation),
          isContinuation: isContinuation, hasSpaceBefore: hasSpaceBefore, lineEndsBefore: 0))
      end = span.upperBound
      let misc = isInside ? current?.misc ?? "_" : word.misc
      let isLastOfToken = !isInside || current?.words.upperBound == at + 1
      hasSpaceBefore = isLastOfToken && !misc.split(separator: "|").contains("SpaceAfter=No")
    }
    guard !tokens.isEmpty else { return nil }
    self.init(span: 0..<end, tokens: tokens, markerLength: 0, startsParagraph: true, kind: .parsed)
  }
}
