import Foundation
import Steps
import TestKit
import Testing

@testable import Wire

@Suite("A server that would have us talk in the clear", .timeLimit(.minutes(20)))
struct StrippedTLSTests {
  static let login = Login(user: "canary-user", password: "canary-word")

  /// Whether name or password went out, as they are or in base64.
  static func holdsLogin(_ received: [[UInt8]]) -> Bool {
    let said = String(decoding: received.joined(), as: UTF8.self)
    let encoded = Data("\0canary-user\0canary-word".utf8).base64EncodedString()
    return ["canary", encoded, "LOGIN", "AUTH"].contains { said.contains($0) }
  }

  @Test("An IMAP server without STARTTLS, or one that tricks around it, learns no password", arguments: [
    [.line("* OK ready"), .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1 AUTH=PLAIN"), .answer("OK done")],
    [.line("* PREAUTH welcome"), .expect(""), .line("* CAPABILITY IMAP4rev1 AUTH=PLAIN"), .answer("OK done")],
    [
      .line("* OK ready"), .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1 STARTTLS"), .answer("OK done"),
      .expect("STARTTLS"), .answer("NO not today"),
    ],
    [
      .line("* OK ready"), .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1 STARTTLS"), .answer("OK done"),
      .expect("STARTTLS"), .answer("OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA003 OK done"),
    ],
  ] as [[ScriptedServer.Step]])
  func imap(script: [ScriptedServer.Step]) async throws {
    let server = try ScriptedServer(script)
    let endpoint = try Endpoint(url: "imap://127.0.0.1:\(server.port)")
    await #expect(throws: WireError.self) {
      _ = try await IMAPConnection.connect(
        to: endpoint, login: Self.login, timeouts: Timeouts(atMost: .seconds(2)), steps: StepCounter(), logger: quiet)
    }
    #expect(!Self.holdsLogin(server.received))
    #expect(!server.received.joined().isEmpty || script.count == 4)
    server.stop()
  }

  @Test("A submission server without STARTTLS learns no password")
  func smtp() async throws {
    let server = try ScriptedSMTPServer(extensions: ["AUTH PLAIN LOGIN", "SIZE 1000"])
    let endpoint = try Endpoint(url: "smtp://127.0.0.1:\(server.port)")
    let error = await #expect(throws: WireError.self) {
      _ = try await SMTPConnection.connect(
        to: endpoint, login: Self.login, timeouts: Timeouts(atMost: .seconds(2)), steps: StepCounter(), logger: quiet)
    }
    guard case .tlsFailed = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!Self.holdsLogin(server.received))
    #expect(server.receivedText.hasPrefix("EHLO"))
  }

  @Test("TLS is spoken at once to a port for it: a server that answers in the clear learns nothing", arguments: [
    "imaps", "smtps",
  ])
  func implicitTLS(scheme: String) async throws {
    let server = try ScriptedServer([.line("* OK ready"), .line("220 ready")])
    let endpoint = try Endpoint(url: "\(scheme)://127.0.0.1:\(server.port)")
    await #expect(throws: WireError.self) {
      if endpoint.service == .imap {
        _ = try await IMAPConnection.connect(
          to: endpoint, login: Self.login, timeouts: brief, steps: StepCounter(), logger: quiet)
      } else {
        _ = try await SMTPConnection.connect(
          to: endpoint, login: Self.login, timeouts: brief, steps: StepCounter(), logger: quiet)
      }
    }
    #expect(!Self.holdsLogin(server.received))
    server.stop()
  }
}
