import MIME
import Testing

@Suite("Bytes and lines")
struct ByteTests {
  @Test("Case 1: CRLF and LF end lines, mixed too; a bare CR does only where the mail has no LF")
  func lineEnds() {
    let mixed = message("Subject: a\r\nTo: b@c.example\n\r\none\rtwo\nthree")
    #expect(mixed.subject == "a")
    #expect(mixed.to.map(\.address) == ["b@c.example"])
    #expect(mixed.content(of: mixed.parts[0]) == Array("one\rtwo\nthree".utf8))
    #expect(mixed.text == "one\ntwo\nthree")
    let mac = message("Subject: a\rTo: b@c.example\r\rone\rtwo")
    #expect(mac.subject == "a")
    #expect(mac.text == "one\ntwo")
    #expect(mac.damageKinds == [.bareCRLineEnds])
  }

  @Test("Case 2: every field and part knows its place in the bytes as they came", arguments: ["\n", "\r\n"])
  func places(lineEnd: String) throws {
    let mail = message(
      "Subject: a\n b\nContent-Type: multipart/mixed; boundary=x\n\n--x\nX-Part: 1\n\nwords\n--x--\n", lineEnd: lineEnd)
    func slice(_ range: Range<Int>) -> String { String(decoding: mail.raw[range], as: UTF8.self) }
    #expect(slice(mail.headers[0].range) == "Subject: a\(lineEnd) b\(lineEnd)")
    let part = try #require(mail.parts.first)
    #expect(slice(part.headerRange) == "X-Part: 1\(lineEnd)")
    #expect(slice(part.bodyRange) == "words")
    #expect(mail.headers(of: part).map(\.name) == ["X-Part"])
  }

  @Test("Case 3: a NUL cuts nothing off; it stays in the bytes, and is no part of words")
  func nul() {
    let mail = message("Subject: a\u{0}b\nContent-Type: text/plain\n\none\u{0}two")
    #expect(mail.subject == "a b")
    #expect(mail.text == "onetwo")
    #expect(mail.content(of: mail.parts[0]) == Array("one\u{0}two".utf8))
    #expect(mail.damageKinds == [.nulByte])
  }

  @Test(
    "Case 4: blank lines, a byte order mark or an mbox line before the header are passed over",
    arguments: [
      "\n\nSubject: a\n\nx", "\u{FEFF}Subject: a\n\nx", "From ann Sun Nov 22 10:00:00 2026\nSubject: a\n\nx",
      ">From ann Sun Nov 22 10:00:00 2026\nSubject: a\n\nx", "\u{FEFF}\n \t\nFrom x\nSubject: a\n\nx",
    ])
  func leadingLines(raw: String) {
    let mail = message(raw)
    #expect(mail.subject == "a")
    #expect(mail.text == "x")
    #expect(mail.damageKinds == [.leadingLines])
  }

  @Test("Case 5: an empty mail, a header alone and a header cut off are mails")
  func cutOff() {
    #expect(message("").damageKinds == [.emptyMessage])
    #expect(message("").parts.map(\.path) == ["1"])
    #expect(message("Subject: a").subject == "a")
    #expect(message("Subject: a").damage.isEmpty)
    let cut = message("Subject: a\nFrom: ann@exa")
    #expect(cut.from.map(\.address) == ["ann@exa"])
    #expect(cut.text == "")
  }

  @Test("Case 6: a line of two million bytes is a line like any other")
  func longLines() {
    let line = String(repeating: "word ", count: 400_000)
    #expect(message("Subject: a\n\n\(line)").text == line)
    let header = message("X-Long: \(line.prefix(900_000))\nSubject: a\n\nx")
    #expect(header.headers.map(\.name) == ["X-Long", "Subject"])
    #expect(header.headers[0].value.utf8.count == 899_999)
  }
}

@Suite("The header block")
struct HeaderBlockTests {
  @Test("Case 7: folding is undone without adding or losing a space, tabs and empty continuations too")
  func folding() {
    let mail = message("Subject: one\n two\n\tthree\n \n four\nTo: a@b.example\n\nx")
    #expect(mail.subject == "one two three  four")
    #expect(mail.to.map(\.address) == ["a@b.example"])
    #expect(mail.damage.isEmpty)
  }

  @Test("Case 8: white space before the colon ends no header")
  func spaceBeforeColon() {
    let mail = message("Subject : a\nFrom\t: ann@example.org\nDate: Sun, 22 Nov 2026 10:00:00 +0000\n\nx")
    #expect(mail.subject == "a")
    #expect(mail.from.map(\.address) == ["ann@example.org"])
    #expect(mail.date != nil)
  }

  @Test("Case 9: a line that is no field is passed over where fields follow, else it starts the body")
  func noField() {
    let between = message("Subject: a\nthis is none\n at all\nFrom: ann@example.org\n\nx")
    #expect(between.from.map(\.address) == ["ann@example.org"])
    #expect(between.text == "x")
    #expect(between.damageKinds == [.malformedHeader])
    let body = message("Subject: a\nDear shop,\nit broke\n\nAnn: me")
    #expect(body.text == "Dear shop,\nit broke\n\nAnn: me")
    #expect(body.damageKinds == [.missingHeaderBodySeparator])
    // Far behind: more words than anybody puts between two fields.
    let far = message("Subject: a\n" + String(repeating: "no field here\n", count: 2_000) + "Order: 5\n\nx")
    #expect(far.text.hasPrefix("no field here\n"))
    #expect(far.text.hasSuffix("Order: 5\n\nx"))
  }

  @Test("Case 10: a header that starts with a continuation line loses that line alone")
  func continuationFirst() {
    let mail = message(" continued\n\tand on\nSubject: a\n\nx")
    #expect(mail.headers.map(\.name) == ["Subject"])
    #expect(mail.damageKinds == [.firstHeaderIsContinuation])
  }

  @Test("Case 11: names are known in any case, odd ones are kept, and an empty or eight-bit one ends nothing")
  func names() {
    let mail = message("sUBJECT: a\nX-!#$%&'*+^_`|~: odd\n: empty\nX-\u{E9}: eight\nFrom: ann@example.org\n\nx")
    #expect(mail.subject == "a")
    #expect(mail.header("x-!#$%&'*+^_`|~")?.value == "odd")
    #expect(mail.headers.map(\.value).contains("eight"))
    #expect(mail.from.map(\.address) == ["ann@example.org"])
    #expect(mail.text == "x")
  }

  @Test("Case 12: of two fields of which there may be one the first counts, all are kept, and both are pointed out")
  func duplicates() {
    let mail = message(
      "From: ann@example.org\nSubject: one\nFrom: eve@evil.example\nSubject: two\nTo: a@b.example\nTo: c@d.example\n\nx")
    #expect(mail.from.map(\.address) == ["ann@example.org"])
    #expect(mail.subject == "one")
    #expect(mail.to.map(\.address) == ["a@b.example"])
    #expect(mail.headers(named: "from").count == 2)
    #expect(mail.damage.map(\.kind) == [.duplicateHeader, .duplicateHeader, .duplicateHeader])
  }

  @Test("Case 13: all authors are told, and that nobody says which of them sent it")
  func authors() {
    let two = message("From: ann@example.org, bob@example.org\n\nx")
    #expect(two.from.map(\.address) == ["ann@example.org", "bob@example.org"])
    #expect(two.damageKinds == [.severalAuthors])
    #expect(message("From: ann@example.org, bob@example.org\nSender: bob@example.org\n\nx").damage.isEmpty)
  }

  @Test("Case 16: trace fields may stand there many times and keep their order")
  func trace() {
    let mail = message("Received: from one\nReceived: from two\nDelivered-To: a@b.example\nReceived: from three\n\nx")
    #expect(mail.headers(named: "received").map(\.value) == ["from one", "from two", "from three"])
    #expect(mail.damage.isEmpty)
  }

  @Test("Case 68: where two fields say different things of one body, the first counts and it is pointed out")
  func conflicting() {
    let mail = message(
      "Content-Type: text/plain\nContent-Type: text/html\nContent-Transfer-Encoding: 7bit\n"
        + "Content-Transfer-Encoding: base64\n\n<b>aGVsbG8=</b>")
    #expect(mail.parts.map(\.type) == ["text/plain"])
    #expect(mail.text == "<b>aGVsbG8=</b>")
    #expect(mail.damage.count { $0.kind == .conflictingHeader } == 2)
    let same = message("Content-Type: text/plain\nContent-Type: text/plain\n\nx")
    #expect(!same.damageKinds.contains(.conflictingHeader))
  }

  @Test("Case 98: headers beyond what any real mail has are passed over, and all bytes are kept")
  func limits() {
    let many = message(String(repeating: "A: b\n", count: 10_050) + "\nx")
    #expect(many.headers.count == 10_000)
    #expect(many.text == "x")
    #expect(many.damageKinds == [.tooManyHeaders])
    let large = message("Subject: a\nX: " + String(repeating: "y", count: 1_100_000) + "\nTo: a@b.example\n\nx")
    #expect(large.headers.map(\.name) == ["Subject"])
    #expect(large.text == "x")
    #expect(large.damageKinds == [.headerTooLarge])
    #expect(large.raw.count > 1_100_000)
  }

  @Test("Case 98: of a header of five megabytes nothing is shown as words, and in pieces nothing of it is held")
  func endlessHeader() {
    let field = "X-Header: " + String(repeating: "y", count: 60) + "\r\n"
    let raw = Array(("Subject: a\r\n" + String(repeating: field, count: 70_000) + "To: a@b.example\r\n\r\nwords").utf8)
    let whole = Message(parsing: raw)
    #expect(whole.text == "words")
    #expect(whole.subject == "a")
    #expect(whole.damageKinds == [.tooManyHeaders, .headerTooLarge])
    var reader = MessageReader()
    for start in stride(from: 0, to: raw.count, by: 5_000) { reader.append(Array(raw[start..<min(start + 5_000, raw.count)])) }
    let streamed = reader.finish()
    #expect(streamed.text == "words")
    #expect(streamed.headers.count == whole.headers.count)
    #expect(streamed.headers.last?.value == whole.headers.last?.value)
    #expect(streamed.damage == whole.damage)
    #expect(streamed.parts == whole.parts)
    #expect(streamed.raw.count < 2_200_000)
    // The end of the bytes, or of the part, ends it too.
    #expect(Message(parsing: Array(raw.dropLast(9))).parts.map(\.bodyRange.count) == [0])
    let part = "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + String(repeating: field, count: 70_000) + "--b\n\nwords\n--b--"
    #expect(message(part).text == "words")
    #expect(message(part).parts.count == 2)
  }
}
