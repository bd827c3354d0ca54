import Claims
import Mustache

extension Template {
  /// Which declared asks are still to be made, by id: those that the ledger answers in no way.
  ///
  /// The words of the ask count as well as its declaration, as a sentence may ask for more than its header says.
  func openAsks(_ ledger: Ledger, _ reader: ClaimReader) -> [String: Bool] {
    var open: [String: Bool] = [:]
    let standing = reader.standing(ledger)
    for ask in asks {
      let declared = Ask(wish: ask.wish, quote: ask.words, span: 0..<ask.words.utf8.count, rule: Self.rule)
      let others = ask.unless.map { Ask(wish: .datum($0), quote: "", span: 0..<0, rule: Self.rule) }
      open[ask.id] = ([declared] + others + reader.asks(in: ask.words)).allSatisfy { reader.answer(to: $0, in: standing) == nil }
    }
    return open
  }

  /// The template with its values: text, and the declared asks with their places in it.
  func fill(with values: Values) throws(DraftingError) -> Draft {
    if let missing = firstMissingName(values) { throw .missingName(missing, template: name) }
    let tidy = TidyText(mustache.render(values.tables))
    let wishes = Dictionary(asks.map { ($0.id, $0.wish) }) { first, _ in first }
    let remaining = tidy.asks.compactMap { place in
      wishes[place.id].map { Ask(wish: $0, quote: place.quote, span: place.span, rule: Self.rule) }
    }
    return Draft(text: tidy.text, asks: remaining, template: name)
  }

  private static let rule = "template"

  /// The first name that is required, or would be shown, and has no value.
  private func firstMissingName(_ values: Values) -> String? {
    if let missing = requires.first(where: { !values.has($0) }) { return missing }
    return body.tags.first { tag in
      tag.kind == .value && tag.name != "." && !values.has(tag.name)
        && tag.enclosing.allSatisfy { values.has($0.name) != $0.inverted }
    }?.name
  }
}
