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
  let relationDependent: QuantisedLayer
  let relationHead: QuantisedLayer
  let relation: QuantisedLayer
  let xpos: QuantisedLayer
  let features: QuantisedLayer

  package init(
    embeddings: EmbeddingTable, layers: [(forward: RecurrentReader, backward: RecurrentReader)], root: [Float],
    arcDependent: QuantisedLayer, arcHead: QuantisedLayer, arc: QuantisedLayer, headBias: [Float],
    relationDependent: QuantisedLayer, relationHead: QuantisedLayer, relation: QuantisedLayer, xpos: QuantisedLayer,
    features: QuantisedLayer
  ) {
    self.embeddings = embeddings
    self.layers = layers
    self.root = root
    self.arcDependent = arcDependent
    self.arcHead = arcHead
    self.arc = arc
    self.headBias = headBias
    self.relationDependent = relationDependent
    self.relationHead = relationHead
    self.relation = relation
    self.xpos = xpos
    self.features = features
  }

  /// What is said of each word of a sentence.
  struct Reading {
    /// Scores of the classes, word by word.
    let xpos: FloatRows
    let features: FloatRows
    /// 0 for the root, else the number of the word, from 1.
    let heads: [Int]
    /// The best class of each word's relation to its head.
    let relations: [Int]
  }

  /// Reads one sentence.
  /// - Parameter words: rows of the embedding table, word by word. Not empty.
  func read(_ words: [[Int32]]) -> Reading {
    var read = FloatRows(words.count, embeddings.width)
    for (at, rows) in words.enumerated() { embeddings.add(rows, to: read.row(at)) }
    for layer in layers {
      let inputs = QuantisedRows(read)
      let outputs = FloatRows(words.count, layer.forward.width + layer.backward.width)
      layer.forward.read(inputs, to: outputs, column: 0)
      layer.backward.read(inputs, to: outputs, column: layer.forward.width)
      read = outputs
    }
    // The root, then the words.
    let all = FloatRows(words.count + 1, read.width)
    for at in 0..<read.width { all.row(0)[at] = root[at] }
    all.row(1).update(from: read.row(0), count: words.count * read.width)
    let dependents = QuantisedRows(read)
    let heads = QuantisedRows(all)
    let found = self.heads(dependents, heads)
    return Reading(
      xpos: xpos(dependents), features: features(dependents), heads: found,
      relations: relations(dependents, heads, found))
  }

  private func heads(_ words: borrowing QuantisedRows, _ all: borrowing QuantisedRows) -> [Int] {
    let dependents = arcDependent(words)
    let candidates = arcHead(all)
    dependents.rectify()
    candidates.rectify()
    let turned = arc(QuantisedRows(dependents))
    let count = words.count
    let width = turned.width
    var bias: [Float] = []
    for head in 0...count { bias.append(headBias.withUnsafeBufferPointer { Self.product($0.baseAddress, candidates.row(head), width) }) }
    var scores = Array(repeating: Float(0), count: count * (count + 1))
    for word in 0..<count {
      for head in 0...count {
        scores[word * (count + 1) + head] = Self.product(turned.row(word), candidates.row(head), width) + bias[head]
      }
    }
    return SpanningTree.heads(scores, count: count)
  }

  private func relations(_ words: borrowing QuantisedRows, _ all: borrowing QuantisedRows, _ heads: [Int]) -> [Int] {
    let pairs = relationDependent(words)
    let candidates = relationHead(all)
    for (word, head) in heads.enumerated() {
      var at = 0
      while at < pairs.width {
        (SIMD8<Float>(pairs.row(word) + at) + SIMD8<Float>(candidates.row(head) + at)).store(pairs.row(word) + at)
        at &+= 8
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
      pointwiseMax(eight, eight * 0.1).store(all + at)
      at &+= 8
    }
  }
}
