public import Claims
public import Drafting

/// An ask that the ledger already answers, with both quotes.
public struct Objection: Hashable, Sendable {
  /// What our text asks.
  public let ask: Ask
  /// Where the customer had already answered it, in which message and when.
  public let answer: Ledger.Entry
  /// A sentence that could stand in the ask's place: `Thank you for checking the tracker on Tuesday.`
  public let acknowledgement: String

  public init(ask: Ask, answer: Ledger.Entry, acknowledgement: String) {
    self.ask = ask
    self.answer = answer
    self.acknowledgement = acknowledgement
  }
}

/// A person's word that what the gate objects to is asked rightly.
public struct Override: Hashable, Sendable {
  /// Why, in their words; never empty.
  public let reason: String
  public let objections: [Objection]
}

/// A draft that asks for nothing the customer has already done or told, or of which a person says that it may. Only ``Gate`` can make one.
public struct ClearedDraft: Hashable, Sendable {
  public let draft: Draft
  /// Asks that state a difference to what was done before.
  public let warnings: [Objection]
  /// nil for one that the gate has nothing against.
  public let override: Override?

  init(draft: Draft, warnings: [Objection], override: Override?) {
    self.draft = draft
    self.warnings = warnings
    self.override = override
  }
}

/// What the gate says of a draft.
public enum Verdict: Hashable, Sendable {
  case cleared(ClearedDraft)
  /// Every objection at once, in order of the text.
  case blocked([Objection])

  /// None for a cleared draft.
  public var objections: [Objection] {
    switch self {
    case .cleared: []
    case .blocked(let objections): objections
    }
  }

  /// None for a blocked draft: what blocks it is to be dealt with first.
  public var warnings: [Objection] {
    switch self {
    case .cleared(let cleared): cleared.warnings
    case .blocked: []
    }
  }
}
