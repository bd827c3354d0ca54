import Foundation
import Steps
import TestKit
import Testing

@testable import Wire

/// Connects without TLS to a scripted server of either kind.
func connect(
  _ login: Login, to server: ScriptedServer, _ service: Endpoint.Service, timeouts: Timeouts = brief
) async throws(WireError) {
  guard let endpoint = try? Endpoint(url: "\(service.rawValue)://127.0.0.1:\(server.port)", plainText: true) else {
    throw .unsayable(place: "127.0.0.1", during: .connecting)
  }
  switch service {
  case .imap:
    _ = try await IMAPConnection.connect(
      to: endpoint, login: login, timeouts: timeouts, steps: StepCounter(), logger: quiet)
  case .smtp:
    _ = try await SMTPConnection.connect(
      to: endpoint, login: login, name: "desk.example", timeouts: timeouts, steps: StepCounter(), logger: quiet)
  }
}

func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

/// Scripts up to the login, and after one that went well.
enum LoginScript {
  static func imap(offering mechanisms: String) -> [ScriptedServer.Step] {
    [
      .line("* OK ready"), .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1 \(mechanisms)"), .answer("OK done"),
    ]
  }

  static let imapWelcome: [ScriptedServer.Step] = [
    .answer("OK logged in"), .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1"), .answer("OK done"),
  ]

  static func smtp(offering mechanisms: String) -> [ScriptedServer.Step] {
    [.line("220 scripted ESMTP"), .expect("EHLO"), .line("250-scripted\r\n250 AUTH \(mechanisms)")]
  }

  static let smtpWelcome: [ScriptedServer.Step] = [.line("235 2.7.0 ok"), .expect("EHLO"), .line("250 scripted")]
}

@Suite("Logging in with a password", .timeLimit(.minutes(20)))
struct LoginTests {
  @Test("The mechanism that is asked for is taken, not the best that is offered")
  func chosen() async throws {
    let imap = try ScriptedServer(
      LoginScript.imap(offering: "AUTH=CRAM-MD5 AUTH=LOGIN AUTH=PLAIN") + [
        .expect("AUTHENTICATE PLAIN"), .line("+ "), .expect(base64("\0ann\0secret")),
      ] + LoginScript.imapWelcome)
    try await connect(Login(user: "ann", password: "secret", mechanism: .plain), to: imap, .imap)
    #expect(imap.problems == [])

    let smtp = try ScriptedServer(
      LoginScript.smtp(offering: "CRAM-MD5 LOGIN PLAIN") + [
        .expect("AUTH LOGIN"), .line("334 VXNlcm5hbWU6"), .expect(base64("ann")), .line("334 UGFzc3dvcmQ6"),
        .expect(base64("secret")),
      ] + LoginScript.smtpWelcome)
    try await connect(Login(user: "ann", password: "secret", mechanism: .login), to: smtp, .smtp)
    #expect(smtp.problems == [])
  }

  @Test("A server that offers no mechanism at all gets IMAP's command LOGIN, by default only")
  func loginCommand() async throws {
    let server = try ScriptedServer(
      LoginScript.imap(offering: "") + [.expect("LOGIN ann secret")] + LoginScript.imapWelcome)
    try await connect(Login(user: "ann", password: "secret"), to: server, .imap)
    #expect(server.problems == [])
  }

  @Test("Without a choice a hash is said rather than the password, where the server takes one (RFC 2195, 2)")
  func challenge() async throws {
    let server = try ScriptedServer(
      LoginScript.imap(offering: "AUTH=PLAIN AUTH=CRAM-MD5") + [
        .expect("AUTHENTICATE CRAM-MD5"), .line("+ " + base64("<1896.697170952@postoffice.reston.mci.net>")),
        .expect(base64("tim b913a602c7eda7a495b4e6e7334d3890")),
      ] + LoginScript.imapWelcome)
    try await connect(Login(user: "tim", password: "tanstaaftanstaaf"), to: server, .imap)
    #expect(server.problems == [])
    #expect(!server.receivedText.contains("tanstaaf"))
  }

  @Test(
    "A mechanism that server or libcurl lacks is not replaced by a weaker one: nothing of the password is said",
    arguments: [LoginMechanism.scramSHA256, .scramSHA1, .cramMD5], [Endpoint.Service.imap, .smtp])
  func noWeakerOne(mechanism: LoginMechanism, service: Endpoint.Service) async throws {
    let server = try ScriptedServer(
      service == .imap
        ? LoginScript.imap(offering: "AUTH=PLAIN AUTH=LOGIN") : LoginScript.smtp(offering: "PLAIN LOGIN"))
    let login = Login(user: "canary-user", password: "canary-word", mechanism: mechanism)
    await #expect(throws: WireError.loginRefused(place: "127.0.0.1:\(server.port)")) {
      try await connect(login, to: server, service)
    }
    #expect(!StrippedTLSTests.holdsLogin(server.received))
  }

  @Test("A-25: a server that takes no passwords for sending any more is told from one that refuses this one", arguments: [
    ("550 5.7.30 Basic authentication is not supported for Client Submission.", true),
    ("535 5.7.8 Error: authentication failed", false),
  ])
  func noPasswords(reply: String, isGeneral: Bool) async throws {
    let server = try ScriptedServer(
      LoginScript.smtp(offering: "LOGIN") + [
        .expect("AUTH LOGIN"), .line("334 VXNlcm5hbWU6"), .expect(base64("ann")), .line("334 UGFzc3dvcmQ6"),
        .expect(base64("secret")), .line(reply),
      ])
    let place = "127.0.0.1:\(server.port)"
    await #expect(throws: isGeneral ? WireError.passwordsRefused(place: place) : .loginRefused(place: place)) {
      try await connect(Login(user: "ann", password: "secret", mechanism: .login), to: server, .smtp)
    }
    #expect(WireError.passwordsRefused(place: place).kind == .login)
    #expect(WireError.passwordsRefused(place: place).description.contains("[oauth]"))
  }

  @Test("A password is never said by a mechanism for tokens, nor a token by one for passwords")
  func notMixed() throws {
    let token = try #require(AccessToken("canary.token"))
    for mechanism in LoginMechanism.allCases {
      #expect(Login(user: "ann", password: "word", mechanism: mechanism).isSayable != mechanism.takesAccessToken)
      #expect(Login(user: "ann", accessToken: token, mechanism: mechanism).isSayable == mechanism.takesAccessToken)
    }
  }

  @Test("Neither printing nor dumping a login or a token shows it")
  func hidden() throws {
    let token = try #require(AccessToken("canary.token"))
    let issued = IssuedToken(token, renewAt: 7)
    let record = LoginRecord(refreshToken: "canary", replaces: "canary")
    let logins = [Login(user: "canary", password: "canary"), Login(user: "canary", accessToken: token)]
    for value in logins as [Any] + [token, issued, record, logins, LoginSource(logins[0])] {
      var dumped = ""
      dump(value, to: &dumped)
      #expect(!"\(value) \(String(reflecting: value)) \(dumped)".contains("canary"))
    }
  }

  @Test("What is no bearer token is none (RFC 6750, 2.1)", arguments: [
    "", "=", "two words", "tok\r\nA1 LOGOUT", "tok\u{1}auth=x", "t\u{F6}k", "tok=en",
    String(repeating: "a", count: 8193),
  ])
  func notAToken(text: String) { #expect(AccessToken(text) == nil) }
}

@Suite("A-58: logging in with an access token", .timeLimit(.minutes(20)))
struct OAuthLoginTests {
  static let user = "ann@shop.example"
  static let text = "ya29.A0-_~+/Canary=="
  static let xoauth2 = base64("user=ann@shop.example\u{1}auth=Bearer ya29.A0-_~+/Canary==\u{1}\u{1}")

  static func oauthBearer(_ server: ScriptedServer) -> String {
    base64(
      "n,a=ann@shop.example,\u{1}host=127.0.0.1\u{1}port=\(server.port)\u{1}auth=Bearer ya29.A0-_~+/Canary==\u{1}\u{1}")
  }

  static func login(_ mechanism: LoginMechanism? = nil) throws -> Login {
    Login(user: user, accessToken: try #require(AccessToken(text)), mechanism: mechanism)
  }

  @Test("XOAUTH2 with IMAP: name and token in one line of base64, at once where the server takes it so (RFC 4959)")
  func imap() async throws {
    let server = try ScriptedServer(
      LoginScript.imap(offering: "SASL-IR AUTH=PLAIN AUTH=CRAM-MD5 AUTH=XOAUTH2") + [
        .expect("AUTHENTICATE XOAUTH2 \(Self.xoauth2)")
      ] + LoginScript.imapWelcome)
    try await connect(try Self.login(), to: server, .imap)
    #expect(server.problems == [])
  }

  @Test("XOAUTH2 with IMAP without SASL-IR: the line waits until the server asks")
  func imapAsked() async throws {
    let server = try ScriptedServer(
      LoginScript.imap(offering: "AUTH=XOAUTH2") + [
        .expect("AUTHENTICATE XOAUTH2"), .line("+ "), .expect(Self.xoauth2),
      ] + LoginScript.imapWelcome)
    try await connect(try Self.login(), to: server, .imap)
    #expect(server.problems == [])
  }

  @Test("XOAUTH2 with SMTP, though hashes of a password are offered too")
  func smtp() async throws {
    let server = try ScriptedServer(
      LoginScript.smtp(offering: "LOGIN PLAIN CRAM-MD5 NTLM XOAUTH2") + [
        .expect("AUTH XOAUTH2"), .line("334 "), .expect(Self.xoauth2),
      ] + LoginScript.smtpWelcome)
    try await connect(try Self.login(), to: server, .smtp)
    #expect(server.problems == [])
  }

  @Test("OAUTHBEARER is taken where both are offered (RFC 7628, 3.1)", arguments: [Endpoint.Service.imap, .smtp])
  func bearer(service: Endpoint.Service) async throws {
    let script =
      service == .imap
      ? LoginScript.imap(offering: "AUTH=XOAUTH2 AUTH=OAUTHBEARER") + [
        .expect("AUTHENTICATE OAUTHBEARER"), .line("+ "), .expect(""),
      ] + LoginScript.imapWelcome
      : LoginScript.smtp(offering: "XOAUTH2 OAUTHBEARER") + [
        .expect("AUTH OAUTHBEARER"), .line("334 "), .expect(""),
      ] + LoginScript.smtpWelcome
    let server = try ScriptedServer(script)
    try await connect(try Self.login(), to: server, service)
    #expect(server.problems == [])
    #expect(server.receivedText.contains("\r\n\(Self.oauthBearer(server))\r\n"))
  }

  @Test("A refused OAUTHBEARER: the error's JSON is answered by %x01, and the no is read (RFC 7628, 3.2.3)",
    arguments: [Endpoint.Service.imap, .smtp])
  func refused(service: Endpoint.Service) async throws {
    let json = base64("{\"status\":\"invalid_token\",\"scope\":\"canary\"}")
    let script =
      service == .imap
      ? LoginScript.imap(offering: "AUTH=OAUTHBEARER") + [
        .expect("AUTHENTICATE OAUTHBEARER"), .line("+ "), .expect(""), .line("+ \(json)"), .expect("AQ=="),
        .answer("NO [AUTHENTICATIONFAILED] canary"),
      ]
      : LoginScript.smtp(offering: "OAUTHBEARER") + [
        .expect("AUTH OAUTHBEARER"), .line("334 "), .expect(""), .line("334 \(json)"), .expect("AQ=="),
        .line("535 5.7.8 canary"),
      ]
    let server = try ScriptedServer(script)
    let error = await #expect(throws: WireError.self) { try await connect(try Self.login(), to: server, service) }
    #expect(error == .loginRefused(place: "127.0.0.1:\(server.port)"))
    #expect(server.problems == [])
    #expect(!String(describing: error).contains("canary"))
  }

  @Test("A refused XOAUTH2 ends the login, whether it is told by JSON or at once", arguments: [true, false])
  func refusedOld(byJSON: Bool) async throws {
    let no: ScriptedServer.Step =
      byJSON ? .line("+ " + base64("{\"status\":\"400\"}")) : .answer("NO AUTHENTICATE failed")
    let server = try ScriptedServer(
      LoginScript.imap(offering: "SASL-IR AUTH=XOAUTH2") + [.expect("AUTHENTICATE XOAUTH2"), no])
    await #expect(throws: WireError.loginRefused(place: "127.0.0.1:\(server.port)")) {
      try await connect(try Self.login(), to: server, .imap)
    }
  }

  @Test("A server that takes no tokens gets none, and no empty password either", arguments: [
    Endpoint.Service.imap, .smtp,
  ])
  func notOffered(service: Endpoint.Service) async throws {
    let server = try ScriptedServer(
      service == .imap
        ? LoginScript.imap(offering: "AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5")
        : LoginScript.smtp(offering: "PLAIN LOGIN CRAM-MD5"))
    await #expect(throws: WireError.loginRefused(place: "127.0.0.1:\(server.port)")) {
      try await connect(try Self.login(), to: server, service)
    }
    #expect(!server.receivedText.contains("AUTH") && !server.receivedText.contains("LOGIN"))
  }

  @Test("A name with a comma or an equals sign is said by XOAUTH2 alone, as OAUTHBEARER would read it wrongly")
  func oddName() throws {
    let token = try #require(AccessToken("t"))
    #expect(Login(user: "a=b,c@shop.example", accessToken: token).mechanisms == [.xoauth2])
    #expect(!Login(user: "a=b", accessToken: token, mechanism: .oauthBearer).isSayable)
    #expect(Login(user: "ann", accessToken: token).mechanisms == [.oauthBearer, .xoauth2])
  }
}
