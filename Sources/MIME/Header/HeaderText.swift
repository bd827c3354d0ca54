/// Reading header octets as text.
enum HeaderText {
  /// `bytes` of an unfolded value as they stand: UTF-8 where they are (RFC 6532), else `fallback`.
  static func raw(_ bytes: [UInt8], fallback: Charset) -> (text: String, isDamaged: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
    if fallback == .utf8 { return (Charset.windows1252.decode(bytes[...]).text, true) }
    return (fallback.decode(bytes[...]).text, true)
  }

  /// `text` with every control, line separator and text-direction control replaced by a space.
  ///
  /// What was decoded from a header may be printed or put into another header: nothing in it may end a line
  /// or turn the order of what is shown around.
  static func withoutControls(_ text: String) -> String {
    let needsWork = text.utf8.contains { $0 < 0x20 || $0 >= 0x7F }
    guard needsWork else { return text }
    guard text.unicodeScalars.contains(where: isForbidden) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isForbidden(scalar) ? " " : scalar) }
    return String(result)
  }

  /// Controls (C0, DEL, C1), line and paragraph separators, and the overrides of text direction.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The value a person reads: encoded words decoded, controls replaced by spaces.
  static func decoded(_ raw: String) -> (text: String, isDamaged: Bool) {
    let bytes = Array(raw.utf8)
    guard EncodedWord.mayOccur(in: bytes) else { return (withoutControls(raw), false) }
    let decoded = EncodedWord.decode(bytes)
    return (withoutControls(decoded.text), decoded.isDamaged)
  }
}
