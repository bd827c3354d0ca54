import Language

/// Turns a treebank's sentences into what the network learns from.
struct ExampleReader {
  /// A word seen less often has no row of its own.
  private static let leastSeen = 2

  let features: WordFeatures
  let classes: Classes
  /// Indices of features and xpos that were seen at one word, in pairs.
  let pairs: [(features: Int, xpos: Int)]
  private let xpos: [String: Int]
  private let bundles: [String: Int]
  private let relations: [String: Int]

  init(_ sentences: [CoNLLUSentence]) {
    var counts: [UInt64: Int] = [:]
    var classes = Classes()
    var seen: Set<[Int]> = []
    func index(_ name: String, _ table: inout [String: Int], _ names: inout [String]) -> Int {
      if let known = table[name] { return known }
      table[name] = names.count
      names.append(name)
      return names.count - 1
    }
    var (xpos, bundles, relations): ([String: Int], [String: Int], [String: Int]) = ([:], [:], [:])
    for word in sentences.lazy.flatMap(\.words) {
      let bytes = Array(word.form.utf8)
      counts[WordFeatures.hash(WordFeatures.plain(bytes, 0..<bytes.count), 0), default: 0] += 1
      let bundle = index(Self.bundle(word), &bundles, &classes.features)
      seen.insert([bundle, index(word.xpos, &xpos, &classes.xpos)])
      _ = index(word.relation, &relations, &classes.relations)
    }
    features = WordFeatures(known: counts.filter { $0.value >= Self.leastSeen }.keys.sorted())
    self.classes = classes
    pairs = seen.sorted { $0[0] != $1[0] ? $0[0] < $1[0] : $0[1] < $1[1] }.map { ($0[0], $0[1]) }
    self.xpos = xpos
    self.bundles = bundles
    self.relations = relations
  }

  func example(_ sentence: CoNLLUSentence) -> Example {
    Example(
      words: sentence.words.map { word in
        let bytes = Array(word.form.utf8)
        let plain = WordFeatures.plain(bytes, 0..<bytes.count)
        return Example.Word(
          rows: features.rows(plain, shape: WordFeatures.shape(bytes, 0..<bytes.count)), ownRow: features.ownRow(plain),
          xpos: xpos[word.xpos] ?? -1, features: bundles[Self.bundle(word)] ?? -1, relation: relations[word.relation] ?? -1,
          head: word.head ?? 0)
      })
  }

  private static func bundle(_ word: CoNLLUWord) -> String { "\(word.upos) \(word.features)" }
}
