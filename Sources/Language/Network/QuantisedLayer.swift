/// A layer of the network with whole numbers for weights: twelve bits a weight and a number read, products added up in 32.
///
/// Two 16-bit products a lane is what every x86-64 and ARM has an instruction for, so that this is four times as fast as
/// numbers with a fraction, and smaller.
package final class QuantisedLayer: @unchecked Sendable {
  package let inputs: Int
  package let outputs: Int
  /// Output by output, `inputs` each. Written once, in `init`.
  private let weights: UnsafeMutablePointer<Int16>
  /// What a weight of 1 is worth, output by output.
  private let scales: [Float]
  private let bias: [Float]

  /// The largest number read, to either side.
  package static let largestInput = 4095
  /// A multiple of what is read at once.
  package static let inputMultiple = 8

  /// The largest weight that, with the largest inputs everywhere, keeps the sum within 32 bits.
  package static func largestWeight(inputs: Int) -> Int {
    min(Int(Int32.max) / (largestInput * max(inputs, 1)), Int(Int16.max))
  }

  /// - Parameters:
  ///   - weights: output by output.
  ///   - bias: one an output; empty for none.
  package init(inputs: Int, outputs: Int, weights: [Int16], scales: [Float], bias: [Float]) {
    precondition(inputs % Self.inputMultiple == 0 && weights.count == inputs * outputs && scales.count == outputs)
    self.inputs = inputs
    self.outputs = outputs
    self.weights = .allocate(capacity: max(weights.count, 1))
    self.weights.initialize(from: weights, count: weights.count)
    self.scales = scales
    self.bias = bias.isEmpty ? Array(repeating: 0, count: outputs) : bias
  }

  deinit { weights.deallocate() }

  /// The outputs of each row.
  func callAsFunction(_ rows: borrowing QuantisedRows) -> FloatRows {
    let results = FloatRows(rows.count, outputs)
    self(rows, to: results, column: 0)
    return results
  }

  /// Writes the outputs of each row into `results`, from `column` on.
  func callAsFunction(_ rows: borrowing QuantisedRows, to results: FloatRows, column: Int) {
    precondition(rows.width == inputs && results.count == rows.count && results.width >= column + outputs)
    scales.withUnsafeBufferPointer { scales in
      bias.withUnsafeBufferPointer { bias in
        guard let scales = scales.baseAddress, let bias = bias.baseAddress else { return }
        // Each weight is fetched once for all rows: those of four outputs stay at hand while the rows go by.
        var output = 0
        while output &+ 4 <= outputs {
          let (scale, bias) = (SIMD4<Float>(scales + output), SIMD4<Float>(bias + output))
          var from = UnsafeRawPointer(rows.row(0))
          var to = results.row(0) + (column &+ output)
          var row = 0
          while row &+ 2 <= rows.count {
            let sums = products(from, from + inputs &* 2, output)
            (SIMD4<Float>(sums.first) * rows.scales[row] * scale + bias).store(to)
            (SIMD4<Float>(sums.second) * rows.scales[row &+ 1] * scale + bias).store(to + results.width)
            from += inputs &* 4
            to += results.width &* 2
            row &+= 2
          }
          if row < rows.count { (SIMD4<Float>(products(from, output)) * rows.scales[row] * scale + bias).store(to) }
          output &+= 4
        }
        while output < outputs {
          let own = UnsafeRawPointer(weights + output &* inputs)
          for row in 0..<rows.count {
            let sum = Float(product(UnsafeRawPointer(rows.row(row)), own).wrappedSum())
            results.row(row)[column &+ output] = sum * rows.scales[row] * scales[output] + bias[output]
          }
          output &+= 1
        }
      }
    }
  }

  private typealias Sums = SIMD4<Int32>

  /// Two rows times four outputs from `output` on: what is fetched once is used twice, or four times.
  @inline(__always)
  private func products(_ first: UnsafeRawPointer, _ second: UnsafeRawPointer, _ output: Int) -> (first: Sums, second: Sums) {
    let w0 = UnsafeRawPointer(weights + output &* inputs)
    let (w1, w2, w3) = (w0 + inputs &* 2, w0 + inputs &* 4, w0 + inputs &* 6)
    var (a0, a1, a2, a3) = (Sums(), Sums(), Sums(), Sums())
    var (b0, b1, b2, b3) = (Sums(), Sums(), Sums(), Sums())
    var at = 0
    while at < inputs &* 2 {
      let (x, y) = (Self.eight(first, at), Self.eight(second, at))
      let (e, f, g, h) = (Self.eight(w0, at), Self.eight(w1, at), Self.eight(w2, at), Self.eight(w3, at))
      a0 &+= Self.products(x, e)
      b0 &+= Self.products(y, e)
      a1 &+= Self.products(x, f)
      b1 &+= Self.products(y, f)
      a2 &+= Self.products(x, g)
      b2 &+= Self.products(y, g)
      a3 &+= Self.products(x, h)
      b3 &+= Self.products(y, h)
      at &+= 16
    }
    return (Self.across(a0, a1, a2, a3), Self.across(b0, b1, b2, b3))
  }

  /// The sum of each.
  @inline(__always)
  private static func across(_ a: Sums, _ b: Sums, _ c: Sums, _ d: Sums) -> Sums {
    let ab = SIMD4(lowHalf: a.lowHalf &+ a.highHalf, highHalf: b.lowHalf &+ b.highHalf)
    let cd = SIMD4(lowHalf: c.lowHalf &+ c.highHalf, highHalf: d.lowHalf &+ d.highHalf)
    let all = SIMD8(lowHalf: ab, highHalf: cd)
    return all.evenHalf &+ all.oddHalf
  }

  /// One row times four outputs from `output` on.
  @inline(__always)
  private func products(_ row: UnsafeRawPointer, _ output: Int) -> Sums {
    let w0 = UnsafeRawPointer(weights + output &* inputs)
    let (w1, w2, w3) = (w0 + inputs &* 2, w0 + inputs &* 4, w0 + inputs &* 6)
    var (a0, a1, a2, a3) = (Sums(), Sums(), Sums(), Sums())
    var at = 0
    while at < inputs &* 2 {
      let x = Self.eight(row, at)
      a0 &+= Self.products(x, Self.eight(w0, at))
      a1 &+= Self.products(x, Self.eight(w1, at))
      a2 &+= Self.products(x, Self.eight(w2, at))
      a3 &+= Self.products(x, Self.eight(w3, at))
      at &+= 16
    }
    return Self.across(a0, a1, a2, a3)
  }

  @inline(__always)
  private func product(_ row: UnsafeRawPointer, _ own: UnsafeRawPointer) -> Sums {
    var sum = Sums()
    var at = 0
    while at < inputs &* 2 {
      sum &+= Self.products(Self.eight(row, at), Self.eight(own, at))
      at &+= 16
    }
    return sum
  }

  @inline(__always)
  private static func eight(_ from: UnsafeRawPointer, _ offset: Int) -> SIMD8<Int16> {
    (from + offset).loadUnaligned(as: SIMD8<Int16>.self)
  }

  /// Written so that the compiler makes one instruction of it (pmaddwd, smlal).
  @inline(__always)
  private static func products(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> Sums {
    let products = SIMD8<Int32>(truncatingIfNeeded: a) &* SIMD8<Int32>(truncatingIfNeeded: b)
    return products.evenHalf &+ products.oddHalf
  }
}

/// Rows of numbers with a fraction.
final class FloatRows {
  let count: Int
  let width: Int
  private let values: UnsafeMutablePointer<Float>

  /// What the numbers are is not said.
  init(_ count: Int, _ width: Int) {
    self.count = count
    self.width = width
    values = .allocate(capacity: max(count * width, 1))
  }

  deinit { values.deallocate() }

  @inline(__always)
  func row(_ row: Int) -> UnsafeMutablePointer<Float> { values + row &* width }
}

/// Rows of whole numbers, each with what 1 is worth in it.
struct QuantisedRows: ~Copyable {
  let count: Int
  let width: Int
  let scales: UnsafeMutablePointer<Float>
  private let values: UnsafeMutablePointer<Int16>

  init(_ rows: FloatRows) {
    count = rows.count
    width = rows.width
    scales = .allocate(capacity: max(count, 1))
    values = .allocate(capacity: max(count * width, 1))
    for number in 0..<count {
      let (from, to) = (rows.row(number), values + number &* width)
      var most = SIMD8<Float>()
      var at = 0
      while at < width {
        let eight = SIMD8<Float>(from + at)
        most = most.larger(eight).larger(-eight)
        at &+= 8
      }
      let four = most.lowHalf.replacing(with: most.highHalf, where: most.highHalf .> most.lowHalf)
      let largest = max(max(four[0], four[1]), max(four[2], four[3]), 1e-20)
      let factor = Float(QuantisedLayer.largestInput) / largest
      at = 0
      while at < width {
        let eight = SIMD8<Int16>(truncatingIfNeeded: (SIMD8<Float>(from + at) * factor).nearest)
        UnsafeMutableRawPointer(to + at).storeBytes(of: eight, as: SIMD8<Int16>.self)
        at &+= 8
      }
      scales[number] = largest / Float(QuantisedLayer.largestInput)
    }
  }

  deinit {
    values.deallocate()
    scales.deallocate()
  }

  @inline(__always)
  func row(_ row: Int) -> UnsafeMutablePointer<Int16> { values + row &* width }
}

extension SIMD4<Float> {
  @inline(__always)
  init(_ from: UnsafePointer<Float>) { self = UnsafeRawPointer(from).loadUnaligned(as: Self.self) }

  @inline(__always)
  func store(_ to: UnsafeMutablePointer<Float>) { UnsafeMutableRawPointer(to).storeBytes(of: self, as: Self.self) }
}

extension SIMD8<Float> {
  /// Lane by lane. `pointwiseMax` goes through the lanes one by one.
  @inlinable
  @inline(__always)
  package func larger(_ other: Self) -> Self { replacing(with: other, where: other .> self) }

  @inlinable
  @inline(__always)
  package func smaller(_ other: Self) -> Self { replacing(with: other, where: other .< self) }

  /// The nearest whole numbers, of two the even one; for numbers within 2^22 of 0, of which 1.5 * 2^23 leaves no fraction.
  @inline(__always)
  var nearest: SIMD8<Int32> {
    let shifted = self + 12_582_912
    return unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- 0x4B40_0000
  }

  @inlinable
  @inline(__always)
  package init(_ from: UnsafePointer<Float>) { self = UnsafeRawPointer(from).loadUnaligned(as: Self.self) }

  @inlinable
  @inline(__always)
  package func store(_ to: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(to).storeBytes(of: self, as: Self.self)
  }
}
