/// Settles the claims of one message: each thing is stated once.
enum Settling {
  /// In order of place, the Subject first and attachments last.
  static func settled(_ claims: [Claim]) -> [Claim] {
    let body = claims.filter { $0.source != .subject }
    let bodyDeeds = Set(body.filter { $0.kind == .tried }.map(\.key))
    let bodyFacts = Dictionary(body.filter { $0.kind == .fact }.map { ($0.key, $0.quote) }) { first, _ in first }
    let asks = body.contains { $0.kind == .request }
    let contacts = claims.contains { $0.kind == .contacted && $0.rule != DeedRules.aside }
    let observes = body.contains { $0.kind == .observed }
    let plainDeeds = Set(claims.filter { $0.kind == .tried && $0.rule != DeedRules.relative }.map(action))
    var values: Set<String> = []
    var hasPayment = false
    var lacks: Set<String> = []
    var habits: Set<Substring> = []
    var hasHelp = false
    var seen: Set<Claim> = []
    var settled: [Claim] = []
    // What the Subject says in the text's own words, it said first.
    let titled = Set(claims.filter { $0.source == .subject }.map { Told(kind: $0.kind, quote: $0.quote) })
    let repeated = titled.isEmpty ? [] : Set(body.map { Told(kind: $0.kind, quote: $0.quote) }).intersection(titled)
    for claim in claims where seen.insert(claim).inserted {
      if !repeated.isEmpty, repeated.contains(Told(kind: claim.kind, quote: claim.quote)) {
        if claim.source == .subject { settled.append(claim) }
        continue
      }
      switch claim.kind {
      case .fact:
        // The Subject's short form gives way to the text's.
        if claim.source == .subject, let own = bodyFacts[claim.key], own != claim.quote { continue }
        guard values.insert(claim.key).inserted else { continue }
      case .tried:
        // What only a relative clause tells, and the Subject's short form, is told elsewhere.
        if claim.rule == DeedRules.relative, plainDeeds.contains(action(claim)) { continue }
        if claim.source == .subject, bodyDeeds.contains(claim.key) { continue }
        if claim.rule == DeedRules.wasPaid {
          if hasPayment { continue }
          hasPayment = true
        }
        // "Every time I restart it ... whenever I reboot": one habit.
        if claim.rule == DeedRules.eachTime, !habits.insert(action(claim)).inserted { continue }
      case .observed:
        if claim.source == .subject, observes { continue }
        // "We do not have it", said again, is one state.
        if claim.rule == "not received", !lacks.insert(claim.key).inserted { continue }
      case .request:
        if claim.source == .subject, asks { continue }
        if claim.key == "help", claim.rule != "question", claim.rule != "wish" {
          if hasHelp { continue }
          hasHelp = true
        }
      case .contacted: if claim.rule == DeedRules.aside, contacts { continue }
      case .notTried, .promised, .feedback, .feeling, .preference: break
      }
      settled.append(claim)
    }
    func place(_ claim: Claim) -> Int { claim.source == .subject ? 0 : claim.source == .attachment ? 2 : 1 }
    return settled.enumerated().sorted { one, other in
      (place(one.element), one.element.span.lowerBound, one.element.span.upperBound, one.offset)
        < (place(other.element), other.element.span.lowerBound, other.element.span.upperBound, other.offset)
    }.map(\.element)
  }

  private struct Told: Hashable {
    let kind: ClaimKind
    let quote: String
  }

  private static func action(_ claim: Claim) -> Substring { claim.key.prefix { $0 != " " } }
}
