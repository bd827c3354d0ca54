internal import Synchronization

/// An issuer of access tokens that answers as a test tells it: HTTP/1.1 without TLS on loopback, one request
/// a connection.
public final class ScriptedTokenServer: Sendable {
  /// A form that came in.
  public struct Request: Hashable, Sendable {
    public let method: String
    public let path: String
    /// By name, decoded.
    public let form: [String: String]
    /// The header fields' lines, without line ends.
    public let header: [String]
  }

  public enum Answer: Sendable {
    /// This JSON text with this status.
    case json(Int, String)
    /// These bytes, status line and all.
    case bytes([UInt8])
    /// Closes without a word.
    case hangUp
    /// Says nothing until the client closes.
    case silence

    /// Tokens as an issuer gives them; `refresh` where the refresh token is renewed.
    public static func tokens(_ access: String, life: Int? = 3600, refresh: String? = nil) -> Answer {
      let life = life.map { ",\"expires_in\":\($0)" } ?? ""
      let refresh = refresh.map { ",\"refresh_token\":\"\($0)\"" } ?? ""
      return .json(200, "{\"access_token\":\"\(access)\",\"token_type\":\"Bearer\"\(life)\(refresh)}")
    }

    /// An error as RFC 6749, 5.2 has it.
    public static func error(_ code: String) -> Answer {
      .json(400, "{\"error\":\"\(code)\",\"error_description\":\"words that nobody shall see\"}")
    }
  }

  private final class Record: Sendable {
    let requests = Mutex<[Request]>([])
  }
  private let record: Record
  private let listener: ScriptedListener

  /// - Parameter answer: what to say to a request, and its number from 0; called on a thread of the request's own.
  public init(_ answer: @escaping @Sendable (Request, Int) -> Answer) throws {
    let record = Record()
    self.record = record
    listener = try ScriptedListener { connection, _ in
      guard let request = Self.read(connection) else { return }
      let number = record.requests.withLock { requests in
        requests.append(request)
        return requests.count - 1
      }
      switch answer(request, number) {
      case .json(let status, let text):
        connection.send(
          "HTTP/1.1 \(status) As told\r\nContent-Type: application/json\r\nContent-Length: \(text.utf8.count)\r\n"
            + "Connection: close\r\n\r\n\(text)")
      case .bytes(let bytes): connection.send(bytes)
      case .hangUp: break
      case .silence: _ = connection.rest()
      }
    }
  }

  /// Answers in this order; a request too many is hung up on.
  public convenience init(_ answers: [Answer]) throws {
    try self.init { _, number in number < answers.count ? answers[number] : .hangUp }
  }

  /// The port on 127.0.0.1.
  public var port: UInt16 { listener.port }

  /// The URL of `path`: `http://127.0.0.1:4711/token`.
  public func url(_ path: String = "/token") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// All requests so far, in the order in which they came.
  public var requests: [Request] { record.requests.withLock { $0 } }

  public func stop() { listener.stop() }

  private static func read(_ connection: ScriptedConnection) -> Request? {
    guard let first = connection.line() else { return nil }
    let words = String(decoding: first, as: UTF8.self).split(separator: " ")
    var header: [String] = []
    var length = 0
    while let line = connection.line(), !line.isEmpty {
      let text = String(decoding: line, as: UTF8.self)
      header.append(text)
      if text.lowercased().hasPrefix("content-length:") {
        length = Int(text.dropFirst("content-length:".count).filter { $0 != " " }) ?? 0
      }
    }
    let body = connection.octets(length)
    guard words.count > 1, body.count == length else { return nil }
    var form: [String: String] = [:]
    for field in body.split(separator: 0x26) {
      let pieces = field.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
      form[decoded(pieces[0])] = pieces.count > 1 ? decoded(pieces[1]) : ""
    }
    return Request(method: String(words[0]), path: String(words[1]), form: form, header: header)
  }

  private static func decoded(_ text: ArraySlice<UInt8>) -> String {
    var octets: [UInt8] = []
    var rest = text
    while let octet = rest.popFirst() {
      if octet == 0x25, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        octets.append(value)
        rest = rest.dropFirst(2)
      } else {
        octets.append(octet == 0x2B ? 0x20 : octet)
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
