import Foundation
import Steps
import Synchronization
import TestKit
import Testing

@testable import Wire

@Suite("A-58: a refused token is renewed once, and then the account stops", .timeLimit(.minutes(20)))
struct OAuthRetryTests {
  /// An IMAP server that plays one answer to the token a connection.
  static func server(_ answers: [ScriptedServer.Step]...) throws -> ScriptedServer {
    try ScriptedServer(
      scripts: answers.map { answer in
        LoginScript.imap(offering: "SASL-IR AUTH=XOAUTH2") + [.expect("AUTHENTICATE XOAUTH2")] + answer
      })
  }

  static let no: [ScriptedServer.Step] = [.answer("NO [AUTHENTICATIONFAILED] no")]

  static func connect(_ source: LoginSource, _ server: ScriptedServer, at now: Int64) async throws(WireError) {
    try await source.connect(at: now) { login throws(WireError) in
      try await WireTests.connect(login, to: server, .imap)
    }
  }

  /// The tokens that a server was shown, one a connection.
  static func shown(_ server: ScriptedServer) -> [String] {
    server.received.map { octets in
      let line = String(decoding: octets, as: UTF8.self).split(separator: "\r\n").first { $0.contains("XOAUTH2") }
      guard let encoded = line?.split(separator: " ").last, let data = Data(base64Encoded: String(encoded)) else {
        return ""
      }
      let token = String(decoding: data, as: UTF8.self).split(separator: " ").last ?? ""
      return String(token.filter { $0 != "\u{1}" })
    }
  }

  @Test("A token that was taken back before its time: a new one is fetched, and the login goes well")
  func renewed() async throws {
    let account = try Account(.tokens("first"), .tokens("second"))
    let server = try Self.server(Self.no, LoginScript.imapWelcome)
    try await Self.connect(LoginSource(user: Account.user, tokens: account.tokens), server, at: Account.start)
    #expect(Self.shown(server) == ["first", "second"])
    #expect(account.issuer.requests.count == 2)
    #expect(try account.file.read().stopped == nil)
  }

  @Test("Refused twice, the account stops: no server and no issuer hears of it again, also after a restart")
  func stopped() async throws {
    let account = try Account(.tokens("first"), .tokens("second"))
    let server = try Self.server(Self.no, Self.no)
    let source = LoginSource(user: Account.user, tokens: account.tokens)
    let stopped = WireError.token(.stopped(account: Account.user, since: Account.start))
    await #expect(throws: stopped) { try await Self.connect(source, server, at: Account.start) }
    await #expect(throws: stopped) { try await Self.connect(source, server, at: Account.start + 60) }
    let restarted = try Account(account.issuer, in: account.scratch)
    await #expect(throws: stopped) {
      try await Self.connect(LoginSource(user: Account.user, tokens: restarted.tokens), server, at: Account.start + 90)
    }
    #expect(server.received.count == 2)
    #expect(account.issuer.requests.count == 2)
    #expect(stopped.kind == .login)
    #expect(try account.file.read().stopped?.place == "127.0.0.1:\(server.port)")
  }

  @Test("A person lets a stopped account go on, and the running worker notices", arguments: [true, false])
  func resumed(byLogin: Bool) async throws {
    let account = try Account(.tokens("first"), .tokens("second"), .tokens("third"))
    let server = try Self.server(Self.no, Self.no, LoginScript.imapWelcome)
    let source = LoginSource(user: Account.user, tokens: account.tokens)
    await #expect(throws: WireError.token(.stopped(account: Account.user, since: Account.start))) {
      try await Self.connect(source, server, at: Account.start)
    }
    if byLogin {
      try account.file.logIn(refreshToken: "by-hand", insteadOf: "seed-token")
    } else {
      #expect(try account.file.resume())
      #expect(try !account.file.resume())
    }
    try await Self.connect(source, server, at: Account.start + 60)
    #expect(Self.shown(server).last == "third")
    #expect(account.issuer.requests.last?.form["refresh_token"] == (byLogin ? "by-hand" : "seed-token"))
  }

  @Test("Two connections that were refused with one token share the next one")
  func sharedRenewal() async throws {
    let account = try Account(.tokens("first"), .tokens("second"))
    let first = try await account.tokens.token(at: Account.start)
    let texts = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask { try await account.tokens.token(insteadOf: first, at: Account.start).text }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(texts == ["second"])
    #expect(account.issuer.requests.count == 2)
  }

  @Test("A command that prints the refused token again is not believed a second time")
  func sameToken() async throws {
    let token = IssuedToken(try #require(AccessToken("same")), renewAt: 0)
    let scratch = try ScratchFolder()
    let source = ScriptedSource([.success(token), .success(token), .success(token)])
    let tokens = try AccessTokens(
      account: "ann", source: source, file: LoginFile(account: "ann", besideStore: scratch.file("heard.db")))
    let server = try Self.server(Self.no)
    await #expect(throws: WireError.token(.stopped(account: "ann", since: 9))) {
      try await Self.connect(LoginSource(user: "ann", tokens: tokens), server, at: 9)
    }
    #expect(server.received.count == 1)
    #expect(source.count == 2)
  }

  @Test("What is no refusal of the login stops nothing: a line that breaks, a server that is busy")
  func otherFaults() async throws {
    let account = try Account(.tokens("first"))
    let server = try Self.server([.close])
    await #expect(throws: WireError.self) {
      try await Self.connect(LoginSource(user: Account.user, tokens: account.tokens), server, at: Account.start)
    }
    #expect(account.issuer.requests.count == 1)
    #expect(try account.file.read().stopped == nil)
  }

  @Test("A stop that cannot be kept on disk holds in memory, and is kept as soon as it can be")
  func unkeptStop() async throws {
    let account = try Account(.tokens("first"), .tokens("second"))
    let server = try Self.server(Self.no, Self.no)
    let source = LoginSource(user: Account.user, tokens: account.tokens)
    try FileManager.default.createDirectory(
      atPath: account.file.path + ".new/x", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let stopped = WireError.token(.stopped(account: Account.user, since: Account.start))
    await #expect(throws: stopped) { try await Self.connect(source, server, at: Account.start) }
    await #expect(throws: stopped) { try await Self.connect(source, server, at: Account.start + 1) }
    #expect(account.kept == "")
    try FileManager.default.removeItem(atPath: account.file.path + ".new")
    await #expect(throws: stopped) { try await Self.connect(source, server, at: Account.start + 2) }
    #expect(try account.file.read().stopped?.at == Account.start)
    #expect(server.received.count == 2)
  }
}
