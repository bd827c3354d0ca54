/// A server that says and expects exactly what a script tells it, line by line; for IMAP mostly.
///
/// Plain TCP on loopback. The n-th connection plays the n-th script; there are no more connections than scripts.
public final class ScriptedServer: Sendable {
  public enum Step: Sendable {
    /// Sends these bytes as they are.
    case send([UInt8])
    /// Sends these bytes one at a time, each in a packet of its own.
    case drip([UInt8])
    /// Reads a line, which must hold this. The first word of a line of several is the tag of the answers that follow;
    /// `DONE`, or the line's end after a literal, leaves it as it was.
    case expect(String)
    /// Reads exactly so many octets.
    case read(Int)
    /// Sends the last tag and this, as a line.
    case answer(String)
    /// Reads and keeps whatever comes until the client closes.
    case readToEnd
    /// Ends the connection at once, by FIN or by RST.
    case close
    case reset

    /// Sends this text, with a line end.
    public static func line(_ text: String) -> Step { .send(Array((text + "\r\n").utf8)) }
  }

  private struct Record {
    var received: [[UInt8]] = []
    var problems: [String] = []
  }

  private let record: Watched<Record>
  private let listener: ScriptedListener

  /// - Parameter limit: closes a connection once it has said so many octets; nil for never.
  public convenience init(_ scripts: [Step]..., closingAfterSaying limit: Int? = nil) throws {
    try self.init(scripts: scripts, closingAfterSaying: limit)
  }

  /// The same with the scripts in a list.
  public init(scripts: [[Step]], closingAfterSaying limit: Int? = nil) throws {
    let record = Watched(Record())
    self.record = record
    listener = try ScriptedListener { connection, number in
      record.withLock {
        // Their threads may begin in another order than they came in.
        while $0.received.count <= number { $0.received.append([]) }
      }
      guard number < scripts.count else {
        record.withLock { $0.problems.append("connection \(number + 1) has no script") }
        return
      }
      Self.play(scripts[number], connection, limit) { octets in
        record.withLock { $0.received[number].append(contentsOf: octets) }
      } onProblem: { problem in
        record.withLock { $0.problems.append(problem) }
      }
    }
  }

  /// The port on 127.0.0.1.
  public var port: UInt16 { listener.port }

  /// All bytes that the connections so far have sent, one entry a connection.
  public var received: [[UInt8]] { record.withLock { $0.received } }

  /// The first connection's bytes as text.
  public var receivedText: String { String(decoding: received.first ?? [], as: UTF8.self) }

  /// Returns once the first connection has said this.
  public func hears(_ words: String) async {
    await record.until { String(decoding: $0.received.first ?? [], as: UTF8.self).contains(words) }
  }

  /// Where clients left the script; empty where they kept to it.
  public var problems: [String] { record.withLock { $0.problems } }

  public func stop() { listener.stop() }

  /// The beginning of every plain IMAP conversation: greeting, libcurl's CAPABILITY and LOGIN, then our CAPABILITY.
  public static func imapLogin(capabilities: String = "") -> [Step] {
    [
      .line("* OK ready"),
      .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1"), .answer("OK done"),
      .expect("LOGIN"), .answer("OK logged in"),
      .expect("CAPABILITY"), .line("* CAPABILITY IMAP4rev1 \(capabilities)"), .answer("OK done"),
    ]
  }

  /// - Parameter toEnd: whether to listen on after the script, until the client closes.
  static func play(
    _ script: [Step], _ connection: ScriptedConnection, _ limit: Int? = nil, toEnd: Bool = true,
    onOctets: ([UInt8]) -> Void, onProblem: (String) -> Void
  ) {
    var tag = "*"
    var breath = limit ?? Int.max
    func say(_ bytes: [UInt8]) -> Bool {
      connection.send(Array(bytes.prefix(breath)))
      breath -= min(bytes.count, breath)
      return breath > 0
    }
    for step in script {
      switch step {
      case .send(let bytes): guard say(bytes) else { return }
      case .drip(let bytes): for byte in bytes { guard say([byte]) else { return } }
      case .expect(let text):
        guard let line = connection.line() else {
          onProblem("the client closed before \(text)")
          return
        }
        onOctets(line + [0x0D, 0x0A])
        let words = String(decoding: line, as: UTF8.self)
        let pieces = words.split(separator: " ")
        if pieces.count > 1 { tag = String(pieces[0]) }
        if !words.contains(text) { onProblem("expected \(text), got \(words)") }
      case .read(let count):
        let octets = connection.octets(count)
        onOctets(octets)
        if octets.count < count { onProblem("the client closed after \(octets.count) of \(count) octets") }
      case .answer(let text): guard say(Array("\(tag) \(text)\r\n".utf8)) else { return }
      case .readToEnd: onOctets(connection.rest())
      case .close: return
      case .reset:
        connection.reset()
        return
      }
    }
    // The script is over: let the client speak last.
    if toEnd { onOctets(connection.rest()) }
  }
}
