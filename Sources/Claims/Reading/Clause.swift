
/// One deed as a sentence tells it: who, what, and whether it happened.
struct Clause: Hashable, Sendable {
  enum Subject: Hashable, Sendable {
    /// I, we, or nobody named where the customer speaks.
    case customer
    /// `my wife`, `a technician`.
    case household
    /// They, you, he, she, it.
    case other
  }
  enum Standing: Hashable, Sendable {
    case done
    case attempted
    /// Did not, has not, forgot to.
    case notDone
    /// Could not, was not able to.
    case unable
    /// `I can log in with another browser`.
    case ability
    /// Planned, wished, told to, conditional, asked about.
    case hypothetical
    /// Present: what happens each time.
    case habitual
  }
  let subject: Subject
  let standing: Standing
  let lemma: String
  /// Action class.
  let action: String
  let object: ObjectPhrase
  /// Token indices in the sentence: from the subject (or verb) to the end of the object.
  let tokens: Range<Int>
  /// Token index of the verb.
  let verb: Int
  let rule: String

  /// `check tracker`; the bare class where no object is named.
  var key: String { object.head.map { "\(action) \($0)" } ?? action }
}
