import Language

/// A word as the recognisers of facts look at it: by its letters, not by its grammar.
struct FactToken: Hashable {
  enum Kind: Hashable {
    case word, number, address, url, sign
  }
  let kind: Kind
  let span: Range<Int>
  /// Lower case, with straight apostrophes.
  let form: String
  let isCapitalised: Bool
  let lineEndsBefore: Int
  let hasSpaceBefore: Bool

  init(_ token: Language.Token, form: String) {
    span = token.span
    self.form = form
    lineEndsBefore = token.lineEndsBefore
    hasSpaceBefore = token.hasSpaceBefore
    let first = token.form.utf8.first ?? 0
    isCapitalised = first >= 0x41 && first <= 0x5A
    kind = Self.kind(form)
  }

  private static let hostEndings: Set<String> = [
    "com", "org", "net", "edu", "gov", "uk", "de", "nl", "be", "fr", "eu", "us", "ca", "au", "io", "co", "ch", "at", "it", "es",
    "se", "dk",
    "pl", "cz", "ie", "nz", "jp", "info", "biz", "app", "dev", "shop", "test", "example",
  ]

  private static func kind(_ form: String) -> Kind {
    let bytes = form.utf8
    if bytes.contains(0x40), bytes.contains(0x2E), bytes.first != 0x40 { return .address }
    if form.contains("://") || form.hasPrefix("www.") { return .url }
    let host = form.prefix { $0 != "/" }
    let pieces = host.split(separator: ".", omittingEmptySubsequences: false)
    if pieces.count > 1, pieces.allSatisfy({ !$0.isEmpty }), let last = pieces.last, hostEndings.contains(String(last)),
      bytes.first.map({ $0 >= 0x61 }) ?? false
    {
      return .url
    }
    guard bytes.contains(where: { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x80 }) else { return .sign }
    if let first = bytes.first, first >= 0x30, first <= 0x39 {
      return bytes.contains { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x80 } ? .word : .number
    }
    return bytes.contains { $0 >= 0x61 && $0 <= 0x7A } || bytes.contains { $0 >= 0x80 } ? .word : .sign
  }
}
