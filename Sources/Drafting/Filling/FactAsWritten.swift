import Claims

/// A fact as the customer wrote it: they know their order as `2026-48817`, not as the `202648817` we compare by.
struct FactAsWritten {
  let type: String
  let value: String

  /// Nil for a claim that is no typed value.
  init?(_ claim: Claim) {
    guard let equals = claim.key.firstIndex(of: "=") else { return nil }
    type = String(claim.key[..<equals])
    let normal = String(claim.key[claim.key.index(after: equals)...])
    let quote = OneLine.clean(claim.quote, longest: .max)
    value = Self.end(of: quote, thatReads: normal) ?? (Self.unlabelled.contains(type) ? quote : normal)
  }

  /// Types whose quote is the value alone, without a label before it.
  private static let unlabelled: Set<String> = ["amount", "date", "os", "device", "email", "phone", "url"]

  /// What stands before a value, and what behind it.
  private static let edges: Set<Character> = [" ", "#", ":", "(", "[", "{", "\"", "'", "\u{201C}", "\u{201E}", "="]
  private static let ends: Set<Character> = [" ", ".", ",", ";", ")", "]", "}", "\"", "'", "\u{201D}", "\u{201C}"]

  /// The end of the quote that has the value's letters and digits: what stands behind a label.
  private static func end(of quote: String, thatReads normal: String) -> String? {
    let wanted = key(normal[...])
    guard !wanted.isEmpty else { return nil }
    var starts = [quote.startIndex]
    starts += quote.indices.filter { edges.contains(quote[$0]) }.map(quote.index(after:))
    for start in starts.reversed() where key(quote[start...]) == wanted {
      let value = quote[start...].drop { edges.contains($0) }
      return String(value.reversed().drop { ends.contains($0) }.reversed())
    }
    return nil
  }

  private static func key(_ text: Substring) -> String { text.filter { $0.isLetter || $0.isNumber }.uppercased() }
}
