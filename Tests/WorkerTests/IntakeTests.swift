import Desk
import Foundation
import Logging
import MIME
import SQLiteStore
import Steps
import Store
import TestKit
import Testing
import Wire

@testable import Worker

@Suite("Taking mail in")
struct IntakeTests {
  /// Ten thousand in the long run; in the ordinary one as many as take a second or two.
  private static let renumbered = ProcessInfo.processInfo.environment["HEARD_RENUMBERED"].flatMap(Int.init) ?? 1_000

  @Test("A-23: of a thousand messages one is refused, then hangs, then is cut: 999 come in, it waits in quarantine")
  func oneBadMessage() async throws {
    let server = try ScriptedIMAPServer(
      mailboxes: ["INBOX": (1...1000).map { MailRoom.mail($0) }],
      faults: [[.refuse(uid: 500, "NO [SERVERBUG] not today")]])
    let room = try MailRoom(server)
    #expect(try await room.look() == 999)
    let first = try #require(try await room.quarantined().first)
    #expect(first.place.uid == 500)
    #expect(first.reason.contains("not today"))
    #expect(first.notBefore == room.now + 60)
    #expect(try await room.store.cursor(of: MailRoom.key)?.uid == 1000)

    // Before its time nobody asks for it.
    #expect(try await room.look() == 0)
    #expect(try await room.quarantined() == [first])

    room.wait(60)
    server.failNext([.hangAt(uid: 500)])
    await #expect(throws: WorkerError.self) { try await room.look(patience: .seconds(5)) }
    #expect(try await room.quarantined().first?.attempt == 2)

    room.wait(300)
    server.failNext([.truncate(uid: 500, afterOctets: 20)])
    await #expect(throws: WorkerError.self) { try await room.look() }
    #expect(try await room.quarantined().first?.attempt == 3)
    #expect(try await room.held() == 999)

    room.wait(900)
    #expect(try await room.look() == 1)
    #expect(try await room.quarantined().isEmpty)
    #expect(try await room.held() == 1000)
  }

  @Test("A-23: a message at which the server hangs is found out, and those before and behind it come in")
  func hangingMessage() async throws {
    let server = try ScriptedIMAPServer(
      mailboxes: ["INBOX": (1...30).map { MailRoom.mail($0) }], always: [.hangAt(uid: 10)])
    let room = try MailRoom(server)
    // First in company, then alone, then it is known.
    await #expect(throws: WorkerError.self) { try await room.look(patience: .seconds(5)) }
    #expect(try await room.held() == 9)
    await #expect(throws: WorkerError.self) { try await room.look(patience: .seconds(5)) }
    #expect(try await room.held() == 29)
    #expect(try await room.quarantined().map(\.place.uid) == [10])
    #expect(try await room.look() == 0)
    server.setAlways([])
    room.wait(60)
    #expect(try await room.look() == 1)
  }

  @Test("A-19: a server that says OK and gives no octets has given no message; it is asked for again")
  func noBody() async throws {
    let server = try ScriptedIMAPServer(
      mailboxes: ["INBOX": (1...3).map { MailRoom.mail($0) }], faults: [[.nilBody(uid: 2)]])
    let room = try MailRoom(server)
    #expect(try await room.look() == 2)
    #expect(try await room.quarantined().map(\.reason) == ["the server gave no octets of it"])
    room.wait(60)
    #expect(try await room.look() == 1)
  }

  @Test("A-1: all messages are numbered anew: none is lost, none comes twice")
  func numberedAnew() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": (1...Self.renumbered).map { MailRoom.mail($0) }])
    let room = try MailRoom(server)
    #expect(try await room.look() == Self.renumbered)
    server.renumber()
    server.deliver(MailRoom.mail(Self.renumbered + 1))
    #expect(try await room.look() == 1)
    #expect(try await room.held() == Self.renumbered + 1)
    let known = try await room.store.knownUIDs(of: MailRoom.key, uidValidity: server.uidValidity())
    #expect(known == Set(server.messages().map(\.uid)))
    #expect(try await room.look() == 0)
  }

  @Test("A-1: a mailbox that is numbered anew opens no new case and makes no second draft")
  func numberedAnewAndRead() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": (1...5).map { MailRoom.mail($0) }])
    let room = try MailRoom(server)
    try await room.look()
    try await room.read()
    let before = try await room.store.queue()
    #expect(!before.isEmpty)
    server.renumber()
    #expect(try await room.look() == 0)
    try await room.read()
    #expect(try await room.store.queue() == before)
  }

  @Test("A-2, A-3, A-4: mail read on a phone comes in; a look at nothing new fetches nothing, whatever UIDNEXT says")
  func cursor() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": [MailRoom.mail(1)]])
    server.flag(1, adding: ["\\Seen"])
    let room = try MailRoom(server)
    #expect(try await room.look() == 1)
    server.skipUIDs(1_000_000)
    let before = server.commands.count
    #expect(try await room.look() == 0)
    let names = server.commands.dropFirst(before).map(\.name)
    #expect(!names.isEmpty && names.count < 12, "\(names)")
    #expect(!server.commands.dropFirst(before).contains { "\($0)".contains("BODY") })
    server.deliver(MailRoom.mail(2))
    #expect(try await room.look() == 1)
  }

  @Test("A-25: what Gmail shows under two labels is fetched once and is one message, also after it is numbered anew")
  func gmailLabels() async throws {
    let mails = (1...3).map { MailRoom.mail($0) }
    let large = MailRoom.mail(4, octets: 5 << 20)
    let server = try ScriptedIMAPServer(
      profile: .gmail, mailboxes: ["INBOX": mails + [large], "[Gmail]/All Mail": mails.reversed() + [large, MailRoom.mail(5)]])
    let room = try MailRoom(server)
    #expect(try await room.look() == 4)
    let before = server.commands.count
    #expect(try await room.look(at: "[Gmail]/All Mail") == 1)
    let bodies = server.commands.dropFirst(before).filter { $0.text.contains("BODY.PEEK[]") }
    #expect(bodies.count == 1)
    #expect(try await room.held() == 5)
    let allMail = MailboxKey(account: MailRoom.key.account, mailbox: "[Gmail]/All Mail")
    #expect(
      try await room.store.knownUIDs(of: allMail, uidValidity: server.uidValidity(of: allMail.mailbox)) == [1, 2, 3, 4, 5])
    #expect(try await room.store.cursor(of: allMail)?.uid == 5)
    #expect(try await room.look(at: "[Gmail]/All Mail") == 0)

    server.renumber()
    let numbered = server.commands.count
    #expect(try await room.look() == 0)
    #expect(!server.commands.dropFirst(numbered).contains { $0.text.contains("BODY.PEEK[]") })
    #expect(try await room.store.cursor(of: MailRoom.key)?.uidValidity == server.uidValidity())
  }

  @Test("A-22: a server that says nothing of sizes is asked piece by piece: whatever comes, memory holds one piece", arguments: [
    ScriptedIMAPServer.Quirk?.none, .shortRanges(60_000), .noBeyondEnd, .wholeForRanges, .beginningForRanges,
  ])
  func noSizes(besides quirk: ScriptedIMAPServer.Quirk?) async throws {
    // One ends with a piece: nothing but the answer beyond its end tells that it is whole.
    let even = Array(MailRoom.mail(4, octets: 3 << 20).prefix(2 << 20))
    let mails = [MailRoom.mail(1), MailRoom.mail(2, octets: 5 << 20), MailRoom.mail(3, octets: 70_000), even]
    var profile = ScriptedIMAPServer.Profile.dovecot.with(.noSizes)
    if let quirk { profile = profile.with(quirk) }
    let server = try ScriptedIMAPServer(profile: profile, mailboxes: ["INBOX": mails])
    let room = try MailRoom(server)
    #expect(try await room.look() == 4)
    var kept: [[UInt8]] = []
    for number in 1...4 { kept.append(try await room.store.raw(of: StoredMessageID(Int64(number))) ?? []) }
    #expect(Set(kept) == Set(mails))
    let bodies = server.commands.filter { $0.text.contains("BODY.PEEK[]") }
    let ignoresRanges = quirk == .wholeForRanges || quirk == .beginningForRanges || quirk == .noBeyondEnd
    #expect(!bodies.isEmpty && bodies.allSatisfy { $0.text.contains("BODY.PEEK[]<") } == !ignoresRanges)
    #expect(try await room.store.cursor(of: MailRoom.key)?.uid == 4)
    #expect(try await room.look() == 0)
  }

  @Test("A-23, A-25: what the server does not give by one label is out of quarantine when it came by another")
  func quarantinedLabel() async throws {
    let mails = (1...2).map { MailRoom.mail($0) }
    let server = try ScriptedIMAPServer(
      profile: .gmail, mailboxes: ["INBOX": mails, "[Gmail]/All Mail": mails],
      faults: [[.refuse(uid: 1, "NO not today")]])
    let room = try MailRoom(server)
    #expect(try await room.look() == 1)
    #expect(try await room.quarantined().map(\.place.uid) == [1])
    #expect(try await room.look(at: "[Gmail]/All Mail") == 1)
    room.wait(60)
    #expect(try await room.look() == 0)
    #expect(try await room.quarantined().isEmpty)
    #expect(try await room.held() == 2)
  }

  @Test("A-22: a large message comes in pieces, goes on where a lost connection left it, and is one message")
  func largeMessage() async throws {
    let large = MailRoom.mail(2, octets: 5 << 20)
    let server = try ScriptedIMAPServer(
      mailboxes: ["INBOX": [MailRoom.mail(1), large, MailRoom.mail(3)]],
      faults: [[.hangUpAfterSaying(octets: 3 << 20)]])
    let room = try MailRoom(server)
    await #expect(throws: WorkerError.self) { try await room.look() }
    #expect(try await room.held() == 2)
    let place = Placement(mailbox: MailRoom.key, uidValidity: server.uidValidity(), uid: 2)
    let kept = try await room.store.octetsKept(of: place)
    #expect(kept > 1 << 20)
    #expect(try await room.store.cursor(of: MailRoom.key)?.uid == 1, "the cursor waits for it")

    #expect(try await room.look() == 1)
    #expect(try await room.store.cursor(of: MailRoom.key)?.uid == 3)
    #expect(try await room.store.raw(of: StoredMessageID(3)) == large)
    #expect(try await room.store.parsed(StoredMessageID(3))?.messageID == "2@riverside.example")
    // What was there was not asked for twice.
    let asked = server.commands.filter { "\($0)".contains("BODY.PEEK[]<0.") }
    #expect(asked.count == 1)
  }

  @Test("From a day on: older mail stays on the server, is not missed by the comparison, and comes when it is wanted")
  func since() async throws {
    let server = try ScriptedIMAPServer()
    for (number, day) in ["01-Oct-2026", "15-Oct-2026", "01-Nov-2026", "10-Nov-2026"].enumerated() {
      server.deliver(MailRoom.mail(number), on: day)
    }
    let room = try MailRoom(server)
    let november: Seconds = 1_793_491_200
    #expect(try await room.look(since: november) == 2)
    #expect(try await room.store.cursor(of: MailRoom.key)?.uid == 4)
    #expect(try await room.look() == 0)

    let connection = try await room.connect()
    let audit = try await room.intake.audit(from: connection, whole: true) {}
    #expect(audit.missing == 0)
    await connection.logout()

    #expect(try await room.look(since: november - 20 * 86_400) == 1)
    #expect(try await room.look(since: 0) == 1)
    #expect(try await room.held() == 4)
  }

  @Test("I4: the comparison finds a message that the store lacks, says so, and takes it")
  func audit() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": (1...4).map { MailRoom.mail($0) }])
    let room = try MailRoom(server)
    // As a fault of ours, or a server that numbers downwards, would leave it.
    let uidValidity = server.uidValidity()
    _ = try await room.store.keep(
      [Arrival(raw: MailRoom.mail(1), uid: 1), Arrival(raw: MailRoom.mail(4), uid: 4)], from: MailRoom.key,
      movingTo: MailboxCursor(uidValidity: uidValidity, uid: 4), at: room.now)
    #expect(try await room.look() == 0)

    let connection = try await room.connect()
    let found = try await room.intake.audit(from: connection, whole: true) {}
    #expect(found == MailboxAudit(at: room.now, onServer: 4, missing: 2))
    #expect(try await room.held() == 4)
    let again = try await room.intake.audit(from: connection, whole: true) {}
    #expect(again.missing == 0)
    #expect(try await room.store.audit(of: MailRoom.key) == again)
    await connection.logout()
  }

  @Test("The cursor stops before a hole and passes what was kept behind it once the hole is filled")
  func progress() {
    var first = Intake.Progress(uid: 0, listed: [1, 2, 3, 4], kept: [])
    first.settle([1])
    first.settle([3, 4])
    #expect(first.uid == 1)
    var second = Intake.Progress(uid: 1, listed: [2, 3, 4, 5], kept: [3, 4])
    second.settle([2, 5])
    #expect(second.uid == 5)
    // Two holes in two batches: the second is not passed before it is filled.
    var third = Intake.Progress(uid: 10, listed: [11, 12, 13], kept: [13])
    third.settle([11])
    third.settle([])
    #expect(third.uid == 11)
  }
}
