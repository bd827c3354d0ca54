import Claims
import Drafting
import EnglishReader
import Gate
import Testing

@Suite("Nothing leaves that asks again")
struct GateTests {
  private static let trackerText = "I have looked at the delivery tracker. My order number is 4471."

  /// What the man with the missing parcel said, in a mail of 3 May.
  private let ledger = Ledger(
    claims: [
      Claim(
        kind: .tried, quote: "I have looked at the delivery tracker", span: 0..<37, source: .own, key: "check tracker",
        rule: "test"),
      Claim(kind: .fact, quote: "4471", span: 58..<62, source: .own, key: "order-number=4471", rule: "test"),
    ], message: 7, date: 1_777_766_400)

  private func draft(_ text: String, asks: [Ask] = []) -> Draft { Draft(text: text, asks: asks, template: nil) }

  @Test("A man who checked the tracker is not asked to check it: the gate blocks, with both quotes")
  func tracker() throws {
    let verdict = Gate.check(draft("Hello,\n\nCould you look at the tracker?"), against: ledger, reader: EnglishReader.shared)
    guard case .blocked(let objections) = verdict else {
      Issue.record("cleared")
      return
    }
    let objection = try #require(objections.first)
    #expect(objections.count == 1)
    #expect(objection.ask.quote.contains("Could you look at the tracker"))
    #expect(objection.answer.claim.quote == "I have looked at the delivery tracker")
    #expect(objection.answer.message == 7)
  }

  @Test("All objections come at once, in order of the text")
  func allAtOnce() {
    let text = "Could you send me your order number? Thank you. Could you look at the delivery tracker?"
    let objections = Gate.compare(text, with: ledger, reader: EnglishReader.shared).objections
    #expect(objections.map(\.answer.claim.key) == ["order-number=4471", "check tracker"])
    #expect(objections.map(\.ask.span.lowerBound) == objections.map(\.ask.span.lowerBound).sorted())
    for objection in objections {
      #expect(String(decoding: Array(text.utf8)[objection.ask.span], as: UTF8.self) == objection.ask.quote)
    }
  }

  @Test("A reply that goes on from what he said is cleared, word for word")
  func cleared() {
    let reply = draft(
      "Hello,\n\nThank you for having looked ahead: you looked at the delivery tracker. I have found your parcel.")
    guard case .cleared(let cleared) = Gate.check(reply, against: ledger, reader: EnglishReader.shared) else {
      Issue.record("blocked")
      return
    }
    #expect(cleared.draft == reply)
  }

  @Test("An ask that he has not answered is free")
  func unansweredAsk() {
    #expect(Gate.compare("Could you send me your order number?", with: Ledger(), reader: EnglishReader.shared).objections == [])
    #expect(Gate.compare("Which version do you use?", with: ledger, reader: EnglishReader.shared).objections == [])
  }

  @Test("An ask that the template declared and that is also found is one objection, not two")
  func declaredAndFound() {
    let text = "Could you look at the delivery tracker?"
    let declared = Ask(
      wish: .action("check", object: "tracker"), quote: text, span: 0..<text.utf8.count, rule: "template")
    #expect(Gate.compare(text, declared: [declared], with: ledger, reader: EnglishReader.shared).objections.count == 1)
  }

  @Test("An ask that only the template knows of is checked too")
  func declaredOnly() {
    let text = "The tracker may know more."
    let declared = Ask(
      wish: .action("check", object: "tracker"), quote: text, span: 0..<text.utf8.count, rule: "template")
    #expect(
      Gate.compare(text, declared: [declared], with: ledger, reader: EnglishReader.shared).objections.map(\.ask) == [declared])
  }

  @Test("What an agent typed into a cleared draft is read again")
  func editedText() throws {
    let library = try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared)
    let request = DraftingRequest(
      customerName: "Edwin Marsh", address: "edwin@example.org", subject: "Parcel", ownWords: Self.trackerText,
      claims: ledger.entries.map(\.claim), ledger: ledger)
    let first = try library.draft(request)
    #expect(Gate.compare(first.text, declared: first.asks, with: ledger, reader: EnglishReader.shared).objections == [])

    let edited = Draft(
      text: first.text + "\n\nCould you look at the delivery tracker again?", asks: first.asks, template: first.template)
    guard case .blocked(let objections) = Gate.check(edited, against: ledger, reader: EnglishReader.shared) else {
      Issue.record("an edited text got through")
      return
    }
    #expect(objections.map(\.answer.claim.key) == ["check tracker"])
  }

  @Test("An objection says what to write instead: thanks for what was done, with its day")
  func instead() throws {
    let said = EnglishReader.shared.claims(
      inText: "I checked the tracker on Tuesday. My order number is 4471.", written: CivilDay(year: 2026, month: 11, day: 20))
    // Friday 20 November 2026.
    let ledger = Ledger(claims: said, message: 7, date: 1_795_132_800)
    let objections = Gate.compare(
      "Please look at the tracker, and send us your order number.", with: ledger, reader: EnglishReader.shared
    ).objections
    #expect(
      objections.map(\.acknowledgement) == [
        "Thank you for checking the tracker on Tuesday.", "Thank you, I have your order number: 4471.",
      ])
    #expect(objections.map(\.answer.message) == [7, 7])
    #expect(objections.map(\.answer.date) == [1_795_132_800, 1_795_132_800])
  }

  @Test("What was done before with something different this time is asked with a warning")
  func difference() throws {
    let ledger = Ledger(claims: EnglishReader.shared.claims(inText: "I restarted the router twice."), message: 7)
    let text = "Please restart the router once more, this time with the cable unplugged."
    guard case .cleared(let cleared) = Gate.check(draft(text), against: ledger, reader: EnglishReader.shared) else {
      Issue.record("blocked")
      return
    }
    #expect(cleared.warnings.map(\.answer.claim.quote) == ["I restarted the router twice"])
    #expect(cleared.override == nil)
    #expect(Gate.compare("Please restart the router.", with: ledger, reader: EnglishReader.shared).warnings.isEmpty)
  }

  @Test("A person may say that the ask is right all the same, and must say why")
  func anyway() throws {
    let asking = draft("Could you look at the delivery tracker?")
    #expect(Gate.clear(asking, against: ledger, reader: EnglishReader.shared, anyway: "  ") == nil)
    let cleared = try #require(Gate.clear(asking, against: ledger, reader: EnglishReader.shared, anyway: "it is another parcel"))
    #expect(cleared.draft == asking)
    #expect(cleared.override?.reason == "it is another parcel")
    #expect(cleared.override?.objections.map(\.answer.claim.key) == ["check tracker"])
    let harmless = try #require(
      Gate.clear(draft("It is on its way."), against: ledger, reader: EnglishReader.shared, anyway: "so"))
    #expect(harmless.override == nil, "nothing was overridden")
  }
}
