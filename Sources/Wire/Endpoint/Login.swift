/// Who we are to a mail server, with a password or an access token as the proof. Printing, dumping or logging it shows
/// nothing of it.
public struct Login: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What is shown to the server beside the name.
  enum Proof: Hashable, Sendable {
    case password(String)
    /// An OAuth 2.0 access token (RFC 6750), said by OAUTHBEARER or XOAUTH2 only, never where a password goes.
    case accessToken(AccessToken)
  }

  /// The account's name, in most places its address.
  public let user: String
  let proof: Proof
  /// The one mechanism to log in by; nil for the best that the server offers and libcurl has.
  let mechanism: LoginMechanism?

  /// - Parameter mechanism: one that takes a password; nil for the best that the server offers and libcurl has.
  public init(user: String, password: String, mechanism: LoginMechanism? = nil) {
    self.user = user
    proof = .password(password)
    self.mechanism = mechanism
  }

  /// - Parameter mechanism: ``LoginMechanism/oauthBearer`` or ``LoginMechanism/xoauth2``; nil for either.
  public init(user: String, accessToken: AccessToken, mechanism: LoginMechanism? = nil) {
    self.user = user
    proof = .accessToken(accessToken)
    self.mechanism = mechanism
  }

  public var description: String { "Login(not shown)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }

  /// Whether both can be said to a server at all: no control characters, a name that is not empty, and a mechanism
  /// that takes the proof.
  var isSayable: Bool {
    guard !user.isEmpty, !holdsControl(user) else { return false }
    switch proof {
    case .password(let password): return !holdsControl(password) && mechanism?.takesAccessToken != true
    case .accessToken: return mechanism?.takesAccessToken != false && !mechanisms.isEmpty
    }
  }

  /// What libcurl may choose from; empty for all it has.
  ///
  /// With a token it is always told, or it would say an empty password to a server that also offers CRAM-MD5.
  var mechanisms: [LoginMechanism] {
    switch proof {
    case .password: return mechanism.map { [$0] } ?? []
    case .accessToken:
      // OAUTHBEARER wants both as =2C and =3D in the name (RFC 5801, 4), and libcurl leaves them as they are.
      let isPlainName = !user.utf8.contains { $0 == 0x2C || $0 == 0x3D }
      let usable: [LoginMechanism] = isPlainName ? [.oauthBearer, .xoauth2] : [.xoauth2]
      return usable.filter { mechanism == nil || $0 == mechanism }
    }
  }

  private func holdsControl(_ text: String) -> Bool { text.utf8.contains { $0 < 0x20 || $0 == 0x7F } }
}
