import Steps
import TestKit
import Testing

@testable import Wire

@Suite("A line that is cut anywhere", .timeLimit(.minutes(20)))
struct CutLineTests {
  @Test("A-30: wherever the server's answers end, a reply is sent, known unsent, or known unknown, no more")
  func submission() async throws {
    let mail = crlf("Subject: your parcel", "", "Dear Bob", ".")
    /// All a server says up to the dot's answer, and the answer.
    let greeting = "220 scripted ESMTP\r\n" + String(repeating: "250-scripted\r\n250 SIZE 10000\r\n", count: 2)
    let upToDot = (greeting + "250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go on\r\n").utf8.count
    let all = upToDot + "250 2.0.0 queued as S\(mail.count)\r\n".utf8.count

    for octets in CutPoints.chosen(in: 0...all, close: (upToDot - 3)...all) {
      let server = try ScriptedSMTPServer(
        extensions: ["SIZE 10000"], faults: [[.hangUpAfterSaying(octets: octets)]])
      var outcome: SMTPOutcome?
      let dotAllowed = Flag()
      do {
        let connection = try await connect(to: server)
        outcome = await connection.send(from: "ann@desk.example", to: ["bob@shop.example"], bytes: mail) { _ in
          dotAllowed.raise()
        }
      } catch let error as WireError {
        #expect(error.kind == .later, "cut after \(octets): \(error)")
        #expect(octets < greeting.utf8.count + 1, "cut after \(octets)")
      }
      switch outcome {
      case .accepted?: #expect(octets == all, "cut after \(octets)")
      case .lostAfterDot?: #expect(octets >= upToDot && octets < all, "cut after \(octets)")
      case .lostBeforeDot?, nil: #expect(octets <= upToDot && server.accepted.isEmpty, "cut after \(octets)")
      case let other?: Issue.record("cut after \(octets): \(other)")
      }
      // What the server has, we never believe unsent; and nothing is the server's before we have written so.
      if !server.accepted.isEmpty { #expect(dotAllowed.isRaised) }
    }
  }

  @Test("Wherever an IMAP server's answers end, mail comes whole or not at all")
  func reading() async throws {
    let body = octets(" {3}\r\n* BYE\r\n)\r\n")
    let script =
      ScriptedServer.imapLogin(capabilities: "IDLE") + IMAPConnectionTests.selecting() + [
        .expect("UID FETCH 1:*"), .line("* 1 FETCH (UID 4 RFC822.SIZE \(body.count) FLAGS ())"), .answer("OK listed"),
        .expect("UID FETCH 4 "), .line("* 1 FETCH (UID 4 BODY[] {\(body.count)}"), .send(body), .line(")"),
        .answer("OK fetched"),
      ]
    var cuts = 0
    while true {
      let server = try ScriptedServer(script, closingAfterSaying: cuts)
      do {
        let connection = try await connect(to: server)
        _ = try await connection.select("INBOX")
        let uids = try await connection.listing(after: 0).map(\.uid)
        #expect(uids == [4], "cut after \(cuts)")
        let result = await connection.fetchOutcomes(of: uids)
        if let failure = result.failure { throw failure }
        #expect(result.messages == [FetchedMessage(uid: 4, raw: body)], "cut after \(cuts)")
        break
      } catch let error as WireError {
        #expect(error.kind == .later, "cut after \(cuts): \(error)")
      }
      cuts += CutPoints.stride
      try #require(cuts < 2000, "never whole")
    }
    #expect(cuts > 400)
  }
}
