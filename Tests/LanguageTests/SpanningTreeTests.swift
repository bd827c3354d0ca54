import TestKit
import Testing

@testable import Language

@Suite("The best tree")
struct SpanningTreeTests {
  @Test("Two words that prefer each other: the circle is broken where it costs least")
  func circle() {
    // Word 1: root 5, word 2 10. Word 2: root 1, word 1 9.
    #expect(SpanningTree.heads([5, -1e9, 10, 1, 9, -1e9], count: 2) == [0, 1])
  }

  @Test("Only one word is the root, though two would rather be")
  func oneRoot() {
    #expect(SpanningTree.heads([9, -1e9, 2, 8, 3, -1e9], count: 2) == [0, 1])
  }

  @Test("Of all trees of up to five words none is better", arguments: 1...5)
  func best(count: Int) {
    var random = SplitMix(seed: UInt64(count))
    for _ in 0..<60 {
      let scores = (0..<(count * (count + 1))).map { _ in Float(Int.random(in: -9...9, using: &random)) }
      let heads = SpanningTree.heads(scores, count: count)
      #expect(isTree(heads))
      #expect(score(heads, scores) == everyTree(count).map { score($0, scores) }.max())
    }
  }

  private func score(_ heads: [Int], _ scores: [Float]) -> Float {
    heads.enumerated().reduce(0) { $0 + scores[$1.offset * (heads.count + 1) + $1.element] }
  }

  private func everyTree(_ count: Int) -> [[Int]] {
    var all: [[Int]] = [[]]
    for word in 1...count { all = all.flatMap { start in (0...count).filter { $0 != word }.map { start + [$0] } } }
    return all.filter(isTree)
  }

  private func isTree(_ heads: [Int]) -> Bool {
    guard heads.count(where: { $0 == 0 }) == 1 else { return false }
    return heads.indices.allSatisfy { start in
      var (at, steps) = (start + 1, 0)
      while at != 0, steps <= heads.count { (at, steps) = (heads[at - 1], steps + 1) }
      return at == 0
    }
  }
}
