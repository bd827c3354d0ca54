import MIME
import Testing

@Suite("A Maildir folder is read in the order its mails came")
struct MaildirTests {
  @Test("A file's name tells when it came, how long it is, and what was done with it")
  func name() throws {
    let entry = try #require(
      Maildir.Entry(
        fileName: "1777793400.M321098P4242V0000000000000801I000001.host,S=4321,W=4400:2,FRSab", isNew: false))
    #expect(entry.unique == "1777793400.M321098P4242V0000000000000801I000001.host,S=4321,W=4400")
    #expect(entry.time == 1_777_793_400)
    #expect(entry.microseconds == 321_098)
    #expect(entry.size == 4_321)
    #expect(entry.virtualSize == 4_400)
    #expect(entry.flags == [.flagged, .replied, .seen])
    #expect(entry.keywords == ["a", "b"])
    #expect(entry.path == "cur/1777793400.M321098P4242V0000000000000801I000001.host,S=4321,W=4400:2,FRSab")
    #expect(!entry.isNew)
  }

  @Test(
    "Odd names are read as far as they go",
    arguments: [
      ("1777793400.4242_1.host", 1_777_793_400), ("1777793400.host;2,S", 1_777_793_400),
      ("1777793400.host!2,S", 1_777_793_400),
      ("mail.eml", nil), ("99999999999999999999.x", nil), ("1777793400", 1_777_793_400), (":2,", nil), ("a:2", nil),
    ])
  func odd(name: String, time: Int?) throws {
    let entry = try #require(Maildir.Entry(fileName: name, isNew: true))
    #expect(entry.time == time)
    #expect(entry.flags == (name.hasSuffix("2,S") ? [.seen] : []))
    #expect(entry.size == nil)
    #expect(entry.path == "new/\(name)")
  }

  @Test(
    "All six flags are known, and what follows a comma is another program's",
    arguments: [
      (":2,DFPRST", 6), (":2,", 0), (":2,S,X", 1), (":2,SSS", 1), (":1,S", 0), (":2,QZ", 0),
    ])
  func flags(info: String, count: Int) throws {
    let entry = try #require(Maildir.Entry(fileName: "1.x\(info)", isNew: false))
    #expect(entry.flags.count == count)
  }

  @Test("New and seen mails come in one order, the oldest delivery first")
  func order() {
    let cur = ["1777793402.M9P1.host:2,S", "1777793400.4242_10.host:2,", "1777793400.4242_9.host:2,RS", "note.eml"]
    let new = ["1777793402.M10P1.host", "1777793401.x.host", "999999999.old.host"]
    #expect(
      Maildir.messages(new: new, cur: cur).map(\.fileName) == [
        "999999999.old.host", "1777793400.4242_9.host:2,RS", "1777793400.4242_10.host:2,", "1777793401.x.host",
        "1777793402.M9P1.host:2,S", "1777793402.M10P1.host", "note.eml",
      ])
  }

  @Test("Files that are no messages are passed over, and a mail that moved meanwhile is there once")
  func passedOver() {
    let found = Maildir.messages(
      new: [".nfs0001", "", "1777793400.a.host", "..", "a/b"], cur: ["1777793400.a.host:2,S", ".", "x\u{0}y"])
    #expect(found.map(\.path) == ["cur/1777793400.a.host:2,S"])
  }

  @Test("Any two names have one order, whichever way they are compared")
  func total() {
    var generator = SeededGenerator(seed: 11)
    let pieces = ["1", "01", "10", "2", ".", "M", "P", "a", "_", ",S=", ":2,", "é"]
    let entries = (0..<200).compactMap { _ -> Maildir.Entry? in
      var name = ""
      for _ in 0..<Int.random(in: 1...7, using: &generator) { name += pieces.randomElement(using: &generator) ?? "" }
      return Maildir.Entry(fileName: name, isNew: false)
    }
    var faults = 0
    for left in entries {
      for right in entries {
        let ways = (left < right ? 1 : 0) + (right < left ? 1 : 0) + (left.fileName == right.fileName ? 1 : 0)
        if ways != 1 { faults += 1 }
      }
    }
    #expect(faults == 0)
    #expect(entries.sorted() == entries.reversed().sorted())
  }
}
