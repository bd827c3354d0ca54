import ArgumentParser
import Claims
import Desk
import Drafting
import Foundation
import Logging
import MIME
import SQLiteStore
import Steps
import Store
import Wire
import Worker

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The settings file.", valueName: "path"))
  var config: String?

  @Option(help: ArgumentHelp("The store's file.", valueName: "path"))
  var store: String?

  @Flag(help: "Print JSON objects, one a line.")
  var json = false

  @Flag(help: "Tell each step on standard error.")
  var verbose = false
}

/// What the commands work with: settings, store, screen, clock and the person at the terminal.
///
/// The only reader of the environment and of settings files.
struct Workplace {
  let options: CommonOptions
  let environment: [String: String]
  let screen: Screen
  let logger: Logger

  init(_ options: CommonOptions, logLevel: Logger.Level = .warning) {
    self.options = options
    environment = ProcessInfo.processInfo.environment
    let screen = Screen(environment: environment)
    self.screen = screen
    var logger = Logger(label: "heard") { _ in LineLog(screen: screen) }
    logger.logLevel = options.verbose ? .debug : logLevel
    self.logger = logger
  }

  var settingsPlace: String { options.config ?? Places.settings(environment) }
  var storePlace: String { options.store ?? Places.store(environment) }

  var now: @Sendable () -> Seconds { { Seconds(Date().timeIntervalSince1970) } }

  func settings() throws(CommandError) -> Settings {
    let place = settingsPlace
    guard FileManager.default.fileExists(atPath: place) else {
      throw CommandError("there are no settings at \(place). Run: heard init, or name a file with --config.")
    }
    let text = String(decoding: try MailFile.bytes(place), as: UTF8.self)
    do { return try SettingsReader.read(text, place: place) } catch {
      throw CommandError(error.message)
    }
  }

  /// The settings if there are any; a broken file, or a named one that is not there, is an error all the same.
  func settingsIfAny() throws(CommandError) -> Settings? {
    options.config != nil || FileManager.default.fileExists(atPath: settingsPlace) ? try settings() : nil
  }

  /// - Parameter making: false to refuse where there is no store yet, instead of making an empty one.
  func openStore(making: Bool = false) throws(CommandError) -> any Store {
    try openSQLiteStore(making: making)
  }

  func openSQLiteStore(making: Bool) throws(CommandError) -> SQLiteStore {
    guard making || FileManager.default.fileExists(atPath: storePlace) else {
      throw CommandError(
        "there is no store at \(storePlace). Run: heard run --once, or name another with --store.")
    }
    do { return try SQLiteStore(at: storePlace, steps: Self.steps) } catch { throw CommandError(error) }
  }

  func templates(_ settings: Settings?) throws(CommandError) -> TemplateLibrary {
    let reader = try WordLists.reader(beside: settings?.place)
    do {
      guard let folder = settings?.templateFolder else {
        return try TemplateLibrary(TemplateLibrary.builtIn, reader: reader)
      }
      return try TemplateLibrary(try TemplateFolder.read(folder), reader: reader)
    } catch let problems as TemplateProblems {
      throw CommandError("\(problems)")
    } catch {
      throw CommandError(any: error)
    }
  }

  /// What claims and asks are read with: our word lists, and the shop's where there are settings.
  func claimReader() throws(CommandError) -> ClaimReader { try WordLists.reader(beside: try settingsIfAny()?.place) }

  func reader(_ store: any Store, _ settings: Settings?) throws(CommandError) -> InboundReader {
    InboundReader(
      store: store, own: settings?.own ?? .init([]), templates: try templates(settings), steps: Self.steps,
      logger: logger)
  }

  func worker(_ store: any Store, _ settings: Settings) throws(CommandError) -> Worker {
    var accounts: [WorkerSettings.Account] = []
    for account in settings.accounts { accounts.append(try workerAccount(account)) }
    return Worker(
      store: store,
      settings: WorkerSettings(
        accounts: accounts, templates: try templates(settings), nightlyHour: settings.nightlyHour),
      steps: Self.steps, logger: logger, now: now)
  }

  func workerAccount(_ account: Settings.Account) throws(CommandError) -> WorkerSettings.Account {
    let logins = try logins(account)
    return WorkerSettings.Account(
      support: account.support,
      incoming: .init(
        endpoint: account.incoming.endpoint, login: logins.incoming, mailboxes: account.inboxes,
        sent: account.sent, sentPolicy: account.sentPolicy, isMarking: account.isMarking,
        idleSeconds: account.idleSeconds),
      outgoing: .init(
        endpoint: account.outgoing.endpoint, login: logins.outgoing,
        hello: account.hello ?? account.support.domain, schedule: account.schedule))
  }

  /// The person at the terminal: the operating system's user, not a name that can be given.
  func agent(_ settings: Settings) throws(CommandError) -> Agent {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
      throw CommandError("the system does not know who you are (user \(getuid())); nobody can sign.")
    }
    let user = String(cString: name)
    guard let firstName = settings.agents[user] else {
      throw CommandError(
        "\(settings.place) does not name you: add  \(user) = \"Your first name\"  under [agents], so that you can sign.")
    }
    return Agent(user: user, firstName: firstName)
  }

  /// East of UTC, now and here.
  var offsetMinutes: Int { TimeZone.current.secondsFromGMT() / 60 }

  /// One counter a process: `HEARD_ABORT_AT` ends the process at a step, `HEARD_STEP_LOG` writes each step to a file.
  static let steps: StepCounter = {
    let environment = ProcessInfo.processInfo.environment
    var trace: (@Sendable (Int, StaticString) -> Void)?
    if let path = environment["HEARD_STEP_LOG"] {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      trace = { number, name in
        let line = Array("\(number) \(name)\n".utf8)
        _ = write(descriptor, line, line.count)
      }
    }
    return StepCounter(abortAt: abortPoint, trace: trace)
  }()

  /// Nil too where the variable cannot be read; ``checkAbortPoint()`` refuses that.
  private static let abortPoint = ProcessInfo.processInfo.environment["HEARD_ABORT_AT"].flatMap(
    StepCounter.AbortPoint.init)

  /// - Throws: where `HEARD_ABORT_AT` names no step, so that no harness takes an uninterrupted run for a survived crash.
  static func checkAbortPoint() throws(CommandError) {
    if let text = ProcessInfo.processInfo.environment["HEARD_ABORT_AT"], abortPoint == nil {
      throw CommandError("HEARD_ABORT_AT=\(text) names no step: give a number from 1, a name, or name:number.", .usage)
    }
  }
}

/// Log lines on standard error: `time level message key=value`. Through the screen, as values may come from servers.
struct LineLog: LogHandler {
  let screen: Screen
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    screen.note("\(Moment.stamp(Seconds(Date().timeIntervalSince1970))) \(event.level) \(event.message)\(pairs)")
  }
}
