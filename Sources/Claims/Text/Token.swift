/// The smallest piece of a text that rules look at: a word, a number, an address, or a sign.
///
/// Contractions are two tokens (`I've` gives `i` `'ve`, `couldn't` gives `could` `n't`); URLs, mail addresses, versions
/// and hyphenated codes (`4471-B`) are one.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Letters, with or without digits.
    case word
    /// Starts with a digit and holds no letters: `121.5.2`, `1,299.00`, `2024-05-03`.
    case number
    /// A mail address (RFC 5322, 3.4.1, as people write it).
    case address
    /// A URL or a bare host name: `https://example.org/a`, `www.example.org`, `example.com`.
    case url
    /// One punctuation sign, a run of dots, or an emoji.
    case sign
  }
  let kind: Kind
  /// UTF-8 byte offsets in the text.
  let span: Range<Int>
  /// The token in lower case with straight apostrophes.
  let form: String
  /// The first letter is upper case as written (ASCII letters only).
  let isCapitalised: Bool
  /// Line ends between the token before and this one.
  let lineEndsBefore: Int
  /// White space or nothing stands before it.
  let hasSpaceBefore: Bool

  init(
    kind: Kind, span: Range<Int>, form: String, isCapitalised: Bool = false, lineEndsBefore: Int = 0,
    hasSpaceBefore: Bool = true
  ) {
    self.kind = kind
    self.span = span
    self.form = form
    self.isCapitalised = isCapitalised
    self.lineEndsBefore = lineEndsBefore
    self.hasSpaceBefore = hasSpaceBefore
  }
}
