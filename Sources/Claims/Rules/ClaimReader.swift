public import MIME

extension Claim {
  /// What the sender of a message states in own words, signature, Subject and attachment names, in order of place.
  ///
  /// Quoted and forwarded text, disclaimers and list footers yield nothing: they are somebody else's words.
  public static func all(in message: Message) -> [Claim] {
    var claims: [Claim] = []
    if let subject = message.headers.first(where: { $0.name.lowercased() == "subject" })?.value {
      let bytes = Array(subject.utf8)
      claims += ClaimReader.claims(in: Passage(bytes: bytes, range: 0..<bytes.count, source: .subject))
    }
    claims += ClaimReader.claims(in: Array(message.text.utf8), offset: 0, segments: message.segments)
    claims += message.parts.compactMap(\.filename).compactMap(AttachmentNames.claim)
    return claims
  }

  /// What the writer of a plain text states; a first line `Subject: ...` is read as the Subject.
  ///
  /// Spans count in the whole text, that line included.
  public static func all(inText text: String) -> [Claim] {
    let bytes = Array(text.utf8)
    let label = Array("Subject:".utf8)
    var start = 0
    var claims: [Claim] = []
    if bytes.starts(with: label) {
      let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
      claims += ClaimReader.claims(in: Passage(bytes: bytes, range: label.count..<end, source: .subject))
      start = min(end + 1, bytes.count)
    }
    let body = String(decoding: bytes[start...], as: UTF8.self)
    return claims + ClaimReader.claims(in: bytes, offset: start, segments: Segment.all(in: body))
  }
}

/// Runs every rule over the pieces of a text that are its sender's own.
enum ClaimReader {
  /// Bytes of one text that are read for claims. Nobody writes 256 KiB in a mail; what is longer is a pasted log or an
  /// attack, and its head says what its tail would.
  static let maxBytes = 262_144

  static func claims(in bytes: [UInt8], offset: Int, segments: [Segment]) -> [Claim] {
    var claims: [Claim] = []
    for segment in segments {
      guard let range = readable(segment.range, offset, bytes) else { break }
      switch segment.kind {
      case .own:
        claims += Self.claims(in: Passage(bytes: bytes, range: range, source: .own))
      case .signature:
        let passage = Passage(bytes: bytes, range: range, source: .signature)
        let sentences = Sentence.all(in: bytes, range: range)
        claims +=
          SignatureName.claims(in: passage, sentences, isSignature: true) + FactScanner.claims(in: passage, sentences)
      case .greeting, .quoted, .attribution, .forwarded, .mobileSignature, .disclaimer, .listFooter: continue
      }
    }
    return claims.sorted { $0.span.lowerBound < $1.span.lowerBound }
  }

  /// A segment's place in all of the text, ended at ``maxBytes`` between two scalars; nil where it starts beyond.
  private static func readable(_ range: Range<Int>, _ offset: Int, _ bytes: [UInt8]) -> Range<Int>? {
    let start = range.lowerBound + offset
    var end = min(range.upperBound + offset, bytes.count, offset + maxBytes)
    while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return start < end ? start..<end : nil
  }

  static func claims(in passage: Passage) -> [Claim] {
    let sentences = Sentence.all(in: passage.bytes, range: passage.range)
    var claims = FactScanner.claims(in: passage, sentences)
    claims += SignatureName.claims(in: passage, sentences, isSignature: false)
    let quotations = Quotation.ranges(in: passage.bytes, range: passage.range)
    var isTriedList = false
    var told: ToldRules.Told?
    for sentence in sentences {
      if sentence.startsParagraph, !sentence.isListItem { isTriedList = false }
      let clauses = ClauseReader.clauses(of: sentence, isTriedList: isTriedList)
      // What stands between quotation marks was said by somebody else, or shown by a machine.
      claims += ActionRules.claims(in: passage, sentence, clauses).filter {
        !Quotation.holds($0.span.lowerBound, quotations)
      }
      claims += ToldRules.claims(in: passage, sentence, after: told)
      claims += ResultRules.claims(in: passage, sentence)
      claims += StateRules.claims(in: passage, sentence)
      told = ToldRules.last(in: sentence)
      claims += PromiseRules.claims(in: passage, sentence)
      claims += RequestRules.claims(in: passage, sentence, isSubject: passage.source == .subject)
      if ListHeader.opens(sentence) { isTriedList = true }
    }
    var seen: Set<Claim> = []
    return claims.filter { seen.insert($0).inserted }.sorted {
      ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound)
    }
  }
}

/// "What I have tried so far:" turns the bare verbs below it into deeds.
enum ListHeader {
  static func opens(_ sentence: Sentence) -> Bool {
    guard sentence.tokens.last?.form == ":" else { return false }
    let words = sentence.tokens.map(\.form)
    if words.contains(where: { ["you", "your", "please", "should", "told", "instructions"].contains($0) }) {
      return false
    }
    return words.contains {
      ["tried", "done", "attempted", "attempts", "tries", "far", "steps", "already"].contains($0)
    }
  }
}

/// An attachment answers an ask to send it; its name is what we can point at.
enum AttachmentNames {
  private static let kinds: [(words: [String], object: String)] = [
    (["screenshot", "screen shot", "bildschirmfoto"], "screenshot"), (["invoice"], "invoice"), (["receipt"], "receipt"),
    ([".log", "logfile"], "log"), ([".png", ".jpg", ".jpeg", ".gif", ".heic", ".webp"], "screenshot"),
    ([".pdf", ".doc", ".docx"], "document"),
  ]

  static func claim(_ name: String) -> Claim? {
    guard !name.isEmpty else { return nil }
    let lower = name.lowercased()
    let object = kinds.first { $0.words.contains { lower.contains($0) } }?.object ?? "file"
    return Claim(
      kind: .tried, quote: name, span: 0..<name.utf8.count, source: .attachment, key: "attach \(object)",
      rule: "attachment name")
  }
}
