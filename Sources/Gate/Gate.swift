public import Claims
public import Drafting

/// The one check between draft and approval: law 1, never ask again.
public enum Gate {
  /// Compares every ask in the draft's text, found and declared, with everything the customer has said.
  public static func check(_ draft: Draft, against ledger: Ledger, reader: ClaimReader) -> Verdict {
    let comparison = compare(draft.text, declared: draft.asks, with: ledger, reader: reader)
    return comparison.objections.isEmpty
      ? .cleared(ClearedDraft(draft: draft, warnings: comparison.warnings, override: nil)) : .blocked(comparison.objections)
  }

  /// The same check for a text that is no draft yet (`heard gate`).
  /// - Parameter declared: asks that its template declares, beside those found in the text.
  public static func compare(
    _ text: String, declared: [Ask] = [], with ledger: Ledger, reader: ClaimReader
  ) -> Comparison {
    let found = reader.asks(in: text)
    let undetected = declared.filter { ask in !found.contains { $0.wish == ask.wish && $0.span.overlaps(ask.span) } }
    let asks = (found + undetected)
      .sorted { ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound) }
    let standing = reader.standing(ledger)
    var comparison = Comparison(objections: [], warnings: [])
    for (ask, answer) in zip(asks, reader.answers(to: asks, in: standing)) {
      if let answer {
        comparison.objections.append(objection(ask, answer, reader))
      } else if ask.statesDifference, let similar = reader.similar(to: ask, in: standing) {
        comparison.warnings.append(objection(ask, similar, reader))
      }
    }
    return comparison
  }

  private static func objection(_ ask: Ask, _ answer: Ledger.Entry, _ reader: ClaimReader) -> Objection {
    Objection(ask: ask, answer: answer, acknowledgement: reader.acknowledgement(of: answer))
  }

  /// Clears a draft that the gate objects to, as a person says that its asks are right all the same.
  /// - Parameters:
  ///   - reason: why, in the person's words.
  /// - Returns: nil where no reason is given. A draft that needs no such word is cleared without it.
  public static func clear(
    _ draft: Draft, against ledger: Ledger, reader: ClaimReader, anyway reason: String
  ) -> ClearedDraft? {
    switch check(draft, against: ledger, reader: reader) {
    case .cleared(let cleared): return cleared
    case .blocked(let objections):
      guard reason.contains(where: { !$0.isWhitespace }) else { return nil }
      return ClearedDraft(draft: draft, warnings: [], override: Override(reason: reason, objections: objections))
    }
  }
}

/// What a text of ours asks that the customer has answered.
public struct Comparison: Hashable, Sendable {
  /// In order of the text; each blocks.
  public var objections: [Objection]
  /// Asks for what was done before, with something that is said to be different this time: a person looks at them.
  public var warnings: [Objection]
}
