/// Something a sentence of ours requests of the customer.
public struct Ask: Hashable, Sendable {
  /// What fulfils it.
  public enum Wish: Hashable, Sendable {
    /// An action to do: class and object ring, `check` `tracker`; object nil where none is named.
    case action(String, object: String?)
    /// A datum to give, by fact type: `order-number`.
    case datum(String)

    /// The class of an action; nil of a datum.
    var action: String? {
      if case .action(let action, _) = self { action } else { nil }
    }
  }
  public let wish: Wish
  /// The exact substring of our text.
  public let quote: String
  /// UTF-8 byte offsets of ``quote`` in our text.
  public let span: Range<Int>
  /// `template` for a declared ask, else the name of the rule that found it.
  public let rule: String
  /// Its sentence says what is different from last time ("once more, this time with ..."), so that what was done before
  /// does not answer it.
  public let statesDifference: Bool

  public init(wish: Wish, quote: String, span: Range<Int>, rule: String, statesDifference: Bool = false) {
    self.wish = wish
    self.quote = quote
    self.span = span
    self.rule = rule
    self.statesDifference = statesDifference
  }
}
