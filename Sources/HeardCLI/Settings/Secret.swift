import Foundation

/// Where a password or another secret comes from; never the secret itself.
enum Secret: Hashable {
  /// A shell command whose first line of output it is.
  case command(String)
  /// An environment variable.
  case environment(String)
  /// A file that only its owner may read; its first line.
  case file(String)

  /// How long a command may take: a minute lets a person type a passphrase, and a dead key server is noticed.
  static let commandLimit: Duration = .seconds(60)

  /// Fetches it now.
  /// - Parameter name: what it is, as its keys in the settings begin: `password` of `password-env`.
  func fetch(environment: [String: String], as name: String = "password") throws(CommandError) -> String {
    let text: String
    switch self {
    case .environment(let name):
      guard let value = environment[name], !value.isEmpty else {
        throw CommandError("\(name)-env: the environment has no \(name). Set it, or name another source.")
      }
      text = value
    case .file(let path): text = try Self.read(path, name)
    case .command(let command): text = try Self.run(command, environment, within: Self.commandLimit, as: name)
    }
    // By bytes: to Swift, CR LF is one character.
    var line = Array(text.utf8.prefix { $0 != 0x0A })
    if line.last == 0x0D { line.removeLast() }
    guard !line.isEmpty else {
      throw CommandError("the source of the \(name) gave an empty first line. Check it in the settings.")
    }
    return String(decoding: line, as: UTF8.self)
  }

  private static func read(_ path: String, _ name: String) throws(CommandError) -> String {
    // A pipe without a writer would keep us waiting here.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw CommandError("\(name)-file \(path): \(String(cString: strerror(errno))). Check its path and rights.")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw CommandError("\(name)-file \(path): \(String(cString: strerror(errno))). Check its path and rights.")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw CommandError("\(name)-file \(path) is a folder. Name the file that holds the password.")
    default: throw CommandError("\(name)-file \(path) is not a regular file. Name a file, or use \(name)-command.")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw CommandError("\(name)-file \(path) may be read by others. Run: chmod 600 \(path)")
    }
    guard let data = try? handle.read(upToCount: ChildCommand.outputLimit) ?? Data() else {
      throw CommandError("\(name)-file \(path) cannot be read. Check its disk.")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// - Parameter limit: ``commandLimit``; tests shorten it.
  static func run(
    _ command: String, _ environment: [String: String], within limit: Duration, as name: String = "password"
  ) throws(CommandError) -> String {
    let output: [UInt8]
    let ending: ChildCommand.Ending
    do throws(ChildCommand.Failure) {
      (output, ending) = try ChildCommand(script: command, environment: environment).output(within: limit)
    } catch {
      switch error {
      case .notStarted(let number):
        throw CommandError("\(name)-command could not be started: \(String(cString: strerror(number))).")
      case .timedOut:
        throw CommandError(
          "\(name)-command gave no answer within \(limit.components.seconds) s and was ended. "
            + "Run it by hand to see what it waits for.")
      }
    }
    guard ending == .exited(0) else { throw CommandError("\(name)-command \(ending). Run it by hand to see why.") }
    return String(decoding: output, as: UTF8.self)
  }
}
