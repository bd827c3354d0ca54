import MIME
import Testing

@Suite("What a program sends says so, goes to one person, and can be left")
struct ComposeMailingTests {
  private let bob = Address(name: "Bob", address: "bob@example.org")

  private func mail(_ origin: OutgoingMail.Origin, to: [Address]? = nil, cc: [Address] = []) -> OutgoingMail {
    OutgoingMail(
      from: Address(name: "Shop", address: "help@shop.example"), to: to ?? [bob], cc: cc, subject: "It works now",
      date: MailDate(seconds: 1_777_793_400, offsetMinutes: 120), messageID: "n1@shop.example", text: "Thank you.\n",
      origin: origin)
  }

  private func lines(_ mail: OutgoingMail) throws -> [String] {
    String(decoding: try mail.composed(), as: UTF8.self).split(separator: "\r\n").map(String.init)
  }

  @Test("The nightly thanks is these bytes exactly")
  func mailing() throws {
    let origin = OutgoingMail.Origin.mailing(
      .init(
        unsubscribing: .oneClick(
          https: "https://shop.example/leave?t=5f1c9f0e6b7a4d2c", mailto: "mailto:leave@shop.example?subject=5f1c9f0e"),
        list: .init(name: "Thanks from the shop", id: "thanks.shop.example")))
    #expect(
      try lines(mail(origin)) == [
        "From: Shop <help@shop.example>",
        "To: Bob <bob@example.org>",
        "Subject: It works now",
        "Date: Sun, 3 May 2026 09:30:00 +0200",
        "Message-ID: <n1@shop.example>",
        "Auto-Submitted: auto-generated",
        "List-Id: Thanks from the shop <thanks.shop.example>",
        "List-Unsubscribe: <https://shop.example/leave?t=5f1c9f0e6b7a4d2c>,",
        " <mailto:leave@shop.example?subject=5f1c9f0e>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=no",
        "Content-Transfer-Encoding: 7bit",
        "Thank you.",
      ])
  }

  @Test("Without a server for the one click, a mailing offers a mail and promises no click")
  func mailOnly() throws {
    let written = try lines(mail(.mailing(.init(unsubscribing: .mail(mailto: "mailto:leave@shop.example")))))
    #expect(written.filter { $0.hasPrefix("List-") } == ["List-Unsubscribe: <mailto:leave@shop.example>"])
  }

  @Test("A reply that a person approved is not called automatic; an acknowledgement is")
  func autoSubmitted() throws {
    #expect(try !lines(mail(.person)).contains { $0.hasPrefix("Auto-Submitted") })
    #expect(try lines(mail(.acknowledgement)).contains("Auto-Submitted: auto-replied"))
  }

  @Test("What nobody approved goes to exactly one address")
  func oneRecipient() {
    let cleo = Address(name: "", address: "cleo@example.org")
    for origin in [
      OutgoingMail.Origin.acknowledgement, .mailing(.init(unsubscribing: .mail(mailto: "mailto:a@b.example"))),
    ] {
      #expect(throws: ComposeError.severalRecipients) { try mail(origin, to: [bob, cleo]).composed() }
      #expect(throws: ComposeError.severalRecipients) { try mail(origin, cc: [cleo]).composed() }
    }
    #expect(throws: Never.self) { try mail(.person, to: [bob, cleo], cc: [cleo]).composed() }
    #expect(throws: ComposeError.noRecipient) { try mail(.person, to: []).composed() }
  }

  @Test(
    "A way out that is no plain https or mailto address is refused",
    arguments: [
      "http://shop.example/u", "https://", "https://shop.example/ü", "https://shop.example/a b",
      "https://a/>,<mailto:x",
      "https://shop.example/a,b", "https://shop.example/\r\nBcc:x", "javascript:x", "",
      "https://shop.example/" + String(repeating: "x", count: 900),
    ])
  func unsubscribeURI(uri: String) {
    #expect(throws: ComposeError.invalidURI(field: "List-Unsubscribe")) {
      try mail(.mailing(.init(unsubscribing: .oneClick(https: uri, mailto: nil)))).composed()
    }
    #expect(throws: ComposeError.invalidURI(field: "List-Unsubscribe")) {
      try mail(.mailing(.init(unsubscribing: .mail(mailto: uri)))).composed()
    }
  }

  @Test(
    "The name of a list is two or more plain words with dots",
    arguments: ["", "thanks", "a..b", "a b.c", "a.b>", "ü.b", "a.b\r\n"])
  func listID(id: String) {
    #expect(throws: ComposeError.invalidListID) {
      try mail(.mailing(.init(unsubscribing: .mail(mailto: "mailto:a@b.example"), list: .init(name: "", id: id))))
        .composed()
    }
  }

  @Test(
    "No extra field can say otherwise",
    arguments: ["Auto-Submitted", "list-unsubscribe", "List-Unsubscribe-Post", "List-ID", "Sender", "Reply-To"])
  func reserved(name: String) {
    var mail = mail(.person)
    mail.fields = [OutgoingMail.Field(name: name, value: "x")]
    #expect(throws: ComposeError.reservedField(name)) { try mail.composed() }
  }

  @Test("A sender is named only where it is not the author, and answers go where they are wanted")
  func sender() throws {
    var mail = mail(.person)
    mail.sender = Address(name: "Desk", address: "help@shop.example")
    mail.replyTo = Address(name: "Cases", address: "cases@shop.example")
    let read = Message(parsing: try mail.composed())
    #expect(read.sender == nil)
    #expect(read.replyTo == [Address(name: "Cases", address: "cases@shop.example")])
    mail.sender = Address(name: "Desk", address: "desk@shop.example")
    #expect(Message(parsing: try mail.composed()).sender == mail.sender)
  }
}
