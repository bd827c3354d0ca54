import Testing

@testable import MIME

@Suite("The address is the one an answer reaches, the name the one its sender chose")
struct AddressCaseTests {
  @Test(
    "Case 15: no words, no address",
    arguments: ["", "  ", "(only a comment)", "\r\n \r\n", ",,;", "<>"])
  func nothing(raw: String) { #expect(list(raw).addresses.isEmpty) }

  @Test(
    "Case 20: groups give their members and nothing else",
    arguments: [
      (
        "Team: a@x.example, Bo <b@x.example>;, c@x.example",
        ["|a@x.example", "Bo|b@x.example", "|c@x.example"]
      ),
      ("undisclosed-recipients:;", []),
      ("Undisclosed-Recipients", []),
      ("unlisted-recipients:; (no To-header on input)", []),
      ("<Undisclosed-Recipient:;@x.example>", []),
      ("Team: a@x.example, b@x.example", ["|a@x.example", "|b@x.example"]),
      ("\"The Team\": a@x.example;", ["|a@x.example"]),
      ("A: a@x.example; B: b@x.example;", ["|a@x.example", "|b@x.example"]),
    ])
  func groups(raw: String, expected: [String]) { #expect(list(raw).lines == expected) }

  @Test("Case 21: groups within groups give their members, at any depth")
  func nestedGroups() {
    let nested = list(String(repeating: "g:", count: 50_000) + "a@x.example")
    #expect(nested.lines == ["|a@x.example"])
    #expect(nested.damage == [.invalidAddress])
  }

  @Test("Case 22: a quoted local part stays one address")
  func quotedLocalPart() {
    #expect(list("\"a@evil x\"@good.example").lines == ["|\"a@evil x\"@good.example"])
    #expect(list("<\"a@evil> x\"@good.example>").lines == ["|\"a@evil> x\"@good.example"])
    #expect(list("\"a@evil\\\" x\"@good.example, b@x.example").addresses.count == 2)
  }

  @Test(
    "Case 23: an address in a name is a name, and is pointed out",
    arguments: [
      ("\"bob@shop.example\" <eve@evil.example>", "bob@shop.example|eve@evil.example"),
      ("bob@shop.example <eve@evil.example>", "bob@shop.example|eve@evil.example"),
      ("Bob bob@shop.example <eve@evil.example>", "Bob bob@shop.example|eve@evil.example"),
      (
        "=?utf-8?q?bob=EF=BC=A0shop.example?= <eve@evil.example>",
        "bob\u{FF20}shop.example|eve@evil.example"
      ),
      ("eve@evil.example (bob@shop.example)", "bob@shop.example|eve@evil.example"),
    ])
  func addressAsName(raw: String, expected: String) {
    let read = list(raw)
    #expect(read.lines == [expected])
    #expect(read.damage.contains(.misleadingName))
  }

  @Test(
    "Case 23: a name that is the sender's own address, or holds no host, misleads nobody",
    arguments: [
      "\"Ann@x.example\" <ann@X.example>", "me@work <ann@x.example>", "\"@ann\" <ann@x.example>",
    ])
  func honestName(raw: String) { #expect(!list(raw).damage.contains(.misleadingName)) }

  @Test(
    "Case 24: an encoded word is a name, whatever comes out of it",
    arguments: [
      (
        "=?utf-8?q?=3Ceve=40evil.example=3E?= <ann@x.example>", ["<eve@evil.example>|ann@x.example"]
      ),
      ("=?utf-8?Q?Lee,_Ann?= <ann@x.example>", ["Lee, Ann|ann@x.example"]),
      ("=?utf-8?B?YSwgYkBjLmV4YW1wbGUs?= <ann@x.example>", ["a, b@c.example,|ann@x.example"]),
      ("=?utf-8?q?eve=40evil.example?=", []),
      ("=?utf-8?q?eve@evil.example?=", []),
      ("=?utf-8?q?An?= =?utf-8?q?n?= <ann@x.example>", ["Ann|ann@x.example"]),
      ("=?utf-8?q?An?=\r\n =?utf-8?q?n?=\r\n <ann@x.example>", ["Ann|ann@x.example"]),
      ("\"=?utf-8?q?Lee=2C_Ann?=\" <ann@x.example>", ["Lee, Ann|ann@x.example"]),
      (
        "=?utf-8?q?Ann <ann@x.example>, =?utf-8?q?Bob?= <bob@x.example>",
        ["Ann|ann@x.example", "Bob|bob@x.example"]
      ),
      (
        "=?u?q?Ann Lee <ann@x.example>, X=?u?q?Bob?= <b@x.example>",
        ["Ann Lee|ann@x.example", "XBob|b@x.example"]
      ),
    ])
  func encodedWords(raw: String, expected: [String]) { #expect(list(raw).lines == expected) }

  @Test(
    "Case 25: names with marks that should have been quoted",
    arguments: [
      ("Doe, John <j@x.example>", "Doe, John|j@x.example"),
      ("doe, john <j@x.example>", "doe, john|j@x.example"),
      ("Doe, John, MD <j@x.example>", "Doe, John, MD|j@x.example"),
      ("Doe,\r\n John <j@x.example>", "Doe, John|j@x.example"),
      ("J. Doe [sales] <j@x.example>", "J. Doe [sales]|j@x.example"),
      ("J.R. \"Bob\" Doe <j@x.example>", "J.R. Bob Doe|j@x.example"),
      ("John   Doe <j@x.example>", "John Doe|j@x.example"),
      ("\"John   Doe\" <j@x.example>", "John   Doe|j@x.example"),
      ("O'Neil & Sons <j@x.example>", "O'Neil & Sons|j@x.example"),
      ("\"a \\\"quoted\\\" name\" <j@x.example>", "a \"quoted\" name|j@x.example"),
      ("John (the first) Doe <j@x.example>", "John Doe|j@x.example"),
      ("Jörn <j@x.example>", "Jörn|j@x.example"),
    ])
  func names(raw: String, expected: String) { #expect(list(raw).lines == [expected]) }

  @Test(
    "Case 26: missing and doubled separators lose nobody",
    arguments: [
      ("a@x.example b@x.example", ["|a@x.example", "|b@x.example"]),
      ("A <a@x.example> B <b@x.example>", ["A|a@x.example", "B|b@x.example"]),
      ("<a@x.example><b@x.example>", ["|a@x.example", "|b@x.example"]),
      ("a@x.example; b@x.example;", ["|a@x.example", "|b@x.example"]),
      ("a@x.example,, ,b@x.example,", ["|a@x.example", "|b@x.example"]),
      ("root, a@x.example", ["|root", "|a@x.example"]),
      ("root, <a@x.example>", ["|root", "|a@x.example"]),
      ("Ann Lee a@x.example", ["Ann Lee|a@x.example"]),
      ("\"Lee, Ann\" a@x.example", ["Lee, Ann|a@x.example"]),
      ("<a@x.example> Ann", ["Ann|a@x.example"]),
    ])
  func separators(raw: String, expected: [String]) { #expect(list(raw).lines == expected) }

  @Test(
    "Case 27: a comment is the name where there is no other, and never part of an address",
    arguments: [
      ("a@x.example (Ann)", "Ann|a@x.example"),
      ("a@x.example (Ann (the first) Lee)", "Ann (the first) Lee|a@x.example"),
      ("a@x.example (smile \\:\\))", "smile :)|a@x.example"),
      ("(Ann) <a@x.example>", "Ann|a@x.example"),
      ("1234 @ local(blah) .machine .example", "blah|1234@local.machine.example"),
      (
        "Pete(A wonderful \\) chap) <pete(his account)@silly.test(his host)>",
        "Pete|pete@silly.test"
      ),
      ("a@x.example (never closed", "never closed|a@x.example"),
    ])
  func comments(raw: String, expected: String) { #expect(list(raw).lines == [expected]) }

  @Test(
    "Cases 28 and 29: routes and broken angle brackets",
    arguments: [
      ("<@relay.example,@b.example:ann@x.example>", "|ann@x.example"),
      ("Ann <@relay.example:ann@x.example>", "Ann|ann@x.example"),
      ("<<ann@x.example>>", "|ann@x.example"),
      ("Ann <ann@x.example", "Ann|ann@x.example"),
      ("ann@x.example>", "|ann@x.example"),
      ("<mailto:ann@x.example>", "|ann@x.example"),
      ("mailto:ann@x.example", "|ann@x.example"),
      ("Ann < ann @ x . example >", "Ann|ann@x.example"),
      ("<Ann Lee ann@x.example>", "|ann@x.example"),
      ("Ann <\"ann@x.example>", "Ann|\"ann@x.example"),
      ("Ann <ann@\r\n x.example>", "Ann|ann@x.example"),
      ("Ann <ann@x.example<mailto:ann@x.example>>", "Ann|ann@x.example"),
    ])
  func angles(raw: String, expected: String) { #expect(list(raw).lines == [expected]) }

  @Test("Case 29: a bracket that never closes does not swallow the next sender")
  func openAngle() {
    #expect(list("A <a@x.example, B <b@x.example>").lines == ["A|a@x.example", "B|b@x.example"])
    #expect(list("A <a@x.example B <b@x.example>").lines == ["A|a@x.example", "B|b@x.example"])
    #expect(list("Name <").lines == [])
    #expect(list("Name <>, b@x.example").lines == ["|b@x.example"])
  }

  @Test(
    "Cases 30, 31 and 33: unusual addresses are kept as written",
    arguments: [
      "ann..lee.@docomo.example", ".ann@x.example", "root", "MAILER-DAEMON", "ann@[192.0.2.1]",
      "ann@[IPv6:2001:db8::1]",
      "user%host@x.example", "host!user", "a+b=c@x.example", "ann@localhost",
      "!#$%&'*+-/=?^_`{|}~@x.example",
    ])
  func unusual(raw: String) {
    let read = list(raw)
    #expect(read.lines == ["|\(raw)"])
    #expect(read.damage.isEmpty)
  }

  @Test("An address with two hosts is kept as written and pointed out")
  func twoHosts() {
    let read = list("<a@evil.example@good.example>")
    #expect(read.lines == ["|a@evil.example@good.example"])
    #expect(read.damage == [.invalidAddress])
  }

  @Test("Case 32: addresses beyond ASCII are kept as written")
  func international() {
    #expect(list("Jörg <jörg@exämple.example>").lines == ["Jörg|jörg@exämple.example"])
    #expect(list("a@xn--bcher-kva.example").lines == ["|a@xn--bcher-kva.example"])
    #expect(AddressList([0x6A, 0xF6, 0x40, 0x78].span).lines == ["|jö@x"])
  }

  @Test(
    "Case 32: a host is shown in its own script, unless it could be taken for another",
    arguments: [
      ("a@xn--bcher-kva.example", "bücher.example"),
      ("a@XN--BCHER-KVA.example", "bücher.example"),
      ("a@mail.xn--wgv71a119e.example", "mail.日本語.example"),
      ("a@xn--e1afmkfd.xn--p1ai", "пример.рф"),
      // All Cyrillic, and looks like "apple"; Latin with one Cyrillic letter; nonsense; nothing encoded.
      ("a@xn--80ak6aa92e.example", "xn--80ak6aa92e.example"),
      ("a@xn--pple-43d.example", "xn--pple-43d.example"),
      ("a@xn--99999999.example", "xn--99999999.example"),
      ("a@xn--.example", "xn--.example"),
      ("a@xn--abc-.example", "xn--abc-.example"),
      // A number greater than any character's, in its last digit.
      ("a@xn--bb000000z.example", "xn--bb000000z.example"),
      ("a@[192.0.2.1]", "[192.0.2.1]"),
      ("root", ""),
    ])
  func displayDomain(address: String, expected: String) {
    #expect(Address(name: "", address: address).displayDomain == expected)
  }

  @Test("No control and no change of direction comes out of a name or an address")
  func controls() {
    let read = list("\"An\u{202E}n\" <an\u{0}n\u{202E}@x.example>")
    #expect(read.lines == ["An n|ann@x.example"])
    #expect(read.damage.contains(.controlInHeader))
  }

  @Test("Ten thousand addresses are read, and the cut is pointed out")
  func limit() {
    let read = list(Array(repeating: "a@x.example", count: 50_000).joined(separator: ", "))
    #expect(read.addresses.count == AddressList.addressLimit)
    #expect(read.damage == [.tooManyAddresses])
  }

  @Test(
    "Lists made to cost time are read to their end",
    arguments: [
      "(", "\"\\", "<", "<,", "<@,", "a<b,", "=?u?q?x ,", "=?u?q?x,", "a\\\"", "\"a\"", "a,",
      "a@b ", "a ", ">", "=?u?q?a ,x",
      "<\"", "(a)b", "<a@b>c ", ":", ";", "@",
    ])
  func bombs(piece: String) {
    let read = list(String(repeating: piece, count: 20_000) + "?=")
    #expect(read.addresses.count <= AddressList.addressLimit)
    #expect(read.addresses.allSatisfy { !$0.address.isEmpty })
  }
}
