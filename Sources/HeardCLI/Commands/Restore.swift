import ArgumentParser
import Desk
import SQLiteStore
import Store

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a backup in the place of the store.",
    discussion: """
      Stop the worker first. The store that stands there is kept under another name. Mail that came since the backup \
      is fetched again. What was sent since is not known: approved mail that had not left when the backup was made is \
      held for you (heard outbox), and so is each answer to a mail that came before the restore, once you approve it. \
      Look in the Sent mailbox, then: heard outbox resolve ID --sent, --again or --drop

      """ + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The backup.")
  var file: String

  func run() async throws {
    let place = Workplace(common)
    let report: RestoreReport
    do throws(StoreFileError) {
      report = try await SQLiteStore.restore(file, to: place.storePlace, at: place.now(), steps: Workplace.steps)
    } catch { throw CommandError(error) }
    if common.json {
      try place.screen.json(
        Line(
          store: place.storePlace, messages: report.messages, knownUntil: report.knownUntil,
          held: report.held.map(\.description), keptAside: report.keptAside))
      return
    }
    let screen = place.screen
    let until = report.knownUntil.map { ", known until \(Moment.stamp($0))" } ?? ""
    screen.line("\(place.storePlace): \(report.messages) messages\(until)")
    if let aside = report.keptAside { screen.line("what stood there: \(aside)") }
    if !report.held.isEmpty {
      screen.note(
        "Held for you, as they may have left since: \(report.held.map(\.description).joined(separator: " ")). "
          + "Look in Sent, then: heard outbox")
    }
    screen.note("Answers to mail that came before now are held too, once they are approved. Go on with: heard run")
  }

  private struct Line: Encodable {
    var v = 1
    let store: String
    let messages: Int
    let knownUntil: Seconds?
    let held: [String]
    let keptAside: String?
  }
}

extension Workplace {
  /// Says so where a mail that was approved just now waits for a person all the same.
  func tellIfHeld(_ outbox: OutboxID, in store: any Store) async {
    guard let record = try? await store.outbox(outbox), case .uncertain(_, let why) = record.state else { return }
    screen.note(
      "\(outbox) is held: \(why). Look in Sent; then heard outbox resolve \(outbox) --again sends it, --drop does not.")
  }
}
