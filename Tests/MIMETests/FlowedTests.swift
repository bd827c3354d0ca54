@testable import MIME
import Testing

@Suite("Flowed text comes back as it was typed")
struct FlowedTests {
  private func unwrapped(_ text: String, deletesSpace: Bool = false) -> String {
    String(decoding: FlowedText.unwrapped(Array(text.utf8), deletesSpace: deletesSpace), as: UTF8.self)
  }

  @Test(
    "Case 91: soft ends, stuffing, quotes and the signature",
    arguments: [
      ("one \ntwo \nthree\nfour", "one two three\nfour"),
      (" From here\n  two spaces\n >no quote\n \n", "From here\n two spaces\n>no quote\n\n"),
      ("> a \n> b\n>> c \n>d\n", "> a b\n>> c \n> d\n"),
      (">a \nown\n", "> a \nown\n"),
      ("words \n-- \nAnn \nTel\n", "words \n-- \nAnn Tel\n"),
      ("> words \n> -- \n> Bo\n", "> words \n> -- \n> Bo\n"),
      (">\n> >x\n", ">\n> >x\n"),
      ("last \n", "last "), ("last ", "last "), ("", ""), ("\n\n", "\n\n"),
    ])
  func flowed(text: String, expected: String) {
    #expect(unwrapped(text) == expected)
  }

  @Test("Case 91: where words have no spaces between them the space of the soft end goes")
  func deletedSpace() {
    #expect(unwrapped("日本 \n語  \nだ\n-- \nA \nB\n", deletesSpace: true) == "日本語 だ\n-- \nAB\n")
  }

  @Test("Quotes deeper than anybody writes are cut, and nothing is lost")
  func depthLimit() {
    #expect(unwrapped(String(repeating: ">", count: 1_000) + "x\n") == String(repeating: ">", count: 100) + " x\n")
  }

  @Test("What the writer flows the reader gives back, 1,000 texts of a fixed seed")
  func roundTrip() {
    var generator = SeededGenerator(seed: 3_676)
    let words = [
      "a", ">", "-- ", "From ", " ", "  ", "word", "\n", "long-word-without-any-space", "é", ">>", "--", "\n\n",
    ]
    for _ in 0..<1_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...60, using: &generator) {
        text += words.randomElement(using: &generator) ?? ""
        if Bool.random(using: &generator) { text += " " }
      }
      // The writer takes spaces off the ends of lines, for they would make them flow.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        var kept = line
        if kept != "-- " { while kept.last == " " { kept.removeLast() } }
        return String(kept)
      }
      let typed = lines.joined(separator: "\n")
      var sent: [UInt8] = []
      let bytes = Array(typed.utf8)
      for line in FlowedWriter.lines(of: bytes) {
        sent += (line.isStuffed ? [ASCII.space] : []) + bytes[line.content] + [ASCII.lf]
      }
      let read = String(decoding: FlowedText.unwrapped(sent, deletesSpace: false), as: UTF8.self)
      #expect(read == (typed.hasSuffix("\n") ? typed : typed + "\n"))
    }
  }
}
