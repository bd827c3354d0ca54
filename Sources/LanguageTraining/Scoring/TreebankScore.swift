public import Language

/// How well sentences agree with a treebank, as the CoNLL 2018 shared task counts it
/// (universaldependencies.org/conll18/evaluation.html).
public struct TreebankScore: Hashable, Sendable {
  /// Agreement over words or spans.
  public struct Share: Hashable, Sendable {
    public let correct: Int
    /// In the treebank.
    public let gold: Int
    /// In what is judged.
    public let system: Int

    public init(correct: Int, gold: Int, system: Int) {
      self.correct = correct
      self.gold = gold
      self.system = system
    }

    public var precision: Double { system == 0 ? 0 : Double(correct) / Double(system) }
    public var recall: Double { gold == 0 ? 0 : Double(correct) / Double(gold) }
    /// 0 ... 1. Where both have the same words, it is the accuracy.
    public var f1: Double { gold + system == 0 ? 0 : 2 * Double(correct) / Double(gold + system) }
  }

  public enum Metric: String, Hashable, Sendable, CaseIterable {
    case tokens = "Tokens", sentences = "Sentences", words = "Words"
    case upos = "UPOS", xpos = "XPOS", features = "UFeats", allTags = "AllTags", lemmas = "Lemmas"
    /// Heads; heads with universal relations; the same of content words alone.
    case uas = "UAS", las = "LAS", clas = "CLAS"
  }

  /// Why nothing can be said.
  public enum Fault: Error, Hashable, Sendable {
    /// The texts differ without spaces; the offset counts characters of the treebank's.
    case otherText(offset: Int)
  }

  private let shares: [Metric: Share]
  /// Heads with universal relations, by the treebank's relation.
  public let byRelation: [String: Share]

  public subscript(_ metric: Metric) -> Share { shares[metric] ?? Share(correct: 0, gold: 0, system: 0) }

  /// Compares two readings of one text.
  public init(of system: [CoNLLUSentence], against gold: [CoNLLUSentence]) throws(Fault) {
    let (ours, theirs) = (Treebank(system), Treebank(gold))
    if ours.characters != theirs.characters {
      let same = zip(ours.characters, theirs.characters).prefix { $0 == $1 }.count
      throw .otherText(offset: same)
    }
    let pairs = WordAlignment.pairs(theirs.words, ours.words)
    var shares: [Metric: Share] = [:]
    func spans(_ gold: [Range<Int>], _ system: [Range<Int>]) -> Share {
      Share(correct: Set(gold).intersection(system).count, gold: gold.count, system: system.count)
    }
    shares[.tokens] = spans(theirs.tokens, ours.tokens)
    shares[.sentences] = spans(theirs.sentences, ours.sentences)
    func words(_ isSame: (AlignedWord, AlignedWord) -> Bool) -> Share {
      Share(
        correct: pairs.count { isSame(theirs.words[$0.gold], ours.words[$0.system]) }, gold: theirs.words.count,
        system: ours.words.count)
    }
    // What our head is in the treebank's words.
    let matched = Dictionary(uniqueKeysWithValues: pairs.map { ($0.system, $0.gold) })
    func sameHead(_ gold: AlignedWord, _ system: AlignedWord) -> Bool {
      guard let head = system.head else { return false }
      return gold.head == (head < 0 ? head : matched[head] ?? -2)
    }
    func sameArc(_ gold: AlignedWord, _ system: AlignedWord) -> Bool {
      sameHead(gold, system) && gold.word.universalRelation == system.word.universalRelation
    }
    shares[.words] = words { _, _ in true }
    shares[.upos] = words { $0.word.upos == $1.word.upos }
    shares[.xpos] = words { $0.word.xpos == $1.word.xpos }
    shares[.features] = words { $0.universalFeatures == $1.universalFeatures }
    shares[.allTags] = words {
      $0.word.upos == $1.word.upos && $0.word.xpos == $1.word.xpos && $0.universalFeatures == $1.universalFeatures
    }
    shares[.lemmas] = words { $0.word.lemma == "_" || $0.word.lemma == $1.word.lemma }
    shares[.uas] = words(sameHead)
    shares[.las] = words(sameArc)
    shares[.clas] = Share(
      correct: pairs.count { theirs.words[$0.gold].isContent && sameArc(theirs.words[$0.gold], ours.words[$0.system]) },
      gold: theirs.words.count(where: \.isContent), system: ours.words.count(where: \.isContent))
    self.shares = shares

    var counts: [String: (correct: Int, gold: Int, system: Int)] = [:]
    for word in theirs.words { counts[word.word.relation, default: (0, 0, 0)].gold += 1 }
    for word in ours.words { counts[word.word.relation, default: (0, 0, 0)].system += 1 }
    for pair in pairs where sameHead(theirs.words[pair.gold], ours.words[pair.system]) {
      let relation = theirs.words[pair.gold].word.relation
      if relation == ours.words[pair.system].word.relation { counts[relation, default: (0, 0, 0)].correct += 1 }
    }
    byRelation = counts.mapValues { Share(correct: $0.correct, gold: $0.gold, system: $0.system) }
  }
}
