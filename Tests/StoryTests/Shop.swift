import Foundation
import TestKit
import Testing

/// One shop for one story: real servers, a settings file, a store, and `heard` as Ann runs it.
final class Shop {
  let lab: Lab
  let scratch: ScratchFolder

  init(_ change: (inout LabSettings) -> Void = { _ in }) async throws {
    lab = try await Lab.start()
    scratch = try ScratchFolder()
    try lab.writeSettings(to: settings, change)
  }

  var settings: String { scratch.file("heard.toml") }
  var store: String { scratch.file("heard.db") }

  /// Runs `heard` with this shop's settings and store.
  @discardableResult
  func heard(
    _ arguments: String..., environment: [String: String] = [:], input: [UInt8] = []
  ) async throws -> ProcessOutcome {
    try await HeardProcess.run(
      arguments + ["--config", settings, "--store", store], environment: environment, input: input)
  }

  /// Runs `heard` with `--json`, expects exit code 0, and reads its lines.
  func objects(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws -> [JSONObject] {
    let outcome = try await HeardProcess.run(arguments + ["--json", "--config", settings, "--store", store])
    #expect(outcome.status == 0, "\(outcome.errorText)", sourceLocation: sourceLocation)
    return try outcome.outputText.split(separator: "\n").map { line in
      try JSONObject(String(line))
    }
  }

  func object(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws -> JSONObject {
    let outcome = try await HeardProcess.run(arguments + ["--json", "--config", settings, "--store", store])
    #expect(outcome.status == 0, "\(outcome.errorText)", sourceLocation: sourceLocation)
    return try JSONObject(outcome.outputText)
  }

  /// Delivers fixture mails to the support mailbox.
  func deliver(_ stories: String...) async throws {
    for story in stories { try await lab.deliver(try Fixtures.mail(story), to: "support") }
  }

  /// One round of the worker, which must go well.
  func round(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let outcome = try await heard("run", "--once")
    #expect(outcome.status == 0, "\(outcome.errorText)", sourceLocation: sourceLocation)
  }
}

/// One JSON object of `heard`'s.
struct JSONObject {
  let values: [String: Any]

  init(_ text: String) throws {
    values = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(values["v"] as? Int == 1)
  }

  private init(values: [String: Any]) { self.values = values }

  subscript(_ key: String) -> String? { values[key] as? String }
  func number(_ key: String) -> Int? { values[key] as? Int }
  func list(_ key: String) -> [JSONObject] {
    (values[key] as? [[String: Any]] ?? []).map { JSONObject(values: $0) }
  }
  func object(_ key: String) -> JSONObject { JSONObject(values: values[key] as? [String: Any] ?? [:]) }
}

/// What a customer's mailbox received, without the lines that servers put on top.
struct ReceivedMail {
  let headers: [String: String]
  let body: String

  init(_ mail: LabMail) {
    let text = mail.text.replacingOccurrences(of: "\r\n", with: "\n")
    let pieces = text.components(separatedBy: "\n\n")
    var headers: [String: String] = [:]
    let unfolded = (pieces.first ?? "").replacingOccurrences(of: "\n ", with: " ")
      .replacingOccurrences(of: "\n\t", with: " ")
    for line in unfolded.components(separatedBy: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = line[..<colon].lowercased()
      headers[name] = headers[name] ?? line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    self.headers = headers
    body = pieces.dropFirst().joined(separator: "\n\n")
  }
}
