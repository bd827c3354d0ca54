import TestKit
import Testing

@testable import Language

/// The words of a text, those of one surface token joined by `|`.
private func words(_ text: String) -> [String] {
  let bytes = Array(text.utf8)
  var words: [String] = []
  for piece in Tokenizer.pieces(of: bytes, in: 0..<bytes.count) {
    let form = String(decoding: bytes[piece.span], as: UTF8.self)
    if piece.isContinuation, let last = words.popLast() { words.append(last + "|" + form) } else { words.append(form) }
  }
  return words
}

@Suite("Words")
struct TokenizerTests {
  @Test("A contraction is its words, whichever apostrophe was typed, or none", arguments: [
    ("I don't know", ["I", "do|n't", "know"]),
    ("I’ve tried", ["I|’ve", "tried"]),
    ("it couldn´t", ["it", "could|n´t"]),
    ("we'll see what she'd say", ["we|'ll", "see", "what", "she|'d", "say"]),
    ("cannot, gonna", ["can|not", ",", "gon|na"]),
    ("dont worry, im fine", ["do|nt", "worry", ",", "i|m", "fine"]),
    ("Tom's parcel and my parents' lamp", ["Tom|'s", "parcel", "and", "my", "parents|'", "lamp"]),
    ("I 've called", ["I", "'ve", "called"]),
    ("the '90s, it's 5 o'clock", ["the", "'", "90s", ",", "it|'s", "5", "o'clock"]),
  ])
  func contractions(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test("What is one thing is one word: addresses, versions, paths, codes, prices, times", arguments: [
    ("mail ann@shop.example, or see https://shop.example/a?b=1.", ["mail", "ann@shop.example", ",", "or", "see", "https://shop.example/a?b=1", "."]),
    ("(www.shop.example)", ["(", "www.shop.example", ")"]),
    ("version 128.4.3esr of Firefox", ["version", "128.4.3esr", "of", "Firefox"]),
    ("in /var/log/heard.log and C:\\Users\\ann", ["in", "/var/log/heard.log", "and", "C:\\Users\\ann"]),
    ("order 4471-B, no. 12/2024", ["order", "4471-B", ",", "no.", "12/2024"]),
    ("I paid $1,299.00 on 11/28/2000 at 7:30PM", ["I", "paid", "$", "1,299.00", "on", "11/28/2000", "at", "7:30", "PM"]),
    ("#4471 costs 20% less", ["#", "4471", "costs", "20", "%", "less"]),
    ("Settings > Privacy", ["Settings", ">", "Privacy"]),
    ("call 713-853-3989 after 5pm", ["call", "713-853-3989", "after", "5", "pm"]),
    ("report.pdf and setup.exe", ["report.pdf", "and", "setup.exe"]),
  ])
  func wholes(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test("A run without a space is cut in one pass, however long it is", .timeLimit(.minutes(1)), arguments: [("no.", 40_000), ("1/", 2)])
  func endless(part: String, expected: Int) {
    let bytes = Array(String(repeating: part, count: 20_000).utf8)
    #expect(Tokenizer.pieces(of: bytes, in: bytes.indices).count == expected)
  }

  @Test("Hyphens and slashes part words, as the treebank has it, save where they make one", arguments: [
    ("a well-known e-mail", ["a", "well", "-", "known", "e-mail"]),
    ("re-sent it non-stop", ["re-sent", "it", "non-stop"]),
    ("and/or", ["and", "/", "or"]),
    ("w/o a receipt", ["w/o", "a", "receipt"]),
    ("a 3-year-old lamp", ["a", "3", "-", "year", "-", "old", "lamp"]),
  ])
  func hyphens(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test("Signs: runs are one, faces are one, a dot belongs to its abbreviation", arguments: [
    ("What?!? No...", ["What", "?!?", "No", "..."]),
    ("thanks :) :-( ;) <3", ["thanks", ":)", ":-(", ";)", "<3"]),
    ("great 👍🏽!", ["great", "👍🏽", "!"]),
    ("Dr. Miller, i.e. the boss.", ["Dr.", "Miller", ",", "i.e.", "the", "boss", "."]),
    ("it works.Then it stopped", ["it", "works", ".", "Then", "it", "stopped"]),
    ("\"Hello,\" she said", ["\"", "Hello", ",", "\"", "she", "said"]),
    ("----- ===== !!!", ["-----", "=====", "!!!"]),
  ])
  func signs(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test("Every byte but white space is in one word, in order, whatever comes")
  func nothingLost() {
    var random = SplitMix(seed: 7)
    let scalars = Array("aZ09'’´.,;:!?-_/@#$%&*()<>\"\\|~ \n\t\u{A0}\u{200B}é漢👍\u{FE0F}\u{200D}".unicodeScalars)
    for _ in 0..<3000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...40, using: &random) { text.append(scalars.randomElement(using: &random) ?? "a") }
      let bytes = Array(String(text).utf8)
      var end = 0
      for piece in Tokenizer.pieces(of: bytes, in: 0..<bytes.count) {
        #expect(piece.span.lowerBound >= end && !piece.span.isEmpty)
        #expect(isSpace(bytes[end..<piece.span.lowerBound]))
        end = piece.span.upperBound
      }
      #expect(isSpace(bytes[end...]))
    }
  }

  private func isSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let length = Scalar.length(Array(bytes), at - bytes.startIndex, bytes.count)
      guard Scalar.isSpace(Array(bytes), at - bytes.startIndex, length) else { return false }
      at += length
    }
    return true
  }
}
