import Foundation
import TestKit

/// What the program can be asked for.
let usage = """
  usage: Ingest [COUNT]            a full mailbox: the wire's limit, Heard, and mbsync beside it (standard: 8000 mails)
         Ingest --first-sync COUNT a first sync by the built heard: seconds and peak memory
         Ingest --large MEGABYTES  one mail of that size: peak memory
         Ingest --latency COUNT    from a mail's delivery to its draft, with the worker on IDLE
         Ingest --recovery COUNT   from the end of a server's restart, a cut and a silent line to the next draft
         Ingest --sending COUNT    approved mails to smtp-sink, with smtp-source beside it

  """

func fail(_ text: String, status: Int32 = 1) -> Never {
  FileHandle.standardError.write(Data("Ingest: \(text)\n".utf8))
  exit(status)
}

func number(_ text: String, upTo most: Int) -> Int {
  guard let number = Int(text), (1...most).contains(number) else {
    fail("'\(text)' is not a number from 1 to \(most).\n\(usage)", status: 2)
  }
  return number
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "--storing": try await Storing.child(arguments)
  case "--first-sync" where arguments.count == 2: try await WholeRound.firstSync(number(arguments[1], upTo: 1_000_000))
  case "--large" where arguments.count == 2: try await WholeRound.largeMail(megabytes: number(arguments[1], upTo: 300))
  case "--latency" where arguments.count == 2: try await Latency.run(number(arguments[1], upTo: 100_000))
  case "--recovery" where arguments.count == 2: try await Recovery.run(number(arguments[1], upTo: 1_000))
  case "--deliver": try await Sending.child(arguments)
  case "--sending" where arguments.count == 2: try await Sending.run(number(arguments[1], upTo: 100_000))
  case nil: try await Comparison.run(8_000)
  case let count? where arguments.count == 1: try await Comparison.run(number(count, upTo: 1_000_000))
  default: fail("that is not one of these.\n\(usage)", status: 2)
  }
} catch {
  fail("\(error)")
}
