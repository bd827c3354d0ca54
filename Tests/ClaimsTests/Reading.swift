import Claims
import EnglishReader

/// `kind key` of each claim of a text, in order of place.
func keys(_ text: String, _ kinds: ClaimKind...) -> [String] {
  EnglishReader.shared.claims(inText: text).filter { kinds.isEmpty || kinds.contains($0.kind) }.map(\.key)
}

/// The asks of `reply` that `message` already answers, as our words and theirs.
func objections(to reply: String, after message: String) -> [[String]] {
  let ledger = Ledger(claims: EnglishReader.shared.claims(inText: message))
  return EnglishReader.shared.asks(in: reply).compactMap { ask in
    EnglishReader.shared.answer(to: ask, in: ledger).map { [ask.quote, $0.claim.quote] }
  }
}
