import Claims
import EnglishReader
import Testing

/// What a text states, as `kind: words`.
private func stated(_ text: String, _ kinds: ClaimKind...) -> [String] {
  EnglishReader.shared.claims(inText: text).filter { kinds.isEmpty || kinds.contains($0.kind) }.map(\.quote)
}

@Suite("All that a customer says")
struct KindTests {
  @Test(
    "What a parcel, a bill or a ticket does is observed",
    arguments: [
      ("The courier never rang the bell.", "The courier never rang the bell"),
      ("You charged me twice for the same night.", "You charged me twice for the same night"),
      ("The soup arrived cold.", "The soup arrived cold"),
      ("I was denied boarding at the gate.", "I was denied boarding at the gate"),
      ("My card was declined three times.", "My card was declined three times"),
      ("I have not heard from you since.", "I have not heard from you since"),
      ("I am getting an error.", "I am getting an error"),
    ])
  func observed(text: String, words: String) {
    #expect(stated(text, .observed) == [words])
  }

  @Test("What is wanted is a request, and how they want to be treated a preference")
  func wishes() {
    #expect(stated("I would like my money back.", .request) == ["I would like my money back"])
    #expect(stated("Can you move the booking to Friday?", .request) == ["Can you move the booking to Friday"])
    #expect(stated("Please do not call me.", .preference) == ["do not call me"])
    #expect(stated("I don't want a voucher.", .preference) == ["I don't want a voucher"])
    #expect(stated("This is urgent.", .preference) == ["This is urgent"])
  }

  @Test("A promise is what the other side said it would do, not what it would not")
  func promises() {
    #expect(stated("Your agent said that you would refund the fare.", .promised) == ["you would refund the fare"])
    #expect(stated("I was told I would get a new router by Monday.", .promised) == ["I would get a new router by Monday"])
    #expect(stated("They said they would not refund the fare.", .promised).isEmpty)
    #expect(stated("I said that I would pay on Monday.", .promised).isEmpty)
  }

  @Test("Judgements are feedback, and a state of mind is a feeling")
  func voices() {
    #expect(stated("The new menu is horrible.", .feedback) == ["The new menu is horrible"])
    #expect(stated("I love the new seats.", .feedback) == ["I love the new seats"])
    #expect(stated("I am really frustrated.", .feeling) == ["I am really frustrated"])
    #expect(stated("It is driving me crazy.", .feeling) == ["It is driving me crazy"])
  }

  @Test("Contact counts in either direction, and in vain")
  func contact() {
    #expect(stated("I phoned your hotline on Monday and wrote to you on Tuesday.", .contacted).count == 2)
    #expect(stated("I received a letter from the bank.", .contacted) == ["I received a letter from the bank"])
    #expect(stated("I could not reach anybody.", .contacted) == ["I could not reach anybody"])
    #expect(stated("I was told to wait.", .contacted).isEmpty)
  }

  @Test(
    "A deed shares subject, auxiliary and try with the one before it",
    arguments: [
      ("I have tried resetting the box, swapping the cable and calling you.", ["reset box", "change cable"]),
      ("I unplugged the kettle and descaled it.", ["disable kettle", "clean kettle"]),
      ("I had the screen replaced.", ["replace screen"]),
      ("After updating the app I lost my tickets.", ["update app"]),
      ("My wife reset the thermostat.", ["reset thermostat"]),
      ("Restarted the phone. Cleared the cache.", ["restart phone", "clear cache"]),
    ])
  func deeds(text: String, keys: [String]) {
    #expect(EnglishReader.shared.claims(inText: text).filter { $0.kind == .tried }.map(\.key) == keys)
  }

  @Test(
    "What was only planned, believed, told, asked or imagined is no deed",
    arguments: [
      "I was going to reset it.", "I thought I had paid the bill.", "You told me to reset the box.",
      "If I reset the box, will it work?",
      "I would have returned it.", "I moved to Leeds last year.", "Has anyone reset the box?", "I need to reset the box.",
    ])
  func noDeeds(text: String) {
    #expect(stated(text, .tried).isEmpty, "\(stated(text, .tried))")
  }
}
