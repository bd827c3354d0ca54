/// What a clause says of its deed or state beside what it was: whether, who, when, how often, how sure.
public struct Circumstances: Hashable, Sendable {
  public enum Polarity: String, Hashable, Sendable, CaseIterable {
    case affirmed
    /// `I have not restarted it`, `not order 4471`.
    case denied
  }

  public enum Doer: String, Hashable, Sendable, CaseIterable {
    case customer
    /// Somebody for the customer: `my wife`, `a technician`.
    case helper
    /// Those written to, or another party to the case.
    case company
    /// The parcel, the program: what a state is a state of.
    case thing
  }

  public enum Certainty: String, Hashable, Sendable, CaseIterable {
    case certain
    /// `I think`, `probably`, `it may have`.
    case supposed
  }

  public let polarity: Polarity
  public let doer: Doer
  public let certainty: Certainty
  /// The day on which it was, counted from the day on which the mail was written; of a promise, the day by which it is due.
  /// nil where the text says none, or that day is not known.
  public let day: CivilDay?
  /// How often, at least: 2 for `twice` and `repeatedly`, 3 for `several times`; nil where nothing is said.
  public let times: Int?
  /// It takes the place of what was said before: `actually it was order 88`.
  public let isCorrection: Bool

  public init(
    polarity: Polarity = .affirmed, doer: Doer = .customer, certainty: Certainty = .certain, day: CivilDay? = nil,
    times: Int? = nil, isCorrection: Bool = false
  ) {
    self.polarity = polarity
    self.doer = doer
    self.certainty = certainty
    self.day = day
    self.times = times
    self.isCorrection = isCorrection
  }

  /// The customer's own, and sure, of no day: what is stated unless the words say otherwise.
  public static let plain = Circumstances()
}
