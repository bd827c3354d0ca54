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
      try place.screen.json(StatusObject(overview, kept: stopped.map(\.account), at: now))
    } else {
      show(overview, at: now, on: place.screen)
      for (account, stop) in stopped {
        place.screen.note(
          "\(account) is stopped: \(stop.place) refused its login \(Moment.age(stop.at, at: now)) ago. heard auth status")
      }
    }
    // Scripts that watch over a worker see it too.
    if !overview.stopped.isEmpty || !stopped.isEmpty { throw EndWith(status: .login) }
  }

  private func show(_ overview: Overview, at now: Seconds, on screen: Screen) {
    var table = Table(["WHAT", "STATE", "COUNT"])
    for state in MessageState.allCases { Self.add("messages", state.rawValue, overview.messages[state], to: &table) }
    for kind in MailClass.allCases { Self.add("class", kind.rawValue, overview.classes[kind], to: &table) }
    for state in DraftState.allCases { Self.add("drafts", state.rawValue, overview.drafts[state], to: &table) }
    for state in OutboxState.Name.allCases { Self.add("outbox", state.rawValue, overview.outbox[state], to: &table) }
    Self.add("server jobs", "pending", overview.pendingJobs, to: &table)
    for (key, cursor) in overview.cursors.sorted(by: { $0.key.account < $1.key.account }) {
      table.add(["mailbox", "\(key.account) \(key.mailbox)", "read up to UID \(cursor.uid)"])
      if let audit = overview.audits[key] {
        table.add([
          "compared", "\(key.account) \(key.mailbox)",
          "\(Moment.age(audit.at, at: now)) ago: \(audit.onServer) on the server, \(audit.missing) were missing",
        ])
      }
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
    for message in overview.quarantined {
      let place = message.place
      screen.note(
        "\(place.mailbox.account) \(place.mailbox.mailbox): the server does not give message UID \(place.uid): "
          + "\(message.reason). Tried \(message.attempt) times in \(Moment.age(message.since, at: now)); "
          + (message.notBefore > now ? "again in \(Moment.age(now, at: message.notBefore))." : "again at the next look."))
    }
    for account in overview.stopped {
      screen.note(
        "\(account.account) is left alone since \(Moment.age(account.since, at: now)): \(account.reason) "
          + "Mend it, try it with heard doctor, then start the worker again.")
    }
    for (state, hint) in [(OutboxState.Name.uncertain, "uncertain"), (.failed, "failed")] {
      if let count = overview.outbox[state], count > 0 {
        screen.note("\(count) \(hint): a person must decide. heard outbox")
      }
    }
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
      let auditOnServer: Int?
      let auditMissing: Int?
    }
    struct Quarantined: Encodable {
      let account: String
      let mailbox: String
      let uid: UInt32
      let reason: String
      let attempt: Int
      let retrySeconds: Int64
    }
    struct Stopped: Encodable {
      let account: String
      let reason: String
    }
    var v = 1
    let messages: [String: Int]
    let classes: [String: Int]
    let drafts: [String: Int]
    let outbox: [String: Int]
    let pendingJobs: Int
    let longestWaitSeconds: Int64?
    /// Since the oldest mail that waits to be sent was approved.
    let oldestUnsentSeconds: Int64?
    let mailboxes: [Mailbox]
    let quarantined: [Quarantined]
    let stopped: [Stopped]
    /// Accounts with tokens whose login was refused, and that are not tried again.
    let stoppedAccounts: [String]

    init(_ overview: Overview, kept: [String], at now: Seconds) {
      messages = Self.named(overview.messages)
      classes = Self.named(overview.classes)
      drafts = Self.named(overview.drafts)
      outbox = Self.named(overview.outbox)
      pendingJobs = overview.pendingJobs
      stoppedAccounts = kept
      longestWaitSeconds = overview.oldestWaiting.map { max(0, now - $0) }
      oldestUnsentSeconds = overview.oldestUnsent.map { max(0, now - $0) }
      mailboxes = overview.cursors.map {
        Mailbox(
          account: $0.key.account, mailbox: $0.key.mailbox, uidValidity: $0.value.uidValidity, uid: $0.value.uid,
          auditOnServer: overview.audits[$0.key]?.onServer, auditMissing: overview.audits[$0.key]?.missing)
      }
      quarantined = overview.quarantined.map {
        Quarantined(
          account: $0.place.mailbox.account, mailbox: $0.place.mailbox.mailbox, uid: $0.place.uid, reason: $0.reason,
          attempt: $0.attempt, retrySeconds: max(0, $0.notBefore - now))
      }
      stopped = overview.stopped.map { Stopped(account: $0.account, reason: $0.reason) }
    }

    private static func named<Name: RawRepresentable>(_ counts: [Name: Int]) -> [String: Int]
    where Name.RawValue == String {
      Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
    }
  }
}
