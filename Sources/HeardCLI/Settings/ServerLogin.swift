import Desk
import Wire

/// How a mail server is logged in to, as the settings have it.
enum ServerLogin {
  case password(Secret, LoginMechanism?)
  /// With tokens of `[oauth]`.
  case oauth(LoginMechanism?)
}

/// What the key `auth` of a server may say.
enum AuthKey {
  /// The mechanism that `text` names.
  /// - Returns: what must stand there instead, where it is no good.
  static func mechanism(_ text: String, withToken: Bool) -> Result<LoginMechanism, Expected> {
    let fitting = LoginMechanism.allCases.filter { $0.takesAccessToken == withToken }
    let usable = fitting.filter(\.isSupported).map(\.rawValue).joined(separator: ", ")
    guard let mechanism = LoginMechanism(rawValue: text.lowercased()), fitting.contains(mechanism) else {
      return .failure(Expected(text: "one of \(usable)"))
    }
    guard mechanism.isSupported else {
      return .failure(Expected(text: "one of \(usable); the libcurl of this machine was built without \(text)"))
    }
    return .success(mechanism)
  }

  struct Expected: Error, Equatable {
    let text: String
  }
}

extension Workplace {
  /// The file of the account's login, beside the store.
  func loginFile(_ account: Settings.Account) -> LoginFile {
    LoginFile(account: account.login, besideStore: storePlace)
  }

  /// How both servers are logged in to; they share the account's tokens.
  func logins(_ account: Settings.Account) throws(CommandError) -> (incoming: LoginSource, outgoing: LoginSource) {
    let tokens = try accessTokens(account)
    return (try login(account.incoming, tokens), try login(account.outgoing, tokens))
  }

  func login(_ server: Settings.Server, _ tokens: AccessTokens?) throws(CommandError) -> LoginSource {
    switch server.login {
    case .password(let secret, let mechanism):
      return LoginSource(
        Login(user: server.user, password: try secret.fetch(environment: environment), mechanism: mechanism))
    case .oauth(let mechanism):
      guard let tokens else { throw CommandError("\(settingsPlace) has no table [oauth].", .usage) }
      return LoginSource(user: server.user, tokens: tokens, mechanism: mechanism)
    }
  }

  /// The account's tokens; nil where the settings have no `[oauth]`.
  func accessTokens(_ account: Settings.Account) throws(CommandError) -> AccessTokens? {
    guard let oauth = account.oauth else { return nil }
    let file = loginFile(account)
    let source: any TokenSource
    switch oauth {
    case .command(let command): source = TokenCommand(command: command, environment: environment)
    case .issuer(let issuer):
      source = RefreshGrant(
        account: account.login, endpoint: issuer.tokenEndpoint, client: client(issuer), file: file,
        steps: Self.steps, seed: fetching(issuer.refreshToken, "refresh-token"))
    }
    do { return try AccessTokens(account: account.login, source: source, file: file) } catch { throw CommandError(error) }
  }

  func client(_ issuer: OAuthSettings.Issuer) -> OAuthClient {
    OAuthClient(id: issuer.clientID, scope: issuer.scope, secret: fetching(issuer.clientSecret, "client-secret"))
  }

  /// Fetches a secret when it is needed, and not before.
  private func fetching(_ secret: Secret?, _ name: String) -> (@Sendable () throws(WireError) -> String)? {
    guard let secret else { return nil }
    let environment = environment
    return { () throws(WireError) in
      do throws(CommandError) {
        return try secret.fetch(environment: environment, as: name)
      } catch {
        throw .token(.noSource(error.message))
      }
    }
  }
}
