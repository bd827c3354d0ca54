public import Steps
internal import Synchronization

/// Access tokens for a refresh token (RFC 6749, 6).
///
/// Issuers may give a new refresh token with each answer and void the old one. The new one is on disk before the access
/// token beside it is handed out: whatever happens after, the login is not lost.
public final class RefreshGrant: TokenSource {
  private let account: String
  private let endpoint: TokenEndpoint
  private let client: OAuthClient
  private let file: LoginFile
  private let steps: StepCounter
  private let seed: (@Sendable () throws(WireError) -> String)?
  /// A record with a refresh token that was given and could not be kept, and the record that it follows. The token on
  /// disk may be void by now.
  private struct Unkept {
    let record: LoginRecord
    let after: LoginRecord
  }
  private let unkept = Mutex<Unkept?>(nil)

  /// - Parameters:
  ///   - account: the login's user, for messages.
  ///   - file: where renewed refresh tokens are kept.
  ///   - seed: fetches the settings' refresh token, if they name one; may block, up to a minute.
  public init(
    account: String, endpoint: TokenEndpoint, client: OAuthClient, file: LoginFile, steps: StepCounter,
    seed: (@Sendable () throws(WireError) -> String)? = nil
  ) {
    self.account = account
    self.endpoint = endpoint
    self.client = client
    self.file = file
    self.steps = steps
    self.seed = seed
  }

  public func fetch(at now: Int64) throws(WireError) -> IssuedToken {
    try file.locked { () throws(WireError) in
      var record = try file.read()
      if let unkept = unkept.withLock({ $0 }) {
        // Unless somebody logged in meanwhile, whose token is newer.
        if unkept.after == record {
          try keep(unkept.record, after: record)
          record = unkept.record
        } else {
          self.unkept.withLock { $0 = nil }
        }
      }
      let seed = try seed?()
      let kept = seed == nil || record.replaces == seed || record.replaces == nil ? record.refreshToken : nil
      guard let refreshToken = kept ?? seed else { throw .token(.noRefreshToken(account: account)) }

      var form = [("grant_type", "refresh_token"), ("refresh_token", refreshToken)] + (try client.fields())
      if let scope = client.scope { form.append(("scope", scope)) }
      steps.pass("token.send")
      let answer = try FormPost.send(form, to: endpoint)
      // From here on the issuer may hold the refresh token on disk for void.
      steps.pass("token.received")
      let tokens = try TokenAnswer(answer, from: endpoint.place).tokens()
      if let renewed = tokens.refresh, renewed != refreshToken {
        var next = record
        next.refreshToken = renewed
        next.replaces = seed
        try keep(next, after: record)
      }
      return IssuedToken(tokens.access, life: tokens.life, now: now)
    }
  }

  private func keep(_ record: LoginRecord, after: LoginRecord) throws(WireError) {
    unkept.withLock { $0 = Unkept(record: record, after: after) }
    try file.write(record, steps: steps)
    unkept.withLock { $0 = nil }
  }
}
