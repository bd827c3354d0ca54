import Testing

@testable import MIME

@Suite("Letters of any charset come out as the customer typed them")
struct CharsetTests {
  /// Text and damage of `bytes` under `label`.
  private func read(_ label: String, _ bytes: [UInt8]) -> DecodedText { Charset(label: label).decode(bytes) }

  private func text(_ text: String, _ damage: Damage.Kind...) -> DecodedText {
    DecodedText(bytes: Array(text.utf8), damage: damage)
  }

  @Test(
    "Case 85: Latin-1 is read as windows-1252, so curly quotes and the euro sign are there",
    arguments: ["iso-8859-1", "ISO_8859-1:1987", "latin1", "l1", "cp819", "windows-1252", "x-cp1252", "csISOLatin1"])
  func latin1(label: String) {
    #expect(read(label, [0x93, 0xE9, 0x94, 0x80, 0x81]) == text("“é”€\u{81}"))
  }

  @Test(
    "Case 86: Asian labels stand for the larger charset that is really sent",
    arguments: [
      // Characters that only gb18030, UHC, CP932, its rows of NEC and IBM, and HKSCS have.
      ("gb2312", [0xC4, 0xE3, 0x81, 0x30, 0x81, 0x30], "你\u{80}"), ("GBK", [0x86, 0xC9], "喩"),
      ("x-gbk", [0xC4, 0xE3], "你"), ("ks_c_5601-1987", [0xB0, 0xA1, 0x81, 0x41], "가갂"),
      ("euc-kr", [0xB0, 0xA1], "가"), ("ks_c_5601", [0xB0, 0xA1], "가"),
      ("shift_jis", [0x93, 0xFA, 0x87, 0x40, 0xB1], "日①ｱ"), ("x-sjis", [0xFB, 0xFC], "髙"),
      ("euc-jp", [0xC6, 0xFC, 0xAD, 0xA1, 0x8E, 0xB1], "日①ｱ"),
      ("big5", [0xA7, 0x41, 0x87, 0x40], "你䏰"), ("tis-620", [0xA1, 0x80], "ก€"), ("iso-8859-11", [0xA1], "ก"),
    ] as [(String, [UInt8], String)])
  func asianSupersets(label: String, bytes: [UInt8], expected: String) {
    #expect(read(label, bytes) == text(expected))
  }

  @Test(
    "Case 86: Japanese mail of seven bits, with what Microsoft's mailers put into it",
    arguments: [
      ([0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42, 0x21], "日本!"),
      // Row 13 of NEC, row 92 with letters of IBM, half-width kana, the yen sign of JIS X 0201.
      ([0x1B, 0x24, 0x42, 0x2D, 0x21, 0x7C, 0x62], "①髙"), ([0x1B, 0x28, 0x49, 0x31, 0x1B, 0x28, 0x42, 0x31], "ｱ1"),
      ([0x1B, 0x28, 0x4A, 0x5C, 0x35, 0x30], "￥50"),
      // JIS X 0212.
      ([0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x42], "丂"),
      // Not shifted back at the line end.
      ([0x1B, 0x24, 0x42, 0x46, 0x7C, 0x0A, 0x4F, 0x4B], "日\nOK"),
    ] as [([UInt8], String)])
  func iso2022JP(bytes: [UInt8], expected: String) {
    #expect(read("iso-2022-jp", bytes) == text(expected))
  }

  @Test("Case 86: octets and pairs that Japanese mail cannot have become one replacement each")
  func iso2022JPDamage() {
    #expect(read("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x46]) == text("日\u{FFFD}", .undecodableBytes))
    #expect(read("iso-2022-jp", [0x41, 0xFF, 0x42]) == text("A\u{FFFD}B", .undecodableBytes))
  }

  @Test(
    "Case 87: misspelt labels are understood",
    arguments: [
      ("utf8", .utf8), ("UTF_8", .utf8), ("uft-8", .utf8), ("\"utf-8\"", .utf8), ("utf-8 junk", .utf8),
      (" utf-8 ", .utf8), ("utf-8;", .utf8), ("'utf-8'", .utf8), ("utf-8*en", .utf8), ("unicode-1-1-utf-8", .utf8),
      ("charset=us-ascii", .ascii), ("us-ascii (English)", .ascii), ("US_ASCII", .ascii), ("ANSI_X3.4-1968", .ascii),
      ("cp-850", .iconv("CP850")), ("IBM850", .iconv("CP850")), ("dos-850", .iconv("CP850")),
      ("iso-8859-8-i", .singleByte(.iso8859n8)), ("visual", .singleByte(.iso8859n8)),
      ("iso-8859-15//TRANSLIT", .singleByte(.iso8859n15)), ("iso8859-9", .singleByte(.windows1254)),
      ("x-windows-1251", .singleByte(.windows1251)), ("windows-28592", .unknown),
      ("unicode-1-1-utf-7", .utf7), ("x-unknown", .unknown), ("default", .unknown), ("", .unknown), ("  ", .unknown),
      ("%%%", .unknown), ("iso-2022-kr", .iconv("ISO-2022-KR")), ("hz-gb-2312", .hz), ("koi8-ru", .singleByte(.koi8U)),
      // Plain letters would mean others in these.
      ("ebcdic-us", .unknown), ("ibm037", .unknown), ("iso646-de", .unknown), ("../../etc/passwd", .unknown),
    ] as [(String, Charset)])
  func labels(label: String, expected: Charset) {
    #expect(Charset(label: label) == expected)
    let octets = Array(label.uppercased().utf8)
    let ofOctets = Charset(label: octets.span)
    #expect(ofOctets == expected)
  }

  @Test("A label of any length costs no more than its first 64 octets")
  func longLabel() {
    #expect(Charset(label: String(repeating: "x", count: 100_000)) == .unknown)
    #expect(Charset(label: "utf-8" + String(repeating: " ", count: 100_000)) == .utf8)
  }

  @Test(
    "Case 87: under a label nobody knows UTF-8 is tried, then windows-1252, and it is pointed out",
    arguments: [
      ([0x68, 0x69], "hi"), ([0xC3, 0xA9], "é"), ([0xE9], "é"), ([], ""), ([0x93, 0xC3, 0xA9], "“Ã©"),
    ] as [([UInt8], String)])
  func unknownLabel(bytes: [UInt8], expected: String) {
    #expect(read("x-klingon", bytes) == text(expected, .unknownCharset))
  }

  @Test(
    "Case 82: eight-bit octets under us-ascii are UTF-8 if they can be, else windows-1252",
    arguments: [([0xC3, 0xA9], "é"), ([0xE9], "é"), ([0x93, 0x94], "“”")] as [([UInt8], String)])
  func eightBitASCII(bytes: [UInt8], expected: String) {
    #expect(read("us-ascii", bytes) == text(expected, .mislabelledCharset))
    #expect(read("us-ascii", [0x41]) == text("A"))
  }

  @Test(
    "Case 88: UTF-7 is read",
    arguments: [
      ("Hi Mom -+Jjo--!", "Hi Mom -☺-!"), ("A+ImIDkQ.", "A≢Α."), ("1 +- 1", "1 + 1"), ("+2D3eAA-", "😀"),
      ("+ZeVnLIqe", "日本語"), ("plain", "plain"),
    ])
  func utf7(written: String, expected: String) {
    #expect(read("utf-7", Array(written.utf8)) == text(expected))
  }

  @Test("Case 88: a plus sign that was not escaped, and half a pair, lose nothing else")
  func brokenUTF7() {
    #expect(read("utf-7", Array("C++ and a + b".utf8)) == text("C++ and a + b", .undecodableBytes))
    #expect(read("utf-7", Array("+2D0-x".utf8)) == text("\u{FFFD}x", .undecodableBytes))
  }

  @Test("Case 88: HZ is read")
  func hz() {
    let written = "This ~~ is ~{<:Ky2;S{#,NpJ)l6HK!#~}Bye.~\nNext"
    #expect(read("hz-gb-2312", Array(written.utf8)) == text("This ~ is 己所不欲，勿施於人。Bye.Next"))
    #expect(read("hz-gb-2312", Array("~{VP\nplain".utf8)) == text("中\nplain"))
  }

  @Test(
    "Case 88: UTF-16 with and without its mark, and the mark is gone",
    arguments: [
      ("utf-16", [0xFF, 0xFE, 0x41, 0x00]), ("utf-16", [0xFE, 0xFF, 0x00, 0x41]), ("utf-16", [0x41, 0x00]),
      ("utf-16", [0x00, 0x41]), ("utf-16be", [0x00, 0x41]), ("utf-16le", [0x41, 0x00]),
      ("utf-16be", [0xFF, 0xFE, 0x41, 0x00]), ("utf-8", [0xEF, 0xBB, 0xBF, 0x41]), ("utf-8", [0xFF, 0xFE, 0x41, 0x00]),
    ] as [(String, [UInt8])])
  func byteOrderMarks(label: String, bytes: [UInt8]) {
    #expect(read(label, bytes) == text("A"))
  }

  @Test("Case 88: pairs of UTF-16 are one character, halves and a cut one are one replacement")
  func surrogates() {
    #expect(read("utf-16be", [0xD8, 0x3D, 0xDE, 0x00, 0x20, 0xAC, 0x00, 0xE9]) == text("😀€é"))
    #expect(read("utf-16be", [0xD8, 0x3D, 0x00, 0x41, 0xDE, 0x00]) == text("\u{FFFD}A\u{FFFD}", .undecodableBytes))
    #expect(read("utf-16le", [0x41, 0x00, 0x42]) == text("A\u{FFFD}", .undecodableBytes))
  }

  @Test("Case 89: Japanese of seven bits under a wrong label is read, and UTF-8 under the Japanese one")
  func shiftedUnderWrongLabel() {
    let japanese: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42]
    #expect(read("utf-8", japanese) == text("日", .mislabelledCharset))
    #expect(read("us-ascii", japanese) == text("日", .mislabelledCharset))
    #expect(read("iso-8859-1", japanese) == text("日", .mislabelledCharset))
    #expect(read("iso-2022-jp", Array("日".utf8)) == text("日", .mislabelledCharset))
    // The colours of a terminal are no shift.
    #expect(read("utf-8", Array("\u{1B}[31mred\u{1B}[0m".utf8)) == text("\u{1B}[31mred\u{1B}[0m"))
  }

  @Test("Case 89: UTF-8 under another label of more octets is UTF-8, where it is long enough to be no chance")
  func utf8UnderAsianLabel() {
    #expect(read("gb2312", Array("请问我的包裹在哪里".utf8)) == text("请问我的包裹在哪里", .mislabelledCharset))
    #expect(read("utf-16", Array("where is my parcel".utf8)) == text("where is my parcel", .mislabelledCharset))
  }

  @Test("Case 89: windows-1252 under the label UTF-8 keeps its letters")
  func westernUnderUTF8() {
    #expect(read("utf-8", [0x63, 0x61, 0x66, 0xE9, 0x20, 0x21]) == text("café !", .mislabelledCharset))
    // Mostly UTF-8: only the odd octet is replaced.
    let mixed = Array("où ça".utf8) + [0x20, 0xE9, 0x20]
    #expect(read("utf-8", mixed) == text("où ça \u{FFFD} ", .undecodableBytes))
  }

  @Test(
    "Case 89: a label of one octet for each character is believed, so quoted gibberish stays what the customer saw")
  func singleByteLabelWins() {
    #expect(read("iso-8859-1", Array("It’s".utf8)) == text("Itâ€™s"))
  }

  @Test(
    "Case 90: a character cut at the end is one replacement",
    arguments: [
      ("utf-8", [0x41, 0xE2, 0x82], "A\u{FFFD}"), ("utf-8", [0x41, 0xF0, 0x9F, 0x98], "A\u{FFFD}"),
      ("shift_jis", [0x93, 0xFA, 0x81], "日\u{FFFD}"), ("gb18030", [0x41, 0x81, 0x30, 0x81], "A\u{FFFD}"),
      ("us-ascii", [0xC3, 0xA9, 0xE2, 0x82], "é\u{FFFD}"),
    ] as [(String, [UInt8], String)])
  func cutCharacter(label: String, bytes: [UInt8], expected: String) {
    let decoded = read(label, bytes)
    #expect(decoded.text == expected)
    #expect(decoded.damage.contains(.undecodableBytes))
  }

  @Test("What is no character in a charset is one replacement, and no plain letter is lost with it")
  func undecodable() {
    #expect(read("euc-jp", [0xC6, 0xFC, 0xFF, 0x41]) == text("日\u{FFFD}A", .undecodableBytes))
    #expect(read("euc-kr", [0xB0, 0xA1, 0xFE, 0x41]) == text("가\u{FFFD}A", .undecodableBytes))
    #expect(read("windows-1253", [0xC1, 0xAA]) == text("Α\u{FFFD}", .undecodableBytes))
  }

  @Test("UTF-8 is replaced by maximal parts, as browsers do, and never let through malformed")
  func maximalParts() {
    let good = Array("äöüß€".utf8)
    let cases: [([UInt8], Int)] = [
      ([0xC0, 0xAF], 2), ([0xED, 0xA0, 0x80], 3), ([0xF0, 0x80, 0x80, 0xAF], 4), ([0xF4, 0x90, 0x80, 0x80], 4),
      ([0xE2, 0x82], 1), ([0xF0, 0x9F, 0x98], 1), ([0xFF], 1), ([0x80], 1), ([0xE1, 0x80, 0xC3], 2),
    ]
    for (bad, count) in cases {
      let decoded = read("utf-8", good + bad + [0x41])
      #expect(decoded == text("äöüß€" + String(repeating: "\u{FFFD}", count: count) + "A", .undecodableBytes))
    }
  }

  @Test("Letters of eight bits in other scripts")
  func otherScripts() {
    #expect(read("windows-1251", [0xCF, 0xF0, 0xE8]) == text("При"))
    #expect(read("koi8-r", [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4]) == text("Привет"))
    #expect(read("koi8-u", [0xA4, 0xA6, 0xAE, 0xBE]) == text("єіўЎ"))
    #expect(read("iso-8859-2", [0xB1, 0xB3, 0xA3]) == text("ąłŁ"))
    #expect(read("iso-8859-7", [0xC1, 0xA4]) == text("Α€"))
    #expect(read("iso-8859-16", [0xAA]) == text("Ș"))
    #expect(read("windows-1255", [0xF9, 0xCA]) == text("ש\u{5BA}"))
    #expect(read("macintosh", [0x8E, 0xDB]) == text("é€"))
    #expect(read("x-mac-ukrainian", [0xA2]) == text("Ґ"))
    #expect(read("ibm866", [0x8F]) == text("П"))
    #expect(read("cp437", [0x82]) == text("é"))
    #expect(read("cp850", [0x9B]) == text("ø"))
    #expect(read("iso-2022-kr", [0x1B, 0x24, 0x29, 0x43, 0x0A, 0x0E, 0x30, 0x21, 0x0F]) == text("\n가"))
  }

  @Test("Tables of one octet have 128 code points each, and none of them is half a pair")
  func tables() {
    for charset in SingleByteCharset.allCases {
      let points = charset.upperHalf
      #expect(points.count == 128)
      #expect(points.allSatisfy { $0 >= 0x80 && ($0 < 0xD800 || $0 > 0xDFFF) })
      let octets = Array(0...255 as ClosedRange<UInt8>)
      let all = charset.decode(octets.span)
      let found = String(decoding: all.bytes, as: UTF8.self).unicodeScalars.map(\.value)
      #expect(found == Array(0..<128) + points.map { UInt32($0) })
      #expect(all.isDamaged == points.contains(0xFFFD))
    }
  }

  @Test("Only charsets in which plain letters are plain letters may read raw headers")
  func asciiCompatible() {
    let unsafe = ["utf-7", "hz-gb-2312", "iso-2022-jp", "iso-2022-kr", "utf-16", "utf-16be", "utf-32"]
    #expect(unsafe.allSatisfy { !Charset(label: $0).isASCIICompatible })
    #expect(["utf-8", "gb2312", "koi8-r", "cp437", "x-klingon"].allSatisfy { Charset(label: $0).isASCIICompatible })
  }

  @Test("Whatever the octets and the label, valid UTF-8 comes out, the same from an array and from a view")
  func anyOctets() {
    var generator = SeededGenerator(seed: 79)
    let labels = [
      "utf-8", "us-ascii", "latin1", "koi8-r", "utf-16", "utf-16be", "utf-7", "hz", "iso-2022-jp", "gb18030", "euc-kr",
      "shift_jis", "euc-jp", "big5", "iso-2022-kr", "utf-32", "cp437", "nothing",
    ]
    let pieces: [[UInt8]] = [
      [0x1B, 0x24, 0x42], [0x1B, 0x28, 0x42], [0x1B], [0x7E, 0x7B], [0x2B], [0x2D], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF],
      [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0x0A], [0x00], [0x0E], [0x0F], Array("abcdefgh plain ".utf8),
    ]
    for round in 0..<4_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<12, using: &generator) {
        if Bool.random(using: &generator) {
          bytes += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
        } else {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        }
      }
      let charset = Charset(label: labels[round % labels.count])
      let decoded = charset.decode(bytes)
      #expect(String(validating: decoded.bytes, as: UTF8.self) != nil)
      let ofView = charset.decode(bytes.span)
      #expect(decoded == ofView)
      #expect(!decoded.bytes.isEmpty || bytes.count <= 8)
    }
  }
}
