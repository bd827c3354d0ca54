import Language

extension AskReader {
  private static let needing: Set<String> = [
    "need", "require", "send", "provide", "give", "tell", "include", "attach", "following", "missing",
  ]

  /// "To help you, we need:", "please send us the following:" before a list of data.
  var opensList: Bool {
    sentence.forms.suffix(2).contains(":") && sentence.forms.contains { Self.needing.contains($0) }
      && !sentence.forms.contains { ["not", "n't", "no"].contains($0) }
  }

  /// An item of such a list: a datum or a picture by its name, or a step of its own.
  mutating func listed() -> [Ask] {
    let asked = asks()
    if !asked.isEmpty { return asked }
    let words = sentence.forms.indices.lowerBound..<sentence.forms.count
    guard !words.isEmpty else { return [] }
    if lexicon.content(passage.quote(sentence.span(words))).contains("screenshot") {
      return [ask(.action("attach", object: "screenshot"), words, "list")]
    }
    return data(in: words, isQuestion: true).map { ask(.datum($0.type), words, "list") }
  }

  private static let answering: Set<String> = ["reply", "respond", "answer"]

  /// "We haven't heard from you", "as you have not replied": reminds of an answer.
  func nudges() -> [Ask] {
    sentence.clauses.compactMap { clause in
      guard factualities.factuality(of: clause) == .notDone, !sentence.isQuestion else { return nil }
      let subject = sentence.subject(clause).map { sentence.forms[$0] } ?? ""
      let tail = sentence.forms[clause.verb..<min(clause.verb + 6, sentence.forms.count)]
      let isUnheard =
        ["we", "i"].contains(subject) && ["hear", "receive", "have", "get"].contains(sentence.lemma(clause.verb))
        && tail.contains("you") && tail.contains("from")
      let isUnanswered = subject == "you" && Self.answering.contains(sentence.lemma(clause.verb))
      return isUnheard || isUnanswered ? ask(.action("reply", object: nil), clause.extent, "nudge") : nil
    }
  }
}
