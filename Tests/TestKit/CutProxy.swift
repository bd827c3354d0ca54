internal import Glibc
internal import Synchronization

/// A proxy on loopback that ends a connection after exactly so many bytes, or spoils it in another way.
///
/// It looks at no byte: what it passes may be TLS. One thread a connection.
public final class CutProxy: Sendable {
  /// Where bytes go.
  public enum Direction: Hashable, Sendable, CaseIterable { case toServer, toClient }

  /// How a connection ends, seen from both of its sides.
  public enum Ending: Hashable, Sendable {
    /// In order: both read an end.
    case fin
    /// With a reset: both read an error once they have read what had come.
    case reset
    /// Not at all: nothing more passes, and nobody is told. Open until the client leaves.
    case blackHole
  }

  /// What becomes of one connection.
  public enum Plan: Hashable, Sendable {
    case pass
    /// Ends once exactly so many bytes have passed in one direction; 0 ends it before any.
    case cut(Direction, after: Int, Ending)
    /// Passes each byte in a packet of its own.
    case slice
  }

  /// What has become of one connection.
  public struct Passage: Hashable, Sendable {
    /// Bytes passed so far.
    public fileprivate(set) var toServer = 0
    public fileprivate(set) var toClient = 0
    /// Its plan's end was reached, or it was cut by ``CutProxy/cutOpen(by:)``.
    public var wasCut: Bool { cutAt != nil }
    /// When it was cut, in whole seconds since 1970-01-01T00:00:00Z.
    public fileprivate(set) var cutAt: Int?
    public fileprivate(set) var isOpen = true

    public func bytes(_ direction: Direction) -> Int { direction == .toServer ? toServer : toClient }
  }

  private struct State {
    var target: UInt16
    var passages: [Passage] = []
    /// The client's socket of each open connection, and how it was told to end.
    var open: [Int: (client: Int32, ending: Ending?)] = [:]
  }
  private final class SharedState: Sendable {
    let value: Mutex<State>
    init(_ target: UInt16) { value = Mutex(State(target: target)) }
  }

  /// Bytes read at a time.
  private static let roomSize = 64 * 1024

  private let state: SharedState
  private let listener: ScriptedListener

  /// - Parameters:
  ///   - target: the server's port on 127.0.0.1.
  ///   - plan: asked once for each connection, by its number from 0, before its first byte.
  public init(to target: UInt16, plan: @escaping @Sendable (Int) -> Plan = { _ in .pass }) throws {
    let state = SharedState(target)
    self.state = state
    listener = try ScriptedListener { connection, _ in
      let (number, target) = state.value.withLock { state in
        state.passages.append(Passage())
        let number = state.passages.count - 1
        state.open[number] = (connection.socket, nil)
        return (number, state.target)
      }
      let server = Self.connect(to: target)
      if server >= 0 {
        Relay(client: connection.socket, server: server, plan: plan(number)) { change in
          state.value.withLock { state in
            change(&state.passages[number])
            return state.open[number]?.ending
          }
        }.run()
      }
      state.value.withLock { state in
        state.open[number] = nil
        state.passages[number].isOpen = false
      }
      if server >= 0 { close(server) }
    }
  }

  /// The port on 127.0.0.1 that clients are to use.
  public var port: UInt16 { listener.port }

  /// What became of the connections so far, in order.
  public var passages: [Passage] { state.value.withLock { $0.passages } }

  /// Leads later connections to another server: the first one was restarted on another port.
  public func lead(to target: UInt16) { state.value.withLock { $0.target = target } }

  /// Ends every open connection now; true where there was one.
  @discardableResult
  public func cutOpen(by ending: Ending) -> Bool {
    state.value.withLock { state in
      for (number, connection) in state.open {
        state.open[number] = (connection.client, ending)
        // Wakes the relay, which reads an end here and then looks why.
        shutdown(connection.client, Int32(SHUT_RD))
      }
      return !state.open.isEmpty
    }
  }

  public func stop() { listener.stop() }

  /// A connected socket, or -1.
  private static func connect(to port: UInt16) -> Int32 {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard server >= 0 else { return -1 }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        Glibc.connect(server, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard connected else {
      close(server)
      return -1
    }
    var yes: Int32 = 1
    setsockopt(server, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    return server
  }

  /// One connection's bytes on their way.
  private struct Relay {
    let client: Int32
    let server: Int32
    let plan: Plan
    /// Writes down what passed; returns how the connection was told to end meanwhile.
    let note: ((inout Passage) -> Void) -> Ending?

    func run() {
      if case .cut(_, 0, let ending) = plan { return cut(by: ending) }
      var room = [UInt8](repeating: 0, count: CutProxy.roomSize)
      var passed = [Direction.toServer: 0, .toClient: 0]
      var ended: Set<Direction> = []
      while ended.count < 2 {
        var watched = [
          pollfd(fd: ended.contains(.toServer) ? -1 : client, events: Int16(POLLIN), revents: 0),
          pollfd(fd: ended.contains(.toClient) ? -1 : server, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&watched, 2, Int32(ScriptedListener.patience) * 1000) > 0 else { return }
        for (index, direction) in [Direction.toServer, .toClient].enumerated() where watched[index].revents != 0 {
          let (source, sink) = direction == .toServer ? (client, server) : (server, client)
          var limit = room.count
          if case .cut(direction, let after, _) = plan { limit = min(limit, after - (passed[direction] ?? 0)) }
          let count = recv(source, &room, limit, 0)
          if let ending = note({ _ in }) { return cut(by: ending) }
          if count < 0 { return reset() }
          if count == 0 {
            ended.insert(direction)
            shutdown(sink, Int32(SHUT_WR))
            continue
          }
          guard pass(room[..<count], to: sink) else { return }
          passed[direction, default: 0] += count
          _ = note { $0.add(count, direction) }
          if case .cut(direction, passed[direction], let ending) = plan { return cut(by: ending) }
        }
      }
    }

    private func pass(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
      guard plan == .slice else { return send(bytes, to: sink) }
      return bytes.allSatisfy { send([$0], to: sink) }
    }

    private func send(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
      var rest = bytes
      while !rest.isEmpty {
        let sent = rest.withUnsafeBytes { Glibc.send(sink, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent > 0 else { return false }
        rest = rest.dropFirst(sent)
      }
      return true
    }

    private func cut(by ending: Ending) {
      switch ending {
      case .fin:
        shutdown(client, Int32(SHUT_WR))
        shutdown(server, Int32(SHUT_WR))
        _ = note { $0.cutAt = time(nil) }
        // To close with bytes unread would reset.
        swallow(from: [client, server])
      case .reset:
        reset()
        _ = note { $0.cutAt = time(nil) }
      case .blackHole:
        _ = note { $0.cutAt = time(nil) }
        swallow(from: [client])
        // Where ``cutOpen(by:)`` woke us, there was nothing to read; the client must not see an end all the same.
        var patience = ScriptedListener.patience * 20
        while isEstablished(client), patience > 0 {
          usleep(50_000)
          patience -= 1
        }
      }
    }

    /// Whether the other side still holds the connection (tcp(7), TCP_INFO: the first octet is its state).
    private func isEstablished(_ side: Int32) -> Bool {
      var information = [UInt8](repeating: 0, count: 256)
      var length = socklen_t(information.count)
      return getsockopt(side, Int32(IPPROTO_TCP), TCP_INFO, &information, &length) == 0 && information[0] == 1
    }

    private func swallow(from sides: [Int32]) {
      var room = [UInt8](repeating: 0, count: CutProxy.roomSize)
      for side in sides {
        var patience = timeval(tv_sec: ScriptedListener.patience, tv_usec: 0)
        setsockopt(side, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        while recv(side, &room, room.count, 0) > 0 {}
      }
    }

    private func reset() {
      for side in [client, server] {
        // What was passed must be there before the reset is.
        var unsent: Int32 = 0
        for _ in 0..<1000 {
          guard ioctl(side, UInt(TIOCOUTQ), &unsent) == 0, unsent > 0 else { break }
          usleep(100)
        }
        // Connecting to nowhere resets at once (connect(2), AF_UNSPEC); closing would when the descriptor is closed.
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        _ = Glibc.connect(side, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
      }
    }
  }
}

extension CutProxy.Passage {
  fileprivate mutating func add(_ count: Int, _ direction: CutProxy.Direction) {
    switch direction {
    case .toServer: toServer += count
    case .toClient: toClient += count
    }
  }
}
