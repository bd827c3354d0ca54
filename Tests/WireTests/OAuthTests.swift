import Foundation
import Steps
import Synchronization
import TestKit
import Testing

@testable import Wire

@Suite("A-58: access tokens for a refresh token", .timeLimit(.minutes(20)))
struct OAuthTests {
  @Test("A token is asked for with the form of RFC 6749, 6, and used until five minutes before its end")
  func renewed() async throws {
    let account = try Account(.tokens("first", life: 3600), .tokens("second", life: 3600))
    #expect(try await account.tokens.token(at: Account.start).text == "first")
    #expect(try await account.tokens.token(at: Account.start + 3299).text == "first")
    #expect(try await account.tokens.token(at: Account.start + 3300).text == "second")
    #expect(
      account.issuer.requests.map(\.form)
        == Array(
          repeating: [
            "grant_type": "refresh_token", "refresh_token": "seed-token", "client_id": "client-7",
            "client_secret": "client secret & more", "scope": "mail offline",
          ], count: 2))
    let first = try #require(account.issuer.requests.first)
    #expect(first.method == "POST" && first.path == "/token")
    #expect(first.header.contains("Content-Type: application/x-www-form-urlencoded"))
    #expect(first.header.contains("Accept: application/json"))
    // Nothing was renewed but the access token: nothing is kept.
    #expect(account.kept == "")
  }

  @Test("A token that lives shorter than twice the margin is used for half its life; without a life, until refused")
  func lives() {
    let token = AccessToken("t").map { token in
      [3600, 600, 599, 60, 1, 0, nil].map { IssuedToken(token, life: $0, now: 1000).renewAt }
    }
    #expect(token == [4300, 1300, 1299, 1030, 1000, 1000, nil])
  }

  @Test("A life in quotes is read, and one of ages is a month")
  func oddLives() async throws {
    let account = try Account(
      .json(200, #"{"access_token":"first","expires_in":"600"}"#),
      .json(200, #"{"access_token":"second","token_type":"bearer","expires_in":9223372036854775807}"#))
    #expect(try await account.tokens.token(at: Account.start).text == "first")
    #expect(try await account.tokens.token(at: Account.start + 301).text == "second")
    #expect(try await account.tokens.token(at: Account.start + 30 * 86_400).text == "second")
  }

  @Test("All who ask at once get the token of one request")
  func shared() async throws {
    let account = try Account(.tokens("one"))
    let texts = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { try await account.tokens.token(at: Account.start).text } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(texts == ["one"])
    #expect(account.issuer.requests.count == 1)
  }

  @Test("One who asked and gave up does not take the token from the others")
  func cancelled() async throws {
    let account = try Account(.tokens("one"))
    let first = Task { try await account.tokens.token(at: Account.start) }
    first.cancel()
    #expect(try await account.tokens.token(at: Account.start).text == "one")
    _ = await first.result
    #expect(account.issuer.requests.count == 1)
  }

  @Test("A renewed refresh token is on disk, for its owner only, when the access token beside it is handed out")
  func rotated() async throws {
    let account = try Account(.tokens("first", refresh: "renewed-1"), .tokens("second", refresh: "renewed-2"))
    _ = try await account.tokens.token(at: Account.start)
    #expect(account.kept == #"{"refreshToken":"renewed-1","replaces":"seed-token","v":1}"# + "\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: account.file.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let folder = (account.file.path as NSString).deletingLastPathComponent
    #expect(try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int == 0o700)

    // A restart goes on with it, and so does the next.
    let restarted = try Account(account.issuer, in: account.scratch)
    #expect(try await restarted.tokens.token(at: Account.start + 4000).text == "second")
    #expect(account.issuer.requests.map { $0.form["refresh_token"] } == ["seed-token", "renewed-1"])
    #expect(account.kept.contains("renewed-2"))
  }

  @Test("Another refresh token in the settings comes before the one that was kept")
  func newSeed() async throws {
    let account = try Account(.tokens("first", refresh: "renewed"), .tokens("second"))
    _ = try await account.tokens.token(at: Account.start)
    let later = try Account(account.issuer, seed: "seed-by-hand", in: account.scratch)
    _ = try await later.tokens.token(at: Account.start)
    #expect(account.issuer.requests.map { $0.form["refresh_token"] } == ["seed-token", "seed-by-hand"])
  }

  @Test("Where a renewed refresh token cannot be kept, the access token is not used; once it can be, none is lost")
  func unkept() async throws {
    let account = try Account(.tokens("first", refresh: "renewed"), .tokens("second"))
    // The record's temporary name is taken by a folder: it cannot be written.
    let folder = (account.file.path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(
      atPath: account.file.path + ".new/x", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let error = await #expect(throws: WireError.self) { try await account.tokens.token(at: Account.start) }
    guard case .token(.cannotKeep) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.kind == .later)
    // Still in the way: the issuer is not even asked, as another new token would be in danger too.
    await #expect(throws: WireError.self) { try await account.tokens.token(at: Account.start) }
    #expect(account.issuer.requests.count == 1)

    try FileManager.default.removeItem(atPath: account.file.path + ".new")
    #expect(try await account.tokens.token(at: Account.start).text == "second")
    #expect(account.issuer.requests.map { $0.form["refresh_token"] } == ["seed-token", "renewed"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().count == 2)
  }

  @Test("Two processes renew one after the other, never with the same refresh token twice")
  func twoProcesses() async throws {
    // Each answer voids the token that it was given for, as issuers do that look for thieves (RFC 9700, 4.14.2).
    let good = Mutex("seed-token")
    let issuer = try ScriptedTokenServer { request, number in
      good.withLock { good in
        guard request.form["refresh_token"] == good else { return .error("invalid_grant") }
        good = "renewed-\(number)"
        return .tokens("access-\(number)", refresh: good)
      }
    }
    let scratch = try ScratchFolder()
    let accounts = try (0..<8).map { _ in try Account(issuer, in: scratch) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for account in accounts { group.addTask { _ = try await account.tokens.token(at: Account.start) } }
      try await group.waitForAll()
    }
    #expect(issuer.requests.count == 8)
  }

  @Test("An issuer that says no for good stops the account; it is asked no more, also after a restart", arguments: [
    ("invalid_grant", TokenError.Code.invalidGrant), ("invalid_client", .invalidClient), ("canary", .other),
  ])
  func refused(word: String, code: TokenError.Code) async throws {
    let account = try Account(.error(word))
    let place = "127.0.0.1:\(account.issuer.port)"
    let error = await #expect(throws: WireError.self) { try await account.tokens.token(at: Account.start) }
    #expect(error == .token(.refused(place: place, code)))
    #expect(error?.kind == .login)
    #expect(!String(describing: error).contains("canary") && !String(describing: error).contains("nobody shall"))
    let restarted = try Account(account.issuer, in: account.scratch)
    await #expect(throws: WireError.token(.stopped(account: Account.user, since: Account.start))) {
      try await restarted.tokens.token(at: Account.start + 90)
    }
    #expect(account.issuer.requests.count == 1)
    #expect(try account.file.read().stopped == .init(at: Account.start, place: place))
  }

  @Test("An issuer in trouble is asked again later, and the account goes on", arguments: [
    .json(503, "<html>"), .json(429, "{}"), .error("temporarily_unavailable"), .hangUp, .json(200, "[1]"),
    .json(200, #"{"access_token":"two words"}"#), .json(200, #"{"access_token":"t","token_type":"mac"}"#),
    .json(200, #"{"access_token":"t","refresh_token":"a\nb"}"#), .json(200, "{}"), .bytes(Array("what?\r\n\r\n".utf8)),
    .json(200, String(repeating: " ", count: 70_000) + "{}"),
    .bytes(Array("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".utf8)),
    .bytes(Array("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".utf8)),
  ] as [ScriptedTokenServer.Answer])
  func trouble(answer: ScriptedTokenServer.Answer) async throws {
    let account = try Account(answer, .tokens("first"))
    let error = await #expect(throws: WireError.self) { try await account.tokens.token(at: Account.start) }
    #expect(error?.kind == .later || error?.kind == .never)
    #expect(try await account.tokens.token(at: Account.start + 1).text == "first")
    #expect(try account.file.read().stopped == nil)
  }

  @Test("Without any refresh token a person is told to log in")
  func nobodyLoggedIn() async throws {
    let account = try Account(seed: nil)
    let error = await #expect(throws: WireError.self) { try await account.tokens.token(at: Account.start) }
    #expect(error == .token(.noRefreshToken(account: Account.user)))
    #expect(String(describing: try #require(error)).contains("heard auth login \(Account.user)"))
    #expect(account.issuer.requests.isEmpty)
  }

  @Test("A silent issuer is given up after the limit")
  func silent() throws {
    let issuer = try ScriptedTokenServer([.silence])
    let endpoint = try TokenEndpoint(url: issuer.url(), plainText: true)
    #expect(throws: WireError.timedOut(place: endpoint.place, during: .token, seconds: 1)) {
      try FormPost.send([("a", "b")], to: endpoint, within: 1000)
    }
  }

  @Test("An issuer is shown nothing before its certificate is found good", arguments: TestCertificates.Kind.allCases)
  func certificate(kind: TestCertificates.Kind) async throws {
    let certificates = try await TestCertificates.shared()
    let answer = #"{"access_token":"first"}"#
    let server = try ScriptedTLSServer(
      kind, of: certificates, .init(),
      [
        .expect("POST /token"),
        .line("HTTP/1.1 200 OK\r\nContent-Length: \(answer.utf8.count)\r\nConnection: close\r\n\r\n\(answer)"),
      ])
    let scratch = try ScratchFolder()
    let file = LoginFile(path: scratch.file("logins/ann"))
    let grant = RefreshGrant(
      account: "ann",
      endpoint: try TokenEndpoint(url: "https://localhost:\(server.port)/token", caFile: certificates.caFile),
      client: Account.client, file: file, steps: StepCounter(), seed: { () throws(WireError) in "canary-token" })
    let tokens = try AccessTokens(account: "ann", source: grant, file: file)
    if kind == .good {
      #expect(try await tokens.token(at: 0).text == "first")
      await server.finish()
      #expect(String(decoding: server.inside, as: UTF8.self).contains("refresh_token=canary-token"))
      #expect(!String(decoding: server.wire, as: UTF8.self).contains("canary"))
    } else {
      let error = await #expect(throws: WireError.self) { try await tokens.token(at: 0) }
      guard case .certificateRefused = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      await server.finish()
      #expect(server.inside.isEmpty)
      #expect(!String(decoding: server.wire, as: UTF8.self).contains("canary"))
    }
  }

  @Test("An issuer is reached over TLS, or on this very machine", arguments: [
    ("https://login.example/token", true, nil), ("https://[::1]/t", true, nil),
    ("https://login.example:8443", true, nil),
    ("http://127.0.0.1:80/t", true, nil), ("http://localhost/t", true, nil), ("http://localhost/t", false, .notHTTPS),
    ("http://login.example/t", true, .plainTextLeavesMachine), ("http://127.0.0.1@login.example/", true, .holdsLogin),
    ("https://user:word@login.example/", true, .holdsLogin), ("ftp://login.example/", true, .notHTTPS),
    ("https://", true, .notAURL), ("login.example/token", true, .notAURL), ("https://a b/", true, .notAURL),
    ("https://login.example:0/", true, .notAURL), ("https://login.example\\@evil.example/", true, .notAURL),
    ("http://127.0.0.1.evil.example/", true, .plainTextLeavesMachine), ("https://login.example/#x", true, .notAURL),
  ] as [(String, Bool, TokenEndpointError?)])
  func endpoints(url: String, plainText: Bool, expected: TokenEndpointError?) {
    do {
      let endpoint = try TokenEndpoint(url: url, plainText: plainText)
      #expect(expected == nil && endpoint.url == url)
    } catch {
      #expect(error == expected)
    }
  }

  @Test("A form's values cannot become other fields")
  func form() {
    #expect(
      FormPost.encoded([("a", "b&c=d %+\r\n\u{E9}\u{0}"), ("scope", "a-b._~")])
        == "a=b%26c%3Dd%20%25%2B%0D%0A%C3%A9%00&scope=a-b._~")
  }
}

@Suite("The file of a login", .timeLimit(.minutes(20)))
struct LoginFileTests {
  @Test("An account's name cannot lead out of its folder", arguments: [
    ("ann@shop.example", "ann%40shop.example"), ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"), (".", "%2E"),
    ("\u{E9}\n", "%C3%A9%0A"),
  ])
  func names(account: String, name: String) {
    #expect(LoginFile(account: account, besideStore: "/s/heard.db").path == "/s/heard.db.logins/" + name)
  }

  @Test("A file that others may read, that is a link, or that is not ours is not believed")
  func notBelieved() throws {
    let scratch = try ScratchFolder()
    let file = LoginFile(path: scratch.file("logins/ann"))
    #expect(try file.read() == LoginRecord())
    try file.logIn(refreshToken: "canary")
    #expect(try file.read().hasRefreshToken)
    func fails(_ reason: String) {
      let error = #expect(throws: WireError.self) { try file.read() }
      #expect(String(describing: error).contains(reason) && !String(describing: error).contains("canary"))
    }
    chmod(file.path, 0o640)
    fails("others may read it")
    try Data("{\"v\":2,\"refreshToken\":\"canary\"}".utf8).write(to: URL(fileURLWithPath: file.path))
    chmod(file.path, 0o600)
    fails("not what Heard wrote")
    try FileManager.default.removeItem(atPath: file.path)
    symlink("/etc/hostname", file.path)
    fails("symbolic link")
  }

  @Test("A login that is cut off in the midst of writing leaves the one before")
  func cutOff() throws {
    let scratch = try ScratchFolder()
    let file = LoginFile(path: scratch.file("logins/ann"))
    try file.logIn(refreshToken: "before")
    try Data("{\"refreshTok".utf8).write(to: URL(fileURLWithPath: file.path + ".new"))
    #expect(try file.read().refreshToken == "before")
    try file.logIn(refreshToken: "after")
    #expect(try file.read() == LoginRecord(refreshToken: "after"))
  }
}
