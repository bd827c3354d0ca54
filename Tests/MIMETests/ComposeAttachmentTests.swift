import MIME
import Testing

@Suite("Files come along whole and under their own name")
struct ComposeAttachmentTests {
  private func mail(_ attachments: [OutgoingMail.Attachment], messageID: String = "r1@shop.example") -> OutgoingMail {
    OutgoingMail(
      from: Address(name: "Ann", address: "help@shop.example"), to: [Address(name: "", address: "bob@example.org")],
      subject: "The label", date: MailDate(seconds: 1_777_793_400, offsetMinutes: 120), messageID: messageID,
      text: "Here it is.\n", attachments: attachments)
  }

  @Test("A mail with a file is these bytes exactly")
  func golden() throws {
    let bytes = try mail([
      .init(name: "label.pdf", content: .bytes(Array("%PDF-1.4 not quite\n".utf8), type: "application/pdf"))
    ])
    .composed()
    let expected = """
      From: Ann <help@shop.example>
      To: bob@example.org
      Subject: The label
      Date: Sun, 3 May 2026 09:30:00 +0200
      Message-ID: <r1@shop.example>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="=_r1shopexample"

      --=_r1shopexample
      Content-Type: text/plain; charset=utf-8; format=flowed; delsp=no
      Content-Transfer-Encoding: 7bit

      Here it is.

      --=_r1shopexample
      Content-Type: application/pdf
      Content-Transfer-Encoding: base64
      Content-Disposition: attachment; filename="label.pdf"

      JVBERi0xLjQgbm90IHF1aXRlCg==

      --=_r1shopexample--

      """
    let lines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(String(decoding: bytes, as: UTF8.self) == lines.joined(separator: "\r\n"))
  }

  @Test(
    "Every byte of a file arrives, and its name in any language",
    arguments: [
      "label.pdf", "Rücksendung für Köln.pdf", "日本語のとても長いファイル名です、本当に長い.pdf", "a \"b\".txt", "100%'s.txt",
      String(repeating: "long name ", count: 20) + ".txt", "=?utf-8?q?x?=.txt", " spaces .txt",
    ])
  func names(name: String) throws {
    var generator = SeededGenerator(seed: 9)
    for size in [0, 1, 2, 3, 56, 57, 58, 1_000] {
      let content = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let bytes = try mail([.init(name: name, content: .bytes(content, type: "application/octet-stream"))]).composed()
      let read = Message(parsing: bytes)
      let part = try #require(read.parts.last)
      #expect(read.content(of: part) == content)
      #expect(part.filename == name.trimmed)
      #expect(part.disposition == "attachment")
      #expect(read.damage.isEmpty)
      #expect(bytes.split(separator: 0x0A).allSatisfy { $0.count <= 79 })
    }
  }

  @Test(
    "A name that is a path or hides its end is refused",
    arguments: [
      "", "../x", "a/b", "a\\b", "..", ".", "a\r\nX: b", "a\u{0}.txt", "invoice\u{202E}fdp.exe", "a\u{200B}.txt",
      String(repeating: "x", count: 256),
    ])
  func badNames(name: String) {
    #expect(throws: ComposeError.invalidFileName) {
      try mail([.init(name: name, content: .bytes([], type: "text/plain"))]).composed()
    }
  }

  @Test(
    "A media type that is none, or that is no file, is refused",
    arguments: [
      "", "text", "text/", "/plain", "text/plain; charset=x", "multipart/mixed", "Message/RFC822", "a/b/c", "ü/x",
      "a/b\r\nX: y",
    ])
  func badTypes(type: String) {
    #expect(throws: ComposeError.invalidMediaType) {
      try mail([.init(name: "a", content: .bytes([], type: type))]).composed()
    }
  }

  @Test("A file that holds our own delimiter cannot break out of its place")
  func boundary() throws {
    let inner = Array(
      "Subject: x\r\n\r\n--=_r1shopexample\r\nContent-Type: text/html\r\n\r\nevil\r\n--=_r1shopexample-7--\r\n".utf8)
    let bytes = try mail([.init(name: "original.eml", content: .message(inner))]).composed()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("boundary=\"=_r1shopexample-8\""))
    #expect(Message(parsing: bytes).attachedMessage == inner)
    #expect(Message(parsing: bytes).parts.map(\.type) == ["text/plain", "message/rfc822"])
  }

  @Test("A Message-ID of signs only still gives a delimiter")
  func emptySeed() throws {
    let read = Message(
      parsing: try mail([.init(name: "a", content: .bytes([1], type: "a/b"))], messageID: "@").composed())
    #expect(read.parts.count == 2)
    #expect(read.text == "Here it is.\n")
  }
}

extension Message {
  /// The bytes of the message that comes along, as they are after decoding.
  var attachedMessage: [UInt8]? {
    guard
      let start = raw.firstRange(of: Array("Content-Disposition: attachment; filename=\"original.eml\"\r\n\r\n".utf8))?
        .upperBound, let close = raw.lastRange(of: Array("\r\n--=_".utf8))
    else { return nil }
    return Array(raw[start..<close])
  }
}

extension Array where Element == UInt8 {
  func lastRange(of wanted: [UInt8]) -> Int? {
    indices.reversed().first { self[$0...].starts(with: wanted) }
  }
}
