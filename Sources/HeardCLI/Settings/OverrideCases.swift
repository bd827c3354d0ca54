import Claims
import Desk
import Foundation
import Gate
import Store

/// Objections of the gate that an agent overrode, one JSON object a line, beside the store: what a shop's lexicon can learn from.
///
/// The file holds customers' words, so that only its owner may read it.
struct OverrideCases {
  let path: String

  init(besideStore store: String) {
    path = URL(fileURLWithPath: store).deletingLastPathComponent().appendingPathComponent("cases.jsonl").path
  }

  struct Case: Codable {
    var v = 1
    let at: String
    let draft: String
    let message: String
    let ask: String
    let claim: String
    let askRule: String
    let claimRule: String
    let reason: String
    let by: String
  }

  /// - Throws: ``CommandError`` where the file cannot be written; the approval stands all the same.
  func add(_ objections: [Objection], draft: String, reason: String, by agent: String, at moment: String) throws(CommandError) {
    var text = Data()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      for objection in objections {
        let line = Case(
          at: moment, draft: draft, message: StoredMessageID(objection.answer.message).description, ask: objection.ask.quote,
          claim: objection.answer.claim.quote, askRule: objection.ask.rule, claimRule: objection.answer.claim.rule, reason: reason,
          by: agent)
        text += try encoder.encode(line) + Data([0x0A])
      }
      if !FileManager.default.fileExists(atPath: path) {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
          throw CocoaError(.fileWriteNoPermission)
        }
      }
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: text)
      try handle.synchronize()
    } catch {
      throw CommandError("\(path) cannot be written: \(error.localizedDescription). The approval stands; its case is not kept.")
    }
  }

  /// All cases, oldest first; none where the file is not there.
  /// - Throws: ``CommandError`` that names file and line where one cannot be read.
  func all() throws(CommandError) -> [Case] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let text: Data
    do { text = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw CommandError("\(path) cannot be read: \(error.localizedDescription)")
    }
    var cases: [Case] = []
    for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
      do { cases.append(try JSONDecoder().decode(Case.self, from: Data(line))) } catch {
        throw CommandError("\(path), line \(number + 1): no case of an override. Mend or remove the line.")
      }
    }
    return cases
  }
}
