import Desk
import Drafting
import EnglishReader
import Foundation
import Logging
import SQLiteStore
import Steps
import Store
import TestKit
import Testing
import Wire

@testable import Worker

/// A shop with two addresses, each with a mail server and a submission server of its own.
private final class TwoDesks: Sendable {
  struct Desk: Sendable {
    let imap: ScriptedIMAPServer
    let smtp: ScriptedSMTPServer
    let account: WorkerSettings.Account

    init(
      _ user: String, mailboxes: [String] = ["INBOX"], always: [ScriptedIMAPServer.Fault] = [],
      refusing greeting: String? = nil, isAway: Bool = false, idleSeconds: Int = WorkerSettings.Incoming.usualIdleSeconds
    ) throws {
      imap = try ScriptedIMAPServer(always: always)
      smtp = try ScriptedSMTPServer(
        extensions: ["SIZE 10000000"], faults: greeting.map { [[.reply(.greeting, $0)]] } ?? [])
      let login = LoginSource(Login(user: user, password: "secret"))
      account = WorkerSettings.Account(
        support: SupportMailbox(address: "\(user)@shop.example", name: "The Shop"),
        incoming: .init(
          endpoint: try Endpoint(url: "imap://127.0.0.1:\(isAway ? Self.nobody : imap.port)", plainText: true),
          login: login, mailboxes: mailboxes, sent: nil, sentPolicy: .serverFiles, idleSeconds: idleSeconds),
        outgoing: .init(
          endpoint: try Endpoint(url: "smtp://127.0.0.1:\(smtp.port)", plainText: true), login: login,
          hello: "shop.example"))
    }

    /// A port that no server listens at (tcpmux, RFC 1078).
    private static let nobody: UInt16 = 1
  }

  let support: Desk
  let returns: Desk
  let store: any Store
  let worker: Worker
  /// The pauses that the service was to wait, in milliseconds.
  let pauses = Watched<[Int64]>([])
  private let folder: ScratchFolder
  /// What the log says, without its metadata.
  let log = Watched<[String]>([])

  init(_ support: Desk, _ returns: Desk) throws {
    self.support = support
    self.returns = returns
    folder = try ScratchFolder()
    store = try SQLiteStore(at: folder.file("heard.db"), steps: StepCounter())
    worker = Worker(
      store: store,
      settings: WorkerSettings(
        accounts: [support.account, returns.account], templates: try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared),
        nightlyHour: nil),
      steps: StepCounter(), logger: Logger(label: "test") { [log] _ in WatchedLog(lines: log) }, now: { 5000 })
  }

  /// - Parameter number: of the mail, the first 1.
  static func mail(to user: String, _ number: Int = 1) -> [UInt8] {
    Array(
      Office.tom.replacingOccurrences(of: "support@", with: "\(user)@")
        .replacingOccurrences(of: "<1@riverside", with: "<\(user)\(number)@riverside")
        .replacingOccurrences(of: "\n", with: "\r\n").utf8)
  }

  func approve(_ id: Int64) async throws {
    let approving = Approving(
      reader: worker.reader,
      accounts: worker.settings.accounts.map { SupportAccount(name: $0.name, mailbox: $0.support) })
    let outcome = try await approving.approve(
      DraftID(id), revision: nil, by: Office.ann, confirmedTarget: nil, at: 5000, offsetMinutes: 0)
    guard case .approved = outcome else { throw StoreError.other("d\(id) was not approved: \(outcome)") }
  }

  func round() async throws(WorkerError) -> Worker.Round {
    nonisolated(unsafe) var done = Worker.Round()
    try await worker.runOnce { done = $0 }
    return done
  }

  /// The service; the pause before a server is tried again is written down and not waited for, up to `limit` of them.
  func service(pausesAtMost limit: Int = 12) -> WorkerService {
    WorkerService(worker) { [pauses] pause in
      let count = pauses.withLock { pauses in
        pauses.append(pause.components.seconds * 1000 + pause.components.attoseconds / 1_000_000_000_000_000)
        return pauses.count
      }
      if count >= limit { try? await Task.sleep(for: .seconds(3600)) }
    }
  }
}

private struct WatchedLog: LogHandler {
  let lines: Watched<[String]>
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { lines.withLock { $0.append("\(event.message)") } }
}

@Suite("Several accounts at once", .timeLimit(.minutes(20)))
struct SeveralAccountsTests {
  @Test("Mail of all mailboxes of all accounts comes in over a connection each, and each answer leaves by its account")
  func oneRound() async throws {
    let desks = try TwoDesks(.init("support"), .init("returns", mailboxes: ["INBOX", "Shop"]))
    desks.support.imap.deliver(TwoDesks.mail(to: "support"))
    desks.returns.imap.deliver(TwoDesks.mail(to: "returns"))
    desks.returns.imap.deliver(TwoDesks.mail(to: "returns", 2), to: "Shop")
    #expect(try await desks.round().newMessages == 3)
    #expect(desks.support.imap.connections == 1)
    #expect(desks.returns.imap.connections == 2)
    for line in try await desks.store.queue() { try await desks.approve(line.draft.id.number) }
    #expect(try await desks.round().sent.count == 3)
    #expect(desks.support.smtp.accepted.map(\.from) == ["support@shop.example"])
    #expect(desks.returns.smtp.accepted.map(\.from) == ["returns@shop.example", "returns@shop.example"])
    #expect(desks.support.smtp.accepted.allSatisfy { String(decoding: $0.bytes, as: UTF8.self).contains("support1@") })
  }

  @Test("An account whose server is away, or refuses the login, keeps no other from being read and answered", arguments: [
    ScriptedIMAPServer.Fault.hangUp(.greeting), .reply(.login, "NO [AUTHENTICATIONFAILED] no"),
  ])
  func oneAway(fault: ScriptedIMAPServer.Fault) async throws {
    let desks = try TwoDesks(.init("support", always: [fault]), .init("returns"))
    desks.returns.imap.deliver(TwoDesks.mail(to: "returns"))
    await #expect(throws: WorkerError.self) { _ = try await desks.round() }
    try await desks.approve(1)
    await #expect(throws: WorkerError.self) { _ = try await desks.round() }
    #expect(desks.returns.smtp.accepted.count == 1)
    #expect(desks.support.smtp.accepted.isEmpty)
  }

  @Test("The service leaves an account alone whose login is refused, and goes on with the others")
  func refusedLogin() async throws {
    let refusal = ScriptedIMAPServer.Fault.reply(.login, "NO [AUTHENTICATIONFAILED] no")
    let desks = try TwoDesks(.init("support", always: [refusal]), .init("returns"))
    let running = Task { try await desks.service().run() }
    await desks.returns.imap.idles()
    desks.returns.imap.deliver(TwoDesks.mail(to: "returns"))
    // A second mail is only taken by a connection that goes on after the first.
    await desks.returns.imap.hears("IDLE", times: 2)
    running.cancel()
    _ = try? await running.value
    #expect(try await desks.store.overview().messages.values.reduce(0, +) == 1)
    #expect(desks.support.imap.connections == 1, "a refused login is not tried again")
    #expect(try await desks.store.overview().stopped.map(\.account) == ["imap support@127.0.0.1"])
  }

  @Test("A-27: a submission server that has no service for us is left alone until a person has looked")
  func noService() async throws {
    let desks = try TwoDesks(.init("support", refusing: "554 5.3.2 no service here"), .init("returns"))
    desks.support.imap.deliver(TwoDesks.mail(to: "support"))
    _ = try await desks.round()
    try await desks.approve(1)
    await #expect(throws: WorkerError.self) { _ = try await desks.round() }
    #expect(try await desks.store.overview().stopped.map(\.account) == ["smtp support@127.0.0.1"])
    #expect(try await desks.store.outbox(OutboxID(1))?.state.name == .deferred, "it is not the mail's fault")
  }

  @Test("A-27: the service leaves such a submission server alone, and goes on reading and sending by the others")
  func noServiceWhileRunning() async throws {
    let desks = try TwoDesks(.init("support", refusing: "554 5.3.2 no service here"), .init("returns"))
    desks.support.imap.deliver(TwoDesks.mail(to: "support"))
    desks.returns.imap.deliver(TwoDesks.mail(to: "returns"))
    _ = try await desks.round()
    for line in try await desks.store.queue() { try await desks.approve(line.draft.id.number) }
    let running = Task { try await desks.service().run() }
    await desks.log.until { $0.contains("sending is left alone") }
    desks.support.imap.deliver(TwoDesks.mail(to: "support", 2))
    await desks.log.until { lines in lines.count { $0 == "message read" } == 3 }
    running.cancel()
    _ = try? await running.value
    #expect(try await desks.store.overview().stopped.map(\.account) == ["smtp support@127.0.0.1"])
    #expect(desks.support.smtp.received.count == 1, "it is not tried again")
    #expect(try await desks.store.queue().count == 1, "the second mail was read, and waits with its draft")
  }

  @Test("A server that is away is looked for every few seconds, so that mail goes on soon after it is back")
  func away() async throws {
    let desks = try TwoDesks(.init("support", isAway: true), .init("returns"))
    let running = Task { try await desks.service(pausesAtMost: 8).run() }
    await desks.pauses.until { $0.count >= 8 }
    running.cancel()
    _ = try? await running.value
    let pauses = desks.pauses.withLock { $0 }
    let seconds: [Int64] = [1, 2, 4, 4, 4, 4, 4, 4]
    #expect(zip(pauses, seconds).allSatisfy { pause, least in (least * 1000...least * 1500).contains(pause) })
  }

  @Test("A-10: a watch ends after the seconds that the settings name, and begins anew")
  func idleSeconds() async throws {
    let desks = try TwoDesks(.init("support", idleSeconds: 1), .init("returns"))
    let running = Task { try await desks.service().run() }
    await desks.support.imap.hears("IDLE", times: 2)
    running.cancel()
    _ = try? await running.value
    #expect(desks.support.imap.connections == 1)
  }

  @Test("Where every login is refused, the service ends and says so")
  func allRefused() async throws {
    let refusal = ScriptedIMAPServer.Fault.reply(.login, "NO [AUTHENTICATIONFAILED] no")
    let desks = try TwoDesks(.init("support", always: [refusal]), .init("returns", always: [refusal]))
    let error = await #expect(throws: WorkerError.self) { try await desks.service().run() }
    guard case .wire(let error) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error.kind == .login)
  }

  @Test("A-9: a server that shows us out whenever we watch is come back to ever more slowly, up to five minutes")
  func shownOut() async throws {
    let desks = try TwoDesks(.init("support", always: [.bye(.idle)]), .init("returns"))
    let running = Task { try await desks.service(pausesAtMost: 11).run() }
    await desks.support.imap.hears("IDLE", times: 11)
    await desks.pauses.until { $0.count >= 11 }
    running.cancel()
    _ = try? await running.value
    let pauses = desks.pauses.withLock { $0 }
    let seconds: [Int64] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    #expect(zip(pauses, seconds).allSatisfy { pause, least in (least * 1000...least * 1500).contains(pause) })
    #expect(Set(pauses.map { $0 % 1000 }).count > 5, "by chance, so that many workers do not come in one instant")
    #expect(desks.support.imap.connections == 11)
  }
}
