internal import Foundation

/// The built `heard` program, run as an agent at a terminal would run it.
public enum HeardProcess {
  /// The program's path: `swift build` puts it into the folder of the running test or benchmark.
  public static var path: String {
    let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return runner.deletingLastPathComponent().appendingPathComponent("heard").path
  }

  /// Starts `heard` and returns at once.
  ///
  /// - Parameters:
  ///   - environment: added to this process's own, of which everything `HEARD_*` and `XDG_*` is left out: a test must
  ///     not meet the settings of whoever runs it. HOME is an empty place unless given.
  ///   - input: what `heard` reads on its standard input.
  public static func start(
    _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = []
  ) throws(ChildProcessError) -> ChildProcess {
    var inherited = ProcessInfo.processInfo.environment.filter { name, _ in
      !name.hasPrefix("HEARD_") && !name.hasPrefix("XDG_")
    }
    inherited["HOME"] = "/nonexistent"
    inherited.merge(environment) { _, given in given }
    return try ChildProcess.start(path, arguments, environment: inherited, input: input)
  }

  /// Runs `heard` to its end.
  public static func run(
    _ arguments: [String], environment: [String: String] = [:], input: [UInt8] = []
  ) async throws(ChildProcessError) -> ProcessOutcome {
    await (try start(arguments, environment: environment, input: input)).outcome()
  }
}

/// How a program ended, and what it printed.
public struct ProcessOutcome: Sendable {
  /// The two ways a process ends.
  public enum Ending: Hashable, Sendable {
    /// By itself, with this exit status.
    case exited(Int32)
    /// By this signal.
    case signalled(Int32)
  }
  /// How it ended.
  public let ending: Ending
  /// All bytes of its standard output.
  public let output: [UInt8]
  /// All bytes of its standard error.
  public let error: [UInt8]
  /// The most memory it had resident, in bytes (getrusage(2), ru_maxrss).
  public let peakMemory: Int

  /// The exit status; nil where a signal ended it.
  public var status: Int32? { if case .exited(let status) = ending { status } else { nil } }
  /// ``output`` as text; broken UTF-8 shows as U+FFFD.
  public var outputText: String { String(decoding: output, as: UTF8.self) }
  /// ``error`` as text; broken UTF-8 shows as U+FFFD.
  public var errorText: String { String(decoding: error, as: UTF8.self) }
}

/// Why a program did not run.
public enum ChildProcessError: Error, Hashable, CustomStringConvertible {
  case cannotStart(path: String, reason: String)

  public var description: String {
    switch self {
    case .cannotStart(let path, let reason): "\(path) could not be started: \(reason). Build or install it first."
    }
  }
}
