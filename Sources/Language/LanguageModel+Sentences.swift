extension LanguageModel {
  /// The sentences of a text, in order, with their grammar. Time is linear in the text.
  public func sentences(in text: String) -> [Sentence] {
    let bytes = Array(text.utf8)
    return sentences(in: bytes, range: 0..<bytes.count)
  }

  /// The sentences of a piece of UTF-8 text; spans count in all of `bytes`.
  public func sentences(in bytes: [UInt8], range: Range<Int>) -> [Sentence] {
    TextBlocks(bytes, identifier, usual: language).all(in: range.clamped(to: 0..<bytes.count)).flatMap { block in
      sentences(of: block, in: bytes)
    }
  }

  private func sentences(of block: TextBlock, in bytes: [UInt8]) -> [Sentence] {
    let pieces = Tokenizer.pieces(of: bytes, in: block.range)
    guard !pieces.isEmpty else { return [] }
    let stretches: [SentenceSplitter.Stretch]
    switch block.kind {
    case .parsed, .foreign:
      var splitter = SentenceSplitter(bytes, pieces, boundaries)
      stretches = splitter.run()
    case .table, .machine:
      stretches = [SentenceSplitter.Stretch(words: pieces.indices, markerLength: 0, startsParagraph: false)]
    }
    return stretches.map { stretch in
      let words = pieces[stretch.words]
      return Sentence(
        span: words[stretch.words.lowerBound].span.lowerBound..<words[stretch.words.upperBound - 1].span.upperBound,
        tokens: block.kind == .parsed ? tokens(bytes, words) : unparsed(bytes, words), markerLength: stretch.markerLength,
        startsParagraph: stretch.startsParagraph, kind: block.kind)
    }
  }

  /// Words of which nothing is known: the first stands for all.
  private func unparsed(_ bytes: [UInt8], _ pieces: ArraySlice<Piece>) -> [Token] {
    pieces.enumerated().map { at, piece in
      let form = String(decoding: bytes[piece.span], as: UTF8.self)
      return Token(
        span: piece.span, form: form, lemma: form, partOfSpeech: .other, xpos: "FW", features: "_", head: at == 0 ? nil : 0,
        relation: at == 0 ? .root : .dependent, isContinuation: piece.isContinuation, hasSpaceBefore: piece.hasSpaceBefore,
        lineEndsBefore: piece.lineEndsBefore)
    }
  }

  /// The grammar of one sentence whose words are known. One that is too long is read in stretches, whose roots hang on the first.
  package func tokens(_ bytes: [UInt8], _ pieces: ArraySlice<Piece>) -> [Token] {
    var tokens: [Token] = []
    var root = 0
    for start in stride(from: pieces.startIndex, to: pieces.endIndex, by: Sentence.mostTokens + 1) {
      let stretch = read(bytes, pieces[start..<min(start + Sentence.mostTokens + 1, pieces.endIndex)])
      let offset = tokens.count
      if offset == 0 { root = stretch.firstIndex { $0.head == nil } ?? 0 }
      tokens += offset == 0 ? stretch : stretch.map { $0.moved(by: offset, rootOn: root) }
    }
    return tokens
  }

  private func read(_ bytes: [UInt8], _ pieces: ArraySlice<Piece>) -> [Token] {
    guard !pieces.isEmpty else { return [] }
    let reading = network.read(
      pieces.map { piece in
        let plain = WordFeatures.plain(bytes, piece.span)
        let rows = words.rows(plain, shape: WordFeatures.shape(bytes, piece.span))
        return words.ownRow(plain).map { rows + [$0] } ?? rows
      })
    return pieces.enumerated().map { at, piece in
      let tag = tags.best(features: reading.features.row(at), xpos: reading.xpos.row(at))
      let (partOfSpeech, features) = tags.features[tag.features]
      let form = String(decoding: bytes[piece.span], as: UTF8.self)
      let xpos = tags.xpos[tag.xpos]
      let head = reading.heads[at]
      return Token(
        span: piece.span, form: form, lemma: lemmas.lemma(of: form, xpos: xpos), partOfSpeech: partOfSpeech, xpos: xpos,
        features: features, head: head == 0 ? nil : head - 1, relation: head == 0 ? .root : relations[reading.relations[at]],
        isContinuation: piece.isContinuation, hasSpaceBefore: piece.hasSpaceBefore, lineEndsBefore: piece.lineEndsBefore)
    }
  }
}
