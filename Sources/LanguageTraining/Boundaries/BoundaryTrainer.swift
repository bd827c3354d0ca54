import Language

/// Learns where sentences end: an averaged perceptron (Freund and Schapire 1999; Collins 2002) over ``BoundaryFeatures``.
struct BoundaryTrainer {
  /// More rounds over the text gave no better sentences of the dev split.
  static let rounds = 4
  /// What is decided by less is learned from as if it were wrong (Krauth and Mezard 1987): 3 gave better sentences than 0, 1 and 8.
  static let margin: Int64 = 3

  static func train(on text: RawText) -> BoundaryModel {
    let pieces = Tokenizer.pieces(of: text.bytes, in: 0..<text.bytes.count)
    let features = BoundaryFeatures(text.bytes, pieces)
    let ends = Set(text.ends)
    var weights = [Int64](repeating: 0, count: BoundaryModel.weightCount)
    // Sum of each weight over all examples seen, as of its last change.
    var sums = weights
    var seen: Int64 = 1
    var found: [Int32] = []
    for _ in 0..<rounds {
      var start = 0
      for at in pieces.indices.dropLast() {
        let isEnd = ends.contains(pieces[at].span.upperBound)
        // Between paragraphs there is nothing to decide.
        if pieces[at + 1].lineEndsBefore == 0, !pieces[at + 1].isContinuation {
          features.read(at, start: start, into: &found)
          let sum = found.reduce(0) { $0 + weights[Int($1)] }
          if isEnd ? sum <= margin : sum > -margin {
            let step: Int64 = isEnd ? 1 : -1
            for feature in found {
              weights[Int(feature)] += step
              sums[Int(feature)] += step * seen
            }
          }
          seen += 1
        }
        if isEnd || pieces[at + 1].lineEndsBefore > 0 { start = at + 1 }
      }
    }
    let averages = zip(weights, sums).map { Double($0) - Double($1) / Double(seen) }
    let largest = averages.map(abs).max() ?? 1
    return BoundaryModel(weights: averages.map { Int16(($0 / max(largest, 1e-9) * 32_000).rounded()) })
  }
}
