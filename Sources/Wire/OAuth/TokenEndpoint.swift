/// Where an issuer of access tokens takes requests (RFC 6749, 3.2): always over TLS with a checked certificate, save to
/// this very machine when that is asked for.
public struct TokenEndpoint: Hashable, Sendable, CustomStringConvertible {
  /// What stands in the settings: `https://login.example/token`.
  public let url: String
  /// `host:port`, as errors and log lines name it.
  public let place: String
  /// A PEM file of the certificates to trust instead of the system's; nil for the system's.
  public let caFile: String?
  let isPlainText: Bool

  /// - Parameters:
  ///   - url: `https://host[:port]/path`; without user, password or fragment.
  ///   - caFile: see ``caFile``.
  ///   - plainText: allow `http` to `localhost`, `127.0.0.0/8` and `::1`.
  public init(url: String, caFile: String? = nil, plainText: Bool = false) throws(TokenEndpointError) {
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !url.contains("#"), !url.contains("\\"),
      let colons = url.firstRange(of: "://")
    else { throw .notAURL }
    let scheme = url[..<colons.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else { throw .notHTTPS }
    let authority = url[colons.upperBound...].prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@") else { throw .holdsLogin }
    // Host and port by the rules of a mail server's; only the port left out is another one.
    let isBare = authority.last == "]" || !authority.contains(":")
    let port = isBare ? (scheme == "https" ? ":443" : ":80") : ""
    guard let server = try? Endpoint(url: "imap://\(authority)\(port)") else { throw .notAURL }
    isPlainText = scheme == "http"
    if isPlainText {
      guard plainText else { throw .notHTTPS }
      guard Endpoint.isLoopback(server.host) else { throw .plainTextLeavesMachine }
    }
    if let caFile, caFile.isEmpty || caFile.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { throw .badCAFile }
    self.url = url
    self.caFile = caFile
    place = server.place
  }

  public var description: String { url }
}

/// Why an issuer's URL in the settings cannot be used.
public enum TokenEndpointError: Error, Hashable, Sendable, CustomStringConvertible {
  case notAURL
  case notHTTPS
  case holdsLogin
  case plainTextLeavesMachine
  case badCAFile

  public var description: String {
    switch self {
    case .notAURL: "This is not an issuer's URL. Write it as https://login.example.com/token."
    case .notHTTPS: "An issuer of tokens is talked to over https:// only; http:// is for this machine, with plain-text."
    case .holdsLogin: "An issuer's URL must not hold a user or password. Give them in their own settings."
    case .plainTextLeavesMachine: "http:// to another machine would show the tokens to the network. Use https://."
    case .badCAFile: "The name of the certificate file is empty or holds control characters."
    }
  }
}
