import Foundation
import TestKit
import Testing

@testable import Wire

@Suite("A login by device code (RFC 8628)", .timeLimit(.minutes(20)))
struct DeviceFlowTests {
  static func invitation(interval: Int? = nil, life: Int = 900, page: String = "https://login.example/device")
    -> ScriptedTokenServer.Answer
  {
    .json(
      200,
      #"{"device_code":"canary-device","user_code":"WDJB-MJHT","verification_uri":"\#(page)","expires_in":\#(life)"#
        + (interval.map { ",\"interval\":\($0)" } ?? "") + "}")
  }

  /// What a login came to, and the waits on the way; the clock goes on by the waits alone.
  struct Run {
    var waits: [Int64] = []
    var tokens: DeviceGrant.Tokens?
    var error: WireError?
    let requests: [ScriptedTokenServer.Request]

    init(_ answers: [ScriptedTokenServer.Answer]) throws {
      let issuer = try ScriptedTokenServer(answers)
      let grant = DeviceGrant(
        account: "ann", deviceEndpoint: try TokenEndpoint(url: issuer.url("/device"), plainText: true),
        tokenEndpoint: try TokenEndpoint(url: issuer.url(), plainText: true), client: Account.client)
      var now: Int64 = 1000
      var waits: [Int64] = []
      do throws(WireError) {
        let invitation = try grant.begin()
        tokens = try grant.finish(
          invitation, now: { now },
          wait: { seconds throws(WireError) in
            waits.append(seconds)
            now += seconds
          })
      } catch {
        self.error = error
      }
      self.waits = waits
      requests = issuer.requests
    }
  }

  @Test("A code is asked for, the person takes her time, and the tokens come")
  func whole() throws {
    let run = try Run([
      Self.invitation(interval: 7), .error("authorization_pending"), .error("authorization_pending"),
      .tokens("first", life: 3600, refresh: "refresh-1"),
    ])
    #expect(run.error == nil)
    #expect(run.waits == [7, 7, 7])
    #expect(run.tokens?.refreshToken == "refresh-1")
    #expect(run.tokens?.access == IssuedToken(try #require(AccessToken("first")), renewAt: 1000 + 21 + 3300))
    #expect(run.requests.map(\.path) == ["/device", "/token", "/token", "/token"])
    #expect(run.requests.first?.form == ["client_id": "client-7", "scope": "mail offline"])
    #expect(
      run.requests.last?.form == [
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": "canary-device",
        "client_id": "client-7", "client_secret": "client secret & more",
      ])
  }

  @Test("Five seconds where the issuer names none; slow_down adds five for good; a silent spell doubles the wait")
  func rhythm() throws {
    let run = try Run([
      Self.invitation(), .error("slow_down"), .error("authorization_pending"), .hangUp, .json(503, ""),
      .error("slow_down"), .tokens("t", refresh: "r"),
    ])
    #expect(run.error == nil)
    #expect(run.waits == [5, 10, 10, 20, 40, 45])
  }

  @Test("A silent spell makes the wait no longer than a minute, and never shorter than it was")
  func longestWait() {
    var polling = DevicePolling(interval: 50, deadline: 10_000)
    polling.take(.away)
    #expect(polling.interval == 60)
    polling = DevicePolling(interval: 90, deadline: 10_000)
    polling.take(.away)
    #expect(polling.interval == 90)
  }

  @Test("A no in the browser, a code that ran out, an issuer that knows no such client: each ends the login at once",
    arguments: [
      ("access_denied", TokenError.Code.accessDenied), ("invalid_client", .invalidClient), ("canary", .other),
    ])
  func no(word: String, code: TokenError.Code) throws {
    let run = try Run([Self.invitation(), .error("authorization_pending"), .error(word)])
    guard case .token(.refused(_, code)) = run.error else {
      Issue.record("\(String(describing: run.error))")
      return
    }
    #expect(run.requests.count == 3)
    #expect(!String(describing: run.error).contains("canary"))
  }

  @Test("A code that nobody enters ends, by the issuer's word or by our own clock", arguments: [true, false])
  func expired(byIssuer: Bool) throws {
    let pending = Array(repeating: ScriptedTokenServer.Answer.error("authorization_pending"), count: byIssuer ? 1 : 50)
    let run = try Run([Self.invitation(life: byIssuer ? 900 : 60)] + pending + [.error("expired_token")])
    guard case .token(.codeExpired) = run.error else {
      Issue.record("\(String(describing: run.error))")
      return
    }
    #expect(run.waits.count == (byIssuer ? 2 : 11))
  }

  @Test("A login without a refresh token is none: it would end within the hour")
  func noRefreshToken() throws {
    let run = try Run([Self.invitation(), .tokens("t")])
    #expect(run.error == .token(.noRefreshToken(account: "ann")))
  }

  @Test("A page that is not on the web, or words that are no code, are not shown to anybody", arguments: [
    invitation(page: "http://login.example/device"), invitation(page: "javascript:alert(1)"),
    invitation(page: "https://a@login.example/"), .json(200, "{}"), .error("invalid_scope"),
    .json(200, #"{"device_code":"d","user_code":"\u001b]0;x","verification_uri":"https://x.example/","expires_in":9}"#),
    .json(200, #"{"device_code":"d","user_code":"","verification_uri":"https://x.example/","expires_in":9}"#),
    .json(404, "<html>not here</html>"),
  ])
  func badInvitation(answer: ScriptedTokenServer.Answer) throws {
    let run = try Run([answer])
    #expect(run.error != nil && run.requests.count == 1)
  }

  @Test("Google's name for the page is known too")
  func oldName() throws {
    let run = try Run([
      .json(200, #"{"device_code":"d","user_code":"c","verification_url":"https://x.example/","expires_in":"900"}"#),
      .tokens("t", refresh: "r"),
    ])
    #expect(run.tokens != nil)
  }

  @Test("Neither printing nor dumping a login shows its tokens or its device code")
  func hidden() throws {
    let run = try Run([Self.invitation(), .tokens("canary-access", refresh: "canary-refresh")])
    let issuer = try ScriptedTokenServer([Self.invitation()])
    let endpoint = try TokenEndpoint(url: issuer.url(), plainText: true)
    let grant = DeviceGrant(account: "ann", deviceEndpoint: endpoint, tokenEndpoint: endpoint, client: Account.client)
    for value in [try #require(run.tokens), try grant.begin(), grant] as [Any] {
      var dumped = ""
      dump(value, to: &dumped)
      #expect(!"\(value) \(String(reflecting: value)) \(dumped)".contains("canary"))
    }
  }
}
