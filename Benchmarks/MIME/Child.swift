import Foundation

/// A program that answers lines with lines: a peer of the benchmark, or ourselves where a crash is to be survived.
final class Child {
  /// How a child came to its end.
  enum Ending: CustomStringConvertible {
    case exit(Int32)
    case signal(Int32)

    var description: String {
      switch self {
      case .exit(let status): "exit \(status)"
      case .signal(SIGALRM): "took too long"
      case .signal(let number): "signal \(number) (\(String(cString: strsignal(number))))"
      }
    }
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var pending: [UInt8] = []
  private var taken = 0

  /// This program's own file.
  static let ourselves = "/proc/self/exe"

  /// - Parameters:
  ///   - core: the processor that the child must stay on; nil for any. Needs taskset(1), and does without.
  ///   - variables: of the environment, beside ours.
  init(_ program: String, _ arguments: [String], core: Int? = nil, variables: [String: String] = [:]) throws {
    let program =
      program == Self.ourselves ? try FileManager.default.destinationOfSymbolicLink(atPath: program) : program
    let pin = "/usr/bin/taskset"
    if let core, FileManager.default.isExecutableFile(atPath: pin) {
      process.executableURL = URL(fileURLWithPath: pin)
      process.arguments = ["-c", "\(core)", program] + arguments
    } else {
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
    }
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  func send(_ line: String) {
    // A broken pipe shows at the next read as the end of the child.
    try? input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  /// The next line without its end; nil at the child's end.
  func receive() -> String? {
    var searched = taken
    while true {
      if let end = pending[searched...].firstIndex(of: 10) {
        defer { taken = end + 1 }
        return String(decoding: pending[taken..<end], as: UTF8.self)
      }
      pending.removeFirst(taken)
      taken = 0
      searched = pending.count
      // Not FileHandle's read(upToCount:), which waits until all of that has come.
      let more = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(0, read(output.fileHandleForReading.fileDescriptor, buffer.baseAddress, buffer.count))
      }
      if more.isEmpty { return nil }
      pending += more
    }
  }

  func ask(_ line: String) -> String? {
    send(line)
    return receive()
  }

  /// Closes its input and waits for its end.
  func end() -> Ending {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    let status = process.terminationStatus
    return process.terminationReason == .uncaughtSignal ? .signal(status) : .exit(status)
  }
}
