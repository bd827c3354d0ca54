import MIME
import Testing

@Suite("What we write reaches the customer as it was approved")
struct ComposeTests {
  private func mail(
    name: String = "Ann", to: Address = Address(name: "Bob Lee", address: "bob@example.org"),
    subject: String = "Re: Parcel",
    fields: [OutgoingMail.Field] = [], text: String = "Hello Bob,\n\nit is on its way.\n"
  ) -> OutgoingMail {
    OutgoingMail(
      from: Address(name: name, address: "help@shop.example"), to: [to], subject: subject,
      date: MailDate(seconds: 1_777_793_400, offsetMinutes: 120), messageID: "r1@shop.example",
      inReplyTo: "q1@example.org",
      references: ["q0@example.org", "q1@example.org"], fields: fields, text: text)
  }

  @Test("A plain reply is these bytes exactly")
  func golden() throws {
    let bytes = try mail(fields: [.init(name: "X-Heard-Id", value: "7")]).composed()
    let expected = """
      From: Ann <help@shop.example>
      To: Bob Lee <bob@example.org>
      Subject: Re: Parcel
      Date: Sun, 3 May 2026 09:30:00 +0200
      Message-ID: <r1@shop.example>
      In-Reply-To: <q1@example.org>
      References: <q0@example.org> <q1@example.org>
      X-Heard-Id: 7
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8; format=flowed; delsp=no
      Content-Transfer-Encoding: 7bit

      Hello Bob,

      it is on its way.

      """
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == expected.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
  }

  @Test(
    "Texts come back as they were written",
    arguments: [
      "short\n", " leading space\n>quote mark\nFrom the start\n", "Grüße aus Köln, 5 € billiger\n",
      "a\n-- \nAnn\n", "\n\nempty lines\n\n", "tab\tinside and at the end\t\n", "=20 equals = signs\n",
      "two  spaces   between " + String(repeating: "word  ", count: 60) + "end\n", "日本語のとても長い文章です。\n",
      String(repeating: "x", count: 3_000) + "\n", "--\n--  \n.\n..\n", "",
    ])
  func roundTrip(text: String) throws {
    let read = Message(parsing: try mail(text: text).composed())
    let expected = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line == "-- " ? "-- " : String(line.reversed().drop { $0 == " " }.reversed())
    }
    #expect(read.text == expected.joined(separator: "\n"))
    #expect(read.damage.isEmpty)
  }

  @Test("Long lines flow at 78 columns and hold no line of more than 998 octets")
  func lineLengths() throws {
    let text = String(repeating: "it was late again ", count: 100)
    let bytes = try mail(text: text).composed()
    let lines = bytes.split(separator: 0x0A).map { $0.count - 1 }
    #expect(lines.allSatisfy { $0 <= 78 })
    #expect(Message(parsing: bytes).text.hasPrefix("it was late again it was"))
  }

  @Test(
    "A-43: a control character in any value stops the mail",
    arguments: ["\r", "\n", "\r\nBcc: x@y.example", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "\u{1B}[2J"])
  func controls(bad: String) {
    #expect(throws: ComposeError.controlCharacter(field: "Subject")) { try mail(subject: "a\(bad)b").composed() }
    #expect(throws: ComposeError.controlCharacter(field: "From")) { try mail(name: "a\(bad)b").composed() }
    #expect(throws: ComposeError.controlCharacter(field: "X-A")) {
      try mail(fields: [.init(name: "X-A", value: "a\(bad)b")]).composed()
    }
    #expect(throws: ComposeError.invalidAddress(field: "To")) {
      try mail(to: Address(name: "", address: "a\(bad)@b.example")).composed()
    }
    #expect(throws: ComposeError.invalidFieldName) { try mail(fields: [.init(name: "X\(bad)", value: "a")]).composed() }
  }

  @Test("A-43: an encoded word in a customer's words is shown as it stands, not decoded")
  func encodedAttack() throws {
    let attack = "=?utf-8?q?=0D=0ABcc:_x=40y.example?="
    let read = Message(parsing: try mail(name: attack, subject: attack).composed())
    #expect(read.subject == attack)
    #expect(read.from.first?.name == attack)
    #expect(read.header("bcc") == nil)
  }

  @Test(
    "Only addresses of a strict form are written to",
    arguments: [
      ("ann@example.org", true), ("a..b@docomo.example", true), ("a+b@[192.0.2.1]", true), ("ann@localhost", true),
      ("ann", false), ("@example.org", false), ("a b@example.org", false), ("\"a b\"@example.org", false),
      ("ann@exämple.org", false), ("ann@-x.example", false), ("ann@x..example", false), ("a@b>@c.example", false),
      ("a,b@c.example", false), ("ann@example.org ", false), ("", false),
    ])
  func addresses(address: String, isAllowed: Bool) {
    #expect(AddressGrammar.allows(address) == isAllowed)
  }

  @Test(
    "Fields that the mail writes itself, and Bcc, cannot be added",
    arguments: ["bcc", "From", "Content-Type", "message-id"])
  func reserved(name: String) {
    #expect(throws: ComposeError.reservedField(name)) { try mail(fields: [.init(name: name, value: "x")]).composed() }
  }

  @Test("Errors say what to do and never what the customer wrote")
  func errors() {
    #expect(
      ComposeError.invalidAddress(field: "To").description
        == "The To field was not written: its address is not of the form local@domain. Correct the address.")
  }

  @Test("A reply refers to what it answers, and of a long chain to its first and newest ids")
  func threading() {
    let ids = (0..<30).map { "<m\($0)@x.example>" }.joined(separator: " ")
    let long = message("Message-ID: <now@x.example>\nReferences: \(ids)\n\nx")
    let chain = OutgoingMail.references(answering: long)
    #expect(chain.count == 21)
    #expect(chain.first == "m0@x.example")
    #expect(chain.last == "now@x.example")
    #expect(
      OutgoingMail.references(answering: message("Message-ID: <b@x>\nIn-Reply-To: <a@x>\n\nx")) == ["a@x", "b@x"])
    #expect(OutgoingMail.references(answering: message("References: <a@x>\n\nx")).isEmpty)
  }

  @Test(
    "A reply's subject has one Re",
    arguments: [
      ("Parcel", "Re: Parcel"), ("RE: re: Parcel", "Re: Parcel"), ("AW: Paket", "Re: Paket"), ("Re : x", "Re: x"),
      ("Reset: how?", "Re: Reset: how?"), ("", "Re:"), ("Re: ", "Re:"),
    ])
  func replySubject(subject: String, expected: String) {
    #expect(OutgoingMail.replySubject(subject) == expected)
  }

  @Test("Message-IDs differ, and the same seed gives the same one")
  func messageIDs() {
    var generator = SeededGenerator(seed: 1)
    var again = SeededGenerator(seed: 1)
    let made = (0..<1_000).map { _ in MessageID.make(domain: "shop.example", using: &generator) }
    #expect(Set(made).count == 1_000)
    #expect(made[0] == MessageID.make(domain: "shop.example", using: &again))
    #expect(made.allSatisfy { MessageID.isWritable($0) && $0.utf8.count == 39 })
  }
}
