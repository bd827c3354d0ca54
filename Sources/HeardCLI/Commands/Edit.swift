import ArgumentParser
import Desk
import Drafting
import Foundation
import Gate
import Store
import Worker

struct Edit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Correct a draft: in $VISUAL or $EDITOR, from a file, or by saying what was done.",
    discussion: ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The draft: d3.")
  var id: DraftID

  @Option(help: ArgumentHelp("Take the text from a file; - for standard input.", valueName: "path"))
  var bodyFile: String?

  @Option(
    help: "Write the draft anew, saying what was done: \"moved the upgrade to the right blog\", or a whole sentence.")
  var done: String?

  @Option(help: "First name of who did it; without it, you.")
  var by: String?

  @Option(help: "Write the draft anew from this template.")
  var template: String?

  func validate() throws {
    if bodyFile != nil, done != nil || template != nil {
      throw ValidationError("--body-file takes the whole text; --done and --template write it anew. Use one of them.")
    }
    if by != nil, done == nil { throw ValidationError("--by says who did it; say what with --done.") }
  }

  func run() async throws {
    let place = Workplace(common)
    let settings = try place.settings()
    let agent = try place.agent(settings)
    let store = try place.openStore()
    let reader = try place.reader(store, settings)
    let editing = Editing(reader: reader)
    guard let seen = try await reader.onDesk(id) else { throw CommandError.missing(id) }
    guard seen.record.state == .proposed else {
      throw CommandError.notProposed(id, seen.record.state, seen.record.note)
    }
    if done != nil || template != nil {
      let outcome = try await editing.sayDone(
        seen, done: done, by: by, template: template, agent: agent, at: place.now())
      try show(outcome, on: place.screen)
    } else if let bodyFile {
      let text = try Self.read(bodyFile)
      try show(try await editing.replace(seen, with: text, by: agent, at: place.now()), on: place.screen)
    } else {
      let editor = TextEditor(place: place, draft: id)
      let text = try editor.edit(seen.record.newest.draft.text)
      do {
        try show(try await editing.replace(seen, with: text, by: agent, at: place.now()), on: place.screen)
      } catch {
        let told = CommandError(any: error)
        throw CommandError("\(told.message)\n\(editor.whereKept)", told.status)
      }
      editor.done()
    }
  }

  private static func read(_ path: String) throws(CommandError) -> String {
    guard let text = String(validating: try MailFile.bytes(path), as: UTF8.self) else {
      throw CommandError("\(path): is not UTF-8 text. Save it as UTF-8; nothing was changed.")
    }
    return text
  }

  private func show(_ outcome: EditingOutcome, on screen: Screen) throws {
    switch outcome {
    case .revised(let number, let verdict):
      if common.json {
        try screen.json(
          Line(draft: id.description, revision: number, objections: verdict.objections.map(ObjectionObject.init)))
      } else {
        screen.line("\(id) revision \(number)")
      }
      if !verdict.objections.isEmpty {
        screen.note("The gate will refuse it: it asks for what they have already answered. heard show \(id)")
      }
    case .unchanged: screen.note("\(id) is unchanged.")
    case .empty:
      throw CommandError("the text is empty. Nothing was changed; to say no to a draft: heard reject \(id) --why TEXT")
    case .holdsControls:
      throw CommandError(
        "the text holds control characters, which no mail may carry. Take them out; nothing was changed.")
    case .cannotDraft(let error): throw CommandError("\(error)")
    case .store(.overtaken(let newest)):
      throw CommandError("\(id) was edited meanwhile: revision \(newest). Look at it, and edit that: heard show \(id)")
    case .store(.notProposed(let state, let note)): throw CommandError.notProposed(id, state, note)
    case .store(.missing), .store(.revised(_)): throw CommandError.missing(id)
    }
  }

  private struct Line: Encodable {
    var v = 1
    let draft: String
    let revision: Int
    let objections: [ObjectionObject]
  }
}

extension CommandError {
  static func notProposed(_ id: DraftID, _ state: DraftState, _ note: String?) -> CommandError {
    let why = note.map { " (\($0))" } ?? ""
    return switch state {
    case .approved: CommandError("\(id) is approved already\(why). heard why \(id) says by whom.")
    case .superseded: CommandError("\(id) was superseded\(why). heard queue has what waits.")
    case .rejected: CommandError("\(id) was rejected\(why). Nothing was changed.")
    case .proposed: CommandError("\(id) still waits\(why). Nothing was changed.")
    }
  }
}
