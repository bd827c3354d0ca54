import Claims
import EnglishReader
import Language
import Testing

@Suite("Word lists")
struct LexiconTests {
  @Test("A shop's own words are heard: its verb is the class, its name is the thing")
  func shopsOwn() throws {
    var lexicon = try Lexicon.builtIn()
    #expect(reading("I grommeted the Speedbox.", lexicon).isEmpty)
    try lexicon.add(
      "# Ours\naction\trestart\tgrommet, reseat, pull the plug of\nring\trouter\tSpeedbox, speed box\n", section: nil)
    #expect(reading("I reseated the Speedbox.", lexicon) == ["restart router"])
    let reader = EnglishReader.with(lexicon)
    let ledger = Ledger(claims: reader.claims(inText: "I reseated the speed box twice."))
    let ask = try #require(reader.asks(in: "Please restart your router.").first)
    #expect(reader.answer(to: ask, in: ledger)?.claim.quote == "I reseated the speed box twice")
  }

  private func reading(_ text: String, _ lexicon: Lexicon) -> [String] {
    EnglishReader.with(lexicon).claims(inText: text).filter { $0.kind == .tried }.map(\.key)
  }

  @Test(
    "A line that is wrong is named with its place and the way out",
    arguments: [
      ("verb\trestart\treseat", "line 1, column 1: begins with no kind of entry"),
      ("# ours\n\naction\n", "line 3, column 1: has no name"),
      ("action\trestart", "line 1, column 15: has no members"),
      ("action\trestart\treseat\tbounce", "line 1, column 29: has more columns"),
      ("ring\trouter\tbox\r\nembedding\tmaybe\tponder", "line 2, column 1: names nothing that is known"),
    ])
  func errors(text: String, problem: String) throws {
    var lexicon = Lexicon()
    let error = #expect(throws: LexiconError.self) { try lexicon.add(text, section: nil) }
    #expect(error?.description.hasPrefix(problem) ?? false, "\(error?.description ?? "")")
  }

  @Test("A line that is wrong takes nothing back that stood before it, and adds nothing of its own")
  func kept() throws {
    var lexicon = try Lexicon.builtIn()
    #expect(throws: LexiconError.self) { try lexicon.add("action\trestart\treseat\nwrong\n", section: nil) }
    #expect(reading("I reseated the router.", lexicon) == ["restart router"])
  }
}

@Suite("What a shop's lexicon can learn from an override")
struct SuggestionTests {
  @Test("Two names of one ring are parted by a ring of their own, which was tried on the case")
  func ring() {
    let suggestions = EnglishReader.shared.suggestions(
      parting: "Please look at the tracking page.", from: "I have looked at the delivery tracker")
    #expect(suggestions.map(\.line).contains("ring\ttracking page\ttracking page"))
  }

  @Test("What both name alike, and a datum, cannot be parted by words")
  func nothing() {
    #expect(EnglishReader.shared.suggestions(parting: "Please restart the router.", from: "I restarted the router").isEmpty)
    #expect(EnglishReader.shared.suggestions(parting: "What is your order number?", from: "order number 4472").isEmpty)
  }
}
