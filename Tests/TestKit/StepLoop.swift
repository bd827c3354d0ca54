internal import Foundation

/// One run of `heard` that was killed at a step, or came to its end.
public struct SteppedRun: Sendable {
  public let outcome: ProcessOutcome
  /// The names of the steps it passed, in order; where it was killed, the last is the step it died at.
  public let steps: [String]

  /// Whether it was killed at its step: it ends by itself where it has fewer.
  public var wasKilled: Bool { outcome.ending == .signalled(9) }

  /// Whether it ended inside the dot window of a mail: `dot_pending` was on disk, and the server's answer was not.
  ///
  /// Each mail makes three commits after `delivery.take`: `sending`, `dot_pending`, and the answer.
  public var endedInDotWindow: Bool {
    guard let taken = steps.lastIndex(of: "delivery.take") else { return false }
    return steps[taken...].count { $0 == "store.committed" } == 2
  }

  /// How many final dots went out.
  public var dotsSent: Int { steps.count { $0 == "smtp.dot.sent" } }

  /// Whether the dot of the mail that was under way had gone out.
  public var dotWasSent: Bool {
    guard let taken = steps.lastIndex(of: "delivery.take") else { return false }
    return steps[taken...].contains("smtp.dot.sent")
  }
}

/// Kills `heard` at one step after the other.
public enum StepLoop {
  /// Runs `heard` with these arguments, and kills it at its n-th step where `abortAt` is given.
  public static func run(
    _ arguments: [String], abortAt step: Int?, log: String
  ) async throws(ChildProcessError) -> SteppedRun {
    try await run(arguments, abortAt: step.map(String.init), log: log)
  }

  /// Runs `heard` with these arguments, and kills it where `abortAt` says: `17`, `smtp.dot.sent`, `store.commit:3`.
  ///
  /// - Parameter log: a file that the steps are written to; an older one is removed.
  public static func run(
    _ arguments: [String], abortAt step: String?, log: String
  ) async throws(ChildProcessError) -> SteppedRun {
    try? FileManager.default.removeItem(atPath: log)
    var environment = ["HEARD_STEP_LOG": log]
    if let step { environment["HEARD_ABORT_AT"] = step }
    let outcome = try await HeardProcess.run(arguments, environment: environment)
    let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let steps = text.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) }
    return SteppedRun(outcome: outcome, steps: steps)
  }

  /// Steps to die at: one of each name that `steps` holds, spread over its first, middle and last pass, ascending.
  public static func oneOfEachName(in steps: [String]) -> [Int] {
    var places: [String: [Int]] = [:]
    for (index, name) in steps.enumerated() { places[name, default: []].append(index + 1) }
    return places.keys.sorted().enumerated().compactMap { turn, name in
      guard let all = places[name] else { return nil }
      return all[[0, all.count / 2, all.count - 1][turn % 3]]
    }.sorted()
  }
}
