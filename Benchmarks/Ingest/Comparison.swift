import Foundation
import MIMESamples
import TestKit

/// One full mailbox, taken by several programs in turn: each turn starts from nothing.
enum Comparison {
  /// Turns of each program; the median counts.
  static let turns = 3

  struct Contestant {
    let name: String
    let run: (Lab, ScratchFolder) async throws -> ProcessOutcome
  }

  static func run(_ count: Int) async throws {
    let lab = try await Lab.start()
    try lab.deliverInBulk(SampleMailbox(count: count), to: "support")
    let octets = SampleMailbox(count: count).reduce(0) { $0 + $1.count }
    let all: [Contestant] = [
      Contestant(name: "the wire: UID FETCH 1:*, drained") { lab, _ in
        try await Peers.python("drain.py", ["localhost", "\(lab.ports.imaps)", lab.caFile, "support", lab.passwordFile])
      },
      Contestant(name: "Heard, storing: fetched, parsed, committed") { lab, scratch in
        try await Peers.ourselves([
          "--storing", "imaps://localhost:\(lab.ports.imaps)", lab.caFile, "support", lab.passwordFile,
          scratch.file("heard.db"),
        ])
      },
      Contestant(name: "heard run --once: with claims and drafts") { lab, scratch in
        try lab.writeSettings(to: scratch.file("heard.toml"))
        return try await HeardProcess.run(
          ["run", "--once", "--config", scratch.file("heard.toml"), "--store", scratch.file("heard.db")])
      },
      Contestant(name: "mbsync, FSync yes") { lab, scratch in try await Peers.mbsync(lab, scratch, syncing: true) },
      Contestant(name: "mbsync, FSync no") { lab, scratch in try await Peers.mbsync(lab, scratch, syncing: false) },
    ]
    var seconds = [[Double]](repeating: [], count: all.count)
    var peaks = [Int](repeating: 0, count: all.count)
    for turn in 1...turns {
      for (index, contestant) in all.enumerated() {
        let scratch = try ScratchFolder()
        let start = ContinuousClock.now
        let outcome = try await contestant.run(lab, scratch)
        seconds[index].append((ContinuousClock.now - start) / .seconds(1))
        peaks[index] = max(peaks[index], outcome.peakMemory)
        guard outcome.status == 0 else { fail("\(contestant.name), turn \(turn):\n\(outcome.errorText)") }
      }
    }
    withExtendedLifetime(lab) {}
    let medians = seconds.map { $0.sorted()[$0.count / 2] }
    print("\(count) mails, \(String(format: "%.1f", Double(octets) / 1e6)) MB, IMAP with TLS, Dovecot on loopback")
    print(line("", ["x limit", "seconds", "mails/s", "peak MB"]))
    for (index, contestant) in all.enumerated() {
      print(
        line(
          contestant.name,
          [
            String(format: "%.2f", medians[index] / medians[0]), String(format: "%.2f", medians[index]),
            String(format: "%.0f", Double(count) / medians[index]), String(format: "%.0f", Double(peaks[index]) / 1e6),
          ]))
    }
  }

  private static func line(_ name: String, _ cells: [String]) -> String {
    name + String(repeating: " ", count: max(1, 46 - name.count))
      + cells.map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }.joined()
  }
}
