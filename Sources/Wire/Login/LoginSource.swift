/// How an account logs in: with a password, or with access tokens that are renewed as they end.
public struct LoginSource: Sendable, CustomStringConvertible, CustomReflectable {
  private enum Proof: Sendable {
    case password(Login)
    case tokens(AccessTokens, LoginMechanism?)
  }

  /// The account's name at the server.
  public let user: String
  private let proof: Proof

  public init(_ login: Login) {
    user = login.user
    proof = .password(login)
  }

  /// - Parameter mechanism: ``LoginMechanism/oauthBearer`` or ``LoginMechanism/xoauth2``; nil for what is offered.
  public init(user: String, tokens: AccessTokens, mechanism: LoginMechanism? = nil) {
    self.user = user
    proof = .tokens(tokens, mechanism)
  }

  public var description: String { "LoginSource(not shown)" }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

  /// Connects with a login that is good now.
  ///
  /// Where a server refuses a token, one new token is tried; where it refuses that too, the account is stopped and
  /// ``TokenError/stopped(account:since:)`` thrown, now and at every later call. A refused password is thrown as it is.
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - connect: makes the connection; called once or twice.
  public func connect<Connection: Sendable>(
    at now: Int64, _ connect: @Sendable (Login) async throws(WireError) -> Connection
  ) async throws(WireError) -> Connection {
    switch proof {
    case .password(let login): return try await connect(login)
    case .tokens(let tokens, let mechanism):
      let first = try await tokens.token(at: now)
      do throws(WireError) {
        return try await connect(Login(user: user, accessToken: first, mechanism: mechanism))
      } catch {
        guard case .loginRefused(let place) = error else { throw error }
        let second = try await tokens.token(insteadOf: first, at: now)
        // A command may print the same token again; saying it twice helps nobody.
        guard second != first else { throw await stop(tokens, at: now, place) }
        do throws(WireError) {
          return try await connect(Login(user: user, accessToken: second, mechanism: mechanism))
        } catch {
          guard case .loginRefused(let place) = error else { throw error }
          throw await stop(tokens, at: now, place)
        }
      }
    }
  }

  private func stop(_ tokens: AccessTokens, at now: Int64, _ place: String) async -> WireError {
    await tokens.stop(at: now, refusedBy: place)
    return .token(.stopped(account: user, since: now))
  }
}
