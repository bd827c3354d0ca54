import Testing

@testable import MIME

/// `body` decoded in one go, and what was wrong as (kind, offset).
private func decode(
  _ body: [UInt8], _ encoding: TransferEncoding, isText: Bool = true
) -> (bytes: [UInt8], damage: [Damage]) {
  let decoded = TransferDecoding.decode(body.span, encoding, isText: isText)
  return (decoded.bytes, decoded.damage)
}

/// `text` decoded in one go, as text.
private func plain(_ text: String, _ encoding: TransferEncoding, isText: Bool = true) -> String {
  String(decoding: decode(Array(text.utf8), encoding, isText: isText).bytes, as: UTF8.self)
}

/// Encoded lines of 76 letters.
private func base64Lines(_ bytes: [UInt8], lineEnd: String = "\r\n") -> [UInt8] {
  let letters = Base64.encode(bytes)
  var result: [UInt8] = []
  for start in stride(from: 0, to: letters.count, by: 76) {
    result += letters[start..<min(start + 76, letters.count)]
    result += Array(lineEnd.utf8)
  }
  return result
}

@Suite("An encoded body is decoded as far as it can be")
struct EncodingTests {
  private static let long = Array("A long letter about a parcel that never came, sent again and again. ".utf8)

  @Test(
    "Case 79: base64 with strange octets, odd lines and early or missing padding",
    arguments: [
      ("aGVs\r\nbG8=", "hello", nil), ("aGVsbG8", "hello", 7), ("aGVs!bG8=", "hello", 4),
      ("a\nG\nV\nsbG8=", "hello", nil),
      ("YQ==Yg==", "ab", 4), ("YQ==\r\nYg==\r\n", "ab", 6), ("aGVsbG8=\r\n\r\n", "hello", nil), ("YWI=YQ", "aba", 4),
      ("aGVsb", "hel", 5), ("", "", nil), ("====", "", nil), ("  aGVsbG8=  ", "hello", nil),
      ("aGVs bG8=", "hello", nil),
    ] as [(String, String, Int?)])
  func base64Faults(encoded: String, expected: String, fault: Int?) {
    let decoded = decode(Array(encoded.utf8), .base64, isText: false)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == expected)
    #expect(decoded.damage == (fault.map { [Damage(.invalidBase64, at: $0)] } ?? []))
  }

  @Test("Case 79: strange octets are skipped in text as well, if they are few")
  func base64TextFaults() {
    var body = base64Lines(Self.long + Self.long)
    body.insert(0x21, at: 100)
    let decoded = decode(body, .base64)
    #expect(decoded.bytes == Self.long + Self.long)
    #expect(decoded.damage == [Damage(.invalidBase64, at: 100)])
  }

  @Test(
    "Case 79: a mailing list's foot in plain text behind base64 stays readable",
    arguments: [
      "-- \r\nthe list\r\n", "_____\r\nthe list\r\n", "To unsubscribe write to us.\r\n",
      "https://lists.example.org/x\r\n",
      "==========\r\nThe list of all lists\r\n", "list@example.org\r\n",
    ])
  func mailingListFoot(foot: String) {
    let body = base64Lines(Self.long)
    for blank in ["", "\r\n"] {
      let decoded = decode(body + Array((blank + foot).utf8), .base64)
      #expect(decoded.bytes == Self.long + [0x0A] + Array(foot.utf8))
      #expect(decoded.damage == [Damage(.invalidBase64, at: body.count + blank.utf8.count)])
    }
    // An attachment has no foot.
    #expect(decode(body + Array(foot.utf8), .base64, isText: false).bytes.starts(with: Self.long))
  }

  @Test("Case 79: behind padding a foot may be one word")
  func footBehindPadding() {
    #expect(plain("aGVsbG8=\r\n\r\nunsubscribe\r\n", .base64) == "hello\nunsubscribe\r\n")
    #expect(plain("aGVsbG8=\r\nIHlvdQ==\r\n", .base64) == "hello you")
  }

  @Test("Case 79: a foot behind letters that end in a line end is not moved down once more")
  func footBehindLineEnd() {
    let body = base64Lines(Array("one\n".utf8) + Self.long + [0x0A])
    let decoded = decode(body + Array("-- \r\nlist".utf8), .base64)
    #expect(decoded.bytes == Array("one\n".utf8) + Self.long + Array("\n-- \r\nlist".utf8))
  }

  @Test(
    "Case 84: words that are only called base64 stay as they are",
    arguments: [
      "I never was encoded, you know.\n", "Hi,\nwhere is my parcel?\n", "Hello\nwhere is my parcel, please?\n",
      "Dear\nSir or Madam\n", "Thank you\n", "Grüße aus Köln\n", "wo bleibt es?", "Hello",
      "<html><body>hi</body></html>",
      "-- \r\nOnly a foot here\r\n",
    ])
  func neverEncoded(text: String) {
    let decoded = decode(Array(text.utf8), .base64)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
    #expect(decoded.damage == [Damage(.invalidBase64, at: 0)])
  }

  @Test("Case 84: words that are only called quoted-printable stay as they are")
  func plainQuotedPrintable() {
    #expect(plain("1+1=2 and a=b, you know =)\r\n", .quotedPrintable) == "1+1=2 and a=b, you know =)\r\n")
  }

  @Test(
    "Case 80: quoted-printable with the usual faults",
    arguments: [
      ("caf=c3=A9", "café", nil), ("a =  \nb", "a b", nil), ("50=% off", "50=% off", 2), ("end=", "end", nil),
      ("end=  ", "end", nil), ("a==\nb", "a=b", 1), ("trailing  \t \r\nx", "trailing\r\nx", nil), ("x  ", "x", nil),
      ("a=20 \nb", "a \nb", nil), ("a=\r\nb=\nc=\rd", "abcd", nil), ("=4", "=4", 0), ("=4\n", "=4\n", 0),
      ("=G1=41", "=G1A", 0), ("a=0D=0Ab", "a\r\nb", nil), ("=E2=82=AC", "€", nil), ("====41", "===A", 0), ("", "", nil),
      ("  \n  \n", "\n\n", nil), ("=  x", "=  x", 0), ("tab\t=\nb", "tab\tb", nil), ("=\r", "", nil),
    ] as [(String, String, Int?)])
  func quotedPrintable(encoded: String, expected: String, fault: Int?) {
    let decoded = decode(Array(encoded.utf8), .quotedPrintable)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == expected)
    #expect(decoded.damage == (fault.map { [Damage(.invalidQuotedPrintable, at: $0)] } ?? []))
  }

  @Test("Case 80: white space that no transport adds is left alone")
  func muchWhiteSpace() {
    let much = String(repeating: " ", count: QuotedPrintableDecoder.whiteSpaceLimit + 1)
    let limit = String(repeating: " ", count: QuotedPrintableDecoder.whiteSpaceLimit)
    #expect(plain("a\(much)\nb", .quotedPrintable) == "a\(much)\nb")
    #expect(plain("a\(limit)\nb", .quotedPrintable) == "a\nb")
    #expect(plain("a=\(much)\nb", .quotedPrintable) == "a=\(much)\nb")
    #expect(plain("a=\(limit)\nb", .quotedPrintable) == "ab")
  }

  @Test(
    "Case 81: the names of encodings, and what people make of them",
    arguments: [
      ("7bit", .sevenBit), ("7bit;", .sevenBit), ("7-bit", .sevenBit), ("", .sevenBit), (" 7BIT ", .sevenBit),
      ("8-bit", .eightBit), ("8bits", .eightBit), ("8 bit", .eightBit), ("binary", .binary),
      ("\"base64\"", .base64), ("Base-64", .base64), ("base64 (RFC 2045)", .base64), ("(odd) base64", .base64),
      ("base64, really", .base64), ("base64 or so", .base64),
      ("quoted-printable; charset=utf-8", .quotedPrintable), ("QUOTED_PRINTABLE", .quotedPrintable),
      ("quoted-printible", .quotedPrintable), ("x-uuencode", .uuencode), ("x-uue", .uuencode), ("uuencode", .uuencode),
      ("x-foo", .unknown), ("utf-8", .unknown), ("base6", .unknown), ("base640", .unknown), ("((((", .sevenBit),
      ("quoted-printable-but-much-longer", .unknown),
    ] as [(String, TransferEncoding)])
  func names(written: String, expected: TransferEncoding) {
    let octets = Array(written.utf8)
    let encoding = TransferEncoding(written: octets.span)
    #expect(encoding == expected)
  }

  @Test("Case 81: an unknown encoding is none, and names are written as RFC 2045 does")
  func unknownEncoding() {
    let body = Array("=41 aGVsbG8=\r\n  \r\n".utf8) + [0x00, 0xFF]
    for encoding in [TransferEncoding.sevenBit, .eightBit, .binary, .unknown] {
      let decoded = decode(body, encoding)
      #expect(decoded.bytes == body)
      #expect(decoded.damage.isEmpty)
    }
    let names = [TransferEncoding.sevenBit, .eightBit, .binary, .base64, .quotedPrintable, .uuencode, .unknown].map(
      \.name)
    #expect(names == ["7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "binary"])
  }

  @Test("Case 81: a body that is uuencoded as a whole")
  func uuencodedBody() {
    let decoded = decode(Array("note\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nmore".utf8), .uuencode, isText: false)
    #expect(decoded.bytes == Array("Cat".utf8))
    #expect(decoded.damage.isEmpty)
    let cut = decode(Array("begin 644 cat.txt\n#0V%T\n".utf8), .uuencode)
    #expect(cut.bytes == Array("Cat".utf8))
    #expect(cut.damage == [Damage(.invalidUUEncoding, at: 24)])
    let none = decode(Array("I never was encoded.\n".utf8), .uuencode)
    #expect(none.bytes == Array("I never was encoded.\n".utf8))
    #expect(none.damage == [Damage(.invalidUUEncoding, at: 0)])
    // One octet of a line does not become forty-five.
    #expect(decode(Array("begin 644 x\nM\n`\nend\n".utf8), .uuencode).bytes.isEmpty)
  }

  @Test("However a body is cut on its way, the same comes out")
  func chunks() {
    let text = Self.long + Array("ä ö\r\n".utf8)
    let foot = Array("\r\n-- \r\nthe list of all the lists\r\n".utf8)
    var damaged = base64Lines(text + text + text + text)
    damaged.insert(contentsOf: [0x21, 0x20, 0x3D], at: 210)
    let spaces = [UInt8](repeating: 0x20, count: 700)
    let bodies: [[UInt8]] = [
      base64Lines(text + text), base64Lines(text) + foot, base64Lines(text, lineEnd: "") + foot, damaged,
      Array("aGVsbG8=\r\n\r\nunsubscribe here\r\n".utf8), Array("YQ==\r\nYg==\r\nmore words are here".utf8),
      Array("I never was encoded, you know.\n".utf8), Base64.encode([UInt8](repeating: 7, count: 5_000)) + foot,
      base64Lines([UInt8](repeating: 9, count: 6_000)) + foot, [UInt8](repeating: 0x41, count: 1_000) + foot,
      [UInt8](repeating: 0x41, count: 1_001) + [0x2E, 0x2E] + foot, spaces + base64Lines(text),
      Array("caf=c3=A9 =  \r\nb= x =4 ==\r\n=\r\n \t \r\nend =".utf8), spaces + Array("=41".utf8) + spaces,
      Array("a=".utf8) + spaces + Array("\n=".utf8) + spaces.prefix(200) + Array("\r\nb =4".utf8),
      Array("begin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nmore".utf8), [0x62], spaces, Array("begin 644 a\nM\nxx".utf8),
    ]
    for body in bodies {
      for encoding in [TransferEncoding.base64, .quotedPrintable, .uuencode, .eightBit] {
        for isText in [true, false] {
          let whole = decode(body, encoding, isText: isText)
          for size in [1, 2, 3, 7, 64, 1_000, 4_097] {
            var decoder = TransferDecoder(encoding, isText: isText)
            var bytes: [UInt8] = []
            for start in stride(from: 0, to: body.count, by: size) {
              let chunk = body[start..<min(start + size, body.count)]
              decoder.append(chunk.span, to: &bytes)
            }
            decoder.finish(into: &bytes)
            #expect(bytes == whole.bytes, "\(encoding) in chunks of \(size): \(body.prefix(60))")
            #expect(decoder.damage == whole.damage)
          }
        }
      }
    }
  }

  @Test("Whatever is encoded comes back, and octets that were never encoded crash nothing")
  func roundTrips() {
    var generator = SeededGenerator(seed: 45)
    for round in 0..<300 {
      let bytes = (0..<(round % 200)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(decode(base64Lines(bytes), .base64, isText: false).bytes == bytes)
      var quoted: [UInt8] = []
      QuotedPrintable.encode(line: bytes, into: &quoted)
      #expect(decode(quoted, .quotedPrintable).bytes == bytes)
      let letters = Array("=\r\n \tA4-_b".utf8)
      let junk = (0..<(round % 100)).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] }
      for encoding in [TransferEncoding.base64, .quotedPrintable, .uuencode] {
        let whole = decode(junk, encoding)
        var decoder = TransferDecoder(encoding, isText: true)
        var pieces: [UInt8] = []
        for octet in junk {
          let chunk = [octet]
          decoder.append(chunk.span, to: &pieces)
        }
        decoder.finish(into: &pieces)
        #expect(pieces == whole.bytes)
        #expect(decoder.damage == whole.damage)
      }
    }
  }
}
