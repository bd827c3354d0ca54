import ArgumentParser
import Desk
import Store
import Worker

struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A mail with its claims marked, and its draft.", discussion: ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A draft (d3), a message (m7) or an approved mail (o2).")
  var id: AnyID

  func run() async throws {
    let place = Workplace(common)
    let settings = try place.settingsIfAny()
    let store = try place.openStore()
    let reader = try place.reader(store, settings)
    var name: String?
    if let settings { name = try? place.agent(settings).firstName }
    let accounts = settings?.supportAccounts ?? []
    var screens = MailScreen(
      screen: place.screen, json: common.json, signer: name, team: accounts.first?.mailbox.name ?? "")
    switch id {
    case .draft(let id):
      guard let desk = try await reader.onDesk(id) else { throw CommandError.missing(id) }
      screens.team = desk.answering(among: accounts)?.name ?? ""
      try screens.show(desk, outbox: try await store.outbox(of: id))
    case .message(let id):
      guard let record = try await store.message(id), let raw = try await store.raw(of: id) else {
        throw CommandError.missing(id)
      }
      let drafts = try await store.drafts(answering: id)
      if let live = drafts.last, let desk = try await reader.onDesk(live.id) {
        try screens.show(desk, outbox: try await store.outbox(of: live.id))
      } else {
        try screens.show(record, raw: raw, claims: try await store.claims(of: id))
      }
    case .outbox(let id):
      guard let record = try await store.outbox(id) else { throw CommandError.missing(id) }
      try screens.show(record)
    }
  }
}

extension CommandError {
  static func missing(_ id: some RecordIdentifier) -> CommandError {
    CommandError("there is no \(id). heard queue --all lists drafts and mails.")
  }
}
