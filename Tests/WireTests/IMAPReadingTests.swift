import Steps
import TestKit
import Testing

@testable import Wire

@Suite("Reading a mailbox as providers have it", .timeLimit(.minutes(20)))
struct IMAPReadingTests {
  @Test("A-3: a look at a mailbox without news gives nothing, though the server answers with its last message")
  func nothingNew() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": [numberedMail(1), numberedMail(2)]])
    let connection = try await inbox(of: server)
    #expect(try await connection.listing(after: 0).map(\.uid) == [1, 2])
    #expect(try await connection.listing(after: 2).isEmpty)
    #expect(server.commands.last?.text.contains("UID FETCH 3:*") == true)
    #expect(server.problems.isEmpty)
  }

  @Test("A-4: a million UIDs that no message has cost one short command")
  func gap() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": [numberedMail(1)]])
    let connection = try await inbox(of: server)
    server.skipUIDs(1_000_000)
    #expect(try await connection.listing(after: 1).isEmpty)
    #expect(server.names == ["ENABLE", "SELECT", "UID FETCH"])
    server.deliver(numberedMail(2))
    #expect(try await connection.listing(after: 1).map(\.uid) == [1_000_002])
    #expect(await connection.fetchOutcomes(of: [1_000_002]).messages.map(\.raw) == [numberedMail(2)])
    #expect(server.commands.allSatisfy { $0.longestLine <= 100 })
  }

  @Test(
    "A-7: messages that go while others are fetched, and lines without a UID, put nothing in a wrong place",
    arguments: [
    ScriptedIMAPServer.Profile.bare, .dovecot, .yahoo,
  ])
  func expungeBetween(profile: ScriptedIMAPServer.Profile) async throws {
    let server = try ScriptedIMAPServer(
      profile: profile, mailboxes: ["INBOX": (1...6).map { numberedMail($0) }],
      faults: [[
        .expungeAfter(uid: 2, expunging: 1), .strayAfter(uid: 3, "* 4 FETCH (BODY[] {3}\r\nabc)"),
        .strayAfter(uid: 4, "* 9 FETCH (FLAGS (\\Deleted))"), .expungeAfter(uid: 5, expunging: 4),
      ]])
    let connection = try await inbox(of: server)
    let result = await connection.fetchOutcomes(of: [2, 3, 4, 5, 6])
    #expect(result.messages == (2...6).map { FetchedMessage(uid: UInt32($0), raw: numberedMail($0)) })
    #expect(result.failure == nil)
    #expect(try await connection.listing(after: 0).map(\.uid) == [2, 3, 5, 6])
  }

  @Test("A-8: what is said before a mailbox is open, or of another one, counts for nothing")
  func tooEarly() async throws {
    let line = "* 9 FETCH (UID 9 RFC822.SIZE 1)\r\n* 9 EXISTS\r\n* VANISHED 1:3"
    let server = try ScriptedIMAPServer(
      mailboxes: ["INBOX": [numberedMail(1)]],
      faults: [[
        .stray(.greeting, line), .stray(.capabilityAgain, line), .stray(.enable, line), .stray(.select, line),
        .stray(.listing, "* OK [ALERT] hello\r\n* 0 RECENT\r\n* 1 FETCH (FLAGS (\\Seen))"),
      ]])
    let connection = try await connect(to: server)
    let mailbox = try await connection.select("INBOX")
    #expect(mailbox.exists == 1)
    #expect(try await connection.listing(after: 0).map(\.uid) == [1])
  }

  @Test("A-19: OK without a message is no message, whichever way it is left out, and the others come", arguments: [
    ScriptedIMAPServer.Fault.noBody(uid: 2), .nilBody(uid: 2), .leaveOut(uid: 2),
  ])
  func noLiteral(fault: ScriptedIMAPServer.Fault) async throws {
    let server = try ScriptedIMAPServer(
      profile: .iCloud, mailboxes: ["INBOX": (1...3).map { numberedMail($0) }], faults: [[fault]])
    let connection = try await inbox(of: server)
    let result = await connection.fetchOutcomes(of: [1, 2, 3])
    #expect(result == FetchResult(outcomes: [1: .bytes(numberedMail(1)), 2: .noBody, 3: .bytes(numberedMail(3))]))
    let bodies = server.commands.filter { $0.name == "UID FETCH" && $0.text.contains("BODY") }
    #expect(bodies.allSatisfy { $0.text.contains("BODY.PEEK[]") && !$0.text.contains("RFC822") })
    #expect(server.messages().allSatisfy { $0.flags.isEmpty })
  }

  @Test("A-23: a message that is refused says why, and is asked for alone")
  func refusedMessage() async throws {
    let server = try ScriptedIMAPServer(
      mailboxes: ["INBOX": (1...5).map { numberedMail($0) }],
      faults: [[.refuse(uid: 3, "NO [SERVERBUG] cannot"), .leaveOut(uid: 4)]])
    let connection = try await inbox(of: server)
    server.expunge([5])
    let result = await connection.fetchOutcomes(of: [1, 2, 3, 4, 5, 77])
    #expect(
      result
        == FetchResult(outcomes: [
          1: .bytes(numberedMail(1)), 2: .bytes(numberedMail(2)),
          3: .refused(reply: ServerText(octets("cannot")), .later), 4: .noBody, 5: .gone, 77: .gone,
        ]))
    // Nothing of a mail is shown.
    #expect("\(FetchResult(outcomes: [1: .bytes([250, 251])]))".contains("250") == false)
    // A message that is asked for alone is not asked for twice.
    let before = server.commands.count
    _ = await connection.fetchOutcomes(of: [3])
    #expect(server.commands.count == before + 1)
  }

  @Test("A-23: where a message hangs, is cut short or kills the connection, those before it are not lost", arguments: [
    ScriptedIMAPServer.Fault.hangAt(uid: 500), .truncate(uid: 500, afterOctets: 0),
    .truncate(uid: 500, afterOctets: 20), .refuse(uid: 500, "BYE cannot"), .strayAfter(uid: 499, "X9 OK forged"),
    .strayAfter(uid: 499, "* 1 FETCH (UID 500 BODY[] {99999999999}"),
  ])
  func brokenMessage(fault: ScriptedIMAPServer.Fault) async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": (1...1000).map { numberedMail($0) }], always: [fault])
    var timeouts = brief
    timeouts.imapSilence = .seconds(3)
    var outstanding = (1...1000).map { UInt32($0) }
    var fetched: [FetchedMessage] = []
    var suspects: [UInt32] = []
    // As a worker would: whoever hangs is left for last.
    while !outstanding.isEmpty, suspects.count < 3 {
      let connection = try await inbox(of: server, timeouts: timeouts)
      let result = await connection.fetchOutcomes(of: outstanding)
      fetched += result.messages
      outstanding = result.outstanding.filter { $0 != result.suspect }
      if let failure = result.failure {
        #expect(failure.kind == .later)
        suspects.append(try #require(result.suspect))
      }
    }
    #expect(suspects == [500])
    #expect(fetched == (1...1000).filter { $0 != 500 }.map { FetchedMessage(uid: UInt32($0), raw: numberedMail($0)) })
  }

  @Test("A-24: bare +, missing words, spaces at the ends and negative numbers are taken as they are meant")
  func leniency() async throws {
    let (connection, server) = try await IMAPConnectionTests.opened(capabilities: "IDLE ", [
      .expect("UID FETCH 1:*"), .line("* 1 FETCH (UID 1 RFC822.SIZE -1 FLAGS ( \\Seen ) ) "), .line("* OK"),
      .line("* STATUS INBOX (MESSAGES 1 ) "), .line("* CAPABILITY IMAP4rev1  IDLE "), .line("* ID NIL "), .answer("OK"),
      .expect("IDLE"), .send(octets("+\r\n")), .line("* 4 EXISTS "), .expect("DONE"), .answer("OK"),
      .expect("UID SEARCH ALL"), .line("* SEARCH 1  2 "), .answer("OK "),
    ])
    #expect(
      try await connection.listing(after: 0) == [
        MessageListing(uid: 1, size: nil, flags: ["\\Seen"], internalDate: nil)
      ])
    #expect(try await connection.waitForChange(upTo: 60) == .changed)
    #expect(try await connection.uids().ranges == [1...2])
    #expect(server.problems.isEmpty)
  }

  @Test("A-9: BYE at any step ends that call with the server's words, and the next connection is good", arguments: [
    ScriptedIMAPServer.Stage.greeting, .capability, .login, .capabilityAgain, .enable, .list, .select, .listing, .body,
    .search, .store, .append, .idle, .done, .noop,
  ])
  func byeAtEachStep(stage: ScriptedIMAPServer.Stage) async throws {
    let profile = stage == .noop ? ScriptedIMAPServer.Profile.bare : .dovecot
    let server = try ScriptedIMAPServer(
      profile: profile, mailboxes: ["INBOX": [numberedMail(1)]], faults: [[.bye(stage)]])
    let error = await #expect(throws: WireError.self) { try await Self.journey(server) }
    #expect(error?.kind == .later)
    if case .closed(_, _, let farewell) = error, ![.greeting, .capability, .login].contains(stage) {
      #expect(farewell == ServerText(octets("going down for maintenance")))
    }
    try await Self.journey(server)
    #expect(server.connections == 2)
  }

  /// Everything that a worker does over a connection.
  static func journey(_ server: ScriptedIMAPServer) async throws {
    var timeouts = brief
    timeouts.imapPoll = .milliseconds(10)
    let connection = try await connect(to: server, timeouts: timeouts)
    let sent = try await connection.sentMailbox() ?? "Sent"
    _ = try await connection.append(numberedMail(9), to: sent, flags: ["\\Seen"])
    #expect(try await !connection.search(headerMessageID: "<9@shop.example>", in: sent).isEmpty)
    _ = try await connection.select("INBOX")
    let uids = try await connection.listing(after: 0).map(\.uid)
    #expect(uids == [1])
    let result = await connection.fetchOutcomes(of: uids)
    if let failure = result.failure { throw failure }
    #expect(result.messages.map(\.raw) == [numberedMail(1)])
    #expect(try await connection.uids().count == 1)
    #expect(try await connection.markAnswered(uid: 1))
    _ = try await connection.waitForChange(upTo: 1)
    await connection.logout()
  }
}
