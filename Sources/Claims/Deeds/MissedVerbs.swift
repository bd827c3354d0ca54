import Language

/// Verbs of known actions that the tree reads as something else: `Cleared cache, history`, `I've dug into it`.
struct MissedVerbs {
  let sentence: ReadSentence
  let lexicon: Lexicon

  struct Missed {
    let verb: Int
    let words: Range<Int>
    let action: String
    let object: Int?
  }

  private static let leads: Set<String> = [
    "i", "we", "ive", "'ve", "have", "had", "just", "already", "also", "even", "then", "recently", "and", "finally", "-", "*",
    "(", "so", ",",
  ]
  private static let longest = 12

  func all() -> [Missed] {
    var found: [Missed] = []
    for at in sentence.tokens.indices where isMissed(at) {
      guard let action = action(at) else { continue }
      var end = at + 1
      while end < sentence.tokens.count, end - at < Self.longest, !ends(end) { end += 1 }
      var start = at
      while start > 0, Self.leads.contains(sentence.forms[start - 1]), sentence.relation(start - 1) != .punct,
        sentence.forms[start - 1] != "and"
      { start -= 1 }
      let object = ((at + 1)..<end).first {
        [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech) && (sentence.tokens[$0].head ?? $0) <= at
          || $0 == at + 1 && sentence.tokens[$0].partOfSpeech == .noun
      }
      found.append(Missed(verb: at, words: start..<end, action: action, object: object))
    }
    return found
  }

  private func ends(_ at: Int) -> Bool {
    [".", ",", ";", ":", "!", "?", "but", "and", "so", "because", "(", ")"].contains(sentence.forms[at])
      || sentence.clauses.contains { $0.extent.lowerBound == at }
  }

  /// A past form at the head of the sentence, or behind `I have`, that is no predicate.
  private func isMissed(_ at: Int) -> Bool {
    let form = sentence.forms[at]
    guard form.utf8.count > 2, !sentence.clauses.contains(where: { $0.verb == at }) else { return false }
    if isListed(at) || isJoined(at) { return true }
    guard VerbForm.readings(of: form).contains(where: { $0.tense == .participle || $0.tense == .past }) else { return false }
    var before = at - 1
    var sawSubject = false
    while before >= 0, Self.leads.contains(sentence.forms[before]) {
      if ["i", "we", "ive", "'ve", "have"].contains(sentence.forms[before]) { sawSubject = true }
      before -= 1
    }
    if sawSubject {
      return at > 0 && sentence.relation(at) != .amod && sentence.tokens[at].partOfSpeech != .noun
        || sentence.forms[at - 1] == "'ve"
    }
    // The head of the sentence, or of what stands behind a colon.
    let start = (sentence.forms[..<at].lastIndex(of: ":") ?? -1) + 1
    guard before < start, at - start <= 2, at + 1 < sentence.tokens.count, sentence.tokens[at].xpos != "VBP" else { return false }
    return sentence.relation(at) != .root || [.determiner, .pronoun, .properNoun].contains(sentence.tokens[at + 1].partOfSpeech)
  }

  /// "Tried resetting it, clearing cookies": a gerund behind a comma, with a try before it.
  private func isListed(_ at: Int) -> Bool {
    guard at > 2, sentence.forms[at].hasSuffix("ing"), [",", "and", "or", "/"].contains(sentence.forms[at - 1]) else {
      return false
    }
    return hasTry(before: at)
  }

  private func hasTry(before at: Int) -> Bool {
    sentence.clauses.contains {
      $0.verb < at && ["try", "attempt"].contains(sentence.lemma($0.verb)) && $0.frame.time == .past && !$0.frame.isNegative
    }
  }

  /// "I've tried reinstalling it, removing files, removed registry entries": the list has slipped into the past.
  private func isJoined(_ at: Int) -> Bool {
    guard at > 4, at + 1 < sentence.forms.count, sentence.forms[at].hasSuffix("ed"), sentence.forms[at - 1] == ",",
      [.noun, .properNoun, .determiner, .pronoun, .adjective].contains(sentence.tokens[at + 1].partOfSpeech)
    else { return false }
    return hasTry(before: at)
  }

  private func action(_ at: Int) -> String? {
    let after = sentence.forms[(at + 1)..<min(at + 5, sentence.forms.count)]
    for reading in VerbForm.readings(of: sentence.forms[at])
    where reading.tense == .participle || reading.tense == .past || reading.tense == .gerund {
      for pattern in lexicon.actions[reading.lemma] ?? [] where pattern.following.isEmpty || after.starts(with: pattern.following)
      {
        return pattern.action
      }
    }
    return nil
  }
}
