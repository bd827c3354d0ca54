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
    let words = stretches.map { pieces[$0.words] }
    let tokens = block.kind == .parsed ? tokens(bytes, words) : words.map { unparsed(bytes, $0) }
    return stretches.indices.map { number in
      let (stretch, words) = (stretches[number], words[number])
      return Sentence(
        span: words[stretch.words.lowerBound].span.lowerBound..<words[stretch.words.upperBound - 1].span.upperBound,
        tokens: tokens[number], markerLength: stretch.markerLength, startsParagraph: stretch.startsParagraph, kind: block.kind)
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

  /// Words that the network reads at once, about: enough for its weights to be fetched for many, few enough to lie close at hand.
  private static let wordsAtOnce = 96

  /// The grammar of sentences whose words are known, none of them empty. One that is too long is read in stretches, whose roots hang
  /// on the first.
  package func tokens(_ bytes: [UInt8], _ sentences: [ArraySlice<Piece>]) -> [[Token]] {
    var parts: [(sentence: Int, pieces: ArraySlice<Piece>)] = []
    for (number, pieces) in sentences.enumerated() {
      for start in stride(from: pieces.startIndex, to: pieces.endIndex, by: Sentence.mostTokens + 1) {
        parts.append((number, pieces[start..<min(start + Sentence.mostTokens + 1, pieces.endIndex)]))
      }
    }
    var tokens: [[Token]] = Array(repeating: [], count: sentences.count)
    var roots = Array(repeating: 0, count: sentences.count)
    var next = 0
    while next < parts.count {
      var (end, words) = (next, 0)
      while end < parts.count, end == next || words + parts[end].pieces.count <= Self.wordsAtOnce {
        words += parts[end].pieces.count
        end += 1
      }
      for (part, read) in zip(parts[next..<end], read(bytes, parts[next..<end].map(\.pieces))) {
        let offset = tokens[part.sentence].count
        if offset == 0 {
          roots[part.sentence] = read.firstIndex { $0.head == nil } ?? 0
          tokens[part.sentence] = read
        } else {
          tokens[part.sentence] += read.map { $0.moved(by: offset, rootOn: roots[part.sentence]) }
        }
      }
      next = end
    }
    return tokens
  }

  /// What the network says of each word by itself: remembered, or found now.
  private func alone(_ forms: [[UInt8]]) -> FloatRows {
    let readings = FloatRows(forms.count, network.aloneWidth)
    let missing = memory.read(forms, into: readings)
    guard !missing.isEmpty else { return readings }
    let found = network.alone(
      missing.map { at in
        let form = forms[at]
        let plain = WordFeatures.plain(form, form.indices)
        let rows = words.rows(plain, shape: WordFeatures.shape(form, form.indices))
        return words.ownRow(plain).map { rows + [$0] } ?? rows
      })
    for (number, at) in missing.enumerated() { readings.row(at).update(from: found.row(number), count: found.width) }
    memory.keep(missing.map { forms[$0] }, found)
    return readings
  }

  private func read(_ bytes: [UInt8], _ sentences: [ArraySlice<Piece>]) -> [[Token]] {
    var ranges: [Range<Int>] = []
    for pieces in sentences {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<(start + pieces.count))
    }
    let reading = network.read(alone(sentences.flatMap { $0.map { Array(bytes[$0.span]) } }), ranges)
    return zip(sentences, ranges).map { pieces, range in
      zip(pieces, range).map { piece, at in
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
}
