import MIME
import Testing

/// Where GMime, CPython and this reader did not see the same mail.
@Suite("Beside other readers")
struct OtherReaderTests {
  @Test("A second boundary, or a second disposition, that another program may go by is pointed out")
  func secondViews() {
    let boundaries = message(
      "Content-Type: multipart/mixed; boundary=x; boundary=y\n\n--x\n\none\n--x--\n--y\n\ntwo\n--y--\n")
    #expect(boundaries.text == "one")
    #expect(boundaries.damageKinds == [.conflictingParameter])
    let names = message(
      """
      Content-Type: multipart/mixed; boundary=x

      --x
      Content-Disposition: attachment; filename=a.txt
      Content-Disposition: attachment; filename=b.exe

      one
      --x--
      """)
    #expect(names.parts.map(\.filename) == ["a.txt"])
    #expect(names.damageKinds == [.conflictingHeader])
  }

  @Test("Single quotation marks around a boundary are its own, or were meant to quote it", arguments: ["'x'", "x"])
  func singleQuotes(boundary: String) {
    let mail = message("Content-Type: multipart/mixed; boundary='x'\n\n--\(boundary)\n\none\n--\(boundary)--\n")
    #expect(mail.parts.map(\.type) == ["text/plain"])
    #expect(mail.text == "one")
    #expect(mail.damageKinds.isEmpty)
  }

  @Test(
    "A type with a mark behind it is still that type, and its words are shown",
    arguments: ["text/plain>", "text/plain:charset=utf-8", "<text/plain>", "text/plain)"])
  func typeAndMark(type: String) {
    let mail = message("Content-Type: \(type)\n\nmy words\n")
    #expect(mail.parts.map(\.type) == ["text/plain"])
    #expect(mail.text == "my words\n")
  }

  @Test("A name in a comment loses the quotation marks around it")
  func quotedComment() {
    let mail = message("From: ann@example.org (\"Ann Miller\")\nTo: b@c.example (the \"boss\")\n\n")
    #expect(mail.from == [Address(name: "Ann Miller", address: "ann@example.org")])
    #expect(mail.to == [Address(name: "the \"boss\"", address: "b@c.example")])
  }

  @Test("Of two addresses in one pair of angle brackets the first counts, and an address without a host is doubted")
  func oddAddresses() {
    let mail = message("From: Ann <ann@example.org;bob@example.org>\nTo: ann@\nCc: <Undisclosed:;@x.example>\n\n")
    #expect(mail.from == [Address(name: "Ann", address: "ann@example.org")])
    #expect(mail.to == [Address(name: "", address: "ann@")])
    #expect(mail.cc.isEmpty)
    #expect(mail.damageKinds == [.invalidAddress, .invalidAddress, .invalidAddress])
  }

  @Test("An id that is not closed ends where the next one opens")
  func unclosedID() {
    let mail = message("References: <a@b.example <c@d.example>\n <<e@f.example>\n\n")
    #expect(mail.references == ["a@b.example", "c@d.example", "e@f.example"])
  }

  @Test("A time with dots between its numbers is a time")
  func dottedTime() {
    let mail = message("Date: Tue, 5 Mar 2024 10.30.15 +0100\n\n")
    #expect(mail.date?.rfc3339 == "2024-03-05T10:30:15+01:00")
    #expect(mail.damageKinds == [.invalidDate])
  }

  @Test("Base64 of one letter too many is decoded where words come out, and else kept")
  func letterTooMany() {
    let encoded = message("Content-Transfer-Encoding: base64\n\nSXQgYnJva2UhA\n")
    #expect(encoded.text == "It broke!")
    let plain = message("Content-Transfer-Encoding: base64\n\nHello\n")
    #expect(plain.text == "Hello\n")
  }

  @Test("An empty file name is none: the name of the type counts")
  func emptyFileName() {
    let mail = message("Content-Type: image/png; name=vase.png\nContent-Disposition: attachment; filename=\"\"\n\nx")
    #expect(mail.parts.map(\.filename) == ["vase.png"])
  }

  @Test("Boundaries of one length, one the beginning of another, with and without dashes at their ends, are told apart")
  func boundaryKeys() {
    let mail = message(
      """
      Content-Type: multipart/mixed; boundary=12345678

      --12345678
      Content-Type: multipart/mixed; boundary="12345678--"

      --12345678--

      in
      --12345678-
      --12345679
      --1234567
      --12345678----
      --12345678

      out
      --12345678--
      """)
    let contents = mail.parts.map { String(decoding: mail.content(of: $0), as: UTF8.self) }
    #expect(contents == ["in\n--12345678-\n--12345679\n--1234567", "out"])
    #expect(mail.parts.map(\.path) == ["1.1", "2"])
    #expect(mail.damageKinds.isEmpty)
  }
}
