import Foundation
import Steps
import TestKit
import Testing

@testable import Wire

@Suite("A-57: a server that is not shown to be ours learns nothing", .timeLimit(.minutes(20)))
struct TLSAbuseTests {
  /// The four ways to a protected connection.
  enum Road: String, CaseIterable, Sendable {
    case imaps, imap, smtps, smtp

    var service: Endpoint.Service { self == .imaps || self == .imap ? .imap : .smtp }

    /// What is said in the clear before TLS.
    var preamble: [ScriptedServer.Step] {
      switch self {
      case .imaps, .smtps: []
      case .imap:
        [
          .line("* OK ready"), .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED"),
          .answer("OK done"), .expect("STARTTLS"), .answer("OK go"),
        ]
      case .smtp:
        [
          .line("220 ready"), .expect("EHLO"), .line("250-ready\r\n250 STARTTLS"), .expect("STARTTLS"),
          .line("220 go"),
        ]
      }
    }

    /// A server that takes any login, inside TLS.
    var welcome: [ScriptedServer.Step] {
      let greeting: [ScriptedServer.Step] =
        self == .imaps ? [.line("* OK ready")] : self == .smtps ? [.line("220 ready")] : []
      return switch service {
      case .imap:
        greeting + [
          .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2"), .answer("OK done"),
          .expect("AUTHENTICATE"), .answer("OK logged in"),
          .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1"), .answer("OK done"),
        ]
      case .smtp:
        greeting + [
          .expect("EHLO"), .line("250-ready\r\n250 AUTH PLAIN XOAUTH2"), .expect("AUTH"), .line("334 "), .expect(""),
          .line("235 ok"), .expect("EHLO"), .line("250 ready"),
        ]
      }
    }
  }

  /// Both proofs: whatever keeps a password back must keep a token back as well.
  enum Proof: CaseIterable, Sendable {
    case password, token

    func login() throws -> Login {
      switch self {
      case .password: Login(user: "canary-user", password: "canary-word")
      case .token: Login(user: "canary-user", accessToken: try #require(AccessToken("canary-token")))
      }
    }
  }

  /// What of a login can be seen in `bytes`: the words themselves, or their base64 wherever they stand in a line of it.
  static func credentials(in bytes: [UInt8]) -> [String] {
    let said = String(decoding: bytes, as: UTF8.self)
    var found = ["canary", "LOGIN canary", "AUTH PLAIN", "AUTHENTICATE", "AUTH XOAUTH2"].filter { said.contains($0) }
    for line in said.split(whereSeparator: { $0 == "\r\n" || $0 == " " }) {
      let padded = line + String(repeating: "=", count: (4 - line.count % 4) % 4)
      guard line.count >= 8, let data = Data(base64Encoded: String(padded)) else { continue }
      if String(decoding: data, as: UTF8.self).contains("canary") { found.append("base64") }
    }
    return found
  }

  /// Connects by `road`, trusting the tests' own authority.
  static func connect(
    _ road: Road, _ port: UInt16, _ login: Login, _ certificates: TestCertificates
  ) async throws(WireError) {
    guard let endpoint = try? Endpoint(url: "\(road.rawValue)://localhost:\(port)", caFile: certificates.caFile) else {
      throw .unsayable(place: "localhost", during: .connecting)
    }
    switch road.service {
    case .imap:
      _ = try await IMAPConnection.connect(
        to: endpoint, login: login, timeouts: brief, steps: StepCounter(), logger: quiet)
    case .smtp:
      _ = try await SMTPConnection.connect(
        to: endpoint, login: login, timeouts: brief, steps: StepCounter(), logger: quiet)
    }
  }

  @Test("The log is no blind one: with a good certificate the login is seen inside TLS, and not on the wire",
    arguments: Road.allCases, Proof.allCases)
  func good(road: Road, proof: Proof) async throws {
    let certificates = try await TestCertificates.shared()
    let server = try ScriptedTLSServer(.good, of: certificates, .init(preamble: road.preamble), road.welcome)
    try await Self.connect(road, server.port, try proof.login(), certificates)
    await server.finish()
    #expect(server.problems == [])
    #expect(Self.credentials(in: server.inside).contains("base64"))
    #expect(Self.credentials(in: server.wire) == [])
    #expect(!server.wire.isEmpty)
  }

  @Test("A certificate that is expired, for another host, or of nobody we trust: the talk ends before the login",
    arguments: Road.allCases, TestCertificates.Kind.allCases.filter { $0 != .good })
  func badCertificate(road: Road, kind: TestCertificates.Kind) async throws {
    let certificates = try await TestCertificates.shared()
    for proof in Proof.allCases {
      let server = try ScriptedTLSServer(kind, of: certificates, .init(preamble: road.preamble), road.welcome)
      let login = try proof.login()
      let error = await #expect(throws: WireError.self) {
        try await Self.connect(road, server.port, login, certificates)
      }
      guard case .certificateRefused = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(error?.kind == .certificate)
      await server.finish()
      #expect(Self.credentials(in: server.inside + server.wire) == [])
      #expect(server.inside.isEmpty)
    }
  }

  @Test("A server that has nothing newer than TLS 1.1 is not talked to (RFC 8997)", arguments: Road.allCases)
  func oldTLS(road: Road) async throws {
    let certificates = try await TestCertificates.shared()
    for proof in Proof.allCases {
      let server = try ScriptedTLSServer(
        .good, of: certificates,
        .init(preamble: road.preamble, options: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"]), road.welcome)
      let login = try proof.login()
      let error = await #expect(throws: WireError.self) {
        try await Self.connect(road, server.port, login, certificates)
      }
      guard case .tlsFailed = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      await server.finish()
      #expect(Self.credentials(in: server.inside + server.wire) == [])
      #expect(server.inside.isEmpty)
    }
  }

  @Test("TLS 1.2 is talked to: what ends the talk with 1.1 is its age", arguments: Road.allCases)
  func olderTLS(road: Road) async throws {
    let certificates = try await TestCertificates.shared()
    let server = try ScriptedTLSServer(
      .good, of: certificates, .init(preamble: road.preamble, options: ["-tls1_2"]), road.welcome)
    try await Self.connect(road, server.port, try Proof.password.login(), certificates)
    await server.finish()
    #expect(Self.credentials(in: server.inside).contains("base64"))
  }

  @Test("What is slipped in between STARTTLS and TLS is not believed afterwards, though the certificate is good",
    arguments: [Road.imap, .smtp], Proof.allCases)
  func injected(road: Road, proof: Proof) async throws {
    let certificates = try await TestCertificates.shared()
    var preamble = Array(road.preamble.dropLast())
    preamble.append(
      road == .imap
        ? .answer("OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nA003 OK done")
        : .line("220 go\r\n250-ready\r\n250 AUTH PLAIN"))
    let server = try ScriptedTLSServer(.good, of: certificates, .init(preamble: preamble), road.welcome)
    let login = try proof.login()
    await #expect(throws: WireError.self) { try await Self.connect(road, server.port, login, certificates) }
    await server.finish()
    #expect(Self.credentials(in: server.inside + server.wire) == [])
  }

  static let naked: [ScriptedServer.Step] = [
    .line("* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2"), .answer("OK done"),
  ]

  @Test("STARTTLS stripped, refused, or made needless by PREAUTH: nothing is said in the clear", arguments: [
    (Road.imap, [.line("* OK ready"), .expect("CAPABILITY")] + naked),
    (.imap, [.line("* PREAUTH welcome"), .expect("")] + naked),
    (.imap, Array(Road.imap.preamble.dropLast()) + [.answer("NO not today")]),
    (.imap, Array(Road.imap.preamble.dropLast()) + [.answer("BAD what?")]),
    (.smtp, [.line("220 ready"), .expect("EHLO"), .line("250-ready\r\n250 AUTH PLAIN XOAUTH2")]),
    (.smtp, Array(Road.smtp.preamble.dropLast()) + [.line("454 4.7.0 not today")]),
    (.smtp, Array(Road.smtp.preamble.dropLast()) + [.line("500 5.5.1 what?")]),
  ] as [(Road, [ScriptedServer.Step])])
  func stripped(road: Road, script: [ScriptedServer.Step]) async throws {
    let certificates = try await TestCertificates.shared()
    for proof in Proof.allCases {
      let server = try ScriptedServer(script)
      let login = try proof.login()
      await #expect(throws: WireError.self) { try await Self.connect(road, server.port, login, certificates) }
      server.stop()
      #expect(Self.credentials(in: Array(server.received.joined())) == [])
    }
  }
}
