import ArgumentParser
import Claims
import Foundation
import Gate

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Read {\"id\",\"message\" or \"messageFile\",\"reply\"} lines and print the gate's objections.",
    discussion: "An empty list is a pass. A line that is wrong is told of and left out.\n\n" + ExitStatus.explanation)

  @OptionGroup var own: OwnOptions

  func run() throws {
    let screen = Screen(environment: ProcessInfo.processInfo.environment)
    let addresses = try own.addresses()
    let reader = try own.reader()
    try JSONLines.forEach(Line.self, on: screen) { line in
      let source = try Source(text: line.message, key: "message", messageFile: line.messageFile)
      let comparison = Gate.compare(
        line.reply, with: Ledger(claims: source.claims(own: addresses, reader: reader)), reader: reader)
      try screen.json(
        Answer(id: line.id, objections: comparison.objections.map(Pair.init), warnings: comparison.warnings.map(Pair.init)))
    }
  }

  private struct Line: Decodable {
    let id: ScriptID
    let message: String?
    let messageFile: String?
    let reply: String
  }

  private struct Pair: Encodable {
    let ask: String
    let claim: String
    let instead: String

    init(_ objection: Objection) {
      ask = objection.ask.quote
      claim = objection.answer.claim.quote
      instead = objection.acknowledgement
    }
  }

  private struct Answer: Encodable {
    var v = 1
    let id: ScriptID
    let objections: [Pair]
    let warnings: [Pair]
  }
}
