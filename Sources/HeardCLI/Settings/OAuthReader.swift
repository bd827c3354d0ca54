import TOMLKit
import Wire

/// Reads the table `[oauth]`, and tells everything that is wrong with it.
struct OAuthReader {
  /// What is wrong, and at which key; nil for the table itself.
  struct Problem {
    let kind: SettingsProblem.Kind
    let key: String?
  }

  private let table: TOMLTable
  private(set) var problems: [Problem] = []

  init(_ table: TOMLTable) {
    self.table = table
  }

  /// Nil where something is wrong.
  mutating func settings() -> OAuthSettings? {
    if let command = string("token-command") {
      for key in table.keys.sorted() where key != "token-command" && OAuthSettings.keys.contains(key) {
        report(.wrong(key: key, expected: "left out where token-command gives the tokens"), key)
      }
      return problems.isEmpty ? .command(command) : nil
    }
    let provider = provider()
    let tenant = tenant(provider)
    let scope = string("scope") ?? provider?.scope
    let clientID = string("client-id")
    if clientID == nil, table["client-id"] == nil { report(.missing("client-id in [oauth]"), nil) }
    let clientSecret = secret("client-secret")
    let refreshToken = secret("refresh-token")
    let tokenEndpoint = endpoint("token-endpoint", provider?.tokenURL(tenant))
    if tokenEndpoint == nil, table["token-endpoint"] == nil, table["provider"] == nil {
      report(.missing("provider, token-endpoint or token-command in [oauth]"), nil)
    }
    let deviceEndpoint = endpoint("device-endpoint", provider?.deviceURL(tenant))
    if let scope, !scope.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      report(.wrong(key: "scope", expected: "words of plain ASCII with spaces between"), "scope")
    }
    guard problems.isEmpty, let clientID, let tokenEndpoint else { return nil }
    return .issuer(
      .init(
        tokenEndpoint: tokenEndpoint, deviceEndpoint: deviceEndpoint, clientID: clientID, clientSecret: clientSecret,
        refreshToken: refreshToken, scope: scope))
  }

  private mutating func provider() -> OAuthSettings.Provider? {
    guard let name = string("provider") else { return nil }
    if let provider = OAuthSettings.Provider(rawValue: name) { return provider }
    let known = OAuthSettings.Provider.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
    report(.wrong(key: "provider", expected: "\(known); for others give token-endpoint and scope"), "provider")
    return nil
  }

  /// The directory that Microsoft looks an account up in; `organizations` finds any work account's.
  private mutating func tenant(_ provider: OAuthSettings.Provider?) -> String {
    guard let tenant = string("tenant") else { return "organizations" }
    let isName = tenant.utf8.allSatisfy {
      $0 == 0x2D || $0 == 0x2E || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
    }
    if provider != .microsoft || !isName {
      report(.wrong(key: "tenant", expected: "a directory's name or id, with provider = \"microsoft\""), "tenant")
    }
    return tenant
  }

  private mutating func secret(_ name: String) -> Secret? {
    let sources: [(key: String, source: Secret)] = [
      string("\(name)-command").map { ("\(name)-command", .command($0)) },
      string("\(name)-env").map { ("\(name)-env", .environment($0)) },
      string("\(name)-file").map { ("\(name)-file", .file($0)) },
    ].compactMap { $0 }
    for (key, _) in sources.dropFirst() {
      report(.wrong(key: key, expected: "the only source of its kind; keep one"), key)
    }
    return sources.first?.source
  }

  private mutating func endpoint(_ key: String, _ usual: String?) -> TokenEndpoint? {
    guard let url = string(key) ?? usual else { return nil }
    do {
      return try TokenEndpoint(url: url, caFile: string("ca-file"), plainText: table["plain-text"]?.bool ?? false)
    } catch {
      report(.endpoint(key: key, reason: error.description), key)
      return nil
    }
  }

  private mutating func string(_ key: String) -> String? {
    guard let value = table[key] else { return nil }
    guard let text = value.string, !text.isEmpty else {
      if !problems.contains(where: { $0.key == key }) {
        report(.wrong(key: key, expected: "a text in quotes, not empty"), key)
      }
      return nil
    }
    return text
  }

  private mutating func report(_ kind: SettingsProblem.Kind, _ key: String?) {
    problems.append(Problem(kind: kind, key: key))
  }
}
