public import Claims
public import Drafting

/// An ask that the ledger already answers, with both quotes.
public struct Objection: Hashable, Sendable {
  /// What our text asks.
  public let ask: Ask
  /// Where the customer had already answered it.
  public let answer: Ledger.Entry

  public init(ask: Ask, answer: Ledger.Entry) {
    self.ask = ask
    self.answer = answer
  }
}

/// A draft that asks for nothing the customer has already done or told. Only ``Gate`` can make one.
public struct ClearedDraft: Hashable, Sendable {
  public let draft: Draft

  init(draft: Draft) {
    self.draft = draft
  }
}

/// What the gate says of a draft.
public enum Verdict: Hashable, Sendable {
  case cleared(ClearedDraft)
  /// Every objection at once, in order of the text.
  case blocked([Objection])
}

/// The one check between draft and approval: law 1, never ask again.
public enum Gate {
  /// Compares every ask in the draft's text, found and declared, with everything the customer has said.
  public static func check(_ draft: Draft, against ledger: Ledger, reader: ClaimReader) -> Verdict {
    let objections = objections(in: draft.text, declared: draft.asks, against: ledger, reader: reader)
    return objections.isEmpty ? .cleared(ClearedDraft(draft: draft)) : .blocked(objections)
  }

  /// The objections to a text of ours: the same check for a text that is no draft yet (`heard gate`).
  public static func objections(in text: String, declared: [Ask] = [], against ledger: Ledger, reader: ClaimReader) -> [Objection] {
    let found = reader.asks(in: text)
    let undetected = declared.filter { ask in !found.contains { $0.wish == ask.wish && $0.span.overlaps(ask.span) } }
    return (found + undetected)
      .sorted { ($0.span.lowerBound, $0.span.upperBound) < ($1.span.lowerBound, $1.span.upperBound) }
      .compactMap { ask in reader.answer(to: ask, in: ledger).map { Objection(ask: ask, answer: $0) } }
  }
}
