/// Numbers of the network that training changes, with what Adam remembers of each (Kingma and Ba 2015).
final class Parameter: @unchecked Sendable {
  let values: Matrix
  /// Only some rows have a gradient at a time: an embedding table.
  let isSparse: Bool
  private let mean: Matrix
  private let square: Matrix
  /// The mean over the last part of training, which generalises better than its end (Polyak and Juditsky 1992).
  private let average: Matrix
  private var averaged = 0

  /// Drawn evenly from -`bound` ... `bound`.
  init(_ rows: Int, _ columns: Int, within bound: Float, _ random: inout SplitMix, isSparse: Bool = false) {
    values = Matrix(rows, columns)
    mean = Matrix(rows, columns)
    square = Matrix(rows, columns)
    average = Matrix(rows, columns)
    self.isSparse = isSparse
    guard bound > 0 else { return }
    for at in 0..<values.count { values.values[at] = (random.share() * 2 - 1) * bound }
  }

  private static let meanDecay: Float = 0.9
  private static let squareDecay: Float = 0.95
  private static let least: Float = 1e-8

  /// One step against the gradient of the rows from `row` on.
  func step(_ gradient: UnsafePointer<Float>, row: Int, count: Int, rate: Float) {
    let (value, mean, square) = (values.row(row), mean.row(row), square.row(row))
    var at = 0
    while at < count {
      mean[at] = Self.meanDecay * mean[at] + (1 - Self.meanDecay) * gradient[at]
      square[at] = Self.squareDecay * square[at] + (1 - Self.squareDecay) * gradient[at] * gradient[at]
      value[at] -= rate * mean[at] / (square[at].squareRoot() + Self.least)
      at &+= 1
    }
  }

  func addToAverage() {
    averaged += 1
    let share = 1 / Float(averaged)
    var at = 0
    while at < values.count {
      average.values[at] += (values.values[at] - average.values[at]) * share
      at &+= 1
    }
  }

  func takeAverage() {
    guard averaged > 0 else { return }
    values.values.update(from: average.values, count: values.count)
  }
}

/// What one part of a batch says about the parameters.
final class Gradients: @unchecked Sendable {
  private var matrices: [ObjectIdentifier: Matrix] = [:]
  /// Of the embedding table, by row.
  private(set) var rows: [Int32: Matrix] = [:]

  subscript(_ parameter: Parameter) -> Matrix {
    if let matrix = matrices[ObjectIdentifier(parameter)] { return matrix }
    let matrix = Matrix(parameter.values.rows, parameter.values.columns)
    matrices[ObjectIdentifier(parameter)] = matrix
    return matrix
  }

  func add(_ gradient: UnsafePointer<Float>, to row: Int32, _ count: Int) {
    let sum: Matrix
    if let known = rows[row] {
      sum = known
    } else {
      sum = Matrix(1, count)
      rows[row] = sum
    }
    Vector.add(gradient, to: sum.values, count)
  }

  /// Adds those of another part to the embedding table's.
  func addRows(of other: Gradients) {
    for (row, matrix) in other.rows { add(matrix.values, to: row, matrix.columns) }
  }
}
