import ArgumentParser
import Desk
import Foundation
import MIME
import Store
import Worker

struct Ingest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take mail in from files: .eml, mbox, a Maildir folder, or - for standard input.",
    discussion: ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Files or Maildir folders; - for standard input.")
  var files: [String]

  func run() async throws {
    let place = Workplace(common)
    // Without our own addresses, our own mail would be taken for a customer's.
    let settings = try place.settings()
    let store = try place.openStore(making: true)
    let reader = try place.reader(store, settings)
    var failed = false
    for path in files {
      // One bad file does not keep the others out; a store that fails does.
      do {
        for file in try MailFile.files(at: path) {
          do {
            try await take(file, named: path, place, store)
          } catch let error as CommandError {
            place.screen.note("heard: \(error.message)")
            failed = true
          }
        }
      } catch let error as CommandError {
        place.screen.note("heard: \(error.message)")
        failed = true
      }
    }
    // Two readers would draft for one mail twice over.
    try await read(by: reader, store, place)
    if failed { throw EndWith(status: .error) }
  }

  /// Tries, half a second apart, to be the one reader; whoever holds the right reads it meanwhile.
  private static let tries = 10

  private func read(by reader: InboundReader, _ store: any Store, _ place: Workplace) async throws {
    for _ in 0..<Self.tries {
      if let lease = try await store.lease() {
        defer { lease.release() }
        _ = try await reader.readAll(at: place.now)
        return
      }
      if try await store.nextUnread(after: nil) == nil { return }
      try await Task.sleep(for: .milliseconds(500))
    }
    place.screen.note("Another process works on this store; it reads what is new.")
  }

  /// Keeps what one file holds.
  private func take(_ file: String, named name: String, _ place: Workplace, _ store: any Store) async throws {
    var count = 0
    let isThere = try await MailFile.eachMessage(file, unlessGone: file != name) { message in
      let outcome = try await store.keep(Arrival(raw: message, uid: nil), at: place.now())
      try show(outcome, of: name, on: place.screen)
      count += 1
    }
    guard isThere else {
      place.screen.note("\(file): is gone meanwhile, and was left out.")
      return
    }
    guard count > 0 else { throw CommandError("\(MailFile.called(file)): is empty. Nothing was taken from it.") }
  }

  private func show(_ outcome: ArrivalOutcome, of file: String, on screen: Screen) throws {
    let isNew = if case .kept = outcome { true } else { false }
    if common.json {
      try screen.json(Line(id: outcome.id.description, new: isNew, file: file))
    } else {
      screen.record([outcome.id.description, isNew ? "new" : "known", file])
    }
  }

  private struct Line: Encodable {
    var v = 1
    let id: String
    let new: Bool
    let file: String
  }
}
