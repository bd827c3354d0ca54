import Desk
import Wire

/// What a team tells Heard in `heard.toml`, read and checked.
struct Settings {
  /// One mail server and how to log in there.
  struct Server {
    let endpoint: Endpoint
    let user: String
    let login: ServerLogin
  }

  let support: SupportMailbox
  let incoming: Server
  /// The mailbox that is read.
  let inbox: String
  /// Where copies of sent mail go; nil: as the server marks it.
  let sent: String?
  let outgoing: Server
  /// Where access tokens come from; nil for passwords only.
  let oauth: OAuthSettings?
  /// First names by the operating system's user name.
  let agents: [String: String]
  /// A folder of templates instead of the built-in ones.
  let templateFolder: String?
  /// The hour (UTC) of the nightly round; nil for none.
  let nightlyHour: Int?
  /// The file these settings were read from.
  let place: String
}

/// A fault of the settings file.
struct SettingsProblem {
  enum Kind {
    case syntax(String)
    case unknownKey(String, nearest: String?)
    case unknownTable(String, nearest: String?)
    case missing(String)
    case wrong(key: String, expected: String)
    /// A placeholder that nobody has replaced.
    case unfilled(key: String)
    case endpoint(key: String, reason: String)
    case noPassword(table: String)
    case severalPasswords(table: String)
  }
  let kind: Kind
  let line: Int
  let column: Int

  var text: String {
    switch kind {
    case .syntax(let reason): "not TOML: \(reason)"
    case .unknownKey(let key, let nearest): "unknown key \(key)" + Self.meant(nearest)
    case .unknownTable(let table, let nearest): "unknown table [\(table)]" + Self.meant(nearest)
    case .missing(let key): "\(key) is missing"
    case .wrong(let key, let expected): "\(key) must be \(expected)"
    case .unfilled(let key): "\(key) is still as heard init wrote it; put in yours"
    case .endpoint(let key, let reason): "\(key): \(reason)"
    case .noPassword(let table):
      "[\(table)] needs one of password-command, password-env or password-file; a password itself never stands here"
    case .severalPasswords(let table): "[\(table)] has more than one source of its password; keep one"
    }
  }

  private static func meant(_ nearest: String?) -> String { nearest.map { "; did you mean \($0)?" } ?? "" }
}

/// All faults of a settings file at once.
struct SettingsError: Error {
  let place: String
  let problems: [SettingsProblem]

  var message: String {
    problems.map { "\(place):\($0.line):\($0.column): \($0.text)" }.joined(separator: "\n")
  }
}
