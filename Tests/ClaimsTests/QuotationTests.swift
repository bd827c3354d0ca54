import Claims
import EnglishReader
import Testing

@Suite("Words between quotation marks are somebody else's")
struct QuotationTests {
  @Test(
    "A letter that quotes the customer asks nothing by it",
    arguments: [
      "You wrote: \"Please check the tracker.\" I did.", "You wrote: “Please check the tracker”.",
      "Sie schrieben: „Please check the tracker“.", "Vous avez écrit : «Please check the tracker».",
      "You wrote: \"It is late. Please check the tracker. Thanks.\" I have.",
      "You wrote: \"He said \"check it\" twice. Please check the tracker.\" I have.",
    ])
  func quoted(text: String) {
    #expect(EnglishReader.shared.asks(in: text).isEmpty, "\(EnglishReader.shared.asks(in: text).map(\.quote))")
  }

  @Test(
    "An ask outside the marks stays one, as does one that names a button",
    arguments: [
      ("You wrote: \"I looked.\" Please check the tracker.", "Please check the tracker"),
      ("Please click \"Restart\".", "Please click \"Restart\""),
      ("It is a 5\" screen. Please check the tracker.", "Please check the tracker"),
      ("The page \"Orders\" is open\". Please check the tracker.", "Please check the tracker"),
      ("He said \"hello.\n\nPlease check the tracker.\"", "Please check the tracker"),
    ])
  func asked(text: String, quote: String) {
    #expect(
      EnglishReader.shared.asks(in: text).map(\.quote).contains(quote), "\(EnglishReader.shared.asks(in: text).map(\.quote))")
  }

  @Test("What another person said he did is no deed of the customer")
  func speech() {
    #expect(keys("The driver said: \"I checked the tracker\".", .tried).isEmpty)
    #expect(keys("He wrote: “I rang the bell. I restarted the scanner.”", .tried).isEmpty)
    #expect(keys("I checked the \"tracker\" page.", .tried) == ["check tracker"])
  }

  @Test("A text of nothing but marks is read in one pass")
  func hostile() {
    #expect(EnglishReader.shared.asks(in: String(repeating: "\" “ « please check ", count: 20_000)).count >= 0)
    #expect(EnglishReader.shared.asks(in: String(repeating: "\"a\" ", count: 40_000) + "Please check the tracker.").count == 1)
  }
}
