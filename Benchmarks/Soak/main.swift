import Foundation

/// Long enough for some dozens of kills, short enough for scripts/test.
let usualMinutes = 2.0
/// The same disturbances in the same order each time; where they hit is the machine's doing.
let usualSeed: UInt64 = 20_260_512

let arguments = CommandLine.arguments.dropFirst()
guard let minutes = arguments.first.map({ Double($0) }) ?? usualMinutes, (0.2...1440).contains(minutes),
  let seed = arguments.dropFirst().first.map({ UInt64($0) }) ?? usualSeed, arguments.count <= 2
else {
  FileHandle.standardError.write(Data("usage: Soak [MINUTES] [SEED]     MINUTES from 0.2 to 1440\n".utf8))
  exit(2)
}

do {
  let run = try await SoakRun(seed: seed)
  try await run.go(for: .seconds(minutes * 60))
  let verdict = try await Verdict(of: run)
  print(verdict.text)
  exit(verdict.isGood ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("Soak: \(error)\n".utf8))
  exit(1)
}
