/// One piece of a parameter: `name*2*=...`, or the whole of it: `name*=charset'language'...` (RFC 2231, 3 and 4).
struct ParameterSegment {
  /// Lower-case, up to the first `*`.
  let name: String
  /// nil for the form without a number.
  private let number: Int?
  /// Octets may be written as `%` and two hexadecimal digits.
  private let isExtended: Bool
  private let octets: [UInt8]

  /// - Returns: nil where what follows the star at `star` is no number.
  init?(_ found: ParameterScanner.Found, star: Int, in bytes: Span<UInt8>) {
    name = bytes.lowercasedText(found.name.lowerBound..<star)
    var rest = (star + 1)..<found.name.upperBound
    let endsInStar = !rest.isEmpty && bytes[rest.upperBound - 1] == 0x2A
    if endsInStar { rest = rest.lowerBound..<(rest.upperBound - 1) }
    isExtended = rest.isEmpty || endsInStar
    if rest.isEmpty {
      number = nil
    } else {
      // Three digits: more pieces than are read.
      guard rest.count <= 3 else { return nil }
      var value = 0
      for place in rest {
        guard bytes[place].isDigit else { return nil }
        value = value * 10 + Int(bytes[place] - 0x30)
      }
      number = value
    }
    octets = found.octets(in: bytes)
  }

  /// The value that pieces of one name, in any order, make up. Octets are joined before they are read as characters.
  ///
  /// The form without a number is whole and counts alone. Of two pieces of one number the first counts; a gap is
  /// passed over: what is there is shown.
  static func joined(_ segments: [ParameterSegment], fallback: Charset) -> (
    text: String, damage: [Damage.Kind]
  ) {
    var damage: [Damage.Kind] = []
    var ordered: [ParameterSegment]
    if let whole = segments.first(where: { $0.number == nil }) {
      if segments.count > 1 { damage.note(.conflictingParameter) }
      ordered = [whole]
    } else {
      ordered = segments.enumerated().sorted {
        ($0.element.number ?? 0, $0.offset) < ($1.element.number ?? 0, $1.offset)
      }.map(\.element)
    }
    var bytes: [UInt8] = []
    var charset: Charset?
    var expected = 0
    for (place, segment) in ordered.enumerated() {
      let number = segment.number ?? 0
      if number < expected {
        damage.note(.conflictingParameter)
        continue
      }
      if number > expected { damage.note(.invalidParameter) }
      expected = number + 1
      guard segment.isExtended else {
        bytes += segment.octets
        continue
      }
      var text = segment.octets[...]
      if place == 0 {
        if let first = text.firstIndex(of: 0x27),
          let second = text[(first + 1)...].firstIndex(of: 0x27)
        {
          if first > text.startIndex {
            charset = Charset(label: segment.octets.span.extracting(0..<first))
          }
          text = text[(second + 1)...]
        } else {
          damage.note(.invalidParameter)
        }
      }
      if !appendUnescaped(text, to: &bytes) { damage.note(.invalidParameter) }
    }
    if let charset {
      var decoded = charset.decode(bytes.span)
      damage.note(decoded.damage)
      if HeaderControls.replace(in: &decoded.bytes) > 0 { damage.note(.controlInHeader) }
      return (String(decoding: decoded.bytes, as: UTF8.self), damage)
    }
    let text = HeaderText.decoded(bytes.span, fallback: fallback)
    damage.note(text.damage)
    return (text.text, damage)
  }

  /// A `%` that starts no escape stays.
  ///
  /// - Returns: whether every escape was sound.
  private static func appendUnescaped(_ text: ArraySlice<UInt8>, to result: inout [UInt8]) -> Bool {
    var isSound = true
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == 0x25 {
        if index + 2 < text.endIndex, let high = text[index + 1].hexValue,
          let low = text[index + 2].hexValue
        {
          result.append(high << 4 | low)
          index += 3
          continue
        }
        isSound = false
      }
      result.append(text[index])
      index += 1
    }
    return isSound
  }
}
