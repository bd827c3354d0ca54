import Claims
import EnglishReader
import Testing

@Suite("What of all that they said still holds")
struct LedgerTests {
  /// What several mails of one person say, a day apart.
  private func ledger(_ mails: String...) -> Ledger {
    Ledger(
      mails.enumerated().flatMap { number, text in
        Ledger(claims: EnglishReader.shared.claims(inText: text), message: Int64(number + 1), date: Int64(number) * 86_400)
          .entries
      })
  }

  private func standing(_ ledger: Ledger, _ kinds: ClaimKind...) -> [String] {
    EnglishReader.shared.standing(ledger).entries.filter { kinds.contains($0.claim.kind) }.map(\.claim.key)
  }

  private func isAnswered(_ ask: String, by ledger: Ledger) -> Bool {
    EnglishReader.shared.answers(to: EnglishReader.shared.asks(in: ask), in: EnglishReader.shared.standing(ledger)).contains {
      $0 != nil
    }
  }

  @Test("A correction takes the place of what was said before, in one mail and in the next")
  func correction() {
    #expect(standing(ledger("My order number is 4471.", "Actually it was order 88."), .fact) == ["order-number=88"])
    #expect(standing(ledger("My order number is 4471. Sorry, I meant order 88."), .fact) == ["order-number=88"])
    #expect(standing(ledger("It is about order 4471.", "It is not order 4471, but order 88."), .fact) == ["order-number=88"])
  }

  @Test("A second order is no correction of the first")
  func second() {
    #expect(
      standing(ledger("My order number is 4471.", "The same with my order number 88."), .fact) == [
        "order-number=4471", "order-number=88",
      ])
  }

  @Test("The same datum said twice is one, with the newest words")
  func merged() {
    let entries = EnglishReader.shared.standing(ledger("My order number is 4471.", "Again: order no. 4471.")).entries
      .filter { $0.claim.kind == .fact }
    #expect(entries.map(\.claim.key) == ["order-number=4471"])
    #expect(entries.map(\.message) == [2])
  }

  @Test("What was left undone and is done now is done; what is taken back is not")
  func takenBack() {
    #expect(
      standing(ledger("I have not restarted the router yet.", "I have restarted the router now."), .tried, .notTried) == [
        "restart router"
      ])
    let denied = ledger("I restarted the router.", "Sorry, I have not restarted the router.")
    #expect(standing(denied, .tried).isEmpty)
    #expect(!isAnswered("Please restart the router.", by: denied))
  }

  @Test("A restart answers until a later mail reports a change; what is done once answers for ever")
  func ages() {
    let before = "I restarted the router and sent you the invoice. My serial number is LM-20931."
    #expect(isAnswered("Please restart the router.", by: ledger(before)))
    #expect(isAnswered("Please restart the router.", by: ledger(before, "It is still the same.")))
    let after = ledger(before, "I installed the new firmware. Now the light is red.")
    #expect(!isAnswered("Please restart the router.", by: after))
    #expect(isAnswered("Please send us the invoice.", by: after))
    #expect(isAnswered("Please send us your serial number.", by: after))
    #expect(isAnswered("Please install the new firmware.", by: after))
  }

  @Test("Ten thousand claims and a hundred asks are compared in one go")
  func many() {
    let claims = (0..<10_000).map {
      Claim(kind: .tried, quote: "I cleaned filter \($0)", span: 0..<18, source: .own, key: "clean filter", rule: "test")
    }
    let asks = EnglishReader.shared.asks(in: String(repeating: "Please restart the router. ", count: 100))
    #expect(asks.count == 100)
    let ledger = EnglishReader.shared.standing(Ledger(claims: claims))
    #expect(EnglishReader.shared.answers(to: asks, in: ledger).allSatisfy { $0 == nil })
  }

  @Test("Neither a claim nor its ledger tells the customer's words in a description")
  func descriptions() {
    let ledger = ledger("I restarted the router. My order number is 4471.")
    for text in [String(describing: ledger), String(reflecting: ledger), "\(ledger.entries)", String(reflecting: ledger.entries)]
    {
      #expect(!text.contains("router"))
      #expect(!text.contains("4471"))
    }
  }
}
