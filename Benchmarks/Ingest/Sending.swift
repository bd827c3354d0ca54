import Desk
import Drafting
import EnglishReader
import Foundation
import Logging
import MIME
import SQLiteStore
import Steps
import Store
import TestKit
import Wire
import Worker

/// Approved mail sent to a server that throws it away, and Postfix's own generator beside it, over as many connections.
enum Sending {
  /// Turns of each program; the median counts.
  static let turns = 3
  static let sink = "/usr/sbin/smtp-sink"
  static let source = "/usr/sbin/smtp-source"
  private static let support = SupportMailbox(address: "support@shop.example", name: "The Shop")
  private static let agent = Agent(user: "ann", firstName: "Ann")

  static func run(_ count: Int) async throws {
    for program in [sink, source] where !FileManager.default.isExecutableFile(atPath: program) {
      fail("\(program) is missing: apt install postfix")
    }
    let scratch = try ScratchFolder()
    let length = try await approve(count, in: scratch.file("approved.db"))
    let probe = try ScriptedSMTPServer()
    let port = Int(probe.port)
    probe.stop()
    let server = try ChildProcess.start(sink, ["-u", "nobody", "127.0.0.1:\(port)", "64"])
    try await untilOpen(port)
    var seconds: [[Double]] = [[], []]
    for turn in 1...turns {
      let store = scratch.file("turn\(turn).db")
      try FileManager.default.copyItem(atPath: scratch.file("approved.db"), toPath: store)
      seconds[0].append(
        try await timed("smtp-source") {
          let settings = ["-d", "-s", "1", "-m", "\(count)", "-l", "\(length)"]
          let people = ["-f", support.address, "-t", "tom@riverside.example"]
          return await (try ChildProcess.start(source, settings + people + ["127.0.0.1:\(port)"])).outcome()
        })
      seconds[1].append(try await timed("Heard") { try await Peers.ourselves(["--deliver", store, "\(port)"]) })
    }
    server.terminate()
    withExtendedLifetime(scratch) {}
    let medians = seconds.map { $0.sorted()[$0.count / 2] }
    print("\(count) approved mails of \(length) bytes, one connection, plain text on loopback, to smtp-sink")
    for (name, median) in zip(["smtp-source, which keeps nothing", "Heard, each step written down"], medians) {
      print(
        name.padding(toLength: 36, withPad: " ", startingAt: 0)
          + String(format: "%8.2f x %8.2f s %8.0f mails/s", median / medians[0], median, Double(count) / median))
    }
  }

  /// One look at the outbox, in a process of its own.
  /// - Parameter arguments: `--deliver STORE PORT`.
  static func child(_ arguments: [String]) async throws {
    guard arguments.count == 3, let port = Int(arguments[2]) else {
      fail("--deliver is for the benchmark itself.", status: 2)
    }
    let store = try SQLiteStore(at: arguments[1], steps: StepCounter())
    let delivery = Delivery(
      store: store, from: support.address, steps: StepCounter(), logger: silent, now: { Seconds(time(nil)) })
    let sent = try await delivery.sendDue { () async throws(WireError) in try await connect(port) }
    let left = try await store.outbox(in: [.queued, .sending, .dotPending, .uncertain, .deferred, .failed])
    guard left.isEmpty else { fail("\(left.count) mails were not sent.") }
    print("\(sent.count) sent")
  }

  private static var silent: Logger { Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() } }

  private static func timed(_ name: String, _ body: () async throws -> ProcessOutcome) async throws -> Double {
    let start = ContinuousClock.now
    let outcome = try await body()
    guard outcome.status == 0 else { fail("\(name):\n\(outcome.errorText)") }
    return (ContinuousClock.now - start) / .seconds(1)
  }

  /// Takes in and answers so many mails; not timed.
  /// - Returns: the mean length of the answers.
  private static func approve(_ count: Int, in path: String) async throws -> Int {
    let store = try SQLiteStore(at: path, steps: StepCounter())
    let reader = InboundReader(
      store: store, own: support.own, templates: try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared), steps: StepCounter(),
      logger: silent)
    let approving = Approving(
      reader: reader, accounts: [SupportAccount(name: "support@localhost", mailbox: support)])
    let now = Seconds(time(nil)) - 60
    var octets = 0
    for number in 1...count {
      _ = try await store.keep(Arrival(raw: Latency.mail(number), uid: nil), at: now)
      _ = try await reader.readAll(at: { now })
      let outcome = try await approving.approve(
        DraftID(Int64(number)), revision: nil, by: agent, confirmedTarget: nil, at: now, offsetMinutes: 0)
      guard case .approved(let id, _, _) = outcome, let record = try await store.outbox(id) else {
        fail("draft \(number) was not approved: \(outcome)")
      }
      octets += record.bytes.count
    }
    return octets / count
  }

  private static func connect(_ port: Int) async throws(WireError) -> SMTPConnection {
    guard let endpoint = try? Endpoint(url: "smtp://127.0.0.1:\(port)", plainText: true) else {
      fail("port \(port) makes no address.")
    }
    return try await SMTPConnection.connect(
      to: endpoint, login: nil, name: "desk.example", timeouts: .standard, steps: StepCounter(), logger: silent)
  }

  private static func untilOpen(_ port: Int) async throws {
    for _ in 1...200 {
      if let connection = try? await connect(port) { return await connection.quit() }
      try await Task.sleep(for: .milliseconds(25))
    }
    fail("smtp-sink does not listen on port \(port).")
  }
}
