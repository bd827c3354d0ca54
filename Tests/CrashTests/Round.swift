import Desk
import Drafting
import EnglishReader
import Foundation
import Logging
import SQLiteStore
import Steps
import Store
import Synchronization
import TestKit
import Wire

@testable import Worker

/// A worker in this process, with servers in memory behind proxies: a round of it takes milliseconds.
final class Round: Sendable {
  /// Which conversation of a round is cut.
  enum Dialogue: String, Sendable, CaseIterable {
    /// IMAP: mail comes in and is kept. It is read later: that takes the time, and no server has a part in it.
    case intake
    /// SMTP: a mail goes out.
    case submission
    /// IMAP: \Answered and the copy in Sent.
    case jobs
  }

  static let support = SupportMailbox(address: "support@shop.example", name: "The Shop")
  static let account = SupportAccount(name: "support@127.0.0.1", mailbox: support)
  static let ann = Agent(user: "ann", firstName: "Ann")
  static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  /// Between two rounds: a mail that was put off is due again.
  static let day: Seconds = 86_400

  let imap: LedgerIMAPServer
  let smtp: ScriptedSMTPServer
  let imapProxy: CutProxy
  let smtpProxy: CutProxy
  /// What becomes of each connection that is opened now.
  private let plan: SharedPlan
  private let folder: String
  private let templates: TemplateLibrary
  private let clock = Mutex<Seconds>(1_800_000_000)

  init(inbox: [String]) throws {
    imap = try LedgerIMAPServer(inbox: inbox.map { Array($0.replacingOccurrences(of: "\n", with: "\r\n").utf8) })
    smtp = try ScriptedSMTPServer()
    let plan = SharedPlan()
    self.plan = plan
    imapProxy = try CutProxy(to: imap.port) { _ in plan.value }
    smtpProxy = try CutProxy(to: smtp.port) { _ in plan.value }
    templates = try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared)
    folder = "/dev/shm/heard-round-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    _ = try openStore()
  }

  deinit {
    for stop in [imapProxy.stop, smtpProxy.stop, imap.stop, smtp.stop] { stop() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  private var path: String { folder + "/heard.db" }

  func openStore() throws -> any Store { try SQLiteStore(at: path, steps: StepCounter()) }

  /// Saves the store as it is under a name, and puts it back; nothing may have it open.
  func save(_ name: String) throws { try Self.copy(path, to: folder + "/" + name) }
  func restore(_ name: String) throws { try Self.copy(folder + "/" + name, to: path) }

  private static func copy(_ from: String, to: String) throws {
    try? FileManager.default.removeItem(atPath: to)
    try FileManager.default.copyItem(atPath: from, toPath: to)
  }

  /// One conversation of a round, or the whole of it, a day after the last; the conversation is cut as `plan` says.
  /// - Parameter onStep: told of each step before it is taken; may wait.
  /// - Returns: the names of the steps it passed, and why it ended early.
  @discardableResult
  func run(
    _ dialogue: Dialogue? = nil, _ plan: CutProxy.Plan = .pass,
    onStep: @escaping @Sendable ([String]) -> Void = { _ in }
  ) async throws -> (steps: [String], error: WorkerError?) {
    let now = clock.withLock { now in
      now += Self.day
      return now
    }
    self.plan.set(plan)
    defer { self.plan.set(.pass) }
    let trace = Trace()
    let steps = StepCounter { _, name in onStep(trace.add(name.description)) }
    let login = Login(user: "support", password: "secret")
    let account = WorkerSettings.Account(
      support: Self.support,
      incoming: .init(
        endpoint: try Endpoint(url: "imap://127.0.0.1:\(imapProxy.port)", plainText: true), login: LoginSource(login),
        mailboxes: ["INBOX"], sent: nil, sentPolicy: .weFile),
      outgoing: .init(
        endpoint: try Endpoint(url: "smtp://127.0.0.1:\(smtpProxy.port)", plainText: true), login: LoginSource(login),
        hello: "shop.example"))
    let worker = Worker(
      store: try SQLiteStore(at: path, steps: steps),
      settings: WorkerSettings(accounts: [account], templates: templates, nightlyHour: nil),
      steps: steps, logger: Self.quiet, now: { now })
    do throws(WorkerError) {
      switch dialogue {
      case .submission:
        _ = try await worker.delivery(of: account).sendDue { () async throws(WireError) in
          try await worker.connectOutgoing(account)
        }
      case .jobs:
        _ = try await worker.jobs(of: account).doDue { () async throws(WireError) in
          try await worker.connectIncoming(account)
        }
      case .intake:
        let connection = try await wired { () async throws(WireError) in try await worker.connectIncoming(account) }
        _ = try await worker.intake(of: account.mailboxes[0], in: account).takeNew(from: connection) {}
        await connection.logout()
      case nil: try await worker.runOnce { _ in }
      }
      return (trace.names, nil)
    } catch {
      return (trace.names, error)
    }
  }

  /// Ann says yes to a draft.
  func approve(_ id: Int64) async throws -> ApprovingOutcome {
    let reader = InboundReader(
      store: try openStore(), own: Self.support.own, templates: templates, steps: StepCounter(), logger: Self.quiet)
    return try await Approving(reader: reader, accounts: [Self.account]).approve(
      DraftID(id), revision: nil, by: Self.ann, confirmedTarget: nil, at: clock.withLock { $0 }, offsetMinutes: 0)
  }

  /// What store and server hold now.
  func world() throws -> World {
    var world = World(rows: try StoreDump.rows(of: path))
    let answered = imap.held(in: "INBOX").filter { $0.flags.contains("\\Answered") }
    world.answered = answered.map { Ledger.messageID(of: $0.bytes) }
    world.sentCopies = imap.held(in: "Sent").map { Ledger.messageID(of: $0.bytes) }
    return world
  }
}

/// Names of steps, from whatever thread passes them.
final class Trace: Sendable {
  private let value = Mutex<[String]>([])
  var names: [String] { value.withLock { $0 } }
  /// - Returns: all names so far.
  func add(_ name: String) -> [String] {
    value.withLock { names in
      names.append(name)
      return names
    }
  }
}

/// A plan that may be changed between connections.
private final class SharedPlan: Sendable {
  private let plan = Mutex(CutProxy.Plan.pass)
  var value: CutProxy.Plan { plan.withLock { $0 } }
  func set(_ new: CutProxy.Plan) { plan.withLock { $0 = new } }
}
