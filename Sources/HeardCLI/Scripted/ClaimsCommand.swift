import ArgumentParser
import Claims
import Foundation
import MIME

struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims", abstract: "Read {\"id\",\"text\"} or {\"id\",\"messageFile\"} lines and print the claims.",
    discussion: "A line that is wrong is told of and left out.\n\n" + ExitStatus.explanation)

  @OptionGroup var own: OwnOptions

  func run() throws {
    let screen = Screen(environment: ProcessInfo.processInfo.environment)
    let addresses = try own.addresses()
    let reader = try own.reader()
    try JSONLines.forEach(Line.self, on: screen) { line in
      let source = try Source(text: line.text, key: "text", messageFile: line.messageFile)
      try screen.json(Answer(id: line.id, claims: source.claims(own: addresses, reader: reader).map(ClaimObject.init)))
    }
  }

  private struct Line: Decodable {
    let id: ScriptID
    let text: String?
    let messageFile: String?
  }

  private struct Answer: Encodable {
    var v = 1
    let id: ScriptID
    let claims: [ClaimObject]
  }
}

extension Source {
  /// What it claims; a mail of our own claims nothing.
  func claims(own: OwnAddresses, reader: ClaimReader) -> [Claim] {
    switch self {
    case .text(let text): reader.claims(inText: text)
    case .message(let message):
      message.classification(own: own).mailClass == .own ? [] : reader.claims(in: message)
    }
  }
}
