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

  /// What the sender of a message states in own words, signature, Subject and attachment names.
  ///
  /// Quoted and forwarded text, disclaimers and list footers yield nothing: they are somebody else's words.
  public func claims(in message: Message) -> [Claim] {
    var claims: [Claim] = []
    if let subject = message.headers.first(where: { $0.name.lowercased() == "subject" })?.value {
      let bytes = Array(subject.utf8)
      claims += self.claims(in: Passage(bytes: bytes, range: 0..<bytes.count, source: .subject))
    }
    claims += self.claims(in: Array(message.text.utf8), offset: 0, segments: message.segments)
    return Settling.settled(claims + message.parts.compactMap(\.filename).compactMap(AttachmentNames.claim))
  }

  /// What the writer of a plain text states; a first line `Subject: ...` is read as the Subject.
  ///
  /// Spans count in the whole text, that line included.
  public func claims(inText text: String) -> [Claim] {
    let bytes = Array(text.utf8)
    let label = Array("Subject:".utf8)
    var start = 0
    var claims: [Claim] = []
    if bytes.starts(with: label) {
      let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
      claims += self.claims(in: Passage(bytes: bytes, range: label.count..<end, source: .subject))
      start = min(end + 1, bytes.count)
    }
    let body = String(decoding: bytes[start...], as: UTF8.self)
    return Settling.settled(claims + self.claims(in: bytes, offset: start, segments: Segment.all(in: body)))
  }

  private func claims(in bytes: [UInt8], offset: Int, segments: [Segment]) -> [Claim] {
    var claims: [Claim] = []
    for segment in segments {
      guard let range = Self.readable(segment.range, offset, bytes) else { break }
      switch segment.kind {
      case .own: claims += self.claims(in: Passage(bytes: bytes, range: range, source: .own))
      case .signature:
        let passage = Passage(bytes: bytes, range: range, source: .signature)
        let lines = model.sentences(in: bytes, range: range).map { FactLine(ReadSentence($0)) }
        claims += SignatureName.claims(in: passage, lines, isSignature: true) + FactScanner.claims(in: passage, lines)
      case .greeting, .quoted, .attribution, .forwarded, .mobileSignature, .disclaimer, .listFooter: continue
      }
    }
    return claims
  }

  /// A segment's place in all of the text, ended at ``maxBytes`` between two scalars; nil where it starts beyond.
  private static func readable(_ range: Range<Int>, _ offset: Int, _ bytes: [UInt8]) -> Range<Int>? {
    let start = range.lowerBound + offset
    var end = min(range.upperBound + offset, bytes.count, offset + maxBytes)
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return start < end ? start..<end : nil
  }

  func claims(in passage: Passage) -> [Claim] {
    claims(in: passage, model.sentences(in: passage.bytes, range: passage.range))
  }

  /// What the sentences of a passage state, once they are parsed.
  func claims(in passage: Passage, _ parsed: [Language.Sentence]) -> [Claim] {
    let sentences = parsed.map(ReadSentence.init)
    let lines = sentences.map(FactLine.init)
    var claims = FactScanner.claims(in: passage, lines) + SignatureName.claims(in: passage, lines, isSignature: false)
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
      claims +=
        findings
        // What stands between quotation marks was said by somebody else, or shown by a machine.
        .filter { $0.kind == .observed || !Quotation.holds(sentence.span($0.words).lowerBound, quotations) }
        .map { passage.claim($0.kind, sentence.span($0.words), key: $0.key, rule: $0.rule) }
    }
    return claims
  }
}
