import Foundation
import TestKit

/// A place for a worker to be killed in: a mailbox on the lab's Dovecot, a store in memory, and a submission server
/// that keeps a ledger. Lanes on one lab do not touch each other.
final class Lane: Sendable {
  let lab: Lab
  let user: String
  let smtp: ScriptedSMTPServer
  private let folder: String

  /// - Parameters:
  ///   - isMarking: whether messages that are kept get a keyword on the server.
  ///   - sentCopies: who files them, in the settings' words; nil: Heard finds out.
  init(_ lab: Lab, user: String, isMarking: Bool = false, sentCopies: String? = "heard") throws {
    self.lab = lab
    self.user = user
    smtp = try ScriptedSMTPServer()
    // In memory: a kill is no power cut, and thousands of commits need no disk.
    folder = "/dev/shm/heard-crash-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder + "/live", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let settings = """
      [mailbox]
      address = "support@shop.example"
      name = "The Shop"
      [imap]
      url = "imap://127.0.0.1:\(lab.ports.imap)"
      plain-text = true
      user = "\(user)"
      password-file = "\(lab.passwordFile)"
      \(sentCopies.map { "sent-copies = \"\($0)\"" } ?? "")
      mark-kept = \(isMarking)
      [smtp]
      url = "smtp://127.0.0.1:\(smtp.port)"
      plain-text = true
      user = "\(user)"
      password-file = "\(lab.passwordFile)"
      [agents]
      \(NSUserName()) = "Ann"
      """
    try Data(settings.utf8).write(to: URL(fileURLWithPath: folder + "/heard.toml"))
  }

  deinit {
    smtp.stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  var store: String { folder + "/live/heard.db" }
  private var places: [String] { ["--config", folder + "/heard.toml", "--store", store] }

  func heard(_ arguments: [String]) async throws -> ProcessOutcome { try await HeardProcess.run(arguments + places) }

  /// One round of the worker, killed at its n-th step where `abortAt` is given.
  func round(abortAt step: Int? = nil) async throws -> SteppedRun {
    try await StepLoop.run(["run", "--once", "--json"] + places, abortAt: step, log: folder + "/steps")
  }

  /// One round, killed at the first step of this name.
  func round(abortAt name: String) async throws -> SteppedRun {
    try await StepLoop.run(["run", "--once", "--json"] + places, abortAt: name, log: folder + "/steps")
  }

  /// Rounds until one finds nothing to do.
  func settle() async throws {
    for _ in 0..<6 {
      let outcome = try await round().outcome
      if outcome.status == 0, outcome.outputText == #"{"jobs":0,"new":0,"read":[],"sent":[],"v":1}"# + "\n" { return }
    }
    throw LaneError.neverQuiet(try await round().outcome.errorText)
  }

  /// What the submission server accepted after its first `before` mails, once it is at least `count`: a killed worker's
  /// last dot may still be on its way.
  func accepted(atLeast count: Int, since before: Int) async throws -> [ScriptedSMTPServer.Accepted] {
    for _ in 0..<1000 where smtp.accepted.count - before < count { try await Task.sleep(for: .milliseconds(5)) }
    return Array(smtp.accepted[before...])
  }

  /// Throws the store away, and nothing of the server's.
  func beginAnew() async throws { try await shell("rm -rf \(folder)/live && mkdir -m 700 \(folder)/live") }

  /// Copies store and mailbox as they are, journal and all.
  func save(_ name: String) async throws {
    let place = folder + "/" + name
    try await shell("rm -rf \(place) && mkdir \(place) && cp -a \(folder)/live \(maildir) \(place)/")
  }

  /// Puts store and mailbox back to what ``save(_:)`` copied.
  func restore(_ name: String) async throws {
    try await shell(
      "rm -rf \(folder)/live \(maildir) && cp -a \(folder)/\(name)/live \(folder)/ "
        + "&& cp -a \(folder)/\(name)/\(user) \(lab.mailFolder)/")
  }

  /// What store and server hold now.
  func world() throws -> World {
    var world = World(rows: try StoreDump.rows(of: store))
    for mail in try lab.mails(of: user) where mail.flags.contains(.answered) {
      world.answered.append(Ledger.messageID(of: mail.bytes))
    }
    world.sentCopies = try lab.mails(of: user, in: "Sent").map { Ledger.messageID(of: $0.bytes) }
    return world
  }

  private var maildir: String { lab.mailFolder + "/" + user }

  private func shell(_ command: String) async throws {
    let outcome = await (try ChildProcess.start("/bin/sh", ["-c", command])).outcome()
    guard outcome.status == 0 else { throw LaneError.cannotCopy(outcome.errorText) }
  }
}

enum LaneError: Error {
  case cannotCopy(String)
  case neverQuiet(String)
}
