import Claims
import Drafting
import EnglishReader
import Gate
import Testing

@Suite("From the customer's words to our letter, with nothing told by hand")
struct ReadMailTests {
  let library: TemplateLibrary

  init() throws { library = try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared) }

  private func request(_ text: String, name: String = "", done: Done? = nil) -> DraftingRequest {
    let claims = EnglishReader.shared.claims(inText: text)
    return DraftingRequest(
      customerName: name, address: "customer@example.org", subject: "", ownWords: text, claims: claims,
      ledger: Ledger(claims: claims), done: done)
  }

  @Test("The man with the tracker is not sent back to the tracker")
  func tracker() throws {
    let request = request(
      """
      Good morning, my parcel has not come. I looked at the delivery tracker, and it says "undeliverable".
      My order number is 4471-B.
      """, name: "Edwin Marsh")
    let draft = try library.draft(request)
    #expect(draft.template == "missing-parcel")
    #expect(draft.text.contains("Thank you for having looked ahead: you looked at the delivery tracker"))
    #expect(!draft.text.contains("Could you look"))
    #expect(!draft.text.contains("Could you send me your order number"))
    #expect(draft.asks.map(\.wish) == [])
    #expect(Gate.compare(draft.text, declared: draft.asks, with: request.ledger, reader: EnglishReader.shared).objections == [])
  }

  @Test("The man with the wrong blog reads his own slip without blame, and the deed of the person who signs")
  func wrongBlog() throws {
    let request = request(
      "It is my own silly mistake: I bought the upgrade for the wrong one of my blogs. Can it be moved?",
      name: "Tom Okafor", done: Done(text: "moved the upgrade to the right blog"))
    let draft = try library.draft(request)
    #expect(draft.template == "wrong-item")
    #expect(draft.text.hasPrefix("Hello Tom,\n\n"))
    #expect(draft.text.hasSuffix("\n\nI have moved the upgrade to the right blog."))
    #expect(Gate.compare(draft.text, declared: draft.asks, with: request.ledger, reader: EnglishReader.shared).objections == [])
  }

  @Test("Whatever a customer has told, no draft asks for it again", arguments: [
    "I can't log in. I have reset my password and the error message says \"E42\".",
    "The app crashes since the update. I restarted the app and I reinstalled it. Version 4.2.1 on an iPhone.",
    "You charged me twice. Invoice number 2231, 12.50 EUR, on 3 May 2026.",
    "My vase came broken. I have attached a photo. Order number 77120.",
    "The delivery never came. Tracking says delivered. Order #88-12. I called you on Monday and wrote to you on Tuesday.",
    "I ordered the wrong size by mistake, order number 5512.",
    "There is a little too much sauce, but I love your pasta.",
    "What are your opening hours?",
  ])
  func neverAgain(text: String) throws {
    let request = request(text)
    let draft = try library.draft(request)
    #expect(Gate.compare(draft.text, declared: draft.asks, with: request.ledger, reader: EnglishReader.shared).objections == [], "\(draft.text)")
    for fault in ["{{", "\n\n\n", "  "] { #expect(!draft.text.contains(fault)) }
  }

  @Test("No other template would ask them again either", arguments: TemplateLibrary.builtIn.map(\.file))
  func everyTemplate(file: String) throws {
    let name = String(file.dropLast(".mustache".count))
    guard name != Template.thanks else { return }
    let text = """
      I looked at the delivery tracker. I have reset my password, restarted the app and updated it. I have attached a photo.
      Order number 4471, invoice number 2231, version 4.2, my email is ann@example.org.
      """
    let read = request(text)
    let forced = DraftingRequest(
      customerName: "", address: "", subject: "", ownWords: text, claims: read.claims, ledger: read.ledger, template: name)
    let draft = try library.draft(forced)
    #expect(Gate.compare(draft.text, declared: draft.asks, with: read.ledger, reader: EnglishReader.shared).objections == [], "\(draft.text)")
    #expect(!draft.asks.contains { [.datum("order-number"), .datum("version")].contains($0.wish) })
  }
}
