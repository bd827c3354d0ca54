import Desk
import Foundation
import GRDB
import Steps
import Store
import Testing

@testable import SQLiteStore

@Suite("Backup")
struct BackupTests {
  private func backUp(
    _ place: String, to file: String, replacing: Bool = false
  ) async throws(StoreFileError) -> BackupReport {
    try await SQLiteStore.backUp(place, to: file, replacing: replacing, at: 500, steps: StepCounter())
  }

  @Test("A backup is the whole store, readable by its owner only, and nothing is left beside it")
  func whole() async throws {
    let place = try await CheckTests.make()
    let file = place + ".copy"
    let report = try await backUp(place, to: file)
    #expect(report.messages == 2)
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(attributes[.size] as? Int == report.bytes)
    let names = try FileManager.default.contentsOfDirectory(atPath: (place as NSString).deletingLastPathComponent)
    #expect(
      Set(names) == ["heard.db", "heard.db-journal", "heard.db.copy", "heard.db.last-backup"], "\(names)")
    #expect(LastBackup(of: place) == LastBackup(file: file, at: 500))
    let copy = try SQLiteStore(at: file, steps: StepCounter())
    #expect(try await copy.outbox(OutboxID(1))?.state == .queued(attempt: 0))
    #expect(try await copy.cursor(of: Story.inbox)?.uid == 4)
  }

  @Test("A file that is there is replaced only with a yes, and the store itself never")
  func exists() async throws {
    let place = try await CheckTests.make()
    let file = place + ".copy"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
    await #expect(throws: StoreFileError.exists(file: file)) { _ = try await backUp(place, to: file) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == Data("mine".utf8))
    #expect(try await backUp(place, to: file, replacing: true).messages == 2)
    await #expect(throws: StoreFileError.same(file: place)) { _ = try await backUp(place, to: place, replacing: true) }
    #expect(try await SQLiteStore.check(at: place, .full).findings == [])
  }

  @Test("What a killed backup left is used again; one that is being written by another process is not touched")
  func leftover() async throws {
    let place = try await CheckTests.make()
    let file = place + ".copy"
    try Data("half a copy".utf8).write(to: URL(fileURLWithPath: file + ".partial"))
    #expect(try await backUp(place, to: file).messages == 2)
    let other = try PartialFile(for: file, suffix: ".partial")
    await #expect(throws: StoreFileError.inUse(file: file + ".partial")) {
      _ = try await backUp(place, to: file, replacing: true)
    }
    other.discard()
    #expect(access(file + ".partial", F_OK) != 0)
  }

  @Test("A damaged store makes no backup, and does not take the place of a good one")
  func damaged() async throws {
    let place = try await CheckTests.make()
    let file = place + ".copy"
    _ = try await backUp(place, to: file)
    let good = try Data(contentsOf: URL(fileURLWithPath: file))
    try CheckTests.tamper(place, "UPDATE raw SET bytes = CAST('other' AS BLOB) WHERE message = 1")
    let error = await #expect(throws: StoreFileError.self) { _ = try await backUp(place, to: file, replacing: true) }
    #expect(error?.description.contains("m1: its bytes are not those that came") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == good)
    #expect(access(file + ".partial", F_OK) != 0)
  }

  @Test("A folder that is not there is named, and nothing else happens")
  func noFolder() async throws {
    let place = try await CheckTests.make()
    let file = place + ".folder/copy"
    let error = await #expect(throws: StoreFileError.self) { _ = try await backUp(place, to: file) }
    #expect(error?.description.hasPrefix("cannot write \(file).partial: No such file or directory.") == true)
  }

  @Test("A copy in steps that a commit makes begin anew each time is made at once in the end")
  func atOnce() async throws {
    let place = try await CheckTests.make()
    let story = Story(store: try SQLiteStore(at: place, steps: StepCounter()))
    // More than one step's pages.
    for letter in ["c", "d", "e"] { _ = try await story.arrive(String(repeating: letter, count: 3 << 20)) }
    let writer = try DatabaseQueue(path: place)
    let file = place + ".copy"
    #expect(FileManager.default.createFile(atPath: file, contents: nil))
    var commits: Int64 = 0
    let restarts = try await SQLiteStore.copy(place, to: file) {
      commits += 1
      try writer.write { try $0.execute(sql: "UPDATE message SET arrived_at = ? WHERE id = 1", arguments: [commits]) }
    }
    #expect(restarts == SQLiteStore.backupRestarts + 1)
    #expect(try await SQLiteStore.check(at: file, .full).findings == [])
    let kept = try await DatabaseQueue(path: file).read { db in
      try Int64.fetchOne(db, sql: "SELECT arrived_at FROM message")
    }
    #expect(kept == commits, "the newest state, wholly")
  }

  @Test("Backups made while mail comes in and mail goes out are each one state of the store")
  func whileWorking() async throws {
    let place = try await CheckTests.make()
    let store = try SQLiteStore(at: place, steps: StepCounter())
    let worker = Task {
      let story = Story(store: store)
      var uid: UInt32 = 4
      while !Task.isCancelled {
        let mails = (0..<20).map { number in
          uid += 1
          let body = Array(repeating: UInt8(number), count: 2000)
          return Arrival(raw: Array("Subject: \(uid)\r\n\r\n".utf8) + body, uid: uid)
        }
        _ = try await store.keep(
          mails, from: Story.inbox, movingTo: MailboxCursor(uidValidity: 1, uid: uid), at: 100)
        while let unread = try await store.nextUnread(after: nil) {
          try await story.read(unread.id, draft: "Hello \(unread.id),\n")
        }
        if let waiting = try await store.queue().last { _ = try await story.approve(waiting.draft.id) }
      }
      return uid
    }
    var last = 0
    for number in 1...5 {
      // A copy of a store that has grown since the last one.
      while try await store.overview().messages.values.reduce(0, +) < 2 + number * 20 { await Task.yield() }
      let file = "\(place).copy\(number)"
      let report = try await backUp(place, to: file)
      // It was looked over wholly: each mail has its bytes, each approval its mail, and the cursor its mails.
      #expect(report.messages >= max(last, 2 + number * 20))
      last = report.messages
      let copy = try SQLiteStore(at: file, steps: StepCounter())
      let cursor = try #require(try await copy.cursor(of: Story.inbox))
      #expect(Int(cursor.uid) == report.messages + 2, "mail and cursor are of one instant")
    }
    worker.cancel()
    #expect(try await Int(worker.value) >= last)
  }
}
