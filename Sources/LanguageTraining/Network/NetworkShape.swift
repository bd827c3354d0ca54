/// How large the network is.
struct NetworkShape: Hashable, Sendable {
  /// Numbers a word's row of the embedding table has.
  var embedding = 128
  /// Numbers that each direction of a recurrent layer gives.
  var recurrent = 64
  var layers = 3
  /// Numbers of a word as a dependent, and as a head, that arcs are scored by.
  var arc = 64
  /// And that relations are scored by.
  var relation = 96
  /// And that tags are told by.
  var tag = 64

  /// Both directions.
  var output: Int { 2 * recurrent }
}

/// What the network tells apart.
struct Classes: Hashable, Sendable {
  /// `VBD`.
  var xpos: [String] = []
  /// Universal part of speech and features: `VERB Mood=Ind|Tense=Past`.
  var features: [String] = []
  /// `nsubj`, `nsubj:pass`.
  var relations: [String] = []
}

/// A sentence as the network sees it.
struct Example: Sendable {
  struct Word: Sendable {
    /// Rows of the embedding table that any word has.
    let rows: [Int32]
    /// The row of its own, if it is known.
    let ownRow: Int32?
    /// Indices of ``Classes``; -1 for none that is known.
    let xpos: Int
    let features: Int
    let relation: Int
    /// 0 for the root, else the number of the word.
    let head: Int
  }
  let words: [Word]
}
