import Desk
import Foundation
import SQLiteStore
import Steps
import Store
import TestKit

/// How soon the running worker is back at work after the server, or the line to it, was gone.
enum Recovery {
  /// What was gone, and until when nobody could have worked.
  private enum Trouble: CaseIterable {
    /// Dovecot was stopped for two seconds; from its return on.
    case restart
    /// Every connection was ended; from then on.
    case drop
    /// Nothing passes any more over the connections, and nobody is told; from then on.
    case halfOpen

    var name: String {
      switch self {
      case .restart: "the server was restarted (2 s)"
      case .drop: "the line was dropped"
      case .halfOpen: "the line was half open (IDLE of \(Recovery.idleSeconds) s)"
      }
    }
  }

  /// The shortest IDLE of which twice its length is what a half-open line may take (see docs/CRASHES.md).
  static let idleSeconds = 30
  static let outage: Duration = .seconds(2)
  static let glance: Duration = .milliseconds(5)
  static let patience: Duration = .seconds(600)
  /// A connection that lasted so long is a good one to the worker's schedule of coming back.
  static let steady: Duration = .seconds(61)

  /// - Parameter count: how often each trouble is made; a mail is delivered in the midst of it.
  static func run(_ count: Int) async throws {
    for trouble in Trouble.allCases { try await run(trouble, count) }
  }

  private static func run(_ trouble: Trouble, _ count: Int) async throws {
    let lab = try await Lab.start()
    let proxy = try CutProxy(to: UInt16(lab.ports.imaps))
    let scratch = try ScratchFolder()
    try lab.writeSettings(to: scratch.file("heard.toml")) { settings in
      // A proxy would answer in the server's place.
      if trouble != .restart { settings.imapURL = "imaps://localhost:\(proxy.port)" }
      settings.idleSeconds = idleSeconds
    }
    try lab.deliverInBulk([Latency.mail(0)], to: "support")
    let worker = try HeardProcess.start(
      ["run", "--config", scratch.file("heard.toml"), "--store", scratch.file("heard.db")])
    guard await worker.warns("message read") else { fail("the worker did not begin.") }
    let store = try SQLiteStore(at: scratch.file("heard.db"), steps: StepCounter())
    var waits: [Duration] = []
    for number in 1...count {
      try await Task.sleep(for: steady)
      let start: ContinuousClock.Instant
      switch trouble {
      case .restart:
        try await lab.halt(.imap)
        try lab.deliverInBulk([Latency.mail(number)], to: "support")
        try await Task.sleep(for: outage)
        try await lab.resume(.imap)
        start = .now
      case .drop, .halfOpen:
        start = .now
        proxy.cutOpen(by: trouble == .drop ? .fin : .blackHole)
        try lab.deliverInBulk([Latency.mail(number)], to: "support")
      }
      while try await store.overview().drafts[.proposed] ?? 0 <= number {
        if ContinuousClock.now - start > patience { fail("mail \(number) made no draft.") }
        try await Task.sleep(for: glance)
      }
      waits.append(ContinuousClock.now - start)
    }
    let sorted = waits.sorted()
    let shown = [sorted[sorted.count / 2], sorted[sorted.count - 1]].map { String(format: "%.2f s", $0 / .seconds(1)) }
    print("\(trouble.name), \(count) times: a mail that came meanwhile has its draft after \(shown[0]), at most \(shown[1])")
    worker.terminate()
    _ = await worker.outcome()
    withExtendedLifetime((lab, scratch, proxy)) {}
  }
}
