import Desk
import Drafting
import EnglishReader
import Logging
import MIME
import SQLiteStore
import Steps
import Store
import TestKit
import Wire

@testable import Worker

/// One mailbox on a scripted server, and a store beside it.
final class MailRoom {
  let server: ScriptedIMAPServer
  let store: any Store
  let intake: Intake
  private let folder: ScratchFolder
  private let clock: StoppedClock

  static let key = MailboxKey(account: "support@127.0.0.1", mailbox: "INBOX")

  init(_ server: ScriptedIMAPServer, isMarking: Bool = false) throws {
    self.server = server
    folder = try ScratchFolder()
    store = try SQLiteStore(at: folder.file("heard.db"), steps: StepCounter())
    let clock = StoppedClock()
    self.clock = clock
    intake = Intake(
      store: store, key: Self.key, isMarking: isMarking, steps: StepCounter(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
  }

  deinit { server.stop() }

  /// - Parameter patience: long, as the machine may be busy; short where the server is to hang.
  func connect(patience: Duration = .seconds(60)) async throws -> IMAPConnection {
    try await IMAPConnection.connect(
      to: Endpoint(url: "imap://127.0.0.1:\(server.port)", plainText: true),
      login: Login(user: "support", password: "secret"), timeouts: Timeouts(atMost: patience), steps: StepCounter(),
      logger: intake.logger)
  }

  /// One look at another mailbox of the account.
  func look(at mailbox: String) async throws -> Int {
    let other = Intake(
      store: store, key: MailboxKey(account: Self.key.account, mailbox: mailbox), steps: StepCounter(),
      logger: intake.logger, now: intake.now)
    let connection = try await connect()
    let new = try await other.takeNew(from: connection) {}
    await connection.logout()
    return new
  }

  /// One look at the mailbox over a connection of its own.
  @discardableResult
  func look(since: Seconds? = nil, patience: Duration = .seconds(60)) async throws -> Int {
    let connection = try await connect(patience: patience)
    let new = try await intake.takeNew(from: connection, since: since) {}
    await connection.logout()
    return new
  }

  /// Reads what was kept, and makes drafts.
  func read() async throws {
    let support = SupportMailbox(address: "support@shop.example", name: "The Shop")
    let reader = InboundReader(
      store: store, own: support.own, templates: try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared), steps: StepCounter(),
      logger: intake.logger)
    _ = try await reader.readAll(at: { clock.now })
  }

  func wait(_ seconds: Seconds) { clock.advance(by: seconds) }
  var now: Seconds { clock.now }

  /// How many messages the store holds.
  func held() async throws -> Int { try await store.overview().messages.values.reduce(0, +) }

  func quarantined() async throws -> [QuarantinedMessage] { try await store.quarantined(in: Self.key) }

  static func mail(_ number: Int, octets: Int = 0) -> [UInt8] {
    let line = "I looked at the tracker, it says delivered, and nothing came.\r\n"
    let lines = max(1, octets / line.utf8.count)
    return Array(
      ("From: Tom <tom@riverside.example>\r\nMessage-ID: <\(number)@riverside.example>\r\n\r\n"
        + String(repeating: line, count: lines)).utf8)
  }
}
