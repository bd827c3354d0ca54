import MIME
import Testing

@Suite("Addresses are the ones that answers reach")
struct AddressTests {
  @Test(
    "One sender in many spellings",
    arguments: [
      ("ann@example.org", "", "ann@example.org"),
      ("Ann Lee <ann@example.org>", "Ann Lee", "ann@example.org"),
      ("\"Lee, Ann\" <ann@example.org>", "Lee, Ann", "ann@example.org"),
      ("Lee, Ann <ann@example.org>", "Lee, Ann", "ann@example.org"),
      ("ann@example.org (Ann (the first) Lee)", "Ann (the first) Lee", "ann@example.org"),
      ("bob@example.com <ann@example.org>", "bob@example.com", "ann@example.org"),
      ("\"bob@example.com\" <ann@example.org>", "bob@example.com", "ann@example.org"),
      ("\"a@evil x\"@example.org", "", "\"a@evil x\"@example.org"),
      ("=?utf-8?q?=3Ceve=40evil.example=3E?= <ann@example.org>", "<eve@evil.example>", "ann@example.org"),
      ("=?utf-8?Q?Lee,_Ann?= <ann@example.org>", "Lee, Ann", "ann@example.org"),
      ("<@relay.example,@b.example:ann@example.org>", "", "ann@example.org"),
      ("<<ann@example.org>>", "", "ann@example.org"),
      ("Ann <ann@example.org", "Ann", "ann@example.org"),
      ("<mailto:ann@example.org>", "", "ann@example.org"),
      ("1234 @ local(blah) .machine .example", "blah", "1234@local.machine.example"),
      ("ann..lee.@docomo.example", "", "ann..lee.@docomo.example"),
      ("ann@[192.0.2.1]", "", "ann@[192.0.2.1]"),
      ("MAILER-DAEMON", "", "MAILER-DAEMON"),
      ("J. Doe [sales] <ann@example.org>", "J. Doe [sales]", "ann@example.org"),
    ])
  func spelling(raw: String, name: String, address: String) {
    #expect(message("From: \(raw)\n\nx").from == [Address(name: name, address: address)])
  }

  @Test(
    "What names nobody gives no address",
    arguments: ["", "(only a comment)", "Name <>", "undisclosed-recipients:;", "several plain words", "\"unclosed"])
  func nobody(raw: String) {
    #expect(message("To: \(raw)\n\nx").to.allSatisfy { $0.address == "unclosed" })
  }

  @Test("Groups, semicolons, doubled commas and a forgotten comma lose nobody")
  func lists() {
    #expect(
      addresses("Team: a@x.example, B <b@x.example>;, c@x.example") == ["a@x.example", "b@x.example", "c@x.example"])
    #expect(addresses("a@x.example; b@x.example;") == ["a@x.example", "b@x.example"])
    #expect(addresses("a@x.example,, ,b@x.example,") == ["a@x.example", "b@x.example"])
    #expect(addresses("a@x.example b@x.example") == ["a@x.example", "b@x.example"])
    #expect(addresses("A <a@x.example> B <b@x.example>") == ["a@x.example", "b@x.example"])
    #expect(addresses("root, ann@x.example") == ["root", "ann@x.example"])
  }

  @Test("A list of a hundred thousand addresses is cut at ten thousand, and nesting costs nothing")
  func bombs() {
    let many = Array(repeating: "a@x.example", count: 20_000).joined(separator: ",")
    let mail = message("To: \(many)\n\nx")
    #expect(mail.to.count == 10_000)
    #expect(mail.damageKinds.contains(.tooManyAddresses))
    for bomb in ["g:", "(", "\"\\", "<", "=?u?q?x ", "a\\\""] {
      let raw = String(repeating: bomb, count: 20_000)
      #expect(message("From: \(raw)\n\nx").text == "x")
    }
  }

  private func addresses(_ raw: String) -> [String] {
    message("To: \(raw)\n\nx").to.map(\.address)
  }
}
