import ArgumentParser
import Foundation
import SQLiteStore
import Store

struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the store to a file, while the worker works.",
    discussion: """
      The copy is one state of the store, looked over wholly, and on the disk when the command ends. It holds all mail \
      and all drafts: keep it where nobody else reads it. To put it back: heard restore FILE

      """ + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Argument(help: "The file to make.")
  var file: String

  @Flag(help: "Replace a file of that name.")
  var force = false

  func run() async throws {
    let place = Workplace(common)
    try place.requireStore()
    let report: BackupReport
    do throws(StoreFileError) {
      report = try await SQLiteStore.backUp(
        place.storePlace, to: file, replacing: force, at: place.now(), steps: Workplace.steps)
    } catch { throw CommandError(error) }
    if common.json {
      try place.screen.json(Line(file: file, bytes: report.bytes, messages: report.messages))
    } else {
      place.screen.line("\(file): \(report.messages) messages, \(report.bytes) bytes, looked over and sound")
    }
  }

  private struct Line: Encodable {
    var v = 1
    let file: String
    let bytes: Int
    let messages: Int
  }
}

extension CommandError {
  init(_ error: StoreFileError) {
    self.init(error.description, error.isTemporary ? .tryLater : .error)
  }
}
