import Testing

@testable import MIME

@Suite("Files that stand in the text of a message, as before MIME")
struct EncodingEmbeddedTests {
  private func find(_ text: String) -> [EmbeddedEncoding.Block] {
    let octets = Array(text.utf8)
    return EmbeddedEncoding.find(in: octets.span)
  }

  private func block(
    _ kind: EmbeddedEncoding.Kind, _ range: Range<Int>, _ name: String, _ content: String, isComplete: Bool = true
  ) -> EmbeddedEncoding.Block {
    .init(kind: kind, range: range, name: Array(name.utf8), bytes: Array(content.utf8), isComplete: isComplete)
  }

  @Test("Case 83: a uuencoded file is found with its name and place", arguments: ["\n", "\r\n"])
  func uuencode(lineEnd: String) {
    let file = ["begin 644 my cat.txt", "#0V%T", "`", "end"].map { $0 + lineEnd }.joined()
    let before = "See this:" + lineEnd
    let found = find(before + file + "Thanks" + lineEnd)
    #expect(found == [block(.uuencode, before.utf8.count..<(before + file).utf8.count, "my cat.txt", "Cat")])
  }

  @Test("Case 83: two files one after the other, the first without its last zeros")
  func twoFiles() {
    // `$` counts four octets; the spaces at the end of the line were lost.
    let first = "begin 644 a\n$80``\n`\nend\n"
    let second = "begin 0644 b\n#0V%T\n \nend"
    let found = find(first + second)
    #expect(found.map(\.name) == [[0x61], [0x62]])
    #expect(found.map(\.bytes) == [[0x61, 0, 0, 0], Array("Cat".utf8)])
    #expect(found.map(\.range.upperBound) == [first.utf8.count, (first + second).utf8.count])
  }

  @Test("Case 83: without its end a file goes as far as its lines have the form of data")
  func missingEnd() {
    let file = "begin 644 a\n#0V%T\n#0V%T\n"
    #expect(
      find(file + "Did you get it?\n") == [block(.uuencode, 0..<file.utf8.count, "a", "CatCat", isComplete: false)])
    #expect(find(file) == [block(.uuencode, 0..<file.utf8.count, "a", "CatCat", isComplete: false)])
  }

  @Test(
    "Case 83: words that begin with begin are words",
    arguments: [
      "begin 644 times over\nand again, he said\nend\n", "begin with me\nend\n", "begin 64 x\n#0V%T\nend\n",
      "beginning 644 x\n#0V%T\n`\nend\n", "> begin 644 x\n> #0V%T\n> end\n", "begin 644 \n#0V%T\nend\n",
      "begin 999 x\n#0V%T\nend\n", "=ybegin is what yEnc starts with\n=yend\n",
      "=ybegin line=0 size=1 name=x\nab\n=yend\n",
    ])
  func noFile(text: String) {
    #expect(find(text).isEmpty)
  }

  @Test("Case 83: a yEnc file is found, also in parts, and its size is looked at")
  func yEnc() {
    let data = String(decoding: "CAT!".utf8.map { $0 + 42 }, as: UTF8.self)
    let file = "=ybegin line=128 size=4 name=my cat.txt \r\n\(data)\r\n=yend size=4\r\n"
    #expect(find("x\r\n" + file) == [block(.yEnc, 3..<(3 + file.utf8.count), "my cat.txt", "CAT!")])
    let part = "=ybegin part=2 line=128 size=9 name=c\n=ypart begin=6 end=9\n\(data)\n=yend size=4\n"
    #expect(find(part) == [block(.yEnc, 0..<part.utf8.count, "c", "CAT!")])
    let wrong = "=ybegin line=128 size=5 name=c\n\(data)\n=yend size=5\n"
    #expect(find(wrong) == [block(.yEnc, 0..<wrong.utf8.count, "c", "CAT!", isComplete: false)])
    let cut = "=ybegin line=4 size=8 name=c\n\(data)\n"
    // Only lines of full width are data for sure.
    #expect(find(cut + "Thanks!\n") == [block(.yEnc, 0..<cut.utf8.count, "c", "CAT!", isComplete: false)])
    let escaped: [UInt8] = [0x3D, 0x7D, 0x0D, 0x0A, 0x29]
    let decoded = YEnc.decode(escaped.span)
    #expect(decoded == [0x13, 0xFF])
  }

  @Test("Openings that lead to nothing cost no more than their length")
  func bombs() {
    #expect(find(String(repeating: "begin 644 x\n", count: 20_000)).isEmpty)
    #expect(find(String(repeating: "=ybegin line=9 size=9 name=x\n", count: 20_000)).isEmpty)
    let many = String(repeating: "begin 644 x\n#0V%T\nend\n", count: EmbeddedEncoding.blockLimit + 5)
    #expect(find(many).count == EmbeddedEncoding.blockLimit)
  }
}
