import Testing

@testable import MIME

@Suite("Parameters of Content-Type and Content-Disposition")
struct ParameterTests {
  @Test(
    "Case 17: comments in a media type change nothing",
    arguments: [
      "text/plain; charset=utf-8", "Text/PLAIN;charset=\"utf-8\"",
      "text/plain (a;b); charset=utf-8(c)",
      "(x) text/plain ((y) z) ; (a) charset (b) = utf-8 (c)", "text/plain;\r\n\tcharset=utf-8",
      "\"text/plain\"; charset=utf-8",
    ])
  func comments(raw: String) {
    let read = parameters(raw)
    #expect(read.value == "text/plain")
    #expect(read["charset"] == "utf-8")
  }

  @Test("Case 17: a parenthesis that never closes hides nothing behind it")
  func openComment() {
    let read = parameters("text/plain (oops; charset=utf-8")
    #expect(read["charset"] == "utf-8")
    #expect(read.damage.contains(.invalidParameter))
  }

  @Test(
    "Case 44: a name in pieces is joined, in whatever order they come",
    arguments: [
      ("a; name*0*=utf-8''na%C3; name*1*=%A4me; name*2=.pdf", "naäme.pdf"),
      ("a; name*2=.pdf; name*1*=%A4me; name*0*=utf-8''na%C3", "naäme.pdf"),
      ("a; name*0=\"long \"; name*1=\"name.pdf\"", "long name.pdf"),
      ("a; name*0*=iso-8859-1'de'%FC; name*3=.pdf", "ü.pdf"),
      ("a; name*=utf-8''all%20at%20once.pdf", "all at once.pdf"),
      ("a; NAME*0*=UTF-8''x; Name*1=y", "xy"),
    ])
  func pieces(raw: String, expected: String) { #expect(parameters(raw)["name"] == expected) }

  @Test("Case 44: a gap is passed over and pointed out, a piece given twice counts once")
  func gaps() {
    #expect(parameters("a; name*0=x; name*2=z").damage == [.invalidParameter])
    let twice = parameters("a; name*0=x; name*0=y; name*1=z")
    #expect(twice["name"] == "xz")
    #expect(twice.damage == [.conflictingParameter])
  }

  @Test(
    "Case 45: empty charsets, bad escapes and characters split over pieces",
    arguments: [
      ("a; name*=''x%C3%A4", "xä"),
      ("a; name*=''x%E4", "xä"),
      ("a; name*=utf-8''100%.pdf", "100%.pdf"),
      ("a; name*=utf-8''%zz%4", "%zz%4"),
      ("a; name*=no-quotes%20here", "no-quotes here"),
      ("a; name*0*=utf-8''%E6%97; name*1*=%A5", "日"),
    ])
  func escapes(raw: String, expected: String) { #expect(parameters(raw)["name"] == expected) }

  @Test("Case 46: the extended form goes before the plain one")
  func extendedFirst() {
    let read = parameters("attachment; filename=\"eur.txt\"; filename*=utf-8''%E2%82%AC.txt")
    #expect(read["filename"] == "€.txt")
    #expect(read.damage.isEmpty)
  }

  @Test(
    "Case 47: encoded words in file names are read",
    arguments: [
      "a; name=\"=?utf-8?Q?R=C3=A9sum=C3=A9.pdf?=\"",
      "a; name==?utf-8?Q?R=C3=A9sum=C3=A9.pdf?=",
      "a; name=\"=?utf-8?Q?R=C3=A9?=\r\n =?utf-8?Q?sum=C3=A9.pdf?=\"",
      "a; name==?utf-8?Q?R=C3=A9?=\r\n =?utf-8?Q?sum=C3=A9.pdf?=; x=y",
      "a; name*0=\"=?utf-8?Q?R=C3=A9?=\"; name*1=\" =?utf-8?Q?sum=C3=A9.pdf?=\"",
    ])
  func encodedWords(raw: String) { #expect(parameters(raw)["name"] == "Résumé.pdf") }

  @Test(
    "Case 47: a quotation mark within an encoded word does not end the name, one behind a stray mark does"
  )
  func quoteInWord() {
    #expect(parameters("a; name=\"=?utf-8?Q?a\"b.txt?=\"; x=y")["name"] == "a\"b.txt")
    let stray = parameters("a; name=\"=?utf-8?Q?abc\"; x=\"y?=\"")
    #expect(stray["name"] == "abc")
    #expect(stray["x"] == "y?=")
  }

  @Test(
    "Case 48: values that should have been quoted are read to the semicolon",
    arguments: [
      ("a; name=This is a.txt; x=y", "name", "This is a.txt"),
      ("a; name=invoice (1), final.pdf", "name", "invoice (1), final.pdf"),
      ("a; boundary=a/b:c@d?e=f; x=y", "boundary", "a/b:c@d?e=f"),
      ("a; boundary==_next=1", "boundary", "=_next=1"),
      ("a; name=C:\\dir\\x.txt", "name", "C:\\dir\\x.txt"),
      ("a; name=\"C:\\dir\\x.txt\"", "name", "C:\\dir\\x.txt"),
    ])
  func unquoted(raw: String, name: String, expected: String) {
    #expect(parameters(raw)[name] == expected)
  }

  @Test("Case 49: the first of two counts; only a different second one is a fault")
  func duplicates() {
    let same = parameters("text/plain; charset=utf-8; charset=UTF-8")
    #expect(same["charset"] == "utf-8")
    #expect(same.damage.isEmpty)
    let other = parameters("text/plain; charset=utf-8; charset=koi8-r")
    #expect(other["charset"] == "utf-8")
    #expect(other.damage == [.conflictingParameter])
    let boundary = parameters("multipart/mixed; boundary=a; boundary=A")
    #expect(boundary.boundary == Array("a".utf8))
    #expect(boundary.damage == [.conflictingParameter])
  }

  @Test(
    "Case 50: missing and doubled marks",
    arguments: [
      "text/plain charset=utf-8", "text/plain;; charset=utf-8;", "text/plain; charset = utf-8",
      "text/plain;\tcharset=\tutf-8",
      "text/plain; charset='utf-8'", "text/plain; charset=\"utf-8",
      "text/plain; charset=charset=utf-8",
      "text/plain; charset=utf-8 format=flowed", "text/plain; charset=utf-8, format=flowed",
      "text/plain; junk charset=utf-8",
      "text/plain; charset=utf-8\"", "text/plain; =x; charset=utf-8",
      "text/plain; charset=\"utf-8\"x; format=flowed",
    ])
  func marks(raw: String) {
    let read = parameters(raw)
    #expect(read.value == "text/plain")
    #expect(read["charset"] == "utf-8")
    #expect(raw.contains("format") == (read["format"] == "flowed"))
  }

  @Test("A boundary is kept octet for octet, folds taken out")
  func boundary() {
    #expect(parameters("multipart/mixed; boundary=\r\n\t\"a b:=\"").boundary == Array("a b:=".utf8))
    #expect(
      parameters("multipart/mixed; boundary=\"=?utf-8?Q?x?=\"").boundary
        == Array("=?utf-8?Q?x?=".utf8))
    let octets: [UInt8] = Array("multipart/mixed; boundary=".utf8) + [0xE4, 0xFF]
    #expect(ParameterizedValue(octets.span).boundary == [0xE4, 0xFF])
    #expect(parameters("multipart/mixed; boundary=\"\"").boundary == [])
    #expect(
      parameters("multipart/mixed; boundary*0=ab; boundary*1=c").boundary == Array("abc".utf8))
  }

  @Test("A value without a type, and no value at all")
  func empty() {
    #expect(parameters("charset=utf-8").value == "")
    #expect(parameters("charset=utf-8")["charset"] == "utf-8")
    #expect(parameters("").value == "")
    #expect(parameters("; ; ").value == "")
    #expect(parameters("Text/HTML").value == "text/html")
  }

  @Test("A hundred parameters are read, and the cut is pointed out")
  func limits() {
    let many = parameters("a" + (0..<50_000).map { "; p\($0)=v" }.joined())
    #expect(many["p99"] == "v")
    #expect(many["p100"] == nil)
    #expect(many.damage == [.tooManyParameters])
    let pieces = parameters("a" + (0..<30_000).map { "; n*\($0)=v" }.joined())
    #expect(pieces["n"] == String(repeating: "v", count: 100))
    #expect(pieces.damage.contains(.tooManyParameters))
  }

  @Test(
    "Parameters made to cost time are read to their end",
    arguments: [
      "(", "\"", "\"=?u?q?;", "=?u?q?;", "a ", "=", ";", "a=\"\\", "a=(", "a=b ", "x(y)", ",",
      "\r\n ",
    ])
  func bombs(piece: String) {
    let read = parameters("a; b=" + String(repeating: piece, count: 20_000) + "?=x")
    #expect(read.value == "a")
  }
}
