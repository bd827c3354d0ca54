extension Bomb {
  /// Bombs in the readable text, for the one who tells own words from quoted ones.
  static let texts: [Bomb] = [
    Bomb("quoted lines", 100_000, body("text/plain", "> words\r\n")),
    Bomb("marks of quoting", 1_000_000, body("text/plain", ">")),
    Bomb("lines quoted 1,000 deep", 1_000, body("text/plain", String(repeating: ">", count: 1_000) + " words\r\n")),
    Bomb(
      "lines quoted 1,000 deep with spaces", 500, body("text/plain", String(repeating: "> ", count: 1_000) + "x\r\n")),
    Bomb("quoted and own lines in turn", 100_000, body("text/plain", "> asked\r\nanswered\r\n")),
    // As many octets as it is told, so that a doubling is one.
    Bomb("ever deeper quotes", 1_125_000) { count in
      var mail = Array("Subject: a\r\n\r\n".utf8)
      for depth in 0..<Int(Double(2 * count).squareRoot()) { mail += [UInt8](repeating: 0x3E, count: depth) + Array(" x\r\n".utf8) }
      return mail
    },
    Bomb("lines that start an attribution", 300_000, body("text/plain", "On \r\n")),
    Bomb("openings of an attribution in one line", 300_000, body("text/plain", "On ")),
    Bomb(
      "openings of an attribution, one end", 300_000, body("text/plain", "On \r\n", tail: "May 2026, Ann wrote:\r\n")),
    Bomb("lines that end an attribution", 100_000, body("text/plain", "Ann wrote:\r\n")),
    Bomb("attributions", 50_000, body("text/plain", "On 3 May 2026, Ann <a@b.example> wrote:\r\n> words\r\n")),
    Bomb(
      "attributions, not quoted", 50_000,
      body("text/plain", "Am 3. Mai 2026 schrieb Ann <a@b.example>:\r\n\r\nwords\r\n")),
    Bomb(
      "header blocks", 30_000,
      body("text/plain", "From: a@b.example\r\nSent: now\r\nTo: c\r\nSubject: d\r\n\r\nx\r\n")),
    Bomb("lines of a header block", 100_000, body("text/plain", "From: a@b.example\r\n")),
    Bomb("lines that end with a colon", 300_000, body("text/plain", "a:\r\n")),
    Bomb("labels without values", 100_000, body("text/plain", "From: \r\n\r\n")),
    Bomb("lines of a log with an address", 50_000, body("text/plain", "3 May 2026 10:00 a@b.example:\r\n")),
    Bomb("original message lines", 50_000, body("text/plain", "-----Original Message-----\r\n")),
    Bomb(
      "forwarded message lines", 50_000, body("text/plain", "---------- Forwarded message ---------\r\n\r\n> a\r\n\r\n")
    ),
    Bomb("signature delimiters", 100_000, body("text/plain", "-- \r\n")),
    Bomb("signature delimiters with words", 100_000, body("text/plain", "-- \r\nAnn\r\n\r\n")),
    Bomb("rules", 100_000, body("text/plain", "________________\r\n")),
    Bomb("one long rule", 2_000_000, body("text/plain", "_")),
    Bomb("mobile signatures", 50_000, body("text/plain", "Sent from my iPhone\r\n\r\n")),
    Bomb("greetings", 100_000, body("text/plain", "Hello Ann,\r\n\r\n")),
    Bomb("closings", 100_000, body("text/plain", "Best regards\r\nAnn\r\n\r\n")),
    Bomb(
      "disclaimers", 50_000, body("text/plain", "This e-mail is confidential and intended for the addressee.\r\n\r\n")),
    Bomb(
      "lines of a list footer", 50_000, body("text/plain", "_____________\r\nTo unsubscribe: https://a.example\r\n")),
    Bomb("fences", 100_000, body("text/plain", "```\r\n")),
    Bomb("empty lines", 1_000_000, body("text/plain", "\r\n", tail: "words")),
    Bomb("one line without a space", 5_000_000, body("text/plain", "x")),
    Bomb("one line of letters of two bytes", 2_000_000, body("text/plain; charset=utf-8", "ä")),
    Bomb("letters with accents upon accents", 1_000_000, body("text/plain; charset=utf-8", "\u{301}", head: "a")),
    Bomb("joined emoji", 300_000, body("text/plain; charset=utf-8", "\u{1F469}\u{200D}")),
    Bomb("short lines", 500_000, body("text/plain", "x\r\n")),
    Bomb("flowed lines", 300_000, body("text/plain; format=flowed", "word \r\n")),
    Bomb("flowed lines quoted ever deeper in turn", 100_000, body("text/plain; format=flowed", "> a \r\n>> b \r\n")),
    Bomb("enriched openings", 100_000, body("text/enriched", "<<")),
    Bomb("enriched nesting", 100_000, body("text/enriched", "<bold>")),
    Bomb("enriched params", 100_000, body("text/enriched", "<param>")),
    Bomb("events of a calendar", 30_000, body("text/calendar", "BEGIN:VEVENT\r\nSUMMARY:a\r\nEND:VEVENT\r\n")),
  ]
}
