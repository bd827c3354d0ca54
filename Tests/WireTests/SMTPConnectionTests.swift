import Steps
import Synchronization
import TestKit
import Testing

@testable import Wire

@Suite("Handing in a reply", .timeLimit(.minutes(20)))
struct SMTPConnectionTests {
  static let mail = crlf("Subject: your parcel", "", "Dear Bob,", ".", ".hidden", "Ann")

  /// Larger than what sockets hold (some 6 MB), so that hanging up in the midst is noticed in the midst.
  static let longMail = Array(
    repeating: crlf(String(repeating: "a long letter about a parcel, ", count: 30)), count: 8000
  ).flatMap { $0 }

  static func send(
    _ faults: [ScriptedSMTPServer.Fault], extensions: [String] = ["8BITMIME", "SIZE 10000"],
    to recipients: [String] = ["bob@shop.example"], bytes: [UInt8] = mail, timeouts: Timeouts = brief
  ) async throws -> (outcome: SMTPOutcome, server: ScriptedSMTPServer, reachedDot: Bool) {
    let server = try ScriptedSMTPServer(extensions: extensions, faults: [faults])
    let connection = try await connect(to: server, timeouts: timeouts)
    let reached = Flag()
    let outcome = await connection.send(from: "ann@desk.example", to: recipients, bytes: bytes) { _ in reached.raise() }
    await connection.quit()
    // What the server took is only known once it has heard all of it.
    await server.ended()
    return (outcome, server, reached.isRaised)
  }

  @Test("A-37: a reply that the server takes arrives once, octet for octet")
  func accepted() async throws {
    let (outcome, server, _) = try await Self.send([])
    guard case .accepted(let reply, let recipients) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reply.description == "250 2.0.0 queued as S\(Self.mail.count)")
    #expect(recipients.map(\.address) == ["bob@shop.example"])
    #expect(server.accepted == [.init(from: "ann@desk.example", to: ["bob@shop.example"], bytes: Self.mail)])
    #expect(
      server.receivedText.hasPrefix("EHLO desk.example\r\nEHLO desk.example\r\nMAIL FROM:<ann@desk.example> SIZE="))
  }

  @Test("A-27: a refusal is told with the stage and the server's words, and nothing counts as sent", arguments: [
    (ScriptedSMTPServer.Stage.mail, SMTPStage.sender), (.recipient(0), .recipients), (.data, .data), (.dot, .dot),
  ])
  func refused(stage: ScriptedSMTPServer.Stage, told: SMTPStage) async throws {
    for (answer, verdict) in [("451 4.3.0 later", WireError.Verdict.later), ("554 5.7.1 never", .never)] {
      let (outcome, server, reachedDot) = try await Self.send([.reply(stage, answer)])
      guard case .refused(let reply, told, _) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(reply.description == answer)
      #expect(reply.verdict == verdict)
      #expect(server.accepted.isEmpty)
      #expect(reachedDot == (stage == .dot))
      #expect(stage == .dot || !server.receivedText.contains("Dear Bob"))
    }
  }

  @Test("A-30: a line that breaks before the dot leaves nothing on the server", arguments: [
    ScriptedSMTPServer.Fault.hangUp(.mail), .hangUp(.recipient(0)), .hangUp(.data), .hangUpInBody(afterOctets: 10),
    .reply(.mail, "2500 what"), .reply(.data, "250 ok"),
  ])
  func lostBeforeDot(fault: ScriptedSMTPServer.Fault) async throws {
    let bytes = fault == .hangUpInBody(afterOctets: 10) ? Self.longMail : Self.mail
    let (outcome, server, reachedDot) = try await Self.send([fault], extensions: [], bytes: bytes)
    guard case .lostBeforeDot = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(server.accepted.isEmpty)
    #expect(!reachedDot)
  }

  @Test("A-30: a line that breaks between the dot and its answer is known not to be known", arguments: [
    (ScriptedSMTPServer.Fault.acceptAndHangUp, 1), (.hangUp(.dot), 0), (.acceptAndFallSilent, 1),
    (.reply(.dot, "what?"), 0), (.reply(.dot, "354 go on"), 0),
  ])
  func lostAfterDot(fault: ScriptedSMTPServer.Fault, accepted: Int) async throws {
    var timeouts = brief
    timeouts.smtpDot = .milliseconds(300)
    let (outcome, server, reachedDot) = try await Self.send([fault], timeouts: timeouts)
    guard case .lostAfterDot = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(server.accepted.count == accepted)
    #expect(reachedDot)
  }

  @Test("A-31: of three customers one may be taken, one put off and one refused; each is told apart")
  func mixedRecipients() async throws {
    let names = ["bob@shop.example", "eve@shop.example", "tom@shop.example"]
    let (outcome, server, _) = try await Self.send(
      [.reply(.recipient(1), "550 5.1.1 nobody"), .reply(.recipient(2), "451 4.2.1 later")], to: names)
    guard case .accepted(_, let recipients) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(recipients.map(\.verdict) == [.accepted, .never, .later])
    #expect(server.accepted.map(\.to) == [["bob@shop.example"]])
  }

  @Test("A-31: where nobody is taken, one who may be taken later decides")
  func allRecipientsRefused() async throws {
    let (outcome, server, _) = try await Self.send(
      [.reply(.recipient(0), "550 5.1.1 nobody"), .reply(.recipient(1), "552 5.5.3 too many")],
      to: ["bob@shop.example", "eve@shop.example"])
    guard case .refused(let reply, .recipients, let recipients) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reply.code == 552)
    #expect(recipients.count == 2)
    #expect(!server.receivedText.contains("DATA"))
  }

  @Test("When the last step before the dot fails, no dot goes out, and no farewell that could be read as text")
  func withheld() async throws {
    struct NotWritten: Error {}
    let server = try ScriptedSMTPServer()
    let connection = try await connect(to: server)
    await #expect(throws: NotWritten.self) {
      _ = try await connection.send(from: "ann@desk.example", to: ["bob@shop.example"], bytes: Self.mail) {
        (_: [RecipientReply]) async throws(NotWritten) in throw NotWritten()
      }
    }
    await connection.quit()
    #expect(server.accepted.isEmpty)
    let next = await connection.send(from: "ann@desk.example", to: ["bob@shop.example"], bytes: Self.mail) { _ in }
    guard case .lostBeforeDot = next else {
      Issue.record("\(next)")
      return
    }
    #expect(!server.receivedText.contains("QUIT"))
    #expect(!server.receivedText.contains("\r\n.\r\n"))
  }

  @Test("A refusal in the midst of the text is a refusal, and no dot follows")
  func refusedInBody() async throws {
    let server = try ScriptedSMTPServer()
    let connection = try await connect(to: server)
    let outcome = await connection.send(from: "ann@desk.example", to: ["bob@shop.example"], bytes: Self.mail) { _ in
      server.speak("552 5.3.4 too much")
    }
    guard case .refused(let reply, .body, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reply.code == 552)
    #expect(server.accepted.isEmpty)
  }

  @Test("A-32: an answer too many is not taken for the answer to the next question")
  func strayReply() async throws {
    let (outcome, server, reachedDot) = try await Self.send([.stray(.data, "250 2.0.0 queued as FORGED")])
    guard case .lostBeforeDot(.protocolViolation(_, _, .unasked), _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(!reachedDot)
    #expect(server.accepted.isEmpty)
  }

  @Test("A-33, A-35: a mail over the server's limit, or one that no server should get, is held back whole")
  func unsendable() async throws {
    let server = try ScriptedSMTPServer(extensions: ["SIZE 50"])
    let connection = try await connect(to: server)
    func send(
      from: String = "ann@desk.example", to: [String] = ["bob@shop.example"], _ bytes: [UInt8]
    ) async -> SMTPOutcome {
      await connection.send(from: from, to: to, bytes: bytes) { _ in }
    }
    #expect(await send(Self.mail) == .tooLarge(size: Self.mail.count, limit: 50))
    #expect(await send(octets("a\n.\n")) == .unsendable(.bareLineEnd(offset: 1)))
    #expect(await send(crlf("Subject: x", "", "gr\u{FC}n")) == .unsendable(.eightBit))
    #expect(await send(to: [], crlf("a")) == .unsendable(.noRecipients))
    #expect(
      await send(to: ["bob@shop.example", "x@y.example>\r\nRCPT TO:<evil@bad.example"], crlf("a"))
        == .unsendable(.badRecipient(index: 1)))
    #expect(await send(from: "", crlf("a")) == .unsendable(.badSender))
    #expect(server.receivedText == "EHLO desk.example\r\nEHLO desk.example\r\n")
    guard case .accepted = await send(crlf("short")) else {
      Issue.record("the connection is no longer good")
      return
    }
  }

  @Test("Several replies go through one connection, one refused among them")
  func oneAfterAnother() async throws {
    let server = try ScriptedSMTPServer()
    let connection = try await connect(to: server)
    for number in 1...3 {
      let outcome = await connection.send(
        from: "ann@desk.example", to: ["bob\(number)@shop.example"], bytes: crlf("mail \(number)")) { _ in }
      guard case .accepted = outcome else {
        Issue.record("\(outcome)")
        return
      }
    }
    await connection.quit()
    #expect(server.accepted.map(\.to) == [["bob1@shop.example"], ["bob2@shop.example"], ["bob3@shop.example"]])
    #expect(server.receivedText.hasSuffix("QUIT\r\n"))
  }

  @Test("A greeting that refuses is a refusal to be tried again by its code", arguments: [
    ("421 4.3.2 busy", WireError.Kind.later), ("554 5.7.1 go away", .never),
  ])
  func greetingRefuses(greeting: String, kind: WireError.Kind) async throws {
    let server = try ScriptedSMTPServer(faults: [[.reply(.greeting, greeting)]])
    let error = await #expect(throws: WireError.self) { _ = try await connect(to: server) }
    #expect(error?.kind == kind)
  }

  @Test("A server that says nothing is given up in time")
  func silentServer() async throws {
    let server = try ScriptedServer([.readToEnd])
    await #expect(throws: WireError.timedOut(place: "127.0.0.1:\(server.port)", during: .connecting, seconds: 1)) {
      _ = try await SMTPConnection.connect(
        to: Endpoint(url: "smtp://127.0.0.1:\(server.port)", plainText: true), login: nil,
        timeouts: Timeouts(atMost: .seconds(1)), steps: StepCounter(), logger: quiet)
    }
  }

  @Test("The steps around the dot are passed in their order, so that a crash can be placed at each")
  func steps() async throws {
    let passed = Names()
    let server = try ScriptedSMTPServer()
    let connection = try await connect(to: server, steps: StepCounter { _, name in passed.add("\(name)") })
    _ = await connection.send(from: "ann@desk.example", to: ["bob@shop.example"], bytes: Self.mail) { _ in
      passed.add("before dot")
    }
    let names = passed.all
    let order = ["before dot", "smtp.dot.send", "smtp.dot.sent"].map { names.firstIndex(of: $0) }
    #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    #expect(!order.contains(nil))
    #expect(names.last == "smtp.receive")
  }
}

/// Raised once, seen by all.
final class Flag: Sendable {
  private let value = Mutex(false)
  func raise() { value.withLock { $0 = true } }
  var isRaised: Bool { value.withLock { $0 } }
}

/// Names in the order they came.
final class Names: Sendable {
  private let value = Mutex<[String]>([])
  func add(_ name: String) { value.withLock { $0.append(name) } }
  var all: [String] { value.withLock { $0 } }
}
