import Wire

/// Access tokens from a command of the team's own, which prints one on its first line and renews it by itself.
///
/// It is asked for each login, as only it knows how long its tokens are good for.
struct TokenCommand: TokenSource {
  let command: String
  let environment: [String: String]

  func fetch(at now: Int64) throws(WireError) -> IssuedToken {
    let text: String
    do throws(CommandError) {
      text = try Secret.command(command).fetch(environment: environment, as: "token")
    } catch {
      throw .token(.noSource(error.message))
    }
    guard let token = AccessToken(text) else {
      throw .token(.noSource("token-command printed something that is no access token. Run it by hand to see why."))
    }
    return IssuedToken(token, renewAt: now)
  }
}
