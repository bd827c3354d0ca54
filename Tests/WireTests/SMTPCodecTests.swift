import TestKit
import Testing

@testable import Wire

@Suite("What a submission server says, and what may be said to it")
struct SMTPCodecTests {
  static func replies(_ bytes: [UInt8], inPiecesOf size: Int) throws -> [SMTPReply] {
    var parser = SMTPReplyParser()
    var found: [SMTPReply] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      found += try parser.parse(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return found
  }

  @Test("Replies of one line and of many are the same in any pieces")
  func everySplit() throws {
    let bytes = crlf(
      "250-desk.example", "250-SIZE 1000", "250 8BITMIME", "354", "550-5.1.1 no", "550 5.1.1 such user", "250 ")
    let whole = try Self.replies(bytes, inPiecesOf: bytes.count)
    #expect(whole.map(\.code) == [250, 354, 550, 250])
    #expect(whole[0].lines.map(\.description) == ["desk.example", "SIZE 1000", "8BITMIME"])
    #expect(whole[2].enhancedCode == "5.1.1")
    #expect(whole[2].description == "550 5.1.1 no 5.1.1 such user")
    for size in 1..<bytes.count { #expect(try Self.replies(bytes, inPiecesOf: size) == whole) }
  }

  @Test("A-27: the first digit decides, whatever the rest", arguments: [
    (250, WireError.Verdict.accepted), (251, .accepted), (354, .accepted), (421, .later), (499, .later), (500, .never),
    (559, .never),
  ])
  func verdicts(code: Int, verdict: WireError.Verdict) {
    #expect(SMTPReply(code: code, lines: []).verdict == verdict)
  }

  @Test("A-27: 552 to a recipient passes, 552 to a mail does not")
  func tooManyRecipients() {
    let reply = SMTPReply(code: 552, lines: [])
    #expect(reply.verdict == .never)
    #expect(RecipientReply(address: "bob@shop.example", reply: reply).verdict == .later)
  }

  @Test("What is no reply is not taken for one", arguments: [
    "", "2", "25", "25x ok", "150 ok", "650 ok", "250_ok", "-250 ok", "250-a\r\n251 b", "HTTP/1.1 200 OK",
  ])
  func malformed(text: String) {
    #expect(throws: Violation.malformedReply) { try Self.replies(octets(text + "\r\n"), inPiecesOf: 2) }
  }

  @Test("A reply without end is given up")
  func endless() {
    #expect(throws: Violation.lineTooLong(limit: SMTPReplyParser.maxLineLength)) {
      try Self.replies([UInt8](repeating: 0x32, count: 5000), inPiecesOf: 100)
    }
    #expect(throws: Violation.replyTooLong(limit: SMTPReplyParser.maxLines)) {
      try Self.replies((0..<300).flatMap { _ in octets("250-x\r\n") }, inPiecesOf: 100)
    }
  }

  @Test("A server's words come out as printable ASCII, and short")
  func safeText() {
    let text = ServerText(octets("a\u{1B}]52;c;x\u{07}\u{E9}" + String(repeating: "y", count: 300))).description
    #expect(text.hasPrefix("a?]52;c;x???yy"))
    #expect(text.utf8.count == ServerText.maxLength)
  }

  @Test("A-35: every line that begins with a dot gets another, the first line too")
  func stuffing() throws {
    #expect(try DotStuffing.stuff(crlf(".", "..a", "b.", "", ".c")) == crlf("..", "...a", "b.", "", "..c"))
  }

  @Test("A-35: bytes that one server could read as the end of the mail and another not are refused", arguments: [
    ("a\nb\r\n", SubmissionFault.bareLineEnd(offset: 1)), ("a\n.\n", .bareLineEnd(offset: 1)),
    ("a\r.\r\n", .bareLineEnd(offset: 1)), ("a\r\r\n", .bareLineEnd(offset: 1)), ("a\r\n\r", .bareLineEnd(offset: 3)),
    ("a", .noFinalLineEnd), ("", .noFinalLineEnd), ("a\r\nb", .noFinalLineEnd),
  ])
  func smuggling(text: String, fault: SubmissionFault) {
    #expect(throws: fault) { try DotStuffing.stuff(octets(text)) }
  }

  @Test("A-35: a line may have 998 octets and not one more")
  func lineLength() throws {
    let longest = [UInt8](repeating: 0x2E, count: 998) + [0x0D, 0x0A]
    #expect(try DotStuffing.stuff(longest).count == 1001)
    #expect(throws: SubmissionFault.lineTooLong(offset: 998, limit: 998)) { try DotStuffing.stuff([0x2E] + longest) }
  }

  @Test("A-35: of any bytes, either nothing goes out, or whole lines that un-stuff to the same and hold no lone dot")
  func stuffingRoundTrip() throws {
    var numbers = SplitMix(seed: 42)
    let letters = octets("..\r\na")
    let cases = propertyCases(20_000)
    var sent = 0
    for number in 0..<cases {
      // Every twentieth is about as long as a line may be.
      var text = number % 20 == 0 ? [UInt8](repeating: 0x61, count: Int.random(in: 980...1000, using: &numbers)) : []
      for _ in 0..<Int.random(in: 0...30, using: &numbers) {
        let octet = letters[Int.random(in: 0..<letters.count, using: &numbers)]
        text += octet == 0x0D && Bool.random(using: &numbers) ? [0x0D, 0x0A] : [octet]
      }
      if Bool.random(using: &numbers) { text += [0x0D, 0x0A] }
      guard let stuffed = try? DotStuffing.stuff(text) else { continue }
      sent += 1
      var lines = stuffed.split(separator: 0x0A, omittingEmptySubsequences: false)
      let isEnded = lines.removeLast().isEmpty
      let areLines = lines.allSatisfy { line in
        line.last == 0x0D && !line.dropLast().contains(0x0D) && line != [0x2E, 0x0D]
          && line.count - 1 <= 998 + (line.first == 0x2E ? 1 : 0)
      }
      let back = lines.flatMap { ($0.first == 0x2E ? $0.dropFirst() : $0) + [0x0A] }
      if !isEnded || !areLines || back != text { Issue.record("\(text) became \(stuffed)") }
    }
    #expect(sent > cases / 40)
  }

  @Test("D-2: whatever is taken for an address holds no command, no end of a line and no second recipient")
  func hostileAddresses() throws {
    var numbers = SplitMix(seed: 6)
    let pieces = [
      "bob", "@", "shop.example", ".", "\"", "\\", "<", ">", " ", ",", ":", ";", "\r", "\n", "\r\n", "\0", "\t",
      "RCPT TO:", "DATA", " SIZE=1", "[", "]", "127.0.0.1", "\u{85}", "\u{2028}", "\u{200B}", "\u{F6}", "-", "(", ")",
    ]
    let cases = propertyCases(20_000)
    var taken = 0
    for _ in 0..<cases {
      var text = Bool.random(using: &numbers) ? "bob@shop.example" : ""
      for _ in 0..<Int.random(in: 0...6, using: &numbers) {
        let place = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &numbers))
        text.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &numbers)], at: place)
      }
      guard let address = EnvelopeAddress(text) else { continue }
      taken += 1
      // As a server reads the path: up to the first `>` that does not stand in quotes.
      let path = Array("<\(address.text)>".unicodeScalars)
      var (isQuoted, isEscaped, ends) = (false, false, [Int]())
      for (place, scalar) in path.enumerated() {
        defer { isEscaped = isQuoted && !isEscaped && scalar == "\\" }
        if scalar == "\"", !isEscaped { isQuoted.toggle() }
        if scalar == ">", !isQuoted { ends.append(place) }
      }
      let isClean = path.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && !(0x80...0xA0).contains($0.value) }
      if address.text != text || ends != [path.count - 1] || isQuoted || !isClean {
        Issue.record("\(text.debugDescription) is taken for \(address.text.debugDescription)")
      }
    }
    #expect(taken > cases / 100 && taken < cases)
  }

  @Test("Addresses by the grammar pass", arguments: [
    "bob@shop.example", "b.o+tag_1@shop.example", "\"bob smith\"@shop.example", "\"a\\\"b\"@shop.example",
    "bob@[127.0.0.1]", "bob@[IPv6:2001:db8::1]", "bob@localhost", "o'hara@shop.example",
    // Given out by Japanese providers against the grammar.
    "a..b@docomo.ne.jp", ".bob@ezweb.ne.jp", "bob.@docomo.ne.jp", "bob@my_host.example",
    "b\u{F6}b@shop.example", "\u{7528}\u{6237}@xn--fsqu00a.example",
  ])
  func goodAddresses(address: String) {
    #expect(EnvelopeAddress(address)?.text == address)
  }

  @Test("D-2: what could become a command, or is no address, does not", arguments: [
    "", "bob", "@shop.example", "bob@", "bob@shop.example>\r\nRCPT TO:<evil@bad.example", "bob@shop.example\r\nDATA",
    "bob\n@shop.example", "bob>@shop.example", "<bob@shop.example>", "bob smith@shop.example",
    "bob@shop..example", "bob@-shop.example", "bob@shop.example SIZE=1",
    "\"bob@shop.example", "\"bob\\\"@shop.example", "\"a\"b\"@shop.example",
    "b\u{85}b@shop.example", "b\u{2028}b@shop.example", "b\u{A0}b@shop.example", "b\u{200B}b@shop.example",
    "b\u{202E}b@shop.example", "b\u{FEFF}@shop.example", "\"b\u{7F}b\"@shop.example", "\"b\r\nDATA\"@shop.example",
    "bob@sh\u{F6}p.example", "bob@[1.2.3.4", "bob@[1>2]", "bob\0@shop.example",
    String(repeating: "b", count: 65) + "@shop.example", "bob@" + String(repeating: "s", count: 64) + ".example",
  ])
  func badAddresses(address: String) {
    #expect(EnvelopeAddress(address) == nil)
  }
}
