import Foundation
import Synchronization
import TestKit
import Testing

/// One account with tokens, its issuer, and `heard` as Ann runs it.
private struct TokenShop {
  let scratch: ScratchFolder
  let issuer: ScriptedTokenServer

  var store: String { scratch.file("heard.db") }
  var login: String { store + ".logins/support%40shop.example" }

  init(_ answers: ScriptedTokenServer.Answer..., imap: ScriptedServer? = nil, oauth: String = "") throws {
    scratch = try ScratchFolder()
    issuer = try ScriptedTokenServer(answers)
    let text = """
      [mailbox]
      address = "support@shop.example"
      name = "The Shop"
      [imap]
      url = "imap://127.0.0.1:\(imap?.port ?? 1)"
      user = "support@shop.example"
      plain-text = true
      [smtp]
      url = "smtp://127.0.0.1:1"
      user = "support@shop.example"
      plain-text = true
      [oauth]
      token-endpoint = "\(issuer.url())"
      device-endpoint = "\(issuer.url("/device"))"
      client-id = "client-7"
      client-secret-env = "CLIENT_SECRET"
      plain-text = true
      \(oauth)
      [agents]
      \(NSUserName()) = "Ann"
      """
    let made = FileManager.default.createFile(
      atPath: scratch.file("heard.toml"), contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    #expect(made)
  }

  func heard(_ arguments: String...) async throws -> ProcessOutcome {
    try await HeardProcess.run(
      arguments + ["--config", scratch.file("heard.toml"), "--store", store],
      environment: ["CLIENT_SECRET": "canary-client-secret", "REFRESH": "canary-seed"])
  }

  /// All files beside the store that hold `word`.
  func files(holding word: String) throws -> [String] {
    let names = try #require(FileManager.default.enumerator(atPath: scratch.path)).compactMap { $0 as? String }
    return names.filter { name in
      let text = FileManager.default.contents(atPath: scratch.file(name)).map { String(decoding: $0, as: UTF8.self) }
      return text?.contains(word) == true
    }.sorted()
  }
}

@Suite("A-58: a team that logs in with tokens", .timeLimit(.minutes(20)))
struct AuthStories {
  static let invitation = ScriptedTokenServer.Answer.json(
    200,
    #"{"device_code":"canary-device","user_code":"WDJB-MJHT","verification_uri":"https://login.example/device","#
      + #""expires_in":900,"interval":1}"#)

  static let refusals: [[ScriptedServer.Step]] = Array(
    repeating: [
      .line("* OK ready"), .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2"),
      .answer("OK done"), .expect("AUTHENTICATE XOAUTH2"), .answer("NO [AUTHENTICATIONFAILED] no"),
    ], count: 2)

  @Test("Ann logs in by a code in her browser; the token lies in one file, which only she may read, and nowhere else")
  func login() async throws {
    let shop = try TokenShop(
      Self.invitation, .error("authorization_pending"), .tokens("canary-access", refresh: "canary-refresh"))
    let before = try await shop.heard("auth", "status")
    #expect(before.status == 0 && before.outputText == "support@shop.example: refresh token, not logged in\n")

    let login = try await shop.heard("auth", "login", "support@shop.example", "--verbose")
    #expect(login.status == 0, "\(login.errorText)")
    #expect(
      login.outputText == """
        Open https://login.example/device in any browser, and enter the code:
          WDJB-MJHT
        support@shop.example is logged in. Check it with: heard doctor

        """)
    #expect(!(login.outputText + login.errorText).contains("canary"))
    #expect(try shop.files(holding: "canary") == ["heard.db.logins/support%40shop.example"])
    let mode = try FileManager.default.attributesOfItem(atPath: shop.login)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(
      shop.issuer.requests.map { $0.form["client_secret"] } == [nil, "canary-client-secret", "canary-client-secret"])
    #expect(try await shop.heard("auth", "status").outputText == "support@shop.example: refresh token, ready\n")
  }

  @Test("A no in the browser is a refused login, and leaves nothing behind")
  func denied() async throws {
    let shop = try TokenShop(Self.invitation, .error("access_denied"))
    let outcome = try await shop.heard("auth", "login")
    #expect(outcome.status == 4)
    #expect(outcome.errorText.contains("Somebody said no in the browser."))
    #expect(try shop.files(holding: "canary") == [])
  }

  @Test("The server refuses two tokens: the round ends with 4, nobody asks again, status says so, and Ann goes on")
  func stopped() async throws {
    let imap = try ScriptedServer(scripts: Self.refusals)
    let shop = try TokenShop(
      .tokens("canary-1"), .tokens("canary-2"), imap: imap, oauth: "refresh-token-env = \"REFRESH\"")
    let round = try await shop.heard("run", "--once", "--verbose")
    #expect(round.status == 4)
    #expect(round.errorText.contains("support@shop.example: this account was stopped after its login was refused"))
    #expect(!(round.outputText + round.errorText).contains("canary"))

    #expect(try await shop.heard("run", "--once").status == 4)
    #expect(imap.received.count == 2 && shop.issuer.requests.count == 2)

    let status = try await shop.heard("status")
    #expect(status.status == 4)
    #expect(status.errorText.contains("support@shop.example is stopped: 127.0.0.1:\(imap.port) refused its login"))
    #expect(try await shop.heard("auth", "status").status == 4)
    let json = try await shop.heard("status", "--json")
    #expect(json.status == 4)
    #expect(json.outputText.contains(#""stoppedAccounts":["support@shop.example"]"#))

    #expect(try await shop.heard("auth", "resume").outputText == "support@shop.example may be tried again.\n")
    #expect(try await shop.heard("status").status == 0)
    #expect(try shop.files(holding: "canary") == [])
  }

  @Test("A secret is in no argument of any process, and no core may be written")
  func secretsStayIn() async throws {
    let reached = Mutex<[String]>([])
    let scratch = try ScratchFolder()
    // The issuer looks at its client while that waits with the secret in its hands.
    let issuer = try ScriptedTokenServer { _, _ in
      let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      for process in processes.compactMap({ Int($0) }) {
        guard let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"),
          String(decoding: words, as: UTF8.self).contains(scratch.path),
          let limits = FileManager.default.contents(atPath: "/proc/\(process)/limits")
        else { continue }
        let text = String(decoding: words, as: UTF8.self) + String(decoding: limits, as: UTF8.self)
        reached.withLock { $0.append(text) }
      }
      return .error("invalid_client")
    }
    let settings = """
      [mailbox]
      address = "support@shop.example"
      [imap]
      url = "imap://127.0.0.1:1"
      user = "support@shop.example"
      plain-text = true
      [smtp]
      url = "smtp://127.0.0.1:1"
      user = "support@shop.example"
      plain-text = true
      [oauth]
      token-endpoint = "\(issuer.url())"
      client-id = "client-7"
      client-secret-command = "echo canary-secret"
      refresh-token-env = "REFRESH"
      plain-text = true
      """
    try Data(settings.utf8).write(to: URL(fileURLWithPath: scratch.file("heard.toml")))
    let outcome = try await HeardProcess.run(
      ["run", "--once", "--config", scratch.file("heard.toml"), "--store", scratch.file("heard.db")],
      environment: ["REFRESH": "canary-refresh"])
    #expect(outcome.status == 4, "\(outcome.errorText)")
    #expect(issuer.requests.first?.form["client_secret"] == "canary-secret")
    let seen = reached.withLock { $0 }
    #expect(seen.count == 1)
    #expect(seen.allSatisfy { !$0.contains("canary") && $0.contains("Max core file size        0 ") })
  }
}
