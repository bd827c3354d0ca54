import Desk
import Foundation
import Logging
import Steps
import Store
import TestKit
import Testing
import Wire

@testable import Worker

@Suite("Sending, against a server that misbehaves")
struct DeliveryTests {
  /// Approves Tom's answer, sends it once to a server with these faults, and tells the state it is left in.
  private func send(
    _ faults: [[ScriptedSMTPServer.Fault]], times: Int = 1
  ) async throws -> (state: OutboxState?, accepted: Int) {
    let office = try Office()
    try await office.receive(Office.tom)
    guard case .approved = try await office.approve(1, by: Office.ann) else { return (nil, 0) }
    let server = try ScriptedSMTPServer(faults: faults)
    let endpoint = try Endpoint(url: "smtp://127.0.0.1:\(server.port)", plainText: true)
    let clock = StoppedClock()
    let delivery = Delivery(
      store: office.store, from: office.support.address, steps: StepCounter(), logger: office.reader.logger,
      now: { clock.now })
    for _ in 0..<times {
      _ = try? await delivery.sendDue { () async throws(WireError) in
        try await SMTPConnection.connect(
          to: endpoint, login: nil, timeouts: Timeouts(atMost: .seconds(5)), steps: StepCounter(),
          logger: office.reader.logger)
      }
      clock.advance(by: 86_400)
    }
    let state = try await office.store.outbox(OutboxID(1))?.state
    let accepted = server.accepted.count
    server.stop()
    return (state, accepted)
  }

  @Test("A good server: sent, once, however often the worker looks")
  func good() async throws {
    let (state, accepted) = try await send([], times: 3)
    #expect(state?.name == .sent)
    #expect(accepted == 1)
  }

  @Test("The line breaks between the dot and the answer: uncertain, and nobody sends again by himself")
  func lostAfterDot() async throws {
    let (state, accepted) = try await send([[.acceptAndHangUp]], times: 3)
    #expect(state?.name == .uncertain)
    #expect(accepted == 1)
  }

  @Test("The line breaks before the dot: put off, and sent the next time, once")
  func lostBeforeDot() async throws {
    let (state, accepted) = try await send([[.hangUp(.data)]], times: 2)
    #expect(state?.name == .sent)
    #expect(accepted == 1)
  }

  @Test("4yz is tried again, 5yz is a person's affair")
  func refusals() async throws {
    let later = try await send([[.reply(.recipient(0), "451 4.3.0 later")]])
    #expect(later.state?.name == .deferred)
    let healed = try await send([[.reply(.recipient(0), "451 4.3.0 later")]], times: 2)
    #expect(healed.state?.name == .sent)
    #expect(healed.accepted == 1)
    let never = try await send([[.reply(.dot, "554 5.7.1 no")]], times: 3)
    #expect(never.state?.name == .failed)
    #expect(never.accepted == 0)
  }

  @Test("What a dead worker left in the midst is queued again; at the dot it is uncertain")
  func deadWorker() async throws {
    let office = try Office()
    try await office.receive(Office.tom)
    _ = try await office.approve(1, by: Office.ann)
    let delivery = Delivery(store: office.store, from: office.support.address, steps: StepCounter(), logger: office.reader.logger, now: { 3000 })
    _ = try await office.store.advance(OutboxID(1), by: .taken, at: 2500)
    try await delivery.recover()
    #expect(try await office.store.outbox(OutboxID(1))?.state == .queued(attempt: 1))
    for event in [OutboxEvent.taken, .dotReached] {
      _ = try await office.store.advance(OutboxID(1), by: event, at: 2600)
    }
    try await delivery.recover()
    #expect(try await office.store.outbox(OutboxID(1))?.state.name == .uncertain)
  }
}
