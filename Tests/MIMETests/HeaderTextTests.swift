import Testing

@testable import MIME

@Suite("A header's words come out as a person reads them")
struct HeaderTextTests {
  @Test(
    "Case 7: a fold goes, the white space behind it stays",
    arguments: [
      (" my parcel\r\n is late\r\n", "my parcel is late"),
      ("my parcel\n\tis late", "my parcel is late"),
      ("one\r\n \r\n two", "one  two"),
      ("\r\n only behind a fold", "only behind a fold"),
      ("bare\r returns", "bare returns"),
      ("  \t ", ""),
      ("", ""),
    ])
  func unfolding(raw: String, expected: String) {
    let text = read(raw)
    #expect(text.text == expected)
    #expect(text.damage.isEmpty)
  }

  @Test("Case 7: what is not decoded keeps the tab of its fold and its encoded words")
  func raw() {
    let value = Array(" =?utf-8?q?a?=\r\n\tb ".utf8)
    #expect(HeaderText.raw(value.span, fallback: .windows1252) == "=?utf-8?q?a?=\tb")
  }

  @Test("Case 14: eight-bit octets are UTF-8 where they can be, else what the body is written in")
  func eightBit() {
    let utf8 = read("Grüße aus Ulm")
    #expect(utf8.text == "Grüße aus Ulm")
    #expect(utf8.damage.isEmpty)
    let western = read([0x47, 0x72, 0xFC, 0xDF, 0x65, 0x20, 0x80])
    #expect(western.text == "Grüße €")
    #expect(western.damage == [.unencoded8Bit])
    let russian = HeaderText.decoded(
      [0xCF, 0xF0, 0xE8].span, fallback: Charset(label: "windows-1251"))
    #expect(russian.text == "При")
    #expect(russian.damage == [.unencoded8Bit])
  }

  @Test("Case 14: UTF-8 that was cut within a character keeps the others")
  func cutUTF8() {
    let text = read(Array("Grüße ".utf8) + [0xE2, 0x82])
    #expect(text.text == "Grüße \u{FFFD}")
    #expect(text.damage == [.unencoded8Bit, .undecodableBytes])
  }

  @Test("Case 14: Japanese sent in its seven-bit charset without encoded words is readable")
  func rawJapanese() {
    let text = read([0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42, 0x20, 0x6F, 0x6B])
    #expect(text.text == "日本 ok")
    #expect(text.damage == [.unencoded8Bit])
  }

  @Test(
    "Case 35: the space between two encoded words goes, every other one stays",
    arguments: [
      ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
      ("=?utf-8?q?a?=\r\n \t=?utf-8?q?b?=", "ab"),
      ("=?utf-8?q?a?= b", "a b"),
      ("a =?utf-8?q?b?=", "a b"),
      ("=?utf-8?q?a_?= =?utf-8?q?b?=", "a b"),
      ("=?utf-8?q?end?=. Next", "end. Next"),
      ("x=?utf-8?q?=C3=A4?=y", "xäy"),
      ("(=?utf-8?q?a?=)", "(a)"),
      ("=?utf-8?q?a?= =?iso-8859-1?q?=E4?= =?utf-8?q?=C3=A4?=", "aää"),
    ])
  func spaces(raw: String, expected: String) { #expect(read(raw).text == expected) }

  @Test(
    "Case 36: a character split over two words of one charset comes out whole",
    arguments: [
      ("=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=", "Grüße"),
      ("=?UTF-8?B?5pel5g==?=\r\n =?utf-8?b?nKw=?=", "日本"),
      ("=?utf-8*de?q?=C3?= =?utf-8?q?=BC?=", "ü"),
      ("=?utf-8?B?w6Q=?= =?utf-8?Q?=C3=A4?=", "ää"),
    ])
  func split(raw: String, expected: String) {
    let text = read(raw)
    #expect(text.text == expected)
    #expect(text.damage.isEmpty)
  }

  @Test("Case 37: words of one charset each keep their own padding and their own shift state")
  func padding() {
    #expect(read("=?utf-8?B?YQ==?= =?utf-8?B?Yg==?= =?utf-8?B?Yw?=").text == "abc")
    #expect(read("=?iso-2022-jp?B?GyRCRnwbKEI=?= =?iso-2022-jp?B?GyRCS1wbKEI=?=").text == "日本")
  }

  @Test(
    "Case 38: a language, and letters in either case, change nothing",
    arguments: [
      "=?us-ascii*en?Q?Keith_Moore?=", "=?US-ASCII?q?Keith=20Moore?=",
      "=?Utf-8*en-GB?b?S2VpdGggTW9vcmU=?=",
    ])
  func language(raw: String) { #expect(read(raw).text == "Keith Moore") }

  @Test(
    "Case 39: encoded words that break the rules are read as meant",
    arguments: [
      ("=?utf-8?q?has spaces inside?= ok", "has spaces inside ok"),
      ("=?utf-8?q?has\ta tab?=", "has a tab"),
      ("=?utf-8?q?why??=", "why?"),
      ("=?utf-8?q?a?b?=", "a?b"),
      ("=?utf-8?q?a?=3D=C3=A4?=", "a?=ä"),
      ("=?utf-8?q?open to the end", "open to the end"),
      ("=?utf-8?q?open?\r\n =?utf-8?q?shut?=", "open?shut"),
      ("=?utf-8?q?folded\r\n inside?=", "folded inside"),
      (
        "=?utf-8?q?" + String(repeating: "=C3=A4", count: 200) + "?=",
        String(repeating: "ä", count: 200)
      ),
      ("=?utf-8?q??= empty", " empty"),
    ])
  func faults(raw: String, expected: String) { #expect(read(raw).text == expected) }

  @Test(
    "Case 39: what only looks like an encoded word stays",
    arguments: [
      "1 =? 2 ?= 3", "=?utf-8?x?a?=", "=?=?=?=", "a=?b", "=?utf-8", "=?utf-8?", "=?utf-8?q",
      "=?utf-8?q?", "=??q?a?=",
    ])
  func lookalikes(raw: String) { #expect(read(raw).text == raw) }

  @Test("Case 41: of bad base64 what can be decoded is shown")
  func badBase64() {
    let garbage = read("=?utf-8?B?SGVsbG8*gd29y-bGQ?=")
    #expect(garbage.text == "Hello world")
    #expect(garbage.damage == [.invalidEncodedWord])
    #expect(read("=?utf-8?B?SGVsbG8?=").text == "Hello")
    #expect(read("=?utf-8?B?SGVsbG8gd?=").text == "Hello ")
    #expect(read("=?utf-8?q?50=?=").text == "50=")
  }

  @Test(
    "Case 42: nothing decoded ends a line or turns the text around",
    arguments: [
      ("=?utf-8?q?Hi=0D=0ABcc:_x=40example.com?=", "Hi  Bcc: x@example.com"),
      ("=?utf-8?q?invoice=E2=80=AEfdp.exe?=", "invoice fdp.exe"),
      ("=?utf-8?q?a=E2=81=A6b=E2=80=A8c=C2=85d=00e=7F?=", "a b c d e "),
      ("=?utf-8?q?zero=E2=80=8Dwidth?=", "zero\u{200D}width"),
    ])
  func controls(raw: String, expected: String) { #expect(read(raw).text == expected) }

  @Test("Case 42: controls are pointed out, each kind once")
  func controlDamage() {
    #expect(read("a\u{0}b").damage == [.nulByte])
    #expect(read("a\u{0}b").text == "a b")
    #expect(read("a\u{1}b\u{2}").damage == [.controlInHeader])
    #expect(read("=?utf-8?q?=0A?=").damage == [.controlInHeader])
    #expect(read("a\tb").damage.isEmpty)
  }

  @Test("Case 43: an unknown charset leaves readable words")
  func unknownCharset() {
    let utf8 = read("=?nonsense?q?caf=C3=A9?=")
    #expect(utf8.text == "café")
    #expect(utf8.damage == [.unknownCharset])
    #expect(read("=?nonsense?q?caf=E9?=").text == "café")
    #expect(read("=?utf-16le?B?YQBiAA==?=").text == "ab")
  }

  @Test("Values made to cost time are read to their end")
  func bombs() {
    for piece in [
      "=?u?q?x ", "=?u?q?x", "=?u?q?x?=", "=?u?q?x?= ", "=?u?q??=41", "\r\n ", "=?", "\u{0}",
    ] {
      let raw = String(repeating: piece, count: 20_000)
      #expect(read(raw).text.utf8.count <= raw.utf8.count * 3)
    }
  }
}
