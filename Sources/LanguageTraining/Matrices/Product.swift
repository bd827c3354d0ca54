import Language

/// A part of a matrix: numbers in rows that lie `stride` apart.
struct Rows {
  let values: UnsafeMutablePointer<Float>
  let count: Int
  let columns: Int
  let stride: Int
  /// The numbers go with their matrix.
  private let owner: Matrix

  init(_ matrix: Matrix) { self.init(matrix, 0..<matrix.rows) }

  init(_ matrix: Matrix, _ rows: Range<Int>) {
    owner = matrix
    values = matrix.row(rows.lowerBound)
    count = rows.count
    columns = matrix.columns
    stride = matrix.columns
  }
}

enum Product {
  /// sum += left * right.
  ///
  /// Each number is added up in one order however wide the machine's registers are: the same bits everywhere.
  static func add(_ left: Rows, _ right: Rows, to sum: Rows) {
    let (inner, width) = (left.columns, right.columns)
    var column = 0
    while column &+ 8 <= width {
      var row = 0
      while row &+ 4 <= left.count {
        let c0 = sum.values + (row &* sum.stride &+ column)
        let (c1, c2, c3) = (c0 + sum.stride, c0 + 2 &* sum.stride, c0 + 3 &* sum.stride)
        var (s0, s1, s2, s3) = (Lanes(c0), Lanes(c1), Lanes(c2), Lanes(c3))
        let a0 = left.values + row &* left.stride
        let (a1, a2, a3) = (a0 + left.stride, a0 + 2 &* left.stride, a0 + 3 &* left.stride)
        var b = UnsafePointer(right.values + column)
        var at = 0
        while at < inner {
          let v = Lanes(b)
          s0 += a0[at] * v
          s1 += a1[at] * v
          s2 += a2[at] * v
          s3 += a3[at] * v
          b += right.stride
          at &+= 1
        }
        s0.store(c0)
        s1.store(c1)
        s2.store(c2)
        s3.store(c3)
        row &+= 4
      }
      while row < left.count {
        let c = sum.values + (row &* sum.stride &+ column)
        var s = Lanes(c)
        let a = left.values + row &* left.stride
        var b = UnsafePointer(right.values + column)
        var at = 0
        while at < inner {
          s += a[at] * Lanes(b)
          b += right.stride
          at &+= 1
        }
        s.store(c)
        row &+= 1
      }
      column &+= 8
    }
    while column < width {
      for row in 0..<left.count {
        var s = sum.values[row &* sum.stride &+ column]
        for at in 0..<inner { s += left.values[row &* left.stride &+ at] * right.values[at &* right.stride &+ column] }
        sum.values[row &* sum.stride &+ column] = s
      }
      column &+= 1
    }
  }

  static func add(_ left: Matrix, _ right: Matrix, to sum: Matrix) { add(Rows(left), Rows(right), to: Rows(sum)) }
}
