import MIME
import Testing

@Suite("winmail.dat gives up its words and files")
struct TNEFTests {
  @Test("Case 97: subject, class, words and files come out under the names their sender saw")
  func whole() {
    var writer = TNEFWriter()
    writer.codePage(1252)
    writer.attribute(0x0001_8004, Array("OLD".utf8) + [0])
    writer.attribute(0x0007_8008, Array("IPM.Microsoft Mail.Note".utf8) + [0])
    writer.properties([
      TNEFWriter.number(0x3FDE, 65001),
      TNEFWriter.unicode(0x0037, "Gr\u{FC}\u{DF}e \u{1F600}"),
      TNEFWriter.unicode(0x001A, "IPM.Note"),
      // A named property, by number and by name, and one with several values: they are passed over.
      TNEFWriter.property(
        0x1F, 0x8001, TNEFWriter.utf16("x"),
        name: [UInt8](repeating: 9, count: 16) + TNEFWriter.little(0, 4) + [1, 2, 3, 4]),
      TNEFWriter.property(
        0x101F, 0x8002, TNEFWriter.utf16("one"), TNEFWriter.utf16("two"),
        name: [UInt8](repeating: 9, count: 16) + TNEFWriter.little(1, 4) + TNEFWriter.little(10, 4)
          + TNEFWriter.padded(TNEFWriter.utf16("Name"))),
      TNEFWriter.little(0x1003, 2) + TNEFWriter.little(0x4001, 2) + TNEFWriter.little(2, 4) + [1, 0, 0, 0, 2, 0, 0, 0],
      TNEFWriter.unicode(0x1000, "Hello,\r\nsee the file."),
    ])
    writer.attachment(
      title: "REPORT~1.PDF", data: [1, 2, 3],
      properties: [
        TNEFWriter.unicode(0x3707, "../Report \u{20AC}.pdf"),
        TNEFWriter.property(0x1E, 0x370E, Array("Application/PDF".utf8)),
        TNEFWriter.property(0x1E, 0x3712, Array("<img1@x>".utf8)),
      ])
    writer.attachment(title: "plain.txt", data: Array("hi".utf8))
    let tnef = TNEF(writer.bytes)
    #expect(tnef.subject == "Gr\u{FC}\u{DF}e \u{1F600}")
    #expect(tnef.messageClass == "IPM.Note")
    #expect(tnef.body == .text(Array("Hello,\r\nsee the file.".utf8)))
    #expect(
      tnef.attachments == [
        EmbeddedFile(name: "Report \u{20AC}.pdf", type: "application/pdf", contentID: "img1@x", bytes: [1, 2, 3]),
        EmbeddedFile(name: "plain.txt", type: "application/octet-stream", bytes: Array("hi".utf8)),
      ])
    #expect(!tnef.isDamaged)
  }

  @Test(
    "Case 97: eight-bit words are read by the code page that stands in the stream",
    arguments: [
      (1251, [0xCF, 0xF0, 0xE8], "\u{41F}\u{440}\u{438}"), (932, [0x93, 0xFA], "\u{65E5}"), (1252, [0x80], "\u{20AC}"),
    ])
  func codePage(number: Int, octets: [Int], expected: String) {
    var writer = TNEFWriter()
    writer.codePage(number)
    writer.attribute(0x0002_800C, octets.map { UInt8($0) } + [0])
    #expect(TNEF(writer.bytes).body == .text(Array(expected.utf8)))
  }

  @Test("Case 97: HTML words are UTF-8 whatever they were")
  func html() {
    var writer = TNEFWriter()
    writer.properties([
      TNEFWriter.number(0x3FDE, 28592),
      TNEFWriter.property(0x102, 0x1013, Array("<p>".utf8) + [0xE6] + Array("</p>".utf8)),
    ])
    #expect(TNEF(writer.bytes).body == .html(Array("<p>\u{107}</p>".utf8)))
  }

  /// The two examples of [MS-OXRTFCP] 4.1.
  private let compressed: [UInt8] = [
    0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A, 0x00, 0x72, 0x63,
    0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05,
    0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
  ]
  private let overlapping: [UInt8] = [
    0x1A, 0, 0, 0, 0x1C, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0x00, 0x04, 0x20, 0x57, 0x58,
    0x59, 0x5A, 0x0D, 0x6E, 0x7D, 0x01, 0x0E, 0xB0,
  ]

  private func rtf(_ bytes: [UInt8]) -> TNEF {
    var writer = TNEFWriter()
    writer.properties([TNEFWriter.property(0x102, 0x1009, bytes)])
    return TNEF(writer.bytes)
  }

  @Test("Case 97: compressed rich text is unpacked")
  func richText() {
    let first = rtf(compressed)
    #expect(first.body == .rtf(Array("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n".utf8)))
    #expect(!first.isDamaged)
    let second = rtf(overlapping)
    #expect(second.body == .rtf(Array("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}".utf8)))
    #expect(!second.isDamaged)
    let plain = rtf(
      TNEFWriter.little(17, 4) + TNEFWriter.little(5, 4) + Array("MELA".utf8) + [0, 0, 0, 0] + Array("{rtf}".utf8))
    #expect(plain.body == .rtf(Array("{rtf}".utf8)))
    #expect(!plain.isDamaged)
  }

  @Test("Case 97: rich text that is cut, or fails its sum, is given as far as it goes and flagged")
  func damagedRichText() {
    let cut = rtf(Array(compressed.prefix(30)))
    #expect(cut.body == .rtf(Array("{\\rtf1\\ansi\\ansicpg1252".utf8)))
    #expect(cut.isDamaged)
    var wrong = compressed
    wrong[12] ^= 1
    #expect(rtf(wrong).isDamaged)
    #expect(rtf(wrong).body == rtf(compressed).body)
    #expect(rtf([1, 2, 3]).body == nil)
  }

  @Test("Case 97: a mail inside of the mail gives its words and files too, three deep")
  func nested() throws {
    func stream(_ level: Int) -> [UInt8] {
      var writer = TNEFWriter()
      writer.properties([TNEFWriter.unicode(0x0037, "mail \(level)"), TNEFWriter.unicode(0x1000, "words \(level)")])
      writer.attachment(title: "file\(level).txt", data: [UInt8(level)])
      if level < 5 {
        writer.attachment(
          title: "inner\(level)", data: nil,
          properties: [TNEFWriter.property(0x0D, 0x3701, TNEFWriter.messageInterface + stream(level + 1))])
      }
      return writer.bytes
    }
    let tnef = TNEF(stream(0))
    #expect(tnef.body == .text(Array("words 0".utf8)))
    #expect(
      tnef.attachments.map { "\($0.name ?? "") \($0.type)" } == [
        "file0.txt application/octet-stream", "mail 1 text/plain", "file1.txt application/octet-stream",
        "mail 2 text/plain", "file2.txt application/octet-stream", "mail 3 text/plain",
        "file3.txt application/octet-stream", "inner3 application/ms-tnef",
      ])
    #expect(tnef.attachments[1].bytes == Array("words 1".utf8))
    #expect(tnef.isDamaged)
  }

  @Test("Case 97: what is cut keeps what was there; what follows and what sums wrong is passed over")
  func damaged() {
    var writer = TNEFWriter()
    writer.attachment(title: "a.bin", data: [1, 2, 3, 4, 5, 6])
    let whole = writer.bytes
    let file = EmbeddedFile(name: "a.bin", type: "application/octet-stream", bytes: [1, 2, 3, 4, 5, 6])
    #expect(TNEF(whole + [0, 0, 0, 0]).attachments == [file])
    #expect(TNEF(whole + [0, 0, 0, 0]).isDamaged)
    let cut = TNEF(Array(whole.dropLast(5)))
    #expect(cut.attachments.map(\.bytes) == [[1, 2, 3]])
    #expect(cut.isDamaged)
    var wrongSum = TNEFWriter()
    wrongSum.attribute(0x0001_8010, Array("b.txt".utf8), level: 2, checksum: 1)
    #expect(TNEF(wrongSum.bytes).attachments.map(\.name) == ["b.txt"])
    #expect(TNEF(wrongSum.bytes).isDamaged)
    #expect(TNEF([]).attachments.isEmpty)
    #expect(TNEF(Array("not a stream at all".utf8)).isDamaged)
  }

  @Test("Case 97: false counts and lengths neither crash nor cost")
  func overflows() {
    for list in [
      TNEFWriter.little(0xFFFF_FFFF, 4),
      TNEFWriter.little(1, 4) + TNEFWriter.little(0x1014, 2) + [1, 0, 0xFF, 0xFF, 0xFF, 0xFF],
      TNEFWriter.little(1, 4) + TNEFWriter.little(0x1F, 2) + [1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      TNEFWriter.little(1, 4) + TNEFWriter.little(0x1F, 2) + [1, 0x80] + [UInt8](repeating: 0xFF, count: 40),
    ] {
      var writer = TNEFWriter()
      writer.attribute(0x0006_9003, list)
      #expect(TNEF(writer.bytes).isDamaged)
    }
    #expect(TNEF(TNEFWriter().bytes + [1, 4, 0x80, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 65]).isDamaged)
  }

  @Test("Case 97: no stream crashes the reader, wherever it is cut or changed")
  func mutations() {
    var writer = TNEFWriter()
    writer.codePage(1252)
    writer.properties([
      TNEFWriter.unicode(0x0037, "s"), TNEFWriter.property(0x102, 0x1009, compressed), TNEFWriter.number(0x3FDE, 1252),
    ])
    writer.attachment(
      title: "a", data: [1],
      properties: [TNEFWriter.property(0x0D, 0x3701, TNEFWriter.messageInterface + TNEFWriter().bytes)])
    let bytes = writer.bytes
    for end in bytes.indices { _ = TNEF(Array(bytes[..<end])) }
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      var changed = bytes
      for _ in 0..<3 {
        changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      #expect(TNEF(changed).attachments.count <= 10)
    }
  }

  @Test("A TNEF part is known by its type or by Outlook's name for it")
  func part() {
    let mail = message("Content-Type: application/octet-stream; name=WinMail.dat\n\nx")
    #expect(mail.parts.map(\.isTNEF) == [true])
    #expect(message("Content-Type: application/ms-tnef\n\nx").parts.map(\.isTNEF) == [true])
    #expect(message("Content-Type: application/pdf\n\nx").parts.map(\.isTNEF) == [false])
  }
}
