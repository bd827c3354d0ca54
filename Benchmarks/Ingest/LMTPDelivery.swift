import Foundation

/// Hands mails to the lab's LMTP server over one connection (RFC 2033).
final class LMTPDelivery {
  struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  private let socket: Int32

  init(port: Int) throws {
    socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Refused(description: "LMTP: \(String(cString: strerror(errno)))") }
    try expect("220")
    try say("LHLO localhost", "250")
  }

  deinit { close(socket) }

  /// Returns when the server has taken it. `bytes` has CRLF line ends and no line that begins with a dot.
  func deliver(_ bytes: [UInt8], to recipient: String) throws {
    try say("MAIL FROM:<tom@riverside.example>", "250")
    try say("RCPT TO:<\(recipient)>", "250")
    try say("DATA", "354")
    try send(bytes)
    try say(".", "250")
  }

  private func say(_ line: String, _ code: String) throws {
    try send(Array((line + "\r\n").utf8))
    try expect(code)
  }

  private func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
      guard sent > 0 else { throw Refused(description: "LMTP: \(String(cString: strerror(errno)))") }
      rest = rest.dropFirst(sent)
    }
  }

  /// Reads one reply, of several lines perhaps.
  private func expect(_ code: String) throws {
    var reply: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(socket, &buffer, buffer.count)
      guard count > 0 else { throw Refused(description: "LMTP: the server closed the connection") }
      reply += buffer[..<count]
      let lines = String(decoding: reply, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
      guard lines.last == "", let last = lines.dropLast().last, last.dropFirst(3).first != "-" else { continue }
      guard last.hasPrefix(code) else { throw Refused(description: "LMTP: \(last)") }
      return
    }
  }
}
