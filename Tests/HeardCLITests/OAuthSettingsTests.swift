import Testing
import Wire

@testable import HeardCLI

@Suite("Settings of access tokens")
struct OAuthSettingsTests {
  /// Settings without passwords, and with this below `[oauth]`.
  private func text(_ oauth: String) -> String {
    SettingsTests.good.replacing("password-file = \"/run/secret\"\n", with: "")
      .replacing("password-env = \"PW\"\n", with: "") + "[oauth]\n" + oauth
  }

  private func problems(_ text: String) -> String {
    do {
      _ = try SettingsReader.read(text, place: "heard.toml")
      return ""
    } catch {
      return error.message
    }
  }

  private func issuer(_ oauth: String) throws -> OAuthSettings.Issuer {
    let settings = try SettingsReader.read(text(oauth), place: "heard.toml")
    guard case .oauth(nil) = settings.accounts[0].incoming.login, case .oauth(nil) = settings.accounts[0].outgoing.login,
      case .issuer(let issuer) = settings.accounts[0].oauth
    else { throw CommandError("no issuer") }
    return issuer
  }

  @Test("Microsoft: a client is enough, and both servers log in with its tokens")
  func microsoft() throws {
    let issuer = try issuer("provider = \"microsoft\"\nclient-id = \"11-22\"\n")
    #expect(issuer.tokenEndpoint.url == "https://login.microsoftonline.com/organizations/oauth2/v2.0/token")
    #expect(issuer.deviceEndpoint?.url == "https://login.microsoftonline.com/organizations/oauth2/v2.0/devicecode")
    #expect(issuer.scope?.hasSuffix("offline_access") == true)
    #expect(issuer.clientSecret == nil && issuer.refreshToken == nil)
    let tenant = try self.issuer("provider = \"microsoft\"\ntenant = \"shop.example\"\nclient-id = \"11-22\"\n")
    #expect(tenant.tokenEndpoint.url == "https://login.microsoftonline.com/shop.example/oauth2/v2.0/token")
  }

  @Test("Google: secret and refresh token come from files, and there is no login by code")
  func google() throws {
    let issuer = try issuer(
      """
      provider = "google"
      client-id = "77.apps.googleusercontent.com"
      client-secret-file = "/run/client-secret"
      refresh-token-command = "pass show refresh"

      """)
    #expect(issuer.tokenEndpoint.url == "https://oauth2.googleapis.com/token")
    #expect(issuer.deviceEndpoint == nil)
    #expect(issuer.scope == "https://mail.google.com/")
    #expect(issuer.clientSecret == .file("/run/client-secret"))
    #expect(issuer.refreshToken == .command("pass show refresh"))
  }

  @Test("Any other issuer by its own URLs; plain text to this machine only")
  func other() throws {
    let issuer = try issuer(
      """
      token-endpoint = "http://127.0.0.1:9/token"
      device-endpoint = "http://127.0.0.1:9/device"
      plain-text = true
      client-id = "x"

      """)
    #expect(issuer.tokenEndpoint.url == "http://127.0.0.1:9/token" && issuer.scope == nil)
    #expect(
      problems(text("token-endpoint = \"http://login.example/t\"\nplain-text = true\nclient-id = \"x\"\n"))
        .hasPrefix("heard.toml:16:1: token-endpoint: http:// to another machine"))
  }

  @Test("A command that prints tokens stands alone")
  func command() throws {
    let settings = try SettingsReader.read(text("token-command = \"oama access\"\n"), place: "heard.toml")
    guard case .command("oama access") = settings.accounts[0].oauth else {
      Issue.record("no command")
      return
    }
    #expect(
      problems(text("token-command = \"oama access\"\nclient-id = \"x\"\n"))
        == "heard.toml:17:1: client-id must be left out where token-command gives the tokens")
  }

  @Test("Everything that is wrong is told at once, with its place")
  func allAtOnce() {
    #expect(
      problems(
        text(
          """
          provider = "gogle"
          tenant = "a/b"
          client-secret-env = "A"
          client-secret-file = "B"
          scope = 5
          """)) == """
            heard.toml:15:1: client-id in [oauth] is missing
            heard.toml:16:1: provider must be "google" or "microsoft"; for others give token-endpoint and scope
            heard.toml:17:1: tenant must be a directory's name or id, with provider = "microsoft"
            heard.toml:19:1: client-secret-file must be the only source of its kind; keep one
            heard.toml:20:1: scope must be a text in quotes, not empty
            """)
    #expect(problems(text("")).contains("provider, token-endpoint or token-command in [oauth] is missing"))
    #expect(problems(text("toke-command = \"x\"\n")).contains("unknown key toke-command; did you mean token-command?"))
  }

  @Test("Tokens that nobody uses are told of, as the passwords would win")
  func unused() {
    #expect(
      problems(SettingsTests.good + "[oauth]\ntoken-command = \"x\"\n")
        == "heard.toml:17:1: [oauth] must be left out where [imap] and [smtp] have passwords")
    let one = SettingsTests.good.replacing("password-env = \"PW\"\n", with: "") + "[oauth]\ntoken-command = \"x\"\n"
    #expect(problems(one) == "")
  }

  @Test("A server may be held to one mechanism, of those that fit its login")
  func mechanism() throws {
    let plain = SettingsTests.good.replacing("[smtp]", with: "auth = \"PLAIN\"\n[smtp]")
    guard case .password(_, .plain) = try SettingsReader.read(plain, place: "heard.toml").accounts[0].incoming.login else {
      Issue.record("not held to PLAIN")
      return
    }
    #expect(
      problems(SettingsTests.good.replacing("[smtp]", with: "auth = \"xoauth2\"\n[smtp]"))
        .hasPrefix("heard.toml:10:1: auth must be one of plain, login, cram-md5"))
    let tokens = text("token-command = \"x\"\n")
    #expect(
      problems(tokens.replacing("[smtp]", with: "auth = \"plain\"\n[smtp]"))
        == "heard.toml:9:1: auth must be one of oauthbearer, xoauth2")
    #expect(problems(tokens.replacing("[smtp]", with: "auth = \"xoauth2\"\n[smtp]")) == "")
  }

  @Test("A command's token is asked for each time, and never shown when it is none")
  func tokenCommand() throws {
    let environment = ["PATH": "/usr/bin:/bin"]
    let issued = try TokenCommand(command: "echo ya29.abc; echo more", environment: environment).fetch(at: 7)
    #expect(issued == IssuedToken(try #require(AccessToken("ya29.abc")), renewAt: 7))
    for command in ["echo canary token", "exit 1", "true"] {
      let error = #expect(throws: WireError.self) {
        try TokenCommand(command: command, environment: environment).fetch(at: 7)
      }
      #expect(error?.kind == .later)
      #expect(String(describing: error).contains("token") && !String(describing: error).contains("canary"))
    }
  }
}
