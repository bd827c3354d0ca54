import Desk
import Logging
import Steps
import Store
import Synchronization
import TestKit
import Testing
import Wire

@testable import Worker

@Suite("The copy in Sent, and mail that may have left", .timeLimit(.minutes(20)))
struct DeliverySentTests {
  static let account = "support@host"

  /// A room whose mail is sent, or uncertain, and the account's mail server.
  private func room(_ faults: [ScriptedSMTPServer.Fault] = []) async throws -> (DeliveryRoom, FakeMailServer) {
    let room = try await DeliveryRoom([faults])
    try await room.round()
    return (room, FakeMailServer())
  }

  /// One look of the worker at its jobs.
  @discardableResult
  private func work(
    _ room: DeliveryRoom, _ server: FakeMailServer, policy: SentPolicy? = nil
  ) async throws(WorkerError) -> Int {
    let jobs = MailboxJobs(
      store: room.office.store, account: Self.account, from: room.office.support.address, sent: nil,
      policy: policy, steps: StepCounter(),
      logger: room.office.reader.logger, now: { room.clock.now })
    return try await jobs.doDue { () async throws(WireError) in server }
  }

  private func policy(_ room: DeliveryRoom) async throws -> SentPolicy? {
    try await room.office.store.sentPolicy(of: Self.account)?.policy
  }

  // MARK: Who files copies

  @Test("A-16: a server that files copies itself is known by the first mail, and never gets one from us")
  func serverFiles() async throws {
    let (room, server) = try await room()
    try await work(room, server)
    #expect(try await policy(room) == nil, "it may take its time")
    server.file(room.server.accepted[0].bytes)
    room.clock.advance(by: 60)
    try await work(room, server)
    #expect(
      try await room.office.store.sentPolicies()
        == [SentPolicyRecord(account: Self.account, policy: .serverFiles, probedAt: 3060, probe: OutboxID(1))])

    try await room.approve(2)
    try await room.round()
    room.clock.advance(by: 86_400)
    let searches = server.searches
    try await work(room, server)
    #expect(server.searches == searches, "nobody asks any more")
    #expect(server.appends == 0)
    #expect(try await room.office.store.overview().pendingJobs == 0)
  }

  @Test("A-16: where after 0, 1 and 5 minutes there is no copy, we file it; from then on at once")
  func weFile() async throws {
    let (room, server) = try await room()
    for (wait, appends) in [(Seconds(0), 0), (59, 0), (1, 0), (239, 0), (1, 1), (3600, 1)] {
      room.clock.advance(by: wait)
      try await work(room, server)
      #expect(server.appends == appends, "\(room.clock.now)")
    }
    #expect(server.looks == 3)
    #expect(try await policy(room) == .weFile)
    #expect(server.sent == [room.server.accepted[0].bytes])

    try await room.approve(2)
    try await room.round()
    try await work(room, server)
    #expect(server.appends == 2)
  }

  @Test("A-16: what a person says of the account is not looked into")
  func said() async throws {
    let (room, server) = try await room()
    try await work(room, server, policy: .weFile)
    #expect(server.appends == 1)
    #expect(try await policy(room) == nil)
  }

  @Test("A-15: an APPEND whose answer is lost is not repeated where it took place", arguments: [true, false])
  func retriedAppend(tookPlace: Bool) async throws {
    let (room, server) = try await room()
    server.loseNextAppend(keeping: tookPlace)
    await #expect(throws: WorkerError.self) { try await work(room, server, policy: .weFile) }
    #expect(try await room.state()?.name == .sent, "S5: the mail's own state is untouched")
    room.clock.advance(by: 60)
    try await work(room, server, policy: .weFile)
    #expect(server.sent.count == 1)
    #expect(server.appends == (tookPlace ? 1 : 2))
  }

  @Test("A-16: our own copy after a lost answer is not taken for the server's")
  func ownCopyIsNoProof() async throws {
    let (room, server) = try await room()
    try await work(room, server)
    room.clock.advance(by: 300)
    server.loseNextAppend(keeping: true)
    await #expect(throws: WorkerError.self) { try await work(room, server) }
    room.clock.advance(by: 60)
    try await work(room, server)
    #expect(try await policy(room) == .weFile)
    #expect(server.sent.count == 1)
  }

  @Test("S5: a job that fails for a day is given up, and the mail stays sent")
  func givenUp() async throws {
    let (room, server) = try await room()
    server.refuse(with: "NO [OVERQUOTA] full")
    for _ in 0..<30 {
      try await work(room, server, policy: .weFile)
      room.clock.advance(by: 3600)
    }
    #expect(try await room.office.store.overview().pendingJobs == 0)
    #expect(try await room.state()?.name == .sent)
    #expect(server.appends == MailboxJobs.mostAttempts)
  }

  // MARK: Mail that may have left

  @Test("S3: a copy in Sent proves that it left, under whichever header it keeps our id", arguments: [
    "Message-ID", "X-Heard-Id", "X-Microsoft-Original-Message-ID",
  ])
  func found(header: String) async throws {
    let (room, server) = try await room([.acceptAndHangUp])
    #expect(try await room.state()?.name == .uncertain)
    try await work(room, server)
    #expect(try await room.state()?.name == .uncertain)
    server.file(room.server.accepted[0].bytes, under: header)
    room.clock.advance(by: 60)
    try await work(room, server)
    #expect(try await room.state() == .sent(at: 3060, reply: "a copy is in Sent"))
    #expect(try await room.story().contains("look in Sent done: found in Sent"))
    for _ in 0..<3 {
      room.clock.advance(by: 3600)
      try await room.round()
      try await work(room, server)
    }
    #expect(room.server.accepted.count == 1)
    #expect(server.appends == 0, "there is a copy")
    #expect(try await policy(room) == .serverFiles)
  }

  @Test("S3: no copy proves nothing where the server files none: after 0, 1, 5 and 15 minutes it is a person's")
  func notFound() async throws {
    let (room, server) = try await room([.acceptAndHangUp])
    for wait in [Seconds(0), 60, 240, 600, 86_400] {
      room.clock.advance(by: wait)
      try await work(room, server, policy: .weFile)
      try await room.round()
    }
    #expect(server.looks == 4)
    #expect(try await room.state()?.name == .uncertain)
    #expect(room.server.accepted.count == 1, "no timer sends again")
    #expect(
      try await room.story().contains("look in Sent done: not in Sent, which proves nothing; a person must decide"))
  }

  @Test("S3: no copy where the server files every mail: it did not leave, and a person sends it again, no timer")
  func provedUnsent() async throws {
    let (room, server) = try await room([.hangUp(.dot)])
    for wait in [Seconds(0), 60, 240, 599] {
      room.clock.advance(by: wait)
      try await work(room, server, policy: .serverFiles)
      #expect(try await room.state()?.name == .uncertain)
    }
    room.clock.advance(by: 1)
    try await work(room, server, policy: .serverFiles)
    #expect(try await room.state()?.name == .failed)
    room.clock.advance(by: 86_400)
    try await room.round()
    #expect(room.server.accepted.isEmpty)
    _ = try await room.office.store.advance(OutboxID(1), by: .personSaysAgain(by: "Ann"), at: room.clock.now)
    try await room.round()
    #expect(room.server.accepted.count == 1)
  }

  @Test("S3: an answer of the customer's that cites it proves that it arrived")
  func answered() async throws {
    let (room, _) = try await room([.acceptAndHangUp])
    let id = try #require(try await room.record()).messageID
    try await room.office.receive(
      """
      From: Tom Hartley <tom@riverside.example>
      To: support@shop.example
      Subject: Re: Where is my parcel?
      Message-ID: <2@riverside.example>
      In-Reply-To: <\(id)>

      Thank you.

      """)
    #expect(try await room.state() == .sent(at: 1000, reply: "m2 cites it"))
  }

  @Test("S3: a bounce that returns it proves that it left")
  func bounced() async throws {
    let (room, _) = try await room([.acceptAndHangUp])
    let id = try #require(try await room.record()).messageID
    try await room.office.receive(
      """
      From: MAILER-DAEMON@mail.example
      To: support@shop.example
      Subject: Undelivered
      Message-ID: <b1@mail.example>
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: text/plain

      It could not be delivered.
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mail.example

      Final-Recipient: rfc822; tom@riverside.example
      Action: failed
      Status: 5.1.1

      --b
      Content-Type: text/rfc822-headers

      Message-ID: <\(id)>
      Subject: Re: Where is my parcel?

      --b--

      """)
    #expect(try await room.state() == .sent(at: 1000, reply: "m2 cites it"))
  }
}

/// A mail server that holds sent mail, and can be told to fail.
final class FakeMailServer: JobServer {
  private struct State {
    var sent: [(bytes: [UInt8], header: String)] = []
    var appends = 0
    var searches = 0
    var looks = 0
    var losing: Bool?
    var refusal: String?
  }
  private let state = Mutex(State())

  var sent: [[UInt8]] { state.withLock { $0.sent.map(\.bytes) } }
  var appends: Int { state.withLock { $0.appends } }
  /// Questions, and times that a mail was looked for by its Message-ID.
  var searches: Int { state.withLock { $0.searches } }
  var looks: Int { state.withLock { $0.looks } }

  /// Files a copy as a server does that keeps our id under `header` alone.
  func file(_ bytes: [UInt8], under header: String = "Message-ID") {
    state.withLock { $0.sent.append((bytes, header)) }
  }

  /// The next APPEND has no answer; it takes place or not.
  func loseNextAppend(keeping: Bool) { state.withLock { $0.losing = keeping } }

  func refuse(with words: String) { state.withLock { $0.refusal = words } }

  func sentMailbox() async throws(WireError) -> String? { "Sent" }

  func search(headerMessageID: String, in mailbox: String) async throws(WireError) -> [UInt32] {
    state.withLock { $0.looks += 1 }
    return try await search(header: "Message-ID", value: headerMessageID, in: mailbox)
  }

  func search(header: String, value: String, in mailbox: String) async throws(WireError) -> [UInt32] {
    state.withLock { state in
      state.searches += 1
      let found = state.sent.firstIndex { mail in
        mail.header == header && String(decoding: mail.bytes, as: UTF8.self).contains(value)
      }
      return found.map { [UInt32($0 + 1)] } ?? []
    }
  }

  func append(_ bytes: [UInt8], to mailbox: String, flags: [String]) async throws(WireError) -> AppendResult {
    let (losing, refusal) = state.withLock { state in
      state.appends += 1
      let losing = state.losing
      state.losing = nil
      if losing != false, state.refusal == nil { state.sent.append((bytes, "Message-ID")) }
      return (losing, state.refusal)
    }
    if let refusal {
      throw .refused(place: "fake", during: .append, reply: ServerText(Array(refusal.utf8)), .later)
    }
    if losing != nil { throw .closed(place: "fake", during: .append, farewell: nil) }
    return AppendResult(uidValidity: nil, uid: nil)
  }

  func select(_ mailbox: String) async throws(WireError) -> SelectedMailbox {
    throw .refused(place: "fake", during: .select, reply: ServerText(Array("NO".utf8)), .later)
  }

  func markAnswered(uid: UInt32) async throws(WireError) -> Bool { false }

  func logout() async {}
}
