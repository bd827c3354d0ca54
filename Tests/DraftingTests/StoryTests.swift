import Claims
import Drafting
import EnglishReader
import Testing

@Suite("What each story's customer would read")
struct StoryTests {
  let library: TemplateLibrary

  init() throws { library = try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared) }

  @Test("A man who looked at the delivery tracker is thanked for it and not sent back to it")
  func tracker() throws {
    let mail = Mail(
      """
      Good morning, my parcel has not come. I looked at the delivery tracker, and it says "undeliverable".
      The order number is 4471-B and it was to go to 12 Mill Lane.
      """, name: "Edwin Marsh", subject: "Parcel missing"
    )
    .claiming(.tried, "I looked at the delivery tracker", "check tracker")
    .claiming(.observed, "it says \"undeliverable\"", "status undeliverable")
    .claiming(.fact, "4471-B", "order-number=4471B")
    .claiming(.fact, "12 Mill Lane", "address=12 Mill Lane")

    let draft = try library.draft(mail.request())

    #expect(draft.template == "missing-parcel")
    #expect(draft.asks.isEmpty)
    #expect(
      draft.text == """
        Hello Edwin,

        Thank you for having looked ahead: you looked at the delivery tracker, and it says "undeliverable".

        I am sorry for the trouble with your parcel. I have your order number, 4471-B. \
        You have given me all that I need to look into it. That is our work from here on, not yours.
        """)
  }

  @Test("A man whose parcel is missing and who said nothing more is asked once for what is missing")
  func parcelWithNothingKnown() throws {
    let draft = try library.draft(Mail("Where is my parcel?").request())
    #expect(
      draft.text == """
        Hello,

        I am sorry for the trouble with your parcel. \
        Could you look at the delivery tracker and tell me what it says? Could you send me your order number?
        """)
    #expect(draft.asks.map(\.wish) == [.action("check", object: "tracker"), .datum("order-number")])
    for ask in draft.asks {
      let bytes = Array(draft.text.utf8)[ask.span]
      #expect(String(decoding: bytes, as: UTF8.self) == ask.quote)
    }
    #expect(draft.asks.first?.quote == "Could you look at the delivery tracker and tell me what it says?")
  }

  @Test("A man who bought for the wrong blog reads that it is done, by the person who signs")
  func wrongBlog() throws {
    let mail = Mail(
      "Silly me. I bought the upgrade for the wrong one of my blogs.", name: "Lee, Ann", subject: "Wrong blog"
    ).claiming(.tried, "I bought the upgrade for the wrong one of my blogs", "buy upgrade")

    let draft = try library.draft(mail.request(done: Done(text: "moved the upgrade to the right blog")))

    #expect(draft.template == "wrong-item")
    #expect(
      draft.text == """
        Hello Ann,

        I see what happened: you bought the upgrade for the wrong one of your blogs.

        I have moved the upgrade to the right blog.
        """)
    #expect(
      Signature.signed(draft.text, firstName: "Sheri", mailbox: "Blossom Blogs")
        .hasSuffix("right blog.\n\nKind regards,\nSheri\nBlossom Blogs\n"))
  }

  @Test("What a colleague did is said of the colleague")
  func doneByAnother() throws {
    let mail = Mail("I bought the upgrade for the wrong blog.")
    let draft = try library.draft(mail.request(done: Done(text: "moved the upgrade", by: "Marie")))
    #expect(draft.text == "Hello,\n\nMarie has moved the upgrade.")
  }

  @Test("A woman whose chocolates came crushed is not asked for the photo she sent")
  func chocolates() throws {
    let mail = Mail(
      "The box came crushed. I attached a photo of it. Order no. 77120.", name: "\"Nora Quist\"", subject: "Chocolates"
    )
    .claiming(.tried, "I attached a photo of it", "attach photo")
    .claiming(.fact, "77120", "order-number=77120")
    let draft = try library.draft(mail.request())
    #expect(draft.template == "damaged-goods")
    #expect(
      draft.text == """
        Hello Nora,

        Thank you for the trouble you took already: you attached a photo of it.

        I am sorry for the trouble with it. I have your order number, 77120. \
        You have given me all that I need to see what can be done.
        """)
  }

  @Test("A woman who cannot log in and reset her password is asked only for the rest")
  func login() throws {
    let mail = Mail("I cannot log in. I've reset my password twice and I called you yesterday.", name: "Priya Nair")
      .claiming(.tried, "I've reset my password twice", "reset password")
      .claiming(.contacted, "I called you yesterday", "call")
    let draft = try library.draft(mail.request())
    #expect(
      draft.text == """
        Hello Priya,

        Thank you for having tried that before you wrote: you have reset your password twice. \
        This is not your first attempt: you called us yesterday.

        I am sorry for the trouble with logging in. What does the error message say?
        """)
    #expect(draft.asks.map(\.wish) == [.datum("error")])
  }

  @Test("A guest who found too much sauce is thanked at night, once something came of it")
  func spaghettiSauce() throws {
    let draft = try library.thanks(
      ThanksRequest(
        customerName: "Tom Okafor", address: "tom@example.org", theirWords: "There is a little too much sauce for me.",
        resolution: "The chef agrees, and the plates carry less sauce since Monday.", date: "3 May"))
    #expect(draft.template == "thanks")
    #expect(
      draft.text == """
        Hello Tom,

        On 3 May you wrote to us: "There is a little too much sauce for me."

        We talked about it, and this is what came of it: The chef agrees, and the plates carry less sauce since Monday.

        Thank you. It would not have happened without you.
        """)
  }

  @Test("A guest whose own words are lost gets no thanks for nothing")
  func thanksWithoutWords() {
    let request = ThanksRequest(
      customerName: "Tom", address: "tom@example.org", theirWords: " ", resolution: "Less sauce.", date: "")
    #expect(throws: DraftingError.missingName("topic.words", template: "thanks")) { try library.thanks(request) }
  }

  @Test("Printed by accident, a request or a draft shows none of the customer's words")
  func redacted() throws {
    let mail = Mail("I looked at the tracker", name: "Edwin", subject: "Parcel")
      .claiming(.tried, "I looked at the tracker", "check tracker")
    let restatement = try #require(Restatement(of: mail.claims[0]))
    let thanks = ThanksRequest(customerName: "Edwin", address: "", theirWords: "tracker", resolution: "", date: "")
    let draft = try library.draft(mail.request())
    for printed in ["\(mail.request())", "\(draft)", "\(restatement)", "\(thanks)", String(reflecting: draft)] {
      #expect(!printed.contains("Edwin") && !printed.contains("tracker") && !printed.contains("looked"))
    }
  }

  @Test("No link is carried to anybody in a customer's name")
  func noLinksCarried() throws {
    let thanks = try library.thanks(
      ThanksRequest(
        customerName: "Tom", address: "tom@example.org",
        theirWords: "Look at https://evil.example/x or evil.example/y and/or www.evil.example",
        resolution: "Less sauce.", date: ""))
    #expect(thanks.text.contains("\"Look at [link] or [link] and/or [link]\""))
    let reply = try library.draft(Mail("?", subject: "see evil.example/x").request())
    #expect(!reply.text.contains("evil"))
  }

  @Test("Each kind of trouble finds its template by the customer's words", arguments: [
    ("I was charged twice on my credit card", "billing"), ("The app crashes since the update", "app-fault"),
    ("Hello, a question about opening hours", "general"), ("It would be nice if it had a dark mode", "feedback"),
    ("My vase arrived in pieces", "damaged-goods"), ("You sent the wrong size", "wrong-item"),
    ("I am locked out after too many passwords", "login"), ("My package never arrived", "missing-parcel"), ("", "general"),
  ])
  func choosing(words: String, template: String) throws {
    #expect(library.choose(for: Mail(words).request()).name == template)
  }

  @Test("What a subject of their own says counts twice, a tie goes to a person, and thanks answers no mail")
  func choosingRules() throws {
    let library = try TemplateLibrary([
      ("g", file("situation = \"general\"", "x")),
      ("t", file("situation = \"thanks\"\nfits = [\"sauce\", \"soup\", \"tea\"]", "x")),
      ("a", file("situation = \"apples\"\nfits = [\"sauce\"]", "x")),
      ("b", file("situation = \"berries\"\nfits = [\"soups\"]", "x")),
    ], reader: EnglishReader.shared)
    #expect(library.choose(for: Mail("sauce, soup, tea").request()).name == "general")
    #expect(library.choose(for: Mail("too much sauce", subject: "The soup").request()).name == "berries")
    #expect(library.choose(for: Mail("tea").request()).name == "general")
  }

  @Test("A mail of any length gets a letter of ordinary length", arguments: [
    "parcel tracker \" I you ", "\u{301}", "👩\u{200D}", "I checked ", "\"", "{{#done}}", " \n",
  ])
  func longMail(piece: String) throws {
    let words = "I " + String(repeating: piece, count: 10_000)
    var mail = Mail(words).claiming(.tried, words, "check tracker")
    mail.name = String(repeating: "Ann ", count: 50_000)
    mail.subject = words
    let draft = try library.draft(mail.request())
    #expect(draft.text.utf8.count < 2_000)
  }

  @Test("A template that an agent names is taken, and one that does not exist is not guessed")
  func forced() throws {
    let mail = Mail("My parcel is lost")
    #expect(try library.draft(mail.request(template: "general")).template == "general")
    #expect(throws: DraftingError.unknownTemplate("bilingg", nearest: "billing")) {
      try library.draft(mail.request(template: "bilingg"))
    }
    #expect(throws: DraftingError.notForReplies("thanks")) { try library.draft(mail.request(template: "thanks")) }
  }
}
