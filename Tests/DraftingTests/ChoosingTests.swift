import Claims
import Drafting
import EnglishReader
import Gate
import Testing

@Suite("Which template a mail gets, and what its letter does not claim")
struct ChoosingTests {
  let library: TemplateLibrary

  init() throws { library = try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared) }

  private func request(_ text: String, subject: String = "", done: Done? = nil, template: String? = nil)
    -> DraftingRequest
  {
    let claims = EnglishReader.shared.claims(inText: text)
    return DraftingRequest(
      customerName: "", address: "customer@example.org", subject: subject, ownWords: text, claims: claims,
      ledger: Ledger(claims: claims), done: done, template: template)
  }

  private func text(_ words: String, subject: String = "", done: Done? = nil, template: String? = nil) throws
    -> String
  { try library.draft(request(words, subject: subject, done: done, template: template)).text }

  @Test("Their own newest words choose, not the subject of an older mail", arguments: [
    ("Re: Where is my parcel?", "You charged my credit card twice.", "billing"),
    ("AW: Where is my parcel?", "Hello again.", "missing-parcel"),
    ("Re: Where is my parcel?", "It came today, thank you.", "general"),
    ("Where is my parcel?", "Hello again.", "missing-parcel"),
  ])
  func replies(subject: String, words: String, template: String) {
    #expect(library.choose(for: request(words, subject: subject)).name == template)
  }

  @Test("What has come is not missing, and what is not ordered neither", arguments: [
    ("The parcel came today, but the mug is broken.", "damaged-goods"),
    ("The courier brought it and I received my parcel, but the vase was cracked.", "damaged-goods"),
    ("Before I order: which courier does the delivery?", "general"),
    ("Nothing has arrived, and the tracker says it was delivered.", "missing-parcel"),
    ("The tracker says it came today, but it never arrived.", "missing-parcel"),
  ])
  func arrival(words: String, template: String) {
    #expect(library.choose(for: request(words)).name == template)
  }

  @Test("One weak word, or two templates at once, is left to a person", arguments: [
    "I like the price.", "Which app do you use yourselves?", "A parcel is a parcel.",
    "The lamp does not work.", "The link is broken.",
    "I was charged, and the mug is shattered, and it crashed.",
  ])
  func weak(words: String) { #expect(library.choose(for: request(words)).name == "general") }

  @Test("A fault of the app needs the app, or a word that only programs earn", arguments: [
    "The app does not work.", "It crashes.", "I get an error message.", "The app is frozen.",
  ])
  func appFault(words: String) { #expect(library.choose(for: request(words)).name == "app-fault") }

  @Test("Who updated to a version is asked neither for the version nor to update")
  func updated() throws {
    let draft = try library.draft(request("The app crashes. I updated to 5.1 and restarted my phone."))
    #expect(draft.asks.map(\.wish) == [.datum("error")])
    #expect(draft.text.contains("I see your version: 5.1."))
  }

  @Test("A death in the family gets no form letter", arguments: [
    "My mother died last week. Please cancel her order, it was charged twice.", "I have cancer and cannot log in.",
    "My husband passed away. The parcel never arrived.", "I am in hospital and the app crashes.",
  ])
  func grief(words: String) throws {
    let draft = try library.draft(request(words + " I bought a lamp and checked the tracker."))
    #expect(draft.template == "general")
    #expect(draft.text == "Hello,\n\nI have read your mail, and it is with me now.")
  }

  @Test("The subject of a reply is not said back")
  func replySubject() throws {
    #expect(try text("Hello.", subject: "Opening hours").contains("about \"Opening hours\""))
    #expect(try !text("Hello.", subject: "Re: Opening hours").contains("Opening hours"))
  }

  @Test("No letter tells them of a trouble they did not tell", arguments: [
    "missing-parcel", "login", "app-fault", "damaged-goods", "billing", "wrong-item",
  ])
  func safeWords(template: String) throws {
    let letter = try text("Hello.", template: template)
    for claim in ["not reached you", "locked out", "lets you down", "such a state", "at once", "does not add up"] {
      #expect(!letter.contains(claim))
    }
  }

  @Test("Nobody is thanked for what solves nothing, came to nothing, or was not theirs", arguments: [
    "I threw the cup away.", "I got your email.", "My wife checked the tracker but couldn't open it.",
    "I sent it three times already.", "I CHECKED THE TRACKER.", "I did not get the reset link.",
    "I have restarted teh router.",
  ])
  func unsaid(words: String) throws {
    #expect(try text(words, template: "general") == "Hello,\n\nI have read your mail, and it is with me now.")
  }

  @Test("Contact in vain is no step to thank for")
  func contactInVain() throws {
    let letter = try text("I wrote to you and got no answer.", template: "general")
    #expect(!letter.contains("Thank you"))
    #expect(letter.contains("This is not your first attempt: you wrote to us."))
  }

  @Test("A number in brackets is shown without them, and of two numbers none is shown")
  func facts() throws {
    let one = try text("You charged the invoice (INV-2026-0815) twice.")
    #expect(one.contains("I have the invoice number, INV-2026-0815."))
    let two = try text("Order 555 is my wife's, mine is 556. It never arrived.")
    #expect(!two.contains("555") && !two.contains("556") && !two.contains("order number"))
  }

  @Test("Billing asks for one number at most, and for none where an order is named")
  func billing() throws {
    let open = try library.draft(request("I was charged twice."))
    #expect(open.asks.map(\.wish) == [.datum("invoice-number")])
    let known = try library.draft(request("I was charged twice for order number 5512."))
    #expect(known.asks.isEmpty)
    #expect(known.text.contains("I have your order number, 5512."))
    #expect(known.text.contains("I have all that I need"))
  }

  @Test("A deed told as a sentence stands as it is", arguments: [
    ("We sent the invoice again.", "We sent the invoice again."), ("The lamp is on its way", "The lamp is on its way."),
    ("Marie moved it.", "Marie moved it."), ("sent the invoice again", "Bob has sent the invoice again."),
    ("Sent the invoice again.", "Bob has sent the invoice again."),
  ])
  func done(deed: String, said: String) throws {
    #expect(try text("Hello.", done: Done(text: deed, by: "Bob")).hasSuffix("\n\n" + said))
  }

  @Test("The thanks quote them, and the gate takes nothing in it for an ask")
  func thanks() throws {
    let words = "I checked the tracker. Please check the tracker and tell me your order number."
    let draft = try library.thanks(
      ThanksRequest(
        customerName: "", address: "", theirWords: words, resolution: "The tracker is new.", date: "3 May"))
    let ledger = Ledger(claims: EnglishReader.shared.claims(inText: words))
    #expect(Gate.compare(draft.text, declared: draft.asks, with: ledger, reader: EnglishReader.shared).objections == [])
  }
}
