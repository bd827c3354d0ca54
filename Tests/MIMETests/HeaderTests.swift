import MIME
import Testing

@Suite("Headers are read as their senders meant them")
struct HeaderTests {
  @Test("A subject in two encoded words that split one character comes out whole")
  func splitCharacter() {
    let mail = message("Subject: =?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?= aus Ulm\n\nx")
    #expect(mail.subject == "Grüße aus Ulm")
  }

  @Test(
    "Subjects in the wild",
    arguments: [
      ("=?UTF-8?B?w4RyZ2Vy?= mit =?iso-8859-1?q?Gr=F6=DFe?=", "Ärger mit Größe"),
      ("=?us-ascii*en?Q?Keith_Moore?=", "Keith Moore"),
      ("=?utf-8?q?open to the end", "open to the end"),
      ("=?utf-8?q?has spaces inside?= ok", "has spaces inside ok"),
      ("=?utf-8?q?=0D=0ABcc:_thief=40example.com?=", "  Bcc: thief@example.com"),
      ("=?gb2312?B?xOO6ww==?=", "你好"),
      ("=?nonsense?q?caf=C3=A9?=", "café"),
      ("1 =? 2 ?= 3", "1 =? 2 ?= 3"),
      ("", ""),
    ])
  func subject(raw: String, expected: String) {
    #expect(message("Subject: \(raw)\n\nx").subject == expected)
  }

  @Test("A decoded line end never becomes a header line")
  func noInjection() {
    let mail = message("Subject: =?utf-8?q?Hi=0D=0ABcc:_x=40example.com?=\nFrom: ann@example.org\n\nx")
    #expect(mail.headers.count == 2)
    #expect(mail.header("bcc") == nil)
    #expect(!mail.subject.utf8.contains { $0 < 0x20 })
  }

  @Test("A folded header keeps the space of the fold and nothing more")
  func folding() {
    let mail = message("Subject: my parcel\n is\n\tlate\nX-Empty:\n\nx")
    #expect(mail.header("SUBJECT")?.rawValue == "my parcel is\tlate")
    #expect(mail.subject == "my parcel is late")
    #expect(mail.header("x-empty")?.value == "")
  }

  @Test("A space before the colon and a line that is no header lose no later header")
  func brokenLines() {
    let mail = message("Subject : late\nthis is not a header\nFrom: ann@example.org\n\nbody")
    #expect(mail.subject == "late")
    #expect(mail.from.map(\.address) == ["ann@example.org"])
    #expect(mail.text == "body")
    #expect(mail.damageKinds.contains(.malformedHeader))
  }

  @Test("A body without the empty line before it is still a body")
  func missingSeparator() {
    let mail = message("From: ann@example.org\nHello there\nthe parcel is late\n")
    #expect(mail.text == "Hello there\nthe parcel is late\n")
    #expect(mail.damageKinds.contains(.missingHeaderBodySeparator))
  }

  @Test("The first of two senders counts, and the second is pointed out")
  func duplicates() {
    let mail = message("From: ann@example.org\nFrom: eve@example.net\n\nx")
    #expect(mail.from.map(\.address) == ["ann@example.org"])
    #expect(mail.headers(named: "from").count == 2)
    #expect(mail.damageKinds == [.duplicateHeader])
  }

  @Test("Ids lose their brackets, and free text around them is passed over")
  func messageIDs() {
    let mail = message(
      """
      Message-ID: <a.1@example.org> (added)
      In-Reply-To: "Your message of Monday" <b@example.org>
      References: <c@example.org>
       <d@example.org>,<<e@example.org>

      x
      """)
    #expect(mail.messageID == "a.1@example.org")
    #expect(mail.inReplyTo == ["b@example.org"])
    #expect(mail.references == ["c@example.org", "d@example.org", "e@example.org"])
  }

  @Test(
    "Dates in the wild",
    arguments: [
      ("Sun, 3 May 2026 09:30:00 +0200", "2026-05-03T09:30:00+02:00"),
      ("Fri(c), 21 Nov 97 09(comment):55:06 -0600 (CST)", "1997-11-21T09:55:06-06:00"),
      ("Sun, 7 Jun 92 14:02 CDT", "1992-06-07T14:02:00-05:00"),
      ("3 May 2026 09:30:00 z", "2026-05-03T09:30:00Z"),
      ("2019-05-29T12:00:00+05:30", "2019-05-29T12:00:00+05:30"),
      ("Sat Sep 21 08:18:08 2002", "2002-09-21T08:18:08Z"),
      ("Thu, 1 Jan 2026 06:50:21 PM -0400", "2026-01-01T18:50:21-04:00"),
      ("29 Feb 2024 1:5:13 GMT", "2024-02-29T01:05:13Z"),
      ("31 Dec 1969 23:59:59 +0000", "1969-12-31T23:59:59Z"),
    ])
  func dates(raw: String, expected: String) {
    #expect(message("Date: \(raw)\n\nx").date?.rfc3339 == expected)
  }

  @Test("A day that does not exist is no date, and the last server's clock can stand in")
  func badDate() {
    let mail = message("Received: by mx; Mon, 4 May 2026 10:00:00 +0000\nDate: 31 Feb 2026 10:00:00 +0000\n\nx")
    #expect(mail.date == nil)
    #expect(mail.receivedDate?.rfc3339 == "2026-05-04T10:00:00Z")
    #expect(mail.damageKinds.contains(.invalidDate))
  }

  @Test("A date is written as mail wants it")
  func writtenDate() {
    #expect(MailDate(seconds: 1_777_793_400, offsetMinutes: 120).rfc5322 == "Sun, 3 May 2026 09:30:00 +0200")
    #expect(MailDate(seconds: 0, offsetMinutes: -90).rfc5322 == "Wed, 31 Dec 1969 22:30:00 -0130")
    #expect(MailDate(seconds: .max, offsetMinutes: .min).rfc3339.utf8.count == 25)
  }
}
