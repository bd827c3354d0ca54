import Foundation
import TestKit
import Testing

@testable import Wire

/// C5: an issuer that gives a new refresh token with each answer, and voids the one before. Heard is killed between
/// asking for it and having it on disk.
@Suite("Killed while a refresh token is renewed", .serialized, .timeLimit(.minutes(20)))
struct TokenStepTests {
  /// All steps of a renewal, in their order.
  static let steps = [
    "token.send", "token.received", "login.write", "login.written", "login.synced", "login.renamed", "login.kept",
  ]
  /// Where the issuer has given a new refresh token, and the name of the file still leads to the old one.
  static let window: Set<String> = ["token.received", "login.write", "login.written", "login.synced"]

  @Test(
    "C5: killed at each step: the kept login is whole, old or new, and the account works again, save in one window",
    arguments: [(TokenIssuer.Manner.strict, true), (.strict, false), (.forgiving, true)])
  func everyStep(of issuer: TokenIssuer.Manner, hasRenewedBefore: Bool) async throws {
    var stopped: [String] = []
    for step in Self.steps {
      let shop = try TokenShop(issuer)
      if hasRenewedBefore { #expect(try await shop.round().outcome.status == 0) }
      let old = shop.issuer.newest
      let before = shop.imap.connections
      shop.imap.deliver(Array(CutTests.tom.replacingOccurrences(of: "\n", with: "\r\n").utf8))

      let killed = try await shop.round(abortAt: step)
      #expect(killed.wasKilled && killed.steps.last == step)
      // Nobody has used the access token whose refresh token might be lost.
      #expect(shop.imap.connections == before, "\(step)")
      let isInWindow = Self.window.contains(step)
      #expect((shop.issuer.newest != old) == (step != "token.send"), "\(step)")
      let kept = try shop.kept()
      let isOld = isInWindow || step == "token.send"
      #expect(kept == (isOld ? (hasRenewedBefore ? old : nil) : shop.issuer.newest), "\(step)")

      let next = try await shop.round().outcome
      if isInWindow, issuer == .strict {
        stopped.append(step)
        try await expectStop(of: shop, after: next, step)
      } else {
        #expect(next.status == 0 && next.outputText.hasPrefix(#"{"jobs":0,"new":1,"#), "\(step): \(next.errorText)")
      }
      #expect(try shop.kept() == shop.issuer.newest, "\(step)")
      let last = try await shop.round().outcome
      #expect(last.status == 0 && last.outputText.hasPrefix(#"{"jobs":0,"new":0,"#), "\(step): \(last.errorText)")
      #expect(try shop.files() == ["support%40shop.example", "support%40shop.example.lock"])
    }
    #expect(stopped == (issuer == .strict ? Self.steps.filter(Self.window.contains) : []))
    print(
      "killed at \(Self.steps.count) steps of a renewal, \(issuer.rawValue) issuer: stopped after \(stopped.count) of "
        + "them, the kept login whole after all")
  }

  /// The account is stopped and says so, the issuer is left alone, and one login by a person mends it.
  private func expectStop(of shop: TokenShop, after round: ProcessOutcome, _ step: String) async throws {
    #expect(round.status == 4, "\(step)")
    #expect(round.errorText.contains("The refresh token is worn out or was taken back. Run: heard auth login"))
    let asked = shop.issuer.requests
    let again = try await shop.round().outcome
    #expect(again.status == 4 && again.errorText.contains("is not tried again by itself. Run: heard auth login"))
    #expect(shop.issuer.requests == asked)
    #expect(try await shop.heard("status").status == 4)
    let login = try await shop.heard("auth", "login")
    #expect(login.status == 0, "\(login.errorText)")
    let mended = try await shop.round().outcome
    #expect(mended.status == 0 && mended.outputText.hasPrefix(#"{"jobs":0,"new":1,"#), "\(step): \(mended.errorText)")
  }
}

/// One account with tokens, its issuer, and its mail server.
private final class TokenShop: Sendable {
  private static let user = "support@shop.example"

  let issuer: TokenIssuer
  let imap: ScriptedIMAPServer
  private let folder: MemoryFolder

  init(_ manner: TokenIssuer.Manner) throws {
    issuer = try TokenIssuer(manner)
    imap = try ScriptedIMAPServer(profile: .gmail)
    folder = try MemoryFolder()
    let settings = """
      [mailbox]
      address = "support@shop.example"
      name = "The Shop"
      [imap]
      url = "imap://127.0.0.1:\(imap.port)"
      user = "\(Self.user)"
      plain-text = true
      [smtp]
      url = "smtp://127.0.0.1:1"
      user = "\(Self.user)"
      plain-text = true
      [oauth]
      token-endpoint = "\(issuer.url("/token"))"
      device-endpoint = "\(issuer.url("/device"))"
      client-id = "client-7"
      refresh-token-file = "\(folder.path)/seed"
      plain-text = true
      [agents]
      \(NSUserName()) = "Ann"
      """
    for (name, text) in [("heard.toml", settings), ("seed", issuer.newest)] {
      let made = FileManager.default.createFile(
        atPath: folder.path + "/" + name, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
      #expect(made)
    }
  }

  deinit {
    issuer.stop()
    imap.stop()
  }

  private var store: String { folder.path + "/heard.db" }
  private var places: [String] { ["--config", folder.path + "/heard.toml", "--store", store] }

  func heard(_ arguments: String...) async throws -> ProcessOutcome { try await HeardProcess.run(arguments + places) }

  func round(abortAt step: String? = nil) async throws -> SteppedRun {
    try await StepLoop.run(["run", "--once", "--json"] + places, abortAt: step, log: folder.path + "/steps")
  }

  /// The refresh token that is kept; nil where there is none.
  func kept() throws -> String? { try LoginFile(account: Self.user, besideStore: store).read().refreshToken }

  /// The names of the files with logins.
  func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: store + ".logins").sorted() }
}

/// An issuer whose refresh tokens are good once.
final class TokenIssuer: Sendable {
  enum Manner: String, Sendable {
    /// Whoever comes with a token that was given up is refused.
    case strict
    /// The token before the newest is good as well, for answers that got lost.
    case forgiving
  }

  private let server: ScriptedTokenServer
  private let given = Counter()

  init(_ manner: Manner) throws {
    let given = given
    server = try ScriptedTokenServer { request, _ in
      if request.path == "/device" {
        return .json(
          200,
          #"{"device_code":"d","user_code":"WDJB-MJHT","verification_uri":"https://login.example/device","#
            + #""expires_in":900,"interval":1}"#)
      }
      let good = [given.last] + (manner == .forgiving ? [given.last - 1] : [])
      let isGood = good.contains { request.form["refresh_token"] == Self.name($0) }
      guard isGood || request.form["device_code"] == "d" else { return .error("invalid_grant") }
      let number = given.take()
      return .tokens("access-\(number)", refresh: Self.name(number))
    }
  }

  private static func name(_ number: Int) -> String { "refresh-\(number)" }

  /// The refresh token that was given last.
  var newest: String { Self.name(given.last) }
  var requests: Int { server.requests.count }
  func url(_ path: String) -> String { server.url(path) }
  func stop() { server.stop() }
}
