import Desk
import Drafting
import MIME
import TOMLKit
import Wire

/// Reads settings out of TOML text, and tells everything that is wrong with it at once.
struct SettingsReader {
  static let tables: [String: [String]] = [
    "mailbox": ["address", "name", "also"],
    "imap": [
      "url", "user", "password-command", "password-env", "password-file", "ca-file", "plain-text", "mailbox", "sent",
      "auth",
    ],
    "smtp": ["url", "user", "password-command", "password-env", "password-file", "ca-file", "plain-text", "auth"],
    "oauth": OAuthSettings.keys,
    "agents": [],
    "templates": ["folder"],
    "thanks": ["hour"],
  ]

  private let places: KeyPlaces
  private let root: TOMLTable
  private var problems: [SettingsProblem] = []

  /// - Parameter place: the file's path, for messages.
  static func read(_ text: String, place: String) throws(SettingsError) -> Settings {
    let root: TOMLTable
    do {
      root = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let source = error.source.begin
      throw SettingsError(
        place: place,
        problems: [.init(kind: .syntax(error.description), line: source.line, column: source.column)])
    } catch {
      throw SettingsError(place: place, problems: [.init(kind: .syntax("it cannot be read"), line: 1, column: 1)])
    }
    var reader = SettingsReader(places: KeyPlaces(text), root: root)
    let settings = reader.settings(place: place)
    guard let settings, reader.problems.isEmpty else {
      throw SettingsError(
        place: place, problems: reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    return settings
  }

  private init(places: KeyPlaces, root: TOMLTable) {
    self.places = places
    self.root = root
  }

  private mutating func settings(place: String) -> Settings? {
    reportUnknown()
    let address = string("address", in: "mailbox", required: true)
    if let address, !isUnfilled(address, "address", "mailbox"), !AddressGrammar.allows(address) {
      report(.wrong(key: "address", expected: "one plain address: \"support@shop.example\""), "address", "mailbox")
    }
    let name = string("name", in: "mailbox")
    if let name { _ = isUnfilled(name, "name", "mailbox") }
    let support = SupportMailbox(
      address: address ?? "", name: name ?? "", aliases: addresses("also", in: "mailbox"))
    let oauth = oauth()
    let incoming = server("imap", service: .imap)
    let outgoing = server("smtp", service: .smtp)
    let agents = agents()
    let hour = nightlyHour()
    guard let incoming, let outgoing else { return nil }
    return Settings(
      support: support, incoming: incoming, inbox: string("mailbox", in: "imap") ?? "INBOX",
      sent: string("sent", in: "imap"), outgoing: outgoing, oauth: oauth, agents: agents,
      templateFolder: string("folder", in: "templates"), nightlyHour: hour, place: place)
  }

  private mutating func reportUnknown() {
    for table in root.keys.sorted() {
      guard let keys = Self.tables[table] else {
        reportTable(.unknownTable(table, nearest: NearestName.to(table, among: Self.tables.keys.sorted())), table)
        continue
      }
      guard let content = root[table]?.table else {
        reportTable(.wrong(key: table, expected: "a table [\(table)]"), table)
        continue
      }
      for key in content.keys.sorted() where !keys.isEmpty && !keys.contains(key) {
        report(.unknownKey(key, nearest: NearestName.to(key, among: keys)), key, table)
      }
    }
  }

  private mutating func server(_ table: String, service: Endpoint.Service) -> Settings.Server? {
    guard root[table]?.table != nil else {
      // A value that is no table has been told of.
      if root[table] == nil { reportTable(.missing("table [\(table)]"), table) }
      return nil
    }
    let url = string("url", in: table, required: true)
    let user = string("user", in: table, required: true)
    let plainText = boolean("plain-text", in: table) ?? false
    let login = login(table)
    let isUserUnfilled = user.map { isUnfilled($0, "user", table) } ?? false
    guard let url, !isUnfilled(url, "url", table), let user, !isUserUnfilled, let login else { return nil }
    do {
      let endpoint = try Endpoint(url: url, caFile: string("ca-file", in: table), plainText: plainText)
      guard endpoint.service == service else {
        report(.endpoint(key: "url", reason: "must begin with \(service.rawValue)s:// or \(service.rawValue)://"), "url", table)
        return nil
      }
      return Settings.Server(endpoint: endpoint, user: user, login: login)
    } catch {
      report(.endpoint(key: "url", reason: "\(error)"), "url", table)
      return nil
    }
  }

  private mutating func oauth() -> OAuthSettings? {
    guard let table = root["oauth"]?.table else { return nil }
    var reader = OAuthReader(table)
    let oauth = reader.settings()
    for problem in reader.problems {
      if let key = problem.key { report(problem.kind, key, "oauth") } else { reportTable(problem.kind, "oauth") }
    }
    let passwords = ["password-command", "password-env", "password-file"]
    let isUsed = ["imap", "smtp"].contains { server in
      !passwords.contains { root[server]?.table?[$0] != nil }
    }
    if !isUsed {
      reportTable(.wrong(key: "[oauth]", expected: "left out where [imap] and [smtp] have passwords"), "oauth")
    }
    return oauth
  }

  private mutating func login(_ table: String) -> ServerLogin? {
    let hasPassword = ["password-command", "password-env", "password-file"].contains { root[table]?.table?[$0] != nil }
    let withToken = !hasPassword && root["oauth"]?.table != nil
    var mechanism: LoginMechanism?
    if let text = string("auth", in: table) {
      switch AuthKey.mechanism(text, withToken: withToken) {
      case .success(let known): mechanism = known
      case .failure(let expected): report(.wrong(key: "auth", expected: expected.text), "auth", table)
      }
    }
    if withToken { return .oauth(mechanism) }
    return password(table).map { .password($0, mechanism) }
  }

  private mutating func password(_ table: String) -> Secret? {
    let sources: [Secret] = [
      string("password-command", in: table).map(Secret.command),
      string("password-env", in: table).map(Secret.environment),
      string("password-file", in: table).map(Secret.file),
    ].compactMap { $0 }
    guard let source = sources.first else {
      reportTable(.noPassword(table: table), table)
      return nil
    }
    if sources.count > 1 { reportTable(.severalPasswords(table: table), table) }
    return source
  }

  private mutating func agents() -> [String: String] {
    guard let table = root["agents"]?.table else { return [:] }
    var agents: [String: String] = [:]
    for user in table.keys.sorted() {
      guard let name = table[user]?.string, Self.isFirstName(name) else {
        report(.wrong(key: user, expected: "a first name: \(user) = \"Ann\""), user, "agents")
        continue
      }
      if isUnfilled(name, user, "agents") { continue }
      agents[user] = name
    }
    return agents
  }

  /// One line of letters, at most as long as a name may be in a header of ours (OBLIGATIONS A-43).
  static func isFirstName(_ name: String) -> Bool {
    !name.isEmpty && name.count <= 64
      && name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || " '-.\u{2019}".unicodeScalars.contains($0) }
  }

  private mutating func nightlyHour() -> Int? {
    guard let value = root["thanks"]?.table?["hour"] else { return nil }
    guard let hour = value.int, (0...23).contains(hour) else {
      report(.wrong(key: "hour", expected: "a whole number from 0 to 23, in UTC: hour = 2"), "hour", "thanks")
      return nil
    }
    return hour
  }

  private mutating func string(_ key: String, in table: String, required: Bool = false) -> String? {
    guard let value = root[table]?.table?[key] else {
      if required { reportTable(.missing("\(key) in [\(table)]"), table) }
      return nil
    }
    guard let text = value.string, !text.isEmpty else {
      report(.wrong(key: key, expected: "a text in quotes, not empty"), key, table)
      return nil
    }
    return text
  }

  private mutating func addresses(_ key: String, in table: String) -> [String] {
    guard let value = root[table]?.table?[key] else { return [] }
    let list = value.array.map { $0.map(\.string) }
    guard let list, list.allSatisfy({ $0.map(AddressGrammar.allows) ?? false }) else {
      let place = list?.firstIndex { !($0.map(AddressGrammar.allows) ?? false) }.map { "; number \($0 + 1) is none" }
      report(.wrong(key: key, expected: "a list of addresses, [\"help@shop.example\"]\(place ?? "")"), key, table)
      return []
    }
    return list.compactMap { $0 }
  }

  /// Whether `value` is one of ``SettingsTemplate``'s placeholders; told of if so.
  private mutating func isUnfilled(_ value: String, _ key: String, _ table: String) -> Bool {
    guard SettingsTemplate.placeholders.contains(value) else { return false }
    report(.unfilled(key: key), key, table)
    return true
  }

  private mutating func boolean(_ key: String, in table: String) -> Bool? {
    guard let value = root[table]?.table?[key] else { return nil }
    if let flag = value.bool { return flag }
    report(.wrong(key: key, expected: "true or false"), key, table)
    return nil
  }

  private mutating func report(_ kind: SettingsProblem.Kind, _ key: String, _ table: String) {
    let place = places.place(of: key, in: table)
    problems.append(SettingsProblem(kind: kind, line: place.line, column: place.column))
  }

  private mutating func reportTable(_ kind: SettingsProblem.Kind, _ table: String) {
    let place = places.place(of: table)
    problems.append(SettingsProblem(kind: kind, line: place.line, column: place.column))
  }
}
