/// What kind of thing a customer stated.
public enum ClaimKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// An action they did.
  case tried
  /// An action they did not or could not do.
  case notTried
  /// A state or result they report.
  case observed
  /// An identifier or datum given.
  case fact
  /// Earlier contact with us.
  case contacted
  /// What we promised them.
  case promised
  /// What they want.
  case request
  /// Praise, criticism, suggestion.
  case feedback
  case feeling
  /// How they want to be treated.
  case preference
}

/// Which of a message's texts a claim's span counts in.
public enum ClaimSource: String, Hashable, Sendable, CaseIterable, Codable {
  // All but the last four count in the readable text.
  case own, signature, form, table, forwarded, quoted
  /// The decoded Subject.
  case subject
  /// An attachment's name.
  case attachment
  /// Another header's decoded value.
  case header
}

/// A finger on the customer's sentence: what they stated, in exactly their words.
///
/// `description` is redacted, as the words are private; ``quote`` is the deliberate door.
public struct Claim: Hashable, Sendable {
  public let kind: ClaimKind
  /// The exact substring of the source text.
  public let quote: String
  /// UTF-8 byte offsets of ``quote`` in the source text.
  public let span: Range<Int>
  public let source: ClaimSource
  /// The normalised action (`check tracker`) or typed value (`order-number=4471B`); of a state seen, the step it implies.
  public let key: String
  /// Name of the rule that found it, for `heard why`.
  public let rule: String
  /// Who, when, how often, how sure.
  public let circumstances: Circumstances

  public init(
    kind: ClaimKind, quote: String, span: Range<Int>, source: ClaimSource, key: String, rule: String,
    circumstances: Circumstances = .plain
  ) {
    self.kind = kind
    self.quote = quote
    self.span = span
    self.source = source
    self.key = key
    self.rule = rule
    self.circumstances = circumstances
  }

  func with(_ circumstances: Circumstances) -> Claim {
    Claim(kind: kind, quote: quote, span: span, source: source, key: key, rule: rule, circumstances: circumstances)
  }
}

extension Claim {
  /// How the rule of an observation begins that implies a step: what a customer can only know by having looked.
  static let implication = "implies: "

  /// A state whose ``key`` names the step that it implies: `it still says undeliverable`, `check tracker`.
  public var impliesStep: Bool { rule.hasPrefix(Self.implication) }
}

extension Claim: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String {
    "\(kind.rawValue) \(source.rawValue) \(span.lowerBound)..<\(span.upperBound) (words withheld)"
  }
  public var debugDescription: String { description }
}
