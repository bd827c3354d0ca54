import MIME
import Testing

@Suite("Words wherever they stand")
struct BodyTests {
  @Test("Case 97: a mail that is all winmail.dat shows its words and its files")
  func winmail() throws {
    var stream = TNEFWriter()
    stream.codePage(1252)
    stream.attribute(0x0002_800C, Array("The vase is broken.\r\nAnn\0".utf8))
    stream.attachment(title: "bill.pdf", data: Array("%PDF".utf8))
    let head = "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    let mail = Message(parsing: Array(head.utf8) + base64(stream.bytes))
    #expect(mail.text == "The vase is broken.\nAnn")
    #expect(mail.embeddedFiles.map(\.name) == ["bill.pdf"])
    #expect(mail.embeddedFiles.map(\.bytes) == [Array("%PDF".utf8)])
    #expect(mail.damage.isEmpty)
    let cut = Message(parsing: Array(head.utf8) + base64(Array(stream.bytes.dropLast(10))))
    #expect(cut.text == "The vase is broken.\nAnn")
    #expect(cut.damageKinds == [.invalidTNEF])
  }

  @Test("Case 83: a file that stands uuencoded between the words is a file, and the words stay")
  func uuencoded() {
    let mail = message("Subject: x\n\nSee the cat:\nbegin 644 cat.txt\n#0V%T\n`\nend\nIs she not nice?\n")
    #expect(mail.text == "See the cat:\n[cat.txt]\nIs she not nice?\n")
    #expect(mail.embeddedFiles.map(\.name) == ["cat.txt"])
    #expect(mail.embeddedFiles.map(\.bytes) == [Array("Cat".utf8)])
  }

  @Test("A mail that only hands on another shows whose words these are, and they are not its sender's")
  func handedOn() throws {
    let mail = message(
      """
      From: Ben <ben@shop.example>
      Subject: Fwd: Vase
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: message/rfc822

      From: Ann Lee <ann@example.org>
      Date: Sun, 22 Nov 2026 10:00:00 +0100
      Subject: Vase

      My vase broke.
      --b--
      """)
    #expect(
      mail.text == """
        ---------- Forwarded message ----------
        From: Ann Lee <ann@example.org>
        Date: Sun, 22 Nov 2026 10:00:00 +0100
        Subject: Vase

        My vase broke.
        """)
    #expect(mail.segments.map(\.kind) == [.forwarded])
    let original = try #require(mail.forwardedOriginals.first)
    #expect(original.author == Address(name: "Ann Lee", address: "ann@example.org"))
    #expect(original.subject == "Vase")
    #expect(original.date?.rfc3339 == "2026-11-22T10:00:00+01:00")
    #expect(original.text == "My vase broke.")
  }

  @Test("What we sent is quoted wherever it comes back, marked or not")
  func sent() {
    let ours = "Hello Ann,\n\nplease tell us the number under the base of the vase, it starts with VB.\n\nBen"
    let raw = Array("Subject: Re: x\n\nIt is VB-17.\n\nplease tell us the number under the base of\nthe vase, it starts with VB.\n".utf8)
    let mail = Message(parsing: raw).knowing(sent: [ours])
    #expect(mail.words(.own) == ["It is VB-17."])
    #expect(mail.words(.quoted) == ["please tell us the number under the base of\nthe vase, it starts with VB."])
    #expect(Message(parsing: raw).words(.quoted) == [])
  }

  @Test("A calendar that comes along is no words; who wants what is told apart")
  func invitation() {
    let mail = message(
      """
      Content-Type: multipart/alternative; boundary=b

      --b

      Shall we meet?
      --b
      Content-Type: text/calendar; method=REQUEST

      BEGIN:VCALENDAR
      METHOD:REQUEST
      BEGIN:VEVENT
      SUMMARY:The vase
      DTSTART:20261122T100000Z
      END:VEVENT
      END:VCALENDAR
      --b--
      """)
    #expect(mail.text == "Shall we meet?")
    #expect(mail.calendar?.summary == "The vase")
    #expect(mail.parameter("method", of: mail.parts[1]) == "REQUEST")
  }
}
