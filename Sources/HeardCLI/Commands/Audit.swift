import ArgumentParser
import Store
import Worker

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the mailboxes on the servers with the store: nothing may be missing.",
    discussion: """
      Every message that the server names, up to the newest one read, must be in the store or put aside there. \
      The worker does the same every day. What is missing is taken now, unless a worker is there to do it.

      Exit code 1 where something was missing.

      """ + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Flag(help: "All mail, not only that of the last 30 days.")
  var all = false

  func run() async throws {
    let place = Workplace(common)
    let settings = try place.settings()
    let worker = try place.worker(try place.openStore(), settings)
    var missing = 0
    var table = Table(["ACCOUNT", "MAILBOX", "ON THE SERVER", "MISSING"])
    do {
      try await worker.audit(whole: all) { mailbox, audit in
        missing += audit.missing
        if common.json {
          try? place.screen.json(
            Line(
              account: mailbox.account, mailbox: mailbox.mailbox, onServer: audit.onServer, missing: audit.missing))
        } else {
          table.add([mailbox.account, mailbox.mailbox, "\(audit.onServer)", "\(audit.missing)"])
        }
      }
    } catch { throw CommandError(any: error) }
    if !common.json { table.show(on: place.screen) }
    if missing > 0 { throw EndWith(status: .error) }
  }

  private struct Line: Encodable {
    var v = 1
    let account: String
    let mailbox: String
    let onServer: Int
    let missing: Int
  }
}
