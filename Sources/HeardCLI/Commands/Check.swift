import ArgumentParser
import Foundation
import Logging
import SQLiteStore
import Store

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look the store over for damage.",
    discussion: """
      Quickly: the pages of the file. With --full: indexes and references as well, that each mail is as it came, and \
      that each approval is of its text. A worker's commits wait meanwhile; heard backup looks as closely at its copy.

      """ + ExitStatus.explanation)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Look at everything.")
  var full = false

  @Argument(help: "A backup to look over instead of the store.")
  var file: String?

  func run() async throws {
    let place = Workplace(common)
    if file == nil { try place.requireStore() }
    let path = file ?? place.storePlace
    let check: StoreCheck
    do throws(StoreError) {
      check = try await SQLiteStore.check(at: path, full ? .full : .quick)
    } catch { throw CommandError(error) }
    if common.json {
      try place.screen.json(
        Line(
          file: path, sound: check.findings.isEmpty, messages: check.messages,
          findings: check.findings.map { .init(subject: $0.subject, problem: $0.problem) }))
    } else if check.findings.isEmpty {
      place.screen.line("\(path): sound, \(check.messages ?? 0) messages\(depth(check))")
    } else {
      for finding in check.findings { place.screen.line("\(finding)", .red) }
    }
    guard check.findings.isEmpty else {
      let way =
        file == nil
        ? "Stop the worker, keep the file, and put the last backup in its place: \(place.restoreCommand)"
        : "Do not restore it."
      throw CommandError("\(path) is damaged. \(way)")
    }
  }

  private func depth(_ check: StoreCheck) -> String {
    if !full { return " (looked over quickly; --full looks at everything)" }
    return check.isOlder ? " (of an earlier version of Heard: its file alone was looked over)" : ""
  }

  private struct Line: Encodable {
    struct Finding: Encodable {
      let subject: String
      let problem: String
    }
    var v = 1
    let file: String
    let sound: Bool
    let messages: Int?
    let findings: [Finding]
  }
}

extension Workplace {
  /// Below the 10 s that a command waits for the store, so that none fails because a worker starts.
  private static let startCheckLimit: Duration = .seconds(5)

  /// Ends a worker before it begins where its store is damaged: it would fetch into it, and send out of it.
  func refuseDamagedStore() async throws(CommandError) {
    // A file that is not there, or is empty, is made or refused when it is opened.
    let attributes = try? FileManager.default.attributesOfItem(atPath: storePlace)
    guard let size = attributes?[.size] as? Int, size > 0 else { return }
    let check: StoreCheck
    do throws(StoreError) {
      check = try await SQLiteStore.check(at: storePlace, .quick, within: Self.startCheckLimit)
    } catch { throw CommandError(error) }
    if !check.isFinished {
      logger.notice(
        "the store is large and was looked over in part; heard backup looks at all of it",
        metadata: ["seconds": "\(Self.startCheckLimit.components.seconds)"])
    }
    guard let first = check.findings.first else { return }
    throw CommandError(
      "the store \(storePlace) is damaged (\(first)); nothing was fetched or sent. Keep the file, and put the last "
        + "backup in its place: \(restoreCommand)")
  }

  /// Refuses where there is nothing to look at or to copy.
  func requireStore() throws(CommandError) {
    guard FileManager.default.fileExists(atPath: storePlace) else {
      throw CommandError(
        "there is no store at \(storePlace). Run: heard run --once, name another with --store, or put a backup there: "
          + restoreCommand)
    }
  }

  /// What a person types to get the last backup back.
  var restoreCommand: String {
    "heard restore " + (newestBackup.map { Self.quoted($0.file) } ?? "FILE")
  }

  /// When the store was last backed up, and to where.
  var lastBackup: String {
    guard let backup = newestBackup else { return "no backup is known: heard backup FILE" }
    return "last backup \(Moment.age(backup.at, at: now())) ago: \(backup.file)"
  }

  private var newestBackup: LastBackup? { LastBackup(of: storePlace) }

  /// A path that a shell takes as one word.
  private static func quoted(_ path: String) -> String {
    path.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
      ? path : "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
