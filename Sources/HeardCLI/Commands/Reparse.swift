import ArgumentParser
import Desk
import Store
import Worker

struct Reparse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read kept mails anew, by the rules of this version.",
    discussion: """
      Their claims are replaced; how they were classed, threaded and answered stays. The gate asks the new claims, also \
      of drafts that wait; an approved mail that has not left and asks for what they answer goes back to the desk. Without MESSAGE: all mails that an earlier version's rules have read. May be done at any \
      time, and again.

      """ + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Messages (m7), whichever rules have read them.")
  var messages: [StoredMessageID] = []

  func run() async throws {
    let place = Workplace(common)
    let store = try place.openStore()
    let reader = try place.reader(store, try place.settingsIfAny())
    for id in messages where try await store.message(id) == nil { throw CommandError.missing(id) }
    var table = Table(["MESSAGE", "CLAIMS", "NEW", "GONE"])
    var count = 0
    let takenBack = try await reader.readAgain(messages.isEmpty ? nil : messages, at: place.now) { id, change in
      count += 1
      if common.json {
        try? place.screen.json(Line(id: "\(id)", claims: change.claims, new: change.new, gone: change.gone))
      } else if change.new + change.gone > 0 {
        table.add(["\(id)", "\(change.claims)", "\(change.new)", "\(change.gone)"])
      }
    }
    if !common.json {
      table.show(on: place.screen)
      place.screen.note("\(count) messages read anew")
    }
    for mail in takenBack {
      place.screen.note("\(mail) was approved and has not left; it asks for what they have answered, and is back on the desk.")
    }
  }

  private struct Line: Encodable {
    var v = 1
    let id: String
    let claims: Int
    let new: Int
    let gone: Int
  }
}
