/// Why there is no access token. Never holds a token, a secret, or words of the issuer's that are not in this list.
public enum TokenError: Error, Hashable, Sendable {
  /// The account was stopped after a refused login, so that nobody locks it by trying on; seconds since 1970.
  case stopped(account: String, since: Int64)
  /// Nobody has logged in yet.
  case noRefreshToken(account: String)
  /// The issuer said no.
  case refused(place: String, Code)
  /// The issuer's answer is none that the protocol knows.
  case unreadable(place: String)
  /// A new refresh token could not be put on disk, so the access token beside it was not used.
  case cannotKeep(path: String, reason: String)
  /// The file of an earlier login cannot be read.
  case unreadableFile(path: String, reason: String)
  /// The command or secret that is needed gave nothing; what happened, in our words.
  case noSource(String)
  /// Nobody entered the code in time.
  case codeExpired(place: String)

  /// The issuer's error codes (RFC 6749, 5.2; RFC 8628, 3.5; OpenID Connect Core, 3.1.2.6).
  public enum Code: String, Hashable, Sendable {
    case invalidRequest = "invalid_request", invalidClient = "invalid_client", invalidGrant = "invalid_grant"
    case unauthorizedClient = "unauthorized_client", unsupportedGrantType = "unsupported_grant_type"
    case invalidScope = "invalid_scope", accessDenied = "access_denied", expiredToken = "expired_token"
    case authorizationPending = "authorization_pending", slowDown = "slow_down"
    case serverError = "server_error", temporarilyUnavailable = "temporarily_unavailable"
    case interactionRequired = "interaction_required", loginRequired = "login_required"
    case consentRequired = "consent_required"
    /// Any other: its word is not shown, as it may be anything.
    case other = "an error of its own"
  }

  /// What kind of remedy it calls for. What only a person can mend is ``WireError/Kind/login``, as it is tried no more.
  public var kind: WireError.Kind {
    switch self {
    case .refused(_, .serverError), .refused(_, .temporarilyUnavailable), .refused(_, .slowDown): .later
    case .stopped, .noRefreshToken, .refused, .codeExpired: .login
    case .unreadable, .cannotKeep, .noSource: .later
    case .unreadableFile: .never
    }
  }
}

extension TokenError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .stopped(let account, _):
      "\(account): this account was stopped after its login was refused, and is not tried again by itself. "
        + "Run: heard auth login \(account), or, once its settings are mended: heard auth resume \(account)"
    case .noRefreshToken(let account):
      "\(account): there is no refresh token yet. Run: heard auth login \(account), or name one in [oauth]."
    case .refused(let place, let code): "\(place): the issuer gave no token (\(code.rawValue)). " + Self.remedy(code)
    case .unreadable(let place):
      "\(place): the issuer's answer is no answer to a token request. Check its URL in [oauth]; else try later."
    case .cannotKeep(let path, let reason):
      "\(path): the new refresh token could not be kept (\(reason)), so the login waits. Make room or mend its rights."
    case .unreadableFile(let path, let reason):
      "\(path): the kept login cannot be read (\(reason)). Mend its rights, or remove it and run: heard auth login"
    case .noSource(let what): what
    case .codeExpired(let place):
      "\(place): nobody entered the code while it was good. Run heard auth login again, and enter it sooner."
    }
  }

  private static func remedy(_ code: Code) -> String {
    switch code {
    case .invalidGrant, .interactionRequired, .loginRequired, .consentRequired, .expiredToken:
      "The refresh token is worn out or was taken back. Run: heard auth login"
    case .invalidClient, .unauthorizedClient: "Check client-id and client-secret in [oauth]."
    case .invalidScope: "Check scope in [oauth], and what the client may ask for."
    case .accessDenied: "Somebody said no in the browser. Run heard auth login again and allow it."
    case .serverError, .temporarilyUnavailable, .slowDown, .authorizationPending: "Try again later."
    case .invalidRequest, .unsupportedGrantType, .other: "Check the issuer's URLs and the scope in [oauth]."
    }
  }
}
