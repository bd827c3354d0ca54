/// The names a template may use, and what each stands for.
///
/// A name has a value or none; a name without a value shows nothing inside its own section and stops the draft outside.
enum TemplateName {
  /// In replies and thanks.
  static let common = [
    "greeting",  // "Hello Ann," or "Hello,"
    "first_name",  // "Ann", where the display name surely holds one
    "address",  // the address they write from
  ]

  /// In replies.
  static let reply = [
    "subject",  // their subject, on one line
    "tried",  // "you looked at the tracker, and it says "undeliverable"": steps they took, restated
    "contacted",  // "you called us twice last week": earlier contact, restated
    "story",  // "you bought the upgrade for the wrong blog": what came before the trouble, restated
    "wrote",  // "..." and "...": what cannot surely be restated, verbatim
    "acknowledged",  // the list of all of these, each a clause
    "done",  // "I have moved the upgrade.": what a person did
    "asked",  // there is an ask left
  ]

  /// In thanks.
  static let thanks = [
    "topic.words",  // what they raised, verbatim
    "topic.resolution",  // what was done about it
    "topic.date",  // when they raised it
  ]

  /// Types of facts that a text may show, as `fact.order-number`, and ask for.
  static let facts = [
    "account-number", "accounts", "address", "amount", "card-number", "case-number", "customer-number", "date",
    "device", "email", "error", "invoice-number", "name", "order-number", "os", "phone", "protocol", "serial-number",
    "since", "tracking-number", "url", "version",
  ]

  static let shownFacts = facts.map { "fact.\($0)" }

  /// All names but asks, which each template declares.
  static let all = common + reply + thanks + shownFacts

  private static let known = Set(all)

  static func isKnown(_ name: String) -> Bool { known.contains(name) }

  /// The candidate that was probably meant, nil where none is near.
  static func nearest(to name: String, among candidates: [String]) -> String? {
    guard name.count <= longestCompared else { return nil }
    let letters = Array(name.lowercased().unicodeScalars)
    // A third of the letters may be wrong: "frist_name" is near "first_name", "total" is near nothing.
    let limit = max(1, letters.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = editDistance(letters, Array(candidate.unicodeScalars))
      if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Characters. Longer names are compared with nothing: no name of ours comes near.
  private static let longestCompared = 64

  /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
  private static func editDistance(_ from: [Unicode.Scalar], _ to: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...to.count)
    for (i, left) in from.enumerated() {
      var row = [i + 1]
      for (j, right) in to.enumerated() {
        var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (left == right ? 0 : 1))
        if i > 0, j > 0, left == to[j - 1], from[i - 1] == right { cost = min(cost, beforePrevious[j - 1] + 1) }
        row.append(cost)
      }
      beforePrevious = previous
      previous = row
    }
    return previous.last ?? 0
  }
}
