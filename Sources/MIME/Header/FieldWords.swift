/// Walks over the words of a structured field that is still folded: atoms, quoted strings, marks (RFC 5322, 3.2).
///
/// Comments are passed over; the last one passed is kept, for some fields say in it what counts.
struct FieldWords {
  /// Where the next word is looked for.
  private(set) var index = 0
  /// The last comment passed, without its parentheses.
  private(set) var comment: Range<Int>?
  private var hasOpenComment = false
  private var hasOpenQuote = false

  /// Moves over white space and comments.
  mutating func skipSpace(_ bytes: Span<UInt8>) {
    while index < bytes.count {
      if bytes[index].isFieldSpace {
        index += 1
      } else if bytes[index] == ASCII.openParenthesis {
        if !hasOpenComment, let end = Comments.end(in: bytes, from: index) {
          comment = (index + 1)..<(end - 1)
          index = end
        } else {
          hasOpenComment = true
          index += 1
        }
      } else {
        return
      }
    }
  }

  mutating func forgetComment() { comment = nil }

  /// Takes `mark` where it stands next.
  mutating func take(_ mark: UInt8, _ bytes: Span<UInt8>) -> Bool {
    skipSpace(bytes)
    guard index < bytes.count, bytes[index] == mark else { return false }
    index += 1
    return true
  }

  /// Moves behind the next `mark` outside of comments and quoted strings, or to the end.
  mutating func skip(past mark: UInt8, _ bytes: Span<UInt8>) {
    while true {
      skipSpace(bytes)
      guard index < bytes.count else { return }
      if bytes[index] == mark {
        index += 1
        return
      }
      if quoted(bytes) == nil { index += 1 }
    }
  }

  /// The next word, up to white space, a comment or one of `ends`; a quoted string gives what is in it. Empty where a
  /// mark stands there.
  mutating func word(_ bytes: Span<UInt8>, endingAt ends: OctetSet) -> Range<Int> {
    skipSpace(bytes)
    if let quoted = quoted(bytes) { return quoted }
    let start = index
    while index < bytes.count, !bytes[index].isFieldSpace, bytes[index] != ASCII.openParenthesis,
      !ends.contains(bytes[index])
    { index += 1 }
    return start..<index
  }

  /// The inside of the quoted string that starts here; nil, and nothing consumed, where none does or it never ends.
  private mutating func quoted(_ bytes: Span<UInt8>) -> Range<Int>? {
    guard !hasOpenQuote, index < bytes.count, bytes[index] == ASCII.quote else { return nil }
    var place = index + 1
    while place < bytes.count {
      if bytes[place] == ASCII.quote {
        let inside = (index + 1)..<place
        index = place + 1
        return inside
      }
      place += bytes[place] == ASCII.backslash ? 2 : 1
    }
    hasOpenQuote = true
    return nil
  }
}

extension Span where Element == UInt8 {
  /// The octets of `range` for showing: unfolded, controls replaced.
  func shown(_ range: Range<Int>) -> String {
    HeaderText.withoutControls(HeaderText.raw(extracting(range), fallback: .windows1252))
  }

  /// The same with A-Z in lower case.
  func shownLowercased(_ range: Range<Int>) -> String {
    HeaderText.withoutControls(lowercasedText(range))
  }
}
