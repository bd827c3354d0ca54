import Foundation
import MIME

/// Mail out of files, pipes and Maildir folders.
enum MailFile {
  /// The name of standard input.
  static let standardInput = "-"
  /// As much as a pipe of Linux holds.
  private static let block = 65_536

  /// What is to be read for `path`: itself, or the messages of a Maildir folder, the oldest delivery first.
  static func files(at path: String) throws(CommandError) -> [String] {
    var status = stat()
    guard path != standardInput, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
    // `new` first: a mail that another program moves meanwhile is then seen in `cur`, and not missed.
    let new = try names(in: "\(path)/new")
    let cur = try names(in: "\(path)/cur")
    let files = Maildir.messages(new: new ?? [], cur: cur ?? []).map { "\(path)/\($0.path)" }
    guard !files.isEmpty || new != nil && cur != nil else {
      throw CommandError("\(path): no messages in cur/ or new/. Is it a Maildir folder?")
    }
    return files
  }

  /// What lies in a folder of a Maildir; nil where there is no such folder.
  private static func names(in folder: String) throws(CommandError) -> [String]? {
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw CommandError("\(folder): cannot be read. Check its rights; nothing was taken from it.")
    }
    return names
  }

  /// All bytes of a file, of a pipe (`/dev/fd/3`), or of standard input (`-`).
  static func bytes(_ path: String) throws(CommandError) -> [UInt8] {
    try bytes(path, unlessGone: false) ?? []
  }

  /// - Parameter unlessGone: nil for a file that does not exist, instead of an error.
  static func bytes(_ path: String, unlessGone: Bool) throws(CommandError) -> [UInt8]? {
    if path == standardInput { return try read(STDIN_FILENO, size: 0, path) }
    guard let descriptor = try opened(path, unlessGone: unlessGone) else { return nil }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    return try read(descriptor, size: size, path)
  }

  /// The messages of a file, one after the other: those of an mbox file, or the file itself.
  ///
  /// Of an mbox file only one message is in memory at a time.
  ///
  /// - Parameters:
  ///   - unlessGone: a file that does not exist gives no error.
  ///   - take: is given each message; never an empty one.
  /// - Returns: whether the file was there.
  static func eachMessage(
    _ path: String, unlessGone: Bool, take: ([UInt8]) async throws -> Void
  ) async throws -> Bool {
    guard path != standardInput else {
      try await eachMessage(of: STDIN_FILENO, path, take: take)
      return true
    }
    guard let descriptor = try opened(path, unlessGone: unlessGone) else { return false }
    defer { close(descriptor) }
    try await eachMessage(of: descriptor, path, take: take)
    return true
  }

  private static func eachMessage(
    of descriptor: Int32, _ path: String, take: ([UInt8]) async throws -> Void
  ) async throws {
    var reader: MboxReader?
    var single: [UInt8] = []
    var isFirst = true
    while let chunk = try chunk(descriptor, path, isFirst: isFirst) {
      if isFirst, chunk.starts(with: Array("From ".utf8)) { reader = MboxReader() }
      isFirst = false
      guard reader != nil else {
        single += chunk
        continue
      }
      for message in reader?.append(chunk) ?? [] where !message.isEmpty { try await take(message) }
    }
    for message in reader?.finish() ?? [single] where !message.isEmpty { try await take(message) }
  }

  /// Up to ``block`` bytes; nil at the end. Of the first chunk at least what tells an mbox file.
  private static func chunk(
    _ descriptor: Int32, _ path: String, isFirst: Bool
  ) throws(CommandError) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: block)
    repeat {
      let count = Foundation.read(descriptor, &buffer, block)
      if count == 0 { return bytes.isEmpty ? nil : bytes }
      if count > 0 {
        bytes += buffer.prefix(count)
        continue
      }
      let reason = errno
      if reason == EINTR { continue }
      guard isFirst, bytes.isEmpty else {
        throw CommandError("\(called(path)): \(String(cString: strerror(reason))). What stands before may be taken.")
      }
      throw failure(reason, path)
    } while isFirst ? bytes.count < 5 : bytes.isEmpty
    return bytes
  }

  /// How messages call `path`.
  static func called(_ path: String) -> String { path == standardInput ? "standard input" : path }

  private static func opened(_ path: String, unlessGone: Bool) throws(CommandError) -> Int32? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor < 0 else { return descriptor }
    let reason = errno
    if reason == ENOENT, unlessGone { return nil }
    throw reason == ENOENT
      ? CommandError("\(path): there is no such file. Nothing was taken from it.")
      : CommandError("\(path): \(String(cString: strerror(reason))). Nothing was taken from it.")
  }

  private static func failure(_ reason: Int32, _ path: String) -> CommandError {
    reason == EISDIR
      ? CommandError("\(path): is a folder, not a file. Nothing was taken from it.")
      : CommandError("\(called(path)): \(String(cString: strerror(reason))). Nothing was taken from it.")
  }

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
      throw failure(reason, path)
    }
  }
}
