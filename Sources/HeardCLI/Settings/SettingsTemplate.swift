/// The settings file that `heard init` writes.
struct SettingsTemplate {
  struct Answers: Equatable {
    var address = "SUPPORT@YOUR.EXAMPLE"
    var name = "YOUR TEAM"
    var imap = "imaps://IMAP.YOUR.EXAMPLE"
    var smtp = "smtps://SMTP.YOUR.EXAMPLE"
    var user = "SUPPORT@YOUR.EXAMPLE"
    var passwordCommand = "pass show support"
    var firstName = "ANN"
    var osUser = "ann"
  }

  /// What stands in capitals until a person replaces it.
  static let placeholders: Set<String> = Set(asked(Answers()))

  let answers: Answers

  /// Whether no placeholder is left.
  var isFilled: Bool { Self.placeholders.isDisjoint(with: Self.asked(answers)) }

  private static func asked(_ answers: Answers) -> [String] {
    [answers.address, answers.name, answers.imap, answers.smtp, answers.user, answers.firstName]
  }

  var text: String {
    """
    # Settings of Heard. Check them with: heard doctor

    [mailbox]
    # The shared address that customers write to; it stands in From of every answer.
    address = \(quoted(answers.address))
    # The team's name, beside the first name of the person who answers.
    name = \(quoted(answers.name))
    # Further addresses of yours, so that your own mail is never taken for a customer's.
    # also = ["help@your.example"]

    [imap]
    # imaps:// (TLS from the start) or imap:// (STARTTLS, required). A certificate that is not trusted ends the talk.
    url = \(quoted(answers.imap))
    user = \(quoted(answers.user))
    # Where the password comes from: one of password-command, password-env, password-file (chmod 600). Never itself.
    password-command = \(quoted(answers.passwordCommand))
    # ca-file = "/path/to/ca.pem"     # trust this certificate authority instead of the system's
    # plain-text = true               # no TLS; only to this very machine
    # mailbox = "INBOX"               # what is read; several: mailboxes = ["INBOX", "Returns"]
    # sent = "Sent"                   # where copies go; without it, as the server marks it
    # sent-copies = "server"          # who files them, or "heard"; without it, Heard finds out
    # idle-seconds = 120              # look at the mailbox this often anyway, where a firewall drops quiet lines; else 280
    # mark-kept = true                # set the keyword $HeardIngested on mail that Heard has; never without this line

    [smtp]
    # smtps:// or smtp:// (STARTTLS, required).
    url = \(quoted(answers.smtp))
    user = \(quoted(answers.user))
    password-command = \(quoted(answers.passwordCommand))
    # hello = "mail.your.example"     # what we call ourselves there, instead of the address's domain
    # keep-trying = 4                 # days that a mail is tried which the server puts off, before a person is asked

    # A further support address, as often as needed; it is read and answered by itself.
    # [[account]]
    # [account.mailbox]
    # address = "returns@your.example"
    # [account.imap]
    # ...
    # [account.smtp]
    # ...

    [agents]
    # Who may approve, by user name on this machine, and the first name that signs.
    \(bareKey(answers.osUser)) = \(quoted(answers.firstName))

    # [templates]
    # folder = "/path/to/templates"   # instead of the built-in ones

    # [thanks]
    # hour = 2                        # every night at this hour (UTC), draft thanks for resolved topics

    """
  }

  /// A TOML basic string.
  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += "\\u00" + hex(scalar.value)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private func hex(_ value: UInt32) -> String { (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true) }

  private func bareKey(_ key: String) -> String {
    key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") } && !key.isEmpty
      ? key : quoted(key)
  }
}
