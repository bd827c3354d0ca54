/// The trained network: tags words and finds their heads.
package struct Network: Sendable {
  let embeddings: EmbeddingTable
  let layers: [(forward: RecurrentReader, backward: RecurrentReader)]
  /// What stands for the word that has no head.
  let root: [Float]
  let arcDependent: QuantisedLayer
  let arcHead: QuantisedLayer
  /// A dependent's numbers, turned so that their product with the head's is the arc's score.
  let arc: QuantisedLayer
  let headBias: [Float]
  /// A dependent's scores for each ``ArcDistance``.
  let distance: QuantisedLayer
  let relationDependent: QuantisedLayer
  let relationHead: QuantisedLayer
  /// Row by row, what each ``ArcDistance`` says of the relation.
  let relationDistance: [Float]
  let relation: QuantisedLayer
  let tag: QuantisedLayer
  let xpos: QuantisedLayer
  let features: QuantisedLayer

  package init(
    embeddings: EmbeddingTable, layers: [(forward: RecurrentReader, backward: RecurrentReader)], root: [Float],
    arcDependent: QuantisedLayer, arcHead: QuantisedLayer, arc: QuantisedLayer, headBias: [Float], distance: QuantisedLayer,
    relationDependent: QuantisedLayer, relationHead: QuantisedLayer, relationDistance: [Float], relation: QuantisedLayer,
    tag: QuantisedLayer, xpos: QuantisedLayer, features: QuantisedLayer
  ) {
    self.embeddings = embeddings
    self.layers = layers
    self.root = root
    self.arcDependent = arcDependent
    self.arcHead = arcHead
    self.arc = arc
    self.headBias = headBias
    self.distance = distance
    self.relationDependent = relationDependent
    self.relationHead = relationHead
    self.relationDistance = relationDistance
    self.relation = relation
    self.tag = tag
    self.xpos = xpos
    self.features = features
  }

  /// What is said of each word of some sentences.
  struct Reading {
    /// Scores of the classes, word by word.
    let xpos: FloatRows
    let features: FloatRows
    /// 0 for the root, else the number of the word in its sentence, from 1.
    let heads: [Int]
    /// The best class of each word's relation to its head.
    let relations: [Int]
  }

  /// All that can be said of words without their neighbours: the products that the first layer reads, forward and backward.
  /// - Parameter words: rows of the embedding table, word by word.
  func alone(_ words: [[Int32]]) -> FloatRows {
    let embedded = FloatRows(words.count, embeddings.width)
    for (at, rows) in words.enumerated() { embeddings.add(rows, to: embedded.row(at)) }
    return products(of: embedded, layers[0])
  }

  /// What a word's reading by ``alone(_:)`` is long.
  var aloneWidth: Int { layers[0].forward.products.outputs + layers[0].backward.products.outputs }

  private func products(of inputs: FloatRows, _ layer: (forward: RecurrentReader, backward: RecurrentReader)) -> FloatRows {
    let inputs = QuantisedRows(inputs)
    let products = FloatRows(inputs.count, layer.forward.products.outputs + layer.backward.products.outputs)
    layer.forward.products(inputs, to: products, column: 0)
    layer.backward.products(inputs, to: products, column: layer.forward.products.outputs)
    return products
  }

  /// Reads sentences. Each is read by itself; several at a time only share the way of the weights through the processor.
  /// - Parameters:
  ///   - words: of all, as ``alone(_:)`` gives them. Not empty.
  ///   - sentences: their rows, one after the other.
  func read(_ words: FloatRows, _ sentences: [Range<Int>]) -> Reading {
    var read = words
    for (number, layer) in layers.enumerated() {
      let products = number == 0 ? words : products(of: read, layer)
      read = FloatRows(words.count, layer.forward.width + layer.backward.width)
      for sentence in sentences {
        layer.forward.read(sentence, products, from: 0, to: read, column: 0)
        layer.backward.read(sentence, products, from: layer.forward.products.outputs, to: read, column: layer.forward.width)
      }
    }
    // The words, then the root, which is the same for all.
    let all = FloatRows(words.count + 1, read.width)
    all.row(0).update(from: read.row(0), count: words.count * read.width)
    for at in 0..<read.width { all.row(words.count)[at] = root[at] }
    let dependents = QuantisedRows(read)
    let heads = QuantisedRows(all)
    let found = self.heads(dependents, heads, sentences)
    let told = tag(dependents)
    told.rectify()
    let tags = QuantisedRows(told)
    return Reading(
      xpos: xpos(tags), features: features(tags), heads: found,
      relations: relations(dependents, heads, found, sentences))
  }

  private func heads(
    _ words: borrowing QuantisedRows, _ all: borrowing QuantisedRows, _ sentences: [Range<Int>]
  ) -> [Int] {
    let dependents = arcDependent(words)
    let candidates = arcHead(all)
    dependents.rectify()
    candidates.rectify()
    let quantised = QuantisedRows(dependents)
    let turned = arc(quantised)
    let distances = distance(quantised)
    let width = turned.width
    let bias = (0...words.count).map { head in
      headBias.withUnsafeBufferPointer { Self.product($0.baseAddress, candidates.row(head), width) }
    }
    var heads: [Int] = []
    var scores: [Float] = []
    for sentence in sentences {
      scores.removeAll(keepingCapacity: true)
      for word in sentence {
        let (own, far) = (turned.row(word), distances.row(word))
        scores.append(Self.product(own, candidates.row(words.count), width) + bias[words.count] + far[0])
        for head in sentence {
          let distance = far[ArcDistance.of(word - sentence.lowerBound, head - sentence.lowerBound + 1)]
          scores.append(Self.product(own, candidates.row(head), width) + bias[head] + distance)
        }
      }
      heads += SpanningTree.heads(scores, count: sentence.count)
    }
    return heads
  }

  private func relations(
    _ words: borrowing QuantisedRows, _ all: borrowing QuantisedRows, _ heads: [Int], _ sentences: [Range<Int>]
  ) -> [Int] {
    let pairs = relationDependent(words)
    let candidates = relationHead(all)
    relationDistance.withUnsafeBufferPointer { distances in
      guard let distances = distances.baseAddress else { return }
      for sentence in sentences {
        for word in sentence {
          let head = heads[word]
          let (pair, candidate) = (pairs.row(word), candidates.row(head == 0 ? words.count : sentence.lowerBound + head - 1))
          let far = distances + ArcDistance.of(word - sentence.lowerBound, head) * pairs.width
          var at = 0
          while at < pairs.width {
            (SIMD8<Float>(pair + at) + SIMD8<Float>(candidate + at) + SIMD8<Float>(far + at)).store(pair + at)
            at &+= 8
          }
        }
      }
    }
    pairs.rectify()
    let scores = relation(QuantisedRows(pairs))
    return (0..<words.count).map { word in
      let row = scores.row(word)
      var best = 0
      for label in 1..<scores.width where row[label] > row[best] { best = label }
      return best
    }
  }

  @inline(__always)
  private static func product(_ a: UnsafePointer<Float>?, _ b: UnsafePointer<Float>, _ width: Int) -> Float {
    guard let a else { return 0 }
    var sum = SIMD8<Float>()
    var at = 0
    while at < width {
      sum += SIMD8<Float>(a + at) * SIMD8<Float>(b + at)
      at &+= 8
    }
    return sum.sum()
  }
}

extension FloatRows {
  /// Below 0 a tenth remains (Maas et al. 2013).
  func rectify() {
    let all = row(0)
    var at = 0
    while at < count &* width {
      let eight = SIMD8<Float>(all + at)
      eight.larger(eight * 0.1).store(all + at)
      at &+= 8
    }
  }
}
