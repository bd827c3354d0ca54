/// A value with parameters, as in Content-Type and Content-Disposition (RFC 2045, 5.1; RFC 2231).
struct ParameterizedValue {
  /// Most parameters, and pieces of such after RFC 2231, that are read: real mail has fewer than 10 of each
  /// (CVE-2026-27859 of Dovecot: CPU spent on more).
  static let parameterLimit = 100

  /// What stands before the first `;`, without comments, trimmed and lower-case.
  private(set) var value = ""
  /// The parameter `boundary` octet for octet: delimiter lines are compared with it, not with a text.
  private(set) var boundary: [UInt8]?
  private(set) var damage: [Damage.Kind] = []

  private struct Parameter {
    /// Lower-case.
    let name: String
    var text: String
  }
  private var parameters: [Parameter] = []

  /// The parameter `name`, given in lower case, with RFC 2231 pieces joined and decoded; nil where there is none.
  subscript(name: String) -> String? {
    for parameter in parameters where parameter.name == name { return parameter.text }
    return nil
  }

  /// - Parameters:
  ///   - value: as it stands in the mail: folded, not decoded.
  ///   - fallback: what eight-bit octets are read as where they are not UTF-8.
  init(_ value: Span<UInt8>, fallback: Charset = .windows1252) {
    var scanner = ParameterScanner()
    self.value = scanner.value(in: value)
    var segments: [ParameterSegment] = []
    var count = 0
    while let found = scanner.next(in: value) {
      guard count < Self.parameterLimit * 2, parameters.count < Self.parameterLimit,
        segments.count < Self.parameterLimit
      else {
        damage.note(.tooManyParameters)
        break
      }
      count += 1
      if let star = value.first(0x2A, in: found.name) {
        if let segment = ParameterSegment(found, star: star, in: value) {
          segments.append(segment)
        } else {
          damage.note(.invalidParameter)
        }
      } else {
        take(found, in: value, fallback: fallback)
      }
    }
    if scanner.isDamaged { damage.note(.invalidParameter) }
    if !segments.isEmpty { join(segments, fallback: fallback) }
  }

  /// The first of two counts, the second is damage where it says something else.
  private mutating func take(
    _ found: ParameterScanner.Found, in bytes: Span<UInt8>, fallback: Charset
  ) {
    let name = bytes.lowercasedText(found.name)
    let known = self[name]
    let isBoundary = name == "boundary"
    if known != nil, isBoundary {
      let raw = found.octets(in: bytes)
      if raw != boundary { damage.note(.conflictingParameter) }
      return
    }
    let text: HeaderText
    if found.isPlain {
      text = HeaderText.decoded(bytes.extracting(found.value), fallback: fallback)
      if isBoundary { boundary = bytes.octets(found.value) }
    } else {
      let raw = found.octets(in: bytes)
      text = HeaderText.decoded(raw.span, fallback: fallback)
      if isBoundary { boundary = raw }
    }
    damage.note(text.damage)
    if let known {
      if known.lowercased() != text.text.lowercased() { damage.note(.conflictingParameter) }
    } else {
      parameters.append(Parameter(name: name, text: text.text))
    }
  }

  /// Parameters in pieces go before plain ones of the same name (RFC 6266, 4.3).
  private mutating func join(_ segments: [ParameterSegment], fallback: Charset) {
    var names: [String] = []
    for segment in segments where !names.contains(segment.name) { names.append(segment.name) }
    for name in names {
      let joined = ParameterSegment.joined(segments.filter { $0.name == name }, fallback: fallback)
      damage.note(joined.damage)
      if name == "boundary", boundary == nil { boundary = Array(joined.text.utf8) }
      if let place = parameters.firstIndex(where: { $0.name == name }) {
        parameters[place].text = joined.text
      } else {
        parameters.append(Parameter(name: name, text: joined.text))
      }
    }
  }
}
