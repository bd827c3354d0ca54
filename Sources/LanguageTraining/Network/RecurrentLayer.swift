import Language

/// One direction of a simple recurrent unit (Lei et al. 2018): all products of matrices are made for the whole text at once, only
/// gates run from word to word.
///
///     c[t] = f * c[t-1] + (1 - f) * u        f = σ(uf + vf * c[t-1] + bf)
///     h[t] = r * c[t] + (1 - r) * us         r = σ(ur + vr * c[t-1] + br)
///
/// `u`, `uf`, `ur`, `us` are the four parts of the input times ``weights``.
final class RecurrentLayer {
  let width: Int
  /// From the sentence's end to its beginning.
  let isBackward: Bool
  /// Input width x 4 * ``width``.
  let weights: Parameter
  let forgetState: Parameter
  let resetState: Parameter
  let forgetBias: Parameter
  let resetBias: Parameter

  init(_ inputs: Int, _ width: Int, isBackward: Bool, _ random: inout SplitMix) {
    self.width = width
    self.isBackward = isBackward
    weights = Parameter(inputs, 4 * width, within: (3 / Float(inputs)).squareRoot(), &random)
    forgetState = Parameter(1, width, within: 0.5, &random)
    resetState = Parameter(1, width, within: 0.5, &random)
    forgetBias = Parameter(1, width, within: 0, &random)
    resetBias = Parameter(1, width, within: 0, &random)
    for at in 0..<width { forgetBias.values.values[at] = 0.5 }
  }

  var parameters: [Parameter] { [weights, forgetState, resetState, forgetBias, resetBias] }

  /// What the way back needs of the way there.
  struct Trace {
    let inputs: Matrix
    let products: Matrix
    let states: Matrix
    let forgets: Matrix
    let resets: Matrix
  }

  /// Reads each of `sentences`, rows of `inputs`, and writes ``width`` columns of `outputs` from `column` on.
  func read(_ inputs: Matrix, _ sentences: [Range<Int>], to outputs: Matrix, column: Int) -> Trace {
    let count = inputs.rows
    let trace = Trace(
      inputs: inputs, products: Matrix(count, 4 * width), states: Matrix(count, width), forgets: Matrix(count, width),
      resets: Matrix(count, width))
    Product.add(inputs, weights.values, to: trace.products)
    let none = Matrix(1, width)
    for sentence in sentences {
      var before = none.values
      for step in 0..<sentence.count {
        let at = isBackward ? sentence.upperBound - 1 - step : sentence.lowerBound + step
        let (u, state) = (trace.products.row(at), trace.states.row(at))
        let (forgets, resets, output) = (trace.forgets.row(at), trace.resets.row(at), outputs.row(at) + column)
        var k = 0
        while k < width {
          let previous = Lanes(before + k)
          let candidate = Lanes(u + k)
          let forget = Curves.sigmoid(
            Lanes(u + width + k) + Lanes(forgetState.values.values + k) * previous + Lanes(forgetBias.values.values + k))
          let new = forget * previous + (1 - forget) * candidate
          let reset = Curves.sigmoid(
            Lanes(u + 2 * width + k) + Lanes(resetState.values.values + k) * previous + Lanes(resetBias.values.values + k))
          forget.store(forgets + k)
          new.store(state + k)
          reset.store(resets + k)
          (reset * new + (1 - reset) * Lanes(u + 3 * width + k)).store(output + k)
          k &+= Lanes.scalarCount
        }
        before = state
      }
    }
    return trace
  }

  /// From the gradient of the outputs: adds that of the parameters to `gradients`, and that of the inputs to `inputGradient`.
  func learn(
    _ trace: Trace, _ sentences: [Range<Int>], from outputGradient: Matrix, column: Int, inputGradient: Matrix,
    _ gradients: Gradients
  ) {
    let products = Matrix(trace.products.rows, 4 * width)
    let (forgetState, resetState) = (gradients[self.forgetState].values, gradients[self.resetState].values)
    let (forgetBias, resetBias) = (gradients[self.forgetBias].values, gradients[self.resetBias].values)
    let none = Matrix(1, width)
    let carried = Matrix(1, width)
    for sentence in sentences {
      carried.clear()
      for step in 0..<sentence.count {
        let at = isBackward ? sentence.lowerBound + step : sentence.upperBound - 1 - step
        let isFirst = step == sentence.count - 1
        let before = isFirst ? none.values : trace.states.row(isBackward ? at + 1 : at - 1)
        let (u, state) = (trace.products.row(at), trace.states.row(at))
        let (forgets, resets) = (trace.forgets.row(at), trace.resets.row(at))
        let (output, product) = (outputGradient.row(at) + column, products.row(at))
        var k = 0
        while k < width {
          let (previous, new, skip) = (Lanes(before + k), Lanes(state + k), Lanes(u + 3 * width + k))
          let (forget, reset, gradient) = (Lanes(forgets + k), Lanes(resets + k), Lanes(output + k))
          let resetGradient = gradient * (new - skip) * reset * (1 - reset)
          let stateGradient = gradient * reset + Lanes(carried.values + k)
          let forgetGradient = stateGradient * (previous - Lanes(u + k)) * forget * (1 - forget)
          (stateGradient * (1 - forget)).store(product + k)
          forgetGradient.store(product + width + k)
          resetGradient.store(product + 2 * width + k)
          (gradient * (1 - reset)).store(product + 3 * width + k)
          (Lanes(resetState + k) + resetGradient * previous).store(resetState + k)
          (Lanes(resetBias + k) + resetGradient).store(resetBias + k)
          (Lanes(forgetState + k) + forgetGradient * previous).store(forgetState + k)
          (Lanes(forgetBias + k) + forgetGradient).store(forgetBias + k)
          let back =
            resetGradient * Lanes(self.resetState.values.values + k) + stateGradient * forget
            + forgetGradient * Lanes(self.forgetState.values.values + k)
          back.store(carried.values + k)
          k &+= Lanes.scalarCount
        }
      }
    }
    Product.add(trace.inputs.transposed, products, to: gradients[weights])
    Product.add(products, weights.values.transposed, to: inputGradient)
  }
}

/// Eight numbers at once; widths of layers are multiples of it.
typealias Lanes = SIMD8<Float>
