import Foundation
import TestKit
import Testing

@Suite("Backup, damage and restore", .serialized)
struct BackupStories {
  @Test("A backup is made while the worker runs and mail comes in, and it is sound")
  func whileWorking() async throws {
    let shop = try await Shop()
    let worker = try HeardProcess.start(["run", "--verbose", "--config", shop.settings, "--store", shop.store])
    try await shop.deliver("tracker-already-checked")
    #expect(await worker.warns("message read"))
    let lab = shop.lab
    let customers = Task {
      for number in 1... {
        if Task.isCancelled { break }
        try await lab.deliver(Self.mail(number), to: "support")
      }
    }
    for number in 1...3 {
      let file = shop.scratch.file("backup-\(number).db")
      let made = try await shop.heard("backup", file)
      #expect(made.status == 0, "\(made.errorText)")
      #expect(made.outputText.contains("looked over and sound"))
      #expect(try await shop.heard("check", "--full", file).status == 0)
    }
    customers.cancel()
    _ = await customers.result
    worker.terminate()
    #expect(await worker.outcome().ending == .exited(0))

    let again = try await shop.heard("backup", shop.scratch.file("backup-1.db"))
    #expect(again.status == 1)
    #expect(again.errorText.contains("exists. Name another file, or replace it with --force"))
    #expect(try await shop.heard("backup", "--force", shop.scratch.file("backup-1.db")).status == 0)
    let doctor = try await shop.heard("doctor")
    #expect(doctor.outputText.contains("rollback journal (truncate), every commit on disk"))
    #expect(doctor.outputText.contains("the WAL-reset bug of versions before 3.51.3 cannot happen"))
    #expect(doctor.outputText.contains("ago: \(shop.scratch.file("backup-1.db"))"))
  }

  @Test("The store is destroyed: the worker stops, the backup comes back, and nobody gets a second answer")
  func disaster() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    #expect(try await shop.heard("approve", "d1").status == 0)
    let backup = shop.scratch.file("heard-backup.db")
    #expect(try await shop.heard("backup", backup).status == 0)

    // After the backup: Tom's answer leaves, Rita writes twice and gets hers.
    try await shop.round()
    for number in 1...2 { try await shop.lab.deliver(Self.mail(number), to: "support") }
    try await shop.round()
    #expect(try await shop.heard("approve", "d2", "d3").status == 0)
    try await shop.round()
    #expect(try await shop.lab.mails(of: "tom", atLeast: 1).count == 1)
    #expect(try await shop.lab.mails(of: "rita", atLeast: 2).count == 2)
    // Of one of hers the flag is lost that says that it was answered.
    try Self.unflag(try #require(try shop.lab.mails(of: "support").first { $0.text.contains("<order-2@") }))

    try Self.destroy(shop.store)
    let damaged = try Data(contentsOf: URL(fileURLWithPath: shop.store))
    let check = try await shop.heard("check")
    #expect(check.status == 1)
    #expect(check.outputText.contains("file: "))
    #expect(check.errorText.contains("put the last backup in its place: heard restore \(backup)"))
    let stopped = try await shop.heard("run", "--once")
    #expect(stopped.status == 1)
    #expect(stopped.errorText.contains("nothing was fetched or sent"))
    #expect(stopped.errorText.contains("heard restore \(backup)"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: shop.store)) == damaged, "the file is kept as it is")

    let restored = try await shop.object("restore", backup)
    #expect(restored.values["held"] as? [String] == ["o1"])
    let aside = try #require(restored["keptAside"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: aside)) == damaged)
    #expect(try await shop.heard("check", "--full").status == 0)

    // The worker goes on: Rita's mails are fetched again, the unflagged one is drafted once, and nothing leaves by itself.
    try await shop.round()
    try await shop.round()
    #expect(try await shop.objects("outbox").map { $0["state"] } == ["uncertain"])
    let queue = try await shop.objects("queue")
    #expect(queue.map { $0["subject"] } == ["Order 2"])
    let draft = try #require(queue.first?["id"])
    let approved = try await shop.heard("approve", draft)
    #expect(approved.status == 0)
    #expect(approved.errorText.contains("is held: the store was restored from a backup after"), "\(approved.errorText)")
    try await shop.round()
    #expect(try shop.lab.mails(of: "tom").count == 1)
    #expect(try shop.lab.mails(of: "rita").count == 2)

    // Ann looks in Sent, and says so.
    let held = try await shop.objects("outbox").compactMap { $0["outbox"] }
    try #require(held.count == 2)
    #expect(try await shop.heard("outbox", "resolve", "o1", "--sent").outputText == "o1 sent\n")
    #expect(try await shop.heard("outbox", "resolve", held[1], "--drop").status == 0)
    try await shop.round()
    #expect(try await shop.objects("outbox").isEmpty)
    #expect(try shop.lab.mails(of: "tom").count + shop.lab.mails(of: "rita").count == 3)
    #expect(try shop.lab.mails(of: "support", in: "Sent").count == 3, "no second copy is filed either")
    let why = try await shop.heard("why", "m1").outputText
    #expect(why.contains("in which this mail was queued; it may have left since"))
  }

  @Test("Nothing is restored under a running worker: exit code 75")
  func underWorker() async throws {
    let shop = try await Shop()
    let worker = try HeardProcess.start(["run", "--verbose", "--config", shop.settings, "--store", shop.store])
    try await shop.deliver("tracker-already-checked")
    #expect(await worker.warns("message read"))
    let backup = shop.scratch.file("backup.db")
    #expect(try await shop.heard("backup", backup).status == 0)
    let refused = try await shop.heard("restore", backup)
    #expect(refused.status == 75)
    #expect(refused.errorText.contains("a worker holds this store. Stop it"))
    worker.terminate()
    #expect(await worker.outcome().ending == .exited(0))
    #expect(try await shop.heard("restore", backup).status == 0)
  }

  @Test("Killed at each step of a restore: either store stands there whole, and the restore can be done again")
  func killedInRestore() async throws {
    let shop = try await Shop()
    #expect(try await shop.heard("ingest", Fixtures.path(of: "tracker-already-checked")).status == 0)
    let backup = shop.scratch.file("backup.db")
    #expect(try await shop.heard("backup", backup).status == 0)
    for step in ["restore.settle", "restore.aside", "restore.moved"] {
      let killed = try await shop.heard("restore", backup, environment: ["HEARD_ABORT_AT": step])
      #expect(killed.ending == .signalled(SIGKILL))
      #expect(try await shop.heard("check", "--full").status == 0, "\(step)")
      #expect(try await shop.heard("restore", backup).status == 0, "\(step)")
      #expect(try await shop.heard("check", "--full").status == 0, "\(step)")
    }
    for step in ["backup.copied", "backup.settle"] {
      let killed = try await shop.heard("backup", "--force", backup, environment: ["HEARD_ABORT_AT": step])
      #expect(killed.ending == .signalled(SIGKILL))
      #expect(try await shop.heard("check", "--full", backup).status == 0, "the old backup is whole")
    }
    #expect(try await shop.heard("backup", "--force", backup).status == 0)
  }

  @Test("Killed in the midst of a commit: the hot journal is rolled back at the next start")
  func hotJournal() async throws {
    let shop = try await Shop()
    #expect(try await shop.heard("ingest", Fixtures.path(of: "tracker-already-checked")).status == 0)
    let size = try Self.size(of: shop.store)
    // Larger than SQLite's cache, so that its pages are in the file before the commit.
    let large = shop.scratch.file("large.eml")
    try Data("Subject: large\r\n\r\n".utf8 + Data(repeating: UInt8(ascii: "x"), count: 4 << 20))
      .write(to: URL(fileURLWithPath: large))
    let killed = try await shop.heard("ingest", large, environment: ["HEARD_ABORT_AT": "store.commit"])
    #expect(killed.ending == .signalled(SIGKILL))
    let journal = try Data(contentsOf: URL(fileURLWithPath: shop.store + "-journal"))
    #expect(journal.prefix(8) == Data([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]), "the journal is hot")
    #expect(try Self.size(of: shop.store) > size + 1 << 20, "half the commit is in the file")

    #expect(try await shop.object("status").object("messages").number("read") == 1)
    #expect(try Self.size(of: shop.store) == size, "it was rolled back")
    #expect((try? Self.size(of: shop.store + "-journal")) ?? 0 == 0)
    #expect(try await shop.heard("check", "--full").status == 0)
    #expect(try await shop.heard("ingest", large).outputText.hasPrefix("m2\tnew\t"))
  }

  @Test("A store that was emptied is not begun anew: the worker says so and names the way back")
  func emptied() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    let backup = shop.scratch.file("it's a backup.db")
    #expect(try await shop.heard("backup", backup).status == 0)
    #expect(truncate(shop.store, 0) == 0)
    let stopped = try await shop.heard("run", "--once")
    #expect(stopped.status == 1)
    #expect(stopped.errorText.contains("is empty or gone, though a worker has used it"))
    let way = try await shop.heard("check").errorText
    #expect(way.contains("heard restore '\(shop.scratch.path)/it'\\''s a backup.db'"))
    #expect(try await shop.heard("restore", backup).status == 0)
    try await shop.round()
    #expect(try await shop.object("status").object("messages").number("read") == 1)
  }

  private static func mail(_ number: Int) -> [UInt8] {
    Array(
      """
      From: Rita <rita@customers.example>
      To: support@shop.example
      Subject: Order \(number)
      Message-ID: <order-\(number)@customers.example>

      My order \(number) has not arrived. I checked the tracker twice.

      """.utf8)
  }

  private static func unflag(_ mail: LabMail) throws {
    #expect(mail.flags.contains(.answered))
    let end = try #require(mail.file.range(of: ":2,")).upperBound
    let name = mail.file[..<end] + mail.file[end...].filter { $0 != LabMail.Flag.answered.rawValue }
    try FileManager.default.moveItem(atPath: mail.file, toPath: String(name))
  }

  /// As a failing disk leaves it: its second half is gone, and pages of the rest are not what was written.
  private static func destroy(_ place: String) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: place))
    bytes = bytes.prefix(bytes.count / 2)
    for page in 1..<bytes.count / 4096 { for index in 0..<16 { bytes[page * 4096 + index] ^= 0xA5 } }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: place))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: bytes)
    try file.close()
  }

  private static func size(of path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }
}
