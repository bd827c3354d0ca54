import ArgumentParser
import Claims
import Desk
import Drafting
import Gate
import MIME
import Store
import Worker

struct Why: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Everything that was decided about a mail, and on what grounds.", discussion: ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A draft (d3), a message (m7) or an approved mail (o2).")
  var id: AnyID

  func run() async throws {
    let place = Workplace(common)
    let store = try place.openStore()
    let reader = try place.reader(store, try place.settingsIfAny())
    let id = try await messageID(store)
    guard let record = try await store.message(id) else { throw CommandError.missing(id) }
    let claims = try await store.claims(of: id)
    let drafts = try await store.drafts(answering: id)
    let occurrences = try await store.occurrences(about: id)
    var desks: [DraftOnDesk] = []
    for draft in drafts { if let desk = try await reader.onDesk(draft.id) { desks.append(desk) } }
    if common.json {
      try place.screen.json(WhyObject(record, claims, desks, occurrences))
      return
    }
    show(record, claims, on: place.screen)
    for desk in desks { show(desk, on: place.screen) }
    place.screen.line("What happened", .bold)
    for occurrence in occurrences {
      place.screen.line("  \(Moment.stamp(occurrence.at))  \(occurrence.what)  \(occurrence.detail)")
    }
  }

  private func messageID(_ store: any Store) async throws -> StoredMessageID {
    switch id {
    case .message(let id): return id
    case .draft(let id):
      guard let draft = try await store.draft(id) else { throw CommandError.missing(id) }
      return draft.answers
    case .outbox(let id):
      guard let record = try await store.outbox(id), let draft = try await store.draft(record.draft) else {
        throw CommandError.missing(id)
      }
      return draft.answers
    }
  }

  private func show(_ record: MessageRecord, _ claims: [Claim], on screen: Screen) {
    screen.line("\(record.id)  \(record.subject)", .bold)
    screen.line("  arrived  \(Moment.stamp(record.arrivedAt))")
    screen.line("  class    \(record.classification.map { "\($0.mailClass.rawValue): \($0.reason)" } ?? "not read yet")")
    let cited = record.citedID.map { " <\($0)>" } ?? ""
    screen.line(
      "  thread   \(record.conversation?.description ?? "none"): \(record.evidence?.explanation ?? "not read yet")\(cited)")
    if !record.damage.isEmpty { screen.line("  damage   \(record.damageWords.joined(separator: "; "))") }
    for claim in claims {
      screen.line(
        "  claim    \(claim.kind.rawValue) \(claim.key)  \"\(claim.quote)\"  "
          + "(\(claim.source.rawValue) \(claim.span.lowerBound)..<\(claim.span.upperBound), rule \(claim.rule)\(claim.around))")
    }
  }

  private func show(_ desk: DraftOnDesk, on screen: Screen) {
    let record = desk.record
    screen.line(
      "\(record.id)  \(record.state.rawValue), revision \(record.newest.number), "
        + "template \(record.newest.draft.template ?? "none")", .bold)
    screen.line("  sha256   \(record.newest.hash)")
    if let note = record.note { screen.line("  note     \(note)") }
    screen.line("  bound to \(record.newest.newestInbound), the newest mail when it was written")
    guard record.state == .proposed else {
      // What the customer said later is no objection to what was written before.
      screen.line("  gate     \(record.newest.objections == 0 ? "clear" : "objected") when it was written")
      return
    }
    if desk.verdict.objections.isEmpty { screen.line("  gate     clear") }
    for objection in desk.verdict.objections {
      screen.line(
        "  gate     \"\(objection.ask.quote)\" (\(objection.ask.rule)) is answered by "
          + "\"\(objection.answer.claim.quote)\" (\(StoredMessageID(objection.answer.message)))")
      screen.line("           instead: \(objection.acknowledgement)")
    }
  }

  private struct WhyObject: Encodable {
    struct Event: Encodable {
      let at: String
      let what: String
      let detail: String
    }
    struct DraftLine: Encodable {
      let draft: String
      let state: String
      let revision: Int
      let template: String?
      let objections: [ObjectionObject]
    }
    var v = 1
    let message: String
    let `class`: String?
    let reason: String?
    let conversation: String?
    let evidence: String?
    let cited: String?
    let claims: [ClaimObject]
    let drafts: [DraftLine]
    let events: [Event]

    init(_ record: MessageRecord, _ claims: [Claim], _ desks: [DraftOnDesk], _ occurrences: [Occurrence]) {
      message = record.id.description
      `class` = record.classification?.mailClass.rawValue
      reason = record.classification?.reason
      conversation = record.conversation?.description
      evidence = record.evidence?.rawValue
      cited = record.citedID
      self.claims = claims.map(ClaimObject.init)
      drafts = desks.map {
        DraftLine(
          draft: $0.record.id.description, state: $0.record.state.rawValue, revision: $0.record.newest.number,
          template: $0.record.newest.draft.template, objections: $0.record.state == .proposed ? $0.verdict.objections.map(ObjectionObject.init) : [])
      }
      events = occurrences.map { Event(at: Moment.stamp($0.at), what: $0.what, detail: $0.detail) }
    }
  }
}
