import Foundation

/// Mail out of files, pipes and Maildir folders.
enum MailFile {
  /// The name of standard input.
  static let standardInput = "-"
  /// As much as a pipe of Linux holds.
  private static let block = 65_536

  /// What is to be read for `path`: itself, or the messages of a Maildir folder by name.
  static func files(at path: String) throws(CommandError) -> [String] {
    var status = stat()
    guard path != standardInput, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
    var files: [String] = []
    var folders = 0
    for folder in ["\(path)/cur", "\(path)/new"] {
      guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { continue }
      folders += 1
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
        throw CommandError("\(folder): cannot be read. Check its rights; nothing was taken from \(path).")
      }
      files += names.sorted().filter { !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
    }
    guard !files.isEmpty || folders == 2 else {
      throw CommandError("\(path): no messages in cur/ or new/. Is it a Maildir folder?")
    }
    return files
  }

  /// All bytes of a file, of a pipe (`/dev/fd/3`), or of standard input (`-`).
  static func bytes(_ path: String) throws(CommandError) -> [UInt8] {
    try bytes(path, unlessGone: false) ?? []
  }

  /// - Parameter unlessGone: nil for a file that does not exist, instead of an error.
  static func bytes(_ path: String, unlessGone: Bool) throws(CommandError) -> [UInt8]? {
    if path == standardInput { return try read(STDIN_FILENO, size: 0, path) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = errno
      if reason == ENOENT, unlessGone { return nil }
      throw reason == ENOENT
        ? CommandError("\(path): there is no such file. Nothing was taken from it.")
        : CommandError("\(path): \(String(cString: strerror(reason))). Nothing was taken from it.")
    }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    return try read(descriptor, size: size, path)
  }

  /// How messages call `path`.
  static func called(_ path: String) -> String { path == standardInput ? "standard input" : path }

  private static func read(_ descriptor: Int32, size: Int, _ path: String) throws(CommandError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(0, min(size, 1 << 30)))
    var buffer = [UInt8](repeating: 0, count: block)
    while true {
      let count = Foundation.read(descriptor, &buffer, block)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += buffer.prefix(count)
        continue
      }
      let reason = errno
      if reason == EINTR { continue }
      throw reason == EISDIR
        ? CommandError("\(path): is a folder, not a file. Nothing was taken from it.")
        : CommandError("\(called(path)): \(String(cString: strerror(reason))). Nothing was taken from it.")
    }
  }
}
