import Foundation

/// Where a password comes from; never the password itself.
enum Secret {
  /// A shell command whose first line of output it is.
  case command(String)
  /// An environment variable.
  case environment(String)
  /// A file that only its owner may read; its first line.
  case file(String)

  /// Fetches it now.
  func fetch(environment: [String: String]) throws(CommandError) -> String {
    let text: String
    switch self {
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else {
        throw CommandError("password-env: the environment has no \(name). Set it, or name another source.", .login)
      }
      text = value
    case .file(let path): text = try Self.read(path)
    case .command(let command): text = try Self.run(command)
    }
    guard let line = text.split(separator: "\n", omittingEmptySubsequences: false).first, !line.isEmpty else {
      throw CommandError("the source of the password gave an empty first line. Check it in the settings.", .login)
    }
    return line.last == "\r" ? String(line.dropLast()) : String(line)
  }

  private static func read(_ path: String) throws(CommandError) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw CommandError("password-file \(path): \(String(cString: strerror(errno))). Check its path.", .login)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw CommandError("password-file \(path) may be read by others. Run: chmod 600 \(path)", .login)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("password-file \(path) cannot be read. Check its rights.", .login)
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func run(_ command: String) throws(CommandError) -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch {
      throw CommandError("password-command could not be started. Check it in the settings.", .login)
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw CommandError(
        "password-command ended with status \(process.terminationStatus). Run it by hand to see why.", .login)
    }
    return String(decoding: data, as: UTF8.self)
  }
}
