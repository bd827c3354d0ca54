import TestKit
import Testing

@testable import Wire

@Suite("What an IMAP server says")
struct IMAPCodecTests {
  /// A mail that tries everything a mail can try: endings, tags, literals, a farewell, NUL.
  static let hostileMail = crlf(
    "Subject: hello {999}", "", "Habcdefghijx1 OK done", "A004 OK done", "* 999 EXISTS", "* BYE", "+ go on",
    "* 5 FETCH (UID 5 BODY[] {3}", ")", ".", "\0 \"{12}", "last {7}")

  static let conversation: [UInt8] =
    Array("* 3 EXISTS\r\n* 1 FETCH (UID 7 FLAGS (\\Seen $Note) RFC822.SIZE 12 BODY[] {\(hostileMail.count)}\r\n".utf8)
    + hostileMail
    + Array(" INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\r\n".utf8)
    + Array("* 2 FETCH (BODY[] {0}\r\n UID 8)\r\n".utf8)
    + Array("* 3 FETCH (BODY[HEADER.FIELDS (DATE FROM)] {4}\r\nabc) X (1 (2 \"a)\" {2}\r\n)) 3)) UID 9 ".utf8)
    + Array("BODY[] \"q\\\"t{4}\")\r\n* LIST (\\HasNoChildren \\Sent) \"/\" {4}\r\nSent\r\n".utf8)
    + Array("* OK [UIDVALIDITY 12] text {5}\r\n* SEARCH 4 2 9 \r\n".utf8)
    + Array("T1 OK [APPENDUID 12 44] done {3}\r\n+ idling\r\n+\r\n".utf8)

  @Test("A-5: however the bytes are cut, the same is understood")
  func everySplit() throws {
    let whole = try responses(Self.conversation, inPiecesOf: Self.conversation.count)
    #expect(whole.count == 10)
    for size in 1..<Self.conversation.count {
      #expect(try responses(Self.conversation, inPiecesOf: size) == whole, "pieces of \(size)")
    }
  }

  @Test("A-5: a mail full of tags, literals and farewells is nothing but a mail")
  func hostileMailIsData() throws {
    let found = try responses(Self.conversation, inPiecesOf: 1)
    #expect(found[0] == .exists(3))
    #expect(
      found[1] == .fetch(IMAPFetch(
        uid: 7, size: 12, flags: ["\\Seen", "$Note"], internalDate: 837_596_665, body: Self.hostileMail)))
    #expect(found[2] == .fetch(IMAPFetch(uid: 8, body: [])))
    #expect(found[3] == .fetch(IMAPFetch(uid: 9, body: octets("q\"t{4}"), header: octets("abc)"))))
    #expect(found[4] == .list(IMAPListEntry(attributes: ["\\HasNoChildren", "\\Sent"], wireName: octets("Sent"))))
    guard case .untagged(let status) = found[5] else {
      Issue.record("no status")
      return
    }
    #expect(status.code == "UIDVALIDITY")
    #expect(status.argument == "12")
    #expect(found[6] == .search([4, 2, 9]))
    guard case .tagged("T1", let end) = found[7] else {
      Issue.record("no end")
      return
    }
    #expect(end.code == "APPENDUID")
    #expect(end.argument == "12 44")
    #expect(found[8...] == [.continuation, .continuation])
  }

  @Test("A-6: ten thousand mails that forge every tag, literal and farewell come out as ten thousand mails")
  func forgeries() throws {
    var parser = IMAPResponseParser()
    var numbers = SplitMix(seed: 8)
    let lines = [
      "A%03d OK done", "A%03d BAD done", "* BYE", "* %d EXISTS", ")", "+", "* %d FETCH (UID 1 BODY[] {5}", "{%d}", "\"",
    ]
    var fetched = 0
    for uid in 1...10_000 {
      let line = lines[Int.random(in: 0..<lines.count, using: &numbers)]
      let mail = crlf("Subject: x", "", line.replacing("%03d", with: "\(uid % 1000)").replacing("%d", with: "\(uid)"))
      let bytes = octets("* \(uid) FETCH (UID \(uid) BODY[] {\(mail.count)}\r\n") + mail + octets(")\r\n")
      let cut = Int.random(in: 0...bytes.count, using: &numbers)
      let found = try parser.parse(Array(bytes[..<cut])) + parser.parse(Array(bytes[cut...]))
      if found == [.fetch(IMAPFetch(uid: UInt32(uid), body: mail))] { fetched += 1 }
    }
    #expect(fetched == 10_000)
    #expect(!parser.isInsideResponse)
  }

  @Test("A-24: what is odd or broken is stepped over, never a crash", arguments: [
    "*", "* ", "", " ", "* 1", "* 1 FETCH", "* 1 FETCH (", "* 1 FETCH (UID", "* 1 FETCH (UID 0)", "* 1 FETCH (UID -3)",
    "* 1 FETCH (UID 99999999999)", "* LIST", "* LIST (", "* LIST (\\X) \"/\"", "* SEARCH", "* CAPABILITY ", "* OK",
    "* OK [", "* OK []", "* OK [ALERT", "* 99999999999999999999 EXISTS", "A", "A B", "* -1 EXISTS", "* 1 FETCH (BODY[",
    "* 1 FETCH (FLAGS (((", "* LIST (\\X) NIL \"a", "* LIST (\\X) NIL \"a{3}", "* 1 FETCH (UID 5 BODY[] NIL)", "{", "* X {", "* X }", "* X {}",
    "* X {-1}", "* X {99999999999999999999}",
  ])
  func leniency(line: String) throws {
    let found = try responses(octets(line + "\r\n* 4 EXISTS\r\n"), inPiecesOf: 3)
    #expect(found.last == .exists(4))
    #expect(found.count == 2)
  }

  @Test("Random bytes are read without a crash, the same in any pieces")
  func noise() throws {
    var numbers = SplitMix(seed: 11)
    let letters = octets("* 1 FETCH(UID)BODY[]{12+}\"\\\r\n\r\n~OK NIL")
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 1...120, using: &numbers)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &numbers)]
      }
      #expect(try responses(bytes, inPiecesOf: 1) == responses(bytes, inPiecesOf: bytes.count))
    }
  }

  @Test("A literal that announces more than a mail may have ends the conversation, before any of it is kept")
  func literalCap() throws {
    var parser = IMAPResponseParser()
    #expect(throws: Violation.literalTooLarge(limit: IMAPResponseParser.maxLiteralLength)) {
      try parser.parse(octets("* 1 FETCH (BODY[] {\(IMAPResponseParser.maxLiteralLength + 1)}\r\n"))
    }
  }

  @Test("A line without end is given up at its limit")
  func lineCap() throws {
    var parser = IMAPResponseParser()
    let piece = [UInt8](repeating: 0x61, count: 1024 * 1024)
    #expect(throws: Violation.lineTooLong(limit: IMAPResponseParser.maxLineLength)) {
      for _ in 0...16 { _ = try parser.parse(piece) }
    }
  }

  @Test("Dates of arrival are read to the second")
  func internalDates() {
    #expect(InternalDate.seconds(octets(" 1-Jan-1970 00:00:00 +0000")) == 0)
    #expect(InternalDate.seconds(octets("29-Feb-2024 23:59:59 +0530")) == 1_709_231_399)
    #expect(InternalDate.seconds(octets("31-Dec-1969 23:59:59 +0000")) == -1)
    for broken in ["", "1-Jan-1970 00:00:00 +0000", "99-Jan-1970 00:00:00 +0000", "01-Foo-1970 00:00:00 +0000"] {
      #expect(InternalDate.seconds(octets(broken)) == nil)
    }
  }
}

@Suite("What we say to an IMAP server")
struct IMAPCommandTests {
  static let hostileNames = [
    "\"\r\nA9 DELETE INBOX", "INBOX\r\nA9 LOGOUT", "a\"b\\c", "{5}", "{5+}\r\nhello", "\0", "Gr\u{F6}\u{DF}e & \"Co\"",
    "\u{1F4EC}", "", String(repeating: "x", count: 5000), "a\u{2028}b", "&", "&-", "%", "*",
  ]

  /// The command's text outside of literals.
  static func text(_ command: IMAPCommand) -> [UInt8] {
    command.pieces().flatMap { piece in
      if case .text(let text) = piece { text } else { [UInt8]() }
    }
  }

  @Test("D-2: no mailbox name ends a line, a quote or a command", arguments: hostileNames)
  func mailboxNames(name: String) {
    for command in [IMAPCommand.select(name), .examine(name), .create(name)] {
      let text = Self.text(command)
      #expect(text.allSatisfy(isPrintableASCII))
      #expect(text.count <= IMAPCommand.maxLineLength)
      var tokens = IMAPTokens([.text(text)], from: 0)
      _ = tokens.next()
      if command.pieces().count == 1 {
        #expect(tokens.next() == .string(ModifiedUTF7.encode(name)))
        #expect(tokens.next() == nil)
      }
    }
  }

  @Test("D-2: a Message-ID that carries a command is not searched for; quotes in one are escaped")
  func searchIDs() {
    #expect(IMAPCommand.search(messageID: "\"\r\nA9 DELETE INBOX") == nil)
    #expect(IMAPCommand.search(messageID: "<caf\u{E9}@shop.example>") == nil)
    #expect(IMAPCommand.search(messageID: "") == nil)
    #expect(
      IMAPCommand.search(messageID: "<a\"b\\c@shop.example>").map(Self.text)
        == octets(#"UID SEARCH HEADER Message-ID "<a\"b\\c@shop.example>""#))
  }

  @Test("D-2: only words are flags", arguments: ["", "\\", "a b", "a)", "\\Seen)\r\nA9 LOGOUT", "\u{E9}", "{3}", "\"", "*"])
  func flags(flag: String) {
    #expect(IMAPCommand.addFlags([flag], to: "1") == nil)
    #expect(IMAPCommand.append([], to: "Sent", flags: [flag]) == nil)
  }

  @Test("A-20: mailbox names go over in modified UTF-7 and come back", arguments: [
    ("INBOX", "INBOX"), ("Entw\u{FC}rfe", "Entw&APw-rfe"), ("R&D", "R&-D"),
    ("~peter/mail/\u{53F0}\u{5317}/\u{65E5}\u{672C}\u{8A9E}", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
    ("\u{1F4EC}!", "&2D3c7A-!"),
  ])
  func modifiedUTF7(name: String, wire: String) {
    #expect(String(decoding: ModifiedUTF7.encode(name), as: UTF8.self) == wire)
    #expect(ModifiedUTF7.decode(octets(wire)) == name)
  }

  @Test("A-20: a name that is no proper modified UTF-7 has no other name by accident", arguments: [
    "&", "a&b", "&AGE-", "&APw", "&A-", "&AP!-", "\u{E9}", "&2D0-", "&APw-&APw-", "\t",
  ])
  func improperNames(wire: String) {
    #expect(ModifiedUTF7.decode(octets(wire)) == nil)
  }

  @Test("A-21: long lists of UIDs become short ascending sets, none lost, none twice")
  func uidSets() {
    var numbers = SplitMix(seed: 5)
    let uids = (0..<3000).map { _ in UInt32.random(in: 1...9000, using: &numbers) } + [UInt32.max, 1, 0]
    let chunks = UIDSet.chunks(uids, maxLength: 900)
    #expect(chunks.allSatisfy { $0.text.utf8.count <= 900 })
    #expect(chunks.flatMap(\.uids) == Set(uids).subtracting([0]).sorted())
    #expect(UIDSet.chunks([9, 7, 8, 3, 3], maxLength: 900).map(\.text) == ["3,7:9"])
    #expect(UIDSet.chunks([], maxLength: 900).isEmpty)
  }

  @Test("A-6: tags are not used twice, and differ from one connection to the next")
  func tags() {
    var numbers = SplitMix(seed: 1)
    var first = IMAPTags(using: &numbers)
    var second = IMAPTags(using: &numbers)
    let all = (0..<1000).flatMap { _ in [first.next(), second.next()] }
    #expect(Set(all).count == 2000)
  }
}
