import ArgumentParser
import Desk
import Foundation
import MIME
import Store
import Worker

struct Ingest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take mail in from files: .eml, mbox, a Maildir folder, or - for standard input.",
    discussion: ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Files or Maildir folders; - for standard input.")
  var files: [String]

  func run() async throws {
    let place = Workplace(common)
    let settings = try place.settingsIfAny()
    let store = try place.openStore(making: true)
    let reader = try place.reader(store, settings)
    var failed = false
    for file in files {
      do {
        for message in try MailFile.messages(of: file) {
          let outcome = try await store.keep(Arrival(raw: message, uid: nil), at: place.now())
          try show(outcome, of: file, on: place.screen)
        }
      } catch let error as CommandError {
        // One bad file does not keep the others out.
        place.screen.note("heard: \(error.message)")
        failed = true
      }
    }
    _ = try await reader.readAll(at: place.now)
    if failed { throw EndWith(status: .error) }
  }

  private func show(_ outcome: ArrivalOutcome, of file: String, on screen: Screen) throws {
    let isNew = if case .kept = outcome { true } else { false }
    if common.json {
      try screen.json(Line(id: outcome.id.description, new: isNew, file: file))
    } else {
      screen.record([outcome.id.description, isNew ? "new" : "known", file])
    }
  }

  private struct Line: Encodable {
    var v = 1
    let id: String
    let new: Bool
    let file: String
  }
}

/// Messages out of files.
enum MailFile {
  /// Every message of a file (.eml or mbox), of a Maildir folder, or of standard input (`-`).
  static func messages(of path: String) throws(CommandError) -> [[UInt8]] {
    if path == "-" {
      return try split(Array(FileHandle.standardInput.readDataToEndOfFile()), name: "standard input")
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandError("\(path): there is no such file. Nothing was taken from it.")
    }
    guard isFolder.boolValue else { return try split(try bytes(path), name: path) }
    var messages: [[UInt8]] = []
    for folder in ["cur", "new"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
      for name in names.sorted() where !name.hasPrefix(".") {
        messages.append(try bytes("\(path)/\(folder)/\(name)"))
      }
    }
    guard !messages.isEmpty else {
      throw CommandError("\(path): no messages in cur/ or new/. Is it a Maildir folder?")
    }
    return messages
  }

  static func bytes(_ path: String) throws(CommandError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path): cannot be read. Check its rights; nothing was taken from it.")
    }
    return Array(data)
  }

  private static func split(_ bytes: [UInt8], name: String) throws(CommandError) -> [[UInt8]] {
    guard !bytes.isEmpty else { throw CommandError("\(name): is empty. Nothing was taken from it.") }
    guard bytes.starts(with: Array("From ".utf8)) else { return [bytes] }
    return Mbox.messages(in: bytes).map { Mbox.unquoted(Array(bytes[$0])) }
  }
}
