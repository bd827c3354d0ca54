/// Numbers left out by chance while learning, so that none is relied upon alone (Srivastava et al. 2014).
struct Dropout {
  /// How many of a hundred, as a share.
  let share: Float
  var random: SplitMix

  /// 0 or 1 / (1 - share) for each number.
  mutating func mask(_ rows: Int, _ columns: Int) -> Matrix {
    let mask = Matrix(rows, columns)
    for at in 0..<mask.count { mask.values[at] = factor() }
    return mask
  }

  /// The same columns for all words of a sentence (Gal and Ghahramani 2016).
  mutating func mask(_ columns: Int, of sentences: [Range<Int>]) -> Matrix {
    let mask = Matrix(sentences.last?.upperBound ?? 0, columns)
    for sentence in sentences {
      let first = mask.row(sentence.lowerBound)
      for at in 0..<columns { first[at] = factor() }
      for word in sentence.dropFirst() { mask.row(word).update(from: first, count: columns) }
    }
    return mask
  }

  mutating func isLeftOut(_ share: Float) -> Bool { random.share() < share }

  private mutating func factor() -> Float { random.share() < share ? 0 : 1 / (1 - share) }
}
