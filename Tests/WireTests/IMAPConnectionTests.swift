import Steps
import TestKit
import Testing

@testable import Wire

@Suite("Reading a mailbox", .timeLimit(.minutes(20)))
struct IMAPConnectionTests {
  typealias Step = ScriptedServer.Step

  static func selecting(_ name: String = "INBOX", exists: Int = 3) -> [Step] {
    [
      .expect("SELECT \"\(name)\""), .line("* \(exists) EXISTS"), .line("* FLAGS (\\Answered \\Seen)"),
      .line("* OK [UIDVALIDITY 77] fine"), .line("* OK [UIDNEXT 10] guess"),
      .line("* OK [PERMANENTFLAGS (\\Answered \\Seen \\*)] kept"), .answer("OK [READ-WRITE] open"),
    ]
  }

  /// A connection to a server with this script after the login, with INBOX open.
  static func opened(
    capabilities: String = "", exists: Int = 3, _ script: [Step], timeouts: Timeouts = brief,
    steps: StepCounter = StepCounter()
  ) async throws -> (IMAPConnection, ScriptedServer) {
    let server = try ScriptedServer(
      ScriptedServer.imapLogin(capabilities: capabilities) + selecting(exists: exists) + script)
    let connection = try await connect(to: server, timeouts: timeouts, steps: steps)
    _ = try await connection.select("INBOX")
    return (connection, server)
  }

  @Test("Opening a mailbox tells what names its messages, and which flags last")
  func select() async throws {
    let server = try ScriptedServer(ScriptedServer.imapLogin(capabilities: "IDLE UIDPLUS") + Self.selecting())
    let connection = try await connect(to: server)
    #expect(await connection.capabilities == ["IMAP4REV1", "IDLE", "UIDPLUS"])
    let mailbox = try await connection.select("INBOX")
    #expect(mailbox.uidValidity == 77)
    #expect(mailbox.uidNext == 10)
    #expect(mailbox.exists == 3)
    #expect(mailbox.keeps("\\answered"))
    #expect(mailbox.keeps("$HeardIngested"))
    #expect(!mailbox.keeps("\\Deleted"))
    #expect(!mailbox.isReadOnly)
    #expect(server.problems.isEmpty)
  }

  @Test(
    "A-24: a mailbox without UIDVALIDITY, or with 0, has none",
    arguments: ["* OK hello", "* OK [UIDVALIDITY 0] x"])
  func noUIDValidity(line: String) async throws {
    let server = try ScriptedServer(
      ScriptedServer.imapLogin() + [.expect("SELECT"), .line("* 1 EXISTS"), .line(line), .answer("OK open")])
    let connection = try await connect(to: server)
    #expect(try await connection.select("INBOX").uidValidity == nil)
    server.stop()
  }

  @Test("A-8: data that comes before a mailbox is open counts for nothing")
  func dataTooEarly() async throws {
    var script = ScriptedServer.imapLogin()
    script[7] = .line("* 9 FETCH (UID 9 RFC822.SIZE 1)\r\n* CAPABILITY IMAP4rev1")
    let server = try ScriptedServer(
      script + Self.selecting() + [.expect("UID FETCH 5:*"), .answer("OK none")])
    let connection = try await connect(to: server)
    _ = try await connection.select("INBOX")
    #expect(try await connection.listing(after: 4).isEmpty)
    #expect(server.problems.isEmpty)
  }

  @Test("A-3: only what is newer is listed, though the server always adds its last; strangers' lines are stepped over")
  func listing() async throws {
    let (connection, server) = try await Self.opened([
      .expect("UID FETCH 8:* (UID RFC822.SIZE FLAGS INTERNALDATE)"),
      .line("* 3 FETCH (UID 12 RFC822.SIZE 300 FLAGS (\\Seen) INTERNALDATE \" 1-Jan-2024 00:00:10 +0000\")"),
      .line("* 2 EXPUNGE"), .line("* 1 FETCH (FLAGS (\\Deleted))"), .line("* VANISHED 4"), .line("* OK [ALERT] hello"),
      .line("* 2 FETCH (UID 9 RFC822.SIZE 20 FLAGS ())"), .line("* 2 FETCH (UID 9 FLAGS (\\Answered))"),
      .line("* 1 FETCH (UID 7 RFC822.SIZE 10 FLAGS ())"), .answer("OK done"),
      .expect("UID FETCH 13:*"), .line("* 3 FETCH (UID 12 RFC822.SIZE 300 FLAGS ())"), .answer("OK done"),
    ])
    #expect(
      try await connection.listing(after: 7) == [
        MessageListing(uid: 9, size: 20, flags: ["\\Answered"], internalDate: nil),
        MessageListing(uid: 12, size: 300, flags: ["\\Seen"], internalDate: 1_704_067_210),
      ])
    #expect(try await connection.listing(after: 12).isEmpty)
    #expect(try await connection.listing(after: .max).isEmpty)
    #expect(server.problems.isEmpty)
  }

  @Test("Mail that is announced while the list is made is on the list")
  func listingWithNews() async throws {
    let (connection, server) = try await Self.opened([
      .expect("UID FETCH 8:*"), .line("* 1 FETCH (UID 8 RFC822.SIZE 10 FLAGS ())"), .line("* 2 EXISTS"),
      .answer("OK done"),
      .expect("UID FETCH 9:*"), .line("* 2 FETCH (UID 9 RFC822.SIZE 10 FLAGS ())"), .answer("OK done"),
    ])
    #expect(try await connection.listing(after: 7).map(\.uid) == [8, 9])
    #expect(server.problems.isEmpty)
  }

  @Test("An empty mailbox is empty, even where the server refuses to list it")
  func emptyMailbox() async throws {
    let (connection, server) = try await Self.opened(
      exists: 0, [.expect("UID FETCH 1:*"), .answer("BAD no messages")])
    #expect(try await connection.listing(after: 0).isEmpty)
    #expect(server.problems.isEmpty)
  }

  @Test("A-5: a mail full of protocol is fetched octet for octet, one packet an octet", arguments: [false, true])
  func fetchHostile(dripped: Bool) async throws {
    let mail = IMAPCodecTests.hostileMail
    let bytes =
      octets("* 1 FETCH (UID 4 BODY[] {\(mail.count)}\r\n") + mail + octets(")\r\n* 3 EXPUNGE\r\n")
      + octets("* 2 FETCH (UID 5 FLAGS ())\r\n* 3 FETCH (UID 6 BODY[] NIL)\r\n* 9 FETCH (UID 99 BODY[] {1}\r\nx)\r\n")
    let names = Names()
    let (connection, server) = try await Self.opened(
      [.expect("UID FETCH 4 (UID BODY.PEEK[])"), dripped ? .drip(bytes) : .send(bytes), .answer("OK done")],
      steps: StepCounter { _, name in names.add("\(name)") })
    // The others were not asked for.
    #expect(await connection.fetchOutcomes(of: [4]) == FetchResult(outcomes: [4: .bytes(mail)]))
    #expect(names.all.filter { $0 == "imap.fetched" }.count == 2)
    #expect(server.problems.isEmpty)
  }

  @Test("A-21: many scattered messages are asked for in short lines")
  func shortLines() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": (1...2000).map { numberedMail($0) }])
    let connection = try await connect(to: server)
    _ = try await connection.select("INBOX")
    let result = await connection.fetchOutcomes(of: (1...1000).map { UInt32($0 * 2) })
    #expect(result.messages.count == 1000)
    #expect(server.commands.filter { $0.name == "UID FETCH" }.count > 4)
    #expect(server.commands.allSatisfy { $0.longestLine <= 1000 })
  }

  @Test("A-6: an answer with a tag we never gave ends the conversation")
  func forgedTag() async throws {
    let (connection, server) = try await Self.opened([.expect("UID FETCH"), .line("A004 OK done")])
    let violation = WireError.protocolViolation(place: "127.0.0.1:\(server.port)", during: .fetch, .unknownTag)
    await #expect(throws: violation) { _ = try await connection.listing(after: 0) }
    await #expect(throws: violation) { _ = try await connection.select("INBOX") }
    server.stop()
  }

  @Test("A-9: BYE and a closed line are told with the server's words", arguments: [true, false])
  func bye(politely: Bool) async throws {
    let (connection, server) = try await Self.opened([
      .expect("UID FETCH"), politely ? .line("* BYE shutting down") : .line("* 4 EXISTS"), politely ? .close : .reset,
    ])
    let error = await #expect(throws: WireError.self) { _ = try await connection.listing(after: 0) }
    #expect(
      error
        == .closed(
          place: "127.0.0.1:\(server.port)", during: .fetch,
          farewell: politely ? ServerText(octets("shutting down")) : nil))
  }

  @Test("A-11: a server that falls silent is given up")
  func silence() async throws {
    let (connection, server) = try await Self.opened(
      [.expect("UID FETCH"), .readToEnd], timeouts: Timeouts(atMost: .seconds(1)))
    await #expect(throws: WireError.timedOut(place: "127.0.0.1:\(server.port)", during: .fetch, seconds: 1)) {
      _ = try await connection.listing(after: 0)
    }
  }

  @Test("A-10: new mail ends an IDLE, and what is announced while DONE is on its way is not lost")
  func idle() async throws {
    let (connection, server) = try await Self.opened(capabilities: "IDLE", [
      .expect("IDLE"), .line("+ idling"), .line("* OK still here"), .line("* 4 EXISTS"), .expect("DONE"),
      .answer("OK idled"),
      .expect("UID FETCH"), .answer("OK none"),
      .expect("IDLE"), .line("+"), .expect("DONE"), .line("* 5 EXISTS"), .answer("OK idled"),
    ])
    #expect(try await connection.waitForChange(upTo: 60) == .changed)
    #expect(try await connection.listing(after: 9).isEmpty)
    #expect(try await connection.waitForChange(upTo: 1) == .changed)
    #expect(server.receivedText.contains("IDLE\r\nDONE\r\n"))
    #expect(server.problems.isEmpty)
  }

  @Test("A-9: a server that hangs up during IDLE is noticed at once")
  func idleHangUp() async throws {
    let (connection, server) = try await Self.opened(
      capabilities: "IDLE", [.expect("IDLE"), .line("+ idling"), .line("* BYE going down"), .close])
    let farewell = ServerText(octets("going down"))
    await #expect(throws: WireError.closed(place: "127.0.0.1:\(server.port)", during: .idle, farewell: farewell)) {
      _ = try await connection.waitForChange(upTo: 60)
    }
  }

  @Test("A-12: without IDLE the server is asked again, and says that mail has come")
  func poll() async throws {
    var timeouts = brief
    timeouts.imapPoll = .milliseconds(20)
    let (connection, server) = try await Self.opened(
      [
        .expect("NOOP"), .answer("OK nothing"), .expect("NOOP"), .line("* 4 EXISTS"), .answer("OK news"),
      ], timeouts: timeouts)
    #expect(try await connection.waitForChange(upTo: 60) == .changed)
    // News stays news until somebody lists.
    #expect(try await connection.waitForChange(upTo: 60) == .changed)
    #expect(server.problems.isEmpty)
  }

  @Test("An interrupt ends the wait that runs, or the next one", arguments: [true, false])
  func interrupted(before: Bool) async throws {
    let (connection, server) = try await Self.opened([.expect("NOOP"), .answer("OK nothing")])
    if before { connection.interrupt() }
    let wait = Task { try await connection.waitForChange(upTo: 60) }
    await server.hears("NOOP")
    if !before { connection.interrupt() }
    #expect(try await wait.value == .interrupted)
  }

  @Test("A cancelled task does not wait on")
  func cancelled() async throws {
    let (connection, server) = try await Self.opened([.expect("NOOP"), .answer("OK nothing")])
    let wait = Task { try await connection.waitForChange(upTo: 60) }
    await server.hears("NOOP")
    wait.cancel()
    #expect(try await wait.value == .interrupted)
  }

  @Test("A-18: marking as answered is asked for only where it lasts")
  func markAnswered() async throws {
    let (connection, server) = try await Self.opened([
      .expect("UID STORE 9 +FLAGS.SILENT (\\Answered)"), .answer("OK done"),
    ])
    #expect(try await connection.markAnswered(uid: 9))
    #expect(server.problems.isEmpty)
  }

  @Test("A-15: a copy is put into Sent only after the server's +, and the mailbox made once if it is missing")
  func append() async throws {
    let mail = crlf("Subject: x", "", "Dear Bob")
    let offered = Step.expect("APPEND \"Sent\" (\\Seen) {\(mail.count)}")
    let (connection, server) = try await Self.opened([
      offered, .answer("NO [TRYCREATE] no such mailbox"),
      .expect("CREATE \"Sent\""), .answer("OK made"),
      offered, .line("+ go on"), .read(mail.count), .expect(""), .answer("OK [APPENDUID 31 7] kept"),
    ])
    let result = try await connection.append(mail, to: "Sent", flags: ["\\Seen"])
    #expect(result == AppendResult(uidValidity: 31, uid: 7))
    #expect(server.receivedText.hasSuffix("Dear Bob\r\n\r\n"))
    #expect(server.problems.isEmpty)
  }

  @Test("A-15: a server that takes literals at once is not made to wait")
  func appendAtOnce() async throws {
    let mail = crlf("Subject: x", "", "Dear Bob")
    let (connection, server) = try await Self.opened(capabilities: "LITERAL+", [
      .expect("APPEND \"Entw&APw-rfe\" () {\(mail.count)+}"), .read(mail.count), .expect(""), .answer("OK kept"),
    ])
    let result = try await connection.append(mail, to: "Entw\u{FC}rfe", flags: [])
    #expect(result == AppendResult(uidValidity: nil, uid: nil))
    #expect(server.problems.isEmpty)
  }

  @Test("A-17: sent mail is found by its use, else by its name", arguments: [
    (["(\\HasNoChildren) \"/\" Sent", "(\\Sent) \"/\" \"Verschickt\""], "Verschickt"),
    (["(\\Noselect) \"/\" Sent", "() \"/\" \"Sent Messages\""], "Sent Messages"),
    (["() \".\" INBOX", "() \".\" INBOX.Sent"], "INBOX.Sent"), (["() \"/\" INBOX"], nil),
  ])
  func sentMailbox(entries: [String], name: String?) async throws {
    let (connection, server) = try await Self.opened(
      capabilities: "SPECIAL-USE",
      [.expect("RETURN (SPECIAL-USE)"), .answer("BAD what?"), .expect("LIST \"\" \"*\"")]
        + entries.map { .line("* LIST \($0)") } + [.answer("OK done")])
    #expect(try await connection.sentMailbox() == name)
    #expect(server.problems.isEmpty)
  }

  @Test("Searching closes the mailbox that was open, and says so when it is used")
  func search() async throws {
    let (connection, server) = try await Self.opened([
      .expect("EXAMINE \"Sent\""), .line("* 2 EXISTS"), .line("* OK [UIDVALIDITY 5] fine"),
      .answer("OK [READ-ONLY] open"),
      .expect("UID SEARCH HEADER Message-ID \"<a@desk.example>\""), .line("* SEARCH 9 4 "), .answer("OK done"),
    ])
    #expect(try await connection.search(headerMessageID: "<a@desk.example>", in: "Sent") == [4, 9])
    await #expect(throws: WireError.notNow(place: "127.0.0.1:\(server.port)", during: .fetch)) {
      _ = try await connection.listing(after: 0)
    }
    #expect(server.problems.isEmpty)
  }

  @Test("A-9: a refused password is a refused login, and a greeting of BYE is none")
  func refusals() async throws {
    var script = Array(ScriptedServer.imapLogin().prefix(5))
    script[4] = .expect("LOGIN")
    let refusing = try ScriptedServer(script + [.answer("NO [AUTHENTICATIONFAILED] no")], [.line("* BYE busy")])
    let error = await #expect(throws: WireError.self) { _ = try await connect(to: refusing) }
    #expect(error == .loginRefused(place: "127.0.0.1:\(refusing.port)"))
    let bye = await #expect(throws: WireError.self) { _ = try await connect(to: refusing) }
    #expect(bye?.kind == .later)
  }

  @Test("Goodbye is said, and closes")
  func logout() async throws {
    let (connection, server) = try await Self.opened([.expect("LOGOUT"), .line("* BYE bye"), .answer("OK bye")])
    await connection.logout()
    #expect(server.problems.isEmpty)
    await #expect(throws: WireError.self) { _ = try await connection.select("INBOX") }
  }
}
