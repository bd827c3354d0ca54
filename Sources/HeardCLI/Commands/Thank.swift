import ArgumentParser
import Desk
import Drafting
import Worker

struct Thank: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draft a thanks for each person who raised a resolved topic; once each.",
    discussion: "The drafts wait in the queue as others do: nothing leaves without a person's yes.\n\n"
      + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Flag(name: .long, help: "Show the drafts; change nothing.")
  var dryRun = false

  @Flag(help: "Put the drafts before the team.")
  var queue = false

  func validate() throws {
    if dryRun == queue { throw ValidationError("say either --dry-run (show) or --queue (put before the team).") }
  }

  func run() async throws {
    let place = Workplace(common)
    let store = try place.openStore()
    let round = ThanksRound(store: store, reader: try place.reader(store, try place.settingsIfAny()))
    let proposals = try await round.run(queue: queue, at: place.now())
    for proposal in proposals {
      if common.json {
        try place.screen.json(
          Line(
            draft: proposal.id?.description, topic: proposal.voice.topic.description,
            message: proposal.voice.message.description, to: proposal.voice.address, text: proposal.draft.text))
      } else if let id = proposal.id {
        place.screen.record([id.description, proposal.voice.topic.description, proposal.voice.address])
      } else {
        place.screen.line("\(proposal.voice.topic), to \(proposal.voice.address)", .bold)
        place.screen.block(proposal.draft.text)
        place.screen.line()
      }
    }
    if proposals.isEmpty { place.screen.note("Nobody is left to thank.") }
  }

  private struct Line: Encodable {
    var v = 1
    let draft: String?
    let topic: String
    let message: String
    let to: String
    let text: String
  }
}
