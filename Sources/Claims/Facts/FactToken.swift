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
  /// Nothing but letters from a to z, written small.
  let isSmall: Bool

  init(_ token: Language.Token, form: String) {
    span = token.span
    self.form = form
    lineEndsBefore = token.lineEndsBefore
    hasSpaceBefore = token.hasSpaceBefore
    let first = token.form.utf8.first ?? 0
    isCapitalised = first >= 0x41 && first <= 0x5A
    kind = Self.kind(form)
    isSmall = !isCapitalised && form.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
  }

  private static let hostEndings: Set<String> = [
    "com", "org", "net", "edu", "gov", "uk", "de", "nl", "be", "fr", "eu", "us", "ca", "au", "io", "co", "ch", "at", "it", "es",
    "se", "dk",
    "pl", "cz", "ie", "nz", "jp", "info", "biz", "app", "dev", "shop", "test", "example",
  ]

  /// Looked at for each word of a mail: letter by letter, and at the pieces of a host only where a dot stands.
  private static func kind(_ form: String) -> Kind {
    var (hasAt, hasDot, hasSlash, hasDigit, hasLetter, hasWide) = (false, false, false, false, false, false)
    for byte in form.utf8 {
      switch byte {
      case 0x40: hasAt = true
      case 0x2E: hasDot = true
      case 0x2F: hasSlash = true
      case 0x30...0x39: hasDigit = true
      case 0x61...0x7A: hasLetter = true
      case 0x80...: hasWide = true
      default: break
      }
    }
    let first = form.utf8.first ?? 0
    if hasDot {
      if hasAt, first != 0x40 { return .address }
      if hasSlash && form.contains("://") || form.hasPrefix("www.") || first >= 0x61 && isHost(form) { return .url }
    } else if hasSlash, form.contains("://") {
      return .url
    }
    guard hasDigit || hasLetter || hasWide else { return .sign }
    if first >= 0x30, first <= 0x39 { return hasLetter || hasWide ? .word : .number }
    return hasLetter || hasWide ? .word : .sign
  }

  private static func isHost(_ form: String) -> Bool {
    let pieces = form.utf8.prefix { $0 != 0x2F }.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard pieces.count > 1, pieces.allSatisfy({ !$0.isEmpty }), let last = pieces.last else { return false }
    return hostEndings.contains(String(decoding: last, as: UTF8.self))
  }
}
