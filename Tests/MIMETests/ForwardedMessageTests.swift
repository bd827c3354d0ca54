import Testing

@testable import MIME

@Suite("A forwarded mail tells whose it was")
struct ForwardedMessageTests {
  private func originals(_ text: String, isForward: Bool = false) -> [ForwardedOriginal] {
    ForwardedMessage.find(
      in: Array(text.utf8), segments: Segment.all(in: text), isForward: isForward)
  }

  @Test(
    "Author, date, subject and words are read from the forwards of every program",
    arguments: [
      """
        FYI\n\n---------- Forwarded message ---------\nFrom: Bob Lee <bob@mail.example>\nDate: \
        Sun, May 3, 2026 at 9:30 AM\nSubject: Lamp\nTo: <ann@shop.example>\n\n\nMine is\nbroken.\n
        """,
      """
        FYI\n\n> Begin forwarded message:\n>\n> From: Bob Lee <bob@mail.example>\n> Subject: Lamp\n\
        > Date: 3 May 2026 at 09:30:00 GMT\n> To: ann@shop.example\n>\n> Mine is\n> broken.\n
        """,
      """
        FYI\n\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Lamp\nDatum: Sun, 3 May \
        2026 09:30:00 +0000\nVon: Bob Lee <bob@mail.example>\nAn: ann@shop.example\n\nMine is\n\
        broken.\n
        """,
      """
        FYI\n\n----- Forwarded by Ann Lee/Shop on 05/03/2026 09:40 AM -----\n\nFrom:    Bob Lee \
        <bob@mail.example>\nTo:    ann@shop.example\nDate:    3 May 2026 09:30\nSubject:    Lamp\n\
        \nMine is\nbroken.\n
        """,
      """
        ________________________________\nFrom: Bob Lee <bob@mail.example>\nSent: 3 May 2026 09:30\n\
        To: Ann\nSubject: Lamp\n\nMine is\nbroken.\n
        """,
    ])
  func programs(text: String) {
    let found = originals(text)
    #expect(found.count == 1)
    #expect(found.first?.author == Address(name: "Bob Lee", address: "bob@mail.example"))
    #expect(found.first?.subject == "Lamp")
    #expect(found.first?.text == "Mine is\nbroken.")
    #expect(found.first?.date?.rfc3339 == "2026-05-03T09:30:00Z")
  }

  @Test("A forward of a forward gives both, the outermost first")
  func nested() {
    let text =
      """
        ---------- Forwarded message ---------\nFrom: Ann <ann@shop.example>\nDate: gestern\nSubject: \
        Fwd: Lamp\nTo: x\n\nSee below.\n\n---------- Forwarded message ---------\nFrom: bob@mail.example\n\
        Date: 3 May 2026 09:30\nSubject: Lamp\nTo: y\n\nBroken.\n
        """
    let found = originals(text)
    #expect(found.map(\.author?.address) == ["ann@shop.example", "bob@mail.example"])
    #expect(found.map(\.subject) == ["Fwd: Lamp", "Lamp"])
    #expect(found.map(\.text) == ["See below.", "Broken."])
    #expect(found.map(\.dateText) == ["gestern", "3 May 2026 09:30"])
    #expect(found.first?.date == nil)
  }

  @Test("A header block below own words is a reply unless the mail is known to be a forward")
  func reply() {
    let text =
      "FYI\n\nFrom: Bob Lee <bob@mail.example>\nSent: 3 May 2026 09:30\nTo: Ann\nSubject: Lamp\n\nBroken.\n"
    #expect(originals(text).isEmpty)
    #expect(originals(text, isForward: true).map(\.text) == ["Broken."])
    #expect(originals("Hello").isEmpty)
    #expect(originals("").isEmpty)
  }

  @Test("A name without an address is kept as it was written")
  func nameOnly() {
    let found = originals(
      "---------- Forwarded message ---------\nFrom: Bob Lee\nSubject: Lamp\n\nBroken.\n")
    #expect(found.map(\.author) == [nil])
    #expect(found.map(\.authorText) == ["Bob Lee"])
  }
}
