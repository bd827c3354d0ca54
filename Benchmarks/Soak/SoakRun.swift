import Foundation
import Synchronization
import TestKit

/// `heard run` on a real Dovecot and a submission server with a ledger, both behind proxies, while mails come in, a bot
/// approves, the worker is killed, lines are cut and servers start anew.
final class SoakRun: Sendable {
  /// What was done to the worker or its servers.
  enum Disturbance: String, Sendable, CaseIterable {
    case kill, cutIMAP = "cut IMAP", cutSMTP = "cut SMTP", cutLater = "cut after some bytes"
    case restartIMAP = "Dovecot anew", restartSMTP = "submission anew"
  }

  struct Record: Sendable {
    var disturbances: [(what: Disturbance, from: Double, to: Double)] = []
    /// Seconds from a kill to the next commit of new mail.
    var recoveries: [Double] = []
    var approvals = 0
    /// Workers that ended though nobody killed them, with what they said last.
    var selfEnded: [String] = []
  }

  /// Between two mails: a busy support mailbox's hour in a few minutes.
  private static let mailPause: Duration = .milliseconds(400)
  private static let approvalPause: Duration = .milliseconds(700)
  /// Seconds between two disturbances.
  private static let calm = 1.0...3.5
  /// Longest wait for new mail after a kill, in seconds, before it counts as never.
  private static let mostRecovery = 60.0

  let seed: UInt64
  let lab: Lab
  let mailbag = Mailbag()
  let imap: CutProxy
  let smtp: CutProxy
  let record = Mutex(Record())
  private let servers: Mutex<[ScriptedSMTPServer]>
  private let scratch: ScratchFolder
  private let worker = Mutex<(process: ChildProcess, log: String)?>(nil)
  private let starts = Atomic(0)
  private let cutNext: CutNext
  private let isOver = Atomic(false)

  init(seed: UInt64) async throws {
    self.seed = seed
    lab = try await Lab.start()
    scratch = try ScratchFolder()
    let server = try ScriptedSMTPServer()
    servers = Mutex([server])
    let cutNext = CutNext()
    self.cutNext = cutNext
    imap = try CutProxy(to: UInt16(lab.ports.imaps)) { _ in cutNext.take() }
    smtp = try CutProxy(to: server.port) { _ in cutNext.take() }
    let settings = """
      [mailbox]
      address = "support@shop.example"
      name = "The Shop"
      [imap]
      url = "imaps://localhost:\(imap.port)"
      ca-file = "\(lab.caFile)"
      user = "support"
      password-file = "\(lab.passwordFile)"
      [smtp]
      url = "smtp://localhost:\(smtp.port)"
      plain-text = true
      user = "support"
      password-file = "\(lab.passwordFile)"
      [agents]
      \(NSUserName()) = "Ann"
      """
    try Data(settings.utf8).write(to: URL(fileURLWithPath: scratch.file("heard.toml")))
  }

  var store: String { scratch.file("heard.db") }
  /// All that any submission server accepted.
  var accepted: [ScriptedSMTPServer.Accepted] { servers.withLock { $0.flatMap(\.accepted) } }
  var report: Record { record.withLock { $0 } }
  private var places: [String] { ["--config", scratch.file("heard.toml"), "--store", store] }

  func go(for time: Duration) async throws {
    try startWorker()
    let end = ContinuousClock.now + time
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.deliver(until: end) }
      group.addTask { try await self.approve() }
      group.addTask { try await self.disturb(until: end) }
      // Mails and disturbances end by the clock, the approving when both have.
      try await group.next()
      try await group.next()
      self.isOver.store(true, ordering: .relaxed)
      try await group.waitForAll()
    }
    cutNext.forget()
    try await settle()
  }

  // MARK: The three who are at it

  private func deliver(until end: ContinuousClock.Instant) async throws {
    while ContinuousClock.now < end {
      try lab.deliverInBulk([mailbag.next()], to: "support")
      try await Task.sleep(for: Self.mailPause)
    }
  }

  private func approve() async throws {
    while !isOver.load(ordering: .relaxed) {
      try await Task.sleep(for: Self.approvalPause)
      try await approveAll()
    }
  }

  private func approveAll() async throws {
    let queue = try await HeardProcess.run(["queue", "--json"] + places)
    let ids = queue.outputText.split(separator: "\n").compactMap { line -> String? in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["objections"] as? Int == 0 ? object?["id"] as? String : nil
    }
    guard !ids.isEmpty else { return }
    // Some are refused, as their customer has written meanwhile: the next look has their newer draft.
    let outcome = try await HeardProcess.run(["approve", "--json"] + ids + places)
    record.withLock { $0.approvals += outcome.outputText.split(separator: "\n").count }
  }

  private func disturb(until end: ContinuousClock.Instant) async throws {
    var random = SplitMix(seed: seed)
    while ContinuousClock.now < end {
      try await Task.sleep(for: .seconds(Double.random(in: Self.calm, using: &random)))
      noteIfEnded()
      let turn = Int.random(in: 0..<20, using: &random)
      let bytes = Int.random(in: 0..<6000, using: &random)
      let ending: CutProxy.Ending = Bool.random(using: &random) ? .fin : .reset
      let begun = Date().timeIntervalSince1970
      let what: Disturbance
      switch turn {
      case 0..<10:
        what = .kill
        try await killAndMeasure()
      case 10..<12:
        what = .cutIMAP
        imap.cutOpen(by: ending)
      case 12..<14:
        what = .cutSMTP
        smtp.cutOpen(by: ending)
      case 14..<18:
        what = .cutLater
        cutNext.arm(.cut(Bool.random(using: &random) ? .toServer : .toClient, after: bytes, ending))
      case 18:
        what = .restartIMAP
        try await lab.halt(.imap)
        try await lab.resume(.imap)
      default:
        what = .restartSMTP
        let server = try ScriptedSMTPServer()
        servers.withLock {
          $0.last?.stop()
          $0.append(server)
        }
        smtp.lead(to: server.port)
      }
      // A cut that waits for its bytes comes later, or never: its time stands with the proxy.
      let over = what == .cutLater ? begun : Date().timeIntervalSince1970
      record.withLock { $0.disturbances.append((what, begun, over)) }
    }
  }

  // MARK: The worker

  private func startWorker() throws {
    let log = scratch.file("steps-\(starts.add(1, ordering: .relaxed).newValue)")
    let process = try HeardProcess.start(["run"] + places, environment: ["HEARD_STEP_LOG": log])
    worker.withLock { $0 = (process, log) }
  }

  private func killAndMeasure() async throws {
    guard let (process, log) = worker.withLock({ $0 }) else { return }
    process.kill()
    let killed = ContinuousClock.now
    _ = await process.outcome()
    try? FileManager.default.removeItem(atPath: log)
    try lab.deliverInBulk([mailbag.next()], to: "support")
    try startWorker()
    guard let now = worker.withLock({ $0 }) else { return }
    while true {
      let seconds = (ContinuousClock.now - killed) / .seconds(1)
      if Self.hasKept(now.log) || seconds > Self.mostRecovery {
        record.withLock { $0.recoveries.append(seconds) }
        return
      }
      try await Task.sleep(for: .milliseconds(3))
    }
  }

  /// Whether a worker has committed new mail: a commit follows the keeping.
  private static func hasKept(_ log: String) -> Bool {
    guard let bytes = FileManager.default.contents(atPath: log) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let kept = text.range(of: " intake.keep\n") else { return false }
    return text[kept.upperBound...].contains(" store.committed\n")
  }

  /// A worker that ended by itself is written down, and another takes its place.
  private func noteIfEnded() {
    guard let (process, _) = worker.withLock({ $0 }), kill(process.pid, 0) != 0 else { return }
    let outcome = process.outcomeHoldingThread()
    let last = outcome.errorText.split(separator: "\n").last.map(String.init) ?? ""
    record.withLock { $0.selfEnded.append("\(outcome.ending): \(last)") }
    try? startWorker()
  }

  /// Waits until all mail is read and all drafts are approved, and ends the worker in peace.
  private func settle() async throws {
    noteIfEnded()
    let all = mailbag.messageIDs.count
    for _ in 0..<600 {
      let status = try await HeardProcess.run(["status", "--json"] + places).outputText
      let object = try? JSONSerialization.jsonObject(with: Data(status.utf8)) as? [String: Any]
      if (object?["messages"] as? [String: Any])?["read"] as? Int ?? 0 >= all { break }
      try await Task.sleep(for: .milliseconds(200))
    }
    try await approveAll()
    guard let (process, _) = worker.withLock({ $0 }) else { return }
    process.terminate()
    let outcome = await process.outcome()
    if outcome.ending != .exited(0) { record.withLock { $0.selfEnded.append("told to end: \(outcome.ending)") } }
  }
}

/// The plan of one coming connection, on whichever side it comes first.
private final class CutNext: Sendable {
  private let plan = Mutex<CutProxy.Plan?>(nil)
  func arm(_ new: CutProxy.Plan) { plan.withLock { $0 = new } }
  func forget() { plan.withLock { $0 = nil } }
  func take() -> CutProxy.Plan {
    plan.withLock { plan in
      defer { plan = nil }
      return plan ?? .pass
    }
  }
}
