import MIME
import Testing

@Suite("What came along with the words")
struct AttachmentTests {
  private func part(_ disposition: String, type: String = "application/pdf") -> Part? {
    message("Content-Type: \(type)\nContent-Disposition: \(disposition)\n\nx").parts.first
  }

  @Test(
    "Case 95: a file name has no path, no control, no turn of direction, no device and no 300 letters",
    arguments: [
      ("/etc/passwd", "passwd"), ("..\\\\..\\\\win.ini", "win.ini"), ("C:bill.pdf", "bill.pdf"), ("bill.pdf. .", "bill.pdf"),
      ("a\u{7}b.txt", "a b.txt"), ("exe\u{202E}fdp.pdf", "exe fdp.pdf"), ("NUL", "_NUL"), ("com1.txt", "_com1.txt"),
      ("console.txt", "console.txt"), ("..", nil), ("", nil), (" ", nil),
      (String(repeating: "é", count: 300), String(repeating: "é", count: 127)),
    ])
  func fileNames(written: String, expected: String?) {
    #expect(part("attachment; filename=\"\(written)\"")?.filename == expected)
  }

  @Test("Case 96: what is called by any word but inline, or has a name, came along; HTML that is attached is a file")
  func dispositions() {
    let mail = message(
      """
      Content-Type: multipart/mixed; boundary=b

      --b

      words
      --b
      Content-Type: text/html
      Content-Disposition: attachment; filename=page.html

      <p>page</p>
      --b
      Content-Type: text/csv
      Content-Disposition: attachement; filename=a.csv

      1,2
      --b
      Content-Type: text/plain; name=log.txt
      Content-Disposition: inline

      log
      --b
      Content-Disposition: csv

      more words
      --b--
      """)
    #expect(mail.attachments.map(\.filename) == ["page.html", "a.csv", "log.txt"])
    #expect(mail.parts.map(\.disposition) == [nil, "attachment", "attachement", "inline", "csv"])
    #expect(mail.text == "words\nmore words")
  }

  @Test("Case 94: the pictures that HTML shows are found by their id or place, and one that is fetched is none of ours")
  func inlineImages() {
    let mail = message(
      """
      Content-Type: multipart/related; boundary=b

      --b
      Content-Type: text/html

      <p>See <img src="cid:pic%40x" alt="the crack"> and <img src="vase.png"><img src="https://t.example/p.gif" width=1 height=1></p>
      --b
      Content-Type: image/png
      Content-ID: <pic@x>

      one
      --b
      Content-Type: image/png
      Content-Location: vase.png

      two
      --b--
      """)
    #expect(mail.inlineImages.map(\.path) == ["2", "3"])
    #expect(mail.text == "See [the crack] and\n")
    #expect(mail.attachments.map(\.path) == ["2", "3"])
  }

  @Test("A date that lies behind the mail's arrival is pointed out")
  func future() {
    let mail = message(
      "Received: from a by b; Sun, 22 Nov 2026 10:00:00 +0000\nDate: Fri, 22 Nov 2030 10:00:00 +0000\n\nx")
    #expect(mail.damageKinds == [.implausibleDate])
    #expect(mail.date?.rfc3339 == "2030-11-22T10:00:00Z" || mail.date?.rfc3339 == "2030-11-22T10:00:00+00:00")
  }
}
