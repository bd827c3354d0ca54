/// Reading Message-ID, In-Reply-To and References (RFC 5322, 3.6.4).
enum MessageIDs {
  /// The ids of `value` without angle brackets, in order. Free text between them is passed over.
  ///
  /// Where no bracket stands at all, words with an `@` are taken for ids.
  static func all(in value: String) -> [String] {
    let bytes = Array(value.utf8)
    var result: [String] = []
    var index = 0
    while let open = bytes[index...].firstIndex(of: ASCII.less) {
      guard let close = bytes[open...].firstIndex(of: ASCII.greater) else { break }
      // `<<a@b>`: the innermost bracket opens the id.
      let start = bytes[open..<close].lastIndex(of: ASCII.less) ?? open
      append(bytes[(start + 1)..<close], to: &result)
      index = close + 1
    }
    guard result.isEmpty else { return result }
    let separators: [UInt8] = [ASCII.space, ASCII.tab, ASCII.comma, ASCII.semicolon, ASCII.less, ASCII.greater]
    for word in bytes.split(whereSeparator: { separators.contains($0) || $0.isLineBreak })
    where word.contains(ASCII.at) { append(word, to: &result) }
    return result
  }

  /// The one id of a Message-ID field; a value without `@` and brackets counts as it stands.
  static func first(in value: String) -> String? {
    if let id = all(in: value).first { return id }
    let bytes = Array(value.utf8).filter { !$0.isWSP && !$0.isControl && $0 != ASCII.less && $0 != ASCII.greater }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ bytes: ArraySlice<UInt8>, to result: inout [String]) {
    let id = bytes.filter { !$0.isWSP && !$0.isControl }
    if !id.isEmpty { result.append(String(decoding: id, as: UTF8.self)) }
  }
}
