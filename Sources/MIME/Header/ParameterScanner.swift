/// Cuts `value; name=value; name="value"` into its pieces, with the liberties that senders take (RFC 7103, 8).
struct ParameterScanner {
  private let bytes: [UInt8]
  private var index = 0
  private var hasOpenComment = false

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// What stands before the first `;`, or before white space followed by more: some senders forget the `;`.
  mutating func value() -> String {
    let end = bytes.firstIndex(of: ASCII.semicolon) ?? bytes.count
    var head = Comments.removed(from: Array(bytes[..<end])).trimmedWSP
    index = end
    if let gap = head.firstIndex(where: \.isWSP), head[gap...].contains(ASCII.equals) {
      head.removeSubrange(gap...)
      index = (bytes[..<end].firstIndex { !$0.isWSP } ?? 0) + head.count
    }
    return head.filter { $0 != ASCII.quote }.lowercasedASCIIString
  }

  /// The next parameter: its name in lower case and its value as written, unquoted.
  mutating func next() -> (name: ArraySlice<UInt8>, value: [UInt8])? {
    while index < bytes.count {
      skipSeparators()
      let start = index
      while index < bytes.count, bytes[index] != ASCII.equals, bytes[index] != ASCII.semicolon { index += 1 }
      guard index < bytes.count else { return nil }
      guard bytes[index] == ASCII.equals else { continue }
      let name = Comments.removed(from: Array(bytes[start..<index])).trimmedWSP.map(\.lowercasedASCII)
      index += 1
      let value = readValue(isFileName: name.starts(with: "name".utf8) || name.starts(with: "filename".utf8))
      guard !name.isEmpty else { continue }
      return (name[...], unrepeated(value, name: name))
    }
    return nil
  }

  private mutating func skipSeparators() {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == ASCII.openParenthesis, !hasOpenComment {
        // A comment that never ends is looked for to the end only once.
        let end = Comments.end(in: bytes, from: index)
        hasOpenComment = end == nil
        index = end ?? index + 1
      } else if byte.isWSP || byte == ASCII.semicolon || byte == ASCII.comma {
        index += 1
      } else {
        return
      }
    }
  }

  private mutating func readValue(isFileName: Bool) -> [UInt8] {
    while index < bytes.count, bytes[index].isWSP { index += 1 }
    guard index < bytes.count else { return [] }
    if bytes[index] == ASCII.quote, let quoted = readQuoted() { return quoted }
    let start = bytes[index] == ASCII.quote ? index + 1 : index
    var end = bytes[start...].firstIndex(of: ASCII.semicolon) ?? bytes.count
    guard !isFileName else {
      index = end
      return Array(bytes[start..<end]).trimmedWSP
    }
    if let gap = bytes[start..<end].firstIndex(where: { $0.isWSP || $0 == ASCII.openParenthesis }) { end = gap }
    index = end
    return Array(bytes[start..<end]).filter { $0 != ASCII.quote }
  }

  /// A quoted string; nil, and nothing consumed, where it never ends.
  private mutating func readQuoted() -> [UInt8]? {
    var value: [UInt8] = []
    var place = index + 1
    while place < bytes.count {
      let byte = bytes[place]
      if byte == ASCII.quote {
        index = place + 1
        return value
      }
      // Only these two are taken for escapes: Windows senders write paths with single backslashes.
      if byte == ASCII.backslash, place + 1 < bytes.count,
        bytes[place + 1] == ASCII.quote || bytes[place + 1] == ASCII.backslash
      {
        place += 1
      }
      value.append(bytes[place])
      place += 1
    }
    return nil
  }

  /// `charset='utf-8'` and `charset=charset=utf-8` are seen in mail.
  private func unrepeated(_ value: [UInt8], name: [UInt8]) -> [UInt8] {
    var value = value
    let prefix = name + [ASCII.equals]
    if value.count > prefix.count, value.prefix(prefix.count).map(\.lowercasedASCII) == prefix {
      value.removeFirst(prefix.count)
    }
    if value.count > 2, value.first == 0x27, value.last == 0x27 { value = Array(value.dropFirst().dropLast()) }
    return value
  }
}
