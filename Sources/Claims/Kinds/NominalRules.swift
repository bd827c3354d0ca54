import Language

/// Deeds told with a noun and no verb: "a fresh install", "after the update", "with all extensions disabled", "see screenshot".
struct NominalRules {
  let sentence: ReadSentence
  let lexicon: Lexicon

  /// The rule of a deed that a noun tells: "a fresh install".
  static let noun = "noun"
  /// Nouns that tell by themselves that it was done.
  private static let telling: Set<String> = ["install", "reinstall", "uninstall", "reset", "restart", "update", "restore"]
  private static let fresh: Set<String> = ["fresh", "clean", "new", "full", "complete", "repeated", "multiple", "several"]

  func findings() -> [Finding] {
    guard !sentence.isQuestion else { return [] }
    let deeds = DeedReader(sentence: sentence, lexicon: lexicon)
    var found: [Finding] = [withDone(deeds), noMatter(deeds)].compactMap(\.self)
    for at in sentence.tokens.indices where sentence.tokens[at].partOfSpeech == .noun {
      if let action = lexicon.nouns[sentence.forms[at]], Self.telling.contains(action), isTold(at) {
        let things = sentence.children(at, .compound, .nmod).filter {
          [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech)
        }
        let start = (sentence.children(at, .amod, .det, .compound) + [at]).min() ?? at
        let end = max(at, things.max() ?? at)
        found.append(
          Finding(
            kind: .tried, words: start..<(end + 1), key: things.first.map { "\(action) \(deeds.name($0))" } ?? action,
            rule: Self.noun))
      }
      if deeds.name(at) == "screenshot" || sentence.lemma(at) == "attachment" {
        let before = max(0, at - 4)..<at
        let sign = before.last { ["see", "attached", "enclosed", "below", "attach"].contains(sentence.forms[$0]) }
        if let sign, sentence.clause(at: sign).map({ $0.frame.mood != .question }) ?? true {
          found.append(Finding(kind: .tried, words: sign..<(at + 1), key: "attach screenshot", rule: "see attached"))
        }
      }
    }
    return found
  }

  /// "No matter what I do in Settings": all there is to do was done.
  private func noMatter(_ deeds: DeedReader) -> Finding? {
    let doing: Set<String> = ["do", "did", "try", "tried", "change", "changed", "click", "enter"]
    for at in sentence.forms.indices where ["what", "whatever", "which"].contains(sentence.forms[at]) {
      let start = sentence.forms[at] == "whatever" ? at : at - 2
      guard start >= 0, sentence.forms[at] == "whatever" || sentence.forms[start] == "no" && sentence.forms[at - 1] == "matter",
        let verb = ((at + 1)..<min(at + 4, sentence.forms.count)).first(where: { doing.contains(sentence.forms[$0]) }),
        ["i", "we"].contains(sentence.form(verb - 1))
      else { continue }
      let object = sentence.tokens[at].head.flatMap {
        [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech) ? $0 : nil
      }
      return Finding(
        kind: .tried, words: start..<(verb + 1), key: object.map { "try \(deeds.name($0))" } ?? "try", rule: "no matter what")
    }
    return nil
  }

  /// "It fails with all extensions disabled."
  private func withDone(_ deeds: DeedReader) -> Finding? {
    for at in sentence.forms.indices where sentence.forms[at] == "with" && !sentence.isQuestion {
      guard
        let verb = ((at + 2)..<max(at + 2, min(at + 7, sentence.forms.count))).first(where: { place in
          VerbForm.readings(of: sentence.forms[place]).contains {
            $0.tense == .participle
              && (lexicon.actions[$0.lemma]?.contains { $0.following.isEmpty || sentence.form(place + 1) == $0.following[0] }
                ?? false)
          }
        }), let thing = ((at + 1)..<verb).last(where: { [.noun, .properNoun].contains(sentence.tokens[$0].partOfSpeech) })
      else { continue }
      guard sentence.forms[(at + 1)..<verb].allSatisfy({ ![",", "and", "i", "we", "that", "which"].contains($0) }) else {
        continue
      }
      for reading in VerbForm.readings(of: sentence.forms[verb]) where reading.tense == .participle {
        let after = sentence.forms[(verb + 1)..<min(verb + 3, sentence.forms.count)]
        guard let pattern = lexicon.actions[reading.lemma]?.first(where: { after.starts(with: $0.following) }),
          ["disable", "enable", "clear", "remove", "uninstall", "connect", "close"].contains(pattern.action)
        else { continue }
        return Finding(
          kind: .tried, words: at..<(verb + 1 + pattern.following.count), key: "\(pattern.action) \(deeds.name(thing))",
          rule: "with + participle")
      }
    }
    return nil
  }

  private func isTold(_ at: Int) -> Bool {
    let before = sentence.children(at, .amod, .case).map { sentence.forms[$0] }
    if before.contains(where: { ["after", "following", "upon", "despite"].contains($0) }) {
      return !sentence.children(at, .det, .nmod, .amod).contains {
        ["your", "the", "last", "this", "latest", "recent"].contains(sentence.forms[$0])
      } || lexicon.nouns[sentence.forms[at]] == "install"
    }
    return before.contains { Self.fresh.contains($0) }
      && (sentence.relation(at) == .root || sentence.relation(at) == .obl || sentence.relation(at) == .nmod)
      && !sentence.children(at, .det).contains { ["the", "your"].contains(sentence.forms[$0]) }
      && !["update", "change"].contains(lexicon.nouns[sentence.forms[at]] ?? "")
  }
}
