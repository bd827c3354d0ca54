/// Whether a mail says that it is signed or enciphered. Nothing is verified and nothing deciphered: a signature that is
/// false looks the same here.
public enum Protection: Hashable, Sendable {
  public enum Scheme: String, Hashable, Sendable {
    /// OpenPGP (RFC 3156, RFC 9580).
    case pgp
    /// RFC 8551.
    case smime
  }
  case none
  case signed(Scheme)
  /// Its words cannot be read here.
  case encrypted(Scheme)
}

extension Message {
  /// Whether the message says that it, or a part of it, is signed or enciphered. Enciphered counts before signed.
  public var protection: Protection {
    var found = Protection.none
    for part in parts {
      switch protection(of: part) {
      case .none: continue
      case .encrypted(let scheme): return .encrypted(scheme)
      case .signed(let scheme): if found == .none { found = .signed(scheme) }
      }
    }
    if found == .none, let root = header("content-type")?.rawValue, root.utf8.startsIgnoringCase("multipart/") {
      found = Self.protection(multipart: TypedText.parameters(Array(root.utf8)))
    }
    return found == .none ? body.protection : found
  }

  /// The parts of RFC 1847 in a message whose own parts are missing or mislabelled.
  private static func protection(multipart type: ParameterizedValue) -> Protection {
    let scheme: Protection.Scheme = type["protocol"]?.lowercased().holds("pgp") == true ? .pgp : .smime
    switch type.value {
    case "multipart/signed": return .signed(scheme)
    case "multipart/encrypted": return .encrypted(scheme)
    default: return .none
    }
  }

  private func protection(of part: Part) -> Protection {
    switch part.type {
    case "application/pgp-encrypted": return .encrypted(.pgp)
    case "application/pgp-signature": return .signed(.pgp)
    case "application/pkcs7-signature", "application/x-pkcs7-signature": return .signed(.smime)
    case _ where part.isSMIME:
      switch CMS.kind(of: content(of: part)) {
      case .signed: return .signed(.smime)
      case .enveloped: return .encrypted(.smime)
      case .other: return .none
      case nil: break
      }
      // Cut or damaged: the label says it (RFC 8551, 3.2.2).
      let label = contentType(of: part)?["smime-type"]?.lowercased()
      return label == "signed-data" ? .signed(.smime) : label == "compressed-data" ? .none : .encrypted(.smime)
    default: return .none
    }
  }

  /// The MIME entity inside of an opaque-signed part, as it was signed; nil where `part` holds none (RFC 8551, 3.5.2).
  ///
  /// Read it as a message of its own: it has a header and a body.
  public func signedContent(of part: Part) -> [UInt8]? {
    part.isSMIME ? CMS.signedContent(of: content(of: part)) : nil
  }
}

extension Part {
  /// Whether the part is a signature on others: nothing to read, and no attachment (RFC 1847, 2.1).
  public var isSignature: Bool {
    switch type {
    case "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature": true
    default: false
    }
  }

  /// Whether the part is a CMS object: enciphered, or signed with the words inside (RFC 8551, 3.2).
  public var isSMIME: Bool {
    switch type {
    case "application/pkcs7-mime", "application/x-pkcs7-mime": true
    case "application/octet-stream": filename?.lowercased().hasSuffix(".p7m") ?? false
    default: false
    }
  }
}
