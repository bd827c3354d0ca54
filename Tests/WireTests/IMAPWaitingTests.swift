import TestKit
import Testing

@testable import Wire

@Suite("Waiting for mail", .timeLimit(.minutes(20)))
struct IMAPWaitingTests {
  @Test(
    "A-10: mail that comes while a mailbox is watched is there at once, and nothing but DONE is said in between",
    arguments: [
    ScriptedIMAPServer.Profile.dovecot, .gmail, .exchange, .yahoo, .iCloud, .protonBridge, .cyrus,
  ])
  func arrives(profile: ScriptedIMAPServer.Profile) async throws {
    let server = try ScriptedIMAPServer(profile: profile)
    let connection = try await inbox(of: server)
    let wait = Task { try await connection.waitForChange(upTo: 60) }
    await server.idles()
    server.deliver(numberedMail(1))
    #expect(try await wait.value == .changed)
    #expect(try await connection.listing(after: 0).map(\.uid) == [1])
    let said = String(decoding: server.received[0], as: UTF8.self)
    #expect(said.contains(" IDLE\r\nDONE\r\n"))
    #expect(server.problems.isEmpty)
  }

  @Test("A-10: mail that is announced while DONE is on its way is news")
  func race() async throws {
    let server = try ScriptedIMAPServer(faults: [[.stray(.done, "* 1 EXISTS")]])
    let connection = try await inbox(of: server)
    #expect(try await connection.waitForChange(upTo: 1) == .changed)
    #expect(!server.names.contains("NOOP"))
  }

  @Test("A-10: a wait is from one second to 29 minutes long, whatever is asked for")
  func bounds() async throws {
    #expect(IMAPConnection.longestWait == 29 * 60)
    #expect((60...IMAPConnection.longestWait).contains(IMAPConnection.usualWait))
    let server = try ScriptedIMAPServer()
    let connection = try await inbox(of: server)
    #expect(try await connection.waitForChange(upTo: -5) == .timedOut)
    // The look after a silent IDLE.
    #expect(server.names == ["ENABLE", "SELECT", "IDLE", "NOOP"])
  }

  @Test("A-11: mail of which IDLE says nothing is found by the look that follows")
  func deaf() async throws {
    let server = try ScriptedIMAPServer(profile: .dovecot.with(.deafIdle))
    let connection = try await inbox(of: server)
    server.deliver(numberedMail(1))
    #expect(try await connection.waitForChange(upTo: 1) == .changed)
    #expect(server.names.last == "NOOP")
    #expect(try await connection.listing(after: 0).map(\.uid) == [1])
  }

  @Test("A-11: a peer that is gone without a word is noticed within twice the interval", arguments: [
    ScriptedIMAPServer.Stage.idle, .done, .noop,
  ])
  func blackHole(stage: ScriptedIMAPServer.Stage) async throws {
    let server = try ScriptedIMAPServer(faults: [[.hang(stage)]])
    var timeouts = brief
    timeouts.imapSilence = .seconds(3)
    let connection = try await inbox(of: server, timeouts: timeouts)
    let error = await #expect(throws: WireError.self) { _ = try await connection.waitForChange(upTo: 1) }
    #expect(error == .timedOut(place: "127.0.0.1:\(server.port)", during: stage == .noop ? .noop : .idle, seconds: 3))
    await #expect(throws: WireError.self) { _ = try await connection.listing(after: 0) }
    // The interval and one wait for a sign of life, which is shorter than every interval from a minute on.
    #expect(IMAPConversation.signOfLife < .seconds(60))
  }

  @Test("A-11: a server that goes on talking and never answers is given up as well")
  func babble() async throws {
    let server = try ScriptedIMAPServer(faults: [[.babble(.noop, "* OK still working")]])
    var timeouts = brief
    timeouts.imapSilence = .seconds(1)
    let connection = try await inbox(of: server, timeouts: timeouts)
    let error = await #expect(throws: WireError.self) { _ = try await connection.waitForChange(upTo: 1) }
    let longest = IMAPConversation.silencesInCommand
    #expect(error == .timedOut(place: "127.0.0.1:\(server.port)", during: .noop, seconds: longest))
  }

  @Test("A-11: a server that refuses IDLE, or ends it by itself, is asked by NOOP instead", arguments: [
    (ScriptedIMAPServer.Profile.dovecot, [ScriptedIMAPServer.Fault.reply(.idle, "NO not now")]),
    (.dovecot, [.reply(.idle, "BAD what?")]), (.dovecot.with(.endsIdle), []),
  ])
  func withoutIdle(profile: ScriptedIMAPServer.Profile, faults: [ScriptedIMAPServer.Fault]) async throws {
    let server = try ScriptedIMAPServer(profile: profile, faults: [faults])
    var timeouts = brief
    timeouts.imapPoll = .milliseconds(10)
    let connection = try await inbox(of: server, timeouts: timeouts)
    let wait = Task { try await connection.waitForChange(upTo: 60) }
    await server.hears("NOOP", times: 3)
    server.deliver(numberedMail(1))
    #expect(try await wait.value == .changed)
    #expect(server.names.count { $0 == "IDLE" } == 1)
    #expect(server.problems.isEmpty)
  }

  @Test("A-9: a mailbox that is numbered anew shows the watcher out, and is another one when it comes back")
  func renumbered() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": [numberedMail(1), numberedMail(2)]])
    var timeouts = brief
    timeouts.farewell = .seconds(1)
    let connection = try await inbox(of: server, timeouts: timeouts)
    let before = try #require(await connection.selectedMailbox)
    let wait = Task { try await connection.waitForChange(upTo: 60) }
    await server.idles()
    server.renumber()
    let error = await #expect(throws: WireError.self) { _ = try await wait.value }
    let farewell = ServerText(octets("the mailbox was numbered anew"))
    #expect(error == .closed(place: "127.0.0.1:\(server.port)", during: .idle, farewell: farewell))
    let again = try await connect(to: server)
    let after = try await again.select("INBOX")
    #expect(after.uidValidity != before.uidValidity)
    let uids = try await again.listing(after: 0).map(\.uid)
    #expect(await again.fetchOutcomes(of: uids).messages.map(\.raw) == [numberedMail(1), numberedMail(2)])
  }
}
