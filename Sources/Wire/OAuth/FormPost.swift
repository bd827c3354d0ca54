internal import CCurl

/// One request to a token endpoint: a form goes out, a short answer comes back. Blocks.
enum FormPost {
  struct Answer {
    /// HTTP's: 200, 400.
    let status: Int
    let body: [UInt8]
  }

  /// Milliseconds until the issuer must have shaken hands, and have answered. A person or a mail waits for it, and an
  /// issuer that needs longer is down; together with ``TokenSource`` no fetch blocks for more than a minute.
  static let connectLimit = 10_000
  static let wholeLimit = 30_000

  /// Microsoft's answers take 5 KB with two tokens of 2 KB each; no honest one is longer than this.
  static let bodyLimit = 64 * 1024

  /// - Parameters:
  ///   - fields: names and values, not encoded.
  ///   - limit: ``wholeLimit``; tests shorten it.
  static func send(
    _ fields: [(name: String, value: String)], to endpoint: TokenEndpoint, within limit: Int = wholeLimit
  ) throws(WireError) -> Answer {
    let place = endpoint.place
    guard let post = ccurl_post_create() else { throw .noResources(place: place) }
    defer { ccurl_post_destroy(post) }
    var results = [
      ccurl_post_set_url(post, endpoint.url),
      ccurl_post_set_security(post, endpoint.isPlainText ? .none : .TLS),
      ccurl_post_set_timeouts(post, min(connectLimit, limit), limit),
    ]
    if let caFile = endpoint.caFile { results.append(ccurl_post_set_ca_file(post, caFile)) }
    guard results.allSatisfy({ $0 == .OK }) else { throw .noResources(place: place) }
    var body = [UInt8](repeating: 0, count: bodyLimit)
    var count = 0
    var status = 0
    let result = body.withUnsafeMutableBytes { room in
      guard let start = room.baseAddress else { return CCurlResult.outOfMemory }
      return ccurl_post_perform(post, encoded(fields), start, room.count, &count, &status)
    }
    guard result == .OK else {
      throw failure(result, place, ServerText(octets(String(cString: ccurl_post_error(post)))), limit)
    }
    return Answer(status: status, body: Array(body.prefix(count)))
  }

  /// As `application/x-www-form-urlencoded` (RFC 6749, appendix B): all but letters, digits and `-._~` by percent.
  static func encoded(_ fields: [(name: String, value: String)]) -> String {
    fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    var encoded = ""
    for octet in text.utf8 {
      if isAlphanumeric(octet) || octet == 0x2D || octet == 0x2E || octet == 0x5F || octet == 0x7E {
        encoded.unicodeScalars.append(Unicode.Scalar(octet))
      } else {
        let hex = String(octet, radix: 16, uppercase: true)
        encoded += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
      }
    }
    return encoded
  }

  private static func failure(
    _ result: CCurlResult, _ place: String, _ reason: ServerText, _ limit: Int
  ) -> WireError {
    switch result {
    case .couldNotResolve: .couldNotResolve(place: place)
    case .couldNotConnect: .couldNotConnect(place: place)
    case .tlsFailed: .tlsFailed(place: place, reason: reason)
    case .certificateRefused: .certificateRefused(place: place, reason: reason)
    case .caFileUnusable: .caFileUnusable(place: place)
    case .timedOut: .timedOut(place: place, during: .token, seconds: limit / 1000)
    case .outOfMemory: .noResources(place: place)
    case .serverRefused: .token(.unreadable(place: place))
    case .OK, .again, .loginRefused, .closed, .interrupted, .other:
      .closed(place: place, during: .token, farewell: nil)
    }
  }
}
