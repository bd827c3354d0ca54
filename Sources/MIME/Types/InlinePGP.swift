/// PGP in the text of a mail itself, without MIME (RFC 9580, 6 and 7).
enum InlinePGP {
  /// Takes the armor off `text`: signed words stay, without their frame, their added dashes and the signature;
  /// enciphered blocks are left out, for nobody reads them.
  ///
  /// What stands outside of a block stays as it is: a sender's words may be there, signed or not. Nothing is verified.
  ///
  /// - Parameter text: UTF-8 with `\n` line ends.
  /// - Returns: nil where no block stands in it. Enciphered counts before signed.
  static func strip(_ text: [UInt8]) -> (bytes: [UInt8], protection: Protection)? {
    guard mayOccur(in: text) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var place = Place.outside
    var protection = Protection.none
    var position = 0
    while position < text.count {
      let end = text[position...].firstIndex(of: ASCII.lf) ?? text.count
      let next = min(end + 1, text.count)
      let line = text[position..<end]
      let isKept = place.take(line, &protection)
      // RFC 9580, 7.1: a line that starts with a dash got `- ` before it.
      let skipped = place == .signed && line.starts(with: [ASCII.hyphen, ASCII.space]) ? 2 : 0
      if isKept { result += text[(position + skipped)..<next] }
      position = next
    }
    return protection == .none ? nil : (result, protection)
  }

  /// Cheap enough for every text.
  private static func mayOccur(in text: [UInt8]) -> Bool {
    var position = 0
    while position < text.count {
      let rest = text[position...]
      if text[position] == ASCII.hyphen, begins(rest, signedBegin) || begins(rest, messageBegin) { return true }
      guard let end = text[position...].firstIndex(of: ASCII.lf) else { return false }
      position = end + 1
    }
    return false
  }

  fileprivate static let signedBegin = Array("-----BEGIN PGP SIGNED MESSAGE-----".utf8)
  fileprivate static let messageBegin = Array("-----BEGIN PGP MESSAGE".utf8)
  fileprivate static let messageEnd = Array("-----END PGP MESSAGE".utf8)
  fileprivate static let signatureBegin = Array("-----BEGIN PGP SIGNATURE-----".utf8)
  fileprivate static let signatureEnd = Array("-----END PGP SIGNATURE-----".utf8)

  fileprivate static func begins(_ line: ArraySlice<UInt8>, _ mark: [UInt8]) -> Bool { line.starts(with: mark) }

  /// Whether a line belongs to armor: a header of it, base64 in one word, or nothing.
  ///
  /// Anything else is words: a block whose end is missing takes none of them along.
  ///
  /// - Parameter isBehindFull: whether a full line of base64 stands right above. Only there a short word is its last
  ///   line; elsewhere it may be a greeting.
  fileprivate static func isArmor(_ line: ArraySlice<UInt8>, _ isBehindFull: inout Bool) -> Bool {
    let word = line.prefix { $0 > ASCII.space }
    let isAlone = word.count == line.count || line[word.endIndex...].allSatisfy { $0 <= ASCII.space }
    let isBase64 =
      isAlone && !word.isEmpty
      && word.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == 0x2F || $0 == ASCII.equals }
    let wasBehindFull = isBehindFull
    // Programs write 64 or 76 octets a line (RFC 9580, 6, allows 76).
    isBehindFull = isBase64 && word.count >= 60
    if word.isEmpty { return isAlone }
    if isBase64 {
      return isBehindFull || word.first == ASCII.equals || wasBehindFull && word.count % 4 == 0 || word.count >= 32
    }
    return armorHeaders.contains { begins(line, $0) }
  }

  private static let armorHeaders = ["Version: ", "Comment: ", "Hash: ", "Charset: ", "MessageID: ", "Comment:"].map {
    Array($0.utf8)
  }

  /// Where in the text the next line stands.
  private enum Place: Equatable {
    case outside
    /// Behind the first line of a signed text: `Hash:` lines and an empty one.
    case signedHeader
    case signed
    case signature(isBehindFull: Bool)
    case cipher(isBehindFull: Bool)

    /// Goes on by one line; whether the line is words to keep.
    mutating func take(_ line: ArraySlice<UInt8>, _ protection: inout Protection) -> Bool {
      switch self {
      case .outside, .signed:
        guard line.first == ASCII.hyphen else { return true }
        if begins(line, signedBegin) {
          self = .signedHeader
          if protection == .none { protection = .signed(.pgp) }
        } else if begins(line, messageBegin) {
          self = .cipher(isBehindFull: false)
          protection = .encrypted(.pgp)
        } else if self == .signed, begins(line, signatureBegin) {
          self = .signature(isBehindFull: false)
        } else {
          return true
        }
        return false
      case .signedHeader:
        if begins(line, Array("Hash: ".utf8)) || begins(line, Array("NotDashEscaped: ".utf8)) { return false }
        self = .signed
        return !line.allSatisfy { $0 <= ASCII.space }
      case .signature(var isBehindFull):
        let isArmor = isArmor(line, &isBehindFull)
        let isEnd = begins(line, signatureEnd)
        self = isArmor && !isEnd ? .signature(isBehindFull: isBehindFull) : .outside
        return !isArmor && !isEnd
      case .cipher(var isBehindFull):
        let isArmor = isArmor(line, &isBehindFull)
        let isEnd = begins(line, messageEnd)
        self = isArmor && !isEnd ? .cipher(isBehindFull: isBehindFull) : .outside
        return !isArmor && !isEnd
      }
    }
  }
}
