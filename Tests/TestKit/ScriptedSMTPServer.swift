internal import Glibc

/// A submission server that keeps a ledger of what it accepted, and fails where it is told to.
///
/// Plain TCP on loopback. The ledger is the truth that a test compares what the client believes with.
public final class ScriptedSMTPServer: Sendable {
  /// A mail that was accepted: the server has answered 250 to its dot, or would have.
  public struct Accepted: Hashable, Sendable {
    public let from: String
    public let to: [String]
    /// Without the stuffed dots and the final one.
    public let bytes: [UInt8]

    public init(from: String, to: [String], bytes: [UInt8]) {
      self.from = from
      self.to = to
      self.bytes = bytes
    }
  }

  public enum Stage: Hashable, Sendable {
    case greeting, ehlo, auth, mail
    /// The n-th recipient of a mail, from 0.
    case recipient(Int)
    case data, dot, quit
  }

  public enum Fault: Hashable, Sendable {
    /// Answers this line there, and does not do what was asked: `451 4.3.0 later`.
    case reply(Stage, String)
    /// Closes there without answering; at ``Stage/dot`` without having accepted.
    case hangUp(Stage)
    /// Closes in the midst of the text, once so many octets of it have come.
    case hangUpInBody(afterOctets: Int)
    /// Takes the mail, and closes without saying so.
    case acceptAndHangUp
    /// Takes the mail, and says nothing until the client closes.
    case acceptAndFallSilent
    /// Waits so many milliseconds there before answering.
    case delay(Stage, milliseconds: UInt32)
    /// Closes once it has said so many octets in all, the greeting counted.
    case hangUpAfterSaying(octets: Int)
    /// Ends once it has heard so many octets in all. What they complete is done, and not answered.
    case hangUpAfterHearing(octets: Int)
    /// Reads so many octets of the text, and no more until the client closes.
    case stallInBody(afterOctets: Int)
    /// Says this after the answer there, unasked.
    case stray(Stage, String)
  }

  private struct Record {
    var accepted: [Accepted] = []
    var received: [[UInt8]] = []
    var speak: (@Sendable (String) -> Void)?
    var ended = 0
    var early = 0
  }

  private let record: Watched<Record>
  private let listener: ScriptedListener

  /// - Parameters:
  ///   - extensions: what EHLO's answer lists.
  ///   - faults: for the first, second ... connection; later ones have none.
  public init(extensions: [String] = ["8BITMIME", "SIZE 10000000"], faults: [[Fault]] = []) throws {
    let record = Watched(Record())
    self.record = record
    let stalls = faults.joined().contains { if case .stallInBody = $0 { true } else { false } }
    listener = try ScriptedListener(receiveBuffer: stalls ? 4096 : nil) { connection, number in
      let speaker = connection.speaker
      record.withLock {
        // Their threads may begin in another order than they came in.
        while $0.received.count <= number { $0.received.append([]) }
        $0.speak = speaker
      }
      let session = SMTPSession(connection, extensions, number < faults.count ? faults[number] : [])
      session.onOctets = { octets in record.withLock { $0.received[number].append(contentsOf: octets) } }
      session.onAccepted = { mail in record.withLock { $0.accepted.append(mail) } }
      session.onEarly = { record.withLock { $0.early += 1 } }
      session.run()
      connection.end()
      record.withLock {
        $0.ended += 1
        // Its number will be another socket's.
        if $0.received.count == number + 1 { $0.speak = nil }
      }
    }
  }

  /// The port on 127.0.0.1.
  public var port: UInt16 { listener.port }

  /// The ledger, in order.
  public var accepted: [Accepted] { record.withLock { $0.accepted } }

  /// Returns once a mail was accepted.
  public func accepts() async { await record.until { !$0.accepted.isEmpty } }

  /// All bytes that the connections so far have sent, one entry a connection.
  public var received: [[UInt8]] { record.withLock { $0.received } }

  /// The first connection's bytes as text.
  public var receivedText: String { String(decoding: received.first ?? [], as: UTF8.self) }

  /// Commands behind which the client said more before they were answered.
  public var earlyCommands: Int { record.withLock { $0.early } }

  /// Returns once so many connections have ended, and their clients can know it.
  public func ended(connections: Int = 1) async {
    await record.until { $0.ended >= connections }
  }

  /// Says a line to the newest client now, whether or not it is the server's turn.
  public func speak(_ line: String) { record.withLock { $0.speak?(line + "\r\n") } }

  public func stop() { listener.stop() }
}

/// One client's dialogue.
private final class SMTPSession {
  private let connection: ScriptedConnection
  private let extensions: [String]
  private let faults: [ScriptedSMTPServer.Fault]
  var onOctets: ([UInt8]) -> Void = { _ in }
  var onAccepted: (ScriptedSMTPServer.Accepted) -> Void = { _ in }
  var onEarly: () -> Void = {}

  private var from = ""
  private var to: [String] = []
  private var recipientsAsked = 0
  /// How many octets may still be said; nil for as many as there are.
  private var breath: Int?
  /// How many octets may still be heard; nil for as many as come.
  private var hearing: Int?

  init(_ connection: ScriptedConnection, _ extensions: [String], _ faults: [ScriptedSMTPServer.Fault]) {
    self.connection = connection
    self.extensions = extensions
    self.faults = faults
    for case .hangUpAfterSaying(let octets) in faults { breath = octets }
    for case .hangUpAfterHearing(let octets) in faults { hearing = octets }
  }

  func run() {
    guard answer(.greeting, "220 scripted ESMTP", {}) else { return }
    while let line = hear() {
      if connection.hasUnread { onEarly() }
      let text = String(decoding: line, as: UTF8.self)
      let goesOn: Bool
      switch text.split(separator: " ").first?.uppercased() {
      case "EHLO":
        let lines = ["scripted"] + extensions
        let reply = lines.enumerated().map { "250\($0 == lines.count - 1 ? " " : "-")\($1)" }
        goesOn = answer(.ehlo, reply.joined(separator: "\r\n")) { forget() }
      case "AUTH": goesOn = answer(.auth, "235 2.7.0 ok", {})
      case "MAIL": goesOn = answer(.mail, "250 2.1.0 ok") { from = Self.address(text) }
      case "RCPT":
        let number = recipientsAsked
        recipientsAsked += 1
        goesOn = answer(.recipient(number), "250 2.1.5 ok") { to.append(Self.address(text)) }
      case "DATA":
        var taking = false
        goesOn = answer(.data, "354 go on") { taking = true }
        if goesOn, taking, !takeBody() { return }
      case "RSET":
        forget()
        goesOn = say("250 2.0.0 ok\r\n")
      case "QUIT":
        _ = answer(.quit, "221 2.0.0 bye", {})
        return
      default: goesOn = say("500 5.5.2 what?\r\n")
      }
      if !goesOn { return }
    }
  }

  /// Answers a command, with its fault if it has one; `deed` is done where the answer is the good one.
  private func answer(_ stage: ScriptedSMTPServer.Stage, _ good: String, _ deed: () -> Void) -> Bool {
    var reply = good
    var stray: String?
    for fault in faults {
      switch fault {
      case .reply(stage, let bad): reply = bad
      case .hangUp(stage): return false
      case .delay(stage, let milliseconds): usleep(milliseconds * 1000)
      case .stray(stage, let text): stray = text
      default: break
      }
    }
    if reply == good { deed() }
    return say(reply + "\r\n" + (stray.map { $0 + "\r\n" } ?? ""))
  }

  /// The next line, if all of it may be heard. The last that may be is not answered.
  private func hear() -> [UInt8]? {
    guard let line = connection.line() else { return nil }
    let whole = line + [0x0D, 0x0A]
    guard let left = hearing else {
      onOctets(whole)
      return line
    }
    onOctets(Array(whole.prefix(left)))
    guard whole.count <= left else { return nil }
    hearing = left - whole.count
    if whole.count == left { breath = 0 }
    return line
  }

  /// Says it, as far as the breath goes; false where the connection is to be closed.
  private func say(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let left = breath else { return connection.send(bytes) }
    breath = max(left - bytes.count, 0)
    return connection.send(Array(bytes.prefix(left))) && left > bytes.count
  }

  private func takeBody() -> Bool {
    var bytes: [UInt8] = []
    for fault in faults {
      if case .hangUpInBody(let count) = fault {
        onOctets(connection.octets(count))
        return false
      }
      if case .stallInBody(let count) = fault {
        onOctets(connection.octets(count))
        connection.waitForEnd()
        return false
      }
    }
    while let line = hear() {
      if line == [0x2E] {
        let mail = ScriptedSMTPServer.Accepted(from: from, to: to, bytes: bytes)
        forget()
        if faults.contains(.acceptAndHangUp) {
          onAccepted(mail)
          return false
        }
        if faults.contains(.acceptAndFallSilent) {
          onAccepted(mail)
          onOctets(connection.rest())
          return false
        }
        return answer(.dot, "250 2.0.0 queued as S\(mail.bytes.count)") { onAccepted(mail) }
      }
      bytes.append(contentsOf: line.first == 0x2E ? line.dropFirst() : line[...])
      bytes.append(contentsOf: [0x0D, 0x0A])
    }
    return false
  }

  private func forget() { (from, to, recipientsAsked) = ("", [], 0) }

  private static func address(_ command: String) -> String {
    guard let open = command.firstIndex(of: "<"), let close = command.lastIndex(of: ">"), open < close else {
      return ""
    }
    return String(command[command.index(after: open)..<close])
  }
}
