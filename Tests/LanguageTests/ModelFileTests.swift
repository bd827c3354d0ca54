import TestKit
import Testing

@testable import Language

@Suite("A model's file")
struct ModelFileTests {
  private func file() -> [UInt8] {
    var writer = ModelFileWriter(header: [("language", "en"), ("seed", "1")])
    writer.add("whole", [Int16(-3), 500])
    writer.add("numbers", [Float(0.5), -2])
    writer.add("texts", ["VERB Tense=Past", "", "é"])
    return writer.finished()
  }

  @Test("What was written is read")
  func roundTrip() throws {
    let reader = try ModelFileReader(file())
    #expect(reader.header.map(\.name) == ["language", "seed"])
    #expect(reader.header.map(\.value) == ["en", "1"])
    #expect(try reader.numbers("whole", Int16.self) == [-3, 500])
    #expect(try reader.floats("numbers") == [0.5, -2])
    #expect(try reader.texts("texts") == ["VERB Tense=Past", "", "é"])
  }

  @Test("Every byte that is changed, and every cut, is found out")
  func damage() {
    let whole = file()
    for at in whole.indices {
      var changed = whole
      changed[at] ^= 0x10
      #expect(throws: at < ModelFile.mark.count ? LanguageModelError.notAModel : .damaged) { _ = try ModelFileReader(changed) }
      #expect(throws: at < ModelFile.mark.count ? LanguageModelError.notAModel : .damaged) { _ = try ModelFileReader(Array(whole[..<at])) }
    }
  }

  @Test("What is no number is damage, though the checksum is right", arguments: [Float.nan, .infinity])
  func noNumber(value: Float) throws {
    var writer = ModelFileWriter(header: [])
    writer.add("numbers", [1, value])
    let reader = try ModelFileReader(writer.finished())
    #expect(throws: LanguageModelError.damaged) { _ = try reader.floats("numbers") }
  }

  @Test("A whole file that is no language model says what it lacks")
  func lacks() {
    #expect(throws: LanguageModelError.lacks(section: "known")) { _ = try LanguageModel(file()) }
    #expect(throws: LanguageModelError.notAModel) { _ = try LanguageModel([]) }
  }
}

@Suite("The network's arithmetic")
struct NetworkTests {
  @Test("Whole numbers give what numbers with a fraction give, to a thousandth")
  func quantised() {
    var random = SplitMix(seed: 3)
    func number() -> Float { Float(Int.random(in: -1000...1000, using: &random)) / 1000 }
    for (inputs, outputs, count) in [(8, 3, 1), (64, 17, 5), (256, 40, 4)] {
      let weights = (0..<(inputs * outputs)).map { _ in number() }
      let largest = Float(QuantisedLayer.largestWeight(inputs: inputs))
      let layer = QuantisedLayer(
        inputs: inputs, outputs: outputs, weights: weights.map { Int16(($0 * largest).rounded()) },
        scales: Array(repeating: 1 / largest, count: outputs), bias: (0..<outputs).map { _ in 0.25 })
      let rows = FloatRows(count, inputs)
      for row in 0..<count { for at in 0..<inputs { rows.row(row)[at] = number() * 3 } }
      let results = layer(QuantisedRows(rows))
      for row in 0..<count {
        for output in 0..<outputs {
          let exact = (0..<inputs).reduce(Float(0.25)) { $0 + rows.row(row)[$1] * weights[output * inputs + $1] }
          #expect(abs(results.row(row)[output] - exact) < 0.001 * Float(inputs))
        }
      }
    }
  }

  @Test("The largest numbers do not overflow, and none at all is none")
  func extremes() {
    let largest = QuantisedLayer.largestWeight(inputs: 256)
    let layer = QuantisedLayer(
      inputs: 256, outputs: 1, weights: Array(repeating: Int16(largest), count: 256), scales: [1], bias: [])
    let rows = FloatRows(2, 256)
    for at in 0..<256 { (rows.row(0)[at], rows.row(1)[at]) = (1e30, 0) }
    let results = layer(QuantisedRows(rows))
    #expect(results.row(0)[0] > 2.5e32)
    #expect(results.row(1)[0] == 0)
  }

  @Test("The curves are those of the books")
  func curves() {
    for x in stride(from: Float(-12), through: 12, by: 0.25) {
      let exact = 1 / (1 + e(-x))
      #expect(abs(Curves.sigmoid(SIMD8(repeating: x))[3] - exact) < 1e-4)
      #expect(abs(Curves.exp(x) / e(x) - 1) < 1e-5)
    }
    #expect(Curves.exp(-1e9) == 0)
  }

  private func e(_ exponent: Float) -> Float {
    // By the series, in Double: no library of the system is needed.
    var (sum, term) = (1.0, 1.0)
    let x = Double(exponent)
    for n in 1...120 {
      term *= abs(x) / Double(n)
      sum += term
    }
    return Float(x < 0 ? 1 / sum : sum)
  }
}
