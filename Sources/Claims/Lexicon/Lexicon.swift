/// What words mean to a support desk: which verbs are one action, which nouns one thing, what a verb makes of the clause under it.
///
/// It is read from plain files (`Resources/*.tsv`); a shop adds lines of its own in a file beside its settings.
public struct Lexicon: Sendable {
  /// Knows nothing yet.
  public init() {}

  /// A verb with what must follow it, to its action class: `turn` → (`off and on` → `restart`).
  var actions: [String: [Pattern]] = [:]
  /// A noun that carries an action behind a light verb (`did a reset`), to its class.
  var nouns: [String: String] = [:]
  /// A thing's name in lower case, words parted by one space, to the name of its ring.
  var rings: [String: String] = [:]
  /// A verb to what it makes of a clause that stands under it.
  var embedding: [String: Set<Embedding>] = [:]

  /// A word to the states that it tells of.
  var states: [String: Set<State>] = [:]

  /// Classes that one and the same deed may be told under.
  var kin: [Set<String>] = []

  /// Words of which two things that are told apart have one each: `May` and `June`, `phone` and `tablet`.
  var contrasts: [Set<String>] = []

  /// Classes and words by what they say of how long a deed answers an ask for it.
  var ages: [Age: Set<String>] = [:]

  /// How long a deed answers.
  enum Age: String, Hashable, Sendable, CaseIterable {
    /// Classes that are done once: `send`, `pay`. The others answer until a change is reported.
    case ever
    /// Classes that are such a change: who has installed another version may be asked to restart again.
    case change
    /// Words by which a state is told as a change: `now`, `different`.
    case news
    /// Words by which it is told to be as before, whatever else is said: `still`, `same`.
    case same
  }

  /// What a word tells of a state.
  enum State: String, Hashable, Sendable, CaseIterable {
    /// Something is wrong.
    case trouble
    /// It is so now, or again and again: `still`, `suddenly`, `only`.
    case mark
    /// How something turned out: `works`, `says`.
    case result
    /// Where an order, a parcel, a payment is on its way.
    case status
    /// Comes to the writer: `get`, `lose`, `notice`.
    case experience
    /// What comes to the writer: `error`, `letter`.
    case symptom
    case judgement
    case feeling
  }

  /// The words that must follow a verb, in their order, and the class that they make together.
  struct Pattern: Hashable, Sendable {
    let following: [String]
    let action: String
  }

  /// What a verb makes of the clause under it.
  enum Embedding: String, Hashable, Sendable, CaseIterable {
    /// Set about it: `tried to call`, `had to wait`.
    case attempt
    /// Has it in mind: `want to cancel`.
    case want
    /// It did not come about: `forgot to sign`.
    case fail
    /// Somebody else's words: `told to restart`.
    case told
    /// Only believed: `thought I had paid`.
    case supposed
    /// It is so: `noticed that it was gone`.
    case factive
  }

  /// A word or name as its ring's name, else without a plural `s`.
  func thing(_ name: String) -> String {
    if let ring = rings[name] { return ring }
    guard name.utf8.count > 3, name.hasSuffix("s"), !name.hasSuffix("ss"), !name.hasSuffix("us"), !name.hasSuffix("is") else {
      return name
    }
    if name.hasSuffix("ies") { return String(name.dropLast(3)) + "y" }
    return String(name.dropLast())
  }
}
