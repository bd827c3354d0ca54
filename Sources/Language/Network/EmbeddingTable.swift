/// A row of numbers for each feature of a word, eight bits a number.
package final class EmbeddingTable: @unchecked Sendable {
  package let width: Int
  private let values: UnsafeMutablePointer<Int8>
  private let scales: [Float]

  /// - Parameters:
  ///   - values: row by row; a multiple of eight a row.
  ///   - scales: what 1 is worth, row by row.
  package init(width: Int, values: [Int8], scales: [Float]) {
    precondition(width % 8 == 0 && values.count == scales.count * width)
    self.width = width
    self.values = .allocate(capacity: max(values.count, 1))
    self.values.initialize(from: values, count: values.count)
    self.scales = scales
  }

  deinit { values.deallocate() }

  package var rows: Int { scales.count }

  /// Sets `sum` to the sum of `rows`.
  func add(_ rows: [Int32], to sum: UnsafeMutablePointer<Float>) {
    sum.update(repeating: 0, count: width)
    for row in rows {
      let from = UnsafeRawPointer(values + Int(row) &* width)
      let scale = scales[Int(row)]
      var at = 0
      while at < width {
        let eight = SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: (from + at).loadUnaligned(as: SIMD8<Int8>.self)))
        (SIMD8<Float>(sum + at) + eight * scale).store(sum + at)
        at &+= 8
      }
    }
  }
}
