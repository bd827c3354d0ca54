import MIME
import Testing

@Suite("Invitations are read, and never taken for the words of a mail")
struct CalendarTests {
  private func mail(_ calendar: String, parameters: String = "; method=REQUEST", lineEnd: String = "\n") -> Message {
    message(
      """
      Content-Type: multipart/alternative; boundary=b

      --b
      Content-Type: text/plain

      Please come.
      --b
      Content-Type: text/calendar; charset=utf-8\(parameters)

      \(calendar)
      --b--
      """, lineEnd: lineEnd)
  }

  private let event = """
    BEGIN:VCALENDAR
    METHOD:REQUEST
    BEGIN:VTIMEZONE
    TZID:Europe/Berlin
    BEGIN:STANDARD
    DTSTART:19701025T030000
    END:STANDARD
    END:VTIMEZONE
    BEGIN:VEVENT
    UID:event-1@example.org
    SEQUENCE:2
    SUMMARY:Talk about the pa
     rcel\\, soon
    DTSTART;TZID="Europe/Berlin":20261122T093000
    DTEND:20261122T093000Z
    LOCATION:Room 1\\; Floor 2
    DESCRIPTION:First line\\nsecond line
    ORGANIZER;CN="Lee: Ann":MAILTO:ann@example.org
    ATTENDEE;CN=Bob ^'B^' Jones;PARTSTAT=accepted:mailto:bob@example.org
    ATTENDEE;ROLE=CHAIR:mailto:help@shop.example
    STATUS:CONFIRMED
    RRULE:FREQ=DAILY
    BEGIN:VALARM
    DESCRIPTION:Wake up
    END:VALARM
    END:VEVENT
    BEGIN:VEVENT
    UID:event-2@example.org
    END:VEVENT
    END:VCALENDAR
    """

  @Test("Case 77: who wants what when and where is read", arguments: ["\n", "\r\n"])
  func invitation(lineEnd: String) throws {
    let mail = mail(event, lineEnd: lineEnd)
    let found = try #require(mail.calendar)
    #expect(found.method == .request)
    #expect(found.uid == "event-1@example.org")
    #expect(found.sequence == 2)
    #expect(found.summary == "Talk about the parcel, soon")
    let start = try #require(found.start)
    #expect([start.year, start.month, start.day] == [2026, 11, 22])
    #expect([start.hour, start.minute, start.second] == [9, 30, 0])
    #expect(start.zone == "Europe/Berlin")
    #expect(!start.isUTC)
    #expect(found.end?.isUTC == true)
    #expect(found.location == "Room 1; Floor 2")
    #expect(found.description == "First line\nsecond line")
    #expect(found.organizer?.name == "Lee: Ann")
    #expect(found.organizer?.address == "ann@example.org")
    #expect(found.attendees.map(\.address) == ["bob@example.org", "help@shop.example"])
    #expect(found.attendees.map(\.name) == ["Bob \"B\" Jones", nil])
    #expect(found.attendees.map(\.status) == ["ACCEPTED", nil])
    #expect(found.attendeeCount == 2)
    #expect(found.status == "CONFIRMED")
    #expect(found.repeats)
    #expect(mail.text.trimmingPrefix("\n").hasPrefix("Please come."))
    #expect(!mail.text.contains("VCALENDAR"))
  }

  @Test(
    "Case 77: the method stands in the calendar, else in the header of its part",
    arguments: [
      ("METHOD:CANCEL\n", "; method=REQUEST", CalendarInvitation.Method.cancel),
      ("", "; Method=\"reply\"", .reply), ("METHOD:counter\n", "", .counter), ("", "", nil), ("METHOD:X\n", "", nil),
    ])
  func method(line: String, parameters: String, expected: CalendarInvitation.Method?) {
    let mail = mail("BEGIN:VCALENDAR\n\(line)BEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR", parameters: parameters)
    #expect(mail.calendar?.uid == "1")
    #expect(mail.calendar?.method == expected)
  }

  @Test(
    "A whole day has no clock, and what is no date is none",
    arguments: [
      ("20260228", "2026-2-28 nil"), ("20260229", "nil"), ("20240229T240000", "nil"), ("2026", "nil"), ("", "nil"),
      ("20261231T235960Z", "2026-12-31 23"), ("99999999999999999999T000000", "nil"),
    ])
  func time(written: String, expected: String) {
    let start = mail("BEGIN:VEVENT\nDTSTART;VALUE=DATE:\(written)\nEND:VEVENT").calendar?.start
    #expect(
      (start.map { "\($0.year)-\($0.month)-\($0.day) \($0.hour.map { String($0) } ?? "nil")" } ?? "nil") == expected)
  }

  @Test("A calendar without an event, and a mail without a calendar, invite nobody")
  func none() {
    #expect(mail("BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR").calendar == nil)
    #expect(mail("").calendar == nil)
    #expect(message("From: ann@example.org\n\nBEGIN:VEVENT").calendar == nil)
  }

  @Test("Ten thousand guests are counted, the first thousand kept")
  func crowd() {
    let guests = String(repeating: "ATTENDEE:mailto:a@example.org\n", count: 10_000)
    let found = mail("BEGIN:VEVENT\n\(guests)END:VEVENT").calendar
    #expect(found?.attendeeCount == 10_000)
    #expect(found?.attendees.count == 1_000)
  }
}
