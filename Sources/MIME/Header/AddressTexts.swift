/// The texts of names and addresses.
extension AddressReader {
  mutating func decoded(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    let text = HeaderText.decoded(bytes.extracting(range), fallback: fallback)
    damage.note(text.damage)
    return text.text.trimmingSpaces
  }

  /// The display name in `range`.
  mutating func name(_ bytes: Span<UInt8>, _ pieces: AddressPieces, _ range: Range<Int>) -> String {
    if pieces.isPlainPhrase { return decoded(bytes, range) }
    if pieces.isSingleQuoted, !pieces.hasEscape {
      let text = decoded(bytes, (range.lowerBound + 1)..<(range.upperBound - 1))
      if !text.isEmpty { return text }
    }
    let plain = words(bytes, range, keepsQuotes: false)
    let text = decoded(plain.span, 0..<plain.count)
    return text.isEmpty ? commentText(bytes, pieces) : text
  }

  mutating func commentText(_ bytes: Span<UInt8>, _ pieces: AddressPieces) -> String {
    guard let written = pieces.comment else { return "" }
    let comment = bytes.withoutQuotes(written)
    guard bytes.first(ASCII.backslash, in: comment) != nil else { return decoded(bytes, comment) }
    let plain = Comments.words(in: bytes, comment)
    return decoded(plain.span, 0..<plain.count)
  }

  /// An address: controls and marks of direction are left out, everything else stays as written.
  mutating func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    let octets = bytes.extracting(range)
    // `a@b@c`: readers take different hosts for the real one (CVE-2019-16056).
    if !range.isEmpty, bytes[range.lowerBound] != ASCII.quote,
      let at = bytes.first(ASCII.at, in: range),
      bytes.first(ASCII.at, in: (at + 1)..<range.upperBound) != nil
    {
      damage.note(.invalidAddress)
    }
    guard !FieldShape(octets).isPlain else { return octets.text(0..<octets.count) }
    let raw = Array(HeaderText.raw(octets, fallback: fallback).utf8)
    let kept = HeaderControls.removed(from: raw)
    if kept.count < raw.count { damage.note(.controlInHeader) }
    if (try? UTF8Span(validating: octets)) == nil { damage.note(.unencoded8Bit) }
    return String(decoding: kept, as: UTF8.self)
  }

  /// `range` without comments, runs of white space as one space; quoted strings as they stand or unquoted.
  func words(_ bytes: Span<UInt8>, _ range: Range<Int>, keepsQuotes: Bool) -> [UInt8] {
    let bytes = bytes.extracting(range)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var reader = AddressReader(fallback: fallback)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case ASCII.openParenthesis:
        if !reader.hasOpenComment, let end = Comments.end(in: bytes, from: index) {
          index = end
          result.appendSpace()
        } else {
          reader.hasOpenComment = true
          index += 1
        }
      case ASCII.quote:
        guard let end = reader.endOfQuoted(bytes, at: index) else {
          index += 1
          continue
        }
        if keepsQuotes {
          bytes.append(index..<(end + 1), to: &result)
        } else {
          result += Comments.words(in: bytes, (index + 1)..<end)
        }
        index = end + 1
      case ASCII.space, ASCII.tab, ASCII.cr, ASCII.lf:
        result.appendSpace()
        index += 1
      case ASCII.equals:
        let word = reader.words.closedMatch(in: bytes, at: index, amongAddresses: true)
        let end = word?.end ?? index + 1
        bytes.append(index..<end, to: &result)
        index = end
      default:
        result.append(byte)
        index += 1
      }
    }
    return result
  }
}

extension Array where Element == UInt8 {
  /// One space, unless the octets are empty or end in white space.
  fileprivate mutating func appendSpace() {
    if let last, !last.isFieldSpace { append(ASCII.space) }
  }
}

extension Span where Element == UInt8 {
  /// `range` without quotation marks around the whole of it: `a@b ("Ann Miller")`.
  fileprivate func withoutQuotes(_ range: Range<Int>) -> Range<Int> {
    let inner = (range.lowerBound + 1)..<max(range.upperBound - 1, range.lowerBound + 1)
    guard range.count > 2, self[range.lowerBound] == ASCII.quote, self[range.upperBound - 1] == ASCII.quote,
      first(ASCII.quote, in: inner) == nil
    else { return range }
    return inner
  }
}
