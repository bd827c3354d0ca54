extension Bomb {
  /// Bombs within one header field.
  static let fields: [Bomb] = [
    Bomb("addresses in one field", 50_000, field("To", "a@b.example, ")),
    Bomb("names and addresses in one field", 50_000, field("To", "\"A, B\" <a@b.example>,\r\n ")),
    Bomb("addresses without separator", 50_000, field("To", "<a@b.example> ")),
    Bomb("nested groups", 50_000, field("To", "g:")),
    Bomb("groups", 50_000, field("To", "g:a@b.example;")),
    Bomb("commas", 500_000, field("To", ",")),
    Bomb("angle brackets", 500_000, field("To", "<")),
    Bomb("closing angle brackets", 500_000, field("To", ">")),
    Bomb("at signs", 500_000, field("To", "@")),
    Bomb("dots and spaces in an address", 300_000, field("To", "a . ", tail: "@b.example")),
    Bomb("domain literals without end", 300_000, field("To", "a@[")),
    Bomb("words before an address", 300_000, field("To", "word ", tail: "<a@b.example>")),
    Bomb("comment openings in an address", 100_000, field("To", "(")),
    Bomb("comments in an address", 200_000, field("To", "(c) ", tail: "a@b.example")),
    Bomb("comment openings in a date", 100_000, field("Date", "(")),
    Bomb("comments in a date", 200_000, field("Date", "(c) ", tail: "3 May 2026 10:00:00 +0000")),
    Bomb("digits in a date", 1_000_000, field("Date", "3")),
    Bomb("numbers in a date", 300_000, field("Date", "3 ")),
    Bomb("comment openings in a type", 100_000, field("Content-Type", "(")),
    Bomb("escaped quotes", 500_000, field("To", "\\\"")),
    Bomb("escaped quotes in a quoted name", 500_000, field("To", "\\\"", tail: "\" <a@b.example>")),
    Bomb("quotes", 500_000, field("To", "\" ")),
    Bomb("backslashes in a type", 500_000, field("Content-Type: text/plain; charset=\"", "\\")),
    Bomb("message ids", 50_000, field("References", "<a.b@c.example> ")),
    Bomb("message ids without end", 300_000, field("References", "<a@")),
    Bomb("quotes in references", 300_000, field("References", "\"<")),
    Bomb("words in references", 300_000, field("References", "word ")),
    Bomb("encoded words", 50_000, field("Subject", "=?utf-8?q?=C3=A4b?= ")),
    Bomb("encoded words as names", 20_000, field("To", "=?utf-8?q?=C3=A4b?= <a@b.example>, ")),
    Bomb(
      "encoded words of rare charsets", 20_000,
      field("Subject", "=?gb18030?b?xOO6ww==?= =?iso-2022-jp?b?GyRCRnxLXBsoQg==?= ")),
    Bomb("encoded words of an unknown charset", 50_000, field("Subject", "=?x-none?q?a?= ")),
    Bomb("encoded word openings", 200_000, field("Subject", "=?")),
    Bomb("encoded words without end", 100_000, field("Subject", "=?utf-8?q?a ")),
    Bomb("encoded words in base64 without end", 100_000, field("Subject", "=?utf-8?b?YQ")),
    Bomb("question marks", 500_000, field("Subject", "?")),
    Bomb("one long encoded word", 2_000_000, field("Subject: =?utf-8?q?", "a", tail: "?=")),
    Bomb("bytes that are not UTF-8", 1_000_000) {
      Array("Subject: ".utf8) + [UInt8](repeating: 0xE9, count: $0) + Array("\r\n\r\nbody".utf8)
    },
    Bomb("parameters", 50_000, field("Content-Type: text/plain", ";a=b")),
    Bomb("distinct parameters", 50_000) { count in
      var mail = Array("Content-Type: text/plain".utf8)
      for number in 0..<count { mail += Array(";a\(number)=b".utf8) }
      return mail + Array("\r\n\r\nbody\r\n".utf8)
    },
    Bomb("segments of a parameter", 30_000) { count in
      var mail = Array("Content-Type: image/png".utf8)
      for number in 0..<count { mail += Array(";\r\n name*\(number)*=%C3%A4bc".utf8) }
      return mail + Array("\r\n\r\nbody\r\n".utf8)
    },
    Bomb("segments of a parameter, backwards", 30_000) { count in
      var mail = Array("Content-Type: image/png".utf8)
      for number in (0..<count).reversed() { mail += Array(";\r\n name*\(number)*=%C3%A4bc".utf8) }
      return mail + Array("\r\n\r\nbody\r\n".utf8)
    },
    Bomb("semicolons", 500_000, field("Content-Type: text/plain", ";")),
    Bomb(
      "parameters of an authentication result", 50_000, field("Authentication-Results: a", "; dkim=pass header.d=b")),
    Bomb("list addresses", 50_000, field("List-Unsubscribe", "<mailto:a@b.example>, ")),
  ]
}
