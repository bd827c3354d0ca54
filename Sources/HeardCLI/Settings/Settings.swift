import Desk
import MIME
import Wire

/// What a team tells Heard in `heard.toml`, read and checked.
struct Settings {
  /// One mail server and how to log in there.
  struct Server {
    let endpoint: Endpoint
    let user: String
    let login: ServerLogin
  }

  /// One support address: where its mail comes in and goes out.
  struct Account {
    let support: SupportMailbox
    let incoming: Server
    /// The mailboxes that are read; at least one.
    let inboxes: [String]
    /// Where copies of sent mail go; nil: as the server marks it.
    let sent: String?
    /// Who files them; nil: Heard finds out.
    let sentPolicy: SentPolicy?
    /// Whether mail that is kept gets a keyword on the server.
    let isMarking: Bool
    /// How long one IDLE lasts; after each, the mailbox is looked at.
    let idleSeconds: Int
    let outgoing: Server
    /// What we call ourselves to the submission server; nil: the domain of the address.
    let hello: String?
    /// How long a mail that the server puts off is tried.
    let schedule: RetrySchedule
    /// Where access tokens come from; nil for passwords only.
    let oauth: OAuthSettings?

    /// As the store and the log name it: `user@host`.
    var name: String { "\(incoming.user)@\(incoming.endpoint.host)" }

    /// As its issuer of tokens and `heard auth` name it: the user, if that is an address already.
    var login: String { incoming.user.contains("@") ? incoming.user : name }
  }

  /// At least one; the first answers mail that came from a file.
  let accounts: [Account]
  /// First names by the operating system's user name.
  let agents: [String: String]
  /// A folder of templates instead of the built-in ones.
  let templateFolder: String?
  /// The hour (UTC) of the nightly round; nil for none.
  let nightlyHour: Int?
  /// The file these settings were read from.
  let place: String

  /// Whom a mail can be answered from.
  var supportAccounts: [SupportAccount] { accounts.map { SupportAccount(name: $0.name, mailbox: $0.support) } }

  /// All addresses that are ours, whichever account.
  var own: OwnAddresses { OwnAddresses(accounts.flatMap { [$0.support.address] + $0.support.aliases }) }
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
    /// Two accounts of one address.
    case sameAddress(String)
    /// Both ways to name the mailboxes.
    case severalMailboxKeys
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
      "[\(table)] needs one of password-command, password-env or password-file; a password itself never stands here. "
        + "Logins with tokens have a table [oauth] instead"
    case .severalPasswords(let table): "[\(table)] has more than one source of its password; keep one"
    case .sameAddress(let address): "\(address) is the address of another account too; each account has its own"
    case .severalMailboxKeys: "mailbox and mailboxes say the same; keep one"
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
