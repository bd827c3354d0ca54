import Language
import Testing

@Suite("CoNLL-U")
struct CoNLLUTests {
  /// A sentence of ours, annotated by hand.
  static let text = """
    # sent_id = parcel-1
    # text = I don't see my parcel.
    1\tI\tI\tPRON\tPRP\tNumber=Sing|Person=1\t4\tnsubj\t_\t_
    2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
    2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
    3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_
    4\tsee\tsee\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_
    5\tmy\tmy\tPRON\tPRP$\tPoss=Yes\t6\tnmod:poss\t_\t_
    6\tparcel\tparcel\tNOUN\tNN\tNumber=Sing\t4\tobj\t_\tSpaceAfter=No
    7\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_


    """

  @Test("A sentence is read as it stands, and written as it was")
  func roundTrip() throws {
    let sentences = try CoNLLUSentence.all(in: Self.text)
    let sentence = try #require(sentences.first)
    #expect(sentences.count == 1)
    #expect(sentence.words.map(\.form) == ["I", "do", "n't", "see", "my", "parcel", "."])
    #expect(sentence.words.map(\.head) == [4, 4, 4, 0, 6, 4, 4])
    #expect(sentence.multiwords == [CoNLLUMultiword(words: 2...3, form: "don't")])
    #expect(sentence.words[4].universalRelation == "nmod")
    #expect(sentence.comment("text") == "I don't see my parcel.")
    #expect(sentence.comment("newdoc") == nil)
    #expect(sentence.conllu == Self.text)
  }

  @Test("Empty nodes are passed over, line ends of two octets and a missing last line are taken")
  func lenient() throws {
    let text = "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n1.1\tb\t_\t_\t_\t_\t_\t_\t_\t_\r\n2\tc\t_\t_\t_\t_\t1\tdep\t_\t_"
    let sentence = try #require(try CoNLLUSentence.all(in: text).first)
    #expect(sentence.words.map(\.form) == ["a", "c"])
    #expect(sentence.words.map(\.head) == [nil, 1])
  }

  @Test("What is no CoNLL-U is told with its line", arguments: [
    ("# x\n1\ta\n", CoNLLUError(reason: .columns(found: 2), line: 2)),
    ("2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", CoNLLUError(reason: .number(expected: 1), line: 1)),
    ("x\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", CoNLLUError(reason: .number(expected: 1), line: 1)),
    ("2-1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", CoNLLUError(reason: .number(expected: 1), line: 1)),
    ("1\ta\t_\t_\t_\t_\tx\t_\t_\t_\n", CoNLLUError(reason: .head, line: 1)),
    ("1\ta\t_\t_\t_\t_\t2\t_\t_\t_\n\n", CoNLLUError(reason: .head, line: 1)),
    ("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\t_\t_\t_\n2-2\tb\t_\t_\t_\t_\t_\t_\t_\t_\n", CoNLLUError(reason: .number(expected: 2), line: 3)),
    ("1\t\t_\t_\t_\t_\t0\t_\t_\t_\n", CoNLLUError(reason: .form, line: 1)),
    ("1-1\t\u{A0}\t_\t_\t_\t_\t_\t_\t_\t_\n", CoNLLUError(reason: .form, line: 1)),
    ("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\t_\t_\t_\n", CoNLLUError(reason: .range, line: 1)),
  ])
  func faults(text: String, error: CoNLLUError) {
    #expect(throws: error) { try CoNLLUSentence.all(in: text) }
    #expect(error.description.hasPrefix("line \(error.line): "))
  }
}
