import Steps
import TestKit
import Testing

@testable import Wire

@Suite("What is said about a mail before its text", .timeLimit(.minutes(20)))
struct SMTPEnvelopeTests {
  static let mail = crlf("Subject: your parcel", "", "Dear Bob")

  /// Hands in one mail and tells what the server heard, from MAIL on.
  static func said(
    _ extensions: [String], from: String = "ann@desk.example", to: [String] = ["bob@shop.example"], id: String? = nil,
    bytes: [UInt8] = mail
  ) async throws -> (outcome: SMTPOutcome, lines: [String]) {
    let server = try ScriptedSMTPServer(extensions: extensions)
    let connection = try await connect(to: server)
    let outcome = await connection.send(from: from, to: to, bytes: bytes, id: id) { _ in }
    await connection.quit()
    let lines = server.receivedText.split(separator: "\r\n").map(String.init)
    return (outcome, lines.filter { $0.hasPrefix("MAIL") || $0.hasPrefix("RCPT") })
  }

  @Test("RFC 3461: where reports are offered, failures and delays are asked for, under our id, and not the whole mail")
  func reports() async throws {
    let (_, lines) = try await Self.said(
      ["SIZE 10000", "DSN"], to: ["b+b=ob@shop.example", "eve@shop.example"], id: "a1+b=2@desk.example")
    #expect(
      lines == [
        "MAIL FROM:<ann@desk.example> SIZE=\(Self.mail.count) RET=HDRS ENVID=a1+2Bb+3D2@desk.example",
        "RCPT TO:<b+b=ob@shop.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;b+2Bb+3Dob@shop.example",
        "RCPT TO:<eve@shop.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;eve@shop.example",
      ])
    let long = try await Self.said(["DSN"], id: String(repeating: "x", count: 101))
    #expect(long.lines.first == "MAIL FROM:<ann@desk.example> RET=HDRS")
    let none = try await Self.said([], id: "a1@desk.example")
    #expect(none.lines == ["MAIL FROM:<ann@desk.example>", "RCPT TO:<bob@shop.example>"])
  }

  @Test("RFC 3461: no text of an id can leave its parameter")
  func xtext() {
    #expect(XText.encoded("a b\r\nRCPT\t+=\u{7F}\u{E9}") == "a+20b+0D+0ARCPT+09+2B+3D+7F+C3+A9")
    #expect(XText.encoded("!~<>,;") == "!~<>,;")
  }

  @Test("A-33: a mail over the server's limit is not begun, and both sizes are told")
  func tooLarge() async throws {
    let server = try ScriptedSMTPServer(extensions: ["SIZE 20"])
    let connection = try await connect(to: server)
    let outcome = await connection.send(from: "ann@desk.example", to: ["bob@shop.example"], bytes: Self.mail) { _ in }
    #expect(outcome == .tooLarge(size: Self.mail.count, limit: 20))
    #expect(server.receivedText == "EHLO desk.example\r\nEHLO desk.example\r\n")
    for unlimited in ["SIZE", "SIZE 0", "SIZE many"] {
      guard case .accepted = try await Self.said([unlimited]).outcome else {
        Issue.record("\(unlimited) is no limit")
        continue
      }
    }
  }

  @Test("A-34: an address outside ASCII goes to a server that knows SMTPUTF8, as it is, and to no other in any way")
  func otherLetters() async throws {
    let jose = "jos\u{E9}@shop.example"
    let known = try await Self.said(["SMTPUTF8", "8BITMIME", "DSN"], to: [jose, "bob@shop.example"])
    #expect(
      known.lines == [
        "MAIL FROM:<ann@desk.example> SMTPUTF8 RET=HDRS", "RCPT TO:<\(jose)> NOTIFY=FAILURE,DELAY",
        "RCPT TO:<bob@shop.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob@shop.example",
      ])
    let unknown = try await Self.said(["8BITMIME"], to: ["bob@shop.example", jose])
    #expect(unknown.outcome == .unsendable(.needsSMTPUTF8(recipient: 1)))
    #expect(unknown.lines.isEmpty)
    let sender = try await Self.said([], from: jose)
    #expect(sender.outcome == .unsendable(.needsSMTPUTF8(recipient: nil)))
    // A mail whose header names such an address needs it too, also where that recipient has it already.
    let header = crlf("Cc: \(jose)", "Subject: your parcel", "", "Dear Bob")
    #expect(
      try await Self.said(["SMTPUTF8", "8BITMIME"], bytes: header).lines.first
        == "MAIL FROM:<ann@desk.example> BODY=8BITMIME SMTPUTF8")
    #expect(try await Self.said(["8BITMIME"], bytes: header).outcome == .unsendable(.needsSMTPUTF8(recipient: nil)))
    #expect(
      try await Self.said(["8BITMIME"], bytes: crlf("Subject: x", "", "Jos\u{E9}")).lines.first
        == "MAIL FROM:<ann@desk.example> BODY=8BITMIME")
    // Not asked for where it is not needed: the next server on the way may not know it.
    #expect(try await Self.said(["SMTPUTF8"]).lines.first == "MAIL FROM:<ann@desk.example>")
  }

  @Test("A-34: a domain outside ASCII is not said; one in A-labels is")
  func domains() {
    #expect(EnvelopeAddress("bob@b\u{FC}cher.example") == nil)
    #expect(EnvelopeAddress("bob@xn--bcher-kva.example")?.needsSMTPUTF8 == false)
  }

  @Test("Dots where no grammar wants them are said as they are written")
  func dots() async throws {
    let (outcome, lines) = try await Self.said([], to: ["a..b.@docomo.ne.jp"])
    #expect(lines.last == "RCPT TO:<a..b.@docomo.ne.jp>")
    guard case .accepted = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test("A-32: nothing is said before the answer to what was said last", arguments: [1, 3])
  func noPipelining(recipients: Int) async throws {
    let faults: [ScriptedSMTPServer.Fault] = [
      .delay(.mail, milliseconds: 20), .delay(.recipient(0), milliseconds: 20), .delay(.data, milliseconds: 20),
      .delay(.dot, milliseconds: 20),
    ]
    let server = try ScriptedSMTPServer(extensions: ["PIPELINING", "CHUNKING"], faults: [faults])
    let connection = try await connect(to: server)
    for _ in 0..<2 {
      _ = await connection.send(
        from: "ann@desk.example", to: (0..<recipients).map { "bob\($0)@shop.example" }, bytes: Self.mail) { _ in }
    }
    await connection.quit()
    #expect(server.accepted.count == 2)
    #expect(server.earlyCommands == 0)
  }

  @Test("A-36: we say the name that we were given, and goodbye; what the server makes of that changes nothing")
  func farewell() async throws {
    for fault in [ScriptedSMTPServer.Fault.hangUp(.quit), .reply(.quit, "500 what?"), .reply(.quit, "garbage")] {
      let server = try ScriptedSMTPServer(faults: [[fault]])
      let connection = try await connect(to: server)
      let outcome = await connection.send(from: "ann@desk.example", to: ["bob@shop.example"], bytes: Self.mail) { _ in }
      await connection.quit()
      guard case .accepted = outcome else {
        Issue.record("\(fault): \(outcome)")
        continue
      }
      await server.ended()
      #expect(server.accepted.count == 1)
      #expect(server.receivedText.hasPrefix("EHLO desk.example\r\n"))
      #expect(server.receivedText.hasSuffix("QUIT\r\n"))
    }
  }

  @Test("A-36: what is no name is not said", arguments: ["", "desk example", "desk.example\r\nMAIL", "[1.2.3.4", "-x"])
  func badName(name: String) async throws {
    let server = try ScriptedSMTPServer()
    await #expect(throws: WireError.self) {
      _ = try await SMTPConnection.connect(
        to: Endpoint(url: "smtp://127.0.0.1:\(server.port)", plainText: true), login: nil, name: name, timeouts: brief,
        steps: StepCounter(), logger: quiet)
    }
    #expect(server.received.isEmpty)
    #expect(EHLOName.isValid("[127.0.0.1]") && EHLOName.isValid("[IPv6:::1]") && EHLOName.isValid("desk.example"))
  }
}
