import ArgumentParser
import Foundation

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a commented settings file.",
    discussion: "Asks only on a terminal. An existing file is never overwritten.\n\n" + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  func run() throws {
    let place = Workplace(common)
    let path = place.settingsPlace
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandError("\(path) exists already. Edit it, or name another with --config; nothing was changed.")
    }
    let text = SettingsTemplate(answers: answers(place)).text
    let folder = (path as NSString).deletingLastPathComponent
    if !folder.isEmpty {
      try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    // O_EXCL: a file that appeared meanwhile is not overwritten either.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandError("\(path) could not be written: \(String(cString: strerror(errno))). Name another with --config.")
    }
    do {
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: Data(text.utf8))
      try handle.close()
    } catch {
      throw CommandError("\(path) could not be written wholly. Remove it and try again.")
    }
    if common.json {
      try place.screen.json(Line(settings: path))
    } else {
      place.screen.line(path)
      place.screen.note("Fill in what stands in capitals, then run: heard doctor")
    }
  }

  /// What the person says; defaults stay where they say nothing, and where there is no terminal.
  private func answers(_ place: Workplace) -> SettingsTemplate.Answers {
    var answers = SettingsTemplate.Answers()
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { answers.osUser = String(cString: name) }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return answers }
    place.screen.line("Return keeps what stands in brackets.")
    ask("The shared mailbox's address", &answers.address)
    ask("The team's name", &answers.name)
    ask("IMAP server", &answers.imap)
    ask("SMTP server", &answers.smtp)
    answers.user = answers.address
    ask("User name there", &answers.user)
    ask("Command that prints the password", &answers.passwordCommand)
    ask("Your first name, as customers shall read it", &answers.firstName)
    return answers
  }

  private func ask(_ question: String, _ answer: inout String) {
    FileHandle.standardOutput.write(Data("\(question) [\(VisibleText.line(answer))]: ".utf8))
    if let line = readLine(), line.contains(where: { !$0.isWhitespace }) { answer = line }
  }

  private struct Line: Encodable {
    var v = 1
    let settings: String
  }
}

/// The settings file that `heard init` writes.
struct SettingsTemplate {
  struct Answers {
    var address = "SUPPORT@YOUR.EXAMPLE"
    var name = "YOUR TEAM"
    var imap = "imaps://IMAP.YOUR.EXAMPLE"
    var smtp = "smtps://SMTP.YOUR.EXAMPLE"
    var user = "SUPPORT@YOUR.EXAMPLE"
    var passwordCommand = "pass show support"
    var firstName = "ANN"
    var osUser = "ann"
  }

  let answers: Answers

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
    # mailbox = "INBOX"               # what is read
    # sent = "Sent"                   # where copies go; without it, as the server marks it

    [smtp]
    # smtps:// or smtp:// (STARTTLS, required).
    url = \(quoted(answers.smtp))
    user = \(quoted(answers.user))
    password-command = \(quoted(answers.passwordCommand))

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
