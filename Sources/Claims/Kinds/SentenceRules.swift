/// Every rule that reads a sentence, in their order: what a deed tells is no state, and a state that implies a step says so.
struct SentenceRules {
  let sentence: ReadSentence
  let lexicon: Lexicon
  let isTriedList: Bool
  let isVendorList: Bool

  /// What was spoken of before: what `that` and `it` mean.
  struct Before {
    /// Key of what the customer was told to do, or did, last.
    var deed: String?
    /// What it was last done to.
    var thing: String?
  }

  func findings(after before: inout Before) -> [Finding] {
    let own = findings(after: &before.thing)
    let here = toldHere()
    let meant = here.map(\.key) ?? before.deed
    before.deed = here?.key ?? own.last { $0.kind == .tried && $0.key != DeedRules.that }?.key ?? before.deed
    guard let meant else { return own }
    return own.map { $0.key == DeedRules.that ? Finding(kind: $0.kind, words: $0.words, key: meant, rule: $0.rule) : $0 }
  }

  /// The last deed that somebody else asked for.
  private func toldHere() -> Deed? {
    let factualities = FactualityReader(sentence: sentence, lexicon: lexicon)
    let deeds = DeedReader(sentence: sentence, lexicon: lexicon)
    return sentence.clauses.last { factualities.factuality(of: $0) == .told && deeds.deed($0) != nil }.flatMap(deeds.deed)
  }

  private func findings(after thing: inout String?) -> [Finding] {
    var found = DeedRules(sentence: sentence, lexicon: lexicon, isTriedList: isTriedList, isVendorList: isVendorList).findings(
      after: &thing)
    let nominals = NominalRules(sentence: sentence, lexicon: lexicon).findings()
    for nominal in nominals where nominal.rule == NominalRules.noun {
      // "Copied my profiles over with a fresh install": two deeds.
      let opening = nominal.words.lowerBound - 1
      guard opening > 0, sentence.forms[opening] == "with",
        let place = found.firstIndex(where: {
          $0.kind == .tried && $0.words.contains(opening) && $0.words.lowerBound + 1 < opening
        })
      else { continue }
      let told = found[place]
      found[place] = Finding(kind: told.kind, words: told.words.lowerBound..<opening, key: told.key, rule: told.rule)
    }
    for nominal in nominals
    where !found.contains(where: { $0.kind == nominal.kind && $0.words.overlaps(nominal.words) }) {
      found.append(nominal)
    }
    let deeds = found
    found += RequestRules(sentence: sentence, lexicon: lexicon).findings().filter { request in
      request.rule == RequestRules.notToCall
        || !deeds.contains { $0.words.overlaps(request.words) && $0.words.count >= request.words.count }
    }
    found += StateRules(sentence: sentence, lexicon: lexicon).findings(without: found)
    for implied in ImpliedRules(sentence: sentence, lexicon: lexicon).findings() {
      // "I tried using Edge" tells the step itself.
      if implied.kind == .observed, found.contains(where: { $0.kind == .tried && $0.words.overlaps(implied.words) }) { continue }
      if let place = found.firstIndex(where: { $0.kind == implied.kind && $0.words.overlaps(implied.words) }) {
        found[place] = Finding(kind: implied.kind, words: found[place].words, key: implied.key, rule: implied.rule)
      } else {
        // "I don't have the receipt" says what cannot be given, and is not told twice.
        if implied.kind == .notTried { found.removeAll { $0.kind == .observed && $0.words.overlaps(implied.words) } }
        found.append(implied)
      }
    }
    return found
  }
}
