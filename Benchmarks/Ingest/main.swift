import Foundation
import TestKit

/// 2,000 mails are a support team's week or two; enough for a steady rate, few enough to run at a coffee.
let standardCount = 2_000

let count: Int
switch CommandLine.arguments.dropFirst().first {
case nil: count = standardCount
case let given?:
  guard let number = Int(given), (1...1_000_000).contains(number) else {
    FileHandle.standardError.write(Data("Ingest: '\(given)' is not a number of mails from 1 to 1000000.\n".utf8))
    exit(2)
  }
  count = number
}

/// Runs the benchmark; true where `heard` took all mails in. The lab and the folder end with this function.
func measure(_ count: Int) async throws -> Bool {
  let lab = try await Lab.start()
  let scratch = try ScratchFolder()
  let settings = scratch.file("heard.toml")
  try lab.writeSettings(to: settings)
  try lab.deliverInBulk(try VariedMails(count: count), to: "support")

  let start = ContinuousClock.now
  let outcome = try await HeardProcess.run(
    ["run", "--once", "--config", settings, "--store", scratch.file("heard.db")])
  let seconds = (ContinuousClock.now - start) / .seconds(1)
  // Until here both are needed, though no line below names them.
  withExtendedLifetime((lab, scratch)) {}

  guard outcome.status == 0 else {
    FileHandle.standardError.write(Data("Ingest: heard ended with \(outcome.ending):\n\(outcome.errorText)".utf8))
    return false
  }
  let row = [
    "\(count)", String(format: "%.2f", seconds), String(format: "%.0f", Double(count) / seconds),
    String(format: "%.1f", Double(outcome.peakMemory) / 1_000_000),
  ]
  let names = ["messages", "seconds", "messages/s", "peak MB"]
  for cells in [names, row] {
    print(cells.map { String(repeating: " ", count: max(0, 12 - $0.count)) + $0 }.joined())
  }
  return true
}

do {
  exit(try await measure(count) ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("Ingest: \(error)\n".utf8))
  exit(1)
}
