public import Language
public import MIME

/// Reads what a customer has stated out of whatever they wrote, and what a text of ours asks of them.
///
/// Both are read by one model and one lexicon, so that an ask and what answers it are told in the same terms.
public struct ClaimReader: Sendable {
  let model: LanguageModel
  let lexicon: Lexicon

  public init(model: LanguageModel, lexicon: Lexicon) {
    self.model = model
    self.lexicon = lexicon
  }

  /// Bytes of one text that are read for claims. Nobody writes 256 KiB in a mail; what is longer is a pasted log or an attack, and its
  /// head says what its tail would.
  static let maxBytes = 262_144

  /// What the sender of a message states: in own words, forms and tables, signature, Subject and attachment names, and in what they
  /// quote of a mail of their own.
  ///
  /// What they quote or forward of others, disclaimers and list footers yield nothing: they are somebody else's words.
  public func claims(in message: Message) -> [Claim] {
    let written = message.date.map { CivilDay(secondsSince1970: $0.seconds + Int64($0.offsetMinutes) * 60) }
    var claims: [Claim] = []
    if let subject = message.headers.first(where: { $0.name.lowercased() == "subject" })?.value {
      let bytes = Array(subject.utf8)
      claims += self.claims(in: Passage(bytes: bytes, range: 0..<bytes.count, source: .subject, written: written))
    }
    let text = Text(
      bytes: Array(message.text.utf8), offset: 0,
      writer: Set(message.from.flatMap { [$0.address, $0.name] }.map { $0.lowercased() }),
      written: written)
    claims += self.claims(in: text, message.segments)
    return Settling.settled(claims + message.parts.compactMap(\.filename).compactMap(AttachmentNames.claim))
  }

  /// What the writer of a plain text states; a first line `Subject: ...` is read as the Subject.
  ///
  /// Spans count in the whole text, that line included.
  /// - Parameter written: the day on which it was written, from which `yesterday` counts.
  public func claims(inText text: String, written: CivilDay? = nil) -> [Claim] {
    let bytes = Array(text.utf8)
    let label = Array("Subject:".utf8)
    var start = 0
    var claims: [Claim] = []
    if bytes.starts(with: label) {
      let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
      claims += self.claims(in: Passage(bytes: bytes, range: label.count..<end, source: .subject, written: written))
      start = min(end + 1, bytes.count)
    }
    let body = String(decoding: bytes[start...], as: UTF8.self)
    return Settling.settled(
      claims + self.claims(in: Text(bytes: bytes, offset: start, writer: [], written: written), Segment.all(in: body)))
  }

  /// A readable text, where it begins, who wrote it and when.
  private struct Text {
    let bytes: [UInt8]
    let offset: Int
    /// The writer's addresses and names in lower case.
    let writer: Set<String>
    let written: CivilDay?
  }

  private func claims(in text: Text, _ segments: [Segment]) -> [Claim] {
    var claims: [Claim] = []
    for segment in segments {
      guard let range = Self.readable(segment.range, text.offset, text.bytes) else { break }
      switch segment.kind {
      case .own: claims += laidOut(text.bytes, range, text.written)
      case .signature:
        let passage = Passage(bytes: text.bytes, range: range, source: .signature, written: text.written)
        let lines = model.sentences(in: text.bytes, range: range).map { FactLine(ReadSentence($0)) }
        claims += SignatureName.claims(in: passage, lines, isSignature: true) + FactScanner.claims(in: passage, lines)
      case .quoted:
        guard let author = segment.author, text.writer.contains(author.lowercased()) else { continue }
        let passage = Passage(bytes: text.bytes, range: range, source: .quoted)
        claims += self.claims(
          in: passage, model.sentences(in: QuotedLines.unmarked(text.bytes, in: range), range: range), isLast: false)
      case .greeting, .attribution, .forwarded, .mobileSignature, .disclaimer, .listFooter: continue
      }
    }
    return claims
  }

  /// Own words: prose as sentences, tables and forms as labels and what stands beside them.
  private func laidOut(_ bytes: [UInt8], _ range: Range<Int>, _ written: CivilDay?) -> [Claim] {
    let pieces = Layout.pieces(of: bytes, in: range)
    return pieces.enumerated().flatMap { number, piece in
      let passage = Passage(bytes: bytes, range: piece.range, source: piece.source, written: written)
      let parsed = model.sentences(in: bytes, range: piece.range)
      switch piece.source {
      case .table:
        let columns = ColumnTable(passage, parsed.flatMap { FactLine(ReadSentence($0)).tokens }).claims(in: passage)
        return columns + data(passage, parsed).filter { fact in !columns.contains { $0.span.overlaps(fact.span) } }
      case .form: return filledIn(passage, parsed)
      default: return claims(in: passage, parsed, isLast: number == pieces.count - 1)
      }
    }
  }

  private func data(_ passage: Passage, _ parsed: [Language.Sentence]) -> [Claim] {
    let lines = parsed.map { FactLine(ReadSentence($0)) }
    return SignatureName.claims(in: passage, lines, isSignature: false) + FactScanner.claims(in: passage, lines)
  }

  /// A form's line: its datum, or, where somebody wrote sentences into the field, what they state.
  private func filledIn(_ passage: Passage, _ parsed: [Language.Sentence]) -> [Claim] {
    let facts = data(passage, parsed)
    guard let colon = Layout.label(of: passage.bytes[passage.range]) else { return facts }
    let field = Passage(
      bytes: passage.bytes, range: (colon + 1)..<passage.range.upperBound, source: .form, written: passage.written)
    let told = claims(in: field, model.sentences(in: field.bytes, range: field.range), isLast: false)
    return facts + told.filter { claim in !facts.contains { $0.span.overlaps(claim.span) } }
  }

  /// What a text of own words states, of which the sentences are known.
  package func claims(inText text: String, parsed: [Language.Sentence]) -> [Claim] {
    let bytes = Array(text.utf8)
    return Settling.settled(claims(in: Passage(bytes: bytes, range: bytes.indices, source: .own), parsed, isLast: true))
  }

  /// A segment's place in all of the text, ended at ``maxBytes`` between two scalars; nil where it starts beyond.
  private static func readable(_ range: Range<Int>, _ offset: Int, _ bytes: [UInt8]) -> Range<Int>? {
    let start = range.lowerBound + offset
    var end = min(range.upperBound + offset, bytes.count, offset + maxBytes)
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return start < end ? start..<end : nil
  }

  func claims(in passage: Passage) -> [Claim] {
    claims(in: passage, model.sentences(in: passage.bytes, range: passage.range), isLast: true)
  }

  /// What the sentences of a passage state, once they are parsed.
  /// - Parameter isLast: the text ends with it, so that a name may stand under it.
  func claims(in passage: Passage, _ parsed: [Language.Sentence], isLast: Bool) -> [Claim] {
    let sentences = parsed.map(ReadSentence.init)
    let lines = sentences.map(FactLine.init)
    let names = isLast ? SignatureName.claims(in: passage, lines, isSignature: false) : []
    var claims = FactCircumstances(sentences).with(FactScanner.claims(in: passage, lines)) + names
    let quotations = Quotation.ranges(in: passage.bytes, range: passage.range)
    var isTriedList = false
    var isVendorList = false
    var before = SentenceRules.Before()
    for sentence in sentences {
      if sentence.startsParagraph, !sentence.isListItem { (isTriedList, isVendorList) = (false, false) }
      if ListHeader.opens(sentence) { (isTriedList, isVendorList) = (true, false) }
      let rules = SentenceRules(sentence: sentence, lexicon: lexicon, isTriedList: isTriedList, isVendorList: isVendorList)
      let findings = rules.findings(after: &before)
      if ListHeader.opensOthers(sentence) { (isTriedList, isVendorList) = (false, true) }
      let around = CircumstanceReader(sentence: sentence, lexicon: lexicon, written: passage.written)
      claims +=
        findings
        // What stands between quotation marks was said by somebody else, or shown by a machine.
        .filter { $0.kind == .observed || !Quotation.holds(sentence.span($0.words).lowerBound, quotations) }
        .map {
          passage.claim($0.kind, sentence.span($0.words), key: $0.key, rule: $0.rule, around.circumstances(of: $0))
        }
    }
    return claims
  }
}
