import Foundation
import TestKit

/// The programs that are measured beside Heard.
enum Peers {
  static func python(_ script: String, _ arguments: [String]) async throws -> ProcessOutcome {
    let path = Fixtures.project + "/Benchmarks/Ingest/Peers/" + script
    return await (try ChildProcess.start("/usr/bin/python3", [path] + arguments)).outcome()
  }

  static func ourselves(_ arguments: [String]) async throws -> ProcessOutcome {
    let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return await (try ChildProcess.start(path, arguments)).outcome()
  }

  /// One pull of INBOX into a Maildir, with state for the next.
  static func mbsync(_ lab: Lab, _ scratch: ScratchFolder, syncing: Bool) async throws -> ProcessOutcome {
    let program = "/usr/bin/mbsync"
    guard FileManager.default.isExecutableFile(atPath: program) else { fail("mbsync is missing: apt install isync") }
    let settings = """
      FSync \(syncing ? "yes" : "no")
      IMAPAccount lab
      Host localhost
      Port \(lab.ports.imaps)
      User support
      PassCmd "cat \(lab.passwordFile)"
      SSLType IMAPS
      CertificateFile \(lab.caFile)

      IMAPStore far
      Account lab

      MaildirStore near
      Path \(scratch.path)/mail/
      Inbox \(scratch.path)/mail/INBOX
      SubFolders Verbatim

      Channel inbox
      Far :far:INBOX
      Near :near:INBOX
      Create Near
      Sync Pull
      SyncState *

      """
    let file = scratch.file("mbsyncrc")
    try Data(settings.utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.createDirectory(atPath: scratch.path + "/mail", withIntermediateDirectories: true)
    return await (try ChildProcess.start(program, ["-q", "-c", file, "inbox"])).outcome()
  }
}
