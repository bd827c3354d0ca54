@testable import MIME
import Testing

@Suite("Mail programs say in their markup whose words are whose")
struct HTMLMarkTests {
  /// Each mark as its kind and its words.
  private func marks(_ markup: String) -> [String] {
    let result = HTMLText.read(Array(markup.utf8))
    return result.marks.map { "\($0.kind): \(String(decoding: result.bytes[$0.range], as: UTF8.self))" }
  }

  @Test("Gmail: an answer above the quote, its attribution, and an answer below the quote is the customer's own")
  func gmail() {
    #expect(
      marks(
        """
        <div dir="ltr">It broke.<div class="gmail_signature" data-smartmail="gmail_signature">Ann</div></div><br>
        <div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Monday Bo wrote:<br></div>
        <blockquote class="gmail_quote">Did it?<blockquote>Old</blockquote></blockquote>Yes it did</div>
        """) == [
          "signature: Ann\n", "attribution: On Monday Bo wrote:\n", "quoted: > Did it?\n>\n> > Old\n",
        ])
  }

  @Test("Gmail: the attribution of old versions, and what is typed before a second quote")
  func gmailOld() {
    #expect(
      marks(
        "Hi<div class=gmail_quote>2019-01-02 Bo:<br><blockquote class=gmail_quote>a</blockquote>mine:<br>"
          + "<blockquote class=gmail_quote>b</blockquote></div>")
        == ["attribution: 2019-01-02 Bo:\n", "quoted: > a\n", "quoted: > b\n"])
    #expect(marks("<div class=gmail_quote>No colon<blockquote>a</blockquote></div>") == ["quoted: > a\n"])
  }

  @Test("Gmail: a forward in any language")
  func gmailForward() {
    #expect(
      marks(
        "see below<div class=gmail_quote><div class=gmail_attr>---------- Weitergeleitete Nachricht ---------"
          + "<br>Von: Bo</div><br>Text</div>thanks") == [
          "forwarded: ---------- Weitergeleitete Nachricht ---------\nVon: Bo\n\nText\n",
          "attribution: ---------- Weitergeleitete Nachricht ---------\nVon: Bo\n",
        ])
  }

  @Test(
    "Outlook: from the header block to the end of what it stands in all is quoted",
    arguments: [
      "<div id=appendonsend></div><hr><div id=divRplyFwdMsg><b>From:</b> Bo</div><div>Old</div>",
      "<div id=x_appendonsend></div><hr><div id='x_divRplyFwdMsg'><b>From:</b> Bo</div><div>Old</div>",
      "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal>"
        + "<b>From:</b> Bo</p></div><p class=MsoNormal>Old</p>",
      "<div><div style='border:none; border-top:solid #B5C4DF 1.0pt; padding:3.0pt 0cm 0cm 0cm'>From: Bo</div></div>"
        + "<div>Old</div>",
    ])
  func outlook(markup: String) {
    #expect(marks("<div>Mine</div>" + markup) == ["quoted: From: Bo\nOld\n", "attribution: From: Bo\n"])
    #expect(
      marks("<div><div>Mine</div>" + markup + "</div>Mine again")
        == ["quoted: From: Bo\nOld\n", "attribution: From: Bo\n"])
    // Nothing of one's own before it: a mail handed on.
    #expect(marks(markup) == ["forwarded: From: Bo\nOld\n", "attribution: From: Bo\n"])
  }

  @Test(
    "What other mail programs write",
    arguments: [
      ("<div class=moz-cite-prefix>Bo wrote:<br></div><blockquote>Old</blockquote>", "attribution: Bo wrote:\n"),
      ("<pre class=moz-signature cols=72>-- \nAnn</pre>", "signature: -- \nAnn\n"),
      ("<div class=moz-forward-container>Old</div>", "forwarded: Old\n"),
      ("<div id=Signature>Ann</div>", "signature: Ann\n"), ("<div id=x_x_Signature>Ann</div>", "signature: Ann\n"),
      ("<div id=yahoo_quoted_123 class=yahoo_quoted>Old</div>", "quoted: Old\n"),
      ("<div class='ydp1a2byahoo_quoted'>Old</div>", "quoted: Old\n"),
      ("<div class=protonmail_quote>On x, Bo:<br><blockquote>Old</blockquote></div>", "attribution: On x, Bo:\n"),
      ("<div class=zmail_extra>---- Bo ----<br><blockquote>Old</blockquote></div>", "attribution: ---- Bo ----\n"),
      ("<div data-marker=__QUOTED_TEXT__>Old</div>", "quoted: Old\n"),
      ("<hr id=zwchr data-marker=__DIVIDER__><div>Old</div><div>older</div>", "quoted: Old\nolder\n"),
      ("<span id=OLK_SRC_BODY_SECTION><div>Old</div></span>", "quoted: Old\n"),
      ("<div id=mail-editor-reference-message-container>Old</div>", "quoted: Old\n"),
      ("<div class=qmbox>Old</div>", "quoted: Old\n"), ("<p id=reply-intro>Bo wrote:</p>", "attribution: Bo wrote:\n"),
    ])
  func others(markup: String, expected: String) {
    #expect(marks("<p>Mine</p>" + markup + "<p></p>").first == expected)
  }

  @Test("A word of the customer between marks belongs to none, and an empty element makes no mark")
  func bounds() {
    #expect(marks("<div class=WordSection1>words</div><div class=gmail_signature></div>") == [])
    #expect(marks("a<span class=gmail_signature>b</span>c") == ["signature: b"])
    #expect(marks("<div style='display:none' class=gmail_signature>x</div>y") == [])
  }
}
