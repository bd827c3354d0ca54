import Language

extension ParserNetwork {
  /// Puts the network into a model's file, its weights as whole numbers.
  func write(to file: inout ModelFileWriter) {
    let table = embeddings.values
    var (values, scales): ([Int8], [Float]) = ([], [])
    for row in 0..<table.rows {
      let (numbers, scale) = Self.quantised((0..<table.columns).map { table.row(row)[$0] }, largest: Int(Int8.max))
      values += numbers.map { Int8(clamping: $0) }
      scales.append(scale)
    }
    file.add("embeddings.values", values)
    file.add("embeddings.scales", scales)
    for (number, layer) in layers.enumerated() {
      for (name, reader) in [("forward", layer.forward), ("backward", layer.backward)] {
        let name = "layer\(number).\(name)"
        add(name, reader.weights.values, bias: nil, to: &file)
        file.add(name + ".forget", Self.row(reader.forgetState))
        file.add(name + ".reset", Self.row(reader.resetState))
        file.add(name + ".forgetBias", Self.row(reader.forgetBias))
        file.add(name + ".resetBias", Self.row(reader.resetBias))
      }
    }
    file.add("root", Self.row(root))
    add("arc", arc.values, bias: nil, to: &file)
    file.add("headBias", Self.row(headBias))
    add("distance", distance.values, bias: nil, to: &file)
    file.add("relationDistance", Self.row(relationDistance))
    let affine = [
      ("arcDependent", arcDependent), ("arcHead", arcHead), ("relationDependent", relationDependent),
      ("relationHead", relationHead), ("relation", relation), ("tag", tag), ("xpos", xpos), ("features", features),
    ]
    for (name, layer) in affine { add(name, layer.weights.values, bias: layer.bias, to: &file) }
  }

  private static func row(_ parameter: Parameter) -> [Float] {
    (0..<parameter.values.count).map { parameter.values.values[$0] }
  }

  private func add(_ name: String, _ weights: Matrix, bias: Parameter?, to file: inout ModelFileWriter) {
    let largest = QuantisedLayer.largestWeight(inputs: weights.rows)
    var (values, scales): ([Int16], [Float]) = ([], [])
    for output in 0..<weights.columns {
      let (numbers, scale) = Self.quantised((0..<weights.rows).map { weights.row($0)[output] }, largest: largest)
      values += numbers.map { Int16(clamping: $0) }
      scales.append(scale)
    }
    file.add(name + ".weights", values)
    file.add(name + ".scales", scales)
    file.add(name + ".bias", bias.map(Self.row) ?? [])
  }

  /// Whole numbers up to `largest`, and what 1 is worth.
  private static func quantised(_ numbers: [Float], largest: Int) -> ([Int], Float) {
    let most = max(numbers.reduce(0) { max($0, abs($1)) }, 1e-20)
    return (numbers.map { Int(($0 / most * Float(largest)).rounded()) }, most / Float(largest))
  }
}
