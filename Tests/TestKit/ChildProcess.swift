internal import Dispatch
internal import Foundation
internal import Glibc
internal import Synchronization

/// A program that was started, with all that it prints collected. It is killed when nobody holds it any more.
public final class ChildProcess: Sendable {
  /// The process's id.
  public let pid: Int32

  private let life: Life
  private let standardOutput: CollectedOutput
  private let standardError: CollectedOutput

  private init(pid: Int32, output: Int32, error: Int32) {
    self.pid = pid
    let life = Life(pid: pid)
    let standardOutput = CollectedOutput(reading: output)
    let standardError = CollectedOutput(reading: error)
    self.life = life
    self.standardOutput = standardOutput
    self.standardError = standardError
    Thread.detachNewThread {
      standardOutput.readToEnd()
    }
    Thread.detachNewThread {
      standardError.readToEnd()
    }
    Thread.detachNewThread {
      life.awaitEnd(output: standardOutput, error: standardError)
    }
  }

  deinit { life.send(SIGKILL) }

  /// Starts the program at `path`; `environment` is all it gets, this process's own where nil.
  public static func start(
    _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil, input: [UInt8] = []
  ) throws(ChildProcessError) -> ChildProcess {
    // One at a time: a program started between `pipe` and FD_CLOEXEC would inherit, and hold open, another's pipe.
    try oneAtATime.withLock { _ throws(ChildProcessError) in
      try spawn(path, arguments, environment: environment, input: input)
    }
  }

  private static let oneAtATime = Mutex(())

  private static func spawn(
    _ path: String, _ arguments: [String], environment: [String: String]?, input: [UInt8]
  ) throws(ChildProcessError) -> ChildProcess {
    let output = try pipe(for: path)
    let error: Pipe
    do { error = try pipe(for: path) } catch {
      close(output.reading)
      close(output.writing)
      throw error
    }
    // A nameless file instead of a pipe: a program that does not read its input cannot stop or kill us.
    let name = "/tmp/heard-input-" + UUID().uuidString
    let source = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    unlink(name)
    defer {
      close(source)
      close(output.writing)
      close(error.writing)
    }
    var pid: pid_t = 0
    var failure: Int32 = write(input, to: source) ? 0 : errno
    if failure == 0 {
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_adddup2(&actions, source, 0)
      posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
      posix_spawn_file_actions_adddup2(&actions, error.writing, 2)
      // A thread of Swift's pool blocks signals; what it starts would inherit that and never hear SIGTERM.
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      var none = sigset_t()
      sigemptyset(&none)
      posix_spawnattr_setsigmask(&attributes, &none)
      var all = sigset_t()
      sigfillset(&all)
      posix_spawnattr_setsigdefault(&attributes, &all)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
      let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0.key)=\($0.value)" }
      failure = withCStrings([path] + arguments) { argv in
        withCStrings(variables) { envp in posix_spawn(&pid, path, &actions, &attributes, argv, envp) }
      }
    }
    guard failure == 0 else {
      close(output.reading)
      close(error.reading)
      throw .cannotStart(path: path, reason: String(cString: strerror(failure)))
    }
    return ChildProcess(pid: pid, output: output.reading, error: error.reading)
  }

  /// Sends a signal; nothing where the process has ended.
  public func send(_ signal: Int32) { life.send(signal) }
  /// Asks it to end (SIGTERM).
  public func terminate() { send(SIGTERM) }
  /// Ends it hard (SIGKILL): no cleanup of its own runs.
  public func kill() { send(SIGKILL) }

  /// How it ended and all it printed; waits until then.
  public func outcome() async -> ProcessOutcome {
    await withCheckedContinuation { continuation in
      // Holds `self` until then, for its `deinit` kills.
      life.whenEnded { [self] outcome in
        withExtendedLifetime(self) { continuation.resume(returning: outcome) }
      }
    }
  }

  /// As ``outcome()``, holding up the calling thread: for `deinit` and `main`.
  public func outcomeHoldingThread() -> ProcessOutcome {
    let end = DispatchSemaphore(value: 0)
    let result = Mutex<ProcessOutcome?>(nil)
    life.whenEnded { outcome in
      result.withLock { $0 = outcome }
      end.signal()
    }
    withExtendedLifetime(self) { end.wait() }
    return result.withLock { $0 } ?? ProcessOutcome(ending: .signalled(0), output: [], error: [], peakMemory: 0)
  }

  /// True as soon as its standard output holds `text`; false when it ended without.
  public func prints(_ text: String) async -> Bool { await standardOutput.holds(Array(text.utf8)) }
  /// True as soon as its standard error holds `text`; false when it ended without.
  public func warns(_ text: String) async -> Bool { await standardError.holds(Array(text.utf8)) }

  private typealias Pipe = (reading: Int32, writing: Int32)

  private static func pipe(for path: String) throws(ChildProcessError) -> Pipe {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw .cannotStart(path: path, reason: String(cString: strerror(errno)))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard written > 0 else { return false }
      rest = rest.dropFirst(written)
    }
    return lseek(file, 0, SEEK_SET) == 0
  }

  private static func withCStrings<R>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    var pointers = strings.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("the list ends with nil, so it is not empty") }
      return body(base)
    }
  }
}

/// The end of one process, known once and told to all who wait.
private final class Life: Sendable {
  private struct State {
    var running = true
    var outcome: ProcessOutcome?
    var waiting: [@Sendable (ProcessOutcome) -> Void] = []
  }
  private let pid: pid_t
  private let state = Mutex(State())

  init(pid: pid_t) { self.pid = pid }

  /// Never signals a stranger: the id stays ours until ``awaitEnd(output:error:)`` has collected it under this lock.
  func send(_ signal: Int32) {
    state.withLock { if $0.running { _ = Glibc.kill(pid, signal) } }
  }

  func whenEnded(_ body: @escaping @Sendable (ProcessOutcome) -> Void) {
    let known = state.withLock { state in
      if state.outcome == nil { state.waiting.append(body) }
      return state.outcome
    }
    if let known { body(known) }
  }

  func awaitEnd(output: CollectedOutput, error: CollectedOutput) {
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    var status: Int32 = 0
    var usage = rusage()
    state.withLock {
      _ = wait4(pid, &status, 0, &usage)
      $0.running = false
    }
    // wait(2): the low seven bits are the signal, or 0 where the next eight are the exit status.
    let signal = status & 0x7f
    let outcome = ProcessOutcome(
      ending: signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal), output: output.all(),
      error: error.all(), peakMemory: usage.ru_maxrss * 1024)
    let waiting = state.withLock { state in
      state.outcome = outcome
      defer { state.waiting = [] }
      return state.waiting
    }
    for body in waiting { body(outcome) }
  }
}

/// What comes out of one pipe, while it comes.
private final class CollectedOutput: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var ended = false
    var waiting: [(text: [UInt8], tell: @Sendable (Bool) -> Void)] = []
  }
  private let file: Int32
  private let state = Mutex(State())
  private let end = DispatchSemaphore(value: 0)

  init(reading file: Int32) { self.file = file }

  func readToEnd() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      let told = state.withLock { state in
        if count > 0 { state.bytes += buffer[..<count] } else { state.ended = true }
        let answered = state.waiting.filter { state.ended || state.bytes.firstRange(of: $0.text) != nil }
        state.waiting.removeAll { waiter in state.ended || state.bytes.firstRange(of: waiter.text) != nil }
        return answered.map { ($0.tell, state.bytes.firstRange(of: $0.text) != nil) }
      }
      for (tell, found) in told { tell(found) }
      guard count > 0 else { break }
    }
    close(file)
    end.signal()
  }

  /// All bytes; holds up the thread until the writer has closed its end. Called once.
  func all() -> [UInt8] {
    end.wait()
    return state.withLock { $0.bytes }
  }

  func holds(_ text: [UInt8]) async -> Bool {
    await withCheckedContinuation { continuation in
      let known: Bool? = state.withLock { state in
        if state.bytes.firstRange(of: text) != nil { return true }
        if state.ended { return false }
        state.waiting.append((text, { continuation.resume(returning: $0) }))
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
