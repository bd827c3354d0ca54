/// Numbers in rows. Not for use by two threads at once, but for reading.
final class Matrix: @unchecked Sendable {
  let rows: Int
  let columns: Int
  /// `rows * columns` numbers, row by row.
  let values: UnsafeMutablePointer<Float>

  /// All 0.
  init(_ rows: Int, _ columns: Int) {
    self.rows = rows
    self.columns = columns
    values = .allocate(capacity: max(rows * columns, 1))
    values.initialize(repeating: 0, count: max(rows * columns, 1))
  }

  deinit { values.deallocate() }

  var count: Int { rows * columns }

  @inline(__always)
  func row(_ row: Int) -> UnsafeMutablePointer<Float> { values + row &* columns }

  func clear() { values.update(repeating: 0, count: count) }

  var transposed: Matrix {
    let turned = Matrix(columns, rows)
    var at = 0
    while at < rows {
      let from = row(at)
      var column = 0
      while column < columns {
        turned.values[column &* rows &+ at] = from[column]
        column &+= 1
      }
      at &+= 1
    }
    return turned
  }

  /// Adds the row of `bias` to each row.
  func addToRows(_ bias: Matrix) {
    for at in 0..<rows { Vector.add(bias.values, to: row(at), columns) }
  }

  /// Adds the sum of all rows to the row of `bias`.
  func sumRows(into bias: Matrix) {
    for at in 0..<rows { Vector.add(row(at), to: bias.values, columns) }
  }

  func multiply(by factors: Matrix) {
    var at = 0
    while at < count {
      values[at] *= factors.values[at]
      at &+= 1
    }
  }

  /// Multiplies all numbers.
  /// - Returns: the sum of their squares.
  func scale(by factor: Float) -> Float {
    var square: Float = 0
    var at = 0
    while at < count {
      values[at] *= factor
      square += values[at] * values[at]
      at &+= 1
    }
    return square
  }

  /// Adds the first numbers of `other`, as many as there are here.
  func add(_ other: Matrix) { Vector.add(other.values, to: values, count) }

  /// Below 0 a tenth remains (Maas et al. 2013).
  func rectify() {
    var at = 0
    while at < count {
      if values[at] < 0 { values[at] *= Self.leak }
      at &+= 1
    }
  }

  /// The slope of ``rectify()``, by its results.
  func multiplySlope(of results: Matrix) {
    var at = 0
    while at < count {
      if results.values[at] < 0 { values[at] *= Self.leak }
      at &+= 1
    }
  }

  private static let leak: Float = 0.1
}

/// Rows of numbers.
enum Vector {
  @inline(__always)
  static func add(_ from: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, _ count: Int) {
    var at = 0
    while at < count {
      sum[at] += from[at]
      at &+= 1
    }
  }
}
