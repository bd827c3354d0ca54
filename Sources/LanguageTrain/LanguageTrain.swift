import ArgumentParser
import Foundation
import Language
import LanguageTraining

/// Trains a language model.
@main
struct LanguageTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "language-train", abstract: "Train a language model from CoNLL-U, and say how good it is.")

  @Argument(help: "CoNLL-U files to learn from; none where a model is only measured.")
  var train: [String] = []

  @Option(help: "Measure this model on --dev, by genre and relation, and train nothing.")
  var measure: String?

  @Option(help: "A CoNLL-U file to measure with, which is not learned from.")
  var dev: String

  @Option(help: "A folder of n-gram lists of languages (Debian: libexttextcat-data).")
  var languages: String = "/usr/share/libexttextcat"

  @Option(help: "Where the model goes.")
  var out: String = "Sources/EnglishModel/english.model"

  @Option(help: "The data's name, for the model's header.")
  var data: String = "Universal Dependencies English EWT 2.16"

  @Option(help: "The data's licence, which is the model's.")
  var licence: String = "CC BY-SA 4.0"

  @Option(help: "The date in the model's header: 2026-11-22. The same date, seed and data give the same file.")
  var date: String = "undated"

  @Option(help: "The seed of all chance.")
  var seed: UInt64 = 1

  @Option(help: "How often the data is read.")
  var epochs: Int = TrainingSchedule().epochs

  @Option(help: ArgumentHelp("Numbers left out by chance, as a share.", visibility: .hidden))
  var dropout: Float = TrainingSchedule().dropout

  @Option(help: ArgumentHelp("Words a step learns from.", visibility: .hidden))
  var batch: Int = TrainingSchedule().batchWords

  func validate() throws {
    guard train.isEmpty == (measure != nil) else {
      throw ValidationError("Name CoNLL-U files to learn from, or a model to --measure; not both.")
    }
  }

  func run() throws {
    if let measure { return try report(on: measure) }
    let started = ContinuousClock.now
    let sentences = try train.flatMap(Self.sentences)
    let held = try Self.sentences(dev)
    var schedule = TrainingSchedule()
    schedule.epochs = epochs
    schedule.seed = seed
    schedule.dropout = dropout
    schedule.batchWords = batch
    let trainer = ModelTrainer(sentences, schedule) { epoch, loss in
      let seconds = (ContinuousClock.now - started).components.seconds
      print("epoch \(epoch) of \(schedule.epochs): loss \(String(format: "%.3f", loss)), \(seconds) s")
      // A file or a pipe gets each line at once too.
      fflush(nil)
    }
    let source = ModelTrainer.Source(data: data, licence: licence, date: date, languages: try lists())
    let unscored = try LanguageModel(trainer.file(source, scores: []))
    let scores = try ModelScores(unscored, on: held)
    let file = trainer.file(source, scores: scores.header)
    try Data(file).write(to: URL(fileURLWithPath: out))
    for (name, value) in scores.header { print("\(name): \(value)") }
    print("\(out): \(file.count) bytes, \((ContinuousClock.now - started).components.seconds) s")
  }

  /// The figures of docs/LANGUAGE.md.
  private func report(on path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else { throw ValidationError("\(path): cannot be read") }
    let model: LanguageModel
    do {
      model = try LanguageModel(Array(data))
    } catch {
      throw ValidationError("\(path) \(error)")
    }
    let held = try Self.sentences(dev)
    let scores = try ModelScores(model, on: held)
    for (name, value) in scores.header { print("\(name): \(value)") }
    print("\ngenre: sentences, then with gold words UPOS, UAS, LAS")
    for (genre, score, count) in try scores.byGenre { print("\(genre): \(count), \(Self.percent(score, [.upos, .uas, .las]))") }
    print("\nrelation (gold words): F1, how often in the data")
    for (relation, share) in scores.gold.byRelation.sorted(by: { $0.value.gold > $1.value.gold }) where share.gold >= 20 {
      print("\(relation): \(String(format: "%.1f", share.f1 * 100)), \(share.gold)")
    }
    print("negation (advmod of not, n't, never): \(String(format: "%.1f", scores.negation * 100))")
  }

  private static func percent(_ score: TreebankScore, _ metrics: [TreebankScore.Metric]) -> String {
    metrics.map { String(format: "%.1f", score[$0].f1 * 100) }.joined(separator: ", ")
  }

  /// Those whose mail a shop may get; more would be taken for each other.
  private static let known = [
    "af", "ar", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "he", "hi",
    "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mk", "ms", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk", "sl", "sq",
    "sr-Cyrl", "sr-Latn", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant",
  ]

  private func lists() throws -> IdentifierTrainer {
    var lists: [String: String] = [:]
    for language in Self.known {
      let path = "\(languages)/\(language).lm"
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw ValidationError("\(path): cannot be read; on Debian: apt-get install libexttextcat-data")
      }
      lists[language] = text
    }
    return IdentifierTrainer(lists)
  }

  private static func sentences(_ path: String) throws -> [CoNLLUSentence] {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ValidationError("\(path): cannot be read: \(error.localizedDescription)")
    }
    do {
      return try CoNLLUSentence.all(in: text)
    } catch {
      throw ValidationError("\(path): \(error)")
    }
  }
}
