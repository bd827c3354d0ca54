import ArgumentParser
import Desk
import Store

struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "Approved mail on its way.", subcommands: [List.self, Resolve.self],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What is not sent yet, and what needs a person.", discussion: ExitStatus.explanation)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Also what was sent or withdrawn.")
    var all = false

    func run() async throws {
      let place = Workplace(common)
      let store = try place.openStore()
      let states: Set<OutboxState.Name> =
        all ? Set(OutboxState.Name.allCases) : [.queued, .sending, .dotPending, .deferred, .failed, .uncertain]
      let records = try await store.outbox(in: states)
      if common.json {
        for record in records { try place.screen.json(OutboxObject(record)) }
        return
      }
      var table = Table(["ID", "STATE", "DRAFT", "TO", "APPROVED BY", "WHAT IS KNOWN"])
      for record in records {
        table.add([
          record.id.description, record.state.name.rawValue, record.draft.description, record.envelopeTo,
          record.approvedBy.firstName, record.state.explanation,
        ])
      }
      table.show(on: place.screen)
      if records.isEmpty { place.screen.note("Nothing is on its way.") }
    }
  }

  struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decide on a mail of which only a person can know whether it arrived.",
      discussion: """
        Look first: in the customer's answers, in the Sent mailbox, in the server's log. --again may give the \
        customer a second copy. --drop takes back what has not left yet, or what the server will not take.

        """ + ExitStatus.explanation)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The mail: o2.")
    var id: OutboxID

    @Flag(help: "It arrived.")
    var sent = false

    @Flag(help: "Send it again.")
    var again = false

    @Flag(help: "Do not send it.")
    var drop = false

    func validate() throws {
      if [sent, again, drop].count(where: { $0 }) != 1 {
        throw ValidationError("say one of --sent (it arrived), --again (send it again) and --drop (do not send it).")
      }
    }

    /// What a person may decide, by ``Desk/decide(_:_:at:)``.
    private static func choices(in state: OutboxState.Name) -> String {
      switch state {
      case .queued, .deferred: "it has not left; --drop takes it back"
      case .sending, .dotPending: "a worker is sending it; if none runs: heard run --once"
      case .failed, .uncertain: "--sent, --again or --drop"
      case .sent, .withdrawn: "there is nothing left to decide"
      }
    }

    func run() async throws {
      let place = Workplace(common)
      let agent = try place.agent(try place.settings())
      let store = try place.openStore()
      let event: OutboxEvent =
        if sent {
          .personSaysSent(by: agent.firstName)
        } else if again {
          .personSaysAgain(by: agent.firstName)
        } else {
          .personGivesUp(by: agent.firstName)
        }
      switch try await store.advance(id, by: event, at: place.now()) {
      case .moved(let state):
        if common.json {
          if let record = try await store.outbox(id) { try place.screen.json(OutboxObject(record)) }
        } else {
          // A mail that was taken back names the draft that waits in its place.
          var told = ""
          if case .withdrawn = state, let draft = try await store.outbox(id)?.draft,
            let note = try await store.draft(draft)?.note
          {
            told = " (\(note))"
          }
          place.screen.line("\(id) \(state.name.rawValue)\(told)")
        }
      case .refused(let state):
        throw CommandError("\(id) is \(state.name.rawValue): \(Self.choices(in: state.name)). Nothing was changed.")
      case .missing: throw CommandError("there is no \(id). heard outbox lists what is on its way.")
      }
    }
  }
}
