@testable import MIME
import Testing

@Suite("No sender shows one thing to the agent and another to the customer")
struct HTMLDeceitTests {
  private func hidden(_ markup: String) -> [String] {
    HTMLText.read(Array(markup.utf8)).hidden.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "Case 93: text that its reader was not to see is left out, and kept aside",
    arguments: [
      "<div style='DISPLAY : none !important'>trap</div>", "<span style=\"visibility:hidden\">trap</span>",
      "<font style=font-size:0px>trap</font>", "<p style='font-size:0.5pt'>trap</p>", "<p hidden>trap</p>",
      "<div style='max-height:0px;overflow:hidden'>trap</div>", "<div style='height:0;overflow:hidden'>trap</div>",
      "<i style='opacity:0'>trap</i>", "<span style='color:#FFF;background-color:white'>trap</span>",
      "<font color='#ffffff' style='background: rgb(255, 255, 255)'>trap</font>",
      "<td bgcolor=red style='color:red'>trap</td>", "<div style='text-indent:-9999px'>trap</div>",
      "<style>.a, p.b { display : none }</style><p class='x b'>trap</p>",
      "<style><!-- /* c */ #pre{visibility:hidden} --></style><div id=pre>trap</div>",
      "<div style='display:none'><div></div>trap<blockquote></div>",
    ])
  func hiding(markup: String) {
    let text = seen("before " + markup + "<p>words</p>")
    #expect(text.split(whereSeparator: \.isWhitespace) == ["before", "words"])
    #expect(hidden(markup) == ["trap"])
  }

  @Test(
    "Words that only look hidden to a careless reader are seen",
    arguments: [
      "<td style='font-size:0'><div style='font-size:13px'>words</div></td>",
      "<a style='mso-hide:all'>words</a>",
      "<div style='visibility:hidden'><b style='visibility:visible'>words</b></div>",
      "<p style='display:none'><div>words</div>", "<div style='max-height:none;font-size:10px'>words</div>",
      "<div style='font-size:0.9em'>words</div>", "<div style='opacity:0.9'>words</div>",
      "<div style='color:#fff;background:#000'>words</div>", "<p style='line-height:0'>words</p>",
      "<style>@media (max-width:600px){ .m{display:none} }</style><p class=m>words</p>",
      "<style>.a .b{display:none}</style><p class=b>words</p>",
      "<style>.b{display:none}</style><p class=b style='display:block'>words</p>",
      "<h1 style='font-size:1vw'>words</h1>", "<b style='font-size:1in'>words</b>",
      "<td style='color:#fff;background:#fff url(night.png)'>words</td>",
      "<a style='color:white;background:white linear-gradient(navy, black)'>words</a>",
      "<!--[if !mso]><!-->words<!--<![endif]-->", "<![if !mso]>words<![endif]>",
      "<!--[if mso]>trap<![endif]-->words", "<style>a{}</style><title>trap</title><script>trap</script>words",
    ])
  func seenAfterAll(markup: String) {
    #expect(seen(markup) == "words\n")
  }

  @Test("Each hidden stretch is kept by itself, preheader fillers taken out, and no more than a limit")
  func hiddenStretches() {
    let markup = "<i hidden>one\n two&zwnj;&nbsp;&zwnj;&nbsp;</i>words<i hidden>&#847; <b>three</b></i>"
    #expect(hidden(markup) == ["one two", "three"])
    #expect(hidden("<textarea hidden>four</textarea>") == ["four"])
    let much = HTMLText.read(Array(("<p hidden>" + String(repeating: "é", count: 100_000)).utf8))
    #expect(much.hidden.count == 1)
    #expect(much.hidden[0].count <= HTMLText.hiddenLimit)
    #expect(String(validating: much.hidden[0], as: UTF8.self) != nil)
  }

  @Test(
    "A link whose words name another site shows where it really leads",
    arguments: [
      (
        "<a href='https://evil.example/x'>https://bank.com/login</a>",
        "https://bank.com/login ⚠ evil.example <https://evil.example/x>\n"
      ),
      (
        "<a href='http://bank.com@evil.example/'>www.bank.com</a>",
        "www.bank.com ⚠ evil.example <http://bank.com@evil.example/>\n"
      ),
      (
        "<a href='http:\\\\evil.example\\bank.com'>bank.com</a>",
        "bank.com ⚠ evil.example <http:\\\\evil.example\\bank.com>\n"
      ),
      ("<blockquote><a href='http://b.example'>a.com</a>", "> a.com ⚠ b.example <http://b.example>\n"),
      ("<ul><li><a href='http://b.example'>a.com</a>", "- a.com ⚠ b.example <http://b.example>\n"),
      (
        "<table><tr><td>x</td><td><a href='http://b.example'>a.com</a></td></tr></table>",
        "x\ta.com ⚠ b.example <http://b.example>\n"
      ),
      ("<a href='//evil.example'>bank.com</a>", "bank.com ⚠ evil.example <https://evil.example>\n"),
      ("<a href='http://evil.co.uk'>bank.co.uk</a>", "bank.co.uk ⚠ evil.co.uk <http://evil.co.uk>\n"),
      ("<a href='http://evil.de'>www.bank.de</a>", "www.bank.de ⚠ evil.de <http://evil.de>\n"),
      ("<a href='http://bank.com.evil.de'>bank.com</a>", "bank.com ⚠ bank.com.evil.de <http://bank.com.evil.de>\n"),
      ("<a href='http://evil.co.uk'>co.uk</a>", "co.uk ⚠ evil.co.uk <http://evil.co.uk>\n"),
      ("<a href='http://mybank.com'>bank.com</a>", "bank.com ⚠ mybank.com <http://mybank.com>\n"),
      ("<a href='http://evil.de'>(www.bank.com)</a>", "(www.bank.com) ⚠ evil.de <http://evil.de>\n"),
      ("<a href='http://evil.de'>&lt;https://bank.com/&gt;</a>", "<https://bank.com/> ⚠ evil.de <http://evil.de>\n"),
      ("<a href='http://evil.de'>“bank.com”</a>", "“bank.com” ⚠ evil.de <http://evil.de>\n"),
      ("<a href='http://evil.de'>bank&#8203;.com</a>", "bank\u{200B}.com ⚠ evil.de <http://evil.de>\n"),
      (
        "<a href='http://evil.de'>Log in at https://bank.com/ now</a>",
        "Log in at https://bank.com/ now ⚠ evil.de <http://evil.de>\n"
      ),
      ("<a href='http://xn--bnk-qla.de'>bank.de</a>", "bank.de ⚠ xn--bnk-qla.de <http://xn--bnk-qla.de>\n"),
      (
        "<a href='mailto:eve@evil.example'>help@bank.com</a>",
        "help@bank.com ⚠ evil.example <mailto:eve@evil.example>\n"
      ),
      (
        "<a href='https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2F&data=1'>bank.com</a>",
        "bank.com ⚠ x.safelinks.protection.outlook.com "
          + "<https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2F&data=1>\n"
      ),
    ])
  func deceivingLinks(markup: String, expected: String) {
    #expect(seen(markup) == expected)
    #expect(HTMLText.read(Array(markup.utf8)).deceivingLinks == 1)
  }

  @Test(
    "An honest link is not called deceiving",
    arguments: [
      ("<a href='https://www.bank.com/'>Bank.com</a>", "Bank.com\n"),
      ("<a href='https://login.bank.com/a'>www.bank.com</a>", "www.bank.com <https://login.bank.com/a>\n"),
      ("<a href='https://files.example/1'>invoice.pdf</a>", "invoice.pdf <https://files.example/1>\n"),
      ("<a href='https://files.example/1'>readme.md</a>", "readme.md <https://files.example/1>\n"),
      ("<a href='https://shop.example/1'>Version 2.0</a>", "Version 2.0 <https://shop.example/1>\n"),
      ("<a href='mailto:ann@example.org'>ann@example.org</a>", "ann@example.org\n"),
      ("<a href='tel:+4912345'>+49 12345</a>", "+49 12345\n"),
      ("<a href='tel:+4930123456'>+49 (30) 123-456</a>", "+49 (30) 123-456\n"),
      ("<a href='https://gmx.de/'>www.gmx.de</a>", "www.gmx.de\n"),
      ("<a href='https://www.web.de/'>web.de</a>", "web.de\n"),
      ("<a href='https://login.dhl.de/a'>www.dhl.de</a>", "www.dhl.de <https://login.dhl.de/a>\n"),
      ("<a href='https://xn--mller-kva.de/'>müller.de</a>", "müller.de <https://xn--mller-kva.de/>\n"),
      ("<a href='https://MÜLLER.de/'>xn--mller-kva.de</a>", "xn--mller-kva.de <https://MÜLLER.de/>\n"),
      ("<a href='https://bank.com/a'>Our site (bank.com)</a>", "Our site (bank.com) <https://bank.com/a>\n"),
      ("<a href='#top'>bank.com</a> <a name=x>y</a>", "bank.com y\n"),
      (
        "<a href='https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbank.com%2F'>bank.com</a>",
        "bank.com <https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbank.com%2F>\n"
      ),
      ("<a href='http://a.example/'><div>a<br>b</div></a><div>c</div>", "a\nb <http://a.example/>\nc\n"),
      ("<a href='http://a.example'>a<a href='http://b.example'>b</a>", "a <http://a.example>b <http://b.example>\n"),
    ])
  func honestLinks(markup: String, expected: String) {
    #expect(seen(markup) == expected)
    #expect(HTMLText.read(Array(markup.utf8)).deceivingLinks == 0)
  }

  @Test("Case 93: of 6,000 links the first 5,000 show their address, and a deceiving one always does")
  func linkLimit() {
    let links = String(repeating: "<a href='http://a.example/'>x</a> ", count: 6_000)
    let text = seen(links + "<a href='http://b.example/'>bank.com</a>")
    #expect(text.split(separator: "<").count == 5_002)
    #expect(text.hasSuffix("x bank.com ⚠ b.example <http://b.example/>\n"))
  }

  @Test("Case 94: images are listed with what they refer to, and counted as trackers where they are")
  func images() {
    let result = HTMLText.read(
      Array(
        """
        See <img src="cid:a%40b&amp;c" alt=" my  screen "> and <img src='CID:&lt;x@y&gt;'><img src=logo.png alt=''>
        <img src="https://t.example/o" width=1 height="1px" alt=open><img src='http://t.example/p' style='display:none'>
        <img src=https://t.example/q style='width:1px;height:0'><img src=cid:z width=1 height=1><img alt=none>
        <img src=https://e.example/1.png alt="😀">
        """.utf8))
    #expect(String(decoding: result.bytes, as: UTF8.self) == "See [my screen] and 😀\n")
    #expect(
      result.images.map(\.contentID).map { $0.map { String(decoding: $0, as: UTF8.self) } }
        == ["a@b&c", "x@y", nil, nil, nil, nil, "z", nil])
    #expect(result.images.map(\.isTrackingPixel) == [false, false, false, true, true, true, false, false])
    #expect(String(decoding: result.images[0].alternative, as: UTF8.self) == "my screen")
    #expect(String(decoding: result.images[2].source, as: UTF8.self) == "logo.png")
  }

  @Test("A host of a thousand letters is cut between two of them, and the text stays text")
  func longHost() {
    for letters in 248...256 {
      let host = String(repeating: "a", count: letters) + String(repeating: "é", count: 300)
      let mail = message(
        "Content-Type: text/html; charset=utf-8\n\n<p>On 3 May <a href='https://\(host).example/x'>https://bank.example/</a> wrote:")
      #expect(!mail.text.contains("\u{FFFD}"))
      #expect(mail.segments.last?.range.upperBound == mail.text.utf8.count)
    }
  }
}
