/// A labelled piece of the readable text.
public struct Segment: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// What the sender wrote now.
    case own
    /// "Hello Ann," at the head of own words.
    case greeting
    /// Somebody else's words, quoted.
    case quoted
    /// "On 3 May Ann wrote:".
    case attribution
    /// The header block of a forwarded message and what follows it.
    case forwarded
    /// From the signature delimiter, or a closing and a name, to the end.
    case signature
    /// "Sent from my iPhone".
    case mobileSignature
    /// Legal foot.
    case disclaimer
    /// What a mailing list appends.
    case listFooter
  }
  public let kind: Kind
  /// UTF-8 byte offsets in ``Message/text``.
  public let range: Range<Int>
  /// Depth of quoting, 0 for what is not quoted.
  public let depth: Int
  /// Who wrote it, as the attribution or header block above it says: an address where one stands there, else a name.
  public let author: String?
  /// How sure the label is, 0 ... 1.
  public let confidence: Double
  /// Of own words that stand between quoted lines: the quoted line right above them, in the same offsets as ``range``.
  public let answers: Range<Int>?

  public init(
    kind: Kind, range: Range<Int>, depth: Int = 0, author: String? = nil, confidence: Double = 1,
    answers: Range<Int>? = nil
  ) {
    self.kind = kind
    self.range = range
    self.depth = depth
    self.author = author
    self.confidence = confidence
    self.answers = answers
  }
}
