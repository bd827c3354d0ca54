/// What an issuer knows us as.
public struct OAuthClient: Sendable {
  public let id: String
  /// Fetches the secret, where the issuer gave one; may block, up to a minute.
  let secret: (@Sendable () throws(WireError) -> String)?
  /// What is asked for, words with spaces between (RFC 6749, 3.3); nil for the issuer's choice.
  public let scope: String?

  public init(id: String, scope: String?, secret: (@Sendable () throws(WireError) -> String)? = nil) {
    self.id = id
    self.scope = scope
    self.secret = secret
  }

  /// The client's own fields in a form (RFC 6749, 2.3.1).
  func fields() throws(WireError) -> [(name: String, value: String)] {
    guard let secret else { return [("client_id", id)] }
    return [("client_id", id), ("client_secret", try secret())]
  }
}
