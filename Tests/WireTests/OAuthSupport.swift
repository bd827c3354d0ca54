import Foundation
import Steps
import Synchronization
import TestKit
import Testing

@testable import Wire

/// One account's tokens, its file, and its issuer, for one test.
struct Account {
  static let user = "ann@shop.example"
  static let start: Int64 = 1_800_000_000

  let scratch: ScratchFolder
  let file: LoginFile
  let issuer: ScriptedTokenServer
  let grant: RefreshGrant
  let tokens: AccessTokens

  /// - Parameter seed: the settings' refresh token.
  init(_ issuer: ScriptedTokenServer, seed: String? = "seed-token", in scratch: ScratchFolder? = nil) throws {
    let scratch = try scratch ?? ScratchFolder()
    self.scratch = scratch
    self.issuer = issuer
    file = LoginFile(account: Self.user, besideStore: scratch.file("heard.db"))
    var fetchSeed: (@Sendable () throws(WireError) -> String)?
    if let seed { fetchSeed = { () throws(WireError) in seed } }
    grant = RefreshGrant(
      account: Self.user, endpoint: try TokenEndpoint(url: issuer.url(), plainText: true), client: Self.client,
      file: file, steps: StepCounter(), seed: fetchSeed)
    tokens = try AccessTokens(account: Self.user, source: grant, file: file)
  }

  init(_ answers: ScriptedTokenServer.Answer..., seed: String? = "seed-token") throws {
    try self.init(ScriptedTokenServer(answers), seed: seed)
  }

  static let client = OAuthClient(
    id: "client-7", scope: "mail offline", secret: { () throws(WireError) in "client secret & more" })

  /// The file as it lies on disk.
  var kept: String { (try? String(contentsOfFile: file.path, encoding: .utf8)) ?? "" }
}

/// Tokens out of a script, without an issuer; says how often it was asked.
final class ScriptedSource: TokenSource {
  private let answers: Mutex<[Result<IssuedToken, WireError>]>
  private let asked = Mutex(0)

  init(_ answers: [Result<IssuedToken, WireError>]) { self.answers = Mutex(answers) }

  var count: Int { asked.withLock { $0 } }

  func fetch(at now: Int64) throws(WireError) -> IssuedToken {
    asked.withLock { $0 += 1 }
    let next = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    guard let next else { throw .token(.noSource("the script is over")) }
    return try next.get()
  }
}
