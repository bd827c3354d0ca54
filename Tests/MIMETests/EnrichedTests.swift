@testable import MIME
import Testing

@Suite("Text of rarer kinds is read too")
struct EnrichedTests {
  private func enriched(_ text: String) -> String {
    String(decoding: EnrichedText.read(Array(text.utf8), isRichText: false).bytes, as: UTF8.self)
  }
  private func rich(_ text: String) -> String {
    String(decoding: EnrichedText.read(Array(text.utf8), isRichText: true).bytes, as: UTF8.self)
  }

  @Test(
    "Case 92: enriched text loses its commands and keeps its words",
    arguments: [
      ("<bold>Now</bold> is\nthe time\n\nfor <italic>all</italic>\n\n\ngood", "Now is the time\nfor all\n\ngood\n"),
      ("<color><param>red</param>Stop</color> if a << b", "Stop if a < b\n"),
      ("<nofill>one\ntwo  three</nofill>\nfour", "one\ntwo  three\nfour\n"),
      ("mine\n\n<excerpt>theirs\n\n\nmore</excerpt>\n\nmine", "mine\n> theirs\n>\n> more\nmine\n"),
      ("<param>never closed, words", "never closed, words\n"),
      ("1 < 2 and <ann@example.org>", "1 < 2 and <ann@example.org>\n"),
      ("<verbatim>a <bold>\nb</verbatim> c", "a <bold>\nb c\n"),
      ("", ""),
    ])
  func enrichedText(text: String, expected: String) {
    #expect(enriched(text) == expected)
    #expect(enriched(text.replacing("\n", with: "\r\n")) == expected)
  }

  @Test("Case 92: an excerpt is marked as a quote")
  func excerpts() {
    let text = EnrichedText.read(Array("mine\n\n<excerpt>a<excerpt>b</excerpt></excerpt>mine".utf8), isRichText: false)
    #expect(text.marks == [ReadableText.Mark(kind: .quoted, range: 5..<15)])
    #expect(String(decoding: text.bytes[5..<15], as: UTF8.self) == "> a\n> > b\n")
  }

  @Test(
    "Case 92: rich text, the forerunner, has its line ends as commands",
    arguments: [
      ("one\n\ntwo<nl>three<lt>four<nl><nl>five", "one two\nthree<four\n\nfive\n"),
      ("<bold>a</bold><comment>not shown</comment> b<paragraph>c</paragraph>d", "a b\nc\nd\n"),
      ("words<signature>Ann</signature>", "words\nAnn\n"),
      ("{\\rtf1\\ansi Hello\\par you}", "Hello\nyou\n"),
    ])
  func richText(text: String, expected: String) {
    #expect(rich(text) == expected)
  }

  @Test("Case 92: a comment is kept aside, a signature is marked")
  func richMarks() {
    let text = EnrichedText.read(
      Array("a<comment>trap</comment><signature>Ann</signature>b".utf8), isRichText: true)
    #expect(text.hidden == [Array("trap".utf8)])
    #expect(text.marks == [ReadableText.Mark(kind: .signature, range: 2..<6)])
    #expect(String(decoding: text.bytes, as: UTF8.self) == "a\nAnn\nb\n")
  }

  @Test(
    "Case 97: the RTF body of a winmail.dat is read as text",
    arguments: [
      ("{\\rtf1\\deff0{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}Hello\\par\nWorld\\tab !}", "Hello\nWorld\t!\n"),
      ("{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8}", "При\n"),
      ("{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f0\\'e9\\f1\\'e9}", "éй\n"),
      ("{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa}", "日\n"),
      ("{\\rtf1\\uc1 \\u8364?5 \\u-10179?\\u-8704? {\\uc2\\u233\\'c3\\'a9}x\\u233 ?y}", "€5 😀 éxéy\n"),
      ("{\\rtf1 a\\{b\\}\\\\c\\~d\\_e\\-f\\lquote g\\rdblquote}", "a{b}\\c d-ef‘g”\n"),
      ("{\\rtf1 a{\\*\\unknown gone}{\\pict\\bin4 }}}}b}{\\v hidden}{\\info{\\title t}}c}", "ac\n"),
      ("{\\rtf1 a\\bin99999999999 b", "a\n"), ("plain words", "plain words\n"), ("}}}x{{{", "x\n"), ("\\", ""),
      ("", ""),
    ])
  func rtf(text: String, expected: String) {
    #expect(RTFText.read(Array(text.utf8)) == .text(Array(expected.utf8)))
  }

  @Test("Case 97: the HTML that Outlook wrapped in RTF comes out as it went in")
  func encapsulatedHTML() {
    let rtf = """
      {\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0
      5 {\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0  6 \\'e9{\\*\\htmltag241 <br>}
      \\htmlrtf \\line\\htmlrtf0 {\\*\\mhtmltag9 x}
      \\htmlrtf }\\htmlrtf0 {\\*\\htmltag72 </p>\\par}}
      """
    let content = RTFText.read(Array(rtf.utf8))
    #expect(content == .html(Array("<p>5 &lt; 6 é<br></p>\n".utf8)))
    #expect(String(decoding: content.readable.bytes, as: UTF8.self) == "5 < 6 é\n")
  }

  @Test("RTF made to cost memory: 100,000 groups open, and the words after them are read")
  func rtfNesting() {
    let bomb = String(repeating: "{", count: 100_000) + "a" + String(repeating: "}", count: 100_000) + "b"
    #expect(RTFText.read(Array(bomb.utf8)) == .text(Array("ab\n".utf8)))
  }
}
