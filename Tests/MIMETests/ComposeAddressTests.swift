import MIME
import Testing

@Suite("Mail goes to addresses that servers take, and to no others")
struct ComposeAddressTests {
  @Test(
    "A domain with letters outside ASCII is written in the form that servers know",
    arguments: [
      ("ann@bücher.example", "ann@xn--bcher-kva.example"), ("ann@BÜCHER.Example", "ann@xn--bcher-kva.Example"),
      ("ann@münchen-ost.example", "ann@xn--mnchen-ost-9db.example"), ("ann@faß.example", "ann@xn--fa-hia.example"),
      ("ann@日本語.example", "ann@xn--wgv71a119e.example"), ("ann@пример.испытание", "ann@xn--e1afmkfd.xn--80akhbyknj4f"),
      // Samples of RFC 3492, 7.1: Chinese, Czech, Hebrew, Hindi.
      ("a@他们为什么不说中文.example", "a@xn--ihqwcrb4cv8a8dqg056pqjye.example"),
      ("a@Pročprostěnemluvíčesky.example", "a@xn--proprostnemluvesky-uyb24dma41a.example"),
      ("a@למההםפשוטלאמדבריםעברית.example", "a@xn--4dbcagdahymbxekheh6e0a7fei0b.example"),
      ("a@यहलोगहिन्दीक्योंनहींबोलसकतेहैं.example", "a@xn--i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd.example"),
      ("plain@example.org", "plain@example.org"),
    ])
  func domains(address: String, written: String) throws {
    #expect(AddressGrammar.verdict(on: address) == .sendable(written))
    let mail = OutgoingMail(
      from: Address(name: "Ann", address: "help@shop.example"), to: [Address(name: "", address: address)], subject: "x",
      date: MailDate(seconds: 0, offsetMinutes: 0), messageID: "a@shop.example", text: "x")
    #expect(try mail.recipients() == [written])
    #expect(Message(parsing: try mail.composed()).to.map(\.address) == [written])
  }

  @Test(
    "No invented or dressed-up domain is written to",
    arguments: [
      "a@exa mple.ü", "a@ü\u{202E}x.example", "a@ü.\u{301}x.example", "a@ü..example", "a@-ü.example", "a@ü-.example",
      "a@xn--ü.example", "a@♥.example",
      "a@ü\u{200B}.example", "a@ü。example", "a@ü\r\n.example", "a@" + String(repeating: "ü", count: 70) + ".example",
      "@ü.example", "a@ü@",
      "\u{0}ü@example.org", "a b@ü.example", "ü\u{202E}@example.org", "ü\u{200B}@example.org", "ü\u{A0}@example.org",
      "ü\u{FFFD}@example.org", "ü\r\n@example.org", "ü",
    ])
  func invalid(address: String) {
    #expect(AddressGrammar.verdict(on: address) == .invalid)
  }

  @Test("An address with letters outside ASCII before its @ stands in the header as it is, and nothing else there does")
  func localPart() throws {
    #expect(AddressGrammar.verdict(on: "jürgen@example.org") == .needsSMTPUTF8("jürgen@example.org"))
    #expect(AddressGrammar.verdict(on: "用户@例子.example") == .needsSMTPUTF8("用户@xn--fsqu00a.example"))
    let long = String(repeating: "a", count: 63)
    #expect(AddressGrammar.verdict(on: "ü@\(long).\(long).\(long).\(long).example") == .invalid)
    let mail = OutgoingMail(
      from: Address(name: "Jürgen", address: "help@shop.example"), to: [Address(name: "", address: "bob@example.org")],
      cc: [Address(name: "Jürgen", address: "jürgen@bücher.example")], subject: "Größe",
      date: MailDate(seconds: 0, offsetMinutes: 0), messageID: "a@shop.example", text: "Grüße")
    #expect(try mail.recipients() == ["bob@example.org", "jürgen@xn--bcher-kva.example"])
    let bytes = try mail.composed()
    let lines = bytes.split(separator: 0x0A).filter { $0.contains { $0 >= 0x80 } }
    #expect(lines.map { String(decoding: $0, as: UTF8.self) } == [
      "Cc: =?UTF-8?Q?J=C3=BCrgen?= <jürgen@xn--bcher-kva.example>\r"
    ])
    #expect(Message(parsing: bytes).cc == [Address(name: "Jürgen", address: "jürgen@xn--bcher-kva.example")])
  }

  @Test(
    "Case 34: a line end or NUL in an address or a name never reaches a header or a command",
    arguments: ["\r\nRCPT TO:<evil@x.example>", "\n", "\r", "\u{0}", "\u{2028}"])
  func injection(bad: String) {
    func mail(_ address: Address) -> OutgoingMail {
      OutgoingMail(
        from: Address(name: "Ann", address: "help@shop.example"), to: [address], subject: "x",
        date: MailDate(seconds: 0, offsetMinutes: 0), messageID: "a@shop.example", text: "x")
    }
    for local in ["\"a\(bad)b\"", "a\(bad)b", "\"a b\""] {
      #expect(throws: ComposeError.invalidAddress(field: "To")) {
        try mail(Address(name: "", address: "\(local)@example.org")).composed()
      }
    }
    #expect(throws: ComposeError.invalidAddress(field: "To")) {
      try mail(Address(name: "", address: "a@example.org\(bad)")).recipients()
    }
    #expect(throws: ComposeError.controlCharacter(field: "To")) {
      try mail(Address(name: "\"Bob\(bad)\"", address: "a@example.org")).composed()
    }
  }
}
