import ArgumentParser
import Desk
import MIME
import Store
import Wire

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How much stands where, and what needs a person.", discussion: ExitStatus.explanation)

  /// Seconds after which a mail that is not sent is told of (OBLIGATIONS A-28).
  private static let unsentWarning: Seconds = 3600

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let place = Workplace(common)
    let store = try place.openStore()
    let overview = try await store.overview()
    let now = place.now()
    let stopped = place.stoppedLogins()
    if common.json {
      try place.screen.json(StatusObject(overview, stopped: stopped.map(\.account), at: now))
      if !stopped.isEmpty { throw EndWith(status: .login) }
      return
    }
    let screen = place.screen
    var table = Table(["WHAT", "STATE", "COUNT"])
    for state in MessageState.allCases { Self.add("messages", state.rawValue, overview.messages[state], to: &table) }
    for kind in MailClass.allCases { Self.add("class", kind.rawValue, overview.classes[kind], to: &table) }
    for state in DraftState.allCases { Self.add("drafts", state.rawValue, overview.drafts[state], to: &table) }
    for state in OutboxState.Name.allCases { Self.add("outbox", state.rawValue, overview.outbox[state], to: &table) }
    Self.add("server jobs", "pending", overview.pendingJobs, to: &table)
    for (key, cursor) in overview.cursors.sorted(by: { $0.key.account < $1.key.account }) {
      table.add(["mailbox", "\(key.account) \(key.mailbox)", "read up to UID \(cursor.uid)"])
    }
    table.show(on: screen)
    if table.rows.isEmpty { screen.note("The store is empty.") }
    if let oldest = overview.oldestWaiting {
      screen.note("The longest wait for a first answer: \(Moment.age(oldest, at: now)).")
    }
    if let unsent = overview.oldestUnsent, now - unsent >= Self.unsentWarning {
      screen.note(
        "An approved mail has waited \(Moment.age(unsent, at: now)) to be sent. Is the worker running? heard doctor")
    }
    for (state, hint) in [(OutboxState.Name.uncertain, "uncertain"), (.failed, "failed")] {
      if let count = overview.outbox[state], count > 0 {
        screen.note("\(count) \(hint): a person must decide. heard outbox")
      }
    }
    for (account, stop) in stopped {
      screen.note(
        "\(account) is stopped: \(stop.place) refused its login \(Moment.age(stop.at, at: now)) ago. heard auth status")
    }
    if !stopped.isEmpty { throw EndWith(status: .login) }
  }

  private static func add(_ what: String, _ state: String, _ count: Int?, to table: inout Table) {
    if let count, count > 0 { table.add([what, state, String(count)]) }
  }

  private struct StatusObject: Encodable {
    struct Mailbox: Encodable {
      let account: String
      let mailbox: String
      let uidValidity: UInt32
      let uid: UInt32
    }
    var v = 1
    let messages: [String: Int]
    let classes: [String: Int]
    let drafts: [String: Int]
    let outbox: [String: Int]
    let pendingJobs: Int
    let longestWaitSeconds: Int64?
    let mailboxes: [Mailbox]
    /// Accounts whose login was refused, and that are not tried again.
    let stoppedAccounts: [String]

    init(_ overview: Overview, stopped: [String], at now: Seconds) {
      messages = Self.named(overview.messages)
      classes = Self.named(overview.classes)
      drafts = Self.named(overview.drafts)
      outbox = Self.named(overview.outbox)
      pendingJobs = overview.pendingJobs
      stoppedAccounts = stopped
      longestWaitSeconds = overview.oldestWaiting.map { max(0, now - $0) }
      mailboxes = overview.cursors.map {
        Mailbox(
          account: $0.key.account, mailbox: $0.key.mailbox, uidValidity: $0.value.uidValidity, uid: $0.value.uid)
      }
    }

    private static func named<Name: RawRepresentable>(_ counts: [Name: Int]) -> [String: Int]
    where Name.RawValue == String {
      Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
    }
  }
}
