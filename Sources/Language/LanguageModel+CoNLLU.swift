extension LanguageModel {
  /// A sentence whose words are given, with the grammar that the model sees in it.
  public func parsed(_ sentence: CoNLLUSentence) -> CoNLLUSentence {
    var bytes: [UInt8] = []
    var pieces: [Piece] = []
    for word in sentence.words {
      let start = bytes.count
      bytes += word.form.utf8
      pieces.append(Piece(span: start..<bytes.count, hasSpaceBefore: true, lineEndsBefore: 0))
    }
    var parsed = sentence
    guard !pieces.isEmpty else { return parsed }
    for (at, token) in tokens(bytes, [pieces[...]])[0].enumerated() {
      parsed.words[at].lemma = token.lemma
      parsed.words[at].upos = token.partOfSpeech.rawValue
      parsed.words[at].xpos = token.xpos
      parsed.words[at].features = token.features
      parsed.words[at].head = token.head.map { $0 + 1 } ?? 0
      parsed.words[at].relation = token.relation.description
    }
    return parsed
  }
}
