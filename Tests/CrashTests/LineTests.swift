import Desk
import Foundation
import Steps
import Store
import TestKit
import Testing
import Wire

@testable import Worker

/// What else a line can do but end.
@Suite("Lines that are slow, or dead and silent", .serialized, .timeLimit(.minutes(20)))
struct LineTests {
  @Test("Every byte comes in a packet of its own, through TLS on both sides: kept once, sent once, filed once")
  func sliced() async throws {
    let lab = try await Lab.start()
    let imap = try CutProxy(to: UInt16(lab.ports.imaps)) { _ in .slice }
    let smtp = try CutProxy(to: UInt16(lab.ports.smtps)) { _ in .slice }
    let scratch = try ScratchFolder()
    try lab.writeSettings(to: scratch.file("heard.toml")) {
      $0.imapURL = "imaps://localhost:\(imap.port)"
      $0.smtpURL = "smtps://localhost:\(smtp.port)"
    }
    let places = ["--config", scratch.file("heard.toml"), "--store", scratch.file("heard.db")]
    try await lab.deliver(try Fixtures.mail("tracker-already-checked"), to: "support")
    #expect(try await HeardProcess.run(["run", "--once"] + places).outputText.hasPrefix("1 new, 1 read"))
    #expect(try await HeardProcess.run(["approve", "d1"] + places).status == 0)
    let sent = try await HeardProcess.run(["run", "--once"] + places)
    #expect(sent.outputText == "0 new, 0 read, 1 sent, 2 jobs done on the server\n", "\(sent.errorText)")
    #expect(try await lab.mails(of: "tom", atLeast: 1).count == 1)
    #expect(try lab.mails(of: "support", in: "Sent").count == 1)
    for proxy in [imap, smtp] { proxy.stop() }
  }

  /// Where the line falls silent, and what must be known of the mail then.
  struct Silence: Sendable, CustomTestStringConvertible {
    let place: String
    let direction: CutProxy.Direction
    let state: OutboxState.Name
    let accepted: Int
    var testDescription: String { place }
  }

  @Test(
    "A-29: the line swallows everything and nobody is told: the wait ends, and the state is the right one",
    arguments: [
      Silence(place: "RCPT", direction: .toServer, state: .deferred, accepted: 0),
      Silence(place: "text", direction: .toServer, state: .uncertain, accepted: 0),
      Silence(place: "answer", direction: .toClient, state: .uncertain, accepted: 1),
    ])
  func blackHole(_ silence: Silence) async throws {
    let round = try Round(inbox: [CutTests.tom])
    #expect(try await round.run().error == nil)
    guard case .approved = try await round.approve(1) else { throw CutError.notApproved }
    try round.save("approved")
    // Once undisturbed, to learn where things are said.
    #expect(try await round.run(.submission).error == nil)
    let said = try #require(round.smtp.received.last)
    let offset: Int
    switch silence.place {
    case "RCPT": offset = try #require(said.firstRange(of: Array("RCPT".utf8))).upperBound
    case "text": offset = try #require(said.firstRange(of: Array("DATA\r\n".utf8))).upperBound + 10
    default: offset = try #require(round.smtpProxy.passages.last).toClient - "221 2.0.0 bye\r\n".utf8.count - 5
    }
    try round.restore("approved")
    let before = round.smtp.accepted.count
    let proxy = try CutProxy(to: round.smtp.port) { number in
      number == 0 ? .cut(silence.direction, after: offset, .blackHole) : .pass
    }
    let endpoint = try Endpoint(url: "smtp://127.0.0.1:\(proxy.port)", plainText: true)
    let store = try round.openStore()
    let delivery = Delivery(store: store, from: Round.support.address, steps: StepCounter(), logger: Round.quiet, now: { 1_900_000_000 })
    // As short as a loaded machine allows.
    let timeouts = Timeouts(atMost: .seconds(1))
    _ = try await delivery.sendDue { () async throws(WireError) in
      try await SMTPConnection.connect(
        to: endpoint, login: nil, name: "shop.example", timeouts: timeouts, steps: StepCounter(), logger: Round.quiet)
    }
    #expect(try await store.outbox(OutboxID(1))?.state.name == silence.state)
    #expect(round.smtp.accepted.count - before == silence.accepted)
    proxy.stop()
  }

  @Test("A-11: an IMAP server that has gone without a word is noticed within the wait for it")
  func blackHoleInIMAP() async throws {
    let round = try Round(inbox: [CutTests.tom])
    let proxy = try CutProxy(to: round.imap.port) { _ in .cut(.toClient, after: 150, .blackHole) }
    let endpoint = try Endpoint(url: "imap://127.0.0.1:\(proxy.port)", plainText: true)
    await #expect(throws: WireError.self) {
      let connection = try await IMAPConnection.connect(
        to: endpoint, login: Login(user: "support", password: "secret"), timeouts: Timeouts(atMost: .seconds(1)),
        steps: StepCounter(), logger: Round.quiet)
      _ = try await connection.select("INBOX")
    }
    proxy.stop()
  }
}
