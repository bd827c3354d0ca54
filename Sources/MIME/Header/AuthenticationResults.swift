/// What a server says it found out about a message's origin (RFC 8601, 2.2).
///
/// Parsed, not trusted: anyone can write this field. Only one whose ``authServID`` is a server of our own counts, and
/// only where that server removes the ones that came with the message (RFC 8601, 7.1).
public struct AuthenticationResults: Hashable, Sendable {
  /// One check and what came of it: `spf=pass smtp.mailfrom=example.org`.
  public struct Result: Hashable, Sendable {
    /// `spf`, `dkim`, `dmarc`, `arc`, `auth`, `iprev` ..., lower-case (IANA, Email Authentication Methods).
    public let method: String
    /// `pass`, `fail`, `softfail`, `neutral`, `none`, `policy`, `temperror`, `permerror` ..., lower-case.
    public let outcome: String
    /// Why, in the server's words; nil where it does not say.
    public let reason: String?
    /// What was checked, in the order written.
    public let properties: [Property]

    /// The value of a property, both names in lower case; the first counts; nil where there is none.
    public func property(_ type: String, _ name: String) -> String? {
      properties.first { $0.type == type && $0.name == name }?.value
    }
  }

  /// `smtp.mailfrom=example.org`, `header.d=example.org`.
  public struct Property: Hashable, Sendable {
    /// `smtp`, `header`, `body` or `policy`, lower-case.
    public let type: String
    /// Lower-case.
    public let name: String
    /// As written, without quotes and controls.
    public let value: String
  }

  /// Most results, and properties of one, that are read: a message is checked in fewer than ten ways.
  static let resultLimit = 100

  /// The server that speaks, as written; empty where the field does not say (Microsoft's servers leave it out).
  public let authServID: String
  /// Empty where no check was done (`none`).
  public let results: [Result]

  /// - Returns: nil for a value without words.
  init?(_ value: Span<UInt8>) {
    var words = FieldWords()
    var results: [Result] = []
    let start = words
    let server = words.word(value, endingAt: Self.ends)
    if words.take(ASCII.equals, value) {
      words = start
      authServID = ""
    } else {
      authServID = value.shown(server)
      // The version, which nobody writes.
      words.skip(past: ASCII.semicolon, value)
    }
    while words.index < value.count, results.count < Self.resultLimit {
      if let result = Self.result(value, &words) { results.append(result) }
      words.skip(past: ASCII.semicolon, value)
    }
    guard !authServID.isEmpty || !results.isEmpty else { return nil }
    self.results = results
  }

  private static let ends = OctetSet(";=")
  private static let methodEnds = OctetSet(";=/")

  /// `method/version=outcome reason="..." type.name=value ...`
  private static func result(_ bytes: Span<UInt8>, _ words: inout FieldWords) -> Result? {
    let method = words.word(bytes, endingAt: methodEnds)
    if words.take(0x2F, bytes) { _ = words.word(bytes, endingAt: ends) }
    guard !method.isEmpty, words.take(ASCII.equals, bytes) else { return nil }
    let outcome = words.word(bytes, endingAt: ends)
    var reason: String?
    var properties: [Property] = []
    while properties.count < resultLimit {
      let name = words.word(bytes, endingAt: ends)
      guard words.index < bytes.count, bytes[words.index] != ASCII.semicolon else { break }
      guard words.take(ASCII.equals, bytes) else { continue }
      let value = words.word(bytes, endingAt: Self.valueEnds)
      if bytes.holds("reason", in: name) {
        reason = bytes.shown(value)
      } else if let dot = bytes.first(ASCII.dot, in: name) {
        let type = bytes.shownLowercased(name.lowerBound..<dot)
        let property = bytes.shownLowercased((dot + 1)..<name.upperBound)
        properties.append(Property(type: type, name: property, value: bytes.shown(value)))
      }
    }
    return Result(
      method: bytes.shownLowercased(method), outcome: bytes.shownLowercased(outcome),
      reason: reason,
      properties: properties)
  }

  /// Values may hold `=`, as in addresses that were rewritten (`prvs=...`).
  private static let valueEnds = OctetSet(";")
}
