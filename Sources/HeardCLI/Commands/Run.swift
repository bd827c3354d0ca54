import ArgumentParser
import Desk
import Logging
import ServiceLifecycle
import UnixSignals
import Worker

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take mail in, draft answers, send what is approved.",
    discussion: "Without --once it runs until it is told to stop (Ctrl-C, SIGTERM).\n\n" + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Flag(help: "One round, then end.")
  var once = false

  @Option(
    help: ArgumentHelp(
      "With --once: only mail received on this day (UTC) or later; older mail of before the first start comes in too.",
      valueName: "yyyy-mm-dd"),
    transform: Moment.day)
  var since: Seconds?

  func validate() throws {
    if since != nil, !once { throw ValidationError("--since is for one round: heard run --once --since 2026-01-31") }
  }

  func run() async throws {
    let place = Workplace(common, logLevel: once ? .warning : .info)
    let settings = try place.settings()
    try await place.refuseDamagedStore()
    let store = try place.openStore(making: true)
    let worker = try place.worker(store, settings)
    guard once else {
      let group = ServiceGroup(
        configuration: .init(
          services: [.init(service: WorkerService(worker), successTerminationBehavior: .gracefullyShutdownGroup)],
          gracefulShutdownSignals: [.sigterm, .sigint],
          // Its lines print the services with all that they hold, and say nothing that the worker does not.
          logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }))
      try await group.run()
      return
    }
    try await worker.runOnce(since: since) { show($0, on: place.screen) }
  }

  private func show(_ round: Worker.Round, on screen: Screen) {
    if common.json {
      try? screen.json(
        RoundLine(
          new: round.newMessages, read: round.read.map(\.description), sent: round.sent.map(\.description),
          jobs: round.jobs))
    } else {
      screen.line(
        "\(round.newMessages) new, \(round.read.count) read, \(round.sent.count) sent, "
          + "\(round.jobs) jobs done on the server")
    }
  }

  private struct RoundLine: Encodable {
    var v = 1
    let new: Int
    let read: [String]
    let sent: [String]
    let jobs: Int
  }
}
