import MIME
import MIMESamples
import Testing

@Suite("Mails made to exhaust their reader are read like any other")
struct BombTests {
  /// The limits of case 98, as a caller may rely on them.
  private static let partLimit = 1_000
  private static let headerLimit = 10_000
  private static let addressLimit = 10_000

  /// Sizes for a build without optimisation; how time grows is measured by `mime --bombs`.
  private static func small(_ bomb: Bomb) -> Int { max(3, bomb.count / 100) }

  @Test(
    "Case 98: a bomb gives a message within the limits, every byte of its text labelled", arguments: Bomb.all.indices)
  func stayWithinLimits(index: Int) {
    let bomb = Bomb.all[index]
    let mail = bomb.mail(Self.small(bomb))
    let message = Message(parsing: mail)
    #expect(message.raw == mail)
    #expect(message.parts.count <= Self.partLimit)
    #expect(message.headers.count <= Self.headerLimit)
    #expect(message.from.count + message.to.count + message.cc.count <= Self.addressLimit)
    #expect(message.damage.allSatisfy { (0...mail.count).contains($0.offset) })
    let inOrder = zip(message.damage, message.damage.dropFirst()).allSatisfy { $0.offset <= $1.offset }
    #expect(inOrder)
    let ends = message.segments.map(\.range.upperBound)
    #expect(message.segments.map(\.range.lowerBound) == (ends.isEmpty ? [] : [0] + ends.dropLast()))
    #expect((ends.last ?? 0) == message.text.utf8.count)
    // Links are written out beside their words, and quote marks before theirs.
    #expect(message.text.utf8.count <= 10_000 + 16 * mail.count)
  }

  private static func thrown(_ name: String, _ count: Int) -> Message {
    Message(parsing: Bomb.all.first { $0.name == name }?.mail(count) ?? [])
  }

  @Test(
    "Case 98: what lies above a limit is told",
    arguments: [
      ("nested multiparts", 150, Damage.Kind.nestingTooDeep),
      ("nested multiparts of one boundary", 2_000, .tooManyParts),
      ("empty parts", 1_500, .tooManyParts),
      ("delimiters in a row", 1_500, .tooManyParts),
      ("header fields", 10_500, .tooManyHeaders),
      ("addresses in one field", 10_500, .tooManyAddresses),
      ("distinct parameters", 300, .tooManyParameters),
      ("segments of a parameter", 300, .tooManyParameters),
    ])
  func damage(name: String, count: Int, kind: Damage.Kind) {
    #expect(Self.thrown(name, count).damage.contains { $0.kind == kind })
  }

  @Test("Of 100 To fields the first counts, and each other is told")
  func repeatedFields() {
    let mail = Self.thrown("To fields", 100)
    #expect(mail.to == [Address(name: "", address: "a@b.example")])
    #expect(mail.headers.count == 100)
    #expect(mail.damage.filter { $0.kind == .duplicateHeader }.count == 99)
  }

  @Test("Addresses up to the limit are all there")
  func manyAddresses() {
    #expect(Self.thrown("addresses in one field", 900).to.count == 900)
    #expect(Self.thrown("names and addresses in one field", 500).to.allSatisfy { $0.name == "A, B" })
  }

  @Test("Case 21: groups in groups have no address, and the mail behind them is read")
  func nestedGroups() {
    let mail = Self.thrown("nested groups", 5_000)
    #expect(mail.to.isEmpty)
    #expect(mail.text == "body\n")
  }

  @Test("One line of base64 and a line of nothing but soft breaks are decoded to the last byte")
  func longBodies() throws {
    let mail = Self.thrown("base64 in one line", 20_000)
    #expect(mail.content(of: try #require(mail.parts.first)).count == 60_000)
    let broken = Self.thrown("soft line breaks", 5_000)
    #expect(broken.text.isEmpty)
    #expect(broken.damage.isEmpty)
  }

  @Test("Thousands of encoded words make one subject")
  func encodedWords() {
    #expect(Self.thrown("encoded words", 2_000).subject == String(repeating: "äb", count: 2_000))
  }

  @Test("The words behind a heap of tags, blank lines or comments are still found")
  func wordsBehindRubbish() {
    #expect(Self.thrown("HTML: nested div, closed", 2_000).text.contains("words"))
    #expect(Self.thrown("empty lines", 2_000).text.hasSuffix("words"))
    #expect(Self.thrown("blank lines before the header", 2_000).subject == "a")
    #expect(Self.thrown("comments in an address", 500).to.map(\.address) == ["a@b.example"])
  }
}

@Suite("Made-up mails are read whole")
struct SampleMailTests {
  @Test("Made-up mails are undamaged, and have words, a sender and a date")
  func samples() {
    var mails = SampleMails(seed: 7)
    for _ in 0..<100 {
      let mail = Message(parsing: mails.next())
      #expect(mail.damage.isEmpty)
      #expect(mail.from.count == 1 && mail.date != nil && mail.messageID != nil)
      #expect(mail.text.contains(" "))
    }
  }
}
