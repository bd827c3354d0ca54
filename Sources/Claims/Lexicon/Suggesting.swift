/// A line for a shop's lexicon that parts two things or deeds which ours take for one.
public struct LexiconSuggestion: Hashable, Sendable {
  /// Kind, name and members, parted by tabs: `ring	parcel shop	parcel shop`.
  public let line: String
}

extension ClaimReader {
  /// What would have kept the gate from objecting to `ask` because of `claim`, where an agent says that they are not one.
  ///
  /// Each suggestion was tried: with it, the claim answers the ask no more. Verbs and things that both texts name alike cannot be
  /// parted by a word list, and give none.
  public func suggestions(parting ask: String, from claim: String) -> [LexiconSuggestion] {
    // A datum is asked for by its label, which no list of things or deeds parts.
    guard asks(in: ask).contains(where: { $0.wish.action != nil }) else { return [] }
    let (asked, claimed) = (names(in: ask), names(in: claim))
    var lines: [String] = []
    // A name of its own for one of two; the head of a ring or class gives its name to all of it, so that the other must go.
    for asked in asked.things {
      for claimed in claimed.things where claimed.ring == asked.ring && claimed.name != asked.name {
        for name in [asked.name, claimed.name] where name != asked.ring { lines.append("ring\t\(name)\t\(name)") }
      }
    }
    for verb in asked.verbs + claimed.verbs where asked.verbs.contains(verb) != claimed.verbs.contains(verb) {
      lines.append("action\t\(verb)\t\(verb)")
    }
    return lines.filter { parts(ask, from: claim, with: $0) }.map(LexiconSuggestion.init)
  }

  private func parts(_ ask: String, from claim: String, with line: String) -> Bool {
    var own = lexicon
    do { try own.add(line, section: nil) } catch { return false }
    let reader = ClaimReader(model: model, lexicon: own)
    let ledger = Ledger(claims: reader.claims(inText: claim))
    return reader.asks(in: ask).allSatisfy { reader.answer(to: $0, in: ledger) == nil }
  }

  /// Things by the words that name them, longest first, and the lemmas of known verbs.
  private func names(in text: String) -> (things: [(name: String, ring: String)], verbs: [String]) {
    let words = lexicon.plain(text)
    var things: [(name: String, ring: String)] = []
    var verbs: [String] = []
    var at = 0
    while at < words.count {
      let length = (1...3).reversed().first {
        at + $0 <= words.count && lexicon.rings[words[at..<(at + $0)].joined(separator: " ")] != nil
      }
      if let length {
        let name = words[at..<(at + length)].joined(separator: " ")
        if let ring = lexicon.rings[name] { things.append((name, ring)) }
      }
      for reading in VerbForm.readings(of: words[at])
      where lexicon.actions[reading.lemma] != nil && !verbs.contains(reading.lemma) {
        verbs.append(reading.lemma)
      }
      at += length ?? 1
    }
    return (things, verbs)
  }
}
