import TOMLKit
import Wire

/// What stands under `[oauth]`: where the access tokens of an account come from.
enum OAuthSettings {
  /// A shell command that prints an access token on its first line.
  case command(String)
  case issuer(Issuer)

  /// An issuer that gives access tokens for a refresh token, or for a login in a browser.
  struct Issuer {
    let tokenEndpoint: TokenEndpoint
    /// Nil where the issuer has no login by device code for mail.
    let deviceEndpoint: TokenEndpoint?
    let clientID: String
    let clientSecret: Secret?
    /// Nil where the refresh token comes from `heard auth login`.
    let refreshToken: Secret?
    let scope: String?
  }

  /// Issuers whose URLs and scope need not be written down.
  enum Provider: String, CaseIterable {
    case google, microsoft

    func tokenURL(_ tenant: String) -> String {
      switch self {
      case .google: "https://oauth2.googleapis.com/token"
      case .microsoft: "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/token"
      }
    }

    /// Google's device codes open no mail: https://mail.google.com/ is not among the scopes that it gives by them.
    func deviceURL(_ tenant: String) -> String? {
      switch self {
      case .google: nil
      case .microsoft: "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/devicecode"
      }
    }

    var scope: String {
      switch self {
      case .google: "https://mail.google.com/"
      case .microsoft:
        "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"
      }
    }
  }

  static let keys = [
    "provider", "tenant", "client-id", "client-secret-command", "client-secret-env", "client-secret-file",
    "refresh-token-command", "refresh-token-env", "refresh-token-file", "token-endpoint", "device-endpoint", "scope",
    "token-command", "ca-file", "plain-text",
  ]
}
