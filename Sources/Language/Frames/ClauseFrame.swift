/// One clause, with its grammar resolved: who does what to whom, done or not, when, on what condition.
///
/// The relations are those of Universal Dependencies; what a frame says of tense and mood follows Huddleston and Pullum,
/// A Student's Introduction to English Grammar (2005), chapters 3 and 8.
public struct ClauseFrame: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    /// It stands in the clause.
    case own(Word)
    /// It stands in a clause that this one is joined to: `I called and waited`.
    case inherited(Word)
    /// It was left out, and the writer is meant: `Tried that.`
    case dropped
    /// The reader is meant: `Please check.`
    case reader
    /// Nobody is named: `Restarting helped.`
    case nobody
  }

  public enum Time: Hashable, Sendable {
    case past, present, future
    /// An infinitive, a gerund or a participle has none of its own.
    case none
  }

  public enum Mood: Hashable, Sendable {
    case indicative, imperative, question
    /// An infinitive, a gerund or a participle.
    case nonfinite
  }

  /// How a clause depends on another.
  public enum Role: Hashable, Sendable {
    case main
    /// What is said, thought, tried: `told me to restart`.
    case complement
    /// When, why, if.
    case adverbial
    /// Of a noun: `the parcel that I ordered`.
    case ofNoun
    case subject
  }

  /// The verb; of `It is broken`, the adjective.
  public let predicate: Word
  /// `up` of `set up`.
  public let particle: Word?
  /// `be` of `It is broken`.
  public let copula: Word?
  public let subject: Subject
  /// Direct and indirect.
  public let objects: [Word]
  /// With their prepositions: `in the browser`.
  public let obliques: [Word]
  public let auxiliaries: [Word]
  public let time: Time
  /// `have seen`
  public let isPerfect: Bool
  /// `am waiting`
  public let isProgressive: Bool
  public let isPassive: Bool
  /// `not`, `never`, `nobody`, `no reply`.
  public let isNegative: Bool
  /// Lemma of `can`, `could`, `should`, `must`, `may`, `might`, `would`, `need`, or `have` of `have to`; nil for none.
  public let modal: String?
  public let mood: Mood
  public let role: Role
  /// The word that opens the clause: `if`, `when`, `that`, `after`.
  public let marker: Word?
  /// The predicate of the clause that this one depends on.
  public let embedding: Word?

  /// `if`, `unless`, `in case`: it is not said to be so.
  public var isConditional: Bool {
    guard let marker else { return false }
    return marker.isLemma("if", "unless", "provided", "whether", "case")
  }

  /// `not`, or a negative subject or object, an even number of times over is none.
  public var isAffirmative: Bool { !isNegative }
}
