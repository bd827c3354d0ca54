internal import CCurl
internal import Steps

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A secured, logged-in stream of bytes to one mail server. Its calls block; one actor owns it.
final class ByteStream {
  /// What came of waiting for bytes.
  enum Arrival: Equatable {
    case octets([UInt8])
    case end
    case timedOut
    case interrupted
  }

  /// As much as a socket and a TLS record (16 KB) give at once, in few calls.
  private static let bufferSize = 64 * 1024

  let place: String
  private let handle: StreamHandle
  private let wakeup: Wakeup
  private let steps: StepCounter
  private let receiveStep: StaticString
  private var buffer: [UInt8] = Array(repeating: 0, count: ByteStream.bufferSize)

  /// Resolves, connects, checks the certificate and logs in. Blocks up to `timeouts.connect`.
  /// - Parameter name: what SMTP's EHLO says of us; ignored for IMAP.
  init(
    to endpoint: Endpoint, login: Login?, name: String, timeouts: Timeouts, wakeup: Wakeup, steps: StepCounter
  ) throws(WireError) {
    place = endpoint.place
    self.wakeup = wakeup
    self.steps = steps
    receiveStep = endpoint.service == .imap ? "imap.receive" : "smtp.receive"
    if let login, !login.isSayable { throw .loginRefused(place: endpoint.place) }
    guard let pointer = ccurl_stream_create() else { throw .noResources(place: endpoint.place) }
    handle = StreamHandle(pointer: pointer)
    wakeup.watch(handle)
    try setUp(endpoint, login, name, timeouts)
    steps.pass(endpoint.service == .imap ? "imap.connect" : "smtp.connect")
    let result = ccurl_stream_connect(pointer)
    guard result == .OK else { throw failure(result, endpoint, login, timeouts) }
  }

  deinit {
    wakeup.watch(nil)
    ccurl_stream_destroy(handle.pointer)
  }

  /// Sends all of `bytes`; `patience` counts anew with each piece that the system takes.
  func send(
    _ bytes: [UInt8], patience: Duration, during activity: WireError.Activity, step: StaticString
  ) throws(WireError) {
    steps.pass(step)
    var offset = 0
    var deadline = ContinuousClock.now + patience
    while offset < bytes.count {
      if wakeup.isAbandoned { throw .abandoned(place: place, during: activity) }
      var sent = 0
      let result = bytes[offset...].withUnsafeBytes { rest in
        guard let start = rest.baseAddress else { return CCurlResult.OK }
        return ccurl_stream_send(handle.pointer, start, rest.count, &sent)
      }
      switch result {
      case .OK:
        offset += sent
        if sent > 0 { deadline = ContinuousClock.now + patience }
      case .again:
        if wait(for: Int16(POLLOUT), until: deadline) == .timedOut {
          throw .timedOut(place: place, during: activity, seconds: patience.wholeSeconds)
        }
      default:
        throw .closed(place: place, during: activity, farewell: nil)
      }
    }
  }

  /// The next bytes, waiting for them until `deadline`.
  /// - Parameter interruptible: whether ``Wakeup/interrupt()`` ends the wait.
  func receive(
    until deadline: ContinuousClock.Instant, during activity: WireError.Activity, interruptible: Bool = false
  ) throws(WireError) -> Arrival {
    steps.pass(receiveStep)
    while true {
      if wakeup.isAbandoned { throw .abandoned(place: place, during: activity) }
      var count = 0
      let result = buffer.withUnsafeMutableBytes { room in
        guard let start = room.baseAddress else { return CCurlResult.closed }
        return ccurl_stream_receive(handle.pointer, start, room.count, &count)
      }
      switch result {
      case .OK: return count > 0 ? .octets(Array(buffer.prefix(count))) : .end
      case .again:
        // TLS may hold bytes back that poll does not see: so only now, after "again".
        if interruptible, wakeup.takeInterrupt() { return .interrupted }
        if wait(for: Int16(POLLIN), until: deadline) == .timedOut { return .timedOut }
      default: return .end
      }
    }
  }

  /// Shuts the socket: nothing more leaves, not even a farewell.
  func drop() { ccurl_stream_drop(handle.pointer) }

  private enum Readiness { case ready, timedOut }

  private func wait(for events: Int16, until deadline: ContinuousClock.Instant) -> Readiness {
    let socket = ccurl_stream_socket(handle.pointer)
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { return .timedOut }
    var watched = [
      pollfd(fd: socket, events: events, revents: 0),
      pollfd(fd: wakeup.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&watched, 2, left.wholeMilliseconds)
    if ready > 0, watched[1].revents != 0 { wakeup.drain() }
    return ready == 0 ? .timedOut : .ready
  }

  private func setUp(
    _ endpoint: Endpoint, _ login: Login?, _ name: String, _ timeouts: Timeouts
  ) throws(WireError) {
    let stream = handle.pointer
    let path = endpoint.service == .smtp ? Self.percentEncoded(name) : ""
    var results = [
      ccurl_stream_set_url(stream, "\(endpoint.scheme)://\(endpoint.place)/\(path)"),
      ccurl_stream_set_security(stream, endpoint.security == .plainText ? .none : .TLS),
      ccurl_stream_set_timeouts(
        stream, Int(timeouts.connect.wholeMilliseconds), Int(timeouts.connect.wholeMilliseconds)),
    ]
    if let login {
      results.append(ccurl_stream_set_user(stream, login.user))
      switch login.proof {
      case .password(let password): results.append(ccurl_stream_set_password(stream, password))
      case .accessToken(let token): results.append(ccurl_stream_set_bearer(stream, token.text))
      }
      if let options = LoginMechanism.options(login.mechanisms) {
        results.append(ccurl_stream_set_login_options(stream, options))
      }
    }
    if let caFile = endpoint.caFile { results.append(ccurl_stream_set_ca_file(stream, caFile)) }
    guard results.allSatisfy({ $0 == .OK }) else { throw .noResources(place: place) }
  }

  /// What Exchange Online says to AUTH with a password; RFC 4954 has no such code there.
  private static let noPasswords = 550

  private func failure(
    _ result: CCurlResult, _ endpoint: Endpoint, _ login: Login?, _ timeouts: Timeouts
  ) -> WireError {
    let reason = ServerText(octets(String(cString: ccurl_stream_error(handle.pointer))))
    let code = endpoint.service == .smtp ? ccurl_stream_response_code(handle.pointer) : 0
    switch result {
    case .couldNotResolve: return .couldNotResolve(place: place)
    case .couldNotConnect: return .couldNotConnect(place: place)
    case .tlsFailed: return .tlsFailed(place: place, reason: reason)
    case .certificateRefused: return .certificateRefused(place: place, reason: reason)
    case .caFileUnusable: return .caFileUnusable(place: place)
    case .loginRefused where code >= 400 && code < 500:
      return .refused(place: place, during: .connecting, reply: ServerText(octets("code \(code)")), .later)
    case .loginRefused:
      if case .password? = login?.proof, code == Self.noPasswords { return .passwordsRefused(place: place) }
      return .loginRefused(place: place)
    case .timedOut: return .timedOut(place: place, during: .connecting, seconds: timeouts.connect.wholeSeconds)
    case .serverRefused:
      let verdict: WireError.Verdict = code >= 500 && code < 600 ? .never : .later
      let reply = code > 0 ? ServerText(octets("code \(code)")) : reason
      return .refused(place: place, during: .greeting, reply: reply, verdict)
    case .interrupted: return .abandoned(place: place, during: .connecting)
    case .outOfMemory: return .noResources(place: place)
    case .OK, .again, .closed, .other: return .closed(place: place, during: .connecting, farewell: nil)
    }
  }

  private static func percentEncoded(_ name: String) -> String {
    var encoded = ""
    for octet in name.utf8 {
      if isAlphanumeric(octet) || octet == 0x2D || octet == 0x2E {
        encoded.unicodeScalars.append(Unicode.Scalar(octet))
      } else {
        let hex = String(octet, radix: 16, uppercase: true)
        encoded += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
      }
    }
    return encoded
  }
}
