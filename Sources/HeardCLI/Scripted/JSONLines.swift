import ArgumentParser
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
    var common = CommonOptions()
    common.config = config
    common.store = nil
    common.json = true
    common.verbose = false
    return try Workplace(common).settingsIfAny()?.support.own ?? OwnAddresses([])
  }
}

/// JSON Lines in and out.
enum JSONLines {
  /// The lines of standard input as objects of one type.
  /// - Throws: the line's number and what is wrong with it.
  static func forEach<T: Decodable>(_ type: T.Type, _ body: (T) throws -> Void) throws {
    let decoder = JSONDecoder()
    var number = 0
    while let line = readLine(strippingNewline: true) {
      number += 1
      if line.allSatisfy(\.isWhitespace) { continue }
      let object: T
      do {
        object = try decoder.decode(type, from: Data(line.utf8))
      } catch let error as DecodingError {
        throw CommandError("standard input, line \(number): \(describe(error))")
      }
      try body(object)
    }
  }

  private static func describe(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "the key \"\(key.stringValue)\" is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong type."
    default: "is not a JSON object."
    }
  }
}

/// A text, or the path of a mail, as `heard claims` and `heard gate` take it.
enum Source {
  case text(String)
  case message(Message)

  init(text: String?, messageFile: String?, id: String) throws(CommandError) {
    if let messageFile {
      self = .message(Message(parsing: try MailFile.bytes(messageFile)))
    } else if let text {
      self = .text(text)
    } else {
      throw CommandError("line \"\(id)\": give a text or a messageFile.")
    }
  }
}
