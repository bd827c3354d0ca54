import Language

/// Reads what a sentence says around a claim: who, when, how often, how sure.
struct CircumstanceReader {
  let sentence: ReadSentence
  let lexicon: Lexicon
  /// The day on which the text was written; nil where nobody knows.
  let written: CivilDay?

  func circumstances(of finding: Finding) -> Circumstances {
    let clause = clause(of: finding.words)
    let words = clause.map {
      min($0.extent.lowerBound, finding.words.lowerBound)..<max($0.extent.upperBound, finding.words.upperBound)
    }
    return Circumstances(
      polarity: isDenied(finding, clause) ? .denied : .affirmed, doer: doer(of: finding, clause),
      certainty: isSupposed(finding.words, clause) ? .supposed : .certain,
      day: finding.kind == .promised ? due(finding.words, clause) : day(finding, words ?? finding.words),
      times: Frequency.times(in: sentence.forms[words ?? finding.words]),
      isCorrection: Correction.opens(sentence.forms, before: finding.words.upperBound))
  }

  /// The one whose verb stands first in a claim's words.
  private func clause(of words: Range<Int>) -> ReadClause? { sentence.clauses.first { words.contains($0.verb) } }

  private func isDenied(_ finding: Finding, _ clause: ReadClause?) -> Bool {
    switch finding.kind {
    case .notTried: true
    case .observed, .contacted, .promised, .feedback, .feeling: clause.map(sentence.isNegative) ?? false
    case .tried, .fact, .request, .preference: false
    }
  }

  private func doer(of finding: Finding, _ clause: ReadClause?) -> Circumstances.Doer {
    switch finding.kind {
    case .promised: return .company
    case .fact, .request, .feedback, .feeling, .preference: return .customer
    case .tried, .notTried, .contacted:
      switch clause.map(sentence.party) {
      case .helper: return .helper
      case .company: return .company
      default: return .customer
      }
    case .observed:
      switch clause.map(sentence.party) {
      case .customer, .reader: return .customer
      case .helper: return .helper
      case .company: return .company
      default: return .thing
      }
    }
  }

  private static let doubts: Set<String> = [
    "probably", "maybe", "perhaps", "possibly", "presumably", "supposedly", "apparently", "likely",
  ]
  private static let believing: Set<String> = ["think", "believe", "guess", "suppose", "assume", "suspect", "afaik"]

  private func isSupposed(_ words: Range<Int>, _ clause: ReadClause?) -> Bool {
    if sentence.forms[words].contains(where: { Self.doubts.contains($0) }) { return true }
    guard let clause else { return false }
    if let modal = clause.frame.modal, ["may", "might", "must"].contains(modal), clause.frame.isPerfect { return true }
    guard let head = sentence.tokens[clause.verb].head,
      sentence.relation(clause.verb) == .ccomp || sentence.relation(head) == .parataxis
    else { return false }
    return Self.believing.contains(sentence.lemma(head))
  }

  // Days ---------------------------------------------------------------------------------------------------------------------

  private func day(_ finding: Finding, _ words: Range<Int>) -> CivilDay? {
    switch finding.kind {
    case .tried, .notTried, .observed, .contacted: return firstDay(in: words, from: written, isFuture: false)
    case .fact, .promised, .request, .feedback, .feeling, .preference: return nil
    }
  }

  /// The day by which a promise is due: counted from the day on which it was made, if that is said.
  private func due(_ words: Range<Int>, _ clause: ReadClause?) -> CivilDay? {
    var made = written
    let governor = clause.flatMap { sentence.tokens[$0.verb].head }.flatMap(sentence.clause(at:))
    if let governor {
      let before = governor.extent.lowerBound..<max(governor.extent.lowerBound, min(governor.extent.upperBound, words.lowerBound))
      made = firstDay(in: before, from: written, isFuture: false) ?? written
    }
    return firstDay(in: words, from: made, isFuture: true)
  }

  /// A clause of more words is no sentence that a day belongs to.
  private static let mostWords = 60

  private func firstDay(in words: Range<Int>, from day: CivilDay?, isFuture: Bool) -> CivilDay? {
    guard let day, words.count <= Self.mostWords else { return nil }
    return RelativeDate.day(Array(sentence.forms[words]), sent: day, future: isFuture)
  }
}
