import Desk
import Drafting
import EnglishReader
import Foundation
import Logging
import SQLiteStore
import Steps
import Store
import TestKit
import Wire
import Worker

/// What a soak came to: every mail accounted for, or not.
struct Verdict {
  /// Days let pass on the clock alone until nothing is put off any more.
  private static let mostDays: Seconds = 10
  /// Seconds that a disturbance may lie away from the dot it hit: both are told in whole seconds, and a dialogue takes
  /// one at most.
  private static let nearness = 2.0

  let text: String
  let isGood: Bool

  init(of run: SoakRun) async throws {
    try await Self.sendWhatIsPutOff(run)
    let store = try SQLiteStore(at: run.store, steps: StepCounter())
    var faults: [String] = []

    // Mail in: each once.
    var kept: [String: Int] = [:]
    var number: Int64 = 1
    while let message = try await store.message(StoredMessageID(number)) {
      kept[message.messageID ?? "", default: 0] += 1
      if message.state != .read { faults.append("\(message.id) is not read") }
      number += 1
    }
    let lost = run.mailbag.messageIDs.filter { kept[$0] == nil }
    faults += lost.map { "lost: \($0)" }
    faults += kept.filter { $0.value > 1 }.map { "kept \($0.value) times: \($0.key)" }

    // Mail out: each once, or uncertain for a reason.
    let ledger = Ledger(run.accepted)
    faults += ledger.doubled.map { "sent twice: \($0)" }
    let outbox = try await store.outbox(in: Set(OutboxState.Name.allCases))
    let known = Set(outbox.map(\.messageID))
    faults += ledger.counts.keys.filter { !known.contains($0) }.map { "sent, and not in the outbox: \($0)" }
    var states: [OutboxState.Name: Int] = [:]
    var arrived = 0
    var uncertain: [(id: OutboxID, at: Double)] = []
    for mail in outbox {
      states[mail.state.name, default: 0] += 1
      switch mail.state {
      case .sent:
        if ledger.counts[mail.messageID] == nil { faults.append("\(mail.id) is sent, and the server has it not") }
      case .uncertain(let since, _):
        if ledger.counts[mail.messageID] != nil { arrived += 1 }
        uncertain.append((mail.id, Double(since)))
      case .withdrawn:
        if ledger.counts[mail.messageID] != nil { faults.append("\(mail.id) is withdrawn, and was sent") }
      case .queued, .sending, .dotPending, .deferred, .failed:
        faults.append("\(mail.id) is still \(mail.state.name.rawValue)")
      }
    }
    faults += Self.unexplained(uncertain, in: run).map { "\($0) is uncertain, and nothing can have hit its dot" }

    // What the mail server holds: each answered mail answered once and flagged, each sent mail filed once.
    let sent = outbox.filter { $0.state.name == .sent }
    var answered: [String: Int] = [:]
    for mail in sent {
      guard let draft = try await store.draft(mail.draft), let asked = try await store.message(draft.answers) else {
        faults.append("\(mail.id) answers nothing")
        continue
      }
      answered[asked.messageID ?? "", default: 0] += 1
    }
    faults += answered.filter { $0.value > 1 }.map { "answered \($0.value) times: \($0.key)" }
    let flagged = Set(
      try run.lab.mails(of: "support").filter { $0.flags.contains(.answered) }.map { Ledger.messageID(of: $0.bytes) })
    faults += answered.keys.filter { !flagged.contains($0) }.map { "answered, and not flagged: \($0)" }
    var copies: [String: Int] = [:]
    for copy in try run.lab.mails(of: "support", in: "Sent") {
      copies[Ledger.messageID(of: copy.bytes), default: 0] += 1
    }
    faults += copies.filter { $0.value > 1 }.map { "filed \($0.value) times: \($0.key)" }
    faults += sent.filter { copies[$0.messageID] == nil }.map { "\($0.id) is sent, and not filed" }
    faults += run.report.selfEnded.map { "a worker ended by itself: \($0)" }

    let times = run.report.recoveries.sorted()
    func at(_ share: Double) -> String {
      times.isEmpty ? "-" : String(format: "%.2f s", times[min(times.count - 1, Int(Double(times.count) * share))])
    }
    let counts = SoakRun.Disturbance.allCases.map { what in
      "\(run.report.disturbances.count { $0.what == what }) x \(what.rawValue)"
    }
    let told = states.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
    text = """
      seed \(run.seed): \(counts.joined(separator: ", "))
      in: \(run.mailbag.messageIDs.count) delivered, \(number - 1) kept, \(lost.count) lost, \
      \(kept.values.count { $0 > 1 }) doubled
      out: \(outbox.count) approved, \(told.joined(separator: ", ")); \(ledger.counts.count) at the server, \
      \(ledger.doubled.count) doubled; of the uncertain \(arrived) had arrived
      kill to next commit of new mail: p50 \(at(0.5)), p99 \(at(0.99)), worst \(at(1)) of \(times.count)
      \(faults.isEmpty ? "all accounted for" : faults.prefix(40).joined(separator: "\n"))
      """
    isGood = faults.isEmpty
  }

  /// The uncertain mails that no disturbance of their own can have hit. One mail is sent at a time, so one kill, one cut
  /// of the line to the submission server, or one end of that server makes one mail uncertain at most.
  private static func unexplained(_ mails: [(id: OutboxID, at: Double)], in run: SoakRun) -> [OutboxID] {
    var hits = run.report.disturbances.filter { $0.what == .kill || $0.what == .restartSMTP }
      .map { $0.from - nearness ... $0.to + nearness }
    hits += run.smtp.passages.compactMap(\.cutAt).map { Double($0) - nearness ... Double($0) + nearness }
    // The one that is over first is used first: what comes later finds the others.
    hits.sort { $0.upperBound < $1.upperBound }
    return mails.sorted { $0.at < $1.at }.filter { mail in
      guard let hit = hits.firstIndex(where: { $0.contains(mail.at) }) else { return true }
      hits.remove(at: hit)
      return false
    }.map(\.id)
  }

  /// Lets days pass until the outbox is at rest: what was put off is due then.
  private static func sendWhatIsPutOff(_ run: SoakRun) async throws {
    let login = Login(
      user: "support",
      password: try String(contentsOfFile: run.lab.passwordFile, encoding: .utf8).trimmingCharacters(in: .newlines))
    let store = try SQLiteStore(at: run.store, steps: StepCounter())
    for day in 1...mostDays {
      let now = Seconds(Date().timeIntervalSince1970) + day * 86_400
      let worker = Worker(
        store: store,
        settings: WorkerSettings(
          accounts: [
            .init(
              support: SupportMailbox(address: "support@shop.example", name: "The Shop"),
              incoming: .init(
                endpoint: try Endpoint(url: "imaps://localhost:\(run.imap.port)", caFile: run.lab.caFile),
                login: LoginSource(login), mailboxes: ["INBOX"], sent: nil, sentPolicy: .weFile),
              outgoing: .init(
                endpoint: try Endpoint(url: "smtp://localhost:\(run.smtp.port)", plainText: true),
                login: LoginSource(login), hello: "shop.example"))
          ],
          templates: try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared), nightlyHour: nil),
        steps: StepCounter(), logger: Logger(label: "soak") { _ in SwiftLogNoOpLogHandler() }, now: { now })
      try await worker.runOnce { _ in }
      let overview = try await store.overview()
      let waiting = [OutboxState.Name.queued, .deferred].contains { overview.outbox[$0, default: 0] > 0 }
      if !waiting, overview.pendingJobs == 0 { return }
    }
  }
}
