import ArgumentParser
import Desk
import Foundation
import Wire

/// Logins with access tokens (OBLIGATIONS A-58).
struct Auth: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auth", abstract: "Logins with access tokens, by [oauth] in the settings.",
    subcommands: [AuthStatus.self, AuthLogin.self, AuthResume.self], defaultSubcommand: AuthStatus.self)
}

/// The account that a command is about.
struct AccountArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The account's address, user, or user@host; may be left out where there is one account.", valueName: "account"))
  var account: String?

  /// The settings, and the account in them that is meant.
  func find(
    _ common: CommonOptions
  ) throws(CommandError) -> (place: Workplace, settings: Settings, account: Settings.Account) {
    let place = Workplace(common)
    let settings = try place.settings()
    return (place, settings, try find(in: settings))
  }

  private func find(in settings: Settings) throws(CommandError) -> Settings.Account {
    let meant = settings.accounts.filter { known in
      account.map { [known.support.address, known.incoming.user, known.login].contains($0) } ?? true
    }
    if let only = meant.first, meant.count == 1 { return only }
    let names = settings.accounts.map(\.login).joined(separator: ", ")
    guard let account else { throw CommandError("which account? There are \(names).", .usage) }
    throw CommandError(
      meant.isEmpty
        ? "the settings know no account \(account), but \(names)."
        : "\(account) is the user of several accounts: \(names). Name one of these.", .usage)
  }
}

struct AuthStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How the account logs in, and whether it was stopped.",
    discussion: ExitStatus.explanation)

  @OptionGroup var common: CommonOptions
  @OptionGroup var account: AccountArgument

  func run() async throws {
    let (place, _, settled) = try account.find(common)
    let account = settled.login
    let record: LoginRecord
    do { record = try place.loginFile(settled).read() } catch { throw CommandError(any: error) }
    let line = Line(account, settled.oauth, record)
    if common.json {
      try place.screen.json(line)
    } else {
      place.screen.line("\(account): \(line.way), \(line.state)")
    }
    if let stop = record.stopped {
      place.screen.note(
        "Its login was refused by \(stop.place) \(Moment.age(stop.at, at: place.now())) ago, and is not tried again. "
          + "Run: heard auth login, or, once its settings are mended: heard auth resume")
      throw EndWith(status: .login)
    }
  }

  private struct Line: Encodable {
    var v = 1
    let account: String
    let way: String
    let state: String
    let stoppedAt: Int64?
    let stoppedBy: String?

    init(_ account: String, _ oauth: OAuthSettings?, _ record: LoginRecord) {
      self.account = account
      stoppedAt = record.stopped?.at
      stoppedBy = record.stopped?.place
      let isReady: Bool
      switch oauth {
      case nil: (way, isReady) = ("password", true)
      case .command: (way, isReady) = ("token-command", true)
      case .issuer(let issuer): (way, isReady) = ("refresh token", record.hasRefreshToken || issuer.refreshToken != nil)
      }
      state = record.stopped != nil ? "stopped" : isReady ? "ready" : "not logged in"
    }
  }
}

struct AuthLogin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Log in in a browser on any machine, with a code (RFC 8628).",
    discussion: "The refresh token is kept beside the store, readable by you alone.\n\n" + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions
  @OptionGroup var account: AccountArgument

  func run() async throws {
    let (place, settings, settled) = try account.find(common)
    let account = settled.login
    let issuer = try Self.issuer(settled, settings.place)
    guard let deviceEndpoint = issuer.deviceEndpoint else {
      throw CommandError(
        "this issuer gives no login by code for mail (Google does not). Get a refresh token by its own page or tool, "
          + "and name it under [oauth]: refresh-token-file = \"...\" (chmod 600).")
    }
    let grant = DeviceGrant(
      account: account, deviceEndpoint: deviceEndpoint, tokenEndpoint: issuer.tokenEndpoint,
      client: place.client(issuer))
    let invitation = try await OwnThread.run { () throws(WireError) in try grant.begin() }
    try show(invitation, place.screen)
    let now = place.now
    let tokens = try await OwnThread.run { () throws(WireError) in
      try grant.finish(invitation, now: now) { seconds in Thread.sleep(forTimeInterval: TimeInterval(seconds)) }
    }
    let file = place.loginFile(settled)
    // It takes the place of the settings' own, until somebody puts another one there.
    let seed = try? issuer.refreshToken?.fetch(environment: place.environment, as: "refresh-token")
    // A login may come before the first run, which makes the store.
    try? FileManager.default.createDirectory(
      atPath: (place.storePlace as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try await OwnThread.run { () throws(WireError) in
      try file.logIn(refreshToken: tokens.refreshToken, insteadOf: seed)
    }
    if common.json {
      try place.screen.json(Done(account: account, state: "ready"))
    } else {
      place.screen.line("\(account) is logged in. Check it with: heard doctor")
    }
  }

  private static func issuer(
    _ account: Settings.Account, _ place: String
  ) throws(CommandError) -> OAuthSettings.Issuer {
    switch account.oauth {
    case .issuer(let issuer): return issuer
    case .command:
      throw CommandError("the tokens come from token-command: log in with that program, then run: heard auth resume")
    case nil: throw CommandError("\(place) has no table [oauth] for this account, so there is nothing to log in to by a code.")
    }
  }

  private func show(_ invitation: DeviceGrant.Invitation, _ screen: Screen) throws {
    if common.json {
      try screen.json(
        Invited(page: invitation.page, userCode: invitation.userCode, expiresInSeconds: invitation.life))
    } else {
      screen.line("Open \(invitation.page) in any browser, and enter the code:")
      screen.line("  \(invitation.userCode)", .bold)
      screen.note("It is good for \(max(1, invitation.life / 60)) min. Waiting for you ...")
    }
  }

  private struct Invited: Encodable {
    var v = 1
    let page: String
    let userCode: String
    let expiresInSeconds: Int64
  }

  private struct Done: Encodable {
    var v = 1
    let account: String
    let state: String
  }
}

struct AuthResume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Let an account that was stopped after a refused login be tried again.",
    discussion: "Mend what was wrong first: every refused try brings the account nearer to being locked.\n\n"
      + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions
  @OptionGroup var account: AccountArgument

  func run() async throws {
    let (place, _, settled) = try account.find(common)
    let account = settled.login
    let file = place.loginFile(settled)
    let wasStopped = try await OwnThread.run { () throws(WireError) in try file.resume() }
    if common.json {
      try place.screen.json(Resumed(account: account, wasStopped: wasStopped))
    } else {
      place.screen.line(wasStopped ? "\(account) may be tried again." : "\(account) was not stopped.")
    }
  }

  private struct Resumed: Encodable {
    var v = 1
    let account: String
    let wasStopped: Bool
  }
}
