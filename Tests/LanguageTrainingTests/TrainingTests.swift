import Language
import Testing

@testable import LanguageTraining

/// Four sentences of a treebank, each of `form lemma UPOS XPOS features head relation`.
private let treebank: [CoNLLUSentence] = [
  [
    "I I PRON PRP Case=Nom 2 nsubj", "restarted restart VERB VBD Tense=Past|VerbForm=Fin 0 root", "the the DET DT _ 4 det",
    "router router NOUN NN Number=Sing 2 obj", ". . PUNCT . _ 2 punct",
  ],
  [
    "Please please INTJ UH _ 2 discourse", "check check VERB VB Mood=Imp|VerbForm=Fin 0 root", "the the DET DT _ 4 det",
    "tracker tracker NOUN NN Number=Sing 2 obj", ". . PUNCT . _ 2 punct",
  ],
  [
    "The the DET DT _ 2 det", "parcels parcel NOUN NNS Number=Plur 3 nsubj", "arrived arrive VERB VBD Tense=Past|VerbForm=Fin 0 root",
    "yesterday yesterday NOUN NN Number=Sing 3 obl:tmod", ". . PUNCT . _ 3 punct",
  ],
  [
    "Ann Ann PROPN NNP Number=Sing 3 nsubj", "has have AUX VBZ Tense=Pres|VerbForm=Fin 3 aux",
    "called call VERB VBN Tense=Past|VerbForm=Part 0 root", "twice twice ADV RB _ 3 advmod", "! ! PUNCT . _ 3 punct",
  ],
].map { lines in
  var words = lines.map { line in
    let columns = line.split(separator: " ").map(String.init)
    return CoNLLUWord(
      form: columns[0], lemma: columns[1], upos: columns[2], xpos: columns[3], features: columns[4], head: Int(columns[5]),
      relation: columns[6])
  }
  words[words.count - 2].misc = "SpaceAfter=No"
  return CoNLLUSentence(words: words)
}

@Suite("Training")
struct TrainingTests {
  private static let shape = NetworkShape(embedding: 16, recurrent: 16, layers: 2, arc: 8, relation: 8)

  private func trained(epochs: Int) -> [UInt8] {
    var schedule = TrainingSchedule()
    schedule.epochs = epochs
    schedule.batchWords = 10
    schedule.dropout = 0.1
    schedule.rate = 0.02
    // Four times over: where sentences end takes some to learn.
    let sentences = Array(repeating: treebank, count: 4).flatMap(\.self)
    let trainer = ModelTrainer(sentences, schedule, Self.shape, report: { _, _ in })
    let languages = IdentifierTrainer(["en": "th\t10\ne_\t7\n", "de": "sch\t9\nen_\t8\n"])
    return trainer.file(
      .init(data: "four sentences", licence: "ours", date: "2026-11-22", languages: languages), scores: [])
  }

  @Test("The same seed and data make the same file, bit by bit")
  func reproducible() {
    #expect(trained(epochs: 1) == trained(epochs: 1))
  }

  @Test("What was learned is known: words, tags, lemmas, trees and where sentences end")
  func learned() throws {
    let model = try LanguageModel(trained(epochs: 12))
    let scores = try ModelScores(model, on: treebank)
    for metric in TreebankScore.Metric.allCases {
      #expect(scores.gold[metric].f1 == 1, "\(metric.rawValue) of gold words")
      #expect(scores.raw[metric].f1 == 1, "\(metric.rawValue) of raw text")
    }
    #expect(model.header.first { $0.name == "licence" }?.value == "ours")
  }

  @Test("The gradients are those of the loss: a small step along each changes it as much as it says")
  func gradients() {
    let reader = ExampleReader(treebank)
    var random = SplitMix(seed: 5)
    let network = ParserNetwork(Self.shape, reader.classes, rows: reader.features.rowCount, &random)
    let examples = treebank.map(reader.example)
    func loss(_ gradients: Gradients) -> Double {
      var none = Dropout(share: 0, random: SplitMix(seed: 1))
      return network.learn(examples, gradients, &none)
    }
    // The tags' gradient is halved on purpose; all else must agree.
    let parameters = network.layers.flatMap { $0.forward.parameters + $0.backward.parameters }
      + [network.arc, network.headBias, network.arcHead.weights, network.arcDependent.bias, network.relationHead.weights]
    network.xpos.weights.values.clear()
    network.features.weights.values.clear()
    let own = Gradients()
    _ = loss(own)
    for parameter in parameters {
      for at in stride(from: 0, to: parameter.values.count, by: max(parameter.values.count / 5, 1)) {
        let value = parameter.values.values[at]
        let step: Float = 0.001
        parameter.values.values[at] = value + step
        let above = loss(Gradients())
        parameter.values.values[at] = value - step
        let below = loss(Gradients())
        parameter.values.values[at] = value
        let slope = Float(above - below) / (2 * step)
        #expect(abs(own[parameter].values[at] - slope) < 0.001 + abs(slope) * 0.05)
      }
    }
  }
}
