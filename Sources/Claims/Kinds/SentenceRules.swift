/// Every rule that reads a sentence, in their order: what a deed tells is no state, and a state that implies a step says so.
struct SentenceRules {
  let sentence: ReadSentence
  let lexicon: Lexicon
  let isTriedList: Bool
  let isVendorList: Bool

  /// - Parameter told: key of what the customer was told to do, last; "I did that" is it.
  func findings(after told: inout String?) -> [Finding] {
    let own = findings()
    let here = toldHere()
    let before = here.map(\.key) ?? told
    defer { told = here?.key ?? own.last { $0.kind == .tried && $0.key != DeedRules.that }?.key ?? told }
    guard let before else { return own }
    return own.map { $0.key == DeedRules.that ? Finding(kind: $0.kind, words: $0.words, key: before, rule: $0.rule) : $0 }
  }

  /// The last deed that somebody else asked for.
  private func toldHere() -> Deed? {
    let factualities = FactualityReader(sentence: sentence, lexicon: lexicon)
    let deeds = DeedReader(sentence: sentence, lexicon: lexicon)
    return sentence.clauses.last { factualities.factuality(of: $0) == .told && deeds.deed($0) != nil }.flatMap(deeds.deed)
  }

  private func findings() -> [Finding] {
    var found = DeedRules(sentence: sentence, lexicon: lexicon, isTriedList: isTriedList, isVendorList: isVendorList).findings()
    for nominal in NominalRules(sentence: sentence, lexicon: lexicon).findings() where !found.contains(where: { $0.kind == nominal.kind && $0.words.overlaps(nominal.words) }) {
      found.append(nominal)
    }
    let deeds = found
    found += RequestRules(sentence: sentence, lexicon: lexicon).findings().filter { request in
      !deeds.contains { $0.words.overlaps(request.words) && $0.words.count >= request.words.count }
    }
    found += StateRules(sentence: sentence, lexicon: lexicon).findings(without: found)
    for implied in ImpliedRules(sentence: sentence, lexicon: lexicon).findings() {
      if let place = found.firstIndex(where: { $0.kind == implied.kind && $0.words.overlaps(implied.words) }) {
        found[place] = Finding(kind: implied.kind, words: found[place].words, key: implied.key, rule: implied.rule)
      } else {
        found.append(implied)
      }
    }
    return found
  }
}
