import Language

/// Tags words and finds their heads at once: recurrent layers that read the sentence both ways, tags by a linear layer on top of them, arcs by
/// a biaffine score of dependent and head (Dozat and Manning 2017), relations by a layer over both (Kiperwasser and Goldberg 2016).
final class ParserNetwork {
  let shape: NetworkShape
  let classes: Classes
  let embeddings: Parameter
  let layers: [(forward: RecurrentLayer, backward: RecurrentLayer)]
  /// Stands for the word that has no head.
  let root: Parameter
  let arcDependent: Affine
  let arcHead: Affine
  /// Between an arc's two sides, and how likely a word is a head at all.
  let arc: Parameter
  let headBias: Parameter
  /// How likely a dependent's head is so far away, which plain scores of two words do not see (Qi et al. 2018).
  let distance: Parameter
  let relationDependent: Affine
  let relationHead: Affine
  /// What the distance says of the relation.
  let relationDistance: Parameter
  let relation: Affine
  /// What tags are told by.
  let tag: Affine
  let xpos: Affine
  let features: Affine

  init(_ shape: NetworkShape, _ classes: Classes, rows: Int, _ random: inout SplitMix) {
    self.shape = shape
    self.classes = classes
    embeddings = Parameter(rows, shape.embedding, within: 0.1, &random, isSparse: true)
    var layers: [(RecurrentLayer, RecurrentLayer)] = []
    for number in 0..<shape.layers {
      let inputs = number == 0 ? shape.embedding : shape.output
      let forward = RecurrentLayer(inputs, shape.recurrent, isBackward: false, &random)
      layers.append((forward, RecurrentLayer(inputs, shape.recurrent, isBackward: true, &random)))
    }
    self.layers = layers
    root = Parameter(1, shape.output, within: 0.1, &random)
    arcDependent = Affine(shape.output, shape.arc, &random)
    arcHead = Affine(shape.output, shape.arc, &random)
    arc = Parameter(shape.arc, shape.arc, within: (3 / Float(shape.arc)).squareRoot(), &random)
    headBias = Parameter(shape.arc, 1, within: 0, &random)
    distance = Parameter(shape.arc, ArcDistance.classes, within: 0, &random)
    relationDependent = Affine(shape.output, shape.relation, &random)
    relationHead = Affine(shape.output, shape.relation, &random)
    relationDistance = Parameter(ArcDistance.classes, shape.relation, within: 0, &random)
    relation = Affine(shape.relation, classes.relations.count, &random)
    tag = Affine(shape.output, shape.tag, &random)
    xpos = Affine(shape.tag, classes.xpos.count, &random)
    features = Affine(shape.tag, classes.features.count, &random)
  }

  var parameters: [Parameter] {
    let affine = [arcDependent, arcHead, relationDependent, relationHead, relation, tag, xpos, features]
    return [embeddings] + layers.flatMap { $0.forward.parameters + $0.backward.parameters } + [root, arc, headBias, distance, relationDistance]
      + affine.flatMap { [$0.weights, $0.bias] }
  }
}

/// Inputs times weights, and a bias.
final class Affine {
  /// Inputs x outputs.
  let weights: Parameter
  let bias: Parameter

  init(_ inputs: Int, _ outputs: Int, _ random: inout SplitMix) {
    weights = Parameter(inputs, outputs, within: (6 / Float(inputs + outputs)).squareRoot(), &random)
    bias = Parameter(1, outputs, within: 0, &random)
  }

  func callAsFunction(_ inputs: Matrix) -> Matrix {
    let outputs = Matrix(inputs.rows, weights.values.columns)
    Product.add(inputs, weights.values, to: outputs)
    outputs.addToRows(bias.values)
    return outputs
  }

  /// Adds the gradients of the parameters to `gradients`, and that of the inputs to `inputGradient`.
  func learn(_ inputs: Matrix, from gradient: Matrix, inputGradient: Matrix, _ gradients: Gradients) {
    gradient.sumRows(into: gradients[bias])
    Product.add(inputs.transposed, gradient, to: gradients[weights])
    Product.add(gradient, weights.values.transposed, to: inputGradient)
  }
}
