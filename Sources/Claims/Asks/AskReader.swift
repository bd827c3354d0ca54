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
      for parsed in model.sentences(in: bytes, range: segment.range) {
        var reader = AskReader(sentence: ReadSentence(parsed), lexicon: lexicon, passage: passage, lastObject: lastObject)
        asks += reader.asks().filter { !Quotation.holds($0.span.lowerBound, quotations) }
        lastObject = reader.lastObject
      }
    }
    return asks
  }

  /// The entry of a ledger that already answers an ask, or nil: the strongest, deeds before states.
  public func answer(to ask: Ask, in ledger: Ledger) -> Ledger.Entry? { Matcher(lexicon: lexicon).answer(to: ask, in: ledger) }
}

/// Reads the asks of one of our sentences, clause by clause.
struct AskReader {
  let sentence: ReadSentence
  let lexicon: Lexicon
  let passage: Passage
  /// What `it` means.
  var lastObject: String?

  private var factualities: FactualityReader { FactualityReader(sentence: sentence, lexicon: lexicon) }
  private var deeds: DeedReader { DeedReader(sentence: sentence, lexicon: lexicon) }

  mutating func asks() -> [Ask] {
    var found: [Ask] = []
    for clause in sentence.clauses {
      guard let (start, rule) = manner(of: clause) else { continue }
      let words = min(start, clause.extent.lowerBound)..<clause.extent.upperBound
      if found.contains(where: { sentence.span(words).clamped(to: $0.span) == sentence.span(words) && rule == "question" }) { continue }
      found += read(clause, words, rule)
    }
    found += missed(found)
    found += fragments(found)
    return found + nominal(found)
  }

  private static let joiners: Set<String> = ["then", "please", "and", "or", "also", "first", "next", "now", "just", ",", ";", ":"]

  /// Imperatives that the tree reads as nouns: "then refresh Firefox".
  private func missed(_ found: [Ask]) -> [Ask] {
    var more: [Ask] = []
    for at in sentence.tokens.indices where at + 1 < sentence.tokens.count && sentence.clause(at: at) == nil {
      guard let patterns = lexicon.actions[sentence.forms[at]], at == 0 || Self.joiners.contains(sentence.forms[at - 1]) else { continue }
      guard at == 0 || ["then", "please"].contains(sentence.forms[at - 1]) || !found.isEmpty && [.noun, .properNoun, .adjective, .other].contains(sentence.tokens[at].partOfSpeech) && ["and", "or"].contains(sentence.forms[at - 1]) && [.determiner, .pronoun].contains(sentence.tokens[at + 1].partOfSpeech)
      else { continue }
      guard at > 0 || [.determiner, .pronoun, .properNoun].contains(sentence.tokens[1].partOfSpeech), !sentence.isQuestion || at > 0 else { continue }
      let end = sentence.forms[(at + 1)...].firstIndex { [",", ".", ";", "and", "or", "!", "?"].contains($0) } ?? sentence.tokens.count
      guard end > at + 1, let pattern = patterns.first(where: { sentence.forms[(at + 1)..<end].starts(with: $0.following) }) else { continue }
      let thing = ((at + 1)..<end).last { [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech) }
      let object = thing.map(deeds.name) ?? (["it", "them", "that"].contains(sentence.forms[at + 1]) ? lastObject : nil)
      let words = at..<end
      if found.contains(where: { $0.span.overlaps(sentence.span(words)) && sentence.span(words).contains($0.span.lowerBound) }) { continue }
      more.append(ask(.action(pattern.action, object: object), words, "imperative"))
    }
    return more
  }

  /// "On which system?": a question that has no verb, or one that the tree lost.
  private func fragments(_ found: [Ask]) -> [Ask] {
    guard sentence.isQuestion else { return [] }
    var more: [Ask] = []
    for part in sentence.forms.indices.split(whereSeparator: { [",", "and", ";", "?"].contains(sentence.forms[$0]) }) {
      if let first = part.first, let last = part.last, ["does", "do", "did", "is", "has", "have", "can"].contains(sentence.forms[first]) {
        let words = first..<(last + 1)
        let names = lexicon.content(passage.quote(sentence.span(words)))
        if !found.contains(where: { $0.span.overlaps(sentence.span(words)) }), names.contains("other-browser") {
          more.append(ask(.action("try", object: "other-browser"), words, "does it happen with another"))
          continue
        }
      }
      guard let first = part.first, let last = part.last, part.contains(where: { ["which", "what", "how"].contains(sentence.forms[$0]) }) else { continue }
      let words = first..<(last + 1)
      guard !found.contains(where: { $0.span.overlaps(sentence.span(words)) }) else { continue }
      more += data(in: words, isQuestion: true).prefix(1).map { ask(.datum($0.type), words, "question") }
    }
    return more
  }

  // How a clause asks ----------------------------------------------------------------------------------------------------

  private static let advising: Set<String> = ["ask", "advise", "recommend", "suggest", "invite", "request", "urge", "encourage", "need", "want", "like", "advice"]
  private static let duties: Set<String> = ["should", "must", "can", "could", "may", "might", "have", "need", "would"]

  /// Where the ask begins and by what it asks; nil where the clause asks nothing.
  private func manner(of clause: ReadClause) -> (Int, String)? {
    let frame = clause.frame
    if isNegated(clause) { return nil }
    let fact = factualities.factuality(of: clause)
    let subject = sentence.subject(clause).map { sentence.forms[$0] } ?? ""
    if frame.role == .ofNoun { return nil }
    let joined = first(of: clause)
    if fact == .imperative { return isNegated(joined) ? nil : (lead(clause), sentence.forms.contains("please") ? "please" : "imperative") }
    if sentence.lemma(clause.verb) == "please" { return nil }
    // "If that fails, start it in safe mode": a bare verb that nobody is the subject of.
    if fact == .open, isBare(clause), joined.verb == clause.verb || isBare(joined) { return (lead(clause), "imperative") }
    // "Have you tried checking it?", "would you mind checking it?"
    if let head = sentence.tokens[clause.verb].head, [.xcomp, .ccomp].contains(sentence.relation(clause.verb)), ["try", "attempt", "mind", "consider"].contains(sentence.lemma(head)), let above = sentence.clause(at: head),
      factualities.factuality(of: above) == .asked, sentence.subject(above).map({ sentence.forms[$0] }) == "you"
    {
      return (above.extent.lowerBound, sentence.form(above.extent.lowerBound) == "have" ? "have you" : "could you")
    }
    if fact == .asked {
      guard subject == "you" else { return isQuestionOfUs(clause) ? nil : (opening(clause), "question") }
      let opening = frame.auxiliaries.first.map { sentence.forms[$0.index] } ?? ""
      if sentence.forms[clause.extent].prefix(3).contains(where: { ["how", "what", "which", "where", "when", "since"].contains($0) }) { return (clause.extent.lowerBound, "question") }
      if ["have", "had"].contains(opening) { return (clause.extent.lowerBound, "have you") }
      if ["did"].contains(opening) { return (clause.extent.lowerBound, "did you") }
      if ["could", "can", "would", "will", "may", "might"].contains(opening) { return (clause.extent.lowerBound, "could you") }
      return (clause.extent.lowerBound, "question")
    }
    // "We need your order number."
    if ["we", "i"].contains(subject), ["need", "require"].contains(sentence.lemma(clause.verb)), fact == .present { return (clause.extent.lowerBound, "we need") }
    // "Please" with a verb that the tree does not read as one that asks.
    if let please = sentence.forms[max(0, clause.verb - 3)..<clause.verb].lastIndex(of: "please"), ["VB", "VBP"].contains(sentence.tokens[clause.verb].xpos), subject.isEmpty || subject == "you" {
      return (please, "please")
    }
    if subject == "you" {
      if let head = sentence.tokens[clause.verb].head, frame.modal == "have", let above = sentence.clause(at: head), isNegated(above) { return nil }
      // "On 24 May you wrote": a month, as it stands before the subject.
      let isBefore = frame.auxiliaries.first.map { $0.index < (sentence.subject(clause) ?? 0) } ?? false
      if let modal = frame.modal, Self.duties.contains(modal), !isBefore, fact != .conditional, frame.role != .adverbial { return (clause.extent.lowerBound, "you should") }
      if let head = sentence.tokens[clause.verb].head, sentence.relation(clause.verb) == .xcomp, ["need", "have", "want"].contains(sentence.lemma(head)), let above = sentence.clause(at: head), !isNegated(above),
        above.frame.role != .adverbial
      {
        return (above.extent.lowerBound, "you should")
      }
    }
    // "Please consider making a donation", "start by finding it".
    if let head = sentence.tokens[clause.verb].head, [.xcomp, .advcl].contains(sentence.relation(clause.verb)), let above = sentence.clause(at: head), fact == .imperative || factualities.factuality(of: above) == .imperative,
      ["consider", "start", "begin", "try", "remember", "feel", "go", "be", "continue", "make"].contains(sentence.lemma(head)), !isNegated(above)
    {
      return (lead(above), "please")
    }
    if let asked = advised(clause) { return asked }
    if let helps = helping(clause) { return helps }
    return nil
  }

  private func isBare(_ clause: ReadClause) -> Bool {
    sentence.tokens[clause.verb].xpos == "VB" && clause.frame.auxiliaries.isEmpty && sentence.children(clause.verb, .nsubj, .mark).isEmpty
      && [.root, .conj, .parataxis].contains(sentence.relation(clause.verb))
  }

  private func isNegated(_ clause: ReadClause) -> Bool {
    if sentence.isNegative(clause) { return true }
    return sentence.children(clause.verb, .advmod).contains { clause.extent.contains($0) && ["not", "never", "n't"].contains(sentence.forms[$0]) }
  }

  private func first(of clause: ReadClause) -> ReadClause {
    var found = clause
    while sentence.relation(found.verb) == .conj, let head = sentence.tokens[found.verb].head, let next = sentence.clause(at: head) { found = next }
    return found
  }

  /// With the `when` before it, which opens other clauses too and is not theirs.
  private func opening(_ clause: ReadClause) -> Int {
    let start = clause.extent.lowerBound
    return sentence.form(start - 1) == "when" ? start - 1 : start
  }

  private func isOfUs(_ clause: ReadClause) -> Bool { ["we", "i"].contains(sentence.subject(clause).map { sentence.forms[$0] } ?? "") }

  /// "May we ask", "can I help": of us.
  private func isQuestionOfUs(_ clause: ReadClause) -> Bool {
    ["we", "i"].contains(sentence.subject(clause).map { sentence.forms[$0] } ?? "") && !["call", "phone", "ring"].contains(sentence.lemma(clause.verb))
  }

  /// "We recommend to clear it", "I would ask you to send it", "we need you to sign".
  private func advised(_ clause: ReadClause) -> (Int, String)? {
    guard [.xcomp, .ccomp, .advcl, .csubj].contains(sentence.relation(clause.verb)), let head = sentence.tokens[clause.verb].head, let above = sentence.clause(at: head) else { return nil }
    let who = sentence.subject(above).map { sentence.forms[$0] } ?? ""
    guard Self.advising.contains(sentence.lemma(head)), ["we", "i"].contains(who), !isNegated(above), factualities.factuality(of: above) != .done else { return nil }
    let own = sentence.subject(clause).map { sentence.forms[$0] } ?? ""
    // "We would like to know your version"
    if ["know", "have", "get", "see", "learn"].contains(sentence.lemma(clause.verb)), sentence.relation(clause.verb) == .xcomp { return (above.extent.lowerBound, "we would like to know") }
    let needsYou = ["need", "want", "like"].contains(sentence.lemma(head))
    guard own == "you" || !needsYou && !["we", "i"].contains(own) || !needsYou && sentence.relation(clause.verb) == .xcomp else { return nil }
    return (above.extent.lowerBound, "we recommend")
  }

  /// "Clearing the cache can help", "it helps to restart it", "the quickest way is to install it", "reinstalling it is worth a try".
  private func helping(_ clause: ReadClause) -> (Int, String)? {
    let word = sentence.tokens[clause.verb]
    guard word.feature("VerbForm") == "Ger" || word.xpos == "VBG" || word.feature("VerbForm") == "Inf" || word.xpos == "VB" else { return nil }
    guard let head = word.head else {
      // "The quickest way is to install it"
      let subject = sentence.children(clause.verb, .nsubj).first.map(sentence.lemma) ?? ""
      guard ["way", "solution", "fix", "step", "thing", "remedy"].contains(subject), !sentence.children(clause.verb, .cop).isEmpty, !isNegated(clause) else { return nil }
      return (clause.extent.lowerBound, "would help")
    }
    let around = sentence.forms[clause.extent.lowerBound...].prefix(24)
    let helps = around.contains { ["help", "helps", "worth", "useful", "advisable", "enough", "sufficient", "idea"].contains($0) } || sentence.forms[..<clause.verb].suffix(6).contains { ["help", "helps", "way", "worth", "useful", "idea", "best", "solution", "fix"].contains($0) }
    guard helps, !sentence.forms.contains("n't"), !sentence.forms.contains("not"), !["we", "i"].contains(sentence.subject(clause).map { sentence.forms[$0] } ?? "") else { return nil }
    guard [.csubj, .nsubj, .xcomp, .advcl, .root, .ccomp].contains(sentence.relation(clause.verb)), sentence.relation(clause.verb) != .advcl || sentence.lemma(head) == "help" else { return nil }
    return (clause.extent.lowerBound, "would help")
  }

  private func lead(_ clause: ReadClause) -> Int {
    var start = clause.extent.lowerBound
    while start > 0, ["please", "kindly", "just", "do"].contains(sentence.forms[start - 1]) { start -= 1 }
    return start
  }

  // What it asks for -----------------------------------------------------------------------------------------------------

  private static let giving: Set<String> = [
    "tell", "give", "send", "provide", "confirm", "share", "include", "quote", "state", "let", "need", "require", "know", "like", "reply", "have", "write",
    "name", "add", "mention", "reply", "specify", "want", "enter", "submit", "forward", "supply", "say", "answer", "fill", "complete", "advise", "note",
  ]

  private mutating func read(_ clause: ReadClause, _ words: Range<Int>, _ rule: String) -> [Ask] {
    let verb = sentence.lemma(clause.verb)
    if rule == "question" || Self.giving.contains(verb) && rule != "have you" && rule != "did you" {
      let data = data(in: words, isQuestion: rule == "question" || ["tell", "know", "let", "say", "confirm", "state"].contains(verb))
      if !data.isEmpty { return data.map { ask(.datum($0.type), data.count == 1 ? words : $0.words, rule) } }
    }
    if rule == "question" { return question(clause, words) }
    let text = sentence.forms[words]
    let isNewest = text.contains { ["latest", "newest", "up-to-date"].contains($0) } && text.contains { ["version", "update", "updates", "release", "up-to-date", "firmware"].contains($0) }
    if isNewest || ["check", "look"].contains(verb) && text.contains("updates") {
      return [ask(.action("update", object: nil), words, rule)]
    }
    if verb == "have", let object = clause.frame.objects.last?.index {
      // "Please have the drive replaced."
      for inner in sentence.clauses where sentence.tokens[inner.verb].xpos == "VBN" && sentence.tokens[inner.verb].head == object {
        if let deed = deeds.deed(inner) { return [ask(.action(deed.action, object: deeds.name(object)), words, rule)] }
      }
    }
    if rule == "we need" { return [] }
    if ["try", "attempt", "mind"].contains(verb), sentence.children(clause.verb, .xcomp, .ccomp).contains(where: { sentence.clause(at: $0).flatMap(deeds.deed) != nil }) { return [] }
    guard let deed = deeds.deed(clause), deed.action != "contact" || !Self.telling.contains(deed.verb) else { return [] }
    let words = completed(words, clause)
    var object = deed.object
    if object.map({ ["it", "they", "them", "this", "that"].contains($0) }) ?? false { object = lastObject }
    lastObject = object ?? lastObject
    let names = lexicon.content(passage.quote(sentence.span(words)))
    if ["send", "attach", "evidence", "provide", "make"].contains(deed.action), names.contains("screenshot") { return [ask(.action("attach", object: "screenshot"), words, rule)] }
    if ["check", "find", "try"].contains(deed.action), names.contains("other-browser") { return [ask(.action("try", object: "other-browser"), words, rule)] }
    return [ask(.action(deed.action, object: object), words, rule)]
  }

  /// "Which invoice is it?", "on which number can we call you?": a number asked for without its label.
  private func numbered(_ words: [String]) -> String? {
    guard let at = words.prefix(3).firstIndex(where: { $0 == "which" || $0 == "what" }), at + 2 < words.count else { return nil }
    let (noun, next) = (words[at + 1], words[at + 2])
    if noun == "number" { return words.contains { ["call", "ring", "reach", "phone", "telephone"].contains($0) } ? "phone" : nil }
    guard ["order", "invoice", "case", "ticket", "booking"].contains(noun), ["is", "was", "does", "do", "are", "did"].contains(next) else { return nil }
    return DataLabels.types["\(noun) number"]
  }

  /// Verbs whose ask is a datum or nothing.
  private static let telling: Set<String> = ["tell", "inform", "let", "answer", "advise", "explain", "notify", "say", "report", "mention"]

  /// "See whether another browser works": with the clause that says what to see.
  private func completed(_ words: Range<Int>, _ clause: ReadClause) -> Range<Int> {
    guard ["see", "check", "test", "verify", "look", "confirm"].contains(sentence.lemma(clause.verb)) else { return words }
    let below = sentence.clauses.filter { $0.verb > clause.verb && sentence.tokens[$0.verb].head == clause.verb && ($0.frame.marker.map { ["if", "whether", "that"].contains($0.lemma) } ?? ($0.frame.role == .complement)) }
    return words.lowerBound..<max(words.upperBound, below.map(\.extent.upperBound).max() ?? 0)
  }

  private func question(_ clause: ReadClause, _ words: Range<Int>) -> [Ask] {
    let text = sentence.forms[words]
    let names = lexicon.content(passage.quote(sentence.span(words)))
    // "May we phone you?"
    if isOfUs(clause), numbered(Array(text)) == nil { return [ask(.action("contact", object: nil), words, "may we")] }
    if names.contains("other-browser") { return [ask(.action("try", object: "other-browser"), words, "does it happen with another")] }
    if text.contains(where: { ["other", "another", "different"].contains($0) }), let noun = words.last(where: { sentence.tokens[$0].partOfSpeech == .noun }) {
      return [ask(.action("try", object: deeds.name(noun)), words, "does it happen with another")]
    }
    if text.contains("say") || text.contains("message"), text.contains("what") { return [ask(.datum("error"), words, "question")] }
    if let type = numbered(Array(text)) { return [ask(.datum(type), words, "question")] }
    if text.first == "when", !text.contains("you"), !text.contains("we") { return [ask(.datum("since"), words, "question")] }
    if text.contains("begin") || text.contains("start") || text.contains("since") || text.contains("long"), !text.contains("you") || text.contains("since") || text.contains("long") { return [ask(.datum("since"), words, "question")] }
    return []
  }

  private struct Wanted {
    let type: String
    let words: Range<Int>
  }

  /// The data labels that stand among some words, each type once.
  private func data(in words: Range<Int>, isQuestion: Bool) -> [Wanted] {
    var found: [Wanted] = []
    var at = words.lowerBound
    while at < words.upperBound {
      var taken = 1
      for length in stride(from: DataLabels.maxLabel, through: 1, by: -1) where at + length <= words.upperBound {
        guard let type = DataLabels.types[sentence.forms[at..<(at + length)].joined(separator: " ")] else { continue }
        // "What phone number": no device.
        if type == "device", sentence.form(at + length) == "number" { continue }
        if length == 1, !isAskedFor(at, isQuestion) { break }
        if !found.contains(where: { $0.type == type }) { found.append(Wanted(type: type, words: at..<(at + length))) }
        taken = length
        break
      }
      at += taken
    }
    return found
  }

  /// A single word names a datum only as "your version", "which version"; and never a thing that merely has a number.
  private func isAskedFor(_ at: Int, _ isQuestion: Bool) -> Bool {
    let form = sentence.forms[at]
    if ["order", "invoice", "case", "ticket", "reference", "link", "build", "release", "page", "system", "date"].contains(form) { return false }
    let before = sentence.forms[max(0, at - 3)..<at]
    return before.contains { ["your", "which", "what", "the", "an", "a", "how"].contains($0) } && (isQuestion || before.contains("your") || before.contains("which") || before.contains("what"))
  }

  private func ask(_ wish: Ask.Wish, _ words: Range<Int>, _ rule: String) -> Ask {
    var last = words.upperBound
    while last > words.lowerBound + 1, [",", ".", ";", ":", "!", "?", "and", "or"].contains(sentence.forms[last - 1]) { last -= 1 }
    let span = sentence.span(words.lowerBound..<last)
    let forms = Array(sentence.forms)
    let isRepeat = forms[words.lowerBound..<last].contains("again") && words.lowerBound > 3 && !(wish.action.map { ["install", "reinstall", "download", "log-in"].contains($0) } ?? true)
    return Ask(
      wish: wish, quote: passage.quote(span), span: span, rule: rule,
      statesDifference: isRepeat || Difference.isStated(forms) || Difference.isAnother(Array(sentence.forms[words.lowerBound..<last])))
  }

  /// "A screenshot would help us", "a fresh install often helps".
  private func nominal(_ found: [Ask]) -> [Ask] {
    for clause in sentence.clauses where ["help", "useful", "helpful", "worth"].contains(sentence.lemma(clause.verb)) && !isNegated(clause) {
      guard let subject = sentence.subject(clause), sentence.tokens[subject].partOfSpeech == .noun else { continue }
      let words = clause.extent
      if found.contains(where: { $0.span.overlaps(sentence.span(words)) }) { continue }
      if deeds.name(subject) == "screenshot" { return [ask(.action("attach", object: "screenshot"), words, "would help")] }
      if let action = lexicon.nouns[sentence.forms[subject]] {
        let thing = sentence.children(subject, .nmod, .compound).first { [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech) }
        return [ask(.action(action, object: thing.map(deeds.name)), words, "would help")]
      }
    }
    return []
  }
}
