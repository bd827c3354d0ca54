import Foundation
import TestKit
import Testing

@testable import Wire

@Suite("What others chose the words of", .timeLimit(.minutes(60)))
struct IMAPInjectionTests {
  /// Pieces that end a line, a quote, a literal or a command, and letters of several alphabets.
  static let pieces = [
    "\r\n", "\r", "\n", "\0", "\"", "\\", "{3}", "{3+}", "{0}\r\n", "(", ")", "[", "]", "%", "*", "&", "&-", "-", "/",
    ".", " ", "a", "INBOX", "A9 DELETE INBOX", "A1 LOGOUT", "\u{F6}", "\u{DF}", "\u{1F4EC}", "\u{2028}", "\u{85}",
    "\u{7F}", "\t", "~", "+", ",", "\u{FEFF}", "\u{202E}", "DONE", "* BYE", "<x@shop.example>",
    String(repeating: "long", count: 120),
  ]

  static func hostile(_ numbers: inout SplitMix) -> String {
    (0..<Int.random(in: 1...6, using: &numbers))
      .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &numbers)] }.joined()
  }

  @Test("D-2: whatever stands in a mailbox name, Message-ID or flag, the server sees one command, and the same name")
  func oneCommandEach() async throws {
    let cases = propertyCases(6000)
    var numbers = SplitMix(seed: 2)
    var said = 0
    for profile in [ScriptedIMAPServer.Profile.bare, .dovecot, .gmail] {
      // A new server now and then, so that its log stays short.
      for _ in 0..<max(cases / 3000, 1) {
        let server = try ScriptedIMAPServer(profile: profile, mailboxes: ["Full": [numberedMail(1)]])
        let connection = try await connect(to: server)
        for _ in 0..<min(cases / 3, 1000) {
          let before = server.commands.count
          let text = Self.hostile(&numbers)
          let kind = Int.random(in: 0..<4, using: &numbers)
          let expected = await Self.say(text, kind, over: connection)
          let commands = Array(server.commands[before...])
          #expect(commands.map(\.name) == expected.map(\.name), "\(text.debugDescription)")
          for (command, wanted) in zip(commands, expected) where command.arguments.isEmpty == false {
            #expect(wanted.matches(command), "\(text.debugDescription) as \(command.text)")
            #expect(command.longestLine <= IMAPCommand.maxLineLength)
          }
          said += commands.count
          if !server.problems.isEmpty {
            Issue.record("\(text.debugDescription): \(server.problems)")
            return
          }
        }
        await connection.logout()
        server.stop()
      }
    }
    #expect(said > cases / 2)
  }

  /// What the server shall see of one call.
  struct Wanted {
    var name: String
    /// Of the mailbox; nil where it does not matter.
    var mailbox: String?
    /// The last string; nil where it does not matter.
    var last: [UInt8]?

    func matches(_ command: ScriptedIMAPServer.Command) -> Bool {
      if let mailbox, command.mailbox != (mailbox.uppercased() == "INBOX" ? "INBOX" : mailbox) { return false }
      if let last, command.arguments.last != .string(last) { return false }
      return true
    }
  }

  /// Says `text` to the server in one of four ways.
  static func say(_ text: String, _ kind: Int, over connection: IMAPConnection) async -> [Wanted] {
    switch kind {
    case 0:
      _ = try? await connection.select(text)
      return [Wanted(name: "SELECT", mailbox: text)]
    case 1:
      _ = try? await connection.search(header: "X-Heard-Id", value: text, in: "Full")
      guard IMAPCommand.search(header: "X-Heard-Id", value: text) != nil else { return [] }
      return [Wanted(name: "EXAMINE", mailbox: "Full"), Wanted(name: "UID SEARCH", last: octets(text))]
    case 2:
      let bytes = octets(text)
      let result = try? await connection.append(bytes, to: "INBOX", flags: ["\\Seen"])
      return result == nil ? [] : [Wanted(name: "APPEND", mailbox: "INBOX", last: bytes)]
    default:
      _ = try? await connection.append([0x61], to: "INBOX", flags: [text])
      let canBeSaid = IMAPCommand.append([0x61], to: "INBOX", flags: [text]) != nil
      return canBeSaid ? [Wanted(name: "APPEND", mailbox: "INBOX")] : []
    }
  }

  @Test("D-2: a Message-ID with a command in it is searched for as text or not at all", arguments: [
    "<a\"b\\c@shop.example>", "<x@y> DELETE INBOX", "\"\r\nA9 DELETE INBOX", "<\u{E9}@shop.example>",
    "<" + String(repeating: "a", count: 3000) + "@shop.example>",
  ])
  func messageIDs(id: String) async throws {
    let server = try ScriptedIMAPServer(profile: .bare, mailboxes: ["Sent": [numberedMail(1)]])
    let connection = try await connect(to: server)
    let found = try? await connection.search(headerMessageID: id, in: "Sent")
    if found == nil {
      #expect(server.names.isEmpty)
    } else {
      #expect(server.names == ["EXAMINE", "UID SEARCH"])
      #expect(server.commands.last?.arguments.last == .string(octets(id)))
      #expect(server.commands.allSatisfy { $0.longestLine <= 1000 })
    }
    #expect(server.problems.isEmpty)
  }

  @Test("A-20: mailboxes of any name are made, opened, filled and listed under that name", arguments: [
    "Gr\u{F6}\u{DF}e & \"Co\"", "\u{1F4EC}", "a\\b", "Eingang/Kunden", "INBOX.Sent", "R&D", "&-", "\u{53F0}\u{5317}",
    "{5}", "a b", "%", String(repeating: "\u{E9}", count: 300),
  ])
  func names(name: String) async throws {
    for profile in [ScriptedIMAPServer.Profile.bare, .gmail] { try await names(name, on: profile) }
  }

  private func names(_ name: String, on profile: ScriptedIMAPServer.Profile) async throws {
    let server = try ScriptedIMAPServer(profile: profile)
    let connection = try await connect(to: server)
    _ = try await connection.append(numberedMail(1), to: name, flags: [])
    #expect(try await connection.mailboxes().map(\.name).contains(name))
    #expect(try await connection.select(name).exists == 1)
    #expect(server.messages(in: name).map(\.raw) == [numberedMail(1)])
    #expect(server.commands.filter { $0.name != "ENABLE" && $0.mailbox == name }.count == 4)
    #expect(server.problems.isEmpty)
  }

  @Test("A-20: with UTF8=ACCEPT a name goes over as it is, a header in UTF-8 is announced, and no charset is named")
  func namesInUTF8() async throws {
    let mail = octets("From: <\u{F6}@shop.example>\r\nMessage-ID: <1@shop.example>\r\n\r\nHello\r\n")
    let server = try ScriptedIMAPServer(profile: .gmail, mailboxes: ["Gr\u{F6}\u{DF}e & \"Co\"": []])
    let connection = try await connect(to: server)
    _ = try await connection.append(mail, to: "Gr\u{F6}\u{DF}e & \"Co\"", flags: ["\\Seen"])
    #expect(
      try await connection.search(header: "From", value: "\u{F6}@", in: "Gr\u{F6}\u{DF}e & \"Co\"") == [1])
    #expect(server.messages(in: "Gr\u{F6}\u{DF}e & \"Co\"").map(\.raw) == [mail])
    let said = server.commands.dropFirst(3).map { $0.text.drop { $0 != " " }.dropFirst() }
    #expect(
      said == [
        "ENABLE CONDSTORE", "ENABLE UTF8=ACCEPT",
        "APPEND \"Gr\u{F6}\u{DF}e & \\\"Co\\\"\" (\\Seen) UTF8 (~{\(mail.count)})",
        "EXAMINE \"Gr\u{F6}\u{DF}e & \\\"Co\\\"\"", "UID SEARCH HEADER From {3}",
      ])
    #expect(server.problems.isEmpty)
  }

  @Test("A-20: a server that answers ENABLE and switches nothing on is spoken to in modified UTF-7")
  func silentUTF8() async throws {
    let server = try ScriptedIMAPServer(profile: .gmail.with(.silentEnable), mailboxes: ["Gr\u{F6}\u{DF}e": []])
    #expect(try await connect(to: server).select("Gr\u{F6}\u{DF}e").exists == 0)
    #expect(server.commands.last?.text.hasSuffix("SELECT \"Gr&APYA3w-e\"") == true)
    #expect(server.problems.isEmpty)
  }

  @Test("A-20: INBOX is INBOX in any case", arguments: ["INBOX", "inbox", "Inbox"])
  func inboxes(name: String) async throws {
    let server = try ScriptedIMAPServer(profile: .bare, mailboxes: ["INBOX": [numberedMail(1)]])
    #expect(try await connect(to: server).select(name).exists == 1)
  }

  @Test("A-21: any UIDs are asked for in short lines that ascend")
  func shortLines() async throws {
    let server = try ScriptedIMAPServer(profile: .dovecot.with(.badToDescendingSets))
    server.skipUIDs(1_000_000)
    for number in 1...1000 {
      server.deliver(numberedMail(number))
      server.skipUIDs(1)
    }
    let connection = try await inbox(of: server)
    let uids = server.messages().map(\.uid)
    let result = await connection.fetchOutcomes(of: uids.reversed() + uids)
    #expect(result.messages.map(\.uid) == uids)
    #expect(server.commands.allSatisfy { $0.longestLine <= 1000 })
    #expect(server.names.count { $0 == "UID FETCH" } == 9)
    #expect(server.problems.isEmpty)
  }

  @Test("A-21: flags that would make a long line are not said")
  func longFlags() {
    let flags = (0..<100).map { "$Heard\($0)" }
    #expect(IMAPCommand.addFlags(flags, to: "1") == nil)
    #expect(IMAPCommand.append([], to: "Sent", flags: flags) == nil)
  }
}
