internal import CCurl

/// A way to prove who we are to a mail server (SASL, RFC 4422), by the name that the settings use.
public enum LoginMechanism: String, CaseIterable, Hashable, Sendable {
  /// The password itself, protected by TLS alone (RFC 4616).
  case plain
  /// The same in two steps, for old servers. IMAP's command LOGIN is another thing: it is what a server without any
  /// mechanism gets.
  case login
  /// A hash of the password with a challenge (RFC 2195). The server must know the password itself.
  case cramMD5 = "cram-md5"
  /// A proof that also shows that the server knows the password (RFC 5802, RFC 7677).
  case scramSHA1 = "scram-sha-1"
  case scramSHA256 = "scram-sha-256"
  /// An access token (RFC 7628).
  case oauthBearer = "oauthbearer"
  /// An access token, as Google and Microsoft took it before the RFC.
  case xoauth2

  /// Whether the proof is an access token and not a password.
  public var takesAccessToken: Bool { self == .oauthBearer || self == .xoauth2 }

  /// Whether the libcurl of this machine has it: Debian's is built without SCRAM.
  ///
  /// Asked for one that is missing, libcurl says nothing to the server and takes no other.
  public var isSupported: Bool {
    switch self {
    case .scramSHA1, .scramSHA256: ccurl_supports_scram()
    case .plain, .login, .cramMD5, .oauthBearer, .xoauth2: true
    }
  }

  /// libcurl's login options for a choice; nil where there is none, so that libcurl takes the best.
  static func options(_ mechanisms: [LoginMechanism]) -> String? {
    mechanisms.isEmpty ? nil : mechanisms.map { "AUTH=\($0.rawValue.uppercased())" }.joined(separator: ";")
  }
}
