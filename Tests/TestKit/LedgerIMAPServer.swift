internal import Glibc
internal import Synchronization

/// A mail server in memory for thousands of short dialogues: INBOX and Sent, and a ledger of what stands in them.
///
/// Plain IMAP on loopback, no more of it than a round of `heard` needs. What is torn off in the midst of a command was
/// never said: a message is appended wholly or not at all (RFC 9051, 6.3.12).
public final class LedgerIMAPServer: Sendable {
  /// One message in a mailbox.
  public struct Held: Hashable, Sendable {
    public let bytes: [UInt8]
    public fileprivate(set) var flags: Set<String>
  }

  /// The numbers that name messages mean the same for as long as the server lives.
  private static let uidValidity = 1_700_000_000

  private final class Shelf: Sendable {
    let mailboxes: Mutex<[String: [Held]]>
    init(_ inbox: [Held]) { mailboxes = Mutex(["INBOX": inbox, "Sent": []]) }
  }

  private let shelf: Shelf
  private let listener: ScriptedListener

  /// - Parameter inbox: the messages of INBOX, with the UIDs 1, 2, 3 ...
  public init(inbox: [[UInt8]]) throws {
    let shelf = Shelf(inbox.map { Held(bytes: $0, flags: []) })
    self.shelf = shelf
    listener = try ScriptedListener { connection, _ in
      var dialogue = Dialogue(connection: connection, shelf: shelf)
      dialogue.run()
    }
  }

  /// The port on 127.0.0.1.
  public var port: UInt16 { listener.port }

  /// What stands in a mailbox, by UID.
  public func held(in mailbox: String) -> [Held] { shelf.mailboxes.withLock { $0[mailbox] ?? [] } }

  /// Puts INBOX's flags and Sent back to the beginning.
  public func forget() {
    shelf.mailboxes.withLock { mailboxes in
      mailboxes["Sent"] = []
      mailboxes["INBOX"] = mailboxes["INBOX"]?.map { Held(bytes: $0.bytes, flags: []) }
    }
  }

  /// Puts one more message into INBOX.
  public func deliver(_ bytes: [UInt8]) {
    shelf.mailboxes.withLock { $0["INBOX", default: []].append(Held(bytes: bytes, flags: [])) }
  }

  public func stop() { listener.stop() }

  private struct Dialogue {
    let connection: ScriptedConnection
    let shelf: Shelf
    var mailbox = "INBOX"

    private var held: [Held] {
      get { shelf.mailboxes.withLock { $0[mailbox] ?? [] } }
      nonmutating set { shelf.mailboxes.withLock { $0[mailbox] = newValue } }
    }

    mutating func run() {
      connection.send("* OK ready\r\n")
      while let bytes = connection.line() {
        let line = String(decoding: bytes, as: UTF8.self)
        let words = line.split(separator: " ").map(String.init)
        guard words.count >= 2 else { return }
        let command = words[1].uppercased() == "UID" && words.count > 2 ? words[2].uppercased() : words[1].uppercased()
        guard answer(words[0], command, line, words) else { return }
      }
    }

    private mutating func answer(_ tag: String, _ command: String, _ line: String, _ words: [String]) -> Bool {
      switch command {
      case "CAPABILITY": return say("* CAPABILITY IMAP4rev1 SPECIAL-USE", tag)
      case "LIST": return say("* LIST (\\HasNoChildren) \"/\" INBOX\r\n* LIST (\\Sent) \"/\" Sent", tag)
      case "SELECT", "EXAMINE":
        mailbox = line.contains("Sent") ? "Sent" : "INBOX"
        return say(
          "* \(held.count) EXISTS\r\n* FLAGS (\\Answered \\Seen)\r\n"
            + "* OK [UIDVALIDITY \(LedgerIMAPServer.uidValidity)] u\r\n"
            + "* OK [PERMANENTFLAGS (\\Answered \\Seen)] p", tag)
      case "FETCH": return fetch(tag, Self.uids(words[3], of: held.count), bodies: line.contains("BODY"))
      case "STORE":
        if let uid = Int(words[3]), held.indices.contains(uid - 1) { held[uid - 1].flags.insert("\\Answered") }
        return say(nil, tag)
      case "SEARCH":
        let id = line.split(separator: "\"").last.map(String.init) ?? ""
        let found = held.indices.filter { held[$0].text.contains(id) }.map { " \($0 + 1)" }
        return say("* SEARCH\(found.joined())", tag)
      case "APPEND": return append(tag, line)
      case "LOGOUT":
        _ = say("* BYE bye", tag)
        return false
      default: return say(nil, tag)
      }
    }

    private func fetch(_ tag: String, _ uids: [Int], bodies: Bool) -> Bool {
      for uid in uids {
        let message = held[uid - 1]
        if bodies {
          guard connection.send("* \(uid) FETCH (UID \(uid) BODY[] {\(message.bytes.count)}\r\n"),
            connection.send(message.bytes), connection.send(")\r\n")
          else { return false }
        } else {
          let flags = message.flags.sorted().joined(separator: " ")
          guard connection.send(
            "* \(uid) FETCH (UID \(uid) RFC822.SIZE \(message.bytes.count) FLAGS (\(flags)) "
              + "INTERNALDATE \"12-May-2026 18:42:07 +0200\")\r\n")
          else { return false }
        }
      }
      return say(nil, tag)
    }

    private func append(_ tag: String, _ line: String) -> Bool {
      guard let open = line.lastIndex(of: "{"), line.last == "}",
        let count = Int(line[line.index(after: open)...].dropLast())
      else { return false }
      guard connection.send("+ go on\r\n") else { return false }
      let bytes = connection.octets(count)
      // The command ends with its line's end: before that nothing was asked.
      guard bytes.count == count, connection.octets(2).count == 2 else { return false }
      shelf.mailboxes.withLock { $0["Sent", default: []].append(Held(bytes: bytes, flags: ["\\Seen"])) }
      return say(nil, tag)
    }

    private func say(_ untagged: String?, _ tag: String) -> Bool {
      connection.send((untagged.map { $0 + "\r\n" } ?? "") + "\(tag) OK done\r\n")
    }

    /// `3`, `1,4`, `2:5`, `7:*`; the last message where a range with `*` holds no other (RFC 9051, 6.4.9).
    private static func uids(_ set: String, of count: Int) -> [Int] {
      guard count > 0 else { return [] }
      var found = Set<Int>()
      for piece in set.split(separator: ",") {
        let ends = piece.split(separator: ":").map { $0 == "*" ? count : Int($0) ?? 0 }
        guard let first = ends.first, let last = ends.last else { continue }
        found.formUnion(Array(min(first, last)...max(first, last)).filter { (1...count).contains($0) })
      }
      return found.sorted()
    }
  }
}

extension LedgerIMAPServer.Held {
  /// Its bytes as text; broken UTF-8 shows as U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
