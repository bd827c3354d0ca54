/// What made a line get its label, and how far it can be trusted.
///
/// The numbers order the signals; they are no measured frequencies. Below ``kept`` a signature still is told as the
/// customer's own words, because a closing word alone proves nothing.
enum Signal: UInt8, Comparable {
  /// Nothing said that it is anybody else's.
  case plain
  /// Between fences: the customer's log or code, closed to every other signal.
  case code
  /// Own for want of proof, though an attribution stands above it.
  case doubtful
  /// A closing word and a short line or two.
  case closing
  /// A line with a verb of writing before a quote, without address.
  case weakAttribution
  /// No quote marks: it stands behind an attribution or a header block.
  case below
  /// A closing word, a name, and a telephone number or page.
  case visitingCard
  case disclaimer
  /// `C>` and `|` before lines.
  case oddMarks
  case greeting
  case mobile
  case listFooter
  case learned
  case headerBlock
  case attribution
  case delimiter
  case quoteMarks
  case markup
  case sent

  /// A signature at or below this confidence counts as own words all the same.
  static let kept = 0.5

  /// 0 ... 1.
  var confidence: Double {
    switch self {
    case .plain, .code: 0.9
    case .doubtful: 0.5
    case .closing: Self.kept
    case .weakAttribution: 0.7
    case .below: 0.75
    case .visitingCard: 0.75
    case .disclaimer: 0.8
    case .oddMarks: 0.8
    case .greeting: 0.9
    case .mobile: 0.9
    case .listFooter: 0.9
    case .learned: 0.9
    case .headerBlock: 0.9
    case .attribution: 0.9
    case .delimiter: 0.95
    case .quoteMarks: 0.95
    case .markup: 0.95
    case .sent: 0.99
    }
  }

  static func < (one: Signal, other: Signal) -> Bool { one.rawValue < other.rawValue }
}

extension Segment {
  /// Whether the piece counts as what its sender wrote now: own words, the greeting, and a signature that only a
  /// closing word gives away ("Thanks, Bob") or an attribution that nothing quoted follows, so that no word of a
  /// customer is lost to a guess.
  public var isOwnWords: Bool {
    kind == .own || kind == .greeting
      || (kind == .signature || kind == .attribution) && confidence <= Signal.kept
  }
}
