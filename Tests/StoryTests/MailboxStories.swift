import Foundation
import GRDB
import TestKit
import Testing

@Suite("What of a mailbox is taken, and whether all of it is there", .timeLimit(.minutes(20)))
struct MailboxStories {
  /// Puts a mail into the mailbox that came on this day.
  private static func deliver(_ story: String, on day: String, to shop: Shop) throws {
    let before = Set(try names(shop))
    try shop.lab.deliverInBulk([try Fixtures.mail(story)], to: "support")
    let date = try Date("\(day)T12:00:00Z", strategy: .iso8601)
    for name in try names(shop) where !before.contains(name) {
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: folder(shop) + name)
    }
  }

  private static func folder(_ shop: Shop) -> String { shop.lab.mailFolder + "/support/new/" }
  private static func names(_ shop: Shop) throws -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder(shop))) ?? []
  }

  @Test("The first round takes mail from a day on; older mail comes when it is asked for; a day that is none is refused")
  func since() async throws {
    let shop = try await Shop()
    try Self.deliver("login", on: "2026-03-01", to: shop)
    try Self.deliver("tracker-already-checked", on: "2026-06-01", to: shop)

    let wrong = try await shop.heard("run", "--once", "--since", "2026-13-01")
    #expect(wrong.status == 2)
    #expect(wrong.errorText.contains("2026-13-01"))
    let lasting = try await shop.heard("run", "--since", "2026-05-01")
    #expect(lasting.status == 2)
    #expect(lasting.errorText.contains("heard run --once --since"))

    #expect(try await shop.object("run", "--once", "--since", "2026-05-01").number("new") == 1)
    #expect(try await shop.object("run", "--once").number("new") == 0)
    #expect(try await shop.object("run", "--once", "--since", "2026-01-01").number("new") == 1)
    #expect(try await shop.object("run", "--once", "--since", "2026-01-01").number("new") == 0)
  }

  @Test("An audit finds what the store has lost, says so by its exit code, and takes it again")
  func audit() async throws {
    let shop = try await Shop()
    try await shop.deliver("login", "tracker-already-checked")
    try await shop.round()
    let whole = try await shop.heard("audit", "--all")
    #expect(whole.status == 0, "\(whole.errorText)")
    #expect(whole.outputText == "support@localhost\tINBOX\t2\t0\n")

    // A row that a fault of the disk, or of ours, took away.
    try await DatabaseQueue(path: shop.store).write { db in
      try db.execute(sql: "DELETE FROM placement WHERE message = 1")
    }
    let found = try await shop.heard("audit", "--json")
    #expect(found.status == 1)
    let line = try JSONObject(found.outputText)
    #expect(line.number("missing") == 1)
    #expect(line.number("onServer") == 2)
    #expect(try await shop.objects("audit").first?.number("missing") == 0)
    #expect(try await shop.objects("queue").count == 2, "the mail was known by its bytes, and makes no second draft")
  }
}
