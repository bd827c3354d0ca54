/// What is kept of an account's login between runs. Printing, dumping or logging it does not show the tokens.
public struct LoginRecord: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Why an account is tried no more.
  public struct Stop: Hashable, Sendable {
    /// Seconds since 1970.
    public let at: Int64
    /// The server that refused, `host:port`.
    public let place: String

    public init(at: Int64, place: String) {
      self.at = at
      self.place = place
    }
  }

  /// The newest refresh token; nil where the settings' own is still good, or there is none.
  var refreshToken: String?
  /// The settings' refresh token that ``refreshToken`` took the place of. Where the settings name another one by now, a
  /// person put it there, and it comes first.
  var replaces: String?
  /// Set while the account is stopped.
  public internal(set) var stopped: Stop?

  init(refreshToken: String? = nil, replaces: String? = nil, stopped: Stop? = nil) {
    self.refreshToken = refreshToken
    self.replaces = replaces
    self.stopped = stopped
  }

  /// Whether somebody has logged in, or a refresh token was renewed.
  public var hasRefreshToken: Bool { refreshToken != nil }

  public var description: String { "LoginRecord(not shown)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
