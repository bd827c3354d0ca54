import Foundation
import GRDB
import TestKit
import Testing

@Suite("Reading again", .serialized)
struct RereadingStories {
  @Test("I2: what earlier rules read is read anew; how it was answered stays, and its story tells of it")
  func reparse() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    let before = try await shop.object("show", "d1").object("answers").list("claims").compactMap { $0["quote"] }
    #expect(!before.isEmpty)
    #expect(try await shop.objects("reparse").isEmpty, "nothing is older than this version")

    // As an earlier version would have left it: one claim, which no rule makes any more.
    try await DatabaseQueue(path: shop.store).write { db in
      try db.execute(sql: "UPDATE message SET reading_version = 0")
      try db.execute(sql: "DELETE FROM claim WHERE ordinal > 0")
      try db.execute(sql: "UPDATE claim SET key = 'of old'")
    }
    let first = try await shop.objects("reparse")
    #expect(first.map { $0["id"] } == ["m1"])
    #expect(first.first?.number("claims") == before.count)
    #expect(first.first?.number("new") == before.count)
    #expect(first.first?.number("gone") == 1)
    #expect(try await shop.object("show", "d1").object("answers").list("claims").compactMap { $0["quote"] } == before)
    #expect(try await shop.heard("why", "d1").outputText.contains("read again"))
    #expect(try await shop.objects("queue").compactMap { $0["id"] } == ["d1"])

    #expect(try await shop.objects("reparse").isEmpty)
    let named = try await shop.objects("reparse", "m1")
    #expect(named.first?.number("new") == 0)
    let missing = try await shop.heard("reparse", "m9")
    #expect(missing.status == 1)
    #expect(missing.errorText.contains("there is no m9"))
  }

  @Test("I2: words of the customer's that our answer repeated stay the customer's when the mail is read anew")
  func repeatedWords() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    let mail = try await shop.object("show", "d1").object("answers")
    let quotes = mail.list("claims").compactMap { $0["quote"] }
    let lines = (mail["text"] ?? "").split(separator: "\n").filter { line in quotes.contains { line.contains($0) } }
    let body = shop.scratch.file("body.txt")
    try Data(("Hello Tom,\n\nyou wrote this:\n" + lines.joined(separator: "\n") + "\nThank you for it.\n").utf8)
      .write(to: URL(fileURLWithPath: body))
    #expect(try await shop.heard("edit", "d1", "--body-file", body).status == 0)
    #expect(try await shop.heard("approve", "d1").status == 0)
    try await shop.round()
    #expect(try await shop.object("show", "o1")["state"] == "sent")
    let again = try await shop.objects("reparse", "m1")
    #expect(again.first?.number("claims") == quotes.count)
    #expect(again.first?.number("gone") == 0)
  }

  @Test("Law 1: an approved mail that has not left goes back to the desk when the mail's new reading answers what it asks")
  func takenBack() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    // As rules that heard nothing would have left it.
    try await DatabaseQueue(path: shop.store).write { db in
      try db.execute(sql: "UPDATE message SET reading_version = 0")
      try db.execute(sql: "DELETE FROM claim")
    }
    let body = shop.scratch.file("body.txt")
    try Data("Hello Tom,\n\nPlease check the delivery tracker.\n".utf8).write(to: URL(fileURLWithPath: body))
    #expect(try await shop.heard("edit", "d1", "--body-file", body).status == 0)
    #expect(try await shop.heard("approve", "d1").status == 0)
    let reparse = try await shop.heard("reparse")
    #expect(reparse.status == 0)
    #expect(reparse.errorText.contains("o1 was approved and has not left"))
    #expect(try await shop.object("show", "o1")["state"] == "withdrawn")
    #expect(try await shop.objects("queue").compactMap { $0["id"] } == ["d2"])
    #expect(try await shop.heard("approve", "d2").status == 3, "the gate refuses it now")
    try await shop.round()
    #expect(try shop.lab.mails(of: "tom").isEmpty)
  }

  @Test("I3: a second mail with the same Message-ID and other words is kept and drafted too, with a warning")
  func twins() async throws {
    let shop = try await Shop()
    try await shop.deliver("login")
    try await shop.round()
    let raw = String(decoding: try Fixtures.mail("login"), as: UTF8.self)
    let forged = raw + "\nPlease answer to me alone.\n"
    try await shop.lab.deliver(Array(forged.utf8), to: "support")
    let round = try await shop.heard("run", "--once")
    #expect(round.errorText.contains("two messages have one Message-ID; both are kept"))
    #expect(try await shop.objects("queue").count == 2)
    #expect(try await shop.heard("why", "m2").outputText.contains("m1 has it with other bytes"))
    // The very same mail once more is the same mail.
    try await shop.lab.deliver(Array(raw.utf8), to: "support")
    try await shop.round()
    #expect(try await shop.objects("queue", "--all").count == 2)
  }
}
