import Foundation
import GRDB

// usage: StoreBenchmark [--in FOLDER]                  the journals
//        StoreBenchmark --backup MEGABYTES [--in FOLDER]    the ways to copy a store in use
//        StoreBenchmark --commits MODE COUNT [--in FOLDER]  small commits alone, for strace -f -c

func run() throws {
  var arguments = Array(CommandLine.arguments.dropFirst())
  var folder = "/var/tmp"
  if let at = arguments.firstIndex(of: "--in"), at + 1 < arguments.count {
    folder = arguments[at + 1]
    arguments.removeSubrange(at...at + 1)
  }
  let scratch = try Scratch(in: folder)
  let version = try DatabaseQueue().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "" }
  switch (arguments.first, arguments.dropFirst().first) {
  case (nil, _):
    print("SQLite \(version), \(folder)")
    try JournalRun(scratch: scratch).run()
  case ("--backup"?, let size?):
    print("SQLite \(version), \(folder)")
    try BackupRun(scratch: scratch, megabytes: Int(size) ?? 256).run()
  case ("--commits"?, let mode?):
    guard let journal = Journal.all.first(where: { "\($0.mode)-\($0.synchronous)" == mode }) else { exit(2) }
    try JournalRun(scratch: scratch).commits(journal, count: arguments.last.flatMap { Int($0) } ?? 100)
  default:
    exit(2)
  }
}

do {
  try run()
} catch {
  FileHandle.standardError.write(Data("StoreBenchmark: \(error)\n".utf8))
  exit(1)
}
