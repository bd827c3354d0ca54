import Claims
import EnglishReader
import Testing

/// A small generator with a fixed seed (SplitMix64), so that a failure can be seen again.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("A claim is a finger on the customer's sentence")
struct ExactWordsTests {
  private static let pieces = [
    "I", "'ve", "’ve", "checked", "the tracker", "restart", "ed", "router", "and", ",", ".", "...", "…", "?", "!", "\n",
    "\n\n", "\t", " ", "  ", "order no.",
    "#4471-B", "$", "€12,50", "{", "}", "(", ")", "\"", "“", "”", "'", "attached", "Attached is", "see screenshot",
    "don't have", "have", "no option to", "with",
    "all", "disabled", "said", "would", "call", "XX/XX/2018", "3", "May", "2024", "+31", "20", "555", "Windows", "11",
    "version", "v140", "0x80070005", "NS_A_B",
    "ann@example.org", "www.example.com", "https://", "@", "//", "🙂", "👩‍👩‍👧", "é", "e\u{301}", "\u{FFFD}", "\u{0}",
    "\u{200B}", "\u{202E}", "日本", "no", "name", "my name is",
    "Ann", "- ", "1. ", "Subject: ", "> quoted", "to", "it still says", "undeliverable", "the", "last", "few", "days",
    "ago", "since", "had", "me", "in", "case", "every", "time",
    "iPhone", "only in", "Firefox", "Chrome", "works", "in", "-- ", "On 3 May Ann wrote:", "a", "new", "one", "look",
    "back", "off", "on", "turned", "took",
  ]

  private func check(_ text: String) {
    let bytes = Array(text.utf8)
    for claim in EnglishReader.shared.claims(inText: text) {
      #expect(claim.span.lowerBound >= 0 && claim.span.upperBound <= bytes.count && !claim.span.isEmpty)
      guard claim.span.lowerBound >= 0, claim.span.upperBound <= bytes.count else { continue }
      #expect(Array(claim.quote.utf8) == Array(bytes[claim.span]))
    }
    for ask in EnglishReader.shared.asks(in: text) {
      guard ask.span.upperBound <= bytes.count else {
        Issue.record("ask outside its text")
        continue
      }
      #expect(Array(ask.quote.utf8) == Array(bytes[ask.span]))
      _ = EnglishReader.shared.answer(to: ask, in: Ledger(claims: EnglishReader.shared.claims(inText: text)))
    }
  }

  @Test("Its quote is the text at its span, for 3000 mails shaken from scraps", arguments: [1, 2, 3])
  func shaken(seed: UInt64) {
    var random = Seeded(state: seed)
    for _ in 0..<1_000 {
      let count = Int.random(in: 0..<40, using: &random)
      var text = ""
      for _ in 0..<count {
        text += Self.pieces.randomElement(using: &random) ?? ""
        if Bool.random(using: &random) { text += " " }
      }
      check(text)
    }
  }

  @Test("Its quote is the text at its span, for bytes that are hardly text")
  func bytes() {
    var random = Seeded(state: 4)
    for _ in 0..<500 {
      let count = Int.random(in: 0..<120, using: &random)
      check(String(decoding: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, as: UTF8.self))
    }
  }

  @Test(
    "A hostile mail of one kind of byte is read through",
    arguments: [
      ".", "a", "\"", ",", "and ", "if ", "I ", "> ", "\n", "1.", "/", "@", "a.", "don't ", "have ", "with ", "#1 ",
      "to ", "( ", "I restarted ", "\u{1F642}",
    ])
  func hostile(piece: String) {
    check(String(repeating: piece, count: 3_000))
  }

  @Test("A text with a Subject line counts its spans from the very start")
  func subjectLine() {
    let claims = EnglishReader.shared.claims(inText: "Subject: order #4471-B\n\nI checked the tracker.")
    #expect(claims.map(\.source) == [.subject, .own])
    #expect(claims.map(\.span) == [9..<22, 24..<45])
  }

  @Test("What is printed of a claim withholds the customer's words")
  func redacted() {
    let claims = EnglishReader.shared.claims(inText: "I checked the tracker.")
    #expect(claims.count == 1)
    #expect(!"\(claims)".contains("tracker"))
  }
}
