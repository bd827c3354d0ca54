/// Finds the name that was probably meant.
public enum NearestName {
  /// The candidate that differs least from `name`; nil where none is near enough to be a slip.
  public static func to(_ name: String, among candidates: [String]) -> String? {
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
