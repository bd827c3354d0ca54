import Claims
import EnglishReader
import MIME
import Testing

@Suite("Claims of a whole mail")
struct MessageTests {
  private func message(_ lines: String...) -> Message {
    Message(parsing: Array(lines.joined(separator: "\r\n").utf8))
  }

  @Test("Her own words count, ours quoted below them do not")
  func quoted() {
    let mail = message(
      "From: Ann Lee <ann@example.org>", "Subject: Re: your parcel", "Content-Type: text/plain; charset=utf-8", "",
      "I restarted the router.", "",
      "On Fri, 3 May 2024 at 10:00, Support <help@shop.example> wrote:",
      "> I checked the tracker and called the carrier.", "> Order no. 4471-B")
    #expect(EnglishReader.shared.claims(in: mail).map(\.key) == ["restart router"])
  }

  @Test("An order number in the Subject is given, and its span counts in the Subject")
  func subject() {
    let mail = message("From: ann@example.org", "Subject: order #4471-B", "", "Where is it?")
    let claim = EnglishReader.shared.claims(in: mail).first { $0.source == .subject }
    #expect(claim?.key == "order-number=4471B")
    #expect(claim?.span == 0..<13)
    #expect(claim?.quote == "order #4471-B")
  }

  @Test("What the Subject says in the text's own words is claimed once; its short form of a fact gives way to the text's")
  func subjectAndText() {
    let claims = EnglishReader.shared.claims(
      in: message(
        "From: ann@example.org", "Subject: The app loses all settings on Win 10", "",
        "The app loses all settings. I use it on Windows 10."))
    #expect(claims.filter { $0.kind == .fact }.map { "\($0.source) \($0.quote)" } == ["own Windows 10"])
    let said = EnglishReader.shared.claims(
      in: message("From: ann@example.org", "Subject: The app loses all settings", "", "The app loses all settings. Why?"))
    #expect(said.filter { $0.kind == .observed }.map { "\($0.source)" } == ["subject"])
  }

  @Test("A screenshot sent along answers an ask for one")
  func attachment() throws {
    let mail = message(
      "From: ann@example.org", "Subject: Fault", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "",
      "--b", "Content-Type: text/plain", "",
      "It stops at once.", "--b", "Content-Type: image/png; name=\"screenshot-1.png\"",
      "Content-Disposition: attachment; filename=\"screenshot-1.png\"",
      "Content-Transfer-Encoding: base64", "", "iVBORw0KGgo=", "--b--", "")
    let ledger = Ledger(claims: EnglishReader.shared.claims(in: mail))
    let ask = try #require(EnglishReader.shared.asks(in: "Could you send us a screenshot?").first)
    #expect(EnglishReader.shared.answer(to: ask, in: ledger)?.claim.source == .attachment)
    #expect(EnglishReader.shared.answer(to: ask, in: ledger)?.claim.quote == "screenshot-1.png")
    let other = try #require(EnglishReader.shared.asks(in: "Could you send us the invoice?").first)
    #expect(EnglishReader.shared.answer(to: other, in: ledger) == nil)
  }

  @Test("The name and number in the signature are given")
  func signature() {
    let mail = message(
      "From: ann@example.org", "Subject: Late", "Content-Type: text/plain; charset=utf-8", "", "Where is my parcel?",
      "", "-- ", "Ann Lee", "Tel: 020 7946 0958")
    let facts = EnglishReader.shared.claims(in: mail).filter { $0.kind == .fact && $0.source == .signature }.map(\.key)
    #expect(facts == ["name=Ann Lee", "phone=02079460958"])
  }

  @Test("A mail of nothing claims nothing")
  func empty() {
    #expect(EnglishReader.shared.claims(in: Message(parsing: [])).isEmpty)
  }
}
