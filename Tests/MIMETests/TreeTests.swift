import MIME
import Testing

@Suite("Parts are found where their senders put them")
struct TreeTests {
  private let nested = """
    From: ann@example.org
    Content-Type: multipart/mixed; boundary="outer"

    for old readers
    --outer
    Content-Type: multipart/alternative; boundary=outer-in

    --outer-in

    plain words
    --outer-in
    Content-Type: text/html

    <p>rich words</p>
    --outer-in--
    --outer
    Content-Type: image/png; name="../../shot.png"
    Content-Transfer-Encoding: base64
    Content-Disposition: attachment
    Content-ID: <pic@example.org>

    aGVsbG8=
    --outer
    Content-Type: message/rfc822

    Subject: inner
    Content-Type: multipart/mixed; boundary=in

    --in

    not ours
    --in--
    --outer--
    epilogue
    """

  @Test("CRLF and LF copies of a mail give the same parts and the same text", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(lineEnd: String) {
    let mail = message(nested, lineEnd: lineEnd)
    #expect(mail.parts.map(\.path) == ["1.1", "1.2", "2", "3"])
    #expect(mail.parts.map(\.type) == ["text/plain", "text/html", "image/png", "message/rfc822"])
    #expect(mail.text == "plain words")
    #expect(mail.parts[2].filename == "shot.png")
    #expect(mail.parts[2].contentID == "pic@example.org")
    #expect(mail.content(of: mail.parts[2]) == Array("hello".utf8))
    #expect(mail.attachments.map(\.path) == ["2", "3"])
    #expect(mail.subject == "")
    #expect(mail.damageKinds == (lineEnd == "\r" ? [.bareCRLineEnds] : []))
  }

  @Test("A mail cut off in the middle of a part keeps what came")
  func truncated() {
    let mail = message(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\naGVsbG8g")
    #expect(mail.text == "hello ")
    #expect(mail.damageKinds == [.truncatedMultipart])
  }

  @Test("A multipart whose boundary never comes, or that names none, is still read")
  func withoutBoundary() {
    let never = message("Content-Type: multipart/mixed; boundary=b\n\nmy words\n")
    #expect(never.text == "my words\n")
    #expect(never.damageKinds == [.missingBoundary])
    let none = message("Content-Type: multipart/mixed\n\nmy words\n")
    #expect(none.text == "my words\n")
    #expect(none.damageKinds == [.multipartWithoutBoundary])
  }

  @Test("A boundary that starts like another, or ends in dashes, is told from it")
  func similarBoundaries() {
    let mail = message(
      """
      Content-Type: multipart/mixed;
      \tboundary=
       "a"

      --a
      Content-Type: multipart/mixed; boundary="a--"

      --a--

      inner
      --a----
      --a

      outer
      --a--
      """)
    #expect(mail.parts.map { String(decoding: mail.content(of: $0), as: UTF8.self) } == ["inner", "outer"])
  }

  @Test(
    "File names in the wild",
    arguments: [
      ("filename*=utf-8''%E2%82%AC%20rates.pdf; filename=rates.pdf", "€ rates.pdf"),
      ("filename*1*=%9Fe.txt; filename*0*=iso-8859-1''Gr%F6%DF", "GrößŸe.txt"),
      ("filename*0=\"long \"; filename*1=\"name.txt\"", "long name.txt"),
      ("filename=\"=?utf-8?B?w4RyZ2VyLnBkZg==?=\"", "Ärger.pdf"),
      ("filename=This is a.txt", "This is a.txt"),
      ("filename=\"C:\\temp\\a \\\"b\\\".txt\"", "a \"b\".txt"),
      ("filename=\"../../.ssh/authorized_keys\"", "authorized_keys"),
      ("filename=\"exe\u{202E}fdp.pdf\"", "exe fdp.pdf"),
      ("filename=\"...\"", nil),
    ])
  func fileNames(parameters: String, expected: String?) {
    let mail = message("Content-Type: application/pdf\nContent-Disposition: attachment; \(parameters)\n\nx")
    #expect(mail.parts.first?.filename == expected)
  }

  @Test("Odd content types are taken for what they must mean")
  func contentTypes() {
    #expect(message("Content-Type: TEXT/HTML (rich); charset=\"utf-8\n\n<b>x</b>").text == "x\n")
    #expect(message("Content-Type: text\n\nx").parts.map(\.type) == ["text/plain"])
    #expect(message("Content-Type: text/plain charset=utf-8\n\nx").parts.map(\.charset) == ["utf-8"])
    #expect(message("Content-Type: text/plain;; charset = 'utf-8' ;\n\nx").parts.map(\.charset) == ["utf-8"])
  }

  @Test(
    "Anything at all is a message", arguments: ["", "\n", "\r\n\r\n", "\u{0}", "From ", ":", " x", "--", "=?", "a:"])
  func anything(raw: String) {
    let mail = Message(parsing: Array(raw.utf8))
    #expect(mail.raw == Array(raw.utf8))
  }

  @Test("Random bytes and broken copies of a real mail never stop the reader")
  func randomBytes() {
    var generator = SeededGenerator(seed: 7)
    let original = Array(nested.utf8)
    let pieces = ["--outer", "\r", "\n", "=?utf-8?q?", "?=", "\"", "(", "<", ">", "=", "&#", "<!--", "\u{0}"].map {
      Array($0.utf8)
    }
    for round in 0..<1_500 {
      var bytes = original
      if round % 3 == 0 {
        bytes = (0..<Int.random(in: 0..<300, using: &generator)).map { _ in .random(in: 0...255, using: &generator) }
      }
      for _ in 0..<8 where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = .random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 5))
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
        default: bytes.removeSubrange(place...)
        }
      }
      let mail = Message(parsing: bytes)
      for part in mail.parts { _ = mail.content(of: part) }
      _ = (mail.ownWords, mail.returnedMessageID, mail.deliveryFailures)
      var end = 0
      for segment in mail.segments {
        #expect(segment.range.lowerBound == end)
        end = segment.range.upperBound
      }
      #expect(end == mail.text.utf8.count)
    }
  }
}
