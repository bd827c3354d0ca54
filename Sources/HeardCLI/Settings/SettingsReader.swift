import Desk
import Drafting
import MIME
import TOMLKit
import Wire
import Worker

/// Reads settings out of TOML text, and tells everything that is wrong with it at once.
struct SettingsReader {
  /// The tables of one account, and their keys.
  static let accountTables: [String: [String]] = [
    "mailbox": ["address", "name", "also"],
    "imap": [
      "url", "user", "password-command", "password-env", "password-file", "ca-file", "plain-text", "mailbox",
      "mailboxes", "sent", "sent-copies", "mark-kept", "idle-seconds", "auth",
    ],
    "smtp": [
      "url", "user", "password-command", "password-env", "password-file", "ca-file", "plain-text", "hello",
      "keep-trying", "auth",
    ],
    "oauth": OAuthSettings.keys,
  ]
  /// The other tables; no keys where any key goes.
  static let sharedTables: [String: [String]] = ["agents": [], "templates": ["folder"], "thanks": ["hour"]]
  /// The array of tables where there are several accounts.
  static let accountArray = "account"

  private let places: KeyPlaces
  private let root: TOMLTable
  /// All tables by ``SettingsPath``.
  private var tables: [String: TOMLTable] = [:]
  private var problems: [SettingsProblem] = []
  /// Of the accounts so far, in lower case.
  private var addresses: Set<String> = []

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
    let entries = collectTables()
    // One account stands in tables of its own; further ones in an array.
    let standsAlone = entries == 0 || Self.accountTables.keys.contains { root[$0] != nil }
    var accounts: [Settings.Account?] = standsAlone ? [account("")] : []
    for index in 0..<entries { accounts.append(account(SettingsPath.entry(of: Self.accountArray, index) + ".")) }
    let agents = agents()
    let hour = nightlyHour()
    let complete = accounts.compactMap { $0 }
    guard complete.count == accounts.count else { return nil }
    return Settings(
      accounts: complete, agents: agents, templateFolder: string("folder", in: "templates"), nightlyHour: hour,
      place: place)
  }

  /// Finds all tables, and tells of those that nobody knows.
  /// - Returns: how many entries the array of accounts has.
  private mutating func collectTables() -> Int {
    let known = Self.accountTables.merging(Self.sharedTables) { $1 }
    collect(root, known, "", besides: Self.accountArray)
    guard let value = root[Self.accountArray] else { return 0 }
    guard let array = value.array, array.allSatisfy({ $0.table != nil }) else {
      reportTable(.wrong(key: Self.accountArray, expected: "tables [[account]]"), Self.accountArray)
      return 0
    }
    for (index, entry) in array.enumerated() {
      guard let table = entry.table else { continue }
      let path = SettingsPath.entry(of: Self.accountArray, index)
      collect(table, Self.accountTables, path + ".", besides: nil)
    }
    return array.count
  }

  private mutating func collect(
    _ parent: TOMLTable, _ known: [String: [String]], _ prefix: String, besides other: String?
  ) {
    for name in parent.keys.sorted() where name != other {
      guard let keys = known[name] else {
        let names = (known.keys + (other.map { [$0] } ?? [])).sorted()
        let nearest = NearestName.to(name, among: names)
        reportTable(.unknownTable(SettingsPath.written(prefix + name), nearest: nearest), prefix + name)
        continue
      }
      guard let table = parent[name]?.table else {
        let written = SettingsPath.written(prefix + name)
        reportTable(.wrong(key: name, expected: "a table [\(written)]"), prefix + name)
        continue
      }
      tables[prefix + name] = table
      for key in table.keys.sorted() where !keys.isEmpty && !keys.contains(key) {
        report(.unknownKey(key, nearest: NearestName.to(key, among: keys)), key, prefix + name)
      }
    }
  }

  /// - Parameter prefix: of the account's tables: empty, or `account#0.`.
  private mutating func account(_ prefix: String) -> Settings.Account? {
    let mailbox = prefix + "mailbox"
    let address = string("address", in: mailbox, required: true)
    if let address, !isUnfilled(address, "address", mailbox) {
      if !AddressGrammar.allows(address) {
        report(.wrong(key: "address", expected: "one plain address: \"support@shop.example\""), "address", mailbox)
      } else if !addresses.insert(address.lowercased()).inserted {
        report(.sameAddress(address), "address", mailbox)
      }
    }
    let name = string("name", in: mailbox)
    if let name { _ = isUnfilled(name, "name", mailbox) }
    let support = SupportMailbox(
      address: address ?? "", name: name ?? "", aliases: addressList("also", in: mailbox))
    let oauth = oauth(prefix)
    let incoming = server(prefix + "imap", service: .imap, oauth: prefix + "oauth")
    let outgoing = server(prefix + "smtp", service: .smtp, oauth: prefix + "oauth")
    let inboxes = inboxes(prefix + "imap")
    let hello = hostName("hello", in: prefix + "smtp")
    let schedule = schedule(prefix + "smtp")
    guard let incoming, let outgoing else { return nil }
    return Settings.Account(
      support: support, incoming: incoming, inboxes: inboxes, sent: string("sent", in: prefix + "imap"),
      sentPolicy: sentPolicy(prefix + "imap"), isMarking: boolean("mark-kept", in: prefix + "imap") ?? false,
      idleSeconds: idleSeconds(prefix + "imap"), outgoing: outgoing, hello: hello, schedule: schedule, oauth: oauth)
  }

  /// One `mailbox`, or a list of `mailboxes`; INBOX where neither is said.
  private mutating func inboxes(_ table: String) -> [String] {
    guard let value = tables[table]?["mailboxes"] else { return [string("mailbox", in: table) ?? "INBOX"] }
    if tables[table]?["mailbox"] != nil { report(.severalMailboxKeys, "mailboxes", table) }
    let names = value.array.map { $0.map { $0.string ?? "" } } ?? []
    guard !names.isEmpty, !names.contains(""), Set(names).count == names.count else {
      report(.wrong(key: "mailboxes", expected: "a list of names, each once: [\"INBOX\", \"Returns\"]"), "mailboxes", table)
      return ["INBOX"]
    }
    if names.count > Self.mostMailboxes {
      report(.wrong(key: "mailboxes", expected: "at most \(Self.mostMailboxes), as each has a connection of its own"), "mailboxes", table)
    }
    return names
  }

  /// With one connection for flags and copies and one for whoever asks at the terminal they are 10, which Dovecot allows
  /// to one user from one place by default; Gmail allows 15 (OBLIGATIONS A-25).
  private static let mostMailboxes = 8

  /// How long the mailbox is listened to before it is looked at anyway.
  private mutating func idleSeconds(_ table: String) -> Int {
    typealias Incoming = WorkerSettings.Incoming
    guard let value = tables[table]?["idle-seconds"] else { return Incoming.usualIdleSeconds }
    guard let seconds = value.int, Incoming.idleRange.contains(seconds) else {
      let range = "\(Incoming.idleRange.lowerBound) to \(Incoming.idleRange.upperBound)"
      report(.wrong(key: "idle-seconds", expected: "a whole number from \(range): idle-seconds = 120"), "idle-seconds", table)
      return Incoming.usualIdleSeconds
    }
    return seconds
  }

  private mutating func hostName(_ key: String, in table: String) -> String? {
    guard let name = string(key, in: table) else { return nil }
    guard SMTPConnection.canIntroduce(as: name) else {
      report(.wrong(key: key, expected: "a host name: \"mail.shop.example\""), key, table)
      return nil
    }
    return name
  }

  private mutating func server(
    _ table: String, service: Endpoint.Service, oauth: String
  ) -> Settings.Server? {
    guard tables[table] != nil else {
      // A value that is no table has been told of.
      if !hasValue(at: table) { reportTable(.missing("table [\(SettingsPath.written(table))]"), table) }
      return nil
    }
    let url = string("url", in: table, required: true)
    let user = string("user", in: table, required: true)
    let plainText = boolean("plain-text", in: table) ?? false
    let login = login(table, oauth: oauth)
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

  private mutating func sentPolicy(_ table: String) -> SentPolicy? {
    switch string("sent-copies", in: table) {
    case nil: return nil
    case "server"?: return .serverFiles
    case "heard"?: return .weFile
    default:
      report(.wrong(key: "sent-copies", expected: "\"server\" or \"heard\", whoever files them"), "sent-copies", table)
      return nil
    }
  }

  private static let passwordKeys = ["password-command", "password-env", "password-file"]

  private func hasPassword(_ table: String) -> Bool { Self.passwordKeys.contains { tables[table]?[$0] != nil } }

  private mutating func oauth(_ prefix: String) -> OAuthSettings? {
    guard let table = tables[prefix + "oauth"] else { return nil }
    var reader = OAuthReader(table)
    let oauth = reader.settings()
    for problem in reader.problems {
      if let key = problem.key {
        report(problem.kind, key, prefix + "oauth")
      } else {
        reportTable(problem.kind, prefix + "oauth")
      }
    }
    if ["imap", "smtp"].allSatisfy({ hasPassword(prefix + $0) }) {
      reportTable(.wrong(key: "[oauth]", expected: "left out where [imap] and [smtp] have passwords"), prefix + "oauth")
    }
    return oauth
  }

  /// - Parameter oauth: the table of the account's tokens.
  private mutating func login(_ table: String, oauth: String) -> ServerLogin? {
    let withToken = !hasPassword(table) && tables[oauth] != nil
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
      reportTable(.noPassword(table: SettingsPath.written(table)), table)
      return nil
    }
    if sources.count > 1 { reportTable(.severalPasswords(table: SettingsPath.written(table)), table) }
    return source
  }

  private mutating func agents() -> [String: String] {
    guard let table = tables["agents"] else { return [:] }
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

  /// Days for which a mail that the server puts off is tried.
  private mutating func schedule(_ table: String) -> RetrySchedule {
    guard let value = tables[table]?["keep-trying"] else { return .standard }
    guard let days = value.int, Self.keepTrying.contains(days) else {
      let expected = "a whole number of days from 1 to \(Self.keepTrying.upperBound): keep-trying = 4"
      report(.wrong(key: "keep-trying", expected: expected), "keep-trying", table)
      return .standard
    }
    return RetrySchedule(patience: Seconds(days) * 86_400)
  }

  /// Days: in a month a customer has long written again, and a person must look.
  private static let keepTrying = 1...30

  private mutating func nightlyHour() -> Int? {
    guard let value = tables["thanks"]?["hour"] else { return nil }
    guard let hour = value.int, (0...23).contains(hour) else {
      report(.wrong(key: "hour", expected: "a whole number from 0 to 23, in UTC: hour = 2"), "hour", "thanks")
      return nil
    }
    return hour
  }

  private mutating func string(_ key: String, in table: String, required: Bool = false) -> String? {
    guard let value = tables[table]?[key] else {
      if required { reportTable(.missing("\(key) in [\(SettingsPath.written(table))]"), table) }
      return nil
    }
    guard let text = value.string, !text.isEmpty else {
      report(.wrong(key: key, expected: "a text in quotes, not empty"), key, table)
      return nil
    }
    return text
  }

  private mutating func addressList(_ key: String, in table: String) -> [String] {
    guard let value = tables[table]?[key] else { return [] }
    let list = value.array.map { $0.map(\.string) }
    guard let list, list.allSatisfy({ $0.map(AddressGrammar.allows) ?? false }) else {
      let place = list?.firstIndex { !($0.map(AddressGrammar.allows) ?? false) }.map { "; number \($0 + 1) is none" }
      report(.wrong(key: key, expected: "a list of addresses, [\"help@shop.example\"]\(place ?? "")"), key, table)
      return []
    }
    return list.compactMap { $0 }
  }

  /// Whether something stands at `path`, be it no table.
  private func hasValue(at path: String) -> Bool {
    guard let mark = path.firstIndex(of: "#") else { return root[path] != nil }
    let index = path[path.index(after: mark)...].prefix { $0 != "." }
    guard let index = Int(index), let array = root[String(path[..<mark])]?.array, index < array.count else { return false }
    return array[index].table?[SettingsPath.table(path)] != nil
  }

  /// Whether `value` is one of ``SettingsTemplate``'s placeholders; told of if so.
  private mutating func isUnfilled(_ value: String, _ key: String, _ table: String) -> Bool {
    guard SettingsTemplate.placeholders.contains(value) else { return false }
    report(.unfilled(key: key), key, table)
    return true
  }

  private mutating func boolean(_ key: String, in table: String) -> Bool? {
    guard let value = tables[table]?[key] else { return nil }
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
