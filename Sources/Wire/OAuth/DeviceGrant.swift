/// A login that a person finishes in a browser, on any machine (RFC 8628). Its calls block.
public struct DeviceGrant: Sendable {
  /// What the person is told: open ``page`` and enter ``userCode``.
  ///
  /// Printing, dumping or logging it does not show the device code, with which anybody could take the tokens.
  public struct Invitation: Sendable, CustomStringConvertible, CustomReflectable {
    /// `https://`, printable ASCII.
    public let page: String
    /// Printable ASCII, at most 64 characters.
    public let userCode: String
    /// Seconds that the code is good for.
    public let life: Int64
    fileprivate let deviceCode: String
    fileprivate let interval: Int64

    public var description: String { "Invitation(\(page))" }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
  }

  /// What a login gave. Printing, dumping or logging it shows nothing of it.
  public struct Tokens: Sendable, CustomStringConvertible, CustomReflectable {
    public let access: IssuedToken
    /// To be kept by ``LoginFile/logIn(refreshToken:insteadOf:)`` before ``access`` is used.
    public let refreshToken: String

    public var description: String { "Tokens(not shown)" }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
  }

  private let account: String
  private let deviceEndpoint: TokenEndpoint
  private let tokenEndpoint: TokenEndpoint
  private let client: OAuthClient

  /// - Parameter account: the login's user, for messages.
  public init(account: String, deviceEndpoint: TokenEndpoint, tokenEndpoint: TokenEndpoint, client: OAuthClient) {
    self.account = account
    self.deviceEndpoint = deviceEndpoint
    self.tokenEndpoint = tokenEndpoint
    self.client = client
  }

  /// Asks for a code.
  public func begin() throws(WireError) -> Invitation {
    var form = [("client_id", client.id)]
    if let scope = client.scope { form.append(("scope", scope)) }
    let answer = try TokenAnswer(FormPost.send(form, to: deviceEndpoint), from: deviceEndpoint.place).deviceCode()
    return Invitation(
      page: answer.page, userCode: answer.userCode, life: answer.life, deviceCode: answer.deviceCode,
      interval: answer.interval)
  }

  /// Waits for the person.
  /// - Parameters:
  ///   - now: the clock, in seconds since 1970.
  ///   - wait: sleeps so many seconds; what it throws ends the login.
  public func finish(
    _ invitation: Invitation, now: () -> Int64, wait: (Int64) throws(WireError) -> Void
  ) throws(WireError) -> Tokens {
    var polling = DevicePolling(interval: invitation.interval, deadline: now() + invitation.life)
    while true {
      guard let seconds = polling.pause(at: now()) else { throw .token(.codeExpired(place: tokenEndpoint.place)) }
      try wait(seconds)
      switch try ask(invitation) {
      case .later(let event): polling.take(event)
      case .done(let tokens):
        guard let refresh = tokens.refresh else { throw .token(.noRefreshToken(account: account)) }
        return Tokens(access: IssuedToken(tokens.access, life: tokens.life, now: now()), refreshToken: refresh)
      }
    }
  }

  private enum Answer {
    case later(DevicePolling.Event)
    case done(TokenAnswer.Tokens)
  }

  private func ask(_ invitation: Invitation) throws(WireError) -> Answer {
    let form =
      [("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", invitation.deviceCode)]
      + (try client.fields())
    let answer: TokenAnswer
    do throws(WireError) {
      answer = try TokenAnswer(FormPost.send(form, to: tokenEndpoint), from: tokenEndpoint.place)
    } catch {
      // The person may be typing the code right now: an issuer that is away for a moment does not end the login.
      guard error.kind == .later, error != .token(.unreadable(place: tokenEndpoint.place)) else { throw error }
      return .later(.away)
    }
    switch answer.error {
    case .authorizationPending: return .later(.pending)
    case .slowDown: return .later(.slowDown)
    case .serverError, .temporarilyUnavailable: return .later(.away)
    case .expiredToken: throw .token(.codeExpired(place: tokenEndpoint.place))
    default: return .done(try answer.tokens())
    }
  }
}

/// When to look at the issuer again (RFC 8628, 3.5).
struct DevicePolling: Hashable {
  enum Event {
    /// The person has not finished.
    case pending
    /// We asked too often.
    case slowDown
    /// No answer, or none of use.
    case away
  }

  /// Between two looks, in seconds.
  private(set) var interval: Int64
  /// When the code ends.
  let deadline: Int64

  /// What `slow_down` adds, for good.
  private static let slowDownSeconds: Int64 = 5
  /// Doubling ends here: a person is waiting.
  private static let longestInterval: Int64 = 60

  init(interval: Int64, deadline: Int64) {
    self.interval = interval
    self.deadline = deadline
  }

  /// How long to wait; nil where the code will have ended by then.
  func pause(at now: Int64) -> Int64? { now + interval < deadline ? interval : nil }

  mutating func take(_ event: Event) {
    switch event {
    case .pending: break
    case .slowDown: interval += Self.slowDownSeconds
    case .away: interval = max(interval, min(interval * 2, Self.longestInterval))
    }
  }
}
