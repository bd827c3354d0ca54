
extension ClauseReader {
  private static let closing: Set<String> = [",", ";", ":", "(", ")", "…", "–", "—", "[", "]", "?", "!", "."]

  /// The first place at or after `from` where another clause begins (or the sentence ends).
  ///
  /// `tense` is the form of the clause's verb: after `and`, a word that can be a verb in that form begins a clause.
  func boundary(from: Int, tense: VerbForm.Tense, stopAtAuxiliary: Bool = false) -> Int {
    var at = from
    while at < tokens.count {
      let token = tokens[at]
      let word = token.form
      if token.kind == .sign {
        if Self.closing.contains(word) || (word == "-" && token.hasSpaceBefore)
          || (word.utf8.count > 1 && word.hasPrefix("."))
        {
          return at
        }
      } else if word == "but" || word == "so" {
        return at
      } else if Words.conjunctions.contains(word) {
        if beginsClause(at + 1, tense: tense) { return at }
      } else if word == "that" || word == "as" || word == "after" || word == "before" || word == "since" {
        if isSubject(at + 1)
          || VerbForm.readings(of: form(at + 1)).contains(where: {
            $0.tense == .gerund && ActionClasses.classes[$0.lemma] != nil
          })
        {
          return at
        }
      } else if Words.subordinators.contains(word) {
        return at
      } else if ["i", "we", "they", "he", "she"].contains(word) {
        return at
      } else if word == "it" || word == "you", at > from, isAuxiliary(at + 1) || (word == "it" && isThirdPerson(at + 1))
      {
        return at
      } else if tense == .gerund, at > from, isSeriesGerund(at) {
        return at
      } else if stopAtAuxiliary, isAuxiliary(at) || Words.results.contains(word) {
        return at
      }
      at += 1
    }
    return tokens.count
  }

  /// "Tried removing the extension running it in safe mode": the comma was forgotten.
  private func isSeriesGerund(_ at: Int) -> Bool {
    let before = form(at - 1)
    if Words.prepositions.contains(before) || Words.determiners.contains(before) || Words.conjunctions.contains(before)
    {
      return false
    }
    return VerbForm.readings(of: form(at)).contains {
      $0.tense == .gerund && ActionClasses.classes[$0.lemma] != nil && $0.lemma != "use"
    }
  }

  private func isThirdPerson(_ at: Int) -> Bool {
    VerbForm.readings(of: form(at)).contains { $0.tense == .thirdPerson }
  }

  private func isSubject(_ at: Int) -> Bool {
    Words.customer.contains(form(at)) || Words.others.contains(form(at))
  }

  func isAuxiliary(_ at: Int) -> Bool {
    let word = form(at)
    return Words.have.contains(word) || Words.be.contains(word) || Words.dos.contains(word)
      || Words.modals.contains(word)
      || Words.able.contains(word)
  }

  /// What stands at `at`, behind a conjunction, can only be a new clause.
  private func beginsClause(_ start: Int, tense: VerbForm.Tense) -> Bool {
    var at = start
    // "And got no answer", "and never heard back", "and no reply".
    if tense == .past || tense == .participle, ["no", "never", "nothing", "nobody"].contains(form(at)) { return true }
    while Words.adverbs.contains(form(at)) || Words.conjunctions.contains(form(at)) { at += 1 }
    let word = form(at)
    if word.isEmpty { return true }
    if isSubject(at) || isAuxiliary(at) || Words.subordinators.contains(word) { return true }
    if word == "my" || word == "your" || word == "the", Words.household.contains(form(at + 1)) { return true }
    if Words.attempts.contains(word) || Words.failures.contains(word) { return true }
    if tense == .past || tense == .participle, ["got", "received", "heard", "never"].contains(word) { return true }
    return VerbForm.readings(of: word).contains { reading in
      // "And threw the box away": the particle stands behind the object.
      let isSeparated = (2...4).contains { ActionClasses.separated(reading.lemma, form(at + $0)) != nil }
      guard
        ActionClasses.look(reading.lemma, followedBy: [form(at + 1), form(at + 2)]) != nil || isSeparated
          || ActionClasses.lightVerbs.contains(reading.lemma)
      else { return false }
      switch (tense, reading.tense) {
      case (.past, .past), (.past, .participle), (.participle, .past), (.participle, .participle): return true
      case (.gerund, .gerund), (.gerund, .past), (.base, .past), (.thirdPerson, .thirdPerson): return true
      case (.base, .base):
        return !Words.prepositions.contains(form(at + 1)) || ActionClasses.classes["\(word) \(form(at + 1))"] != nil
      default: return false
      }
    }
  }
}
