import Foundation
import TestKit
import Testing

/// The lab itself: if these fail, no story on real servers can be trusted.
@Suite("The lab's real servers")
struct LabTests {
  @Test("A fixture mail lies in the mailbox byte for byte, and nothing is left when the lab has stopped")
  func delivers() async throws {
    let lab = try await Lab.start()
    let mail = try Fixtures.mail("tracker-already-checked")
    try await lab.deliver(mail, to: "support@shop.example")
    let found = try lab.mails(of: "support")
    #expect(found.map(\.bytes) == [mail])
    #expect(found.first?.flags == [])
    #expect(try lab.mails(of: "nobody") == [])
    lab.stop()
    #expect(!FileManager.default.fileExists(atPath: lab.folder))
    lab.stop()
  }

  @Test("Two labs at once keep their ports and mails apart")
  func twoLabs() async throws {
    async let starting = Lab.start()
    let second = try await Lab.start()
    let first = try await starting
    let mail = try Fixtures.mail("suggestion-a")
    try await first.deliver(mail, to: "support")
    #expect(try first.mails(of: "support").count == 1)
    #expect(try second.mails(of: "support") == [])
    #expect(first.ports != second.ports)
  }

  @Test("Mails delivered in bulk lie in order and untouched, bare line feeds and all")
  func bulk() async throws {
    let lab = try await Lab.start()
    let mails = (1...20).map { Array("Subject: number \($0)\n\nline feeds only\n".utf8) }
    try lab.deliverInBulk(mails, to: "support")
    #expect(try lab.mails(of: "support").map(\.bytes) == mails)
  }

  @Test("IMAP and submission answer over TLS with the lab's own certificate, and with no other authority's")
  func certificate() async throws {
    let lab = try await Lab.start()
    for port in [lab.ports.imaps, lab.ports.smtps] {
      #expect(try await handshake(port: port, trusting: lab.caFile) == 0)
      #expect(try await handshake(port: port, trusting: lab.otherCAFile) != 0)
    }
  }

  @Test("A mail handed to submission arrives in the customer's mailbox")
  func submission() async throws {
    let lab = try await Lab.start()
    let mail = "From: support@shop.example\r\nTo: tom@riverside.example\r\nSubject: hello\r\n\r\nHello Tom\r\n"
    let outcome = try await curl(
      lab, "smtps://localhost:\(lab.ports.smtps)", "--mail-from", "support@shop.example", "--mail-rcpt",
      "tom@riverside.example", "--upload-file", "-", input: mail)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let found = try await lab.mails(of: "tom@riverside.example", atLeast: 1)
    let text = try #require(found.first?.text)
    #expect(text.contains("\r\nSubject: hello\r\n"), "\(text)")
    #expect(text.hasSuffix("\r\n\r\nHello Tom\r\n"), "\(text)")
  }

  @Test("A mail read over IMAP carries its flag on disk")
  func flags() async throws {
    let lab = try await Lab.start()
    try await lab.deliver(try Fixtures.mail("billing"), to: "support")
    let outcome = try await curl(
      lab, "imaps://localhost:\(lab.ports.imaps)/INBOX", "--request", "STORE 1 +FLAGS.SILENT (\\Answered)")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try lab.mails(of: "support").first?.flags == [.answered])
  }

  @Test(
    "A halted server refuses connections and comes back on its port with its mails",
    arguments: [Lab.Server.imap, .smtp])
  func haltAndResume(server: Lab.Server) async throws {
    let lab = try await Lab.start()
    try await lab.deliver(try Fixtures.mail("login"), to: "support")
    let port = server == .imap ? lab.ports.imaps : lab.ports.smtps
    try await lab.halt(server)
    #expect(try await handshake(port: port, trusting: lab.caFile) != 0)
    try await lab.resume(server)
    #expect(try await handshake(port: port, trusting: lab.caFile) == 0)
    #expect(try lab.mails(of: "support").count == 1)
  }

  @Test("A lab that cannot start says so, and which step helps")
  func saysWhy() async throws {
    let script = Fixtures.project + "/scripts/lab"
    let outcome = try await run("/bin/bash", [script, "deliver", "/tmp/no-such-lab", "a", "b"])
    #expect(outcome.status == 1)
    #expect(outcome.errorText == "lab: no lab was started in /tmp/no-such-lab (there is no lab.env).\n")
  }

  @Test("The settings written for a lab name its ports, its authority and its password file")
  func settings() async throws {
    let lab = try await Lab.start()
    let scratch = try ScratchFolder()
    try lab.writeSettings(to: scratch.file("heard.toml")) { $0.agents = ["ann": "Ann \"A.\""] }
    let text = try String(contentsOfFile: scratch.file("heard.toml"), encoding: .utf8)
    #expect(text.contains("url = \"imaps://localhost:\(lab.ports.imaps)\"\n"))
    #expect(text.contains("url = \"smtps://localhost:\(lab.ports.smtps)\"\n"))
    #expect(text.contains("ca-file = \"\(lab.caFile)\"\n"))
    #expect(text.contains("[agents]\n\"ann\" = \"Ann \\\"A.\\\"\"\n"))
  }

  private func handshake(port: Int, trusting authority: String) async throws -> Int32? {
    let check = ["-connect", "localhost:\(port)", "-CAfile", authority, "-verify_return_error"]
    return try await run("/usr/bin/openssl", ["s_client"] + check).status
  }

  /// curl as a client that is not ours. It gets the login on its standard configuration, never on its arguments.
  private func curl(_ lab: Lab, _ arguments: String..., input: String = "") async throws -> ProcessOutcome {
    let scratch = try ScratchFolder()
    let password = try String(contentsOfFile: lab.passwordFile, encoding: .utf8).trimmingCharacters(in: .newlines)
    try "user = \"support:\(password)\"\n".write(toFile: scratch.file("curlrc"), atomically: true, encoding: .utf8)
    return try await run(
      "/usr/bin/curl",
      ["--silent", "--show-error", "--config", scratch.file("curlrc"), "--cacert", lab.caFile] + arguments,
      input: input)
  }

  private func run(_ path: String, _ arguments: [String], input: String = "") async throws -> ProcessOutcome {
    try await ChildProcess.start(path, arguments, input: Array(input.utf8)).outcome()
  }
}

/// Programs that the tests start.
@Suite("Programs started by a test")
struct ChildProcessTests {
  @Test("What a program prints and how it ends are known")
  func outcome() async throws {
    let outcome = try await ChildProcess.start(
      "/bin/sh", ["-c", "cat; echo sorry >&2; exit 3"], input: Array("said\n".utf8)
    ).outcome()
    #expect(outcome.ending == .exited(3))
    #expect(outcome.outputText == "said\n")
    #expect(outcome.errorText == "sorry\n")
    #expect(outcome.peakMemory > 100_000)
  }

  @Test("A program in the background can be waited for by what it prints, and killed")
  func background() async throws {
    let child = try ChildProcess.start("/bin/sh", ["-c", "echo ready; exec sleep 600"])
    #expect(await child.prints("ready"))
    child.kill()
    #expect(await child.outcome().ending == .signalled(9))
    child.kill()
    #expect(await child.prints("never said") == false)
  }

  @Test("A program that is asked to end hears it", arguments: [SIGTERM, SIGINT])
  func asked(signal: Int32) async throws {
    let child = try ChildProcess.start("/bin/sh", ["-c", "echo ready; exec sleep 600"])
    #expect(await child.prints("ready"))
    child.send(signal)
    #expect(await child.outcome().ending == .signalled(signal))
  }

  @Test("A program that reads nothing and one that prints a megabyte both come to their end")
  func muchOutput() async throws {
    let input = [UInt8](repeating: 65, count: 1_000_000)
    let outcome = try await ChildProcess.start("/bin/sh", ["-c", "head -c 1000000 /dev/zero"], input: input).outcome()
    #expect(outcome.output.count == 1_000_000)
    #expect(outcome.status == 0)
  }

  @Test("A program that is not there is an error with its name")
  func missing() throws {
    #expect(throws: ChildProcessError.cannotStart(path: "/no/heard", reason: "No such file or directory")) {
      _ = try ChildProcess.start("/no/heard")
    }
  }
}
