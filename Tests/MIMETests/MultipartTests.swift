import MIME
import Testing

@Suite("Multiparts")
struct MultipartTests {
  private func contents(_ mail: Message) -> [String] {
    mail.parts.map { String(decoding: mail.content(of: $0), as: UTF8.self) }
  }

  @Test("Case 57: a mail cut off in a part is closed at all levels, and the part is still decoded")
  func cutOff() {
    let mail = message(
      """
      Content-Type: multipart/mixed; boundary=a

      --a
      Content-Type: multipart/alternative; boundary=b

      --b
      Content-Transfer-Encoding: base64

      aGVsbG8g
      d29ybG
      """)
    #expect(contents(mail) == ["hello worl"])
    #expect(mail.damage.count { $0.kind == .truncatedMultipart } == 2)
  }

  @Test("Case 58: a boundary that begins another, ends in dashes, or is used twice is told by its whole line")
  func similar() {
    let prefix = message(
      "Content-Type: multipart/mixed; boundary=a\n\n--a\n\n--ab\nstill one\n--a-\n--a \t\n\ntwo\n--a--  \nend")
    #expect(contents(prefix) == ["--ab\nstill one\n--a-", "two"])
    let twice = message(
      "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nin\n--a--\n--a\n\nout\n--a--")
    #expect(contents(twice) == ["in", "out"])
    #expect(twice.parts.map(\.path) == ["1.1", "2"])
  }

  @Test("Case 59: the outer delimiter ends the inner multiparts")
  func outerEnds() {
    let mail = message(
      """
      Content-Type: multipart/mixed; boundary=out

      --out
      Content-Type: multipart/alternative; boundary=in

      --in

      inner
      --out

      outer
      --out--
      """)
    #expect(contents(mail) == ["inner", "outer"])
    #expect(mail.parts.map(\.path) == ["1.1", "2"])
    #expect(mail.damageKinds == [.truncatedMultipart])
  }

  @Test("Case 60: the line end before a delimiter is its own, and a delimiter starts a line", arguments: ["\n", "\r\n"])
  func exactText(lineEnd: String) {
    let mail = message(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nno end\n--b\n\nwith end\n\n--b\n\nnot here --b\n--b--",
      lineEnd: lineEnd)
    #expect(contents(mail) == ["no end", "with end\(lineEnd)", "not here --b"])
  }

  @Test("Case 61: a multipart without a boundary, or whose boundary never comes, is text that somebody wrote")
  func noBoundary() {
    let none = message("Content-Type: multipart/alternative\n\nmy words")
    #expect(none.text == "my words")
    #expect(none.parts.map(\.type) == ["text/plain"])
    #expect(none.damageKinds == [.multipartWithoutBoundary])
    let never = message("Content-Type: multipart/alternative; boundary=b\n\nmy words\n--c")
    #expect(never.text == "my words\n--c")
    #expect(never.damageKinds == [.missingBoundary])
  }

  @Test(
    "Case 62: boundaries with spaces, colons, equals signs, of 120 octets, quoted, folded",
    arguments: [
      ("boundary=\"a b\"", "a b"), ("boundary=\"a:b=?\"", "a:b=?"), ("boundary=a:b", "a:b"), ("boundary=a=b", "a=b"),
      ("boundary=\"b \"", "b"), ("boundary=\n\t\"b\"", "b"), ("boundary= b", "b"), ("BOUNDARY='b'", "b"),
      ("boundary=\"" + String(repeating: "x", count: 120) + "\"", String(repeating: "x", count: 120)),
    ])
  func boundaries(parameter: String, boundary: String) {
    let mail = message("Content-Type: multipart/mixed; \(parameter)\n\n--\(boundary)\n\none\n--\(boundary)\n\ntwo\n--\(boundary)--")
    #expect(contents(mail) == ["one", "two"])
  }

  @Test("Case 62: an empty boundary is none")
  func emptyBoundary() {
    let mail = message("Content-Type: multipart/mixed; boundary=\"\"\n\nmy words\n--\nmore")
    #expect(mail.text == "my words\n--\nmore")
    #expect(mail.damageKinds == [.multipartWithoutBoundary])
  }

  @Test("Case 63: two delimiters in a row, a part without a header, a header without a body, a body without a blank line")
  func oddParts() {
    let mail = message(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\nContent-Type: text/html\n--b\n\nwords\n--b\nno header, no blank line\n--b--")
    #expect(contents(mail) == ["", "", "words", "no header, no blank line"])
    #expect(mail.parts.map(\.type) == ["text/plain", "text/html", "text/plain", "text/plain"])
    #expect(mail.text == "words\nno header, no blank line")
    #expect(mail.damageKinds == [.missingHeaderBodySeparator])
  }

  @Test("Case 64: what stands before the first delimiter and behind the last is kept and never shown")
  func preamble() {
    let mail = message(
      "Content-Type: multipart/mixed; boundary=b\n\nfor old readers\n--b\n\nwords\n--b--\nepilogue\n--b\n\nnot shown")
    #expect(contents(mail) == ["words"])
    #expect(mail.text == "words")
    #expect(mail.damage.isEmpty)
  }

  @Test("Case 65: a multipart that was encoded as a whole is decoded and read, three times over and no deeper")
  func encodedMultipart() {
    func wrapped(_ inner: [UInt8], _ boundary: String) -> [UInt8] {
      let part = "--\(boundary)\n".utf8 + inner + "\n--\(boundary)--\n".utf8
      return Array(
        "Content-Type: multipart/mixed; boundary=\(boundary)\nContent-Transfer-Encoding: base64\n\n".utf8)
        + base64(Array(part))
    }
    var raw = Array("\nwords".utf8)
    for level in 1...3 { raw = wrapped(raw, "b\(level)") }
    let three = Message(parsing: raw)
    #expect(three.text == "words")
    #expect(three.parts.map(\.path) == ["1.1.1"])
    #expect(three.damageKinds == [.missingBoundary, .encodedMultipart])
    let part = three.parts[0]
    #expect(part.bodyRange.upperBound <= raw.count)
    let four = Message(parsing: wrapped(raw, "b4"))
    #expect(four.parts.map(\.type) == ["text/plain"])
    // What is not read as parts any more is still shown.
    #expect(four.text == "--b1\n\nwords\n--b1--\n")
  }

  @Test("Case 65: where only the label says base64, the parts that stand there count")
  func onlyLabelled() {
    let mail = message(
      "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n--b\n\nwords\n--b--")
    #expect(mail.text == "words")
    #expect(mail.damage.isEmpty)
  }

  @Test(
    "Case 66: odd media types are taken for what they must mean",
    arguments: [
      ("TEXT/HTML", "text/html"), ("text", "text/plain"), ("html", "text/html"), ("", "text/plain"),
      ("x-be2", "text/plain"), ("text/plain (really)", "text/plain"), ("text / html", "text/html"),
      ("application/x-thing", "application/x-thing"), ("image/jpeg name=a.jpg", "image/jpeg"), ("/", "text/plain"),
    ])
  func mediaTypes(written: String, expected: String) {
    #expect(message("Content-Type: \(written)\n\nx").parts.map(\.type) == [expected])
  }

  @Test("Case 66: an unknown multipart is mixed, and so is multipart/multipart/mixed")
  func unknownMultipart() {
    for type in ["multipart/x-new", "multipart/multipart/mixed", "MULTIPART/MIXED"] {
      let mail = message("Content-Type: \(type); boundary=b\n\n--b\n\none\n--b\n\ntwo\n--b--")
      #expect(mail.text == "one\ntwo")
    }
  }

  @Test("Case 67: no MIME-Version is needed")
  func noVersion() {
    #expect(message("Content-Type: text/html\n\n<b>x</b>").parts.map(\.type) == ["text/html"])
  }

  @Test("Case 69: of alternatives the plain words are shown; attachments among them are still attachments")
  func alternative() {
    let mail = message(
      """
      Content-Type: multipart/alternative; boundary=b

      --b

      plain
      --b
      Content-Type: multipart/mixed; boundary=c

      --c
      Content-Type: text/html

      <b>rich</b>
      --c
      Content-Type: application/pdf; name=bill.pdf

      x
      --c
      Content-Type: text/html

      <b>more</b>
      --c--
      --b--
      """)
    #expect(mail.text == "plain")
    #expect(mail.attachments.map(\.filename) == ["bill.pdf"])
  }

  @Test("Case 70: an enclosed mail is one part, and nothing of its header is ours")
  func enclosed() throws {
    let mail = message(
      """
      Subject: ours
      Content-Type: multipart/mixed; boundary=b

      --b

      see below
      --b
      Content-Type: message/rfc822

      Subject: theirs
      From: bob@example.org

      their words
      --b--
      """)
    #expect(mail.subject == "ours")
    #expect(mail.from.isEmpty)
    #expect(mail.text == "see below")
    let inner = try #require(mail.message(in: mail.parts[1]))
    #expect(inner.subject == "theirs")
    #expect(inner.text == "their words")
    #expect(mail.message(in: mail.parts[0]) == nil)
  }

  @Test("Case 71: the parts of a digest are mails unless they say otherwise")
  func digest() {
    let mail = message(
      "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nfirst\n--b\nContent-Type: text/plain\n\nx\n--b--")
    #expect(mail.parts.map(\.type) == ["message/rfc822", "text/plain"])
    #expect(mail.message(in: mail.parts[0])?.subject == "one")
  }

  @Test("Case 98: a hundred levels and a thousand entities are read; what is beyond stays one part, or is left")
  func limits() {
    var deep = ""
    for level in 0..<10_000 { deep += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
    #expect(message(deep).damageKinds.contains(.nestingTooDeep))
    #expect(message(deep).parts.map(\.type) == ["multipart/mixed"])
    let wide = message("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 10_000))
    #expect(wide.parts.count == 999)
    #expect(wide.damageKinds.contains(.tooManyParts))
  }
}
