internal import Foundation

/// A private mail host on loopback with the real servers: Dovecot for IMAP, Postfix for submission.
///
/// Every user exists, with one password; `tom@example.net` is the mailbox `tom`. Mail to `refused.example` gets 550, to
/// `later.example` 450. The servers end with this value, and with this process, however it ends.
public final class Lab: Sendable {
  /// One of the two servers.
  public enum Server: String, Sendable {
    /// Dovecot: IMAP, and the login behind submission.
    case imap
    /// Postfix: submission.
    case smtp
  }

  /// The loopback ports that were free when the lab started.
  public struct Ports: Hashable, Sendable {
    /// IMAP with TLS from the first byte.
    public let imaps: Int
    /// IMAP that offers STARTTLS.
    public let imap: Int
    /// Submission with TLS from the first byte.
    public let smtps: Int
    /// Submission that demands STARTTLS.
    public let submission: Int
    /// Dovecot's LMTP, without login.
    public let lmtp: Int
  }

  /// The lab's folder.
  public let folder: String
  /// The ports.
  public let ports: Ports
  /// The certificate authority that signed the servers' certificate, which is for `localhost` and 127.0.0.1.
  public let caFile: String
  /// An authority that signed nothing here: for the story of the wrong certificate.
  public let otherCAFile: String
  /// The file with every user's password.
  public let passwordFile: String
  /// Where all mail lies: one Maildir for each user.
  public let mailFolder: String
  /// The user and group that Dovecot keeps mail as.
  let mailOwner: (user: UInt32, group: UInt32)

  private init(folder: String, values: [String: String]) throws(LabError) {
    func text(_ name: String) throws(LabError) -> String {
      guard let value = values[name] else { throw .notStated(name: name, folder: folder) }
      return value
    }
    func number(_ name: String) throws(LabError) -> Int {
      guard let value = Int(try text(name)), value >= 0, value <= UInt32.max else {
        throw .notStated(name: name, folder: folder)
      }
      return value
    }
    self.folder = folder
    ports = Ports(
      imaps: try number("IMAPS_PORT"), imap: try number("IMAP_PORT"), smtps: try number("SMTPS_PORT"),
      submission: try number("SUBMISSION_PORT"), lmtp: try number("LMTP_PORT"))
    caFile = try text("CA_FILE")
    otherCAFile = try text("OTHER_CA_FILE")
    passwordFile = try text("PASSWORD_FILE")
    mailFolder = try text("MAIL_DIR")
    mailOwner = (UInt32(try number("MAIL_UID")), UInt32(try number("MAIL_GID")))
  }

  deinit { stop() }

  /// Starts both servers and returns when both answer. A server that is not installed is an error, never a skip.
  public static func start() async throws(LabError) -> Lab {
    let folder = "/tmp/heard-lab-" + String(UInt64.random(in: .min ... .max), radix: 36)
    do {
      try await script("start", folder)
      return try Lab(folder: folder, values: environment(in: folder))
    } catch {
      removeHoldingThread(folder)
      throw error
    }
  }

  /// Stops the servers and removes all their mail; may be repeated.
  public func stop() { Self.removeHoldingThread(folder) }

  /// Stops one server and leaves its port silent.
  public func halt(_ server: Server) async throws(LabError) { try await Self.script("halt", folder, server.rawValue) }

  /// Starts a halted server again, on the same ports.
  public func resume(_ server: Server) async throws(LabError) {
    try await Self.script("resume", folder, server.rawValue)
  }

  /// Puts a mail into a user's INBOX through Dovecot, which stores a bare LF as CRLF, as any IMAP server does.
  public func deliver(_ bytes: [UInt8], to user: String) async throws(LabError) {
    let file = folder + "/incoming-" + UUID().uuidString
    guard FileManager.default.createFile(atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    else { throw .cannotWrite(path: file) }
    defer { try? FileManager.default.removeItem(atPath: file) }
    try await Self.script("deliver", folder, user, file)
  }

  private static func script(_ verb: String, _ arguments: String...) async throws(LabError) {
    let outcome = await (try startScript([verb] + arguments)).outcome()
    guard outcome.status == 0 else {
      throw .scriptFailed(verb: verb, said: outcome.errorText.trimmingCharacters(in: .newlines))
    }
  }

  private static func startScript(_ arguments: [String]) throws(LabError) -> ChildProcess {
    var environment = ProcessInfo.processInfo.environment
    environment["LAB_OWNER"] = String(ProcessInfo.processInfo.processIdentifier)
    do {
      return try ChildProcess.start(Fixtures.project + "/scripts/lab", arguments, environment: environment)
    } catch {
      throw .scriptFailed(verb: arguments.first ?? "", said: error.description)
    }
  }

  private static func removeHoldingThread(_ folder: String) {
    _ = try? startScript(["remove", folder]).outcomeHoldingThread()
  }

  private static func environment(in folder: String) throws(LabError) -> [String: String] {
    let file = folder + "/lab.env"
    guard let text = FileManager.default.contents(atPath: file).map({ String(decoding: $0, as: UTF8.self) }) else {
      throw .notStated(name: "lab.env", folder: folder)
    }
    let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
      let pieces = line.split(separator: "=", maxSplits: 1)
      return pieces.count == 2 ? (String(pieces[0]), String(pieces[1])) : nil
    }
    return Dictionary(pairs) { _, last in last }
  }
}

/// Why the lab did not do as asked.
public enum LabError: Error, Hashable, CustomStringConvertible {
  /// `scripts/lab` ended with an error; what it said.
  case scriptFailed(verb: String, said: String)
  /// `lab.env` does not give a value that is needed.
  case notStated(name: String, folder: String)
  /// A mailbox's folder is there but cannot be read.
  case unreadable(path: String)
  /// A file of the lab cannot be written.
  case cannotWrite(path: String)
  /// Fewer mails than expected came within the time.
  case mailDidNotCome(user: String, folder: String, expected: Int, found: Int, seconds: Int)

  public var description: String {
    switch self {
    case .scriptFailed(let verb, let said): "scripts/lab \(verb) failed: \(said)"
    case .notStated(let name, let folder): "The lab in \(folder) did not state \(name); see \(folder)/log."
    case .unreadable(let path): "\(path) cannot be read. Run the tests as root or with sudo."
    case .cannotWrite(let path): "\(path) cannot be written. Run the tests as root or with sudo."
    case .mailDidNotCome(let user, let folder, let expected, let found, let seconds):
      "\(user)'s \(folder) holds \(found) mails, not \(expected), after \(seconds) s; see the log folder of the lab."
    }
  }
}
