import ArgumentParser
import Desk
import Drafting
import SQLiteStore
import Store
import Wire

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check settings, store, login, TLS and mailboxes, and say what to do.",
    discussion: "Nothing is changed on a server.\n\n" + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let place = Workplace(common)
    var report = Report(screen: place.screen, json: common.json)
    guard let settings = try report.check("settings", { () throws(CommandError) in
      let settings = try place.settings()
      return (settings, "\(settings.place)")
    }) else { throw EndWith(status: report.status) }
    try report.check("agent") { () throws(CommandError) in
      let agent = try place.agent(settings)
      return (agent, "you sign as \(agent.firstName)")
    }
    try report.check("templates") { () throws(CommandError) in
      let library = try place.templates(settings)
      return (library, "\(library.templates.count) templates, all sound")
    }
    try await checkStore(place, &report)
    for account in settings.accounts {
      let tokens = try? place.accessTokens(account)
      try await checkIncoming(place, account, tokens, &report)
      try await checkOutgoing(place, account, tokens, &report)
    }
    if report.status != .ok { throw EndWith(status: report.status) }
  }

  private func checkStore(_ place: Workplace, _ report: inout Report) async throws {
    try await report.check("store") { () async throws(CommandError) in
      let store = try place.openSQLiteStore(making: true)
      do {
        let health = try await store.health()
        guard health.isSound else {
          throw CommandError(
            "\(place.storePlace): check says \(health.check); journal \(health.journalMode), "
              + "synchronous \(health.synchronous). Keep the file, and put the last backup in its place: "
              + place.restoreCommand)
        }
        return (
          health,
          "\(place.storePlace); SQLite \(health.engineVersion), rollback journal (\(health.journalMode)), every "
            + "commit on disk; \(health.walResetVerdict); \(place.lastBackup)"
        )
      } catch { throw CommandError(any: error) }
    }
  }

  private func checkIncoming(
    _ place: Workplace, _ account: Settings.Account, _ tokens: AccessTokens?, _ report: inout Report
  ) async throws {
    let server = account.incoming
    try await report.check(server.endpoint) { () async throws(CommandError) in
      let login = try place.login(server, tokens)
      do throws(WireError) {
        let connection = try await login.connect(at: place.now()) { login throws(WireError) in
          try await IMAPConnection.connect(
            to: server.endpoint, login: login, timeouts: Self.timeouts, steps: Workplace.steps, logger: place.logger)
        }
        var held: [String] = []
        for inbox in account.inboxes {
          do throws(WireError) {
            held.append("\(inbox) holds \(try await connection.select(inbox).exists)")
          } catch {
            let names = (try? await connection.mailboxes().map(\.name)) ?? []
            await connection.logout()
            if Self.isMissing(inbox, among: names, error) { return .failure(.noMailbox(inbox, names)) }
            throw error
          }
        }
        let capabilities = await connection.capabilities
        let marked = try await connection.sentMailbox()
        await connection.logout()
        let sent = account.sent ?? marked
        let idle = capabilities.contains("IDLE") ? "IDLE" : "no IDLE, so it is polled"
        let copies = sent.map { "copies go to \($0)" } ?? "no Sent mailbox is marked; copies make one named Sent"
        let filing = await filing(place, account)
        return .success("logged in, \(held.joined(separator: ", ")), \(idle), \(copies), \(filing)")
      } catch { return .failure(CommandError(error)) }
    }
  }

  /// Who puts copies into Sent (OBLIGATIONS A-16), as far as it is known.
  private func filing(_ place: Workplace, _ account: Settings.Account) async -> String {
    var policy = account.sentPolicy
    if policy == nil, let store = try? place.openSQLiteStore(making: false) {
      policy = try? await store.sentPolicy(of: account.name)?.policy
    }
    return switch policy {
    case .serverFiles?: "filed by the server"
    case .weFile?: "filed by Heard"
    case nil: "and the first mail shows who files them"
    }
  }

  private func checkOutgoing(
    _ place: Workplace, _ account: Settings.Account, _ tokens: AccessTokens?, _ report: inout Report
  ) async throws {
    let server = account.outgoing
    try await report.check(server.endpoint) { () async throws(CommandError) in
      let login = try place.login(server, tokens)
      do throws(WireError) {
        let connection = try await login.connect(at: place.now()) { login throws(WireError) in
          try await SMTPConnection.connect(
            to: server.endpoint, login: login, name: account.hello ?? account.support.domain, timeouts: Self.timeouts,
            steps: Workplace.steps, logger: place.logger)
        }
        await connection.quit()
        return .success("logged in")
      } catch { return .failure(CommandError(error)) }
    }
  }

  /// A person waits at the terminal: what takes longer is worth telling of.
  private static let timeouts = Timeouts(atMost: .seconds(20))

  /// Whether a refused SELECT is explained by the list of mailboxes.
  private static func isMissing(_ mailbox: String, among names: [String], _ error: WireError) -> Bool {
    guard case .refused = error, !names.isEmpty else { return false }
    // INBOX alone is the same in any case (RFC 9051, 5.1).
    return mailbox.uppercased() != "INBOX" && !names.contains(mailbox)
  }

  /// One line a check; the worst status counts: a refused login before all, and what a person must mend before what
  /// passes by itself.
  private struct Report {
    let screen: Screen
    let json: Bool
    private(set) var status = ExitStatus.ok

    @discardableResult
    mutating func check<T>(_ what: String, _ body: () throws(CommandError) -> (T, String)) throws -> T? {
      do throws(CommandError) {
        let (value, text) = try body()
        try say(what, ok: true, text)
        return value
      } catch {
        try fail(what, error)
        return nil
      }
    }

    @discardableResult
    mutating func check<T>(
      _ what: String, _ body: () async throws(CommandError) -> (T, String)
    ) async throws -> T? {
      do throws(CommandError) {
        let (value, text) = try await body()
        try say(what, ok: true, text)
        return value
      } catch {
        try fail(what, error)
        return nil
      }
    }

    mutating func check(
      _ server: Endpoint, _ body: () async throws(CommandError) -> Result<String, CommandError>
    ) async throws {
      let what = "\(server.service.rawValue) \(server.place)"
      do throws(CommandError) {
        try say(what, ok: true, try await body().get())
      } catch {
        // The line names the server already.
        let named = "\(server.place): "
        let text = error.message.hasPrefix(named) ? String(error.message.dropFirst(named.count)) : error.message
        try fail(what, CommandError(text, error.status))
      }
    }

    private mutating func fail(_ what: String, _ error: CommandError) throws(CommandError) {
      if status == .ok || status == .tryLater || error.status == .login { status = error.status }
      try say(what, ok: false, error.message)
    }

    private func say(_ what: String, ok: Bool, _ text: String) throws(CommandError) {
      if json {
        do { try screen.json(Line(check: what, ok: ok, text: text)) } catch { throw CommandError(any: error) }
      } else {
        let lines = text.split(separator: "\n")
        let first = lines.count == 1 ? " \(text)" : ""
        screen.pieces([(ok ? "ok       " : "problem  ", ok ? .green : .red), ("\(what):\(first)", nil)])
        if lines.count > 1 { for line in lines { screen.line("         \(line)") } }
      }
    }

    private struct Line: Encodable {
      var v = 1
      let check: String
      let ok: Bool
      let text: String
    }
  }
}

extension CommandError {
  /// Of so many mailboxes a person finds the right one at a glance.
  private static let shownMailboxes = 20

  fileprivate static func noMailbox(_ name: String, _ all: [String]) -> CommandError {
    let shown = all.prefix(shownMailboxes).joined(separator: ", ")
    let more = all.count > shownMailboxes ? " and \(all.count - shownMailboxes) more" : ""
    return CommandError("there is no mailbox \(name); check mailbox under [imap]. The server has: \(shown)\(more)")
  }
}
