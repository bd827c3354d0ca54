import MIME
import Testing

@Suite("The readable text is what the customer typed")
struct TextTests {
  private func body(_ header: String, _ content: [UInt8]) -> Message {
    Message(parsing: Array("\(header)\n\n".utf8) + content)
  }

  private func html(_ text: String) -> String {
    message("Content-Type: text/html; charset=utf-8\n\n" + text).text
  }

  @Test(
    "Charsets, known and mislabelled",
    arguments: [
      ("iso-8859-1", [0x93, 0xE9, 0x94] as [UInt8], "“é”"),
      ("us-ascii", [0xC3, 0xA9], "é"),
      ("us-ascii", [0xE9], "é"),
      ("utf-8", [0xEF, 0xBB, 0xBF, 0x41], "A"),
      ("utf-8", [0x41, 0xE9], "A\u{FFFD}"),
      ("x-unknown", [0xC3, 0xA9], "é"),
      ("x-unknown", [0xE9], "é"),
      ("windows-1251", [0xCF, 0xF0, 0xE8], "При"),
      ("koi8-r", [0xF0], "П"),
      ("gb2312", [0xC4, 0xE3], "你"),
      ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
      ("shift_jis", [0x93, 0xFA, 0x81], "日\u{FFFD}"),
      ("euc-jp", [0xC6, 0xFC, 0xFF, 0x41], "日\u{FFFD}A"),
      ("UTF-16BE", [0x00, 0x41, 0x00, 0x42], "AB"),
      ("iso-8859-15//TRANSLIT", [0xE9], "é"),
      ("iso-2022-jp", [0xC6, 0xFC, 0xCB, 0xDC, 0xA4, 0xCE], "日本の"),
      ("iso-2022-jp", [0x93, 0xFA, 0x96, 0x7B, 0x82, 0xCC], "日本の"),
      ("iso-2022-jp", [0x44, 0x69, 0x6A, 0x8E, 0x61, 0x74], "Dij\u{FFFD}at"),
      ("shift_jis", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
      ("utf-32", [0xFF, 0xFE, 0, 0, 0x00, 0xF6, 0x01, 0x00], "😀"),
      ("utf-32le", [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], "A"),
      ("utf-32be", [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x41], "A"),
    ])
  func charsets(label: String, bytes: [UInt8], expected: String) {
    #expect(
      body("Content-Type: text/plain; charset=\"\(label)\"\nContent-Transfer-Encoding: 8bit", bytes).text == expected)
  }

  @Test("An unknown charset is pointed out and the words are kept")
  func unknownCharset() {
    let mail = message("Content-Type: text/plain; charset=klingon\n\nhello")
    #expect(mail.text == "hello")
    #expect(mail.damageKinds == [.unknownCharset])
  }

  @Test(
    "Words under a type of text that nobody knows are read, what programs write for programs is not",
    arguments: [
      ("text/x-note", "My order?", "My order?"), ("text/plain>", "My order?", "My order?"),
      ("text/csv", "order;42", "order;42"), ("text/rtf", #"{\rtf1\ansi My \'84order\'93?\par}"#, "My „order“?\n"),
      ("text/vcard", "BEGIN:VCARD\nFN:Ann\nEND:VCARD", ""), ("text/x-note; name=note.txt", "My order?", ""),
    ])
  func rareTypes(type: String, content: String, expected: String) {
    #expect(message("Content-Type: \(type)\n\n\(content)").text == expected)
  }

  @Test("A NUL goes, the words around it stay")
  func nulBytes() {
    let mail = message("Subject: a\u{0}b\n\nlost \u{0}parcel")
    #expect(mail.subject == "a b")
    #expect(mail.text == "lost parcel")
    #expect(mail.damageKinds == [.nulByte])
  }

  @Test(
    "Quoted-printable with the usual faults",
    arguments: [
      ("caf=c3=a9", "café"), ("a =  \nb", "a b"), ("50=% off", "50=% off"), ("end=", "end"), ("a==\nb", "a=b"),
      ("trailing   \nx", "trailing\nx"), ("=E2=82=AC", "€"),
    ])
  func quotedPrintable(encoded: String, expected: String) {
    #expect(
      message("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + encoded).text
        == expected)
  }

  @Test("Base64 with garbage, with a list's foot, and where there is none at all")
  func base64() {
    let header = "Content-Transfer-Encoding: base64\n\n"
    #expect(message(header + "aGVs\nbG8=").text == "hello")
    #expect(message(header + "aGVsbG8").text == "hello")
    #expect(
      message(header + "aGVsbG8gd29ybGQsIGhvdyBhcmUgeW91\n_____\nthe list\n").text
        == "hello world, how are you\n_____\nthe list\n")
    let plain = message(header + "I never was encoded, you know.\n")
    #expect(plain.text == "I never was encoded, you know.\n")
    #expect(plain.damageKinds == [.invalidBase64])
  }

  @Test("Flowed text comes back in paragraphs, quotes and stuffing undone")
  func flowed() {
    let mail = message(
      "Content-Type: text/plain; format=flowed\n\nI have \nwaited.\n From here\n>> old \n>> words\n-- \nAnn\n")
    #expect(mail.text == "I have waited.\nFrom here\n>> old words\n-- \nAnn\n")
    let spaceless = message("Content-Type: text/plain; format=flowed; delsp=yes\n\nab \ncd\n")
    #expect(spaceless.text == "abcd\n")
  }

  @Test(
    "HTML reads as it looks",
    arguments: [
      ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines\n"),
      ("<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc\n"),
      ("<ul><li>first</li><li>second</ul>end", "- first\n- second\n\nend\n"),
      ("<ol><li>x<li>y</ol>", "1. x\n2. y\n"),
      (
        "<table><tr><td>Order</td><td>12345</td></tr><tr><td>Paid</td><td>yes</td></tr></table>",
        "Order\t12345\nPaid\tyes\n"
      ),
      (
        "see <a href=\"https://example.org/a?b=1&amp;c\">our page</a>.", "see our page <https://example.org/a?b=1&c>.\n"
      ),
      ("<a href='http://example.org/'>example.org</a>", "example.org\n"),
      ("<a href=\"javascript:alert(1)\">click</a>", "click\n"),
      (
        "mine<blockquote>theirs<br>more<blockquote>older</blockquote></blockquote>after",
        "mine\n\n> theirs\n> more\n>\n> > older\n\nafter\n"
      ),
      ("<style>p{}</style><script>if (a<b) x()</script><title>t</title>seen<!-- not seen -->", "seen\n"),
      ("caf&eacute; &lt;3 &#8364; &#x1F600; &#150; &nosuch; AT&T R&amp", "café <3 € 😀 – &nosuch; AT&T R&\n"),
      ("<pre>a\n  b</pre>", "a\n  b\n"),
      ("1 < 2 and a<b", "1 < 2 and a<b\n"),
      ("  lots \n of   space&nbsp;here ", "lots of space here\n"),
    ])
  func htmlText(markup: String, expected: String) {
    #expect(html(markup) == expected)
  }

  @Test("What the sender hid from the reader is left out and pointed out")
  func hidden() {
    let mail = message(
      "Content-Type: text/html\n\n<div style='DISPLAY: none'>trap <div>in</div> trap</div><p>words</p>")
    #expect(mail.text == "words\n")
    #expect(mail.damageKinds == [.hiddenText])
  }

  @Test(
    "HTML made to cost time costs none",
    arguments: ["<a ", "<div>", "<blockquote><br>x", "<!--", "&", "<a b=\">\"", "<li>", "<script"])
  func htmlBombs(unit: String) {
    #expect(html(String(repeating: unit, count: 20_000) + " end").utf8.count < 20_000 * 100)
  }

  @Test("Plain words win over rich ones, unless they are empty")
  func bodyChoice() {
    func both(_ plain: String) -> Message {
      message(
        "Content-Type: multipart/alternative; boundary=b\n\n--b\n\n\(plain)\n--b\nContent-Type: text/html\n\n<b>rich</b>\n--b--\n"
      )
    }
    #expect(both("plain").text == "plain")
    #expect(both(" ").text == "rich\n")
  }
}
