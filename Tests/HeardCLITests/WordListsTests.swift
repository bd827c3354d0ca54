import Claims
import Foundation
import Testing

@testable import HeardCLI

@Suite("A shop's own words")
struct WordListsTests {
  /// A folder of its own with settings and, beside them, a lexicon.
  private func place(_ lexicon: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heard-words-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(lexicon.utf8).write(to: folder.appendingPathComponent("lexicon.tsv"))
    return folder.appendingPathComponent("heard.toml").path
  }

  @Test("The lexicon beside the settings is read with ours")
  func added() throws {
    let settings = try place("action\trestart\tgrommet\n")
    defer { try? FileManager.default.removeItem(at: URL(fileURLWithPath: settings).deletingLastPathComponent()) }
    let reader = try WordLists.reader(beside: settings)
    #expect(reader.claims(inText: "I grommeted the router.").map(\.key) == ["restart router"])
    #expect(try WordLists.reader(beside: nil).claims(inText: "I grommeted the router.").isEmpty)
  }

  @Test("A mistake in it is told with file, line and column")
  func mistake() throws {
    let settings = try place("# ours\naction\trestart\n")
    defer { try? FileManager.default.removeItem(at: URL(fileURLWithPath: settings).deletingLastPathComponent()) }
    let error = #expect(throws: CommandError.self) { try WordLists.reader(beside: settings) }
    #expect(error?.message.contains("/lexicon.tsv, line 2, column 15: has no members") ?? false, "\(error?.message ?? "")")
  }
}
