import Foundation

/// A command of the shell, run as a child that stays in this process's group.
///
/// Foundation's `Process` gives every child a group of its own; a terminal stops such a child as soon as it reads.
struct ChildCommand {
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  enum Failure: Error, Equatable {
    /// The system's error number.
    case notStarted(Int32)
    case timedOut
  }

  /// What is kept of a child's output; nobody has a longer first line of use.
  static let outputLimit = 65_536

  /// In the shell's language.
  let script: String
  /// `$1` and on: never part of the script.
  var arguments: [String] = []
  let environment: [String: String]

  /// Runs it on the terminal and waits. An interrupt from the keyboard is the child's to answer, as in system(3).
  func onTerminal() throws(Failure) -> Ending {
    let interrupt = signal(SIGINT, SIG_IGN)
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      signal(SIGINT, interrupt)
      signal(SIGQUIT, quit)
    }
    let child = try start(output: nil, inGroup: false)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return Self.ending(status)
  }

  /// Runs it with an empty standard input, and keeps what it prints, up to ``outputLimit`` bytes.
  ///
  /// It may ask a person on the controlling terminal. Without one it has a group of its own, which is killed as a whole
  /// when `limit` has passed.
  func output(within limit: Duration) throws(Failure) -> (bytes: [UInt8], ending: Ending) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .notStarted(errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let inGroup = !Self.hasTerminal
    let child: pid_t
    do {
      child = try start(output: ends[1], inGroup: inGroup)
      close(ends[1])
    } catch {
      close(ends[1])
      throw error
    }
    var kept: [UInt8] = []
    let deadline = ContinuousClock.now + limit
    var isOpen = true
    while ContinuousClock.now < deadline {
      if isOpen { isOpen = Self.read(ends[0], into: &kept) } else { usleep(Self.pauseMicroseconds) }
      var status: Int32 = 0
      if waitpid(child, &status, WNOHANG) == child {
        // Only what is there already: a grandchild that lives on may keep the pipe open.
        while isOpen, Self.hasInput(ends[0], waitMilliseconds: 0) { isOpen = Self.read(ends[0], into: &kept) }
        return (kept, Self.ending(status))
      }
    }
    kill(inGroup ? -child : child, SIGKILL)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    throw .timedOut
  }

  /// Between two looks whether a child has ended: shorter than a person notices.
  private static let pauseMicroseconds: UInt32 = 5_000
  private static let pauseMilliseconds: Int32 = 20

  private static var hasTerminal: Bool {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return false }
    close(terminal)
    return true
  }

  private static func hasInput(_ descriptor: Int32, waitMilliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, waitMilliseconds) > 0
  }

  /// Reads what there is within a short wait; false at the end.
  private static func read(_ descriptor: Int32, into kept: inout [UInt8]) -> Bool {
    guard hasInput(descriptor, waitMilliseconds: pauseMilliseconds) else { return true }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Foundation.read(descriptor, &buffer, buffer.count)
    if count < 0 { return errno == EINTR }
    kept += buffer.prefix(min(count, max(0, outputLimit - kept.count)))
    return count > 0
  }

  private static func ending(_ status: Int32) -> Ending {
    // The macros of wait(2) are not seen from Swift: the low seven bits are the signal, the next byte the status.
    status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signalled(status & 0x7F)
  }

  private func start(output: Int32?, inGroup: Bool) throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let output {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this process ignores is no business of the child's.
    var usual = sigset_t()
    sigemptyset(&usual)
    posix_spawnattr_setsigmask(&attributes, &usual)
    for number in [SIGPIPE, SIGINT, SIGQUIT] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if inGroup {
      posix_spawnattr_setpgroup(&attributes, 0)
      flags |= POSIX_SPAWN_SETPGROUP
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let words = (["/bin/sh", "-c", script, "heard"] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for copy in words + variables { free(copy) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, "/bin/sh", &actions, &attributes, words, variables)
    guard failure == 0 else { throw .notStarted(failure) }
    return child
  }
}

extension ChildCommand.Ending: CustomStringConvertible {
  var description: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .signalled(let number): "was ended by signal \(number)"
    }
  }
}
