import Claims
import EnglishReader
import MIME
import Testing

@Suite("Tables, forms and the customer's own quoted mail")
struct LayoutTests {
  private func claims(_ lines: String...) -> [Claim] {
    EnglishReader.shared.claims(in: Message(parsing: Array(lines.joined(separator: "\r\n").utf8)))
  }

  @Test("A table's rows give their data, at their place in the readable text")
  func table() {
    let claims = claims(
      "From: Tom Hale <tom@riverside.example>", "Subject: Where is it", "Content-Type: text/html; charset=utf-8", "",
      "<p>Hello,</p><table><tr><td>Bestellnummer</td><td>4471 B</td></tr><tr><td>Version</td><td>5.1.2</td></tr>",
      "<tr><td>Name</td><td>Tom Hale</td></tr></table>",
      "<p>I checked the tracker twice.</p>")
    #expect(claims.filter { $0.source == .table }.map(\.key) == ["order-number=4471B", "version=5.1.2", "name=Tom Hale"])
    #expect(claims.filter { $0.kind == .tried }.map(\.source) == [.own])
  }

  @Test("A table's columns give what stands under their labels, whatever they are parted by")
  func columns() {
    let mail = """
      Hello,
      | Order number | Tracking number    | Amount   |
      |--------------|--------------------|----------|
      | 4471 B       | 1Z999AA10123456784 | 30 euros |
      | 4472 C       |                    | 12 euros |
      Where are they?
      """
    let claims = EnglishReader.shared.claims(inText: mail).filter { $0.source == .table }
    #expect(
      claims.map(\.key) == [
        "order-number=4471B", "tracking-number=1Z999AA10123456784", "amount=30.00EUR", "order-number=4472C", "amount=12.00EUR",
      ])
    #expect(claims.first?.quote == "4471 B")
  }

  @Test("A form's fields give their data, and sentences in a field what they state")
  func form() {
    let claims = claims(
      "From: form@riverside.example", "Subject: Contact form", "Content-Type: text/plain; charset=utf-8", "",
      "Order number: 4471-B", "E-mail: tom@riverside.example", "What happened: I restarted the router twice and it still blinks.",
      "")
    #expect(claims.filter { $0.kind == .fact }.map(\.key) == ["order-number=4471B", "email=tom@riverside.example"])
    #expect(claims.filter { $0.kind == .tried }.map(\.key) == ["restart router"])
    #expect(claims.allSatisfy { $0.source == .form })
  }

  @Test("What they quote of a mail of their own is theirs, from behind the marks; what they quote of ours is not")
  func ownQuote() {
    let claims = claims(
      "From: Tom Hale <tom@riverside.example>", "Subject: Again", "Content-Type: text/plain; charset=utf-8", "",
      "Nobody has answered this.", "",
      "On 3 May 2026, Tom Hale <tom@riverside.example> wrote:", "> I restarted the router.", "> My order number is 4471-B.")
    #expect(claims.filter { $0.source == .quoted }.map(\.key) == ["restart router", "order-number=4471B"])
    let ours = self.claims(
      "From: Tom Hale <tom@riverside.example>", "Subject: Again", "Content-Type: text/plain; charset=utf-8", "",
      "Nobody has answered this.", "",
      "On 3 May 2026, Ann <support@shop.example> wrote:", "> I restarted the router.", "> My order number is 4471-B.")
    #expect(ours.allSatisfy { $0.source != .quoted })
  }
}
