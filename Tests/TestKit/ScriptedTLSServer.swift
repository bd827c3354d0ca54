internal import Glibc
internal import Synchronization

/// A server with TLS that says what a script tells it, for one client; `openssl s_server` does the TLS.
///
/// It logs both what went over the wire and what a client said inside TLS: what the server learnt.
public final class ScriptedTLSServer: Sendable {
  /// How TLS begins and which it is.
  public struct Manner: Sendable {
    /// What is said before TLS, in the clear: a dialogue up to STARTTLS; empty for TLS from the first byte.
    public var preamble: [ScriptedServer.Step]
    /// What `openssl s_server` is told besides: `-tls1_1`.
    public var options: [String]

    public init(preamble: [ScriptedServer.Step] = [], options: [String] = []) {
      self.preamble = preamble
      self.options = options
    }
  }

  private struct Record {
    var wire: [UInt8] = []
    var inside: [UInt8] = []
    var problems: [String] = []
  }

  private let record: Watched<Record>
  private let listener: ScriptedListener
  private let scratch: ScratchFolder
  private let ended: Ended

  /// - Parameter script: what is said and expected inside TLS.
  public init(
    _ kind: TestCertificates.Kind, of certificates: TestCertificates, _ manner: Manner = Manner(),
    _ script: [ScriptedServer.Step]
  ) throws {
    let record = Watched(Record())
    let ended = Ended()
    let scratch = try ScratchFolder()
    let path = scratch.file("tls")
    self.record = record
    self.ended = ended
    self.scratch = scratch
    let inner = try Self.startTLS(scratch.path, certificates.certificate(kind), certificates.key(kind), manner.options)
    listener = try ScriptedListener { [certificates] connection, number in
      _ = certificates
      guard number == 0 else { return }
      defer { ended.set() }
      ScriptedServer.play(manner.preamble, connection, toEnd: false) { octets in
        record.withLock { $0.wire += octets }
      } onProblem: { problem in
        record.withLock { $0.problems.append(problem) }
      }
      guard let outer = Self.connect(path) else {
        record.withLock { $0.problems.append("openssl s_server did not start") }
        close(inner)
        return
      }
      let inside = Ended()
      startThread {
        ScriptedServer.play(script, ScriptedConnection(inner)) { octets in
          record.withLock { $0.inside += octets }
        } onProblem: { problem in
          record.withLock { $0.problems.append(problem) }
        }
        close(inner)
        inside.set()
      }
      let back = Ended()
      let (speak, endSpeech) = (connection.byteSpeaker, connection.speechEnder)
      startThread {
        let from = ScriptedConnection(outer)
        while case let octets = from.some(), !octets.isEmpty { speak(octets) }
        endSpeech()
        back.set()
      }
      let to = ScriptedConnection(outer)
      while case let octets = connection.some(), !octets.isEmpty {
        record.withLock { $0.wire += octets }
        to.send(octets)
      }
      shutdown(outer, Int32(SHUT_RDWR))
      back.hold()
      inside.hold()
      close(outer)
    }
  }

  deinit { stop() }

  /// The port on 127.0.0.1.
  public var port: UInt16 { listener.port }

  /// All bytes that the client sent, as they were on the wire.
  public var wire: [UInt8] { record.withLock { $0.wire } }

  /// What the client said inside TLS.
  public var inside: [UInt8] { record.withLock { $0.inside } }

  /// Where the client left the script.
  public var problems: [String] { record.withLock { $0.problems } }

  /// Waits until the client is gone and all that it sent is in the logs.
  public func finish() async { await ended.wait() }

  public func stop() { listener.stop() }

  /// Starts `openssl s_server` for one client at the Unix socket `tls` in `folder`; gives the other end of its plain
  /// text. It is started in that folder, as it takes no socket's path of more than 31 characters.
  private static func startTLS(
    _ folder: String, _ certificate: String, _ key: String, _ options: [String]
  ) throws -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw ScriptedServerError.noSocket
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let words =
      ["/bin/sh", "-c", "cd \"$1\" && shift && exec openssl s_server -quiet -naccept 1 -unix tls \"$@\"", "tls", folder]
      + ["-cert", certificate, "-key", key] + options
    let arguments = words.map { strdup($0) } + [nil]
    defer { for word in arguments { free(word) } }
    var pid: pid_t = 0
    let failure = posix_spawn(&pid, "/bin/sh", &actions, nil, arguments, environ)
    close(ends[1])
    guard failure == 0 else {
      close(ends[0])
      throw ScriptedServerError.noSocket
    }
    let child = pid
    startThread {
      var status: Int32 = 0
      while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
    var patience = timeval(tv_sec: ScriptedListener.patience, tv_usec: 0)
    setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    return ends[0]
  }

  /// A connection to the Unix socket, once there is one.
  private static func connect(_ path: String) -> Int32? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      room.copyBytes(from: path.utf8.prefix(room.count - 1))
    }
    // A program takes some milliseconds to start, on a busy machine some hundreds: 20 s in all.
    for _ in 0..<4000 {
      let client = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard client >= 0 else { return nil }
      let connected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
          Glibc.connect(client, generic, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
      }
      if connected { return client }
      close(client)
      usleep(5000)
    }
    return nil
  }
}

/// An end that others wait for: threads by ``hold()``, tasks by ``wait()``.
private final class Ended: Sendable {
  private struct State {
    var isOver = false
    var waiting: [@Sendable () -> Void] = []

    mutating func takeWaiting() -> [@Sendable () -> Void] {
      defer { waiting = [] }
      return waiting
    }
  }
  private let state = Mutex(State())

  func set() {
    let waiting = state.withLock { state in
      state.isOver = true
      return state.takeWaiting()
    }
    for wake in waiting { wake() }
  }

  func wait() async {
    await withCheckedContinuation { continuation in whenOver { continuation.resume() } }
  }

  func hold() {
    nonisolated(unsafe) let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
    whenOver { sem_post(semaphore) }
    while sem_wait(semaphore) != 0, errno == EINTR {}
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  private func whenOver(_ wake: @escaping @Sendable () -> Void) {
    let isOver = state.withLock { state in
      if !state.isOver { state.waiting.append(wake) }
      return state.isOver
    }
    if isOver { wake() }
  }
}
