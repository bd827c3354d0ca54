import ArgumentParser
import Desk
import Drafting
import SQLiteStore
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
    try await checkIncoming(place, settings, &report)
    try await checkOutgoing(place, settings, &report)
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
              + "synchronous \(health.synchronous). Keep the file, and restore the last backup.")
        }
        return (
          health,
          "\(place.storePlace); SQLite \(health.engineVersion), rollback journal, every commit on disk "
            + "(the WAL-reset bug of versions before 3.51.3 cannot happen without WAL)"
        )
      } catch { throw CommandError(any: error) }
    }
  }

  private func checkIncoming(_ place: Workplace, _ settings: Settings, _ report: inout Report) async throws {
    let server = settings.incoming
    try await report.check("imap \(server.endpoint.host):\(server.endpoint.port)") { () async throws(CommandError) in
      let login = Login(user: server.user, password: try server.password.fetch(environment: place.environment))
      do {
        let connection = try await IMAPConnection.connect(
          to: server.endpoint, login: login, steps: Workplace.steps, logger: place.logger)
        let selected = try await connection.select(settings.inbox)
        let capabilities = await connection.capabilities
        let marked = try await connection.sentMailbox()
        await connection.logout()
        let sent = settings.sent ?? marked
        let idle = capabilities.contains("IDLE") ? "IDLE" : "no IDLE, so it is polled"
        let copies = sent.map { "copies go to \($0)" } ?? "no Sent mailbox is marked; copies make one named Sent"
        return (selected, "logged in, \(settings.inbox) holds \(selected.exists), \(idle), \(copies)")
      } catch { throw CommandError(any: error) }
    }
  }

  private func checkOutgoing(_ place: Workplace, _ settings: Settings, _ report: inout Report) async throws {
    let server = settings.outgoing
    try await report.check("smtp \(server.endpoint.host):\(server.endpoint.port)") { () async throws(CommandError) in
      let login = Login(user: server.user, password: try server.password.fetch(environment: place.environment))
      do {
        let connection = try await SMTPConnection.connect(
          to: server.endpoint, login: login, steps: Workplace.steps, logger: place.logger)
        await connection.quit()
        return ((), "logged in")
      } catch { throw CommandError(any: error) }
    }
  }

  /// One line a check; the worst status counts, a refused login before all.
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

    private mutating func fail(_ what: String, _ error: CommandError) throws(CommandError) {
      if status == .ok || error.status == .login { status = error.status }
      try say(what, ok: false, error.message)
    }

    private func say(_ what: String, ok: Bool, _ text: String) throws(CommandError) {
      if json {
        do { try screen.json(Line(check: what, ok: ok, text: text)) } catch { throw CommandError(any: error) }
      } else {
        screen.pieces([(ok ? "ok       " : "problem  ", ok ? .green : .red), ("\(what): \(text)", nil)])
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
