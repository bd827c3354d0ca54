/// A mail server as the settings name it: protocol, host, port, and how the connection is protected.
///
/// TLS with a checked certificate is the only choice, save for plain text to this very machine when that is asked for.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  public enum Service: String, Hashable, Sendable {
    /// Reading mail (RFC 9051).
    case imap
    /// Handing mail in (RFC 6409).
    case smtp
  }

  public enum Security: Hashable, Sendable {
    /// TLS from the first byte (RFC 8314, 3): `imaps`, `smtps`.
    case implicitTLS
    /// STARTTLS before anything of worth is said; a server without it is not talked to.
    case startTLS
    /// No TLS; only to this machine.
    case plainText
  }

  public let service: Service
  /// A host name, or an address without brackets.
  public let host: String
  /// 1 ... 65535.
  public let port: UInt16
  public let security: Security
  /// A PEM file of the certificates to trust instead of the system's; nil for the system's.
  public let caFile: String?

  /// Reads `imaps://host`, `imap://host:port`, `smtps://host`, `smtp://host:port/`.
  ///
  /// Ports left out are 993, 143, 465 and 587 (RFC 8314, 7; RFC 6409, 3.1).
  /// - Parameters:
  ///   - url: scheme, host and port; never a user, password or path.
  ///   - caFile: see ``caFile``.
  ///   - plainText: leave TLS away; allowed with `imap` and `smtp` to `localhost`, `127.0.0.0/8` and `::1` only.
  public init(url: String, caFile: String? = nil, plainText: Bool = false) throws(EndpointError) {
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let colons = url.firstRange(of: "://") else {
      throw .notAURL
    }
    let secure: Bool
    switch url[..<colons.lowerBound].lowercased() {
    case "imaps": (service, secure) = (.imap, true)
    case "imap": (service, secure) = (.imap, false)
    case "smtps": (service, secure) = (.smtp, true)
    case "smtp": (service, secure) = (.smtp, false)
    default: throw .unknownScheme
    }

    var authority = url[colons.upperBound...]
    if authority.contains("@") { throw .holdsLogin }
    if let slash = authority.firstIndex(where: { "/?#".contains($0) }) {
      guard authority[slash...] == "/" else { throw .holdsPath }
      authority = authority[..<slash]
    }
    let (host, portText) = try Self.split(authority)
    self.host = host
    if let portText {
      guard portText.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let port = UInt16(portText), port > 0 else {
        throw .badPort
      }
      self.port = port
    } else {
      switch (service, secure) {
      case (.imap, true): port = 993
      case (.imap, false): port = 143
      case (.smtp, true): port = 465
      case (.smtp, false): port = 587
      }
    }

    if plainText {
      if secure { throw .plainTextWithTLSScheme }
      guard Self.isLoopback(host) else { throw .plainTextLeavesMachine(host: host) }
      security = .plainText
    } else {
      security = secure ? .implicitTLS : .startTLS
    }
    if let caFile, caFile.isEmpty || caFile.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { throw .badCAFile }
    self.caFile = caFile
  }

  /// `host:port`, as errors and log lines name it.
  public var place: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  public var description: String { "\(scheme)://\(place)" }

  var scheme: String { security == .implicitTLS ? "\(service.rawValue)s" : service.rawValue }

  /// Whether `host` can only be this machine: `localhost`, `127.0.0.0/8` (RFC 1122, 3.2.1.3) or `::1`.
  static func isLoopback(_ host: String) -> Bool {
    if host.lowercased() == "localhost" || host == "::1" { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil && $0.first != "+" }
  }

  private static func split(_ authority: Substring) throws(EndpointError) -> (host: String, port: Substring?) {
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw .badHost }
      let host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      guard host.contains(":"), host.utf8.allSatisfy({ isHexDigit($0) || $0 == 0x3A || $0 == 0x2E }) else {
        throw .badHost
      }
      if rest.isEmpty { return (String(host), nil) }
      guard rest.first == ":" else { throw .badPort }
      return (String(host), rest.dropFirst())
    }
    let pieces = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let host = String(pieces.first ?? "")
    guard HostName.isValid(host) else { throw .badHost }
    return (host, pieces.count == 2 ? pieces[1] : nil)
  }
}

/// Host names by the letters-digits-hyphens rule (RFC 1123, 2.1); IPv4 addresses pass as well.
enum HostName {
  /// RFC 1035, 2.3.4.
  static let maxLength = 253
  static let maxLabelLength = 63

  static func isValid(_ host: some StringProtocol) -> Bool {
    guard !host.isEmpty, host.utf8.count <= maxLength else { return false }
    return host.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && label.count <= maxLabelLength && label.first != 0x2D && label.last != 0x2D
        && label.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
    }
  }
}

/// Why a server's URL in the settings cannot be used.
public enum EndpointError: Error, Hashable, Sendable, CustomStringConvertible {
  case notAURL
  case unknownScheme
  case holdsLogin
  case holdsPath
  case badHost
  case badPort
  case badCAFile
  case plainTextWithTLSScheme
  case plainTextLeavesMachine(host: String)

  public var description: String {
    switch self {
    case .notAURL: "This is not a server's URL. Write it as imaps://mail.example.com or smtp://mail.example.com:587."
    case .unknownScheme: "A mail server's URL starts with imaps://, imap://, smtps:// or smtp://."
    case .holdsLogin: "A server's URL must not hold a user or password. Give them in their own settings."
    case .holdsPath: "A server's URL ends after host and port. Take away what follows."
    case .badHost: "The host in the server's URL is not a host name or address (an IPv6 address goes in brackets)."
    case .badPort: "The port in the server's URL is not a number from 1 to 65535."
    case .badCAFile: "The name of the certificate file is empty or holds control characters."
    case .plainTextWithTLSScheme:
      "imaps:// and smtps:// mean TLS. For plain text on this machine write imap:// or smtp://."
    case .plainTextLeavesMachine(let host):
      "Plain text to \(host) would show password and mail to the network. "
        + "Use imaps:// or smtps://, or leave out plain text."
    }
  }
}
