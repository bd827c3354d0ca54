import Steps
import TestKit
import Testing

@testable import Wire

@Suite("How long a submission server may take", .timeLimit(.minutes(20)))
struct SMTPTimeoutTests {
  @Test("A-29: no wait is shorter than the least that the standard allows a client")
  func standard() {
    let waits = Timeouts.standard
    #expect(waits.connect >= .seconds(300))
    #expect(waits.smtpCommand == .seconds(300))
    #expect(waits.smtpData == .seconds(120))
    #expect(waits.smtpBlock == .seconds(180))
    #expect(waits.smtpDot == .seconds(600))
  }

  typealias Wait = WritableKeyPath<Timeouts, Duration> & Sendable

  /// One wait that is over soon, all others long. A busy machine needs the second.
  static func hasty(_ wait: Wait) -> Timeouts {
    var timeouts = brief
    timeouts[keyPath: wait] = .seconds(1)
    return timeouts
  }

  /// Hands in `bytes` to a server that takes its time.
  static func send(
    _ fault: ScriptedSMTPServer.Fault, _ timeouts: Timeouts, bytes: [UInt8] = crlf("Subject: x", "", "Dear Bob")
  ) async throws -> (outcome: SMTPOutcome, accepted: Int) {
    let server = try ScriptedSMTPServer(extensions: [], faults: [[fault]])
    let outcome = try await handIn(bytes, to: server, timeouts)
    // What the client could not get rid of keeps its end from arriving where the server stalls.
    if case .stallInBody = fault { server.stop() }
    await server.ended()
    return (outcome, server.accepted.count)
  }

  /// A function of its own: the connection ends with it, and a server that fell silent waits for that.
  private static func handIn(
    _ bytes: [UInt8], to server: ScriptedSMTPServer, _ timeouts: Timeouts
  ) async throws -> SMTPOutcome {
    let connection = try await connect(to: server, timeouts: timeouts)
    return await connection.send(from: "ann@desk.example", to: ["bob@shop.example"], bytes: bytes) { _ in }
  }

  @Test("A-29: each stage before the dot has its own wait, and when it is over nothing was sent", arguments: [
    (ScriptedSMTPServer.Stage.mail, \Timeouts.smtpCommand as Wait, WireError.Activity.mail),
    (.recipient(0), \.smtpCommand, .recipient), (.data, \.smtpData, .data),
  ])
  func beforeDot(stage: ScriptedSMTPServer.Stage, wait: Wait, activity: WireError.Activity) async throws {
    let (outcome, accepted) = try await Self.send(.delay(stage, milliseconds: 3000), Self.hasty(wait))
    guard case .lostBeforeDot(.timedOut(_, activity, _), _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(accepted == 0)
  }

  @Test("A-29: a server that reads no further is given up, and has nothing")
  func block() async throws {
    // More than the client's socket holds (2.8 MB where it was measured).
    let mail = Array(repeating: [UInt8](repeating: 0x61, count: 998) + [0x0D, 0x0A], count: 4000).flatMap { $0 }
    let (outcome, accepted) = try await Self.send(
      .stallInBody(afterOctets: 1000), Self.hasty(\.smtpBlock), bytes: mail)
    guard case .lostBeforeDot(.timedOut(_, .body, _), _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(accepted == 0)
  }

  @Test("A-29: after the dot only its own wait counts, and when it is over the mail is uncertain")
  func dot() async throws {
    let slow = try await Self.send(.delay(.dot, milliseconds: 2000), Self.hasty(\.smtpCommand))
    guard case .accepted = slow.outcome else {
      Issue.record("\(slow.outcome)")
      return
    }
    let (outcome, accepted) = try await Self.send(.acceptAndFallSilent, Self.hasty(\.smtpDot))
    guard case .lostAfterDot(.timedOut(_, .dot, _)) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(accepted == 1)
  }

  @Test("A-29: a server that answers one octet at a time does not get more time for it")
  func drip() async throws {
    let server = try ScriptedServer([
      .line("220 slow"), .expect("EHLO"), .line("250 slow"), .expect("EHLO"), .line("250 slow"), .expect("MAIL"),
      .drip(Array("250-".utf8) + Array(repeating: 0x61, count: 200)), .readToEnd,
    ])
    let connection = try await SMTPConnection.connect(
      to: Endpoint(url: "smtp://127.0.0.1:\(server.port)", plainText: true), login: nil, name: "desk.example",
      timeouts: Self.hasty(\.smtpCommand), steps: StepCounter(), logger: quiet)
    let outcome = await connection.send(from: "a@desk.example", to: ["b@shop.example"], bytes: crlf("x")) { _ in }
    guard case .lostBeforeDot(.timedOut(_, .mail, _), _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }
}
