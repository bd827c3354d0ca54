import Testing

/// Mails of many makes, for what must hold of every mail.
enum Samples {
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var testDescription: String { name }

    func bytes(lineEnd: String) -> [UInt8] {
      Array(text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd).utf8)
    }
  }

  static let all = [
    Sample(name: "nothing", text: ""),
    Sample(name: "plain", text: "From: Ann <ann@example.org>\nTo: help@shop.example\nSubject: Vase\n\nIt broke.\n"),
    Sample(name: "header only", text: "Subject: nothing else"),
    Sample(name: "body only", text: "Hello,\nmy vase broke.\n\nAnn"),
    Sample(
      name: "no blank line",
      text: "From: ann@example.org\nSubject: Vase\nHello, my vase broke.\nI glued it.\n\nIt broke again.\n"),
    Sample(
      name: "junk between fields",
      text: "From: ann@example.org\nthis is no field\n nor this\nSubject: Vase\n folded\n\there\n\nwords\n"),
    Sample(name: "mbox line", text: "From ann@example.org Sun Nov 22 10:00:00 2026\nSubject: x\n\nwords\n"),
    Sample(name: "byte order mark", text: "\u{FEFF}Subject: x\n\nwords\n"),
    Sample(name: "continuation first", text: "  nothing to continue\nSubject: x\n\nwords\n"),
    Sample(
      name: "encoded",
      text: """
        From: =?utf-8?q?Ann_M=C3=BCller?= <ann@example.org>
        To: "Help, desk" <help@shop.example>, =?x?q?y?= <b@c.example>
        Cc: friends: a@b.example, c@d.example;
        Subject: =?utf-8?b?w6TDtg==?= =?utf-8?b?w7w=?=
        Date: Sun, 22 Nov 2026 10:00:00 +0100
        Message-ID: <one@example.org>
        In-Reply-To: <zero@example.org>
        References: <zero@example.org> <half@example.org>
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe =
        und mehr
        On 3 May 2026 at 10:00 Help <help@shop.example> wrote:
        > did you restart it?
        yes
        --=20
        Ann
        """),
    Sample(
      name: "nested",
      text: """
        From: ann@example.org
        Content-Type: multipart/mixed; boundary="outer"

        preamble
        --outer
        Content-Type: multipart/alternative; boundary=outer-in

        --outer-in

        plain words

        --outer-in
        Content-Type: text/html; charset=iso-8859-1
        Content-Transfer-Encoding: base64

        PHA+cmljaCB3b3JkczwvcD4=
        --outer-in--
        --outer
        Content-Type: image/png; name*0*=utf-8''pi%C3%A4; name*1*=.png
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment
        Content-ID: <pic@example.org>

        aGVsbG8=
        d29ybGQ=
        --outer
        Content-Type: message/rfc822

        Subject: inner
        Content-Type: multipart/mixed; boundary=in

        --in

        not ours
        --in--
        --outer--
        epilogue
        --outer
        """),
    Sample(
      name: "never closed",
      text: "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\naGVsbG8g\n"),
    Sample(name: "boundary never comes", text: "Content-Type: multipart/mixed; boundary=b\n\nmy words\n--c\nmore\n"),
    Sample(name: "no boundary", text: "Content-Type: multipart/mixed\n\nmy words\n"),
    Sample(
      name: "delimiters in a row",
      text: "Content-Type: multipart/mixed; boundary=b\n\n--b\n--b\nX: y\n--b\n\n--b\nno blank line\n--b--\n"),
    Sample(
      name: "encoded multipart",
      text: """
        Content-Type: multipart/mixed; boundary=b
        Content-Transfer-Encoding: base64

        LS1iCgpteSB3b3JkcwotLWIKQ29udGVudC1UeXBlOiBpbWFnZS9wbmcKCnh4Ci0tYi0tCg==
        """),
    Sample(
      name: "digest",
      text: "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: one\n\nfirst\n--b\n\nSubject: two\n\nsecond\n--b--\n"),
    Sample(
      name: "bounce",
      text: """
        From: MAILER-DAEMON@mx.example
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b

        It could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; ann@example.org
        Action: failed
        Status: 5.1.1
        --b
        Content-Type: message/rfc822

        Message-ID: <ours@shop.example>
        Subject: Your vase

        Hello
        --b--
        """),
    Sample(
      name: "html",
      text: """
        Content-Type: text/html; charset=utf-8

        <html><body><p>My <b>vase</b> broke &amp; fell.</p><div style="display:none">hidden</div>
        <blockquote type="cite"><p>Did you glue it?</p></blockquote><p>Yes.</p></body></html>
        """),
    Sample(
      name: "two of each",
      text: "From: a@b.example\nFrom: c@d.example\nSubject: one\nSubject: two\nContent-Type: text/plain\nContent-Type: text/html\n\n<b>x</b>\n"),
    Sample(
      name: "attached text",
      text: """
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain
        Content-Disposition: attachment; filename=log.txt

        line one
        line two
        --b
        Content-Type: text/plain; format=flowed

        flowed 
        words
        --b--
        """),
  ]
}

/// Base64 in lines of 76, as mail has it.
func base64(_ bytes: [UInt8]) -> [UInt8] {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  for (number, start) in stride(from: 0, to: bytes.count, by: 3).enumerated() {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var word: UInt32 = 0
    for place in 0..<3 { word = word << 8 | UInt32(place < group.count ? group[start + place] : 0) }
    for place in 0..<4 {
      result.append(place <= group.count ? alphabet[Int(word >> UInt32(18 - 6 * place) & 63)] : 0x3D)
    }
    if number % 19 == 18 { result.append(0x0A) }
  }
  if result.last != 0x0A { result.append(0x0A) }
  return result
}
