@testable import MIME
import Testing

/// The readable text of a piece of HTML.
func seen(_ markup: String) -> String { String(decoding: HTMLText.read(Array(markup.utf8)).bytes, as: UTF8.self) }

@Suite("HTML reads as it looks")
struct HTMLTests {
  @Test(
    "Case 93: lines, paragraphs and empty lines are where the reader saw them",
    arguments: [
      ("<p>One</p>\n<p>Two", "One\n\nTwo\n"),
      ("<p class=MsoNormal>One</p><p class=MsoNormal>Two</p>", "One\nTwo\n"),
      ("<p class=MsoNormal>One<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Two</p>", "One\n\nTwo\n"),
      ("<p style='margin:0'>One</p><p style='margin:0in'>Two</p>", "One\nTwo\n"),
      ("<div>One</div><div>\u{A0}</div><div>Two</div>", "One\n\nTwo\n"),
      ("One<br/><br/><br/>Two</br>Three", "One\n\nTwo\nThree\n"),
      ("One<hr>Two", "One\nTwo\n"),
      ("<h1>Title</h1>Text", "Title\n\nText\n"),
      ("<b>bo</b>ld <i>and</i>\n<u>more</u>", "bold and more\n"),
      ("<div style='white-space:pre-wrap'>a\n  b<b style='white-space:normal'> c\n d</b></div>", "a\n  b c d\n"),
      ("<pre>\n  one\r\n\ttwo &lt;b&gt;\n\n\n</pre>three", "  one\n\ttwo <b>\n\nthree\n"),
      ("Your text:<textarea>a <b>\n &amp; c</textarea>end", "Your text:\na <b>\n & c\nend\n"),
      ("a<![CDATA[ b < c & d ]]> e", "a b < c & d e\n"),
    ])
  func lines(markup: String, expected: String) {
    #expect(seen(markup) == expected)
  }

  @Test(
    "What shops fill the preview of their mails up with is not read, what is a part of a word stays",
    arguments: [
      ("<p>Sent today&#847;&nbsp;&#8199;&zwnj; &shy;&#xFEFF;&#847;</p><p>Hello", "Sent today\n\nHello\n"),
      ("<p>Sent today \u{34F} \u{200C}\u{A0}\u{2007}\u{AD} \u{FEFF}</p><p>Hello", "Sent today\n\nHello\n"),
      ("<div>&zwnj;&#847;</div>Hello \u{200B}Ann", "Hello Ann\n"),
      ("می\u{200C}خواهم Donau&shy;dampf 👩\u{200D}🚀 3&thinsp;%", "می\u{200C}خواهم Donau\u{AD}dampf 👩\u{200D}🚀 3\u{2009}%\n"),
      ("“Quoted” \u{2014} “again” …", "“Quoted” \u{2014} “again” …\n"),
    ])
  func fillers(markup: String, expected: String) {
    #expect(seen(markup) == expected)
  }

  @Test(
    "Case 93: a table's row is a line, its cells stand side by side",
    arguments: [
      (
        "<table><tr><th>Item</th><th>Price</th></tr><tr><td><p class=MsoNormal>Lamp</p></td><td><p>12 €</p></table>",
        "Item\tPrice\nLamp\t12 €\n"
      ),
      ("<table><tr><td><p>One</p></td></tr><tr><td><p>Two</p></td></tr></table>", "One\n\nTwo\n"),
      ("<table><tr><td>a<br>b</td><td>c</td></tr></table>d", "a\nb\nc\nd\n"),
      ("<table><tr><td></td><td>a</td><td></td><td>b</td></tr></table>", "a\tb\n"),
      ("<table><tr><td><table><tr><td>x<td>y<tr><td>z</table></td><td>w</td></tr></table>", "x\ty\nz\nw\n"),
      ("<table><tr><td><table><tr><td>x</td></tr></table></td><td><div>y</div></td></tr></table>", "x\ty\n"),
      ("<table><td>a<td>b<tr><td>c</table>", "a\tb\nc\n"),
      ("<table><tr><td>a</td><td><blockquote>b</blockquote></td></tr></table>", "a\n> b\n"),
      ("<td>no</td><td>table</td>", "no table\n"),
      ("<table><caption>Bill</caption><tr><td>1</td></tr></table>", "Bill\n1\n"),
    ])
  func tables(markup: String, expected: String) {
    #expect(seen(markup) == expected)
  }

  @Test(
    "Case 93: lists keep their numbers",
    arguments: [
      ("<ol start=5><li>five<li>six<li value=9>nine<li>ten</ol>", "5. five\n6. six\n9. nine\n10. ten\n"),
      ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n  1. b\n- c\n"),
      ("<li>alone", "- alone\n"),
      ("<dl><dt>Term<dd>Meaning</dl>", "Term\nMeaning\n"),
      ("<ol start=99999999999999999999><li>x</ol>", "999999999. x\n"),
    ])
  func lists(markup: String, expected: String) {
    #expect(seen(markup) == expected)
  }

  @Test(
    "Case 93: a quote keeps its depth, an indented paragraph is none",
    arguments: [
      ("<blockquote>a<blockquote>b</blockquote>c</blockquote>d", "> a\n>\n> > b\n>\n> c\n\nd\n"),
      ("<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>mine</blockquote>", "mine\n"),
      ("<blockquote class='webkit-indent-blockquote'>mine</blockquote>", "mine\n"),
      ("<blockquote type=cite style='border:none'>theirs</blockquote>", "> theirs\n"),
      ("</blockquote>a</blockquote>", "a\n"),
    ])
  func quotes(markup: String, expected: String) {
    #expect(seen(markup) == expected)
  }

  @Test(
    "Broken markup loses nobody's words",
    arguments: [
      ("1 < 2 > 0 <3 &", "1 < 2 > 0 <3 &\n"),
      ("to <ann@example.org> or <https://example.org/a>", "to <ann@example.org> or <https://example.org/a>\n"),
      ("<p title=\"never closed>Words</p> stay", "Words\n\nstay\n"),
      ("<!-- never closed> Words stay", "Words stay\n"),
      ("a<!-->b<!--->c<!-- x --!>d<!-- y -- z -->e", "abcde\n"),
      ("<title>never closed <b>Words", "never closed Words\n"),
      ("<b><div>a</b>b</div>c", "ab\nc\n"),
      ("<div><table><tr><td>a</div>b</td><td>c</td></tr></table>", "ab\tc\n"),
      ("<font color=red face=\"a>b\">c</font", "c</font\n"),
      ("", ""), ("<", "<\n"), ("</", "</\n"), ("<a", "<a\n"), ("&#", "&#\n"), ("<>", "<>\n"),
      ("<svg><text>drawn</text></svg><select><option>choice</select>words", "words\n"),
    ])
  func broken(markup: String, expected: String) {
    #expect(seen(markup) == expected)
  }

  @Test(
    "Case 93: character references, all of the standard's, with and without semicolon",
    arguments: [
      ("&CounterClockwiseContourIntegral; &NotEqualTilde; &fjlig;", "∳ ≂̸ fj\n"),
      ("&notit; &notin; &ampamp; &copy2 &frac12x", "¬it; ∉ &amp; ©2 ½x\n"),
      ("&Hat &Hat; &nosuch; &AMP", "&Hat ^ &nosuch; &\n"),
      ("&#128;&#x92;&#0;&#xD800;&#x110000;&#99999999999;&#x41&#66;", "€’\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}AB\n"),
      ("&#x1F600;&zwj;", "😀\u{200D}\n"),
      ("<a href='http://a.example/?x=1&copy=2&amp;y'>z</a>", "z <http://a.example/?x=1&copy=2&y>\n"),
    ])
  func references(markup: String, expected: String) {
    #expect(seen(markup) == expected)
  }

  @Test("Every name of the standard's list is found again")
  func allNames() {
    let names = HTMLEntities.list.split(separator: " ")
    #expect(names.count == 2_125)
    for entry in names {
      let name = entry.prefix { $0 != "=" && $0 != "*" }
      let codes = entry.dropFirst(name.count + 1).split(separator: "+").compactMap { UInt32($0, radix: 16) }
      let bytes = Array("&\(name);".utf8)
      let found = HTMLEntities.standard.match(in: bytes.span, at: 0)
      #expect([found?.first, found?.second] == [codes[0], codes.count > 1 ? codes[1] : 0])
      #expect(found?.end == bytes.count)
    }
  }

  @Test("The charset that a document names for itself")
  func declaredCharset() {
    func charset(_ text: String) -> String? { HTMLText.declaredCharset(Array(text.utf8)) }
    #expect(charset("<html><META charset='koi8-r'>") == "koi8-r")
    #expect(charset("<meta http-equiv=Content-Type content='text/html; Charset = \"gb2312\"; x'>") == "gb2312")
    #expect(charset("<metal charset=x><meta name=a content=charset>") == nil)
    #expect(charset(String(repeating: " ", count: 1_024) + "<meta charset=utf-8>") == nil)
  }

  @Test(
    "Markup made to cost time gives a text no longer than it may be",
    arguments: [
      "<div>", "<blockquote><br>x", "<!--", "&", "<", "<a b=\">\"", "<a b=\"", "<ul><li>x", "<script", "<title>",
      "<table><tr><td>x", "</div><span>", "<a href='http://x.example/'>www.y.example", "<div class=gmail_quote>-----",
      "<div id=divRplyFwdMsg>", "<font><table></font>", "<![CDATA[", "&#", "<a<a@", "</p>", "<tr><td></table>",
      "<style>.x{display:none}</style><i class=x>y", "<div class=gmail_signature>x",
    ])
  func bombs(unit: String) {
    let result = HTMLText.read(Array((String(repeating: unit, count: 5_000) + " end").utf8))
    #expect(result.bytes.count < 5_000 * 100)
    #expect(result.marks.count <= HTMLText.markLimit)
    #expect(result.hidden.reduce(0) { $0 + $1.count } <= HTMLText.hiddenLimit)
    #expect(String(validating: result.bytes, as: UTF8.self) != nil)
  }

  @Test("100,000 nested tags close again, and what follows them is read as ever")
  func deepNesting() {
    let depth = 100_000
    let markup =
      String(repeating: "<div>", count: depth) + "in" + String(repeating: "</div>", count: depth) + "<p>out"
    #expect(seen(markup) == "in\n\nout\n")
  }

  @Test("No mutation of a mail makes marks that point outside of it, or broken UTF-8")
  func mutations() {
    var generator = SeededGenerator(seed: 93)
    let pieces = [
      "<div class=\"gmail_quote\">", "</div>", "<blockquote type=cite>", "</blockquote>", "<table><tr><td>", "</td>",
      "&amp", "<!--", "-->", "<style>.a{display:none}</style>", "<i class=a>", "</i>", "<a href='http://a.b/'>", "</a>",
      "www.x.com", "<div id=divRplyFwdMsg>", "<hr id=zwchr>", "<pre>", "\n", "é", "<ol start=7><li>", "\"", "'", ">",
      "<", "word ", "<p>", "-----", "{\\rtf1 \\'e9\\u-1?", "<excerpt>", "<param>", "</table>", "<br>",
    ].map { Array($0.utf8) }
    for _ in 0..<500 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...30, using: &generator) {
        bytes += pieces.randomElement(using: &generator) ?? []
        if Int.random(in: 0..<8, using: &generator) == 0, !bytes.isEmpty {
          bytes.removeLast(Int.random(in: 0...min(4, bytes.count), using: &generator))
        }
      }
      let clean = Array(String(decoding: bytes, as: UTF8.self).utf8)
      for text in [
        HTMLText.read(clean), EnrichedText.read(clean, isRichText: true), EnrichedText.read(clean, isRichText: false),
        RTFText.read(bytes).readable,
      ] {
        #expect(text.marks.allSatisfy { !$0.range.isEmpty && $0.range.upperBound <= text.bytes.count })
        #expect(String(validating: text.bytes, as: UTF8.self) != nil)
      }
    }
  }
}
