import ArgumentParser
import EnglishModel
import Foundation
import Language

struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Read English text and print its sentences' grammar, as CoNLL-U or as trees.",
    discussion: ExitStatus.explanation)

  @Flag(help: "The input is CoNLL-U: its words are taken as they are, and their grammar is filled in.")
  var conllu = false

  @Flag(help: "Draw each sentence as a tree, for a person.")
  var tree = false

  @Option(help: ArgumentHelp("Another model file.", valueName: "path"))
  var model: String?

  @Argument(help: "A file; without it, or with -, standard input.")
  var file: String = "-"

  func run() throws {
    let screen = Screen(environment: ProcessInfo.processInfo.environment)
    let model = try loaded()
    let text = try input()
    let sentences: [CoNLLUSentence]
    if conllu {
      do {
        sentences = try CoNLLUSentence.all(in: text).map(model.parsed)
      } catch {
        throw CommandError("\(place), \(error).")
      }
    } else {
      sentences = model.sentences(in: text).enumerated().map { number, sentence in
        var conllu = sentence.conllu
        conllu.comments = [" sent_id = \(number + 1)", " text = \(sentence.line)"]
        if let kind = sentence.kind.word { conllu.comments.append(" kind = \(kind)") }
        return conllu
      }
    }
    for sentence in sentences {
      if tree {
        for line in TreeDrawing.lines(sentence) { screen.line(line) }
        screen.line()
      } else {
        screen.data(sentence.conllu)
      }
    }
  }

  private var place: String { file == "-" ? "standard input" : file }

  private func loaded() throws(CommandError) -> LanguageModel {
    do {
      return try EnglishModel.load(from: model.map { URL(fileURLWithPath: $0) })
    } catch {
      throw CommandError("\(error)")
    }
  }

  private func input() throws(CommandError) -> String {
    let data: Data
    if file == "-" {
      data = FileHandle.standardInput.readDataToEndOfFile()
    } else {
      do {
        data = try Data(contentsOf: URL(fileURLWithPath: file))
      } catch {
        throw CommandError("\(file) cannot be read: \(error.localizedDescription)")
      }
    }
    // What is no UTF-8 becomes U+FFFD, and is read on.
    return String(decoding: data, as: UTF8.self)
  }
}

extension Sentence.Kind {
  /// nil for what is parsed.
  fileprivate var word: String? {
    switch self {
    case .parsed: nil
    case .table: "table"
    case .machine: "machine"
    case .foreign(let language): "foreign \(language)"
    }
  }
}

extension Sentence {
  /// As written, in one line.
  var line: String {
    tokens.enumerated().map { at, token in at > 0 && token.hasSpaceBefore ? " " + token.form : token.form }.joined()
  }
}
