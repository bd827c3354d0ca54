import TestKit
import Testing

@testable import Wire

@Suite("What changed in a mailbox while nobody looked", .timeLimit(.minutes(20)))
struct IMAPResyncTests {
  @Test("A-13: a mailbox that is opened again tells what went and what changed, and nothing else")
  func resumed() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": (1...6).map { numberedMail($0) }])
    let connection = try await connect(to: server)
    let first = try await connection.select("INBOX", resuming: nil)
    #expect(first.changes == nil)
    let point = try #require(first.mailbox.resyncPoint)
    server.expunge([2, 3, 5])
    server.flag(4, adding: ["\\Seen"])
    server.deliver(numberedMail(7))
    let second = try await connection.select("INBOX", resuming: point)
    #expect(second.changes == MailboxChanges(vanished: [2...3, 5...5], changed: [4: ["\\Seen"], 7: []]))
    #expect(try #require(second.mailbox.highestModSeq) > point.modSeq)
    #expect(second.mailbox.exists == 4)
    #expect(server.commands.last?.text.hasSuffix("(QRESYNC (\(point.uidValidity) \(point.modSeq)))") == true)
    #expect(try await connection.listing(after: 0).map(\.uid) == [1, 4, 6, 7])
    #expect(server.problems.isEmpty)
  }

  @Test("A-13: a mailbox that was numbered anew forgets the count of changes")
  func renumbered() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": (1...6).map { numberedMail($0) }])
    let before = try await connect(to: server).select("INBOX", resuming: nil).mailbox
    let point = try #require(before.resyncPoint)
    server.renumber()
    let after = try await connect(to: server).select("INBOX", resuming: point)
    #expect(after.mailbox.uidValidity != before.uidValidity)
    #expect(after.changes == nil)
  }

  @Test("A-13: a count that is told before the end of a failed SELECT is not taken")
  func brokenOff() async throws {
    let server = try ScriptedServer(
      ScriptedServer.imapLogin(capabilities: "ENABLE QRESYNC CONDSTORE") + [
        .expect("ENABLE QRESYNC"), .line("* ENABLED QRESYNC"), .answer("OK on"),
        .expect("SELECT \"INBOX\" (QRESYNC (7 10))"), .line("* OK [UIDVALIDITY 7] x"),
        .line("* OK [HIGHESTMODSEQ 99] x"), .line("* VANISHED (EARLIER) 1:4"), .close,
      ])
    let connection = try await connect(to: server)
    await #expect(throws: WireError.self) {
      _ = try await connection.select("INBOX", resuming: ResyncPoint(uidValidity: 7, modSeq: 10))
    }
    #expect(await connection.selectedMailbox == nil)
    #expect(server.problems.isEmpty)
  }

  @Test("A-13: what is said of the mailbox that is being closed is not said of the one that opens")
  func closed() async throws {
    let server = try ScriptedServer(
      ScriptedServer.imapLogin(capabilities: "ENABLE QRESYNC") + [
        .expect("ENABLE QRESYNC"), .line("* ENABLED QRESYNC"), .answer("OK on"),
        .expect("SELECT \"A\""), .line("* 9 EXISTS"), .line("* OK [UIDVALIDITY 7] x"),
        .line("* OK [HIGHESTMODSEQ 50] x"), .answer("OK open"),
        .expect("SELECT \"B\" (QRESYNC (8 10))"), .line("* VANISHED 1:2"), .line("* 3 FETCH (UID 5 FLAGS (\\Seen))"),
        .line("* OK [CLOSED] closed"), .line("* 2 EXISTS"), .line("* OK [UIDVALIDITY 8] x"),
        .line("* OK [HIGHESTMODSEQ 12] x"), .line("* VANISHED (EARLIER) 70:60,4294967295,*,0,x"),
        .line("* 2 FETCH (UID 80 MODSEQ (12) FLAGS ($Note))"), .answer("OK open"),
      ])
    let connection = try await connect(to: server)
    _ = try await connection.select("A")
    let resumed = try await connection.select("B", resuming: ResyncPoint(uidValidity: 8, modSeq: 10))
    #expect(resumed.mailbox.exists == 2)
    #expect(
      resumed.changes
        == MailboxChanges(vanished: [60...70, UInt32.max...UInt32.max], changed: [80: ["$Note"]]))
    #expect(server.problems.isEmpty)
  }

  @Test("A-13: a server that will not, or says nothing to ENABLE, is read without", arguments: [
    (ScriptedIMAPServer.Profile.iCloud, [ScriptedIMAPServer.Fault](), ["ENABLE", "SELECT"], true),
    (.dovecot, [.reply(.enable, "BAD what?")], ["ENABLE", "SELECT"], true),
    (.dovecot, [.reply(.enable, "NO not now")], ["ENABLE", "SELECT"], true),
    (.gmail, [], ["ENABLE", "ENABLE", "SELECT"], true), (.bare, [], ["SELECT"], false), (.exchange, [], ["SELECT"], false),
    (.dovecot.without("ENABLE"), [], ["SELECT"], true),
  ])
  func without(
    profile: ScriptedIMAPServer.Profile, faults: [ScriptedIMAPServer.Fault], names: [String], counts: Bool
  ) async throws {
    let server = try ScriptedIMAPServer(profile: profile, mailboxes: ["INBOX": [numberedMail(1)]], faults: [faults])
    let connection = try await connect(to: server)
    let point = ResyncPoint(uidValidity: server.uidValidity(), modSeq: 1)
    let resumed = try await connection.select("INBOX", resuming: point)
    #expect(resumed.changes == nil)
    #expect((resumed.mailbox.highestModSeq != nil) == counts)
    #expect(server.names == names)
    #expect(server.problems.isEmpty)
  }

  @Test("A-13: a server that refuses the question opens the mailbox without; one without that mailbox says so")
  func questionRefused() async throws {
    let server = try ScriptedServer(
      ScriptedServer.imapLogin(capabilities: "ENABLE QRESYNC") + [
        .expect("ENABLE QRESYNC"), .line("* ENABLED QRESYNC"), .answer("OK on"),
        .expect("(QRESYNC (77 10))"), .answer("BAD what?"),
      ] + IMAPConnectionTests.selecting() + [
        .expect("(QRESYNC (77 10))"), .answer("NO [NONEXISTENT] no"), .expect("SELECT \"gone\""),
        .answer("NO [NONEXISTENT] no"),
      ])
    let connection = try await connect(to: server)
    let point = ResyncPoint(uidValidity: 77, modSeq: 10)
    #expect(try await connection.select("INBOX", resuming: point).changes == nil)
    let error = await #expect(throws: WireError.self) { _ = try await connection.select("gone", resuming: point) }
    #expect(error?.kind == .never)
    #expect(server.problems.isEmpty)
  }
}
