import ArgumentParser
import Desk
import Drafting
import MIME
import Store

struct Queue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Drafts that wait for a person, longest waiting first.", discussion: ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Also the mails that made no draft: automatic replies, bounces, lists.")
  var all = false

  func run() async throws {
    let place = Workplace(common)
    let store = try place.openStore()
    let now = place.now()
    let lines = try await store.queue()
    let undrafted = try await store.undrafted()
    if common.json {
      for line in lines { try place.screen.json(QueueObject(line, at: now)) }
      if all { for message in undrafted { try place.screen.json(UndraftedObject(message)) } }
      return
    }
    var table = Table(["ID", "STATE", "WAITS", "FROM", "SUBJECT", "TEMPLATE", "GATE"])
    for line in lines {
      table.add([
        line.draft.id.description, line.draft.kind == .thanks ? "thanks" : "proposed",
        Moment.age(line.waitingSince, at: now), line.message.from?.address ?? "unknown", line.message.subject,
        line.draft.newest.draft.template ?? "none", Self.gate(line.draft.newest.objections),
      ])
    }
    if all {
      for message in undrafted {
        table.add([
          message.id.description, message.classification?.mailClass.rawValue ?? message.state.rawValue,
          Moment.age(message.arrivedAt, at: now), message.from?.address ?? "unknown", message.subject, "none", "",
        ])
      }
    }
    table.show(on: place.screen)
    if lines.isEmpty { place.screen.note("Nobody waits for an answer.") }
    if !all, !undrafted.isEmpty {
      place.screen.note("\(undrafted.count) more made no draft (automatic, answered elsewhere, or without a sender): heard queue --all")
    }
  }

  static func gate(_ objections: Int) -> String {
    objections == 0 ? "clear" : "\(objections) objection\(objections == 1 ? "" : "s")"
  }
}

extension QueueLine {
  /// A reply waits since its mail arrived, a thanks since it was drafted.
  var waitingSince: Seconds { draft.kind == .reply ? message.arrivedAt : draft.newest.madeAt }
}

struct QueueObject: Encodable {
  var v = 1
  let id: String
  let kind: String
  let state: String
  let message: String
  let conversation: String
  let from: String
  let subject: String
  let template: String?
  let revision: Int
  let objections: Int
  let waitingSeconds: Int64

  init(_ line: QueueLine, at now: Seconds) {
    id = line.draft.id.description
    kind = line.draft.kind.rawValue
    state = line.draft.state.rawValue
    message = line.message.id.description
    conversation = line.draft.conversation.description
    from = line.message.from?.address ?? ""
    subject = line.message.subject
    template = line.draft.newest.draft.template
    revision = line.draft.newest.number
    objections = line.draft.newest.objections
    waitingSeconds = max(0, now - line.waitingSince)
  }
}

struct UndraftedObject: Encodable {
  var v = 1
  let message: String
  let `class`: String?
  let reason: String?
  let conversation: String?
  let from: String
  let subject: String

  init(_ record: MessageRecord) {
    message = record.id.description
    `class` = record.classification?.mailClass.rawValue
    reason = record.classification?.reason
    conversation = record.conversation?.description
    from = record.from?.address ?? ""
    subject = record.subject
  }
}
