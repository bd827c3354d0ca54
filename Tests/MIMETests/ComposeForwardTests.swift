import MIME
import Testing

@Suite("A customer's mail is handed on to a colleague whole")
struct ComposeForwardTests {
  private func forward(_ raw: [UInt8], note: String = "Can you look at this?") -> OutgoingMail {
    OutgoingMail.forward(
      of: Message(parsing: raw), note: note, from: Address(name: "Ann", address: "help@shop.example"),
      to: [Address(name: "Cleo", address: "cleo@shop.example")],
      date: MailDate(seconds: 1_777_793_400, offsetMinutes: 120),
      messageID: "f1@shop.example")
  }

  private let plain = Array(
    """
    From: Bob Lee <bob@example.org>
    To: help@shop.example
    Date: Sat, 2 May 2026 18:00:00 +0200
    Subject: Parcel
    Message-ID: <q1@example.org>

    It never came.
    From Monday on I am away.

    """.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8)

  @Test("The colleague reads the note, who wrote what when, and has the mail itself beside it")
  func whole() throws {
    let read = Message(parsing: try forward(plain).composed())
    #expect(
      read.text.hasPrefix(
        """
        Can you look at this?

        ---------- Forwarded message ---------
        From: Bob Lee <bob@example.org>
        Date: Sat, 2 May 2026 18:00:00 +0200
        Subject: Parcel
        To: <help@shop.example>

        It never came.
        From Monday on I am away.

        """))
    #expect(read.subject == "Fwd: Parcel")
    #expect(read.references == ["q1@example.org"])
    #expect(read.inReplyTo.isEmpty)
    #expect(read.attachedMessage == plain)
    #expect(read.damage.isEmpty)
  }

  @Test("Our own labels see the note as own words and the rest as forwarded")
  func labels() {
    let text = OutgoingMail.forwardText(of: Message(parsing: plain), note: "Can you look at this?")
    let kinds = labelled(text)
    #expect(kinds.map(\.kind) == [.own, .forwarded])
    #expect(kinds.first?.text == "Can you look at this?\n\n")
    let bare = labelled(OutgoingMail.forwardText(of: Message(parsing: plain)))
    #expect(bare.map(\.kind) == [.forwarded])
  }

  @Test("A mail with LF line ends is attached with CRLF, and is otherwise the same")
  func lineEnds() throws {
    let unix = plain.filter { $0 != 0x0D }
    #expect(Message(parsing: try forward(unix).composed()).attachedMessage == plain)
  }

  @Test(
    "A mail that cannot stand as it is comes along in base64, byte for byte",
    arguments: [
      ("Subject: x\r\n\r\nGrüße\r\n", "message/global"), ("Subject: Grüße\r\n\r\nx\r\n", "message/global"),
      ("Subject: x\r\n\r\n\(String(repeating: "x", count: 999))\r\n", "message/global"),
      ("Subject: x\r\n\r\na\rb\r\n", "message/global"), ("Subject: a\rb\r\n\r\nx\r\n", "application/octet-stream"),
      ("Subject: x\u{0}\r\n\r\nx\r\n", "application/octet-stream"),
    ])
  func encoded(raw: String, type: String) throws {
    let bytes = try forward(Array(raw.utf8)).composed()
    #expect(WrittenMail(bytes).faults == [])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("Content-Type: \(type)\r\nContent-Transfer-Encoding: base64\r\n"))
    let read = Message(parsing: bytes)
    let encoded = try #require(read.attachedMessage)
    #expect(encoded.base64Decoded == Array(raw.utf8))
  }

  @Test("A mail with a header in an old charset is attached as a file")
  func latin() throws {
    let raw = Array("Subject: ".utf8) + [0xFC] + Array("\r\n\r\nx\r\n".utf8)
    let text = String(decoding: try forward(raw).composed(), as: UTF8.self)
    #expect(text.contains("Content-Type: application/octet-stream\r\n"))
  }

  @Test("A line of 998 octets still stands as it is")
  func longest() throws {
    let raw = Array("Subject: x\r\n\r\n\(String(repeating: "x", count: 998))\r\n".utf8)
    #expect(Message(parsing: try forward(raw).composed()).attachedMessage == raw)
  }

  @Test("Controls in a customer's text are shown as pictures and stop no forward")
  func controls() throws {
    let raw = Array("From: bob@example.org\r\nSubject: x\r\n\r\na\u{1B}[2Jb\u{7}c\u{7F}d\u{85}e\u{9B}f\tg\r\n".utf8)
    let read = Message(parsing: try forward(raw).composed())
    #expect(read.text.contains("a␛[2Jb␇c␡d\ne\u{FFFD}f\tg\n"))
  }

  @Test("A name that looks like another address stays a name in quotes")
  func deceivingName() {
    let original = message("From: \"boss@shop.example\" <eve@evil.example>\nSubject: x\n\nPay now.")
    let text = OutgoingMail.forwardText(of: original)
    #expect(text.contains("From: \"boss@shop.example\" <eve@evil.example>\n"))
  }

  @Test("Of a thousand recipients the first twenty are shown and the rest are counted")
  func manyRecipients() {
    let list = (0..<1_000).map { "c\($0)@example.org" }.joined(separator: ", ")
    let text = OutgoingMail.forwardText(of: message("From: bob@example.org\nTo: \(list)\n\nx"))
    #expect(text.contains("<c19@example.org> and 980 more\n"))
    #expect(!text.contains("c20@"))
  }

  @Test("A mail without anything can be forwarded as well")
  func empty() throws {
    let read = Message(parsing: try forward([], note: "").composed())
    #expect(read.text == "---------- Forwarded message ---------\nSubject:\n\n")
    #expect(read.subject == "Fwd:")
  }

  @Test(
    "A forward's subject has one Fwd, in whatever language it had one",
    arguments: [
      ("Parcel", "Fwd: Parcel"), ("FW: Fwd: Parcel", "Fwd: Parcel"), ("WG: Paket", "Fwd: Paket"), ("", "Fwd:"),
      ("Re: Parcel", "Fwd: Re: Parcel"), ("转发：包裹", "Fwd: 包裹"), ("TR : colis", "Fwd: colis"),
      ("Trouble: no parcel", "Fwd: Trouble: no parcel"),
    ])
  func subject(subject: String, expected: String) {
    #expect(OutgoingMail.forwardSubject(subject) == expected)
  }
}

extension Array where Element == UInt8 {
  /// What these lines of base64 stand for.
  var base64Decoded: [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    var bits = 0
    var group = 0
    for value in compactMap({ alphabet.firstIndex(of: $0) }) {
      group = (group << 6 | value) & 0xFFFF
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      result.append(UInt8(group >> bits & 0xFF))
    }
    return result
  }
}
