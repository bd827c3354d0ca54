import Language
import MIME

extension ClaimReader {
  /// What a text of ours asks of the customer: actions to do and data to give, in order of place.
  ///
  /// Quoted text and what begins between quotation marks is skipped: that is said by somebody else. Nothing else is, however long the text.
  public func asks(in text: String) -> [Ask] {
    let bytes = Array(text.utf8)
    var asks: [Ask] = []
    for segment in Segment.all(in: text) where segment.range.upperBound <= bytes.count {
      switch segment.kind {
      case .quoted, .attribution, .forwarded, .disclaimer, .listFooter, .mobileSignature: continue
      case .own, .greeting, .signature: break
      }
      let passage = Passage(bytes: bytes, range: segment.range, source: .own)
      let quotations = Quotation.ranges(in: bytes, range: segment.range)
      var lastObject: String?
      var isList = false
      for parsed in model.sentences(in: bytes, range: segment.range) {
        var reader = AskReader(sentence: ReadSentence(parsed), lexicon: lexicon, passage: passage, lastObject: lastObject)
        if reader.sentence.startsParagraph, !reader.sentence.isListItem { isList = false }
        let found = isList && reader.sentence.isListItem ? reader.listed() : reader.asks()
        asks += found.filter { !Quotation.holds($0.span.lowerBound, quotations) }
        lastObject = reader.lastObject
        if reader.opensList { isList = true }
      }
    }
    return asks
  }

  /// The entry of a ledger that already answers an ask, or nil: the strongest, deeds before states.
  public func answer(to ask: Ask, in ledger: Ledger) -> Ledger.Entry? { answers(to: [ask], in: ledger)[0] }

  /// The same for several asks of one text, in their order; the ledger is looked through once.
  public func answers(to asks: [Ask], in ledger: Ledger) -> [Ledger.Entry?] {
    let matcher = Matcher(lexicon: lexicon)
    let prepared = asks.isEmpty ? Matcher.Prepared(entries: []) : matcher.prepared(ledger)
    return asks.map { matcher.answer(to: $0, in: prepared) }
  }

  /// The entry that would answer an ask which states a difference, did it state none.
  public func similar(to ask: Ask, in ledger: Ledger) -> Ledger.Entry? {
    let matcher = Matcher(lexicon: lexicon)
    return matcher.answer(to: ask, in: matcher.prepared(ledger), anyhow: true)
  }
}

/// Reads the asks of one of our sentences, clause by clause.
struct AskReader {
  let sentence: ReadSentence
  let lexicon: Lexicon
  let passage: Passage
  /// What `it` means.
  var lastObject: String?

  var factualities: FactualityReader { FactualityReader(sentence: sentence, lexicon: lexicon) }
  var deeds: DeedReader { DeedReader(sentence: sentence, lexicon: lexicon) }

  mutating func asks() -> [Ask] {
    var found: [Ask] = []
    for clause in sentence.clauses {
      guard let (start, rule) = manner(of: clause) else { continue }
      let words = min(start, clause.extent.lowerBound)..<clause.extent.upperBound
      if found.contains(where: { sentence.span(words).clamped(to: $0.span) == sentence.span(words) && rule == "question" }) {
        continue
      }
      found += read(clause, words, rule)
    }
    found += missed(found)
    found += fragments(found)
    found += nudges()
    return found + nominal(found)
  }

  // How a clause asks ----------------------------------------------------------------------------------------------------

  // What it asks for -----------------------------------------------------------------------------------------------------

  static let giving: Set<String> = [
    "tell", "give", "send", "provide", "confirm", "share", "include", "quote", "state", "let", "need", "require", "know", "like",
    "reply", "have", "write",
    "name", "add", "mention", "reply", "specify", "want", "enter", "submit", "forward", "supply", "say", "answer", "fill",
    "complete", "advise", "note",
  ]

  mutating func read(_ clause: ReadClause, _ words: Range<Int>, _ rule: String) -> [Ask] {
    let verb = sentence.lemma(clause.verb)
    if rule == "question" || Self.giving.contains(verb) && rule != "have you" && rule != "did you" {
      let data = data(
        in: words, isQuestion: rule == "question" || ["tell", "know", "let", "say", "confirm", "state"].contains(verb))
      if !data.isEmpty { return data.map { ask(.datum($0.type), data.count == 1 ? words : $0.words, rule) } }
    }
    if rule == "question" { return question(clause, words) }
    let text = sentence.forms[words]
    let isNewest =
      text.contains { ["latest", "newest", "up-to-date"].contains($0) }
      && text.contains { ["version", "update", "updates", "release", "up-to-date", "firmware"].contains($0) }
    if isNewest || ["check", "look"].contains(verb) && text.contains("updates") {
      return [ask(.action("update", object: nil), words, rule)]
    }
    if verb == "have", let object = clause.frame.objects.last?.index {
      // "Please have the drive replaced."
      for inner in sentence.clauses where sentence.tokens[inner.verb].xpos == "VBN" && sentence.tokens[inner.verb].head == object
      {
        if let deed = deeds.deed(inner) { return [ask(.action(deed.action, object: deeds.name(object)), words, rule)] }
      }
    }
    if rule == "we need" { return [] }
    if ["try", "attempt", "mind"].contains(verb),
      sentence.children(clause.verb, .xcomp, .ccomp).contains(where: { sentence.clause(at: $0).flatMap(deeds.deed) != nil })
    {
      return []
    }
    guard let deed = deeds.deed(clause), deed.action != "contact" || !Self.telling.contains(deed.verb) else { return [] }
    let words = completed(words, clause)
    var object = deed.object
    if object.map({ ["it", "they", "them", "this", "that"].contains($0) }) ?? false { object = lastObject }
    lastObject = object ?? lastObject
    let names = lexicon.content(passage.quote(sentence.span(words)))
    if ["send", "attach", "evidence", "provide", "make"].contains(deed.action), names.contains("screenshot") {
      return [ask(.action("attach", object: "screenshot"), words, rule)]
    }
    if ["check", "find", "try"].contains(deed.action), names.contains("other-browser") {
      return [ask(.action("try", object: "other-browser"), words, rule)]
    }
    return [ask(.action(deed.action, object: object), words, rule)]
  }

  /// Verbs whose ask is a datum or nothing.
  static let telling: Set<String> = [
    "tell", "inform", "let", "answer", "advise", "explain", "notify", "say", "report", "mention",
  ]

  /// "See whether another browser works": with the clause that says what to see.
  func completed(_ words: Range<Int>, _ clause: ReadClause) -> Range<Int> {
    guard ["see", "check", "test", "verify", "look", "confirm"].contains(sentence.lemma(clause.verb)) else { return words }
    let below = sentence.clauses.filter {
      $0.verb > clause.verb && sentence.tokens[$0.verb].head == clause.verb
        && ($0.frame.marker.map { ["if", "whether", "that"].contains($0.lemma) } ?? ($0.frame.role == .complement))
    }
    return words.lowerBound..<max(words.upperBound, below.map(\.extent.upperBound).max() ?? 0)
  }

  func ask(_ wish: Ask.Wish, _ words: Range<Int>, _ rule: String) -> Ask {
    var last = words.upperBound
    while last > words.lowerBound + 1, [",", ".", ";", ":", "!", "?", "and", "or"].contains(sentence.forms[last - 1]) {
      last -= 1
    }
    let span = sentence.span(words.lowerBound..<last)
    let forms = Array(sentence.forms)
    let isRepeat =
      forms[words.lowerBound..<last].contains("again") && words.lowerBound > 3
      && !(wish.action.map { ["install", "reinstall", "download", "log-in"].contains($0) } ?? true)
    return Ask(
      wish: wish, quote: passage.quote(span), span: span, rule: rule,
      statesDifference: isRepeat || Difference.isStated(forms)
        || Difference.isAnother(Array(sentence.forms[words.lowerBound..<last])))
  }
}
