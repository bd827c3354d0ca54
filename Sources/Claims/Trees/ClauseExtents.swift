import Language

/// Finds the words that tell one clause: an unbroken stretch around its predicate.
struct ClauseExtents {
  let tokens: [Language.Token]
  let children: [[Int]]

  func extent(of predicate: Int) -> Range<Int> {
    var isInside = Array(repeating: false, count: tokens.count)
    isInside[predicate] = true
    var open = [predicate]
    while let at = open.popLast() {
      for child in children[at] where !isApart(child, from: at, predicate) {
        isInside[child] = true
        open.append(child)
      }
    }
    var first = predicate
    while first > 0, isInside[first - 1] || (first > 1 && isPunctuation(first - 1) && isInside[first - 2]) { first -= 1 }
    while first < predicate, isLead(first) { first += 1 }
    var end = predicate + 1
    while end < tokens.count, isInside[end] || (end + 1 < tokens.count && isPunctuation(end) && isInside[end + 1]) { end += 1 }
    return first..<end
  }

  /// What hangs on a clause and is told apart from it.
  private func isApart(_ child: Int, from parent: Int, _ predicate: Int) -> Bool {
    let relation = tokens[child].relation.universal
    if relation == .parataxis || relation == .list { return true }
    guard parent == predicate else { return false }
    switch relation {
    case .conj, .discourse, .punct, .cc, .vocative, .dislocated: return true
    case .mark: return tokens[child].lemma != "to"
    case .advcl:
      if child < predicate { return true }
      // "Tried removing it, running it in safe mode": a list, though read as one under the other.
      if tokens[child].xpos == "VBG", tokens[predicate].xpos == "VBG" { return true }
      let marker = children[child].first { tokens[$0].relation.universal == .mark || Self.whens.contains(tokens[$0].lemma) }
      return marker.map { tokens[$0].lemma != "to" } ?? false
    default: return false
    }
  }

  private static let whens: Set<String> = ["when", "whenever", "while"]
  private static let leads: Set<String> = [
    "when", "so", "then", "also", "now", "whenever", "and", "but", "therefore", "however", "finally", "first", "next",
  ]

  private func isLead(_ at: Int) -> Bool {
    let relation = tokens[at].relation.universal
    return relation == .punct || relation == .cc
      || (relation == .advmod || relation == .mark) && Self.leads.contains(tokens[at].lemma)
  }

  private func isPunctuation(_ at: Int) -> Bool { tokens[at].relation.universal == .punct }
}
