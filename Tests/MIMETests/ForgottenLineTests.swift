import MIME
import Testing

/// Mails whose header and body run into each other: nothing of either may be lost.
@Suite("A forgotten blank line")
struct ForgottenLineTests {
  @Test("Words behind a header without a blank line stay words, though some of them look like fields")
  func words() {
    let mail = message("From: ann@example.org\nSubject: Broken\nHello, my printer broke.\nError: 42\nPlease help.\n")
    #expect(mail.headers.map(\.name) == ["From", "Subject"])
    #expect(mail.text == "Hello, my printer broke.\nError: 42\nPlease help.\n")
    #expect(mail.damageKinds == [.missingHeaderBodySeparator])
  }

  @Test("A mail of nothing but words with a colon in them is all words")
  func noHeader() {
    let mail = message("Hello,\nOrder: 55\n\nthanks\n")
    #expect(mail.headers.isEmpty)
    #expect(mail.text == "Hello,\nOrder: 55\n\nthanks\n")
  }

  @Test("Where fields that mail has follow, the unknown ones before them are fields too, folds and all")
  func fieldsAgain() {
    let mail = message(
      "From: ann@example.org\nno field\nShop-Number: 7\n and 8\nnone either\n of these\nX-Mailer: m\n"
        + "Date: Mon, 1 Jan 2024 10:00:00 +0100\n\nwords\n")
    #expect(mail.headers.map(\.name) == ["From", "Shop-Number", "X-Mailer", "Date"])
    #expect(mail.header("Shop-Number")?.value == "7 and 8")
    #expect(mail.date?.rfc3339 == "2024-01-01T10:00:00+01:00")
    #expect(mail.text == "words\n")
    #expect(mail.damageKinds == [.malformedHeader])
  }

  @Test("Lines that may be fields, ten thousand times over, are read twice at most")
  func manyMaybes() {
    let block = "no field\n" + String(repeating: "Maybe: so\n", count: 200) + "X-A: b\n"
    let mail = message(String(repeating: block, count: 40) + "\nwords\n")
    #expect(mail.headers.count == 40 * 201)
    #expect(mail.text == "words\n")
  }

  @Test(
    "The parts of a multipart are found though no blank line stands before them",
    arguments: ["", "This is a multi-part message in MIME format.\n"])
  func parts(preamble: String) {
    let mail = message(
      "From: ann@example.org\nContent-Type: multipart/alternative;\n boundary=\"--cut\"\n" + preamble
        + "----cut\nContent-Type: text/plain\n\nmy words\n----cut\nContent-Type: text/html\n\n<p>my words\n----cut--\n")
    #expect(mail.headers.map(\.name) == ["From", "Content-Type"])
    #expect(mail.parts.map(\.type) == ["text/plain", "text/html"])
    #expect(mail.text == "my words")
    #expect(mail.damageKinds == [.missingHeaderBodySeparator])
  }

  @Test("The same mail in small pieces is the same mail", arguments: [1, 7, 64])
  func pieces(size: Int) {
    let bytes = Array(
      ("From: a@b.example\nContent-Type: multipart/mixed; boundary=c\nnone\nOdd: x\nX-A: b\nnone\n"
        + "--c\n\none\n--c--\n").utf8)
    var reader = MessageReader()
    for start in stride(from: 0, to: bytes.count, by: size) {
      reader.append(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    let mail = reader.finish()
    #expect(mail.headers == Message(parsing: bytes).headers)
    #expect(mail.headers.map(\.name) == ["From", "Content-Type", "Odd", "X-A"])
    #expect(mail.text == "one")
    #expect(mail.damage == Message(parsing: bytes).damage)
  }
}
