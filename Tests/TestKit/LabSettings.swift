internal import Foundation

/// What a settings file for the lab says; each value may be replaced for the story of a wrong one.
public struct LabSettings: Sendable {
  /// Our own address, and the mailbox that `heard` reads.
  public var address = "support@shop.example"
  /// Our name, as customers see it.
  public var name = "The Shop"
  /// Where `heard` reads mail.
  public var imapURL: String
  /// Where `heard` sends mail.
  public var smtpURL: String
  /// The login name at both.
  public var user = "support"
  /// The file with the password for both.
  public var passwordFile: String
  /// The certificate authority to trust at both.
  public var caFile: String
  /// Who files copies of sent mail: Dovecot does not. nil to let Heard find out, which takes it minutes.
  public var sentCopies: String? = "heard"
  /// How long one IDLE lasts; nil for as long as usual.
  public var idleSeconds: Int?
  /// First names by name of account on this machine.
  public var agents: [String: String]

  /// The settings with which everything works, over TLS from the first byte; whoever runs the tests is Ann.
  public init(_ lab: Lab) {
    imapURL = "imaps://localhost:\(lab.ports.imaps)"
    smtpURL = "smtps://localhost:\(lab.ports.smtps)"
    passwordFile = lab.passwordFile
    caFile = lab.caFile
    agents = [NSUserName(): "Ann"]
  }

  /// The settings file's text, in TOML.
  public var text: String {
    func quoted(_ value: String) -> String {
      "\"" + value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
    }
    func server(_ table: String, _ url: String, _ more: String = "") -> String {
      """
      [\(table)]
      url = \(quoted(url))
      user = \(quoted(user))
      password-file = \(quoted(passwordFile))
      ca-file = \(quoted(caFile))
      \(more)

      """
    }
    let imap = [sentCopies.map { "sent-copies = \(quoted($0))" }, idleSeconds.map { "idle-seconds = \($0)" }]
    let people = agents.sorted { $0.key < $1.key }.map { "\(quoted($0.key)) = \(quoted($0.value))\n" }.joined()
    return """
      [mailbox]
      address = \(quoted(address))
      name = \(quoted(name))

      \(server("imap", imapURL, imap.compactMap(\.self).joined(separator: "\n")))
      \(server("smtp", smtpURL))
      [agents]
      \(people)
      """
  }
}

extension Lab {
  /// Writes a settings file for this lab, readable by its owner only.
  public func writeSettings(
    to path: String, _ change: (inout LabSettings) -> Void = { _ in }
  ) throws(LabError) {
    var settings = LabSettings(self)
    change(&settings)
    let written = FileManager.default.createFile(
      atPath: path, contents: Data(settings.text.utf8), attributes: [.posixPermissions: 0o600])
    guard written else { throw .cannotWrite(path: path) }
  }
}
