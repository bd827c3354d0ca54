import MIME
import Testing

/// The messages of an mbox file as text.
private func messages(_ text: String, _ dialect: Mbox.Dialect? = nil) -> [String] {
  let found = Mbox.messages(in: Array(text.utf8), dialect: dialect)
  return found.map { String(decoding: found.message(at: $0), as: UTF8.self) }
}

private let from = "From ann@x.example Sun May  3 09:30:00 2026\n"

@Suite("A file of messages falls into its messages")
struct MboxTests {
  @Test("Each message comes without its From line and without the empty line behind it")
  func cutting() {
    #expect(messages("\(from)A: 1\n\none\n\n\(from)A: 2\n\ntwo\n\n") == ["A: 1\n\none\n", "A: 2\n\ntwo\n"])
    #expect(messages("\(from)A: 1\r\n\r\none\n") == ["A: 1\r\n\r\none\n"])
    let windows = "\(from)A: 1\n\none\n\n\(from)A: 2\n\ntwo\n".replacing("\n", with: "\r\n")
    #expect(messages(windows) == ["A: 1\r\n\r\none\r\n", "A: 2\r\n\r\ntwo\r\n"])
    let macintosh = "\(from)A: 1\n\none\n\n\(from)A: 2\n\ntwo\n".replacing("\n", with: "\r")
    #expect(messages(macintosh) == ["A: 1\r\rone\r", "A: 2\r\rtwo\r"])
  }

  @Test("A sentence that starts with From is no new message")
  func sentence() {
    let texts = [
      "From Monday on\n", "From Monday on: x\nA: 2\n", "From here to there\nand: back\n", "From: x\n", "Fromage\n",
    ]
    for text in texts {
      #expect(messages("\(from)A: 1\n\none\n\n\(text)") == ["A: 1\n\none\n\n\(text)"])
    }
    #expect(messages("A: 1\n\nx\n") == ["A: 1\n\nx\n"])
    #expect(messages("").isEmpty)
    #expect(messages("\n\n").isEmpty)
  }

  @Test(
    "Every way of writing a From line parts two messages",
    arguments: [
      "From ann@x.example Sun May  3 09:30:00 2026", "From ann@x.example Sun May  3 09:30 2026",
      "From ann@x.example Sun May  3 09:30:00 CEST 2026", "From ann@x.example Sun May  3 09:30:00 2026 +0200",
      "From ann@x.example Sun May  3 09:30:00 2026 remote from relay",
      "From ann@x.example Sun, 3 May 2026 09:30:00 +0200",
      "From - Sun May  3 09:30:00 2026", "From ???@??? Sun May  3 09:30:00 2026",
      "From \"a b\"@x Sun May  3 09:30:00 2026",
      "From ann at x.example  Sun May  3 09:30:00 2026", "From MAILER-DAEMON", "From ann@x.example", "From ",
      "From ann@x.example 2026-05-03 09:30", "From  Sun May  3 09:30:00 2026",
    ])
  func forms(line: String) {
    #expect(messages("\(line)\nA: 1\n\none\n\n\(line)\nA: 2\n\ntwo\n") == ["A: 1\n\none\n", "A: 2\n\ntwo\n"])
  }

  @Test("Without the empty line before it, a From line counts where a header follows")
  func noEmptyLine() {
    #expect(messages("\(from)A: 1\n\none\n\(from)A: 2\n\ntwo\n") == ["A: 1\n\none\n", "A: 2\n\ntwo\n"])
    let shown = "\(from)A: 1\n\nthe file says\n\(from)and then no more\n"
    #expect(messages(shown) == ["A: 1\n\nthe file says\n\(from)and then no more\n"])
    #expect(messages("\(from)A: 1\n\(from)A: 2\n\n") == ["A: 1\n", "A: 2\n"])
  }

  @Test("What stands before the first From line is a message too, unless it is empty")
  func firstLine() {
    #expect(messages("A: 0\n\nzero\n\n\(from)A: 1\n\none\n") == ["A: 0\n\nzero\n", "A: 1\n\none\n"])
    #expect(messages("\n\n\(from)A: 1\n\none\n") == ["A: 1\n\none\n"])
    #expect(messages("\u{FEFF}\(from)A: 1\n\none\n") == ["A: 1\n\none\n"])
    #expect(messages("From Monday on I am away.\n") == ["From Monday on I am away.\n"])
    #expect(messages(from) == [""])
    // The second one may be what its sender wrote.
    #expect(messages("\(from)\(from)") == [from])
  }

  @Test("Only the quoting that can be undone is undone")
  func unquoting() {
    let quoted = "a\n>From b\n>>From c\n> From d\n>Fromage\n>From "
    let undone = "a\nFrom b\n>From c\n> From d\n>Fromage\nFrom "
    #expect(String(decoding: Mbox.unquoted(Array(quoted.utf8)), as: UTF8.self) == undone)
    for dialect in [Mbox.Dialect.mboxo, .mboxcl, .mboxcl2] {
      #expect(Mbox.unquoted(Array(quoted.utf8), dialect: dialect) == Array(quoted.utf8))
    }
    #expect(Mbox.unquoted([]) == [])
  }

  @Test("Messages are found one by one, and twice the same")
  func lazily() {
    let text = String(repeating: "\(from)A: 1\n\none\n\n", count: 10_000)
    let found = Mbox.messages(in: Array(text.utf8), dialect: .mboxrd)
    #expect(found.prefix(1).map(\.range) == [from.utf8.count..<(from.utf8.count + 10)])
    #expect(found.reduce(0) { sum, _ in sum + 1 } == 10_000)
    #expect(found.first { $0.range.lowerBound > 1_000 } == found.first { $0.range.lowerBound > 1_000 })
  }

  @Test("A From line tells who handed the mail in, and when")
  func envelope() throws {
    let line = try #require(Mbox.Envelope(Array("From \"a b\"@x Sun May  3 09:30:00 2026 remote from relay\r\n".utf8)))
    #expect(line.sender == "\"a b\"@x")
    #expect(line.date == MailDate(seconds: 1_777_800_600, offsetMinutes: 0))
    #expect(line.remote == "relay")
    let zoned = try #require(Mbox.Envelope(Array("From ann@x Sun May  3 09:30:00 2026 +0200".utf8)))
    #expect(zoned.date == MailDate(seconds: 1_777_793_400, offsetMinutes: 120))
    #expect(zoned.remote == nil)
    let bare = try #require(Mbox.Envelope(Array("From MAILER-DAEMON".utf8)))
    #expect(bare.sender == "MAILER-DAEMON")
    #expect(bare.date == nil)
    let plain = try #require(Mbox.Envelope(Array("From ann@x 2026-05-03 09:30".utf8)))
    #expect(plain.sender == "ann@x")
    #expect(plain.date == MailDate(seconds: 1_777_800_600, offsetMinutes: 0))
    #expect(try #require(Mbox.Envelope(Array("From ".utf8))).sender == "")
    #expect(try #require(Mbox.Envelope(Array("From a\u{1B}[2Jb".utf8))).sender == "a [2Jb")
    #expect(Mbox.Envelope(Array("Subject: x".utf8)) == nil)
  }
}

@Suite("Each dialect of mailbox files keeps its own word about where a message ends")
struct MboxDialectTests {
  /// A message whose body is counted.
  private func counted(_ body: String, adding: Int = 0, lineEnd: String = "\n") -> String {
    "\(from)A: 1\nContent-Length: \(body.utf8.count + adding)\n\n\(body)\(lineEnd)"
  }

  @Test("A count that ends right before the next From line is believed, whatever the body holds")
  func counting() {
    let body = "see\n\n\(from)Subject: not a message\n\nend\n"
    let file = counted(body) + counted("two\n")
    #expect(
      messages(file, .mboxcl2) == [
        "A: 1\nContent-Length: \(body.utf8.count)\n\n\(body)", "A: 1\nContent-Length: 4\n\ntwo\n",
      ])
    #expect(messages(file) == messages(file, .mboxcl2))
    #expect(Mbox.Dialect.guessed(from: Array(file.utf8)) == .mboxcl2)
    #expect(messages(file, .mboxrd).count == 3)
    let windows = file.replacing("\n", with: "\r\n")
    #expect(messages(windows, .mboxcl2).count == 3, "a count of other line ends lands nowhere")
  }

  @Test("A count may leave out the last line end, and may include the empty line", arguments: [-1, 0, 1])
  func countingAbout(adding: Int) {
    let file = counted("one\n\n\(from)B: 1\n\nx\n", adding: adding) + counted("two\n", adding: adding)
    #expect(messages(file, .mboxcl).count == 2)
    #expect(messages(file).count == 2)
  }

  @Test(
    "A count that ends anywhere else is not believed, and no message is lost by it",
    arguments: ["0", "1", "3", "7", "100000", "999999999999999999", "99999999999999999999999", "-1", "x", ""])
  func wrongCount(count: String) {
    let file =
      "\(from)A: 1\nContent-Length: \(count)\n\none\n\n\(from)A: 2\n\ntwo\n\n\(from)A: 3\nContent-Length: 4\n\nxyz\n"
    #expect(messages(file, .mboxcl).count == 3)
    #expect(messages(file, .mboxcl2).count == 3)
  }

  @Test("A sender who counts the mails of others into his own hides none of them")
  func hiding() {
    let others = "\(from)A: 2\n\ntwo\n\n\(from)A: 3\n\nthree\n\n"
    let body = "one\n\n\(others)"
    let file = "\(from)Content-Length: \(body.utf8.count)\nA: 1\n\n\(body)\(from)A: 4\n\nfour\n"
    #expect(messages(file).count == 4)
    let alone = "\(from)Content-Length: \(body.utf8.count)\nA: 1\n\n\(body)"
    #expect(messages(alone).count == 3)
  }

  @Test("The dialect is guessed by what only it writes")
  func guessing() {
    func guess(_ text: String) -> Mbox.Dialect { Mbox.Dialect.guessed(from: Array(text.utf8)) }
    #expect(guess("\(from)A: 1\n\n>>From x\n>From y\n> z\n") == .mboxrd)
    #expect(guess("\(from)A: 1\n\n>From x\n") == .mboxrd)
    #expect(guess("\(from)A: 1\n\n>so\n>From x\n") == .mboxo)
    #expect(guess("\(from)A: 1\n\n>From x\n> so\n") == .mboxo)
    #expect(guess("\(from)A: 1\n\n>From x\n>From y\n") == .mboxrd)
    #expect(guess(counted("one\n") + counted(">From x\n")) == .mboxcl)
    #expect(guess(counted("one\n") + counted("two\n")) == .mboxcl2)
    #expect(guess(counted("one\n")) == .mboxrd)
    #expect(guess("") == .mboxrd)
    #expect(guess("A: 1\n\nx") == .mboxrd)
  }

  @Test("Where nothing is quoted, a From line counts only behind an empty line")
  func unquotedDialect() {
    let file = "\(from)A: 1\n\none\n\(from)A: 2\n\ntwo\n"
    #expect(messages(file, .mboxcl2).count == 1)
    #expect(messages(file, .mboxo).count == 2)
  }
}

@Suite("A mailbox file is split while it comes in")
struct MboxSplitterTests {
  private static let files: [String] = [
    "\(from)A: 1\n\none\n\n\(from)A: 2\n\ntwo\n", "\u{FEFF}\(from)A: 1\r\n\r\none\r\n\r\n\(from)A: 2\r\n\r\ntwo\r\n",
    "A: 0\n\n\(from)\(from)A: 1\n\nFrom x\nB: 2\n\nFrom y\nno\n\nFrom \nC: 3\n",
    "\(from)A: 1\nContent-Length: 60\n\none\n\n\(from)A: 2\n\ntwo\n\n\n\(from)A: 3\ncontent-length : 4\n\nxyz\n\n",
    "\n\n\n", "From ", "\(from)\n\n\n\(from)\n",
    String(repeating: "\(from)A: 1\nContent-Length: 1\n\nx\n\n", count: 30),
    "\(from)Content-Length: 2000\r\n\r\n\(String(repeating: "x", count: 2_000))\r\n\r\n\(from)B: 1\r\n\r\n",
    "\(from)A: \(String(repeating: "x", count: 3_000))\n\n\(String(repeating: "From ", count: 900))\n\n\(from)B: 1\n",
  ]

  @Test("In whatever pieces a file comes, the same messages are found", arguments: files.indices, Mbox.Dialect.allCases)
  func chunks(file: Int, dialect: Mbox.Dialect) {
    let bytes = Array(Self.files[file].utf8)
    let whole = Array(Mbox.messages(in: bytes, dialect: dialect))
    for size in [1, 2, 3, 7, 64, 1_000] {
      var splitter = MboxSplitter(dialect: dialect)
      var found: [Mbox.Entry] = []
      var start = 0
      while start < bytes.count {
        let end = min(start + size, bytes.count)
        let before = splitter.firstNeeded
        let new = splitter.append(Array(bytes[start..<end]))
        // Nothing is asked for that was said not to be needed any more.
        #expect(new.allSatisfy { ($0.envelope ?? $0.range).lowerBound >= before })
        #expect(splitter.firstNeeded >= before)
        found += new
        start = end
      }
      found += splitter.finish()
      #expect(found == whole)
    }
  }

  @Test("In whatever pieces a file comes, the same messages come out", arguments: files.indices)
  func reader(file: Int) {
    let bytes = Array(Self.files[file].utf8)
    for dialect in Mbox.Dialect.allCases.map(Optional.some) + [nil] {
      let whole = Mbox.messages(in: bytes, dialect: dialect)
      for size in [1, 5, 64, 5_000] {
        var reader = MboxReader(dialect: dialect)
        var found: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
          found += reader.append(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        found += reader.finish()
        #expect(found == whole.map(whole.message))
        #expect(reader.dialect == whole.dialect)
      }
    }
  }

  @Test("Each message is given as soon as the next one starts, so that only one has to be kept")
  func early() {
    var splitter = MboxSplitter(dialect: .mboxrd)
    let piece = "\(from)A: 1\n\none\n\n"
    #expect(splitter.append(Array(piece.utf8)).isEmpty)
    #expect(splitter.firstNeeded == 0)
    for number in 1...1_000 {
      let found = splitter.append(Array(piece.utf8))
      #expect(found.map(\.range.upperBound) == [piece.utf8.count * number - 1])
      #expect(splitter.firstNeeded == piece.utf8.count * number)
    }
    #expect(splitter.finish().count == 1)
    #expect(splitter.finish().isEmpty)
  }

  @Test("Ten thousand mangled files: messages lie in order, apart from each other, and inside the file")
  func mangled() {
    var generator = SeededGenerator(seed: 5)
    let pieces = [
      from, "From ann@x\n", "From \n", "From 9:30\n", "\n", "\r\n", "A: 1\n", "Content-Length: 12\n",
      "Content-Length: 70\n",
      "text\n", ">From x\n", ">>From x\n", "From Monday\n", "\r", "From ", "\u{FEFF}", "\0",
      String(repeating: "z", count: 1_100),
    ]
    for _ in 0..<10_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...14, using: &generator) { text += pieces.randomElement(using: &generator) ?? "" }
      let bytes = Array(text.utf8)
      let dialect = Mbox.Dialect.allCases.randomElement(using: &generator)
      let whole = Mbox.messages(in: bytes, dialect: dialect)
      var last = 0
      var isInOrder = true
      for entry in whole {
        let start = entry.envelope?.lowerBound ?? entry.range.lowerBound
        isInOrder = isInOrder && start >= last && entry.range.upperBound <= bytes.count
        last = entry.range.upperBound
      }
      var splitter = MboxSplitter(dialect: whole.dialect)
      let cut = Int.random(in: 0...bytes.count, using: &generator)
      let found = splitter.append(Array(bytes[..<cut])) + splitter.append(Array(bytes[cut...])) + splitter.finish()
      // Without any LF the whole file may have CR line ends, which only the whole tells.
      let isSame = !bytes.contains(0x0A) || found == Array(whole)
      if !isInOrder || !isSame { Issue.record("\(text.debugDescription) as \(whole.dialect)") }
    }
  }
}
