/// An IMAP server in memory, as one provider or another has it, that fails where it is told to.
///
/// Plain TCP on loopback; any login is good. It keeps mailboxes, UIDs, flags and what each connection was told, so that
/// a client's whole work can be done against it, and its log says what the client asked for.
public final class ScriptedIMAPServer: Sendable {
  let shared: Watched<State>
  private let listener: ScriptedListener
  private let profile: Profile

  struct State {
    var mailboxes: [String: ScriptedMailbox] = [:]
    /// The mailboxes' names in LIST's order.
    var names: [String] = []
    var views: [Int: ScriptedView] = [:]
    var commands: [Command] = []
    var problems: [String] = []
    var received: [[UInt8]] = []
    var faults: [[Fault]]
    var always: [Fault]
    var connections = 0
    var nextUIDValidity: UInt32 = 1000

    mutating func make(_ name: String, _ attributes: [String]) {
      guard mailboxes[name] == nil else { return }
      nextUIDValidity += 1
      mailboxes[name] = ScriptedMailbox(attributes: attributes, uidValidity: nextUIDValidity)
      names.append(name)
    }

    /// Tells the connections that idle in `mailbox` what is new in it.
    mutating func tellIdlers(of mailbox: String) {
      guard let box = mailboxes[mailbox] else { return }
      for (number, view) in views where view.mailbox == mailbox && !view.isStale {
        guard let speak = view.speak else { continue }
        for line in views[number]?.news(box) ?? [] { speak(line + "\r\n") }
      }
    }
  }

  /// - Parameters:
  ///   - mailboxes: the messages of each mailbox, oldest first. INBOX and the profile's own mailboxes are there anyway.
  ///   - faults: for the first, second ... connection; later ones have none.
  ///   - always: for every connection.
  public init(
    profile: Profile = .dovecot, mailboxes: [String: [[UInt8]]] = [:], faults: [[Fault]] = [], always: [Fault] = []
  ) throws {
    var state = State(faults: faults, always: always)
    state.make("INBOX", [])
    for mailbox in profile.mailboxes { state.make(mailbox.name, mailbox.attributes) }
    for (name, messages) in mailboxes.sorted(by: { $0.key < $1.key }) {
      state.make(name, [])
      for raw in messages { _ = state.mailboxes[name]?.add(raw, flags: [], day: Self.usualDay) }
    }
    let shared = Watched(state)
    self.shared = shared
    self.profile = profile
    listener = try ScriptedListener { connection, number in
      let faults = shared.withLock { state in
        state.connections += 1
        // Their threads may begin in another order than they came in.
        while state.received.count <= number { state.received.append([]) }
        return (number < state.faults.count ? state.faults[number] : []) + state.always
      }
      ScriptedIMAPSession(connection, number, profile, faults, shared).run()
      shared.withLock { $0.views[number] = nil }
    }
  }

  /// When messages came unless said otherwise.
  public static let usualDay = "01-Nov-2026"

  /// The port on 127.0.0.1.
  public var port: UInt16 { listener.port }

  /// Every command so far, in the order of its coming.
  public var commands: [Command] { shared.withLock { $0.commands } }

  /// The names of the commands after the login, of all connections.
  public var names: [String] {
    commands.map(\.name).filter { !["CAPABILITY", "LOGIN", "AUTHENTICATE"].contains($0) }
  }

  /// Lines that were no command; empty where the clients kept to the protocol.
  public var problems: [String] { shared.withLock { $0.problems } }

  /// All bytes that the connections so far have sent, one entry a connection; passwords and literals too.
  public var received: [[UInt8]] { shared.withLock { $0.received } }

  /// How many connections there have been.
  public var connections: Int { shared.withLock { $0.connections } }

  /// The messages of a mailbox, ascending by UID.
  public func messages(in mailbox: String = "INBOX") -> [Message] {
    shared.withLock { $0.mailboxes[mailbox]?.messages ?? [] }
  }

  /// The UIDVALIDITY of a mailbox; 0 where there is no such mailbox.
  public func uidValidity(of mailbox: String = "INBOX") -> UInt32 {
    shared.withLock { $0.mailboxes[mailbox]?.uidValidity ?? 0 }
  }

  /// Puts a message into a mailbox, which is made where it is missing, and tells those who idle in it.
  /// - Parameter day: `01-Nov-2026`, two digits for the day.
  /// - Returns: its UID.
  @discardableResult
  public func deliver(
    _ bytes: [UInt8], to mailbox: String = "INBOX", flags: Set<String> = [], on day: String = usualDay
  ) -> UInt32 {
    shared.withLock { state in
      state.make(mailbox, [])
      let uid = state.mailboxes[mailbox]?.add(bytes, flags: flags, day: day) ?? 0
      state.tellIdlers(of: mailbox)
      return uid
    }
  }

  /// What the provider's submission server has accepted: filed in its Sent mailbox, if the provider does that.
  /// - Returns: whether it was filed.
  @discardableResult
  public func accept(_ bytes: [UInt8]) -> Bool {
    guard profile.quirks.contains(.filesSentMail), let sent = sentMailbox else { return false }
    deliver(bytes, to: sent, flags: ["\\Seen"])
    return true
  }

  /// The profile's mailbox for sent mail.
  public var sentMailbox: String? {
    (profile.mailboxes.first { $0.attributes.contains("\\Sent") }
      ?? profile.mailboxes.first { $0.name.hasPrefix("Sent") })?.name
  }

  /// Removes messages, as another client would.
  public func expunge(_ uids: Set<UInt32>, in mailbox: String = "INBOX") {
    shared.withLock { state in
      state.mailboxes[mailbox]?.remove(uids)
      state.tellIdlers(of: mailbox)
    }
  }

  /// Sets flags, as another client would.
  public func flag(_ uid: UInt32, adding flags: [String], in mailbox: String = "INBOX") {
    shared.withLock { $0.mailboxes[mailbox]?.flag(uid, adding: flags) }
  }

  /// Gives the mailbox another UIDVALIDITY and its messages other UIDs. Those who have it open are shown out with BYE.
  public func renumber(_ mailbox: String = "INBOX") {
    shared.withLock { state in
      state.mailboxes[mailbox]?.renumber()
      for (number, view) in state.views where view.mailbox == mailbox {
        state.views[number]?.isStale = true
        view.speak?("* BYE the mailbox was numbered anew\r\n")
      }
    }
  }

  /// Leaves out so many UIDs before the next message.
  public func skipUIDs(_ count: UInt32, in mailbox: String = "INBOX") {
    shared.withLock { $0.mailboxes[mailbox]?.uidNext += count }
  }

  /// Makes the next connection, and each one after the other, fail like this.
  public func failNext(_ faults: [Fault]...) {
    shared.withLock { state in
      while state.faults.count < state.connections { state.faults.append([]) }
      state.faults += faults
    }
  }

  /// Takes the faults of every connection that comes away, or gives others.
  public func setAlways(_ faults: [Fault]) { shared.withLock { $0.always = faults } }

  /// Returns once somebody idles in a mailbox.
  public func idles(in mailbox: String = "INBOX") async {
    await shared.until { $0.views.values.contains { $0.mailbox == mailbox && $0.speak != nil } }
  }

  /// Returns once a command of this name was given so many times.
  public func hears(_ name: String, times: Int) async {
    await shared.until { state in state.commands.count { $0.name == name } >= times }
  }

  /// Takes no more connections and cuts the open ones.
  public func stop() { listener.stop() }
}
