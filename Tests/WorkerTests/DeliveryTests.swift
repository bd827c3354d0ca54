import Desk
import Foundation
import Logging
import Steps
import Store
import TestKit
import Testing
import Wire

@testable import Worker

@Suite("Sending, against a server that misbehaves", .timeLimit(.minutes(20)))
struct DeliveryTests {
  /// Approves Tom's answer, sends it on so many days to a server with these faults, and tells the state it is left in.
  private func send(
    _ faults: [[ScriptedSMTPServer.Fault]], times: Int = 1
  ) async throws -> (state: OutboxState?, accepted: Int) {
    let room = try await DeliveryRoom(faults)
    for _ in 0..<times {
      _ = try? await room.round()
      room.clock.advance(by: 86_400)
    }
    return (try await room.state(), room.server.accepted.count)
  }

  @Test("A good server: sent, once, however often the worker looks")
  func good() async throws {
    let (state, accepted) = try await send([], times: 3)
    #expect(state?.name == .sent)
    #expect(accepted == 1)
  }

  @Test("A-37: the server's words and queue id are kept with the mail, and heard why tells them")
  func queueID() async throws {
    let room = try await DeliveryRoom()
    try await room.round()
    let size = try #require(try await room.record()).bytes.count
    #expect(try await room.state() == .sent(at: 3000, reply: "250 2.0.0 queued as S\(size)"))
    #expect(try await room.story().contains("outbox sent o1: 250 2.0.0 queued as S\(size)"))
  }

  @Test("A-30: the line breaks between the dot and the answer: uncertain, and nobody sends again by himself")
  func lostAfterDot() async throws {
    let (state, accepted) = try await send([[.acceptAndHangUp]], times: 3)
    #expect(state?.name == .uncertain)
    #expect(accepted == 1)
  }

  @Test("A-30: the line breaks before the dot: put off, and sent the next time, once")
  func lostBeforeDot() async throws {
    let (state, accepted) = try await send([[.hangUp(.data)]], times: 2)
    #expect(state?.name == .sent)
    #expect(accepted == 1)
  }

  @Test("A-27: 4yz at whatever stage is tried again, and 421 is one of them", arguments: [
    ScriptedSMTPServer.Stage.greeting, .ehlo, .mail, .recipient(0), .data, .dot,
  ], ["421 4.3.2 closing", "451 4.3.0 later", "499 what"])
  func later(stage: ScriptedSMTPServer.Stage, reply: String) async throws {
    let room = try await DeliveryRoom([[.reply(stage, reply)]])
    _ = try? await room.round()
    guard case .deferred(_, _, let words)? = try await room.state() else {
      Issue.record("\(String(describing: try await room.state()))")
      return
    }
    // libcurl tells of a refused login phase in words of its own.
    #expect(words.contains(reply.prefix(3)) || stage == .greeting || stage == .ehlo, "\(words)")
    room.clock.advance(by: 3600)
    try await room.round()
    #expect(try await room.state()?.name == .sent)
    #expect(room.server.accepted.count == 1)
  }

  @Test("A-27: 5yz to the mail is a person's affair, with the server's words, and is not tried again", arguments: [
    ScriptedSMTPServer.Stage.mail, .recipient(0), .data, .dot,
  ], ["550 5.7.1 no", "599 what"])
  func never(stage: ScriptedSMTPServer.Stage, reply: String) async throws {
    let room = try await DeliveryRoom([[.reply(stage, reply)]])
    for _ in 0..<3 {
      try await room.round()
      room.clock.advance(by: 86_400)
    }
    guard case .failed(at: 3000, let words)? = try await room.state() else {
      Issue.record("\(String(describing: try await room.state()))")
      return
    }
    #expect(words.hasSuffix(reply))
    #expect(room.server.accepted.isEmpty)
    #expect(room.server.received.count == 1, "nobody called again")
    // A person says again: then it is tried, once.
    _ = try await room.office.store.advance(OutboxID(1), by: .personSaysAgain(by: "Ann"), at: room.clock.now)
    try await room.round()
    #expect(try await room.state()?.name == .sent)
  }

  @Test("A-27: 552 to a recipient means too many at once, and is tried again")
  func tooManyRecipients() async throws {
    let room = try await DeliveryRoom([[.reply(.recipient(0), "552 5.5.3 too many")]])
    try await room.round()
    #expect(try await room.state() == .deferred(attempt: 1, notBefore: 3060, reply: "RCPT: 552 5.5.3 too many"))
  }

  @Test("A-28: put off for 1, 5, 15, 60 minutes, then hourly, the same bytes each time; then a person is told")
  func schedule() async throws {
    let faults = Array(repeating: [ScriptedSMTPServer.Fault.reply(.dot, "451 4.3.0 later")], count: 20)
    var room = try await DeliveryRoom(faults)
    room.schedule = RetrySchedule(patience: 3 * 3600)
    var waits: [Seconds] = []
    while case .some(let state) = try await room.state(), waits.count < 20 {
      if case .failed(_, let reply) = state {
        #expect(reply == "tried too long: dot: 451 4.3.0 later")
        break
      }
      let before = room.clock.now
      try await room.round()
      guard case .deferred(_, let notBefore, _)? = try await room.state() else { continue }
      room.clock.advance(by: notBefore - before - 1)
      try await room.round()
      #expect(room.server.received.count == waits.count + 1, "not sooner than that")
      room.clock.advance(by: 1)
      waits.append(notBefore - before)
    }
    #expect(waits == [60, 300, 900, 3600, 3600])
    #expect(room.server.received.count == 6)
    #expect(try await room.office.store.overview().outbox[.failed] == 1)
    let bodies = Set(room.server.received.map { bytes in
      String(decoding: bytes, as: UTF8.self).split(separator: "DATA\r\n", maxSplits: 1).last.map(String.init)
    })
    #expect(bodies.count == 1, "one Message-ID, and the same bytes in each try")
  }

  @Test("A-28: where no server answers, the mail says so after the first try, and leaves when there is one again")
  func unreachable() async throws {
    let room = try await DeliveryRoom(mails: 2)
    let gone = try ScriptedSMTPServer()
    let port = gone.port
    gone.stop()
    for _ in 0..<3 {
      await #expect(throws: WorkerError.self) {
        _ = try await room.delivery.sendDue { () async throws(WireError) in
          try await DeliveryRoom.connect(port, timeouts: Timeouts(atMost: .seconds(5)))
        }
      }
      room.clock.advance(by: 1)
    }
    for id in [OutboxID(1), OutboxID(2)] {
      guard case .deferred(attempt: 0, notBefore: 3000, let why)? = try await room.state(id) else {
        Issue.record("\(String(describing: try await room.state(id)))")
        continue
      }
      #expect(why.contains("nobody answers there"))
    }
    #expect(try await room.story().count { $0.hasPrefix("outbox deferred") } == 1, "told once, not at every try")
    #expect(try await room.office.store.overview().oldestUnsent == 2000, "heard status tells of it after an hour")
    #expect(try await room.round() == [OutboxID(1), OutboxID(2)])
  }

  @Test("A-33: a mail that is too large for the server goes back to a person, and not a byte of it has left")
  func tooLarge() async throws {
    let room = try await DeliveryRoom(extensions: ["SIZE 100"])
    try await room.round()
    let size = try #require(try await room.record()).bytes.count
    guard case .failed(_, let words)? = try await room.state() else {
      Issue.record("\(String(describing: try await room.state()))")
      return
    }
    #expect(words.contains("\(size) bytes") && words.contains("at most 100"))
    #expect(!room.server.receivedText.contains("MAIL"))
    // Its text waits on the desk again.
    _ = try await room.office.store.advance(OutboxID(1), by: .personGivesUp(by: "Ann"), at: room.clock.now)
    #expect(try await room.office.store.queue().map(\.draft.id) == [DraftID(2)])
  }

  @Test("A-34: a customer whose domain is outside ASCII gets the answer under its A-label")
  func otherDomain() async throws {
    let room = try await DeliveryRoom()
    try await room.office.receive(
      Office.tom.replacingOccurrences(of: "1@riverside", with: "2@riverside")
        .replacingOccurrences(of: "tom@riverside.example", with: "tom@b\u{FC}cher.example"))
    guard case .approved = try await room.office.approve(2, by: Office.ann) else {
      Issue.record("it could not be approved")
      return
    }
    try await room.round()
    #expect(room.server.accepted.last?.to == ["tom@xn--bcher-kva.example"])
  }

  @Test("A-34: a customer with letters outside ASCII before the @ is answered where the server can; else a person is told")
  func otherLetters() async throws {
    for extensions in [["SMTPUTF8", "8BITMIME"], ["8BITMIME"]] {
      let room = try await DeliveryRoom(mails: 0, extensions: extensions)
      try await room.office.receive(
        Office.tom.replacingOccurrences(of: "tom@riverside.example", with: "j\u{FC}rgen@riverside.example"))
      guard case .approved = try await room.office.approve(1, by: Office.ann) else {
        Issue.record("it could not be approved")
        return
      }
      try await room.round()
      if extensions.contains("SMTPUTF8") {
        #expect(room.server.accepted.last?.to == ["j\u{FC}rgen@riverside.example"])
        #expect(try await room.state()?.name == .sent)
      } else {
        #expect(room.server.accepted.isEmpty)
        guard case .failed(_, let reply) = try await room.state() else {
          Issue.record("\(String(describing: try await room.state()))")
          return
        }
        #expect(reply.contains("SMTPUTF8"))
      }
    }
  }

  @Test("An address with dots in odd places, as some Japanese providers gave out, is answered as it is written")
  func oddDots() async throws {
    let room = try await DeliveryRoom()
    try await room.office.receive(
      Office.tom.replacingOccurrences(of: "1@riverside", with: "2@riverside")
        .replacingOccurrences(of: "tom@riverside.example", with: "t..om.@docomo.ne.jp"))
    guard case .approved = try await room.office.approve(2, by: Office.ann) else {
      Issue.record("it could not be approved")
      return
    }
    try await room.round()
    #expect(room.server.accepted.last?.to == ["t..om.@docomo.ne.jp"])
  }

  @Test("S1: that the dot is about to go is on disk before it goes")
  func dotPendingFirst() async throws {
    let room = try await DeliveryRoom([[.acceptAndFallSilent]])
    let port = room.server.port
    let sending = Task {
      try? await room.delivery.sendDue { () async throws(WireError) in
        try await DeliveryRoom.connect(port, timeouts: Timeouts(atMost: .seconds(1)))
      }
    }
    await room.server.accepts()
    #expect(try await room.state()?.name == .dotPending)
    _ = await sending.value
    #expect(try await room.state()?.name == .uncertain)
  }

  @Test("S2: what a dead worker left in the midst is queued again; at the dot it is uncertain")
  func deadWorker() async throws {
    let room = try await DeliveryRoom()
    _ = try await room.office.store.advance(OutboxID(1), by: .taken, at: 2500)
    try await room.delivery.recover()
    #expect(try await room.state() == .queued(attempt: 1))
    for event in [OutboxEvent.taken, .dotReached] {
      _ = try await room.office.store.advance(OutboxID(1), by: event, at: 2600)
    }
    try await room.delivery.recover()
    #expect(try await room.state()?.name == .uncertain)
    try await room.round()
    #expect(room.server.received.isEmpty)
  }
}
