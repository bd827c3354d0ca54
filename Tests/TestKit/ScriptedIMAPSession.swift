internal import Glibc

/// One client's conversation with a scripted IMAP server.
final class ScriptedIMAPSession {
  typealias Fault = ScriptedIMAPServer.Fault
  typealias Stage = ScriptedIMAPServer.Stage
  typealias Token = ScriptedIMAPServer.Token

  let connection: ScriptedConnection
  let number: Int
  let profile: ScriptedIMAPServer.Profile
  let faults: [Fault]
  let shared: Watched<ScriptedIMAPServer.State>
  var selected: String?
  var isReadOnly = false
  var usesQResync = false
  /// Whether names and headers are in UTF-8 (RFC 6855).
  var usesUTF8 = false
  private var isLoggedIn = false
  /// How many octets may still be said; nil for as many as there are.
  private var breath: Int?

  /// The end of a command: its last line without the tag, or that the conversation is over.
  enum End {
    case answer(String)
    case over
  }

  init(
    _ connection: ScriptedConnection, _ number: Int, _ profile: ScriptedIMAPServer.Profile, _ faults: [Fault],
    _ shared: Watched<ScriptedIMAPServer.State>
  ) {
    self.connection = connection
    self.number = number
    self.profile = profile
    self.faults = faults
    self.shared = shared
    for case .hangUpAfterSaying(let octets) in faults { breath = octets }
  }

  func run() {
    if case .over? = trouble(at: .greeting) { return }
    guard say("* OK \(profile.name) is ready") else { return }
    for case .stray(.greeting, let line) in faults { guard say(line) else { return } }
    while let command = read() {
      let end = isStale ? bye() : serve(command)
      guard case .answer(let words) = end else { return }
      guard command.name == "LOGOUT" || tellNews(after: command), say("\(command.tag) \(words)") else { return }
      if command.name == "LOGOUT" { return }
    }
  }

  // MARK: Reading

  /// The next command; nil at the end. A line that is none is answered here.
  private func read() -> ScriptedIMAPServer.Command? {
    while let line = line() {
      var pieces: [IMAPCommandReading.Piece] = []
      var shown = ""
      var longest = 0
      var next: [UInt8]? = line
      while let text = next {
        longest = max(longest, text.count + 2)
        guard let (count, isSync, before) = Self.literal(at: text) else {
          pieces.append(.text(text))
          shown += String(decoding: text, as: UTF8.self)
          break
        }
        // Eight bits are announced (RFC 3516, 4.4).
        pieces.append(.text(usesUTF8 && before.last == 0x7E ? before.dropLast() : before))
        shown += String(decoding: before, as: UTF8.self) + "{\(count)}"
        if isSync {
          if let refusal = refusalOfLiteral(pieces) {
            guard say(refusal) else { return nil }
            pieces = []
            break
          }
          guard say("+ go on") else { return nil }
        }
        let octets = connection.octets(count)
        record(octets)
        guard octets.count == count else { return nil }
        pieces.append(.literal(octets))
        next = self.line()
        if next == nil { return nil }
      }
      if pieces.isEmpty { continue }
      if let command = command(pieces, shown, longest) {
        shared.withLock { $0.commands.append(command) }
        return command
      }
      shared.withLock { $0.problems.append("no command: \(shown)") }
      guard say("* BAD what?") else { return nil }
    }
    return nil
  }

  private func command(
    _ pieces: [IMAPCommandReading.Piece], _ shown: String, _ longest: Int
  ) -> ScriptedIMAPServer.Command? {
    guard var tokens = IMAPCommandReading.tokens(pieces, isInUTF8: usesUTF8), tokens.count >= 2, case .word(let tag) = tokens[0],
      case .word(var name) = tokens[1], tag != "*", tag != "+"
    else { return nil }
    tokens.removeFirst(2)
    name = name.uppercased()
    if name == "UID", case .word(let second)? = tokens.first {
      name += " " + second.uppercased()
      tokens.removeFirst()
    }
    let isLogin = name == "LOGIN" || name == "AUTHENTICATE"
    return ScriptedIMAPServer.Command(
      connection: number, tag: tag, name: name, arguments: isLogin ? Array(tokens.prefix(1)) : tokens,
      text: isLogin ? "\(tag) \(name)" : shown, longestLine: longest, isInUTF8: usesUTF8)
  }

  private static func literal(at line: [UInt8]) -> (count: Int, isSync: Bool, before: [UInt8])? {
    guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
    var digits = line[(open + 1)..<(line.count - 1)]
    let isSync = digits.last != UInt8(ascii: "+")
    if !isSync { digits.removeLast() }
    guard let count = Int(String(decoding: digits, as: UTF8.self)), count >= 0 else { return nil }
    return (count, isSync, Array(line[..<open]))
  }

  /// Why a literal is not wanted: APPEND to a mailbox that is not there (RFC 9051, 6.3.12).
  private func refusalOfLiteral(_ pieces: [IMAPCommandReading.Piece]) -> String? {
    guard let command = command(pieces, "APPEND", 0), command.name == "APPEND", command.arguments.count > 1 else {
      return nil
    }
    let isThere = shared.withLock { $0.mailboxes[command.mailbox ?? ""] != nil }
    guard !isThere else { return nil }
    shared.withLock { $0.commands.append(command) }
    return "\(command.tag) NO [TRYCREATE] no such mailbox"
  }

  func line() -> [UInt8]? {
    guard let line = connection.line() else { return nil }
    record(line + [0x0D, 0x0A])
    return line
  }

  private func record(_ octets: [UInt8]) {
    shared.withLock { $0.received[number].append(contentsOf: octets) }
  }

  // MARK: Saying

  /// Says a line; false where the conversation is over.
  func say(_ line: String) -> Bool { say(Array((line + "\r\n").utf8)) }

  func say(_ bytes: [UInt8]) -> Bool {
    guard let left = breath else { return connection.send(bytes) }
    breath = max(left - bytes.count, 0)
    return connection.send(Array(bytes.prefix(left))) && left > bytes.count
  }

  /// Has the connection's fault at `stage`, if it has one; nil where the command is to be done.
  func trouble(at stage: Stage) -> End? {
    for fault in faults {
      switch fault {
      case .hang(stage):
        record(connection.rest())
        return .over
      case .bye(stage):
        _ = say("* BYE going down for maintenance")
        return .over
      case .hangUp(stage): return .over
      case .reset(stage):
        connection.reset()
        return .over
      case .delay(stage, let milliseconds): usleep(milliseconds * 1000)
      case .babble(stage, let line):
        while say(line) { usleep(10_000) }
        return .over
      case .stray(stage, let line) where stage != .greeting: guard say(line) else { return .over }
      case .reply(stage, let words): return .answer(words)
      default: break
      }
    }
    return nil
  }

  private var isStale: Bool { shared.withLock { $0.views[number]?.isStale ?? false } }

  private func bye() -> End {
    _ = say("* BYE the mailbox was numbered anew")
    return .over
  }

  /// What is new in the open mailbox, where the protocol lets it be said (RFC 9051, 7.5.1).
  private func tellNews(after command: ScriptedIMAPServer.Command) -> Bool {
    guard selected != nil, !["FETCH", "STORE", "SEARCH", "IDLE"].contains(command.name) else { return true }
    let lines = shared.withLock { state -> [String] in
      guard let view = state.views[number], let box = state.mailboxes[view.mailbox] else { return [] }
      return state.views[number]?.news(box) ?? []
    }
    return lines.allSatisfy { say($0) }
  }

  // MARK: Commands

  private func serve(_ command: ScriptedIMAPServer.Command) -> End {
    if let stage = stage(of: command), let end = trouble(at: stage) { return end }
    switch command.name {
    case "CAPABILITY":
      let names = isLoggedIn ? profile.capabilities : profile.greetingCapabilities
      return said("* CAPABILITY \(names.joined(separator: " "))", "OK done")
    case "LOGIN":
      isLoggedIn = true
      return .answer("OK logged in")
    case "AUTHENTICATE": return authenticate()
    case "LOGOUT": return said("* BYE until next time", "OK bye")
    case "NOOP", "CHECK": return .answer("OK done")
    case "ID": return said("* ID (\"name\" \"\(profile.name)\")", "OK done")
    default: break
    }
    guard isLoggedIn else { return .answer("BAD log in first") }
    switch command.name {
    case "ENABLE": return enable(command)
    case "LIST": return list(command)
    case "CREATE": return create(command)
    case "STATUS": return status(command)
    case "SELECT", "EXAMINE": return select(command)
    case "APPEND": return append(command)
    default: break
    }
    guard selected != nil else { return .answer("BAD open a mailbox first") }
    switch command.name {
    case "UID FETCH", "FETCH": return fetch(command)
    case "UID STORE": return store(command)
    case "UID SEARCH": return search(command)
    case "IDLE": return idle(command)
    default: return .answer("BAD not known here")
    }
  }

  private func stage(of command: ScriptedIMAPServer.Command) -> Stage? {
    switch command.name {
    case "CAPABILITY": isLoggedIn ? .capabilityAgain : .capability
    case "LOGIN", "AUTHENTICATE": .login
    case "ENABLE": .enable
    case "ID": .id
    case "LIST": .list
    case "STATUS": .status
    case "SELECT", "EXAMINE": .select
    case "UID SEARCH": .search
    case "FETCH", "UID FETCH": command.text.contains("[]") || command.text.contains("RFC822 ") ? .body : .listing
    case "UID STORE": .store
    case "APPEND": .append
    case "CREATE": .create
    case "IDLE": .idle
    case "NOOP": .noop
    case "LOGOUT": .logout
    default: nil
    }
  }

  func said(_ line: String, _ answer: String) -> End { say(line) ? .answer(answer) : .over }

  private func authenticate() -> End {
    // Any words are good; those that came with the command need no more.
    let came = shared.withLock { String(decoding: $0.received[number].suffix(4096), as: UTF8.self) }
    let last = came.split(separator: "\r\n").last.map { $0.split(separator: " ") } ?? []
    if last.count < 4 {
      guard say("+ "), line() != nil else { return .over }
    }
    isLoggedIn = true
    return .answer("OK logged in")
  }

  private func enable(_ command: ScriptedIMAPServer.Command) -> End {
    if profile.quirks.contains(.silentEnable) { return .answer("OK done") }
    let known = command.words.map { $0.uppercased() }.filter { profile.capabilities.contains($0) }
    if known.contains("QRESYNC") { usesQResync = true }
    if known.contains("UTF8=ACCEPT") { usesUTF8 = true }
    return said("* ENABLED \(known.joined(separator: " "))", "OK done")
  }

  private func idle(_ command: ScriptedIMAPServer.Command) -> End {
    guard profile.capabilities.contains("IDLE") else { return .answer("BAD not known here") }
    if profile.quirks.contains(.endsIdle) { return say("+ idling") ? .answer("OK that was all") : .over }
    let speak = connection.speaker
    let isDeaf = profile.quirks.contains(.deafIdle)
    shared.withLock { state in
      speak("+ idling\r\n")
      guard let view = state.views[number], let box = state.mailboxes[view.mailbox] else { return }
      if isDeaf { return }
      for line in state.views[number]?.news(box) ?? [] { speak(line + "\r\n") }
      state.views[number]?.speak = speak
    }
    let done = line()
    shared.withLock { $0.views[number]?.speak = nil }
    guard let done else { return .over }
    guard done == Array("DONE".utf8) else {
      shared.withLock { $0.problems.append("no DONE: \(String(decoding: done, as: UTF8.self))") }
      return .answer("BAD say DONE")
    }
    return trouble(at: .done) ?? .answer("OK idled")
  }
}
