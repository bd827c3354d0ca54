import Foundation
import TestKit
import Testing

@Suite("Bad input and faults", .serialized)
struct FaultStories {
  @Test("An empty file is refused by name, and the good one beside it is taken")
  func emptyFile() async throws {
    let shop = try await Shop()
    let empty = shop.scratch.file("empty.eml")
    try Data().write(to: URL(fileURLWithPath: empty))
    let outcome = try await shop.heard("ingest", empty, Fixtures.path(of: "tracker-already-checked"))
    #expect(outcome.status == 1)
    #expect(outcome.errorText == "heard: \(empty): is empty. Nothing was taken from it.\n")
    #expect(outcome.outputText.hasPrefix("m1\tnew\t"))
    #expect(try await shop.objects("queue").count == 1)

    let again = try await shop.heard("ingest", Fixtures.path(of: "tracker-already-checked"))
    #expect(again.outputText.hasPrefix("m1\tknown\t"))
    #expect(try await shop.objects("queue").count == 1)
  }

  @Test("A megabyte of random bytes is kept, listed, and reaches the terminal only in visible form")
  func randomBytes() async throws {
    let shop = try await Shop()
    var random = SplitMix(seed: 2026)
    let bytes = (0..<1_000_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    let outcome = try await shop.heard("ingest", "-", input: bytes)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try await shop.objects("queue", "--all").count == 1)
    let shown = try await shop.heard("show", "m1")
    #expect(shown.status == 0)
    #expect(!shown.output.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
  }

  @Test("A hostile mail breaks out of nothing")
  func hostile() async throws {
    let shop = try await Shop()
    try await shop.deliver("hostile")
    try await shop.round()
    let id = try #require(try await shop.objects("queue", "--all").first.map { $0["id"] ?? $0["message"] ?? "" })
    for command in [["show", id], ["why", id], ["queue"]] {
      let outcome = try await HeardProcess.run(command + ["--config", shop.settings, "--store", shop.store])
      #expect(outcome.status == 0)
      #expect(!outcome.output.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F })
      #expect(!outcome.outputText.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
    }
  }

  @Test("A wrong password: exit code 4, and the way out")
  func wrongPassword() async throws {
    let shop = try await Shop()
    let wrong = shop.scratch.file("wrong")
    try Data("nonsense\n".utf8).write(to: URL(fileURLWithPath: wrong))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: wrong)
    try shop.lab.writeSettings(to: shop.settings) { $0.passwordFile = wrong }
    let outcome = try await shop.heard("run", "--once")
    #expect(outcome.status == 4)
    #expect(outcome.errorText.contains("refused user or password"))
    #expect(!outcome.errorText.contains("nonsense"))
    let doctor = try await shop.heard("doctor")
    #expect(doctor.status == 4)
    #expect(doctor.outputText.contains("problem  imap localhost"))
  }

  @Test("A certificate that nobody vouches for ends the talk before the password")
  func wrongCertificate() async throws {
    let shop = try await Shop()
    try shop.lab.writeSettings(to: shop.settings) { $0.caFile = shop.lab.otherCAFile }
    let outcome = try await shop.heard("run", "--once")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("certificate is not trusted"))
  }

  @Test("The server is gone: exit code 75, nothing is lost, and the next round heals")
  func serverGone() async throws {
    let shop = try await Shop()
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    #expect(try await shop.heard("approve", "d1").status == 0)
    try await shop.lab.halt(.smtp)
    let outcome = try await shop.heard("run", "--once")
    #expect(outcome.status == 75)
    let waiting = try await shop.object("show", "o1")
    #expect(waiting["state"] == "deferred")
    #expect(waiting["explanation"]?.contains("nobody answers there") == true)
    try await shop.lab.resume(.smtp)
    try await shop.round()
    #expect(try await shop.lab.mails(of: "tom", atLeast: 1).count == 1)

    try await shop.lab.halt(.imap)
    #expect(try await shop.heard("run", "--once").status == 75)
  }

  @Test("STARTTLS on both sides works as well")
  func startTLS() async throws {
    let shop = try await Shop()
    try shop.lab.writeSettings(to: shop.settings) {
      $0.imapURL = "imap://localhost:\(shop.lab.ports.imap)"
      $0.smtpURL = "smtp://localhost:\(shop.lab.ports.submission)"
    }
    let doctor = try await shop.heard("doctor")
    #expect(doctor.status == 0, "\(doctor.outputText)")
    try await shop.deliver("tracker-already-checked")
    try await shop.round()
    #expect(try await shop.heard("approve", "d1").status == 0)
    try await shop.round()
    #expect(try await shop.lab.mails(of: "tom", atLeast: 1).count == 1)
  }

  @Test("A server that refuses the recipient for good: a person is told, nobody sends again")
  func refusedRecipient() async throws {
    let shop = try await Shop()
    let mail = """
      From: Rita <rita@refused.example>
      To: support@shop.example
      Subject: Hello
      Message-ID: <r1@refused.example>

      I cannot log in. I have reset my password twice.

      """
    try await shop.lab.deliver(Array(mail.utf8), to: "support")
    try await shop.round()
    #expect(try await shop.heard("approve", "d1").status == 0)
    try await shop.round()
    #expect(try await shop.object("show", "o1")["state"] == "failed")
    let status = try await shop.heard("status")
    #expect(status.errorText.contains("1 failed: a person must decide"))
  }
}
