import Foundation
import TestKit
import Testing

@Suite("Against the gate", .serialized)
struct OverrideStories {
  @Test("An agent says why an ask is right all the same: it leaves, its story tells so, and the lexicon can learn from it")
  func anyway() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    let body = shop.scratch.file("body.txt")
    try Data("Hello Tom,\n\nPlease look at the tracking page.\n".utf8).write(to: URL(fileURLWithPath: body))
    #expect(try await shop.heard("edit", "d1", "--body-file", body).status == 0)

    let refused = try await shop.heard("approve", "d1")
    #expect(refused.status == 3)
    #expect(refused.errorText.contains("heard approve d1 --anyway REASON"))
    #expect(refused.outputText.contains("instead  Thank you for"), "\(refused.outputText)")
    #expect(try await shop.heard("approve", "d1", "--anyway", " ").status == 2, "a reason is needed")

    let why = "he looked at the carrier's tracker, and means ours"
    let approved = try await shop.heard("approve", "d1", "--anyway", why)
    #expect(approved.status == 0)
    #expect(approved.outputText.contains("against 1 objection of the gate"), "\(approved.outputText)")
    #expect(try await shop.heard("why", "d1").outputText.contains("against 1 objection of the gate (\(why))"))
    // A new reading does not take back what a person decided against the gate.
    #expect(try await shop.heard("reparse", "m1").status == 0)
    try await shop.round()
    #expect(try await shop.object("show", "o1")["state"] == "sent")

    let cases = URL(fileURLWithPath: shop.store).deletingLastPathComponent().appendingPathComponent("cases.jsonl").path
    let mode = try FileManager.default.attributesOfItem(atPath: cases)[.posixPermissions] as? Int
    #expect(mode == 0o600, "it holds his words")
    let suggested = try await shop.heard("lexicon", "suggest")
    #expect(suggested.status == 0)
    #expect(suggested.outputText.contains("# d1: \(why)"), "\(suggested.outputText) \(suggested.errorText)")
    #expect(suggested.outputText.contains("ring\ttracking page\ttracking page"), "\(suggested.outputText)")
  }
}
