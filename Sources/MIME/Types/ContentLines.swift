/// One line of a calendar: `NAME;PARAMETER=value:value` (RFC 5545, 3.1).
struct ContentLine {
  /// Lower-case.
  let name: String
  private let parameters: ArraySlice<UInt8>
  /// As written.
  let value: ArraySlice<UInt8>

  /// - Parameter bytes: of the line, unfolded.
  init?(_ bytes: ArraySlice<UInt8>) {
    let end =
      bytes.firstIndex { !$0.isLetter && !$0.isDigit && $0 != ASCII.hyphen && $0 != ASCII.dot } ?? bytes.endIndex
    guard end > bytes.startIndex, end < bytes.endIndex else { return nil }
    // In quotes a parameter may hold the colon.
    var isQuoted = false
    let colon = bytes[end...].firstIndex { octet in
      if octet == ASCII.quote { isQuoted.toggle() }
      return octet == ASCII.colon && !isQuoted
    }
    // A quote that never ends takes nothing with it.
    guard let colon = colon ?? bytes[end...].firstIndex(of: ASCII.colon) else { return nil }
    // `home.TEL`: vCard's groups are seen in calendars too.
    let start = bytes[..<end].lastIndex(of: ASCII.dot).map { $0 + 1 } ?? bytes.startIndex
    name = bytes[start..<end].lowercasedASCIIString
    parameters = bytes[end..<colon]
    value = bytes[(colon + 1)...]
  }

  /// The parameter `name`, given in lower case, without quotes (RFC 6868 decoded); nil where it is missing or empty.
  func parameter(_ name: String) -> String? {
    var isQuoted = false
    let pieces = parameters.split { octet in
      if octet == ASCII.quote { isQuoted.toggle() }
      return octet == ASCII.semicolon && !isQuoted
    }
    for piece in pieces {
      guard let equals = piece.firstIndex(of: ASCII.equals), piece[..<equals].lowercasedASCIIString == name else {
        continue
      }
      let text = Self.unescaped(piece[(equals + 1)...].filter { $0 != ASCII.quote }[...], mark: 0x5E)
      let shown = HeaderText.withoutControls(text).trimmingSpaces
      return shown.isEmpty ? nil : shown
    }
    return nil
  }

  /// The value as one line of text; nil where it is empty.
  var text: String? {
    let text = HeaderText.withoutControls(Self.unescaped(value, mark: ASCII.backslash)).trimmingSpaces
    return text.isEmpty ? nil : text
  }

  /// The value with its own line ends; nil where it is empty.
  var paragraphs: String? {
    let lines = Self.unescaped(value, mark: ASCII.backslash).split(separator: "\n", omittingEmptySubsequences: false)
    let text = lines.map { HeaderText.withoutControls(String($0)) }.joined(separator: "\n")
    return text.isEmpty ? nil : text
  }

  /// `\n` and `\,` (RFC 5545, 3.3.11); `^n`, `^'` and `^^` (RFC 6868).
  private static func unescaped(_ bytes: ArraySlice<UInt8>, mark: UInt8) -> String {
    guard bytes.contains(mark) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isEscaped = false
    for octet in bytes {
      if isEscaped {
        isEscaped = false
        if octet | 0x20 == 0x6E {
          result.append(ASCII.lf)
        } else if octet == 0x27, mark != ASCII.backslash {
          result.append(ASCII.quote)
        } else {
          result.append(octet)
        }
      } else if octet == mark {
        isEscaped = true
      } else {
        result.append(octet)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The lines of a calendar, unfolded: a line that starts with white space goes on with the one before (RFC 5545, 3.1).
struct ContentLines {
  /// Longest line kept, in bytes; an attached file in base64 is cut, for nobody reads it.
  static let lengthLimit = 65_536

  private var lines: ReportLines
  private var ahead: Range<Int>?

  init(_ bytes: [UInt8]) {
    lines = ReportLines(bytes)
    ahead = lines.next()
  }

  /// The next line that is a content line; nil behind the last one.
  mutating func next() -> ContentLine? {
    while let first = ahead {
      var whole = lines.bytes[first.lowerBound..<min(first.upperBound, first.lowerBound + Self.lengthLimit)]
      ahead = lines.next()
      var joined: [UInt8] = []
      while let more = ahead, let octet = lines.bytes[more].first, octet.isWSP {
        if joined.isEmpty { joined = Array(whole) }
        if joined.count < Self.lengthLimit { joined += lines.bytes[more].dropFirst() }
        ahead = lines.next()
      }
      if !joined.isEmpty { whole = joined[...] }
      if let line = ContentLine(whole) { return line }
    }
    return nil
  }
}
