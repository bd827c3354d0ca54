internal import Glibc
internal import Synchronization

/// The listening end of a scripted server: TCP on 127.0.0.1 at a port that the system picks, a thread a connection.
final class ScriptedListener: Sendable {
  /// A conversation that hangs is ended after so many seconds, so that a test fails and does not stand still.
  static let patience = 30

  let port: UInt16
  private let sockets = OpenSockets()

  /// - Parameters:
  ///   - receiveBuffer: octets that the system holds for a connection that is not read; nil for as many as it likes.
  ///   - serve: talks with one client; gets the connection and its number, from 0. The connection is closed when it
  ///     returns.
  init(receiveBuffer: Int32? = nil, serve: @escaping @Sendable (ScriptedConnection, Int) -> Void) throws {
    let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listening >= 0 else { throw ScriptedServerError.noSocket }
    if var size = receiveBuffer {
      setsockopt(listening, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listening, generic, length) == 0 && listen(listening, 64) == 0
          && getsockname(listening, generic, &length) == 0
      }
    }
    guard bound else {
      close(listening)
      throw ScriptedServerError.noSocket
    }
    port = UInt16(bigEndian: address.sin_port)
    sockets.add(listening)
    startThread { [sockets] in
      defer { sockets.close(listening) }
      var number = 0
      while case let client = accept(listening, nil, nil), client >= 0 {
        sockets.add(client)
        Self.talk(client, number, sockets, serve)
        number += 1
      }
    }
  }

  deinit { stop() }

  /// Takes no more connections and cuts the open ones.
  func stop() { sockets.cut() }

  private static func talk(
    _ client: Int32, _ number: Int, _ sockets: OpenSockets, _ serve: @escaping @Sendable (ScriptedConnection, Int) -> Void
  ) {
    var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
    var yes: Int32 = 1
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    startThread {
      serve(ScriptedConnection(client), number)
      sockets.close(client)
    }
  }
}

/// The sockets of a listener and its connections. Cut and closed under one lock: a number that was closed may be
/// another test's socket the next moment, and to cut that would fail a test which did nothing wrong.
private final class OpenSockets: Sendable {
  private struct State {
    var open: Set<Int32> = []
    var isCut = false
  }

  private let state = Mutex(State())

  /// Holds a socket; one that comes after ``cut()`` is cut at once.
  func add(_ socket: Int32) {
    state.withLock { state in
      state.open.insert(socket)
      if state.isCut { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  /// Ends both directions of all that are open, which wakes their threads.
  func cut() {
    state.withLock { state in
      state.isCut = true
      for socket in state.open { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  func close(_ socket: Int32) {
    state.withLock { state in
      state.open.remove(socket)
      Glibc.close(socket)
    }
  }
}

/// Why a scripted server did not start.
public enum ScriptedServerError: Error { case noSocket }

/// One client's connection, seen from a scripted server. Used by one thread.
final class ScriptedConnection {
  let socket: Int32
  private var buffer: [UInt8] = []
  private var start = 0

  init(_ socket: Int32) { self.socket = socket }

  /// Writes all; false where the client is gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let sent = bytes[offset...].withUnsafeBytes { rest in
        Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      offset += sent
    }
    return true
  }

  /// Sends from any thread, while the connection is open.
  var speaker: @Sendable (String) -> Void {
    { [socket] text in
      let bytes = Array(text.utf8)
      _ = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
  }

  /// Sends octets from any thread, while the connection is open.
  var byteSpeaker: @Sendable ([UInt8]) -> Void {
    { [socket] octets in
      var rest = octets[...]
      while !rest.isEmpty {
        let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent > 0 else { return }
        rest = rest.dropFirst(sent)
      }
    }
  }

  /// Ends what the client hears, from any thread.
  var speechEnder: @Sendable () -> Void {
    { [socket] in _ = shutdown(socket, Int32(SHUT_WR)) }
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// The next line without its line end; nil at the end.
  func line() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        var line = buffer[start..<end]
        start = end + 1
        if line.last == 0x0D { line.removeLast() }
        return Array(line)
      }
      searched = buffer.count
      let moved = start
      guard more() else { return nil }
      searched -= moved - start
    }
  }

  /// The next `count` octets; fewer at the end.
  func octets(_ count: Int) -> [UInt8] {
    while buffer.count - start < count, more() {}
    let taken = buffer[start...].prefix(count)
    start += taken.count
    return Array(taken)
  }

  /// What is there, waiting for at least one octet; empty at the end.
  func some() -> [UInt8] {
    if start == buffer.count { _ = more() }
    defer { start = buffer.count }
    return Array(buffer[start...])
  }

  /// Everything up to the end.
  func rest() -> [UInt8] {
    while more() {}
    defer { start = buffer.count }
    return Array(buffer[start...])
  }

  /// Whether the client has said more than was read: before it is asked, it should not.
  var hasUnread: Bool {
    var octet: UInt8 = 0
    return buffer.count > start || recv(socket, &octet, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
  }

  /// Reads nothing until the client closes.
  func waitForEnd() {
    let peerClosed: Int16 = 0x2000  // POLLRDHUP, which Glibc's module leaves out.
    var descriptor = pollfd(fd: socket, events: peerClosed, revents: 0)
    poll(&descriptor, 1, Int32(ScriptedListener.patience) * 1000)
  }

  /// Ends both directions at once; the client knows when this returns.
  func end() { shutdown(socket, Int32(SHUT_RDWR)) }

  /// Closes so that the client sees a reset and not an end.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
  }

  private func more() -> Bool {
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    let count = recv(socket, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    buffer.append(contentsOf: chunk.prefix(count))
    return true
  }
}

/// Runs `body` on a thread of its own: scripted servers block, and must not hold up Swift's threads.
func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Body(body))
  let failure = pthread_create(&thread, nil, { (context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? in
    guard let context else { return nil }
    Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
    return nil
  }, context.toOpaque())
  if failure == 0 { pthread_detach(thread) } else { context.release() }
}
