import Testing

@testable import Language

@Suite("The memory of words")
struct WordMemoryTests {
  private func word(_ number: Int) -> [UInt8] { Array("word\(number)".utf8) }

  /// Rows of which each holds its word's number.
  private func rows(_ numbers: [Int]) -> FloatRows {
    let rows = FloatRows(numbers.count, 2)
    for (at, number) in numbers.enumerated() { (rows.row(at)[0], rows.row(at)[1]) = (Float(number), -1) }
    return rows
  }

  @Test("A word that was kept comes back as it was; one that was not is asked for")
  func comesBack() {
    let memory = WordMemory()
    memory.keep([word(1), word(2)], rows([1, 2]))
    let read = rows([0, 0, 0])
    #expect(memory.read([word(2), word(3), word(1)], into: read) == [1])
    #expect(read.row(0)[0] == 2 && read.row(2)[0] == 1)
  }

  @Test("However many words come, it holds no more than two generations, and what is used stays")
  func bounded() {
    let memory = WordMemory()
    let used = rows([0])
    for number in 0..<(WordMemory.mostWords * 5) {
      memory.keep([word(number)], rows([number]))
      #expect(memory.read([word(0)], into: used).isEmpty)
    }
    #expect(used.row(0)[0] == 0)
    let all = (0..<(WordMemory.mostWords * 5)).map(word)
    let missing = memory.read(all, into: FloatRows(all.count, 2))
    #expect(all.count - missing.count <= 2 * WordMemory.mostWords)
    #expect(!missing.contains(all.count - 1))
  }

  @Test("A URL is not kept")
  func long() {
    let memory = WordMemory()
    let url = Array("https://shop.example/orders/4471-B/tracking".utf8)
    memory.keep([url], rows([1]))
    #expect(memory.read([url], into: rows([0])) == [0])
  }
}
