import Glibc
import MIME
import Testing

/// How many hostile mails are composed: 10,000, or what HEARD_PROPERTY_CASES says.
private let caseCount = getenv("HEARD_PROPERTY_CASES").flatMap { Int(String(cString: $0)) } ?? 10_000

@Suite("Whatever stands in names, subjects and texts, one mail leaves and its words arrive")
struct ComposePropertyTests {
  @Test("A-35, A-43: hostile values never leave a line of their own, and what is sent reads as it was written", arguments: 0..<8)
  func hostileValues(share: Int) {
    var composed = 0
    var refused = 0
    var failures = 0
    for number in stride(from: share, to: caseCount, by: 8) {
      let sample = HostileMail(number)
      let bytes: [UInt8]
      do throws(ComposeError) {
        bytes = try sample.mail.composed()
      } catch {
        refused += 1
        guard !sample.isHostile else { continue }
        Issue.record("case \(number) was refused: \(error)")
        failures += 1
        continue
      }
      composed += 1
      let faults = WrittenMail(bytes).faults(of: sample.mail)
      if let fault = faults.first {
        Issue.record("case \(number): \(fault)")
        failures += 1
      }
      // One example tells enough.
      if failures > 5 { break }
    }
    // Every fourth holds what is forbidden, more often than not.
    #expect(failures > 0 || composed + refused == (caseCount - share + 7) / 8)
    #expect(share % 4 == 3 ? refused > composed / 2 : refused == 0)
  }

  @Test(
    "A value of ten thousand characters is written in words that each can be read alone",
    arguments: ["x", "é", "日", "👩‍👩‍👧‍👦", "a\u{301}\u{302}\u{303}", "w ", "\u{202E}", "=?", "🇩🇪", "ক্ষ"])
  func longValues(unit: String) throws {
    var mail = HostileMail(0).mail
    mail.subject = String(repeating: unit, count: 10_000 / unit.unicodeScalars.count)
    mail.to = [Address(name: mail.subject, address: "bob@example.org")]
    let written = WrittenMail(try mail.composed())
    #expect(written.faults(of: mail) == [])
  }

  @Test("A family of people, a flag and an accent are not torn into two words where one word can hold them")
  func wholeCharacters() throws {
    var mail = HostileMail(0).mail
    mail.subject = String(repeating: "👩‍👩‍👧‍👦 é🇩🇪", count: 30)
    let written = WrittenMail(try mail.composed())
    let words = written.encodedWords(in: written.fields.first { $0.name == "Subject" }?.value ?? [])
    #expect(words.count > 20)
    #expect(words.reduce(0) { $0 + $1.count } == mail.subject.count)
    #expect(words.joined() == mail.subject)
  }
}

/// One mail of words that hurt; the same number gives the same mail.
private struct HostileMail {
  let mail: OutgoingMail
  /// It may hold what has to be refused.
  let isHostile: Bool

  private static let forbidden = [
    "\r", "\n", "\r\n", "\r\nBcc: x@y.example", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}", "\u{2029}", "\u{1B}[2J",
    "\u{9B}",
  ]
  private static let odd = [
    "a", "word ", " ", "  ", "é", "日本", "😀", "👩‍👩‍👧‍👦", "🇩🇪", "\u{301}", "\u{202E}cod", "\u{2066}x\u{2069}", "\u{200F}",
    "\u{FFFD}", "=?utf-8?q?=0D=0ABcc:_x=40y?=", "=?UTF-8?B?", "=?", "?=", "\"", "\\", "<", ">", "<a@b.example>", ",",
    ";",
    ":", "@", "=", ".", "-- ", "--", "From ", ">From ", ">", ">>", "{{name}}", "(c)", "_", "\u{A0}", "\u{3000}",
    String(decoding: [0xED, 0xA0, 0x80], as: UTF8.self), String(decoding: [0xFF, 0xC3], as: UTF8.self),
    String(repeating: "y", count: 90), String(repeating: "é", count: 40), "--=_", "\u{1F468}\u{200D}",
  ]

  init(_ number: Int) {
    var generator = SeededGenerator(seed: UInt64(number) &* 7919 &+ 3)
    let isHostile = number % 4 == 3
    func value(_ most: Int) -> String {
      var result = ""
      for _ in 0..<Int.random(in: 0...most, using: &generator) {
        result += Self.odd[Int.random(in: 0..<Self.odd.count, using: &generator)]
      }
      if isHostile, Int.random(in: 0..<3, using: &generator) == 0 {
        result += Self.forbidden[Int.random(in: 0..<Self.forbidden.count, using: &generator)]
        result += "z"
      }
      return result
    }
    func address() -> Address {
      let host = ["example.org", "bücher.example", "a.b.c.example", "日本.example"]
      let spec = isHostile && Int.random(in: 0..<8, using: &generator) == 0 ? value(3) : "u\(number)"
      return Address(name: value(4), address: "\(spec)@\(host[Int.random(in: 0..<host.count, using: &generator)])")
    }
    var text = value(16)
    for _ in 0..<Int.random(in: 0...3, using: &generator) { text += "\n" + value(8) }
    var mail = OutgoingMail(
      from: address(), sender: number % 3 == 0 ? address() : nil, replyTo: number % 5 == 0 ? address() : nil,
      to: [address()], subject: value(12), date: MailDate(seconds: Int64(number) * 977, offsetMinutes: number % 900),
      messageID: isHostile && number % 16 == 3 ? value(2) : "r\(number)@shop.example",
      references: (0..<(number % 23)).map { "q\($0)@example.org" },
      fields: [
        OutgoingMail.Field(name: "X-A", value: value(5)), OutgoingMail.Field(name: "X-Heard-Id", value: "\(number)"),
      ],
      text: text)
    if number % 2 == 0 { mail.to.append(address()) }
    if number % 7 == 0 { mail.cc = [address(), address()] }
    if number % 11 == 0 {
      mail.to = Array(mail.to.prefix(1))
      mail.cc = []
      let list = OutgoingMail.ListName(name: value(3), id: "thanks.shop.example")
      mail.origin = .mailing(
        .init(unsubscribing: .oneClick(https: "https://shop.example/u/\(number)", mailto: nil), list: list))
    }
    if number % 13 == 0 {
      let raw = Array("Subject: \(value(3))\n\n\(value(9))\n--=_r\(number)shopexample\n".utf8)
      mail.attachments = [
        .init(name: "a\(number).eml", content: .message(raw)),
        .init(name: "ü\(number).pdf", content: .bytes(raw, type: "application/pdf")),
      ]
    }
    self.mail = mail
    self.isHostile = isHostile
  }
}
