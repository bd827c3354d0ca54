public import Claims

/// A claim said back to the customer, in their own terms.
///
/// Restated where the turn from "I" to "you" is sure; otherwise their own words in quotation marks. It never states
/// more than they did.
public enum Restatement: Hashable, Sendable {
  /// `you looked at the delivery tracker`
  case restated(String)
  /// `"I looked, but the page would not load."`
  case verbatim(String)

  /// Unicode scalars. A longer clause holds more than one thought, and more that could be turned wrongly.
  static let longestRestated = 140
  /// Unicode scalars. A longer quote is cut at a word.
  static let longestVerbatim = 240
  /// Words. A shorter quote says nothing by itself: "on restart".
  private static let fewestVerbatim = 4

  /// Nil for what is better left unsaid: scraps, and words that hold a link.
  public init?(of claim: Claim) {
    let words = OneLine.clean(claim.quote, longest: .max)
    guard !OneLine.holdsLink(words) else { return nil }
    if words.unicodeScalars.count <= Self.longestRestated, let clause = SecondPerson.clause(of: words, kind: claim.kind) {
      self = .restated(clause)
      return
    }
    guard words.split(separator: " ", maxSplits: Self.fewestVerbatim).count >= Self.fewestVerbatim,
      SecondPerson.tellsOfADeed(words)
    else { return nil }
    let quote = OneLine.clean(claim.quote, longest: Self.longestVerbatim)
    self = .verbatim(quote.contains("\"") ? "\u{201C}\(quote)\u{201D}" : "\"\(quote)\"")
  }

  /// As a clause of a sentence of ours.
  public var clause: String {
    switch self {
    case .restated(let clause): clause
    case .verbatim(let quote): "you wrote: \(quote)"
    }
  }
}

// Said by a customer; ``clause`` is the deliberate door.
extension Restatement: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String {
    switch self {
    case .restated: "restated (words withheld)"
    case .verbatim: "verbatim (words withheld)"
    }
  }
  public var debugDescription: String { description }
}
