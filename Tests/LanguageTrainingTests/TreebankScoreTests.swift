import Language
import LanguageTraining
import Testing

/// The figures are worked out by hand by the definition of the CoNLL 2018 shared task.
@Suite("Scoring against a treebank")
struct TreebankScoreTests {
  /// One word a line: `form upos head relation`; `2-3 don't` for a surface token of several words.
  private func sentences(_ texts: String...) throws -> [CoNLLUSentence] {
    try texts.flatMap { text -> [CoNLLUSentence] in
      var number = 0
      let lines = text.split(separator: "\n").map { line -> String in
        let cells = line.split(separator: " ").map(String.init)
        guard cells.count == 4 else { return "\(cells[0])\t\(cells[1])" + String(repeating: "\t_", count: 8) }
        number += 1
        return "\(number)\t\(cells[0])\t\(cells[0])\t\(cells[1])\t_\t_\t\(cells[2])\t\(cells[3])\t_\t_"
      }
      return try CoNLLUSentence.all(in: lines.joined(separator: "\n") + "\n")
    }
  }

  private static let gold = """
    I PRON 4 nsubj
    2-3 don't
    do AUX 4 aux
    n't PART 4 advmod
    see VERB 0 root
    it PRON 4 obj
    . PUNCT 4 punct
    """

  @Test("What is the same scores full marks in everything")
  func same() throws {
    let score = try TreebankScore(of: sentences(Self.gold), against: sentences(Self.gold))
    #expect(TreebankScore.Metric.allCases.allSatisfy { score[$0].f1 == 1 })
    #expect(score[.tokens].gold == 5)
    #expect(score[.words].gold == 6)
    #expect(score[.clas].gold == 4, "I, n't, see and it; neither aux nor punct")
  }

  @Test("A wrong head costs head and relation, a wrong relation the relation, and a subtype nothing")
  func arcs() throws {
    let system = """
      I PRON 4 nsubj:outer
      2-3 don't
      do AUX 4 cop
      n't PART 5 advmod
      see VERB 0 root
      it NOUN 4 obj
      . PUNCT 4 punct
      """
    let score = try TreebankScore(of: sentences(system), against: sentences(Self.gold))
    #expect(score[.uas] == .init(correct: 5, gold: 6, system: 6))
    #expect(score[.las] == .init(correct: 4, gold: 6, system: 6))
    #expect(score[.upos] == .init(correct: 5, gold: 6, system: 6))
    #expect(score[.clas] == .init(correct: 3, gold: 4, system: 4))
    #expect(score.byRelation["nsubj"] == .init(correct: 0, gold: 1, system: 0))
    #expect(score.byRelation["obj"] == .init(correct: 1, gold: 1, system: 1))
  }

  @Test("Words of a surface token are found again though we cut it otherwise; heads count where they are the same word")
  func otherWords() throws {
    let system = """
      I PRON 3 nsubj
      don't AUX 3 aux
      see VERB 0 root
      it PRON 3 obj
      . PUNCT 3 punct
      """
    let score = try TreebankScore(of: sentences(system), against: sentences(Self.gold))
    #expect(score[.tokens] == .init(correct: 5, gold: 5, system: 5))
    #expect(score[.words] == .init(correct: 4, gold: 6, system: 5))
    #expect(score[.las] == .init(correct: 4, gold: 6, system: 5))
    #expect(score[.las].precision == 0.8)
    #expect(abs(score[.las].recall - 4 / 6.0) < 1e-12)
    #expect(abs(score[.las].f1 - 8 / 11.0) < 1e-12)
  }

  @Test("Sentences that end elsewhere are no sentences of the treebank, and their roots are wrong")
  func otherSentences() throws {
    let gold = try sentences("Hello INTJ 0 root\nBob PROPN 1 vocative", "Thanks NOUN 0 root")
    let system = try sentences("Hello INTJ 0 root\nBob PROPN 1 vocative\nThanks NOUN 1 parataxis")
    let score = try TreebankScore(of: system, against: gold)
    #expect(score[.sentences] == .init(correct: 0, gold: 2, system: 1))
    #expect(score[.words].f1 == 1)
    #expect(score[.las] == .init(correct: 2, gold: 3, system: 3))
  }

  @Test("Only features that the task names are compared, in whatever order")
  func features() throws {
    var gold = try sentences("It PRON 0 root")
    var system = gold
    gold[0].words[0].features = "Number=Sing|Person=3|NumForm=Word"
    system[0].words[0].features = "Person=3|Number=Sing"
    #expect(try TreebankScore(of: system, against: gold)[.features].f1 == 1)
    system[0].words[0].features = "Person=1|Number=Sing"
    #expect(try TreebankScore(of: system, against: gold)[.features].f1 == 0)
  }

  @Test("Spaces do not matter; another text cannot be compared, and it is said from where on")
  func otherText() throws {
    var gold = try sentences("ab X 0 root")
    gold[0].words[0].form = "a b"
    #expect(try TreebankScore(of: sentences("ab X 0 root"), against: gold)[.words].f1 == 1)
    #expect(throws: TreebankScore.Fault.otherText(offset: 1)) {
      try TreebankScore(of: sentences("ac X 0 root"), against: gold)
    }
  }
}
