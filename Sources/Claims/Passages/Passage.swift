/// One text with a place in it to read, and what its spans count in.
struct Passage {
  let bytes: [UInt8]
  let range: Range<Int>
  let source: ClaimSource
  /// The day on which it was written; nil where nobody knows.
  var written: CivilDay?

  func quote(_ span: Range<Int>) -> String { String(decoding: bytes[span], as: UTF8.self) }

  func claim(_ kind: ClaimKind, _ span: Range<Int>, key: String, rule: String, _ circumstances: Circumstances = .plain) -> Claim {
    Claim(kind: kind, quote: quote(span), span: span, source: source, key: key, rule: rule, circumstances: circumstances)
  }

  /// From the first to the last of some words.
  func span(_ words: ArraySlice<FactToken>) -> Range<Int>? {
    guard let first = words.first, let last = words.last else { return nil }
    return first.span.lowerBound..<last.span.upperBound
  }
}
