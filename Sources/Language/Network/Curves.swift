/// The curves of the network, in plain arithmetic: training and reading use the same, and each machine gets the same bits.
package enum Curves {
  /// 1 / (1 + e^-x) by the Padé approximant [7/6] of tanh(x / 2); off by 1e-5 at most.
  @inlinable
  @inline(__always)
  package static func sigmoid(_ x: SIMD8<Float>) -> SIMD8<Float> {
    let half = (x * 0.5).larger(SIMD8(repeating: -4.97)).smaller(SIMD8(repeating: 4.97))
    let square = half * half
    let above = half * (135_135 + square * (17_325 + square * (378 + square)))
    let below = 135_135 + square * (62_370 + square * (3_150 + square * 28))
    return 0.5 + 0.5 * (above / below)
  }

  /// e^x for x up to 88, to a relative error of 2e-7; 0 below -87.
  @inlinable
  @inline(__always)
  package static func exp(_ x: Float) -> Float {
    guard x > -87 else { return 0 }
    // 2^whole * e^rest, with the rest within half of ln 2 (Cody and Waite 1980).
    let whole = (min(x, 88) * 1.442_695_041).rounded()
    let rest = (min(x, 88) - whole * 0.693_359_375) + whole * 2.121_944_4e-4
    var sum: Float = 1.987_569_1e-4
    sum = sum * rest + 1.398_199_95e-3
    sum = sum * rest + 8.333_452e-3
    sum = sum * rest + 4.166_579_6e-2
    sum = sum * rest + 0.166_666_655
    sum = sum * rest + 0.5
    return (sum * rest * rest + rest + 1) * Float(bitPattern: UInt32(bitPattern: (Int32(whole) + 127) << 23))
  }
}
