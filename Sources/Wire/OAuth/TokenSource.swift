/// An access token as it was given out.
public struct IssuedToken: Hashable, Sendable {
  public let token: AccessToken
  /// The first second at which it should be fetched anew; nil for only when a server refuses it.
  public let renewAt: Int64?

  public init(_ token: AccessToken, renewAt: Int64?) {
    self.token = token
    self.renewAt = renewAt
  }

  /// So many seconds before a token ends it is no longer used: a login begun with it must not outlive it, and clocks
  /// differ (OBLIGATIONS A-58).
  public static let margin: Int64 = 300

  /// A token that is good for `life` seconds from `now`. One that lives less than twice the margin is used for half of
  /// its life, or it would be fetched for every login.
  init(_ token: AccessToken, life: Int64?, now: Int64) {
    self.init(token, renewAt: life.map { now + max($0 - Self.margin, $0 / 2) })
  }
}

/// Where an account's access tokens come from.
public protocol TokenSource: Sendable {
  /// A new token. Blocks, up to a minute; ``AccessTokens`` calls it on a thread of its own, one call at a time.
  /// - Parameter now: seconds since 1970.
  func fetch(at now: Int64) throws(WireError) -> IssuedToken
}
