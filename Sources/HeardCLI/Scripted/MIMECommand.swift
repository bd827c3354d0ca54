import ArgumentParser
import Foundation
import MIME

struct MIMECommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mime", abstract: "Read mails and print what is in them, as JSON Lines.",
    discussion: ExitStatus.explanation)

  @OptionGroup var own: OwnOptions

  @Argument(help: "Mail files; - for standard input.")
  var files: [String]

  func run() throws {
    let screen = Screen(environment: ProcessInfo.processInfo.environment)
    let addresses = try own.addresses()
    var isWhole = true
    for file in files {
      do throws(CommandError) {
        let message = Message(parsing: try MailFile.bytes(file))
        do { try screen.json(MIMEObject(message, message.classification(own: addresses))) } catch {
          throw CommandError(any: error)
        }
      } catch {
        screen.note("heard: \(error.message)")
        isWhole = false
      }
    }
    if !isWhole { throw EndWith(status: .error) }
  }
}

private struct MIMEObject: Encodable {
  struct Header: Encodable {
    let name: String
    let value: String
  }
  struct Mailbox: Encodable {
    let name: String
    let address: String

    init(_ address: Address) {
      name = address.name
      self.address = address.address
    }
  }
  struct Leaf: Encodable {
    let path: String
    let type: String
    let charset: String?
    let filename: String?
    let disposition: String?
    let contentID: String?
    let size: Int
    let sha256: String

    enum Keys: String, CodingKey { case path, type, charset, filename, disposition, contentID, size, sha256 }

    // Every key stands in every object, so that a script need not test for it.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(path, forKey: .path)
      try container.encode(type, forKey: .type)
      try container.encode(charset, forKey: .charset)
      try container.encode(filename, forKey: .filename)
      try container.encode(disposition, forKey: .disposition)
      try container.encode(contentID, forKey: .contentID)
      try container.encode(size, forKey: .size)
      try container.encode(sha256, forKey: .sha256)
    }
  }

  let message: Message
  let classification: Classification

  init(_ message: Message, _ classification: Classification) {
    self.message = message
    self.classification = classification
  }

  enum Keys: String, CodingKey {
    case v, headers, from, to, cc, replyTo, subject, date, messageID, inReplyTo, references, text, ownWords, parts
    case mailClass = "class", damage
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(1, forKey: .v)
    try container.encode(message.headers.map { Header(name: $0.name, value: $0.value) }, forKey: .headers)
    try container.encode(message.from.map(Mailbox.init), forKey: .from)
    try container.encode(message.to.map(Mailbox.init), forKey: .to)
    try container.encode(message.cc.map(Mailbox.init), forKey: .cc)
    try container.encode(message.replyTo.map(Mailbox.init), forKey: .replyTo)
    try container.encode(message.subject, forKey: .subject)
    try container.encode(message.date?.rfc3339, forKey: .date)
    try container.encode(message.messageID, forKey: .messageID)
    try container.encode(message.inReplyTo, forKey: .inReplyTo)
    try container.encode(message.references, forKey: .references)
    try container.encode(message.text, forKey: .text)
    try container.encode(message.ownWords, forKey: .ownWords)
    try container.encode(
      message.parts.map { part in
        let digest = message.digest(of: part)
        return Leaf(
          path: part.path, type: part.type, charset: part.charset, filename: part.filename,
          disposition: part.disposition, contentID: part.contentID, size: digest?.size ?? 0,
          sha256: digest?.sha256Text ?? "")
      }, forKey: .parts)
    try container.encode(classification.mailClass.rawValue, forKey: .mailClass)
    try container.encode(message.damage.map(\.kind.rawValue), forKey: .damage)
  }
}
