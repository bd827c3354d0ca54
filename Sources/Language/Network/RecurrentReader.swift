/// One direction of a simple recurrent unit (Lei et al. 2018), as it was trained (`LanguageTraining`'s RecurrentLayer).
package struct RecurrentReader: Sendable {
  /// Outputs: candidate, forget gate, reset gate and skipped input, a fourth each.
  let products: QuantisedLayer
  let forgetState: [Float]
  let resetState: [Float]
  let forgetBias: [Float]
  let resetBias: [Float]
  let isBackward: Bool

  package init(
    products: QuantisedLayer, forgetState: [Float], resetState: [Float], forgetBias: [Float], resetBias: [Float],
    isBackward: Bool
  ) {
    self.products = products
    self.forgetState = forgetState
    self.resetState = resetState
    self.forgetBias = forgetBias
    self.resetBias = resetBias
    self.isBackward = isBackward
  }

  var width: Int { products.outputs / 4 }

  /// Reads a sentence, and writes ``width`` columns of `outputs` from `column` on.
  /// - Parameters:
  ///   - sentence: the rows of its words, in `products` and in `outputs`.
  ///   - products: from the column `first` on.
  func read(_ sentence: Range<Int>, _ products: FloatRows, from first: Int, to outputs: FloatRows, column: Int) {
    let width = width
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { state in
      guard let state = state.baseAddress else { return }
      state.initialize(repeating: 0, count: width)
      forgetState.withUnsafeBufferPointer { forgetState in
        resetState.withUnsafeBufferPointer { resetState in
          forgetBias.withUnsafeBufferPointer { forgetBias in
            resetBias.withUnsafeBufferPointer { resetBias in
              guard let vf = forgetState.baseAddress, let vr = resetState.baseAddress, let bf = forgetBias.baseAddress,
                let br = resetBias.baseAddress
              else { return }
              for step in 0..<sentence.count {
                let at = isBackward ? sentence.upperBound - 1 - step : sentence.lowerBound + step
                let (u, output) = (products.row(at) + first, outputs.row(at) + column)
                var k = 0
                while k < width {
                  let before = SIMD8<Float>(state + k)
                  let forget = Curves.sigmoid(SIMD8(u + width + k) + SIMD8(vf + k) * before + SIMD8(bf + k))
                  let reset = Curves.sigmoid(SIMD8(u + 2 * width + k) + SIMD8(vr + k) * before + SIMD8(br + k))
                  let new = forget * before + (1 - forget) * SIMD8(u + k)
                  new.store(state + k)
                  (reset * new + (1 - reset) * SIMD8(u + 3 * width + k)).store(output + k)
                  k &+= 8
                }
              }
            }
          }
        }
      }
    }
  }
}
