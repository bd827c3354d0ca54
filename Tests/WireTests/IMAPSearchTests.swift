import TestKit
import Testing

@testable import Wire

@Suite("Finding messages, and all of them", .timeLimit(.minutes(20)))
struct IMAPSearchTests {
  typealias Profile = ScriptedIMAPServer.Profile

  @Test("A-26: a copy is found by its Message-ID or another field, also where the server will not search", arguments: [
    Profile.dovecot, .yahoo, .dovecot.with(.noSearch), .bare.with(.headerSearchRefused("BAD what?")),
  ])
  func byHeader(profile: Profile) async throws {
    let server = try ScriptedIMAPServer(
      profile: profile,
      mailboxes: [
        "Sent": [
          numberedMail(1),
          numberedMail(
            2, header: ["X-Heard-Id: first\r\n second", "x-microsoft-original-message-id: <M2@desk>"]),
          numberedMail(3, header: ["Subject: X-Heard-Id: first second"]), numberedMail(12),
        ]
      ])
    let connection = try await connect(to: server)
    #expect(try await connection.search(headerMessageID: "<2@shop.example>", in: "Sent") == [2])
    #expect(try await connection.search(headerMessageID: "2@SHOP.example", in: "Sent") == [2, 4])
    #expect(try await connection.search(header: "X-Heard-Id", value: "first second", in: "Sent") == [2])
    #expect(
      try await connection.search(header: "X-Microsoft-Original-Message-ID", value: "<m2@desk>", in: "Sent") == [2])
    #expect(try await connection.search(header: "X-Heard-Id", value: "none", in: "Sent").isEmpty)
    #expect(server.problems.isEmpty)
  }

  @Test("A-26: where the server will not search, the newest messages are compared and no others")
  func newestOnly() async throws {
    let mails = (1...IMAPConnection.searchedLocally + 2).map { numberedMail($0) }
    let server = try ScriptedIMAPServer(profile: .yahoo, mailboxes: ["Sent": mails])
    let connection = try await connect(to: server)
    #expect(try await connection.search(headerMessageID: "<2@shop.example>", in: "Sent").isEmpty)
    #expect(try await connection.search(headerMessageID: "<3@shop.example>", in: "Sent") == [3])
    #expect(server.names == ["EXAMINE", "UID SEARCH", "FETCH", "EXAMINE", "UID SEARCH", "FETCH"])
  }

  @Test(
    "A-26: text outside ASCII goes as a literal with its charset; a server without that charset is compared here",
    arguments: [
    Profile.dovecot, .dovecot.with(.noCharsets),
  ])
  func outsideASCII(profile: Profile) async throws {
    let server = try ScriptedIMAPServer(
      profile: profile, mailboxes: ["Sent": [numberedMail(1, header: ["X-Note: Gr\u{F6}\u{DF}e"]), numberedMail(2)]])
    let connection = try await connect(to: server)
    #expect(try await connection.search(header: "X-Note", value: "Gr\u{F6}\u{DF}e", in: "Sent") == [1])
    let command = try #require(server.commands.first { $0.name == "UID SEARCH" })
    #expect(command.text.hasSuffix("UID SEARCH CHARSET UTF-8 HEADER X-Note {7}"))
  }

  @Test("A-26: a field that is no field's name, and a value that cannot be said, are not asked for", arguments: [
    ("", "x"), ("a b", "x"), ("Subject:", "x"), ("X\r\nA9 LOGOUT", "x"), ("S\u{FC}d", "x"), ("(X)", "x"), ("\"", "x"),
    (String(repeating: "a", count: 77), "x"), ("Subject", ""), ("Subject", "a\r\nb"), ("Subject", "\0"),
    ("Subject", "a\u{85}b"),
  ])
  func unsayable(header: String, value: String) async throws {
    let server = try ScriptedIMAPServer(profile: .bare)
    let connection = try await connect(to: server)
    let error = await #expect(throws: WireError.self) {
      _ = try await connection.search(header: header, value: value, in: "INBOX")
    }
    #expect(error == .unsayable(place: "127.0.0.1:\(server.port)", during: .search))
    #expect(server.names.isEmpty)
  }

  @Test("The server's UIDs are the same whether it gives a set, a list, or has to be asked for each", arguments: [
    (Profile.dovecot, ["UID SEARCH"]), (.bare, ["UID SEARCH"]),
    (.dovecot.with(.noSearch), ["UID SEARCH", "UID SEARCH", "UID FETCH"]),
    (.bare.with(.noSearch), ["UID SEARCH", "UID FETCH"]),
  ])
  func allUIDs(profile: Profile, names: [String]) async throws {
    let server = try ScriptedIMAPServer(profile: profile)
    for number in 1...9 { server.deliver(numberedMail(number), on: "0\(number)-Oct-2026") }
    server.expunge([2, 3, 7])
    let connection = try await inbox(of: server)
    #expect(try await connection.uids().ranges == [1...1, 4...6, 8...9])
    #expect(server.names.suffix(names.count) == names[...])
    #expect(try await connection.uids(in: 2...5).ranges == [4...5])
    // The server always answers with its last where a range is open; here it is not.
    #expect(try await connection.uids(in: 10...UInt32.max).isEmpty)
    let day = try #require(CalendarDay(year: 2026, month: 10, day: 5))
    // A server that will not search gives some of the day before as well.
    let isSearched = !profile.quirks.contains(.noSearch)
    #expect(try await connection.uids(since: day).ranges == [isSearched ? 5...6 : 4...6, 8...9])
    #expect(server.problems.isEmpty)
  }

  @Test("An empty mailbox has no UIDs, however it is asked", arguments: [Profile.dovecot, .bare, .bare.with(.noSearch)])
  func noUIDs(profile: Profile) async throws {
    let server = try ScriptedIMAPServer(profile: profile)
    #expect(try await inbox(of: server).uids().isEmpty)
  }

  @Test("A hundred thousand UIDs come whole, in a line of any length, as a set or as a list", arguments: [true, false])
  func manyUIDs(asSet: Bool) async throws {
    let uids = (1...100_000).map { UInt32($0) * 3 }
    let text = uids.map(String.init)
    let (connection, server) = try await IMAPConnectionTests.opened(
      capabilities: asSet ? "ESEARCH" : "", exists: 100_000, [
        .expect(asSet ? "UID SEARCH RETURN (ALL) ALL" : "UID SEARCH ALL"),
        .line(asSet ? "* ESEARCH UID ALL \(text.joined(separator: ","))" : "* SEARCH \(text.joined(separator: " "))"),
        .answer("OK done"),
      ])
    let found = try await connection.uids()
    #expect(found == UIDRanges(uids))
    #expect(found.count == 100_000)
    #expect(server.problems.isEmpty)
  }

  @Test(
    "An answer that cannot be is not believed: more UIDs than messages, none where it says nothing, or no UIDs",
    arguments: [
    "* ESEARCH (TAG \"x\") UID ALL 1:4", "* ESEARCH UID ALL 1:4294967295", "* ESEARCH ALL 1:3", "* OK nothing",
  ])
  func unbelievable(line: String) async throws {
    let (connection, server) = try await IMAPConnectionTests.opened(capabilities: "ESEARCH", [
      .expect("UID SEARCH RETURN (ALL) ALL"), .line(line), .answer("OK done"),
      .expect("UID SEARCH ALL"), .line("* SEARCH 1 2 3 4 5"), .answer("OK done"),
      .expect("UID FETCH 1:4294967295 (UID INTERNALDATE)"), .line("* 1 FETCH (UID 7)"), .line("* 3 FETCH (FLAGS ())"),
      .line("* 2 FETCH (UID 9)"), .answer("OK done"),
    ])
    #expect(try await connection.uids().ranges == [7...7, 9...9])
    #expect(server.problems.isEmpty)
  }

  @Test("Sets of UIDs are what sets are", arguments: 0..<200)
  func ranges(seed: Int) {
    var numbers = SplitMix(seed: UInt64(seed))
    func some() -> Set<UInt32> {
      Set((0..<Int.random(in: 0...40, using: &numbers)).map { _ in UInt32.random(in: 1...60, using: &numbers) })
    }
    let (one, other) = (some(), some())
    let ranges = UIDRanges(one)
    #expect(Array(ranges.each) == one.sorted())
    #expect(ranges.count == one.count)
    #expect((1...61).allSatisfy { ranges.contains($0) == one.contains($0) })
    #expect(ranges.subtracting(UIDRanges(other)) == UIDRanges(one.subtracting(other)))
  }

  @Test("The calendar has the days that it has, and says them as SEARCH wants them")
  func days() {
    #expect(CalendarDay(year: 2026, month: 2, day: 1)?.inSearch == "1-Feb-2026")
    #expect(CalendarDay(year: 2024, month: 2, day: 29)?.start == 1_709_164_800)
    #expect(CalendarDay(year: 812, month: 12, day: 31)?.inSearch == "31-Dec-0812")
    for (year, month, day) in [(2026, 2, 29), (2026, 0, 1), (2026, 13, 1), (0, 1, 1), (2026, 4, 31), (10_000, 1, 1)] {
      #expect(CalendarDay(year: year, month: month, day: day) == nil)
    }
  }
}
