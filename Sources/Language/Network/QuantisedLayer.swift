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
    precondition(rows.width == inputs)
    let results = FloatRows(rows.count, outputs)
    scales.withUnsafeBufferPointer { scales in
      bias.withUnsafeBufferPointer { bias in
        var row = 0
        // Two rows and two outputs at a time: each number that is fetched is used twice.
        while row &+ 2 <= rows.count {
          let (first, second) = (UnsafeRawPointer(rows.row(row)), UnsafeRawPointer(rows.row(row &+ 1)))
          let (firstResult, secondResult) = (results.row(row), results.row(row &+ 1))
          let (firstScale, secondScale) = (rows.scales[row], rows.scales[row &+ 1])
          var output = 0
          while output &+ 2 <= outputs {
            let above = UnsafeRawPointer(weights + output &* inputs)
            let below = above + inputs &* 2
            var (s0, s1, s2, s3) = (Sums(), Sums(), Sums(), Sums())
            var at = 0
            while at < inputs &* 2 {
              let (x, y, a, b) = (Self.eight(first, at), Self.eight(second, at), Self.eight(above, at), Self.eight(below, at))
              s0 &+= Self.products(x, a)
              s1 &+= Self.products(x, b)
              s2 &+= Self.products(y, a)
              s3 &+= Self.products(y, b)
              at &+= 16
            }
            firstResult[output] = Float(s0.wrappedSum()) * firstScale * scales[output] + bias[output]
            firstResult[output &+ 1] = Float(s1.wrappedSum()) * firstScale * scales[output &+ 1] + bias[output &+ 1]
            secondResult[output] = Float(s2.wrappedSum()) * secondScale * scales[output] + bias[output]
            secondResult[output &+ 1] = Float(s3.wrappedSum()) * secondScale * scales[output &+ 1] + bias[output &+ 1]
            output &+= 2
          }
          if output < outputs {
            firstResult[output] = single(first, output) * firstScale * scales[output] + bias[output]
            secondResult[output] = single(second, output) * secondScale * scales[output] + bias[output]
          }
          row &+= 2
        }
        if row < rows.count {
          let (last, result, scale) = (UnsafeRawPointer(rows.row(row)), results.row(row), rows.scales[row])
          for output in 0..<outputs { result[output] = single(last, output) * scale * scales[output] + bias[output] }
        }
      }
    }
    return results
  }

  private typealias Sums = SIMD4<Int32>

  private func single(_ row: UnsafeRawPointer, _ output: Int) -> Float {
    let own = UnsafeRawPointer(weights + output &* inputs)
    var sum = Sums()
    var at = 0
    while at < inputs &* 2 {
      sum &+= Self.products(Self.eight(row, at), Self.eight(own, at))
      at &+= 16
    }
    return Float(sum.wrappedSum())
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
  private(set) var scales: [Float]
  private let values: UnsafeMutablePointer<Int16>

  init(_ rows: FloatRows) {
    count = rows.count
    width = rows.width
    scales = []
    scales.reserveCapacity(count)
    values = .allocate(capacity: max(count * width, 1))
    for number in 0..<count {
      let (from, to) = (rows.row(number), values + number &* width)
      var most = SIMD8<Float>()
      var at = 0
      while at < width {
        let eight = SIMD8<Float>(from + at)
        most = pointwiseMax(most, pointwiseMax(eight, -eight))
        at &+= 8
      }
      let largest = max(most.max(), 1e-20)
      let factor = Float(QuantisedLayer.largestInput) / largest
      at = 0
      while at < width {
        let eight = (SIMD8<Float>(from + at) * factor).rounded(.toNearestOrEven)
        UnsafeMutableRawPointer(to + at).storeBytes(of: SIMD8<Int16>(truncatingIfNeeded: SIMD8<Int32>(eight)), as: SIMD8<Int16>.self)
        at &+= 8
      }
      scales.append(largest / Float(QuantisedLayer.largestInput))
    }
  }

  deinit { values.deallocate() }

  @inline(__always)
  func row(_ row: Int) -> UnsafeMutablePointer<Int16> { values + row &* width }
}

extension SIMD8<Float> {
  @inlinable
  @inline(__always)
  package init(_ from: UnsafePointer<Float>) { self = UnsafeRawPointer(from).loadUnaligned(as: Self.self) }

  @inlinable
  @inline(__always)
  package func store(_ to: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(to).storeBytes(of: self, as: Self.self)
  }
}
