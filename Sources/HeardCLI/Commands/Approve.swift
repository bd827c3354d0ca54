import ArgumentParser
import Desk
import Gate
import Store
import Worker

struct Approve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say yes to drafts, and sign them with your first name.",
    discussion: """
      A draft that asks for what the customer has already answered is refused (exit code 3), with both sentences and \
      what to write instead. Where the ask is right all the same, --anyway says why; the word is kept with the approval, and \
      the case for heard lexicon suggest. The worker sends what is approved.

      """ + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The drafts: d3 d4.")
  var ids: [DraftID]

  @Option(help: "The revision you read; a newer one is not approved.")
  var revision: Int?

  @Option(help: "Agree to this address, where answers would go to another domain than the mail came from.")
  var to: String?

  @Option(help: "Approve against the gate's objections, and why; it is kept with the approval.")
  var anyway: String?

  func validate() throws {
    if ids.count > 1, revision != nil || to != nil || anyway != nil {
      throw ValidationError("--revision, --to and --anyway speak of one draft; approve it alone.")
    }
    if let anyway, !anyway.contains(where: { !$0.isWhitespace }) {
      throw ValidationError("--anyway needs a reason: heard approve d3 --anyway \"the cable is another one now\"")
    }
  }

  func run() async throws {
    let place = Workplace(common)
    let settings = try place.settings()
    let agent = try place.agent(settings)
    let store = try place.openStore()
    let approving = Approving(reader: try place.reader(store, settings), accounts: settings.supportAccounts)
    var worst = ExitStatus.ok
    for id in ids {
      let outcome = try await approving.approve(
        id, revision: revision, by: agent, confirmedTarget: to, anyway: anyway, at: place.now(), offsetMinutes: place.offsetMinutes)
      do throws(CommandError) {
        try show(outcome, of: id, by: agent, on: place.screen)
        if case .approved(let outbox, _, let against) = outcome {
          await place.tellIfHeld(outbox, in: store)
          if let anyway, !against.isEmpty {
            try OverrideCases(besideStore: place.storePlace).add(
              against, draft: id.description, reason: anyway, by: agent.firstName, at: Moment.stamp(place.now()))
          }
        }
      } catch {
        // One refused draft does not keep the others from their yes.
        place.screen.note("heard: \(error.message)")
        if worst != .refusedByGate { worst = error.status }
      }
    }
    if worst != .ok { throw EndWith(status: worst) }
  }

  private func show(
    _ outcome: ApprovingOutcome, of id: DraftID, by agent: Agent, on screen: Screen
  ) throws(CommandError) {
    switch outcome {
    case .approved(let outbox, let target, let against):
      try print(
        Line(draft: id.description, approved: true, outbox: outbox.description, objections: against.map(ObjectionObject.init)),
        on: screen)
      if !common.json {
        let gate = against.isEmpty ? "" : ", against \(against.count) objection\(against.count == 1 ? "" : "s") of the gate"
        screen.line("\(id) approved as \(outbox), to \(target), signed \(agent.firstName)\(gate)")
      }
    case .refusedByGate(let objections):
      try print(
        Line(
          draft: id.description, approved: false, outbox: nil, objections: objections.map(ObjectionObject.init)),
        on: screen)
      if !common.json {
        screen.line("\(id)", .bold)
        GateScreen(screen: screen).show(objections)
      }
      throw CommandError("\(id) was refused by the gate. Take the ask out: heard edit \(id). If it is right all the same: "
          + "heard approve \(id) --anyway REASON", .refusedByGate)
    case .targetDiffers(let from, let to):
      throw CommandError(
        "\(id): the mail came from \(from), but answers would go to \(to), another domain. "
          + "If that is right: heard approve \(id) --to \(to)")
    case .noTarget:
      throw CommandError("\(id): the mail names no address to answer to. Nothing was approved.")
    case .noAccount:
      throw CommandError("\(id): the settings name no account to answer from. Nothing was approved.")
    case .unusableTarget(let address):
      throw CommandError("\(id): \(address) cannot be sent to by SMTP. Answer another way, then heard reject \(id).")
    case .unseenRevision(let revision, let author):
      throw CommandError(
        "\(author) wrote revision \(revision) of \(id). Read it (heard show \(id)), then: "
          + "heard approve \(id) --revision \(revision)")
    case .saysIForAnother(let doer):
      throw CommandError(
        "\(id) says \"I\" for \(doer), who did it. Let \(doer) approve it, or name them: "
          + "heard edit \(id) --done TEXT --by \(doer)")
    case .cannotCompose(let error): throw CommandError("\(id): \(error)")
    case .store(.alreadyApproved(let name)): throw CommandError("\(id) was approved already, by \(name).")
    case .store(.overtaken(let newest)):
      throw CommandError("\(id) was edited meanwhile: revision \(newest). Read it first: heard show \(id)")
    case .store(.newerMail(let message)):
      throw CommandError(
        "\(id) does not know of \(message), which the customer wrote since. Read it (heard show \(message)), "
          + "then heard edit \(id); heard queue shows whether there is a newer draft.")
    case .store(.unreadMail):
      throw CommandError(
        "mail has come that is not read yet, perhaps from the customer of \(id). Try again in a moment, or, "
          + "where no worker runs: heard run --once", .tryLater)
    case .store(.notProposed(let state, let note)): throw CommandError.notProposed(id, state, note)
    case .store(.missing), .store(.approved): throw CommandError.missing(id)
    }
  }

  private func print(_ line: Line, on screen: Screen) throws(CommandError) {
    guard common.json else { return }
    do { try screen.json(line) } catch { throw CommandError(any: error) }
  }

  private struct Line: Encodable {
    var v = 1
    let draft: String
    let approved: Bool
    let outbox: String?
    let objections: [ObjectionObject]
  }
}

struct Reject: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say no to a draft, and why.", discussion: ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The draft: d3.")
  var id: DraftID

  @Option(help: "Why; it is kept with the draft.")
  var why: String

  func run() async throws {
    let place = Workplace(common)
    let settings = try place.settings()
    let agent = try place.agent(settings)
    let store = try place.openStore()
    switch try await store.reject(id, by: agent, why: why, at: place.now()) {
    case .rejected:
      if common.json {
        try place.screen.json(Line(draft: id.description))
      } else {
        place.screen.line("\(id) rejected")
      }
    case .notProposed(let state, let note): throw CommandError.notProposed(id, state, note)
    case .missing: throw CommandError.missing(id)
    }
  }

  private struct Line: Encodable {
    var v = 1
    let draft: String
    var state = "rejected"
  }
}
