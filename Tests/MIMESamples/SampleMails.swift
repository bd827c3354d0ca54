/// Made-up mails with the mix and sizes of a real mailbox: median some 3 KB, one in a hundred above 50 KB; plain,
/// quoted-printable, alternative with HTML, and attachments in base64 behind a pile of trace fields.
public struct SampleMails: Sendable {
  private var random: SampleRandom
  private var count = 0

  public init(seed: UInt64) {
    random = SampleRandom(seed: seed)
  }

  public mutating func next() -> [UInt8] {
    count += 1
    var lines = head()
    let text = prose(random.spread(100, 1_400))
    switch random.next() % 100 {
    case ..<30:
      lines += ["Content-Type: text/plain; charset=us-ascii", "Content-Transfer-Encoding: 7bit", ""] + text.plain
    case ..<50:
      lines += ["Content-Type: text/plain; charset=\"utf-8\"", "Content-Transfer-Encoding: quoted-printable", ""]
      lines += text.quotedPrintable
    case ..<58:
      lines += ["Content-Type: text/plain; charset=utf-8; format=flowed", "Content-Transfer-Encoding: 8bit", ""]
      lines += text.flowed
    case ..<90: lines += alternative(text)
    case ..<97: lines += mixed(text, attachments: 1, size: random.spread(2_000, 30_000))
    default: lines += mixed(text, attachments: 2, size: random.spread(8_000, 40_000))
    }
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  private mutating func head() -> [String] {
    let sender = "\(random.pick(Self.names).lowercased())\(count)@\(random.pick(Self.domains))"
    var lines = ["Return-Path: <\(sender)>", "Delivered-To: support@heard.example"]
    let written = date()
    for hop in 0..<Int(random.next() % 5 + 2) {
      lines += [
        "Received: from mx\(hop).\(random.pick(Self.domains)) (mail.example.com [192.0.2.\(hop + 10)])",
        "\tby in\(hop).heard.example (Postfix) with ESMTPS id \(token(11))",
        "\tfor <support@heard.example>; \(written)",
      ]
    }
    lines += [
      "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=\(random.pick(Self.domains)); s=s1;",
      "\th=from:to:subject:date:message-id; bh=\(token(43))=;",
      "\tb=\(token(68))", "\t \(token(68))", "\t \(token(60))==",
      "Authentication-Results: in.heard.example; dkim=pass header.d=\(random.pick(Self.domains)); spf=pass",
      "MIME-Version: 1.0", "Date: \(written)", "Message-ID: <\(token(24))@\(random.pick(Self.domains))>",
    ]
    if random.chance(50) {
      let ids = (0..<Int(random.next() % 5 + 1)).map { _ in "<\(token(20))@\(random.pick(Self.domains))>" }
      lines += ["In-Reply-To: \(ids[0])", "References: " + ids.joined(separator: "\r\n ")]
    }
    let name = random.pick(Self.names)
    lines.append(
      random.chance(15) ? "From: =?utf-8?q?Zo=C3=AB_\(name)?= <\(sender)>" : "From: \(name) Miller <\(sender)>")
    lines.append("To: \"Support, Heard\" <support@heard.example>")
    if random.chance(30) { lines.append("Cc: \(random.pick(Self.names)) <a@b.example>, c.d@e.example") }
    lines.append(
      random.chance(25)
        ? "Subject: =?UTF-8?B?UsO8Y2tmcmFnZSB6dXIgUmVjaG51bmc=?= \(count)"
        : "Subject: Re: \(random.pick(Self.words)) \(random.pick(Self.words)) \(count)")
    for _ in 0..<Int(random.next() % 4) { lines.append("X-\(random.pick(Self.words))-Info: \(token(30))") }
    return lines
  }

  private mutating func alternative(_ text: Prose) -> [String] {
    let boundary = "=_\(token(22))"
    return [
      "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "", "This is a message in several parts.",
      "--\(boundary)", "Content-Type: text/plain; charset=\"utf-8\"", "Content-Transfer-Encoding: quoted-printable", "",
    ] + text.quotedPrintable + [
      "", "--\(boundary)", "Content-Type: text/html; charset=\"utf-8\"",
      "Content-Transfer-Encoding: quoted-printable", "",
    ] + text.html + ["", "--\(boundary)--", ""]
  }

  private mutating func mixed(_ text: Prose, attachments: Int, size: Int) -> [String] {
    let boundary = "----=_Part_\(token(18))"
    var lines = ["Content-Type: multipart/mixed;", "\tboundary=\"\(boundary)\"", "", "--\(boundary)"]
    lines += alternative(text)
    for number in 0..<attachments {
      lines += [
        "--\(boundary)", "Content-Type: image/png; name=\"shot\(number).png\"", "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename=\"shot\(number).png\"", "",
      ]
      for _ in 0..<max(1, size / 78) { lines.append(token(76)) }
    }
    return lines + ["--\(boundary)--", ""]
  }

  private struct Prose {
    var plain: [String] = []
    var quotedPrintable: [String] = []
    var flowed: [String] = []
    var html: [String] = []
  }

  /// Some `size` bytes of words in lines.
  private mutating func prose(_ size: Int) -> Prose {
    var result = Prose()
    result.html = ["<html><head><style>p { margin: 0 }</style></head><body style=3D\"font-family: sans-serif\">"]
    var written = 0
    while written < size {
      var line = ""
      while line.utf8.count < 60 { line += random.pick(Self.words) + " " }
      written += line.utf8.count
      result.plain.append(line + ".")
      result.flowed.append(line + "größer ")
      result.quotedPrintable.append(line + "gr=C3=B6=C3=9Fer=")
      if random.chance(20) {
        result.quotedPrintable.append(".")
        result.flowed.append("")
        result.plain.append("")
      }
      let address = "https://\(random.pick(Self.domains))/=3F\(token(12))"
      result.html.append("<p class=3D\"MsoNormal\">\(line)<a href=3D\"\(address)\">caf=C3=A9</a>&nbsp;&amp;</p>=")
    }
    if random.chance(60) {
      let quote = [
        "", "On 3 May 2026 at 10:11, Ann <ann@heard.example> wrote:", "> \(random.pick(Self.words)) we said",
      ]
      result.plain += quote
      result.quotedPrintable += quote
      result.flowed += quote
    }
    result.html.append("</body></html>")
    return result
  }

  private mutating func token(_ length: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<length).map { _ in random.pick(letters) })
  }

  private mutating func date() -> String {
    let day = random.next() % 28 + 1
    // 1 May 2026 is a Friday.
    let weekday = ["Fri", "Sat", "Sun", "Mon", "Tue", "Wed", "Thu"][Int((day - 1) % 7)]
    return "\(weekday), \(day) May 2026 \(10 + random.next() % 10):0\(random.next() % 10):11 +0200 (CEST)"
  }

  private static let names = ["Ada", "Ben", "Chloe", "David", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jonas"]
  private static let domains = ["example.org", "mail.example.com", "shop.example.net", "post.example"]
  private static let words = [
    "order", "invoice", "the", "a", "printer", "login", "password", "please", "again", "yesterday", "nothing", "works",
    "screen", "button", "refund", "parcel", "address", "when", "I", "click", "error", "message", "twice", "thanks",
  ]
}
