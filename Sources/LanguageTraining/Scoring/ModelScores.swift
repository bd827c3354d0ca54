import Foundation
public import Language

/// How good a model is on sentences that it has not learned from.
public struct ModelScores {
  /// With the treebank's own words, and from raw text.
  public let gold: TreebankScore
  public let raw: TreebankScore

  private let sentences: [CoNLLUSentence]
  private let parsed: [CoNLLUSentence]

  public init(_ model: LanguageModel, on sentences: [CoNLLUSentence]) throws(TreebankScore.Fault) {
    self.sentences = sentences
    parsed = sentences.map(model.parsed)
    gold = try TreebankScore(of: parsed, against: sentences)
    let text = RawText(sentences)
    raw = try TreebankScore(
      of: model.sentences(in: text.bytes, range: 0..<text.bytes.count).map(\.conllu), against: sentences)
  }

  /// With the treebank's words, by the word that a sentence's id begins with: `email`, `reviews`.
  public var byGenre: [(genre: String, score: TreebankScore, sentences: Int)] {
    get throws(TreebankScore.Fault) {
      let genres = sentences.map { String(($0.comment("sent_id") ?? "other").prefix { $0 != "-" }) }
      var found: [(String, TreebankScore, Int)] = []
      for genre in Set(genres).sorted() {
        let own = sentences.indices.filter { genres[$0] == genre }
        found.append((genre, try TreebankScore(of: own.map { parsed[$0] }, against: own.map { sentences[$0] }), own.count))
      }
      return found
    }
  }

  /// How many of the treebank's negations have the right head and relation, of 1.
  public var negation: Double {
    var (right, all) = (0, 0)
    for (gold, own) in zip(sentences, parsed) {
      for (wanted, found) in zip(gold.words, own.words) where wanted.relation == "advmod" && ["not", "never"].contains(wanted.lemma) {
        all += 1
        right += wanted.head == found.head && found.relation == wanted.relation ? 1 : 0
      }
    }
    return all == 0 ? 0 : Double(right) / Double(all)
  }

  /// As lines of a model's header.
  public var header: [(name: String, value: String)] {
    let words: [TreebankScore.Metric] = [.upos, .xpos, .features, .lemmas, .uas, .las]
    return [
      ("dev, gold words", Self.line(gold, words)),
      ("dev, raw text", Self.line(raw, [.tokens, .words, .sentences] + words)),
    ]
  }

  private static func line(_ score: TreebankScore, _ metrics: [TreebankScore.Metric]) -> String {
    metrics.map { "\($0.rawValue) \(String(format: "%.2f", score[$0].f1 * 100))" }.joined(separator: ", ")
  }
}
