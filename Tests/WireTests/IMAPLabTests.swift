import Foundation
import Steps
import TestKit
import Testing

@testable import Wire

@Suite("Dovecot itself, over TLS", .timeLimit(.minutes(20)))
struct IMAPLabTests {
  static func connect(to lab: Lab) async throws -> IMAPConnection {
    let password = try String(contentsOfFile: lab.passwordFile, encoding: .utf8).trimmingCharacters(in: .newlines)
    return try await IMAPConnection.connect(
      to: Endpoint(url: "imaps://localhost:\(lab.ports.imaps)", caFile: lab.caFile),
      login: Login(user: "support", password: password), steps: StepCounter(), logger: quiet)
  }

  @Test("The profile called Dovecot says what Debian's Dovecot says that it can")
  func capabilities() async throws {
    let lab = try await Lab.start()
    let capabilities = try await Self.connect(to: lab).capabilities
    #expect(capabilities == Set(ScriptedIMAPServer.Profile.dovecot.capabilities.map { $0.uppercased() }))
  }

  @Test("A-22: a large mail comes piece by piece as it lies on the disk, and the small ones around it at once")
  func pieces() async throws {
    let lab = try await Lab.start()
    let large =
      octets("Subject: large\r\n\r\n") + (0..<90_000).flatMap { octets("line \($0) of a large mail, A001 OK\r\n") }
    let small = (1...50).map { numberedMail($0) }
    try lab.deliverInBulk(small + [large], to: "support")
    let connection = try await Self.connect(to: lab)
    _ = try await connection.select("INBOX")
    let listing = try await connection.listing(after: 0)
    let result = await connection.fetchOutcomes(of: listing.map(\.uid).dropLast() + [9999])
    #expect(result.messages.map(\.raw) == small)
    #expect(result.outcomes[9999] == .gone)
    let last = try #require(listing.last)
    var kept: [UInt8] = []
    let outcome = await connection.fetchInPieces(uid: last.uid, size: last.size, limit: 50 << 20) { kept += $0 }
    #expect(outcome == PieceFetch(octets: large.count, end: .whole))
    #expect(kept == large)
    let cut = await connection.fetchInPieces(uid: last.uid, from: 100, size: nil, limit: 5000) { _ in }
    #expect(cut == PieceFetch(octets: 5000, end: .cut))
  }

  @Test("A-13: what went and what changed is told when the mailbox is opened again, and all UIDs when asked for")
  func resync() async throws {
    let lab = try await Lab.start()
    try lab.deliverInBulk((1...9).map { numberedMail($0) }, to: "support")
    let connection = try await Self.connect(to: lab)
    let first = try await connection.select("INBOX")
    let point = try #require(first.resyncPoint)
    #expect(try await connection.select("INBOX", resuming: point).changes == MailboxChanges(vanished: [], changed: [:]))
    for gone in try lab.mails(of: "support").filter({ [numberedMail(3), numberedMail(4)].contains($0.bytes) }) {
      try FileManager.default.removeItem(atPath: gone.file)
    }
    let other = try await Self.connect(to: lab)
    _ = try await other.select("INBOX")
    try await other.markAnswered(uid: 6)
    try await lab.deliver(numberedMail(10), to: "support")
    let changes = try #require(try await connection.select("INBOX", resuming: point).changes)
    #expect(changes.vanished == [3...4])
    #expect(changes.changed[6]?.contains("\\Answered") == true)
    #expect(changes.changed.keys.contains(10))
    #expect(try await connection.uids().ranges == [1...2, 5...10])
    #expect(try await connection.uids(in: 6...7).ranges == [6...7])
    #expect(try await connection.uids(since: CalendarDay(year: 2020, month: 2, day: 29)).count == 8)
    #expect(try await connection.uids(since: CalendarDay(year: 9999, month: 2, day: 28)).isEmpty)
    #expect(try await connection.search(header: "Message-ID", value: "<9@shop.example>", in: "INBOX") == [9])
    #expect(try await connection.search(header: "X-Note", value: "Gr\u{F6}\u{DF}e", in: "INBOX").isEmpty)
  }
}
