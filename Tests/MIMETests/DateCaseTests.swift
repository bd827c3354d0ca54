import Testing

@testable import MIME

@Suite("A date is the instant its sender meant")
struct DateCaseTests {
  @Test(
    "Cases 51, 52 and 54: dates in every dress",
    arguments: [
      ("Sun, 3 May 2026 09:30:00 +0200", "2026-05-03T09:30:00+02:00"),
      (" Sun, 3 May 2026\r\n 09:30:00 +0200 (CEST)\r\n", "2026-05-03T09:30:00+02:00"),
      ("3 May 2026 09:30 +0200", "2026-05-03T09:30:00+02:00"),
      ("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"),
      ("Fri(c), 21 Nov 97 09(comment):55:06 -0600 (CST)", "1997-11-21T09:55:06-06:00"),
      ("Sun, 7 Jun 92 14:02 CDT", "1992-06-07T14:02:00-05:00"),
      ("3 May 49 09:30:00 GMT", "2049-05-03T09:30:00Z"),
      ("3 May 102 09:30:00 GMT", "2002-05-03T09:30:00Z"),
      ("3 May 2026 09:30:00 est", "2026-05-03T09:30:00-05:00"),
      ("3 May 2026 09:30:00 PdT", "2026-05-03T09:30:00-07:00"),
      ("3 May 2026 09:30:00 z", "2026-05-03T09:30:00Z"),
      ("29 Feb 2024 1:5:13 GMT", "2024-02-29T01:05:13Z"),
      ("Thu, 1 Jan 2026 12:00:00 PM UT", "2026-01-01T12:00:00Z"),
      ("Thu, 1 Jan 2026 12:00:00 AM UT", "2026-01-01T00:00:00Z"),
      ("Thu, 1 Jan 2026 06:50:21 PM -0400", "2026-01-01T18:50:21-04:00"),
      ("1 Jan 2026 6:50 p.m. GMT", "2026-01-01T18:50:00Z"),
      ("31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z"),
      ("2019-05-29T12:00:00+05:30", "2019-05-29T12:00:00+05:30"),
      ("2019-05-29 12:00:00.123 Z", "2019-05-29T12:00:00Z"),
      ("Sat Sep 21 08:18:08 EDT 2002", "2002-09-21T08:18:08-04:00"),
      ("Thursday, 4-May-2017 21:01:03 GMT", "2017-05-04T21:01:03Z"),
      ("3\u{A0}May\u{A0}2026 09:30:00 GMT", "2026-05-03T09:30:00Z"),
      ("29.5.2019 12:00 GMT", "2019-05-29T12:00:00Z"),
      ("May 29, 2019 12:00 GMT", "2019-05-29T12:00:00Z"),
      ("3 May 2026 09:30:00 (EDT) -0400", "2026-05-03T09:30:00-04:00"),
      ("3 May 2026 09:30:00 GMT+0200", "2026-05-03T09:30:00+02:00"),
      ("3 May 2026 09:30:00 -0000", "2026-05-03T09:30:00Z"),
      ("\"Sun, 3 May 2026 09:30:00 +0200\"", "2026-05-03T09:30:00+02:00"),
    ])
  func forms(raw: String, expected: String) {
    #expect(date(raw)?.date.rfc3339 == expected)
    #expect(date(raw)?.damage == [])
  }

  @Test(
    "Cases 51 to 54: dates that are read with a doubt",
    arguments: [
      ("Mon, 3 May 2026 09:30:00 +0200", "2026-05-03T09:30:00+02:00", [Damage.Kind.invalidDate]),
      ("3 May 0102 09:30:00 GMT", "2002-05-03T09:30:00Z", [.invalidDate]),
      ("Sat Sep 21 08:18:08 2002", "2002-09-21T08:18:08Z", [.missingZone]),
      ("3 May 2026 09:30:00", "2026-05-03T09:30:00Z", [.missingZone]),
      ("3 May 2026 09:30:00 A", "2026-05-03T09:30:00Z", [.missingZone]),
      ("3 May 2026 09:30:00 XYZT", "2026-05-03T09:30:00Z", [.missingZone]),
      ("3 May 2026 09:30:00 +-0500", "2026-05-03T09:30:00-05:00", [.invalidDate]),
      ("3 May 2026 09:30:00 -600", "2026-05-03T09:30:00-06:00", [.invalidDate]),
      ("3 May 2026 09:30:00 0530", "2026-05-03T09:30:00+05:30", [.invalidDate]),
      ("3 May 2026 09:30:00 01800", "2026-05-03T09:30:00Z", [.invalidDate]),
      ("3 May 2026 09:30:00 +2400", "2026-05-03T09:30:00+14:00", [.invalidDate]),
      ("3 May 2026 09:30:00 -9999", "2026-05-03T09:30:00-14:00", [.invalidDate]),
      ("2019-05-29", "2019-05-29T00:00:00Z", [.invalidDate, .missingZone]),
      ("1 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z", [.implausibleDate]),
      ("1 Jan 2350 00:00:00 +0000", "2350-01-01T00:00:00Z", [.implausibleDate]),
    ] as [(String, String, [Damage.Kind])])
  func doubts(raw: String, expected: String, damage: [Damage.Kind]) {
    #expect(date(raw)?.date.rfc3339 == expected)
    #expect(date(raw)?.damage == damage)
  }

  @Test(
    "Case 55: what is on no calendar is no date",
    arguments: [
      "", "yesterday", "59:10", "029 May 2026 10:00:00 +0000", "31 Feb 2026 10:00:00 +0000",
      "0 May 2026 10:00 GMT",
      "3 May 2026 24:00:00 GMT", "3 May 2026 10:60:00 GMT", "3 May 2026 10:00:61 GMT",
      "29 Feb 2023 10:00 GMT",
      "3 May 99999 10:00 GMT", "3 May 99999999999999999999 10:00 GMT", "4/5/2019 10:00", "((((",
      "May 2026 10:00 GMT",
    ])
  func noDate(raw: String) { #expect(date(raw) == nil) }

  @Test("Case 56: the instant is kept in UTC, and the sender's offset beside it")
  func instant() {
    let read = date("Sun, 3 May 2026 09:30:00 +0200")?.date
    #expect(read == MailDate(seconds: 1_777_793_400, offsetMinutes: 120))
    #expect(date("Sun, 3 May 2026 03:30:00 -0400")?.date.seconds == read?.seconds)
  }

  @Test(
    "Case 56: a mail written a week after it came is doubted, one written an hour after it is not")
  func future() throws {
    let arrival = try #require(date("Sun, 3 May 2026 09:30:00 +0200")?.date)
    #expect(try #require(date("Sun, 10 May 2026 09:30:00 +0200")?.date).isAfterArrival(arrival))
    #expect(try !#require(date("Sun, 3 May 2026 10:30:00 +0200")?.date).isAfterArrival(arrival))
  }

  @Test("A date of a megabyte is looked at for its first five hundred octets")
  func bomb() {
    #expect(date(String(repeating: "(", count: 1_000_000)) == nil)
    #expect(
      date("3 May 2026 09:30:00 GMT" + String(repeating: " 1", count: 500_000))?.date.rfc3339
        == "2026-05-03T09:30:00Z")
  }

  @Test("A date that is folded over thirty lines is the same with LF and with CRLF", arguments: ["\n", "\r\n"])
  func folded(lineEnd: String) {
    let folded = "Date: Fri," + String(repeating: "\n\t(word word word)", count: 26) + "\n 22 May 2026 19:26:44 +0200\n\nx"
    #expect(message(folded, lineEnd: lineEnd).date?.rfc3339 == "2026-05-22T19:26:44+02:00")
  }
}
