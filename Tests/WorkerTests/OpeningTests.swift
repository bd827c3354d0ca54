import Desk
import Store
import TestKit
import Testing
import Wire

@testable import Worker

@Suite("Opening a mailbox again")
struct OpeningTests {
  @Test("A-24: where UIDVALIDITY is 0 no number is trusted: each connection compares all mail by its bytes")
  func noNumbering() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": (1...3).map { MailRoom.mail($0) }])
    server.setAlways([.uidValidityZero])
    let room = try MailRoom(server)
    #expect(try await room.look() == 3)
    server.renumber()
    #expect(try await room.look() == 0)
    // The fourth gets the number that the third had, and the third the second's.
    server.expunge([1001])
    server.deliver(MailRoom.mail(4))
    server.renumber()
    #expect(server.messages().map(\.uid) == [1001, 1003, 1005])
    #expect(try await room.look() == 1)
    #expect(try await room.held() == 4)

    // Within a connection the numbers hold, and nothing is fetched twice.
    let connection = try await room.connect()
    #expect(try await room.intake.takeNew(from: connection) {} == 0)
    let before = server.commands.count
    server.deliver(MailRoom.mail(5))
    #expect(try await room.intake.takeNew(from: connection) {} == 1)
    #expect(server.commands.dropFirst(before).filter { $0.text.contains("BODY") }.count == 1)
    await connection.logout()
    // A flag that is set by a number may hit another message: none is set.
    #expect(!server.names.contains("UID STORE"))
  }

  @Test("Mail that is answered already when it comes in makes no draft, and its story says why")
  func answeredBefore() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": []])
    server.deliver(MailRoom.mail(1), flags: ["\\Seen", "\\Answered"])
    server.deliver(MailRoom.mail(2), flags: ["\\Seen"])
    let room = try MailRoom(server)
    #expect(try await room.look() == 2)
    try await room.read()
    #expect(try await room.store.queue().map(\.draft.answers) == [StoredMessageID(2)])
    #expect(try await room.store.undrafted().map(\.id) == [StoredMessageID(1)])
    #expect(
      try await room.store.occurrences(about: StoredMessageID(1)).map { "\($0.what): \($0.detail)" }.suffix(1)
        == ["no draft: answered with another mail program"])
  }

  @Test("A-13: a mail that somebody answers from a phone takes its draft from the desk; one that vanished is let go of")
  func answeredElsewhere() async throws {
    let server = try ScriptedIMAPServer(
      profile: .dovecot, mailboxes: ["INBOX": (1...3).map { MailRoom.mail($0) }], faults: [[.leaveOut(uid: 3)]])
    let room = try MailRoom(server)
    #expect(try await room.look() == 2)
    try await room.read()
    #expect(try await room.store.queue().count == 2)
    #expect(try await room.quarantined().map(\.place.uid) == [3])

    server.flag(1, adding: ["\\Answered"])
    server.flag(2, adding: ["\\Seen"])
    server.expunge([3])
    #expect(try await room.look() == 0)
    #expect(server.commands.contains { $0.text.contains("QRESYNC (") })
    #expect(try await room.store.queue().map(\.draft.answers) == [StoredMessageID(2)])
    #expect(try await room.quarantined().isEmpty)
    #expect(try await room.store.draft(DraftID(1))?.note == "its mail was answered with another mail program")

    // What was told once is not asked for again.
    let count = try await room.store.changeCount(of: MailRoom.key)
    #expect(try await room.look() == 0)
    #expect(try await room.store.changeCount(of: MailRoom.key) == count)
    server.renumber()
    #expect(try await room.look() == 0)
    #expect(try await room.store.changeCount(of: MailRoom.key)?.uidValidity == server.uidValidity())
  }

  @Test("A-18: without a person's wish nothing is written to the server; with it, a keyword on what is kept")
  func marks() async throws {
    let mails = ["INBOX": (1...3).map { MailRoom.mail($0) }]
    let untouched = try ScriptedIMAPServer(mailboxes: mails)
    #expect(try await MailRoom(untouched).look() == 3)
    #expect(Set(untouched.names).isDisjoint(with: ["UID STORE", "STORE", "APPEND", "CREATE"]))

    let server = try ScriptedIMAPServer(mailboxes: mails)
    let room = try MailRoom(server, isMarking: true)
    server.failNext([.refuse(uid: 2, "NO [SERVERBUG] cannot")])
    #expect(try await room.look() == 2)
    let marked = server.messages().filter { $0.flags.contains(Intake.keptKeyword) }
    #expect(marked.map(\.uid) == [1, 3])
    let before = server.commands.count
    #expect(try await room.look() == 0)
    #expect(!server.commands.dropFirst(before).contains { $0.name == "UID STORE" }, "each is marked once")
  }

  @Test("A-18: a server that keeps no keywords is left alone, and mail comes in all the same")
  func noKeywords() async throws {
    let server = try ScriptedIMAPServer(profile: .exchange, mailboxes: ["INBOX": [MailRoom.mail(1)]])
    let room = try MailRoom(server, isMarking: true)
    #expect(try await room.look() == 1)
    #expect(server.messages().allSatisfy { $0.flags.isEmpty })
  }

  @Test("A-14: nothing is moved, copied or removed, and mail that another has marked for deletion stays")
  func foreignDeleted() async throws {
    let server = try ScriptedIMAPServer(mailboxes: ["INBOX": [MailRoom.mail(1), MailRoom.mail(2)]])
    server.flag(1, adding: ["\\Deleted"])
    let room = try MailRoom(server, isMarking: true)
    #expect(try await room.look() == 2)
    let connection = try await room.connect()
    _ = try await connection.select("INBOX")
    #expect(try await connection.markAnswered(uid: 2))
    await connection.logout()
    #expect(server.messages().map(\.flags) == [["\\Deleted", Intake.keptKeyword], ["\\Answered", Intake.keptKeyword]])
    let removing = ["EXPUNGE", "UID EXPUNGE", "CLOSE", "MOVE", "UID MOVE", "COPY", "UID COPY", "DELETE"]
    #expect(Set(server.names).isDisjoint(with: removing))
  }
}
