import Language

/// Learns how lemmas are made of words.
struct LemmaTrainer {
  /// An ending seen less often says nothing of words that were not seen.
  private static let leastSeen = 2

  let rules: [LemmaRule]
  let keys: [UInt64]
  let ruleNumbers: [UInt16]

  init(_ sentences: [CoNLLUSentence]) {
    var numbers: [LemmaRule: Int] = [:]
    var rules: [LemmaRule] = []
    // By kind and key: how often each rule was seen.
    var counts: [UInt64: [UInt64: [Int: Int]]] = [:]
    for word in sentences.lazy.flatMap(\.words) where word.lemma != "_" || word.form == "_" {
      let rule = LemmaRule(form: word.form, lemma: word.lemma)
      let number = numbers[rule] ?? rules.count
      if number == rules.count {
        numbers[rule] = number
        rules.append(rule)
      }
      let lower = Array(word.form.lowercased().utf8)
      counts[Lemmatizer.whole, default: [:]][Lemmatizer.key(lower[...], Lemmatizer.whole, word.xpos), default: [:]][number, default: 0] += 1
      for length in 0...min(Lemmatizer.longestEnding, lower.count) {
        let kind = UInt64(length)
        counts[kind, default: [:]][Lemmatizer.key(lower.suffix(length), kind, word.xpos), default: [:]][number, default: 0] += 1
      }
    }
    var table: [UInt64: UInt16] = [:]
    for (kind, keys) in counts {
      for (key, seen) in keys {
        let total = seen.values.reduce(0, +)
        guard kind == 0 || kind == Lemmatizer.whole || total >= Self.leastSeen else { continue }
        let best = seen.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }
        if let best { table[key] = UInt16(clamping: best.key) }
      }
    }
    self.rules = rules
    keys = table.keys.sorted()
    ruleNumbers = keys.map { table[$0] ?? 0 }
  }
}
