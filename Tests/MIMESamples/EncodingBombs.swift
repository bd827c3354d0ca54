extension Bomb {
  /// Bombs in transfer encodings and charsets.
  static let encodings: [Bomb] = [
    Bomb("soft line breaks", 1_000_000, body("text/plain", "=\r\n", encoding: "quoted-printable")),
    Bomb("equals signs", 1_000_000, body("text/plain", "=", encoding: "quoted-printable")),
    Bomb("equals signs and spaces", 500_000, body("text/plain", "= ", encoding: "quoted-printable")),
    Bomb(
      "spaces in a quoted-printable line", 2_000_000, body("text/plain", " ", encoding: "quoted-printable", tail: "x")),
    Bomb(
      "spaces and words in a quoted-printable line", 500_000, body("text/plain", "  x", encoding: "quoted-printable")),
    Bomb("base64 in one line", 5_000_000, body("image/png", "QUJD", encoding: "base64")),
    Bomb("base64 text in one line", 5_000_000, body("text/plain", "QUJD", encoding: "base64")),
    Bomb("base64 paddings", 500_000, body("text/plain", "QQ==", encoding: "base64")),
    Bomb("base64 with a letter a line", 1_000_000, body("text/plain", "Q\r\n", encoding: "base64")),
    Bomb("no base64 at all", 1_000_000, body("text/plain", "!-", encoding: "base64")),
    Bomb("uuencoded openings", 100_000, body("text/plain", "begin 644 a\r\n", encoding: "x-uuencode")),
    Bomb("uuencoded openings in a text", 100_000, body("text/plain", "begin 644 a\r\n")),
    Bomb("uuencoded lines", 100_000, body("text/plain", "#86)C\r\n", encoding: "x-uuencode", head: "begin 644 a\r\n")),
    Bomb("yEnc openings in a text", 100_000, body("text/plain", "=ybegin line=128 size=1 name=a\r\n")),
    Bomb("shifts of ISO-2022-JP", 300_000, body("text/plain; charset=iso-2022-jp", "\u{1B}$BF|\u{1B}(B")),
    Bomb("bytes that are not Shift JIS", 500_000) {
      Array("Content-Type: text/plain; charset=shift_jis\r\n\r\n".utf8) + [UInt8](repeating: 0xFF, count: $0)
    },
    Bomb("bytes that are not GB 18030", 500_000) {
      Array("Content-Type: text/plain; charset=gb2312\r\n\r\n".utf8) + [UInt8](repeating: 0x81, count: $0)
    },
    Bomb("shifts of UTF-7", 300_000, body("text/plain; charset=utf-7", "+AOQ-")),
    Bomb("shifts of UTF-7 without end", 300_000, body("text/plain; charset=utf-7", "+")),
    Bomb("shifts of HZ", 300_000, body("text/plain; charset=hz-gb-2312", "~{VPND~}")),
    Bomb("halves of surrogate pairs", 500_000) { count in
      var mail = Array("Content-Type: text/plain; charset=utf-16le\r\n\r\n".utf8)
      for _ in 0..<count { mail += [0x00, 0xD8] }
      return mail
    },
    Bomb("byte order marks", 500_000, body("text/plain; charset=utf-8", "\u{FEFF}")),
    Bomb("cut UTF-8", 1_000_000) {
      Array("Content-Type: text/plain; charset=utf-8\r\n\r\n".utf8) + [UInt8](repeating: 0xE2, count: $0)
    },
    Bomb("bytes in no charset", 1_000_000) {
      Array("Content-Type: text/plain\r\n\r\n".utf8) + [UInt8](repeating: 0xE9, count: $0)
    },
  ]
}
