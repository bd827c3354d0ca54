public import Language

/// Makes a language model out of a treebank.
public struct ModelTrainer {
  /// What the model's header names besides what training finds out.
  public struct Source: Sendable {
    /// `Universal Dependencies English EWT 2.16`
    public let data: String
    public let licence: String
    public let date: String
    /// Lists of n-grams by which other languages are known.
    public let languages: IdentifierTrainer

    public init(data: String, licence: String, date: String, languages: IdentifierTrainer) {
      self.data = data
      self.licence = licence
      self.date = date
      self.languages = languages
    }
  }

  private let sentences: [CoNLLUSentence]
  private let schedule: TrainingSchedule
  private let reader: ExampleReader
  private let network: ParserNetwork
  private let boundaries: BoundaryModel
  private let lemmas: LemmaTrainer

  /// Trains; `report` is told of each epoch.
  public init(
    _ sentences: [CoNLLUSentence], _ schedule: TrainingSchedule, report: (_ epoch: Int, _ loss: Double) -> Void
  ) {
    self.init(sentences, schedule, NetworkShape(), report: report)
  }

  init(
    _ sentences: [CoNLLUSentence], _ schedule: TrainingSchedule, _ shape: NetworkShape,
    report: (_ epoch: Int, _ loss: Double) -> Void
  ) {
    self.sentences = sentences
    self.schedule = schedule
    reader = ExampleReader(sentences)
    var random = SplitMix(seed: schedule.seed)
    network = ParserNetwork(shape, reader.classes, rows: reader.features.rowCount, &random)
    boundaries = BoundaryTrainer.train(on: RawText(sentences))
    lemmas = LemmaTrainer(sentences)
    NetworkTrainer(network, sentences.map(reader.example), schedule).run(report)
  }

  /// The model's file.
  /// - Parameter scores: what the header says of how good it is.
  public func file(_ source: Source, scores: [(name: String, value: String)]) -> [UInt8] {
    var file = ModelFileWriter(
      header: [
        ("language", "en"), ("data", source.data), ("licence", source.licence), ("date", source.date),
        ("seed", "\(schedule.seed)"), ("epochs", "\(schedule.epochs)"), ("layers", "\(network.shape.layers)"),
      ] + scores)
    file.add("known", reader.features.known)
    file.add("boundaries", boundaries.weights)
    file.add("xpos", reader.classes.xpos)
    file.add("features", reader.classes.features)
    file.add("relations", reader.classes.relations)
    file.add("pairs", reader.pairs.flatMap { [UInt16($0.features), UInt16($0.xpos)] })
    file.add("lemmas.keys", lemmas.keys)
    file.add("lemmas.numbers", lemmas.ruleNumbers)
    file.add("lemmas.rules", lemmas.rules.map(\.text))
    file.add("languages", source.languages.languages)
    file.add("languages.keys", source.languages.keys)
    file.add("languages.weights", source.languages.weights)
    network.write(to: &file)
    return file.finished()
  }
}
