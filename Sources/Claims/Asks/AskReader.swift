internal import MIME

extension Ask {
  /// What a text of ours asks of the customer: actions to do and data to give, in order of place.
  ///
  /// Quoted text and what begins between quotation marks is skipped: that is said by somebody else. Nothing else is,
  /// however long the text.
  public static func all(in text: String) -> [Ask] {
    let bytes = Array(text.utf8)
    var asks: [Ask] = []
    for segment in Segment.all(in: text) where segment.range.upperBound <= bytes.count {
      switch segment.kind {
      case .quoted, .attribution, .forwarded, .disclaimer, .listFooter, .mobileSignature: continue
      case .own, .greeting, .signature: break
      }
      let passage = Passage(bytes: bytes, range: segment.range, source: .own)
      let quotations = Quotation.ranges(in: bytes, range: segment.range)
      for sentence in Sentence.all(in: bytes, range: segment.range) {
        asks += AskReader.asks(in: sentence, passage, quotations)
      }
    }
    return asks
  }
}

/// Reads the asks of one of our sentences, piece by piece.
struct AskReader {
  let passage: Passage
  let reader: ClauseReader
  let tokens: [Token]
  let isQuestion: Bool
  let differs: Bool
  private(set) var asks: [Ask] = []
  /// The piece before was an ask, or a negated one, that a coordinated verb continues.
  var carry: Carry = .none
  /// What `it` stands for in the next coordinated ask.
  private var lastObject: String?

  enum Carry { case none, asking, negated }

  static func asks(in sentence: Sentence, _ passage: Passage, _ quotations: [Range<Int>]) -> [Ask] {
    var reader = AskReader(sentence, passage)
    reader.read()
    return reader.asks.filter { !Quotation.holds($0.span.lowerBound, quotations) }
  }

  private init(_ sentence: Sentence, _ passage: Passage) {
    self.passage = passage
    reader = ClauseReader(sentence, isTriedList: false)
    tokens = sentence.tokens
    isQuestion = sentence.isQuestion
    differs = Difference.isStated(sentence.tokens.map(\.form))
  }

  func form(_ at: Int) -> String { at >= 0 && at < tokens.count ? tokens[at].form : "" }

  private mutating func read() {
    var at = 0
    while at < tokens.count {
      let end = readPiece(at)
      at = max(end, at + 1)
    }
  }

  private mutating func readPiece(_ start: Int) -> Int {
    var at = start
    var isPolite = false
    var isConditional = false
    var isCoordinated = false
    while at < tokens.count {
      let word = form(at)
      if word == "please" || word == "kindly" { isPolite = true }
      if Words.conjunctions.contains(word), start > 0 { isCoordinated = true }
      if [
        "if", "unless", "when", "whenever", "once", "after", "until", "before", "while", "as", "because", "since",
        "that",
      ].contains(word) {
        let isAsked = word == "since" && form(at + 1) == "when"
          || word == "when" && isQuestion && at == start && reader.isAuxiliary(at + 1)
        if isAsked { break }
        isConditional = true
      } else if word == "no"
        || !(Words.adverbs.contains(word) || Words.conjunctions.contains(word) || tokens[at].kind == .sign)
      {
        break
      }
      at += 1
    }
    guard at < tokens.count else { return at }
    if isConditional, !isPolite {
      carry = .none
      return pieceEnd(at)
    }
    if let end = readPhrase(at, start) { return end }
    let isHead = isPolite || carry != .none && isCoordinated || !isQuestion && !isCoordinated || carry != .none
    guard isHead else { return skip(at) }
    let polite = isPolite ? (start..<at).last { form($0) == "please" || form($0) == "kindly" } : nil
    return readImperative(at, from: polite ?? at, isPolite: isPolite)
  }

  mutating func skip(_ at: Int) -> Int {
    carry = .none
    return pieceEnd(at + 1)
  }

  /// The next boundary, or a `please` before it: "to clear this up please contact ...".
  private func pieceEnd(_ from: Int) -> Int {
    let end = reader.boundary(from: from, tense: .base)
    guard from < end else { return end }
    return (from..<end).first { form($0) == "please" } ?? end
  }

  /// A verb in base form with nobody named before it.
  private mutating func readImperative(_ at: Int, from start: Int, isPolite: Bool) -> Int {
    if form(at) == "to", carry == .none { return skip(at) }
    // An offer, not an ask.
    if form(at) == "feel", form(at + 1) == "free" { return reader.boundary(from: at + 4, tense: .base) }
    if let end = readGiving(at, start) { return end }
    // "Settings, Privacy, Refresh": a label in a menu, not an imperative.
    if tokens[at].isCapitalised, at > 0, !isPolite, tokens[at - 1].kind == .sign,
      [",", ">", "("].contains(form(at - 1))
    {
      return skip(at)
    }
    guard let chain = chain(at), let verb = chain.verb else { return skip(at) }
    guard verb.tense == .base || (carry == .asking || verb.at > at) && verb.tense == .gerund else { return skip(at) }
    if chain.isNegated {
      carry = .negated
      return reader.boundary(from: verb.at + 1, tense: .base)
    }
    if carry == .negated { return reader.boundary(from: verb.at + 1, tense: .base) }
    // "Update 128 brings ...", "Return labels are ...": a noun, not a verb.
    let end = reader.boundary(from: verb.at + 1 + verb.taken, tense: .base)
    if !isPolite, carry == .none, isFiniteAhead(verb.at + 1, end) || chain.isModal || chain.isPassive {
      return skip(at)
    }
    return add(verb, from: start, rule: isPolite ? "please" : "imperative")
  }

  private func isFiniteAhead(_ start: Int, _ end: Int) -> Bool {
    for at in start..<min(start + 4, max(start, end))
    where reader.isAuxiliary(at) || ["helps", "helped", "failed", "works", "brings", "came", "did"].contains(form(at)) {
      return true
    }
    return false
  }

  func chain(_ at: Int) -> VerbChain? {
    guard at < tokens.count else { return nil }
    var chain = VerbChain(tokens: tokens, at: passOver(at), prefersBase: true)
    chain.read()
    return chain
  }

  /// "Start by" and "consider" lead to the verb that is meant.
  private func passOver(_ at: Int) -> Int {
    switch form(at) {
    case "start", "begin": form(at + 1) == "by" || form(at + 1) == "with" ? at + 2 : at
    case "consider", "remember": form(at + 1) == "to" ? at + 2 : at + 1
    case "go": form(at + 1) == "ahead" ? at + 3 : at
    default: at
    }
  }

  mutating func add(_ verb: VerbChain.Verb, from start: Int, rule: String) -> Int {
    let objectStart = min(verb.at + 1 + verb.taken, tokens.count)
    // Speaking to somebody else is contact; telling us is giving a datum, read elsewhere.
    if ["tell", "ask", "inform", "notify", "report", "request"].contains(verb.lemma),
      ["me", "us", "them", "him"].contains(form(objectStart))
    {
      return skip(verb.at)
    }
    var end = max(reader.boundary(from: objectStart, tense: verb.tense), objectStart)
    if ["check", "find"].contains(verb.action), ["if", "whether", "that"].contains(form(end)), end - verb.at < 5 {
      end = max(reader.boundary(from: end + 2, tense: .base), end)
    }
    let object = ObjectPhrase.read(tokens[objectStart..<end])
    var action = verb.action
    for place in objectStart..<min(end, objectStart + 5) {
      if verb.taken == 0, let separated = ActionClasses.separated(verb.lemma, form(place)) {
        let onAgain = form(place) == "off" && form(place + 1) == "and" && ["on", "back"].contains(form(place + 2))
        action = onAgain ? "restart" : separated
        break
      }
    }
    if ["install", "download", "check"].contains(action), object.words.contains("update") {
      append(.action("update", object: nil), start..<end, rule)
    } else if ["check", "find"].contains(action), object.words.contains("other-browser") {
      append(.action("try", object: "other-browser"), start..<end, rule)
    } else if ["send", "attach", "photograph"].contains(action), object.words.contains("screenshot") {
      append(.action("attach", object: "screenshot"), start..<end, rule)
    } else {
      let isPronoun = object.head == nil && ["it", "them", "this", "that"].contains(form(objectStart))
      let head = isPronoun ? lastObject : object.head
      append(.action(action, object: head), start..<end, rule)
      lastObject = head ?? lastObject
    }
    carry = .asking
    return end
  }

  mutating func append(_ wish: Ask.Wish, _ range: Range<Int>, _ rule: String) {
    var last = range.upperBound
    while last > range.lowerBound,
      [",", ".", ";", ":", "!", "and", "or"].contains(form(last - 1)) || closesNothing(range.lowerBound..<last)
    { last -= 1 }
    guard let span = passage.span(tokens[range.lowerBound..<last]) else { return }
    asks.append(
      Ask(
        wish: wish, quote: passage.quote(span), span: span, rule: rule,
        statesDifference: differs || Difference.isAnother(tokens[range.lowerBound..<last].map(\.form))))
  }

  private static let quotationMarks: Set<String> = ["\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}"]

  /// The last token is a quotation mark whose partner stands outside.
  private func closesNothing(_ range: Range<Int>) -> Bool {
    guard Self.quotationMarks.contains(form(range.upperBound - 1)) else { return false }
    return tokens[range].count { Self.quotationMarks.contains($0.form) } % 2 == 1
  }
}
