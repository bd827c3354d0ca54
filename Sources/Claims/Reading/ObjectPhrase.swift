
/// What an action was done to: the head noun of the phrase behind a verb, and every content word in it.
struct ObjectPhrase: Hashable, Sendable {
  /// Ring name or singular noun; nil where the phrase is empty or a pronoun.
  let head: String?
  /// Normalised content words of the phrase, rings resolved.
  let words: Set<String>

  /// A phrase names at most so many words; what follows is circumstance.
  static let maxWords = 14

  /// A second noun phrase begins: "the tracker every day", "the router it comes back".
  private static let opening: Set<String> = [
    "the", "a", "an", "my", "our", "your", "this", "that", "these", "those", "his", "her", "their", "its", "every",
    "each", "it", "them", "all",
    "twice", "again", "yesterday", "today", "several", "many",
  ]

  private static let receivers: Set<String> = ["me", "us", "you", "him"]

  /// "A dispute stating that ...": a participle behind a noun, unless it is itself the name of a thing.
  private static func isGerund(_ form: String) -> Bool {
    form.utf8.count > 5 && form.hasSuffix("ing") && ObjectRings.rings[form] == nil
  }

  static func read(_ tokens: ArraySlice<Token>) -> ObjectPhrase {
    var words: Set<String> = []
    var head: String?
    var headClosed = false
    var pending: [String] = []
    for token in tokens.prefix(maxWords) {
      let form = token.form
      let isContent =
        token.kind != .sign && !Words.determiners.contains(form) && !Words.prepositions.contains(form)
        && !Words.adverbs.contains(form) && !Words.negations.contains(form) && !Words.times.contains(form)
      // "Send us the form": the receiver is not what is sent.
      if pending.isEmpty, head == nil, Self.receivers.contains(form) { continue }
      let isPastNoun =
        Words.able.contains(form) || Words.modals.contains(form) || Words.have.contains(form) || isGerund(form)
      if !pending.isEmpty, pending != ["other"], isPastNoun { headClosed = true }
      if !pending.isEmpty, pending != ["other"], Self.opening.contains(form) { headClosed = true }
      if !isContent || Words.be.contains(form) || Words.conjunctions.contains(form) {
        if form == "other" || form == "another" || form == "different" {
          pending = ["other"]
          words.insert("other")
        }
        if !pending.isEmpty, pending != ["other"],
          Words.prepositions.contains(form) || token.kind == .sign || Words.conjunctions.contains(form)
        {
          headClosed = true
        }
        continue
      }
      let ring = resolve(form, pending)
      words.insert(ring)
      if ring != ObjectRings.normal(form), let before = pending.last { words.remove(ObjectRings.normal(before)) }
      if !headClosed, !ObjectRings.generic.contains(form) { head = ring }
      pending = Array((pending + [form]).suffix(2))
    }
    return ObjectPhrase(head: head, words: words.subtracting(ObjectRings.generic))
  }

  /// The ring of the longest compound that ends in `form`.
  private static func resolve(_ form: String, _ before: [String]) -> String {
    if before.count == 2, let ring = ObjectRings.rings["\(before[0]) \(before[1]) \(form)"] { return ring }
    if let last = before.last, let ring = ObjectRings.rings["\(last) \(form)"] { return ring }
    return ObjectRings.normal(form)
  }
}
