/// A trained model of one language: read from the bytes of its file, it turns text into sentences with their grammar.
///
/// It does not change, and any number of threads may use it at once.
public struct LanguageModel: Sendable {
  /// What the file says of itself, line by line: data, licence, seed, date, scores.
  public let header: [(name: String, value: String)]
  let network: Network
  let words: WordFeatures
  let memory = WordMemory()
  let boundaries: BoundaryModel
  let tags: TagSet
  let relations: [Relation]
  let lemmas: Lemmatizer
  let identifier: LanguageIdentifier
  /// Of the model: `en`.
  public let language: String

  /// - Parameter bytes: a model's file, as `language-train` writes it.
  public init(_ bytes: [UInt8]) throws(LanguageModelError) {
    let file = try ModelFileReader(bytes)
    header = file.header
    words = WordFeatures(known: try file.numbers("known", UInt64.self))
    let weights = try file.numbers("boundaries", Int16.self)
    guard weights.count == BoundaryModel.weightCount else { throw .damaged }
    boundaries = BoundaryModel(weights: weights)
    network = try Network(file)
    tags = try TagSet(file)
    relations = try file.texts("relations").map(Relation.init)
    lemmas = try Lemmatizer(file)
    identifier = try LanguageIdentifier(file)
    language = header.first { $0.name == "language" }?.value ?? "en"
    guard !network.layers.isEmpty, network.embeddings.rows == words.rowCount, network.xpos.outputs == tags.xpos.count,
      network.features.outputs == tags.features.count, network.relation.outputs == relations.count
    else { throw .damaged }
  }
}

extension Network {
  init(_ file: ModelFileReader) throws(LanguageModelError) {
    func layer(_ name: String) throws(LanguageModelError) -> QuantisedLayer {
      let scales = try file.floats(name + ".scales")
      let weights = try file.numbers(name + ".weights", Int16.self)
      let bias = try file.floats(name + ".bias")
      guard !scales.isEmpty, weights.count % scales.count == 0, bias.isEmpty || bias.count == scales.count,
        (weights.count / scales.count) % QuantisedLayer.inputMultiple == 0
      else { throw .damaged }
      return QuantisedLayer(
        inputs: weights.count / scales.count, outputs: scales.count, weights: weights, scales: scales, bias: bias)
    }
    func reader(_ name: String, isBackward: Bool) throws(LanguageModelError) -> RecurrentReader {
      let reader = RecurrentReader(
        products: try layer(name), forgetState: try file.floats(name + ".forget"), resetState: try file.floats(name + ".reset"),
        forgetBias: try file.floats(name + ".forgetBias"), resetBias: try file.floats(name + ".resetBias"),
        isBackward: isBackward)
      let counts = [reader.forgetState, reader.resetState, reader.forgetBias, reader.resetBias].map(\.count)
      guard reader.products.outputs % 32 == 0, counts.allSatisfy({ $0 == reader.width }) else { throw .damaged }
      return reader
    }
    let scales = try file.floats("embeddings.scales")
    let values = try file.numbers("embeddings.values", Int8.self)
    guard !scales.isEmpty, values.count % scales.count == 0, (values.count / scales.count) % 8 == 0 else { throw .damaged }
    var layers: [(forward: RecurrentReader, backward: RecurrentReader)] = []
    var width = values.count / scales.count
    for number in 0..<(Int(file.header.first { $0.name == "layers" }?.value ?? "") ?? 0) {
      let forward = try reader("layer\(number).forward", isBackward: false)
      let backward = try reader("layer\(number).backward", isBackward: true)
      guard forward.products.inputs == width, backward.products.inputs == width else { throw .damaged }
      layers.append((forward, backward))
      width = forward.width + backward.width
    }
    self.init(
      embeddings: EmbeddingTable(width: values.count / scales.count, values: values, scales: scales), layers: layers,
      root: try file.floats("root"), arcDependent: try layer("arcDependent"), arcHead: try layer("arcHead"),
      arc: try layer("arc"), headBias: try file.floats("headBias"), distance: try layer("distance"),
      relationDependent: try layer("relationDependent"),
      relationHead: try layer("relationHead"), relationDistance: try file.floats("relationDistance"),
      relation: try layer("relation"), tag: try layer("tag"), xpos: try layer("xpos"), features: try layer("features"))
    let readers = [arcDependent, arcHead, relationDependent, relationHead, tag]
    guard root.count == width, readers.allSatisfy({ $0.inputs == width }), arcDependent.outputs == arc.inputs,
      arcHead.outputs == arc.outputs, headBias.count == arc.outputs, arc.outputs % 8 == 0,
      relationDependent.outputs == relationHead.outputs, relationHead.outputs == relation.inputs,
      distance.inputs == arc.inputs, distance.outputs == ArcDistance.classes,
      relationDistance.count == ArcDistance.classes * relation.inputs, xpos.inputs == tag.outputs, features.inputs == tag.outputs
    else { throw .damaged }
  }
}
