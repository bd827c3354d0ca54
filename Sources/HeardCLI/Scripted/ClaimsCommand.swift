import ArgumentParser
import Claims
import Foundation
import MIME

struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims", abstract: "Read {\"id\",\"text\"} or {\"id\",\"messageFile\"} lines and print the claims.",
    discussion: ExitStatus.explanation)

  @OptionGroup var own: OwnOptions

  func run() throws {
    let screen = Screen(environment: ProcessInfo.processInfo.environment)
    let addresses = try own.addresses()
    try JSONLines.forEach(Line.self) { line in
      let source = try Source(text: line.text, messageFile: line.messageFile, id: line.id)
      try screen.json(Answer(id: line.id, claims: source.claims(own: addresses).map(ClaimObject.init)))
    }
  }

  private struct Line: Decodable {
    let id: String
    let text: String?
    let messageFile: String?
  }

  private struct Answer: Encodable {
    var v = 1
    let id: String
    let claims: [ClaimObject]
  }
}

extension Source {
  /// What it claims; a mail of our own claims nothing.
  func claims(own: OwnAddresses) -> [Claim] {
    switch self {
    case .text(let text): Claim.all(inText: text)
    case .message(let message):
      message.classification(own: own).mailClass == .own ? [] : Claim.all(in: message)
    }
  }
}
