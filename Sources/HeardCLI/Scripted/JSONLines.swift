import ArgumentParser
import Claims
import Foundation
import MIME
import Worker

/// Which addresses are ours, for the scripted commands.
struct OwnOptions: ParsableArguments {
  @Option(name: .customLong("own"), help: ArgumentHelp("An address of ours; repeatable.", valueName: "address"))
  var own: [String] = []

  @Option(help: ArgumentHelp("The settings file that names our addresses, where --own is not given.", valueName: "path"))
  var config: String?

  /// Those of the command line, else those of the settings, if any.
  func addresses() throws(CommandError) -> OwnAddresses {
    if !own.isEmpty { return OwnAddresses(own) }
    return try workplace.settingsIfAny()?.own ?? OwnAddresses([])
  }

  /// Reads claims and asks, with the shop's own words if a lexicon lies beside the settings.
  func reader() throws(CommandError) -> ClaimReader { try WordLists.reader(beside: workplace.settingsPlace) }

  private var workplace: Workplace {
    var common = CommonOptions()
    common.config = config
    common.store = nil
    common.json = true
    common.verbose = false
    return Workplace(common)
  }
}

/// JSON Lines in and out.
enum JSONLines {
  /// The lines of standard input as objects of one type. One that is wrong is told of with its number, and the next
  /// one is taken.
  /// - Throws: at the end, where a line was wrong.
  static func forEach<T: Decodable>(_ type: T.Type, on screen: Screen, _ body: (T) throws -> Void) throws {
    let decoder = JSONDecoder()
    var number = 0
    var isWhole = true
    while let line = readLine(strippingNewline: true) {
      number += 1
      if line.allSatisfy(\.isWhitespace) { continue }
      do {
        try body(try decoder.decode(type, from: Data(line.utf8)))
      } catch {
        isWhole = false
        let reason = (error as? DecodingError).map(describe) ?? CommandError(any: error).message
        screen.note("heard: standard input, line \(number): \(reason)")
      }
    }
    guard isWhole else { throw EndWith(status: .error) }
  }

  static func describe(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "the key \"\(key.stringValue)\" is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "is not a JSON object."
        : "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong type."
    @unknown default: "is not a JSON object."
    }
  }
}

/// What a script calls a line: a text or a whole number, given back as it came.
enum ScriptID: Codable, Equatable {
  case text(String)
  case number(Int64)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    }
  }
}

/// A text, or the path of a mail, as `heard claims` and `heard gate` take it.
enum Source {
  case text(String)
  case message(Message)

  /// - Parameter key: what the line calls the text: `text`, `message`.
  init(text: String?, key: String, messageFile: String?) throws(CommandError) {
    switch (text, messageFile) {
    case (nil, let file?): self = .message(Message(parsing: try MailFile.bytes(file)))
    case (let text?, nil): self = .text(text)
    case (nil, nil): throw CommandError("give \"\(key)\" or \"messageFile\".")
    case (_?, _?): throw CommandError("give \"\(key)\" or \"messageFile\", not both.")
    }
  }
}
