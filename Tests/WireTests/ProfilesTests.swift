import TestKit
import Testing

@testable import Wire

@Suite("Providers as they are known", .timeLimit(.minutes(20)))
struct ProfilesTests {
  typealias Profile = ScriptedIMAPServer.Profile

  @Test(
    "A-12: every provider, and a server that offers nothing, gives all mail exactly",
    arguments: Profile.providers + [.bare])
  func exact(profile: Profile) async throws {
    let mails = (1...250).map { numberedMail($0) } + [IMAPCodecTests.hostileMail, patternless(5000, seed: 12)]
    let server = try ScriptedIMAPServer(profile: profile, mailboxes: ["INBOX": mails])
    let connection = try await inbox(of: server)
    let listing = try await connection.listing(after: 0)
    let result = await connection.fetchOutcomes(of: listing.map(\.uid))
    #expect(result.failure == nil && result.outstanding.isEmpty)
    #expect(result.messages.map(\.raw) == mails)
    let uids = try await connection.uids()
    #expect(Array(uids.each) == listing.map(\.uid))
    #expect(server.messages().allSatisfy { $0.flags.isEmpty })
    #expect(server.commands.allSatisfy { $0.longestLine <= 1000 })
    #expect(server.problems.isEmpty)
  }

  @Test("A-12: what a server says that it can before the login counts no more after it")
  func capabilitiesAsked() async throws {
    var profile = Profile.bare
    profile.greetingCapabilities += ["IDLE", "LITERAL+", "QRESYNC", "ENABLE", "SPECIAL-USE"]
    let server = try ScriptedIMAPServer(profile: profile)
    let connection = try await connect(to: server)
    #expect(await connection.capabilities == ["IMAP4REV1"])
    _ = try await connection.append(numberedMail(1), to: "INBOX", flags: [])
    #expect(try await connection.sentMailbox() == nil)
    #expect(server.names == ["APPEND", "LIST"])
    #expect(server.commands.allSatisfy { !$0.text.contains("SPECIAL-USE") })
    #expect(server.problems.isEmpty)
  }

  @Test("A-17: each provider's mailbox for sent mail is found, by its use or by its name", arguments: [
    (Profile.gmail, "[Gmail]/Sent Mail"), (.exchange, "Sent Items"), (.yahoo, "Sent"), (.iCloud, "Sent Messages"),
    (.protonBridge, "Sent"), (.cyrus, "INBOX.Sent"), (.dovecot, "Sent"), (.bare, nil),
  ] as [(Profile, String?)])
  func sent(profile: Profile, name: String?) async throws {
    let server = try ScriptedIMAPServer(profile: profile)
    #expect(try await connect(to: server).sentMailbox() == name)
    #expect(server.problems.isEmpty)
  }

  @Test("A-17: a server that takes special uses for no command is asked without", arguments: [
    Profile.protonBridge, .dovecot.with(.badToSpecialUseList),
  ])
  func badToSpecialUse(profile: Profile) async throws {
    let server = try ScriptedIMAPServer(profile: profile)
    #expect(try await connect(to: server).sentMailbox() == "Sent")
    #expect(server.names.filter { $0 == "LIST" }.count == 2)
  }

  @Test("A-25: under two labels of Gmail's, one message has one number; other servers have none")
  func gmailNumbers() async throws {
    let server = try ScriptedIMAPServer(
      profile: .gmail,
      mailboxes: [
        "INBOX": [1, 2].map { numberedMail($0) }, "[Gmail]/All Mail": [3, 2, 1].map { numberedMail($0) },
      ])
    let connection = try await inbox(of: server)
    let inbox = try await connection.listing(after: 0).compactMap(\.gmailID)
    _ = try await connection.select("[Gmail]/All Mail")
    let all = try await connection.listing(after: 0).compactMap(\.gmailID)
    #expect(Set(all).count == 3)
    #expect(inbox == [all[2], all[1]])
    let other = try ScriptedIMAPServer(mailboxes: ["INBOX": [numberedMail(1)]])
    let elsewhere = try await connect(to: other)
    _ = try await elsewhere.select("INBOX")
    let listing = try await elsewhere.listing(after: 0)
    #expect(listing.map(\.gmailID) == [nil])
    #expect(!other.commands.contains { $0.text.contains("X-GM") })
  }

  @Test(
    "A-16: a provider that files sent mail itself is told from one that does not by looking",
    arguments: Profile.providers)
  func filesSent(profile: Profile) async throws {
    let server = try ScriptedIMAPServer(profile: profile)
    let files = server.accept(numberedMail(5))
    let connection = try await connect(to: server)
    let sent = try #require(try await connection.sentMailbox())
    #expect(try await connection.search(headerMessageID: "<5@shop.example>", in: sent).isEmpty == !files)
  }
}
