internal import Steps

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file of one account's ``LoginRecord``, mode 0600, in a folder of its own beside the store. Its calls block.
///
/// It is no part of the store, so that no backup or export of mail holds a token.
public struct LoginFile: Hashable, Sendable {
  public let path: String

  /// - Parameter path: absolute; its folder is made when first needed, in one that is there.
  public init(path: String) {
    self.path = path
  }

  /// The file of `account` beside the store at `store`: `heard.db.logins/support%40shop.example`.
  public init(account: String, besideStore store: String) {
    path = store + ".logins/" + Self.fileName(account)
  }

  /// The record; an empty one where there is no file.
  public func read() throws(WireError) -> LoginRecord {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return LoginRecord() }
      throw unreadable(reason(errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(reason(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw unreadable("it is no regular file") }
    guard status.st_mode & 0o077 == 0 else { throw unreadable("others may read it; run: chmod 600 on it") }
    var bytes = [UInt8](repeating: 0, count: Self.maxSize)
    var count = 0
    while count < bytes.count {
      let got = bytes[count...].withUnsafeMutableBytes { room in Self.readOctets(descriptor, room) }
      if got < 0 { throw unreadable(reason(errno)) }
      if got == 0 { break }
      count += got
    }
    guard let record = LoginRecordText.decode(Array(bytes.prefix(count))) else {
      throw unreadable("it is not what Heard wrote")
    }
    return record
  }

  /// Puts `record` in the file's place. When it returns, the record survives power loss; where it throws, the one
  /// before is still there.
  func write(_ record: LoginRecord, steps: StepCounter = StepCounter()) throws(WireError) {
    guard let bytes = LoginRecordText.encode(record), bytes.count <= Self.maxSize else {
      throw cannotKeep("it is too long")
    }
    try makeFolder()
    // Written under another name first: a crash leaves the old record or the new one, never half of one.
    steps.pass("login.write")
    let temporary = path + ".new"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw cannotKeep(reason(errno)) }
    var failure = Self.writeAll(bytes, to: descriptor)
    steps.pass("login.written")
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    steps.pass("login.synced")
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(temporary)
      throw cannotKeep(reason(failure))
    }
    steps.pass("login.renamed")
    // The name itself must be on disk too.
    failure = Self.syncFolder(folder)
    guard failure == 0 else { throw cannotKeep(reason(failure)) }
    steps.pass("login.kept")
  }

  /// Runs `body` while no other process or thread does so for this account: two that renew one refresh token at once
  /// look like a thief to an issuer (RFC 9700, 4.14.2), which then takes all tokens back.
  func locked<T>(_ body: () throws(WireError) -> T) throws(WireError) -> T {
    try makeFolder()
    let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw cannotKeep(reason(errno)) }
    // The kernel frees the lock with the descriptor, also where the process dies.
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw cannotKeep(reason(errno)) }
    }
    return try body()
  }

  /// Keeps a refresh token that a login gave, and lets the account be tried again.
  /// - Parameter seed: the settings' refresh token, which it takes the place of; nil where they name none.
  public func logIn(refreshToken: String, insteadOf seed: String? = nil) throws(WireError) {
    try locked { () throws(WireError) in try write(LoginRecord(refreshToken: refreshToken, replaces: seed)) }
  }

  /// Notes that the account is not to be tried again until somebody says so.
  func stop(_ stop: LoginRecord.Stop) throws(WireError) {
    try locked { () throws(WireError) in
      var record = try read()
      record.stopped = stop
      try write(record)
    }
  }

  /// Lets a stopped account be tried again; false where it was not stopped.
  public func resume() throws(WireError) -> Bool {
    try locked { () throws(WireError) in
      var record = try read()
      guard record.stopped != nil else { return false }
      record.stopped = nil
      try write(record)
      return true
    }
  }

  /// Two tokens of ``AccessToken/maxLength``, and what stands around them.
  private static let maxSize = 4 * AccessToken.maxLength

  private var folder: String { Self.folder(of: path) }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func makeFolder() throws(WireError) {
    guard mkdir(folder, 0o700) != 0 else {
      // Its own name must be on disk before anything in it is.
      let failure = Self.syncFolder(Self.folder(of: folder))
      guard failure == 0 else { throw cannotKeep(reason(failure)) }
      return
    }
    guard errno == EEXIST else { throw cannotKeep(reason(errno)) }
  }

  private static func syncFolder(_ folder: String) -> Int32 {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    return fsync(descriptor) == 0 ? 0 : errno
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { rest in writeOctets(descriptor, rest) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : EIO }
      offset += count
    }
    return 0
  }

  private static func readOctets(_ descriptor: Int32, _ room: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      // `read` alone would be this type's own.
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, room.baseAddress, room.count)
      #else
        let count = Darwin.read(descriptor, room.baseAddress, room.count)
      #endif
      if count < 0, errno == EINTR { continue }
      return count
    }
  }

  private static func writeOctets(_ descriptor: Int32, _ rest: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, rest.baseAddress, rest.count)
    #else
      Darwin.write(descriptor, rest.baseAddress, rest.count)
    #endif
  }

  /// Letters, digits and `-_.`, the rest by percent; no name begins with a dot, so none is `.` or `..`.
  private static func fileName(_ account: String) -> String {
    var name = ""
    for octet in account.utf8 {
      if isAlphanumeric(octet) || octet == 0x2D || octet == 0x5F || octet == 0x2E && !name.isEmpty {
        name.unicodeScalars.append(Unicode.Scalar(octet))
      } else {
        let hex = String(octet, radix: 16, uppercase: true)
        name += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
      }
    }
    return name
  }

  private func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
  private func unreadable(_ reason: String) -> WireError { .token(.unreadableFile(path: path, reason: reason)) }
  private func cannotKeep(_ reason: String) -> WireError { .token(.cannotKeep(path: path, reason: reason)) }
}
