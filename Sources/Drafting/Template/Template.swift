public import Claims
import Mustache

/// One situation's reply: a Mustache text with a header that says when it fits, what it asks, what it must have.
///
/// Checked when read; a template that exists can be filled.
public struct Template: Sendable {
  /// An ask that the template makes, unless the ledger answers it.
  public struct DeclaredAsk: Hashable, Sendable {
    public let id: String
    public let wish: Ask.Wish
    /// Fact types that answer it as well.
    public let unless: [String]
    /// Our words for it, tags left out: what else they ask for is read from these.
    let words: String
  }

  /// The template's name: its situation, unique in its library.
  public let name: String
  /// The file it was read from, for messages.
  public let file: String
  /// Words and phrases that speak for this situation.
  public let fits: [String]
  /// Names that must have a value, or there is no draft.
  public let requires: [String]
  /// In order of the header.
  public let asks: [DeclaredAsk]
  let phrases: [Phrase]
  /// Words that speak for it only beside others: a mail with "price" in it need not be about a bill.
  let hints: [Phrase]
  /// Words that rule it out, unless they are negated.
  let against: [Phrase]
  let body: TemplateBody
  let mustache: MustacheTemplate

  /// Used where no other fits.
  public static let fallback = "general"
  /// Never chosen for a reply.
  public static let thanks = "thanks"
}
