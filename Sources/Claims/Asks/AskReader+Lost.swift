import Language

extension AskReader {
  static let joiners: Set<String> = [
    "then", "please", "and", "or", "also", "first", "next", "now", "just", ",", ";", ":",
  ]

  /// Imperatives that the tree reads as nouns: "then refresh Firefox".
  func missed(_ found: [Ask]) -> [Ask] {
    var more: [Ask] = []
    for at in sentence.tokens.indices where at + 1 < sentence.tokens.count && sentence.clause(at: at) == nil {
      guard let patterns = lexicon.actions[sentence.forms[at]], at == 0 || Self.joiners.contains(sentence.forms[at - 1]) else {
        continue
      }
      guard
        at == 0 || ["then", "please"].contains(sentence.forms[at - 1])
          || !found.isEmpty && [.noun, .properNoun, .adjective, .other].contains(sentence.tokens[at].partOfSpeech)
            && ["and", "or"].contains(sentence.forms[at - 1])
            && [.determiner, .pronoun].contains(sentence.tokens[at + 1].partOfSpeech)
      else { continue }
      guard at > 0 || [.determiner, .pronoun, .properNoun].contains(sentence.tokens[1].partOfSpeech),
        !sentence.isQuestion || at > 0
      else { continue }
      let end =
        sentence.forms[(at + 1)...].firstIndex { [",", ".", ";", "and", "or", "!", "?"].contains($0) } ?? sentence.tokens.count
      guard end > at + 1, let pattern = patterns.first(where: { sentence.forms[(at + 1)..<end].starts(with: $0.following) })
      else { continue }
      let thing = ((at + 1)..<end).last { [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech) }
      let object = thing.map(deeds.name) ?? (["it", "them", "that"].contains(sentence.forms[at + 1]) ? lastObject : nil)
      let words = at..<end
      if found.contains(where: { $0.span.overlaps(sentence.span(words)) && sentence.span(words).contains($0.span.lowerBound) }) {
        continue
      }
      more.append(ask(.action(pattern.action, object: object), words, "imperative"))
    }
    return more
  }

  /// "On which system?": a question that has no verb, or one that the tree lost.
  func fragments(_ found: [Ask]) -> [Ask] {
    guard sentence.isQuestion else { return [] }
    var more: [Ask] = []
    for part in sentence.forms.indices.split(whereSeparator: { [",", "and", ";", "?"].contains(sentence.forms[$0]) }) {
      if let first = part.first, let last = part.last,
        ["does", "do", "did", "is", "has", "have", "can"].contains(sentence.forms[first])
      {
        let words = first..<(last + 1)
        let names = lexicon.content(passage.quote(sentence.span(words)))
        if !found.contains(where: { $0.span.overlaps(sentence.span(words)) }), names.contains("other-browser") {
          more.append(ask(.action("try", object: "other-browser"), words, "does it happen with another"))
          continue
        }
      }
      guard let first = part.first, let last = part.last,
        part.contains(where: { ["which", "what", "how"].contains(sentence.forms[$0]) })
      else { continue }
      let words = first..<(last + 1)
      guard !found.contains(where: { $0.span.overlaps(sentence.span(words)) }) else { continue }
      more += data(in: words, isQuestion: true).prefix(1).map { ask(.datum($0.type), words, "question") }
    }
    return more
  }

  /// "A screenshot would help us", "a fresh install often helps".
  func nominal(_ found: [Ask]) -> [Ask] {
    for clause in sentence.clauses
    where ["help", "useful", "helpful", "worth"].contains(sentence.lemma(clause.verb)) && !isNegated(clause) {
      guard let subject = sentence.subject(clause), sentence.tokens[subject].partOfSpeech == .noun else { continue }
      let words = clause.extent
      if found.contains(where: { $0.span.overlaps(sentence.span(words)) }) { continue }
      if deeds.name(subject) == "screenshot" { return [ask(.action("attach", object: "screenshot"), words, "would help")] }
      if let action = lexicon.nouns[sentence.forms[subject]] {
        let thing = sentence.children(subject, .nmod, .compound).first {
          [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech)
        }
        return [ask(.action(action, object: thing.map(deeds.name)), words, "would help")]
      }
    }
    return []
  }
}
