import Language

/// A sentence with its tree indexed once: what hangs on what, and its clauses.
///
/// A class, as every rule holds it, and a copy of its arrays for each would cost more than the rules.
final class ReadSentence {
  let tokens: [Language.Token]
  /// Lower case, with straight apostrophes.
  let forms: [String]
  /// Indices of the words that hang on each.
  let children: [[Int]]
  let clauses: [ReadClause]
  /// Of each word, the clause whose predicate it is.
  private let clausesByVerb: [ReadClause?]
  let isQuestion: Bool
  let isListItem: Bool
  let startsParagraph: Bool
  /// What was found out about its clauses, which every rule asks for.
  let findings: ClauseFindings

  init(_ sentence: Language.Sentence) {
    tokens = sentence.tokens
    // "Cant", "dont": the apostrophe is often left out.
    forms = sentence.tokens.map { $0.isContinuation && $0.form.lowercased() == "nt" ? "n't" : Self.plain($0.form) }
    var children = Array(repeating: [Int](), count: sentence.tokens.count)
    for (index, token) in sentence.tokens.enumerated() {
      if let head = token.head { children[head].append(index) }
    }
    self.children = children
    isQuestion = sentence.isQuestion
    isListItem = sentence.markerLength > 0
    startsParagraph = sentence.startsParagraph
    let extents = ClauseExtents(tokens: sentence.tokens, children: children)
    clauses = sentence.kind == .parsed ? sentence.clauses.map { ReadClause($0, extents.extent(of: $0.predicate.index)) } : []
    var byVerb = [ReadClause?](repeating: nil, count: sentence.tokens.count)
    for clause in clauses where byVerb[clause.verb] == nil { byVerb[clause.verb] = clause }
    clausesByVerb = byVerb
    findings = ClauseFindings(words: sentence.tokens.count)
  }

  private static func plain(_ form: String) -> String {
    let lower = form.lowercased()
    guard lower.utf8.contains(where: { $0 >= 0x80 }) else { return lower }
    return String(lower.unicodeScalars.map { "\u{2018}\u{2019}\u{B4}\u{60}".unicodeScalars.contains($0) ? "'" : Character($0) })
  }

  func relation(_ at: Int) -> Relation.Universal { tokens[at].relation.universal }
  func lemma(_ at: Int) -> String { tokens[at].lemma }
  /// The words that hang on one, of some relations. One relation is asked for most, and needs no list.
  func children(_ at: Int, _ relations: Relation.Universal...) -> [Int] {
    children[at].isEmpty ? [] : children[at].filter { relations.contains(relation($0)) }
  }
  func children(_ at: Int, _ wanted: Relation.Universal) -> [Int] {
    children[at].isEmpty ? [] : children[at].filter { relation($0) == wanted }
  }
  func clause(at predicate: Int) -> ReadClause? {
    clausesByVerb.indices.contains(predicate) ? clausesByVerb[predicate] : nil
  }
  func form(_ at: Int) -> String { forms.indices.contains(at) ? forms[at] : "" }

  private static let negations: Set<String> = [
    "not", "n't", "never", "no", "nothing", "nobody", "none", "neither", "nor", "hardly", "nowhere", "without",
  ]

  /// Whether a clause denies, by a word of its own: the tree may hang the `n't` of "if you haven't, check it" on `check`.
  func isNegative(_ clause: ReadClause) -> Bool {
    guard clause.frame.isNegative else { return false }
    return (max(0, clause.extent.lowerBound - 1)..<clause.extent.upperBound).contains { at in
      // "If you haven't already, restart it": what stands before a comma denies another verb.
      Self.negations.contains(forms[at]) && (at > clause.verb || !forms[at..<clause.verb].contains(","))
    }
  }

  /// UTF-8 byte offsets of some words.
  func span(_ words: Range<Int>) -> Range<Int> {
    tokens[words.lowerBound].span.lowerBound..<tokens[words.upperBound - 1].span.upperBound
  }
}

/// A clause, and the words that tell it.
final class ReadClause {
  let frame: ClauseFrame
  /// Index of its predicate.
  let verb: Int
  /// Indices of its own words: subject to the end of object and complement, without the clauses that it is joined to.
  let extent: Range<Int>

  init(_ frame: ClauseFrame, _ extent: Range<Int>) {
    self.frame = frame
    verb = frame.predicate.index
    self.extent = extent
  }
}

/// Kept for the rules of one sentence: each asks anew whether a clause came about and what deed it tells.
final class ClauseFindings {
  var factualities: [Factuality?]
  var parties: [Party?]
  /// `.some(nil)` where it was found that a clause tells no deed.
  var deeds: [Deed??]

  init(words: Int) {
    factualities = Array(repeating: nil, count: words)
    parties = Array(repeating: nil, count: words)
    deeds = Array(repeating: nil, count: words)
  }
}
