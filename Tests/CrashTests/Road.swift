import Desk
import Drafting
import EnglishReader
import Foundation
import GRDB
import Steps
import Store
import TestKit

@testable import SQLiteStore
@testable import Worker

/// A folder in memory that goes with its last owner: a kill is no power cut, and thousands of commits need no disk.
final class MemoryFolder: Sendable {
  let path = "/dev/shm/heard-road-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
  }

  /// Another folder with copies of all files of this one, as they lie there now.
  func copied() throws -> MemoryFolder {
    let copy = try MemoryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      try FileManager.default.copyItem(atPath: path + "/" + name, toPath: copy.path + "/" + name)
    }
    return copy
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The road of some mails through one store, which can be walked again from wherever it ended.
final class Road {
  private static let clock: Seconds = 1_800_000_000
  private static let mailbox = MailboxKey(account: "support@shop", mailbox: "INBOX")
  private static let templates = Result { try TemplateLibrary(TemplateLibrary.builtIn, reader: EnglishReader.shared) }

  let store: SQLiteStore
  private let folder: MemoryFolder
  private let mails: [[UInt8]]
  private let reader: InboundReader
  /// What it was about to do last.
  private(set) var stage = ""

  /// Opens the store in `folder`, or makes it there.
  /// - Parameter length: of each mail, in lines more than it takes to be answered.
  init(in folder: MemoryFolder, mails count: Int = 2, length: Int = 0, steps: StepCounter = StepCounter()) throws {
    self.folder = folder
    mails = (1...count).map { number in
      let mail =
        CutTests.tom.replacingOccurrences(of: "<1@", with: "<\(number)@")
        + String(repeating: "It rains.\n", count: length)
      return Array(mail.replacingOccurrences(of: "\n", with: "\r\n").utf8)
    }
    store = try SQLiteStore(at: folder.path + "/heard.db", steps: steps)
    reader = InboundReader(
      store: store, own: Round.support.own, templates: try Self.templates.get(), steps: StepCounter(),
      logger: Round.quiet)
  }

  /// With pages as small as they come (512 bytes), so that nearly every write needs one more.
  static func withSmallPages() async throws -> Road {
    let road = try Road(in: MemoryFolder(), mails: 4, length: 100)
    try await road.store.queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA page_size = 512")
      try db.execute(sql: "VACUUM")
    }
    return road
  }

  /// Lets the file grow by so many pages and no more; nil for without end.
  func limit(_ spare: Int?) async throws {
    try await store.queue.write { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(spare.map { pages + $0 } ?? 1_000_000)")
    }
  }

  func walk() async throws(StoreError) -> Overview {
    stage = "keep"
    for (index, mail) in mails.enumerated() {
      let uid = UInt32(index + 1)
      _ = try await store.keep(
        [Arrival(raw: mail, uid: uid)], from: Self.mailbox, movingTo: MailboxCursor(uidValidity: 7, uid: uid),
        at: Self.clock)
    }
    stage = "read"
    _ = try await reader.readAll { Self.clock }
    stage = "approve"
    if try await store.outbox(OutboxID(1)) == nil {
      _ = try await Approving(reader: reader, accounts: [Round.account]).approve(
        DraftID(1), revision: nil, by: Round.ann, confirmedTarget: nil, at: Self.clock, offsetMinutes: 0)
    }
    for event in [OutboxEvent.taken, .dotReached, .accepted(reply: "250 2.0.0 queued as 1")] {
      stage = "\(event)".prefix { $0.isLetter }.lowercased()
      _ = try await store.advance(OutboxID(1), by: event, at: Self.clock)
    }
    stage = "finish"
    for job in try await store.dueJobs(from: Round.support.address, at: Self.clock) {
      try await store.finish(job, detail: "done", at: Self.clock)
    }
    return try await store.overview()
  }

  func rows() throws -> [StoreRow] { try StoreDump.rows(of: folder.path + "/heard.db") }

  func isSound() async throws -> Bool {
    try await store.queue.read { db in
      try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok"
        && Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
    }
  }
}
