import Steps
import TestKit
import Testing

@testable import Wire

@Suite("A submission that is cut at every octet", .timeLimit(.minutes(20)))
struct SMTPCutTests {
  static let mail = crlf("Subject: your parcel", "", "Dear Bob", ".")

  /// What the client says up to the dot, in order.
  static let upToDot =
    "EHLO desk.example\r\nEHLO desk.example\r\nMAIL FROM:<ann@desk.example> SIZE=\(mail.count)\r\n"
    + "RCPT TO:<bob@shop.example>\r\nRCPT TO:<eve@shop.example>\r\nDATA\r\n"
    + "Subject: your parcel\r\n\r\nDear Bob\r\n..\r\n"
  static let login = "EHLO desk.example\r\nEHLO desk.example\r\n".utf8.count

  @Test("A-30: wherever the server stops hearing us, the mail is unsent, uncertain or sent, exactly as it must be")
  func hearing() async throws {
    let dot = Self.upToDot.utf8.count
    let whole = dot + 3
    var outcomes = [0, 0, 0, 0]
    for octets in 0...(whole + "QUIT\r\n".utf8.count) {
      let server = try ScriptedSMTPServer(extensions: ["SIZE 10000"], faults: [[.hangUpAfterHearing(octets: octets)]])
      let reached = Flag()
      do throws(WireError) {
        let connection = try await open(server)
        let outcome = await connection.send(
          from: "ann@desk.example", to: ["bob@shop.example", "eve@shop.example"], bytes: Self.mail
        ) { _ in
          reached.raise()
          // Before the dot goes out the client shall know that the server is gone.
          if octets < dot { await server.ended() }
        }
        await connection.quit()
        switch outcome {
        case .lostBeforeDot:
          outcomes[1] += 1
          #expect(octets < dot, "\(octets)")
        case .lostAfterDot:
          outcomes[2] += 1
          #expect((dot...whole).contains(octets), "\(octets)")
          #expect(reached.isRaised)
        case .accepted:
          outcomes[3] += 1
          #expect(octets > whole, "\(octets)")
        default: Issue.record("cut after \(octets): \(outcome)")
        }
      } catch {
        outcomes[0] += 1
        #expect(octets <= Self.login && error.kind == .later, "cut after \(octets): \(error)")
      }
      await server.ended()
      #expect(server.accepted.count == (octets >= whole ? 1 : 0), "\(octets)")
    }
    // Each octet once: the login's last one breaks the connection there, too.
    #expect(outcomes == [Self.login + 1, dot - Self.login - 1, 4, 6])
  }

  private func open(_ server: ScriptedSMTPServer) async throws(WireError) -> SMTPConnection {
    guard let endpoint = try? Endpoint(url: "smtp://127.0.0.1:\(server.port)", plainText: true) else {
      throw .notNow(place: "test", during: .connecting)
    }
    return try await SMTPConnection.connect(
      to: endpoint, login: nil, name: "desk.example", timeouts: brief, steps: StepCounter(), logger: quiet)
  }
}
