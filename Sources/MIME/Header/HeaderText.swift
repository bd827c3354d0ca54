/// The text of a header field, as a person reads it (RFC 5322, 2.2.1; RFC 2047; RFC 6532).
struct HeaderText {
  /// Unfolded, encoded words decoded, controls replaced by spaces, no white space at the ends.
  var text: String
  var damage: [Damage.Kind]

  /// - Parameters:
  ///   - value: as it stands in the mail: folded, perhaps with eight-bit octets.
  ///   - fallback: what eight-bit octets are read as where they are not UTF-8.
  static func decoded(_ value: Span<UInt8>, fallback: Charset) -> HeaderText {
    let range = value.trimmingSpace(0..<value.count)
    let kept = value.extracting(range)
    let shape = FieldShape(kept)
    if shape.isPlain { return HeaderText(text: kept.text(0..<kept.count), damage: []) }
    if !shape.has8Bit, !shape.hasControl, !shape.hasWordMark {
      return HeaderText(text: unfoldedASCII(kept, tabs: ASCII.space), damage: [])
    }
    var damage: [Damage.Kind] = []
    var bytes = utf8(kept, shape: shape, fallback: fallback, damage: &damage)
    if shape.hasWordMark { bytes = EncodedWord.decode(bytes.span, damage: &damage) }
    var nulCount = 0
    if shape.hasNUL {
      damage.note(.nulByte)
      nulCount = range.reduce(0) { $0 + (value[$1] == 0 ? 1 : 0) }
    }
    if HeaderControls.replace(in: &bytes) > nulCount { damage.note(.controlInHeader) }
    return HeaderText(text: String(decoding: bytes, as: UTF8.self), damage: damage)
  }

  /// The value unfolded but not decoded, no white space at the ends: what structured fields are shown as.
  static func raw(_ value: Span<UInt8>, fallback: Charset) -> String {
    let range = value.trimmingSpace(0..<value.count)
    let kept = value.extracting(range)
    let shape = FieldShape(kept)
    if !shape.has8Bit, !shape.hasControl {
      return shape.hasLineBreak ? unfoldedASCII(kept, tabs: ASCII.tab) : kept.text(0..<kept.count)
    }
    var damage: [Damage.Kind] = []
    return String(
      decoding: utf8(kept, shape: shape, fallback: fallback, damage: &damage), as: UTF8.self)
  }

  /// `text` with every control, line separator and text-direction control replaced by a space.
  ///
  /// What was decoded from a header may be printed or put into another header: nothing in it may end a line
  /// or turn the order of what is shown around.
  static func withoutControls(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
    var bytes = Array(text.utf8)
    let hasTab = bytes.contains(ASCII.tab)
    guard HeaderControls.replace(in: &bytes) > 0 || hasTab else { return text }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `value` in one line: line breaks go, the white space behind them stays (RFC 5322, 2.2.3).
  ///
  /// A CR that stands alone in a line is no fold; it stays and is a control like others.
  static func unfolded(_ value: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(value.count)
    var start = 0
    var index = 0
    while index < value.count {
      if value[index].isLineBreak, isFold(value, at: index) {
        value.append(start..<index, to: &result)
        start = index + 1
      }
      index += 1
    }
    value.append(start..<value.count, to: &result)
    return result
  }

  private static func isFold(_ value: Span<UInt8>, at index: Int) -> Bool {
    if value[index] == ASCII.lf || index + 1 >= value.count { return true }
    return value[index + 1].isFieldSpace
  }

  private static func unfoldedASCII(_ value: Span<UInt8>, tabs: UInt8) -> String {
    value.withUnsafeBufferPointer { octets in
      String(unsafeUninitializedCapacity: octets.count) { target in
        var written = 0
        for place in 0..<octets.count {
          let octet = octets[place]
          if octet < 0x20 {
            if octet == ASCII.tab {
              target[written] = tabs
              written += 1
            } else if octet == ASCII.cr, place + 1 < octets.count, !octets[place + 1].isFieldSpace {
              target[written] = ASCII.space
              written += 1
            }
          } else {
            target[written] = octet
            written += 1
          }
        }
        return written
      }
    }
  }

  /// Unfolded and as UTF-8: what it is where it can be, else what `fallback` makes of it (RFC 7103, 7.7).
  private static func utf8(
    _ value: Span<UInt8>, shape: FieldShape, fallback: Charset, damage: inout [Damage.Kind]
  ) -> [UInt8] {
    let line = shape.hasLineBreak ? unfolded(value) : value.octets(0..<value.count)
    if shape.has8Bit {
      guard (try? UTF8Span(validating: line.span)) == nil else { return line }
      damage.note(.unencoded8Bit)
      if isDamagedUTF8(line) {
        damage.note(.undecodableBytes)
        return Array(String(decoding: line, as: UTF8.self).utf8)
      }
      let charset = fallback == .utf8 ? Charset.windows1252 : fallback
      let decoded = charset.decode(line.span)
      damage.note(decoded.damage)
      return decoded.bytes
    }
    // Japanese mail in seven bits without encoded words: ISO-2022-JP (RFC 1468) cannot be taken for anything else.
    if shape.hasControl, hasJapaneseShift(line) {
      damage.note(.unencoded8Bit)
      return Charset(label: "iso-2022-jp").decode(line.span).bytes
    }
    return line
  }

  /// Whether most of the octets above 0x7F form UTF-8 characters: text that was cut within one, or mixed.
  ///
  /// In texts of one octet per character that hardly ever happens by chance.
  private static func isDamagedUTF8(_ bytes: [UInt8]) -> Bool {
    var whole = 0
    var broken = 0
    var decoder = UTF8()
    var octets = bytes.makeIterator()
    reading: while true {
      switch decoder.decode(&octets) {
      case .scalarValue(let scalar): if scalar.value >= 0x80 { whole += 1 }
      case .error: broken += 1
      case .emptyInput: break reading
      }
    }
    return whole > 0 && whole >= broken
  }

  private static func hasJapaneseShift(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2 else { return false }
    for index in 0..<(bytes.count - 2) where bytes[index] == 0x1B && bytes[index + 1] == 0x24 {
      if bytes[index + 2] == 0x42 || bytes[index + 2] == 0x40 { return true }
    }
    return false
  }
}
