extension ClaimReader {
  /// What of a ledger still holds: the same thing said again counts once, what was corrected or taken back is gone, and a deed from
  /// before a reported change answers no more, unless it is one that is done once.
  public func standing(_ ledger: Ledger) -> Ledger { Standing(lexicon: lexicon).standing(ledger) }
}

/// Finds the claims of a ledger that still hold. Takes time in proportion to the ledger.
struct Standing {
  let lexicon: Lexicon

  /// Facts of which a matter has one, so that a correction can only mean the one before.
  private static let single: Set<String> = [
    "order-number", "tracking-number", "invoice-number", "customer-number", "account-number", "case-number", "serial-number",
    "phone",
    "email", "address", "version", "os", "device", "name", "booking-number", "card-number", "member-number", "error", "amount",
  ]

  func standing(_ ledger: Ledger) -> Ledger {
    let said = ledger.entries
    guard said.count > 1 else { return (said.first.map(Self.isTakenBack) ?? false) ? Ledger() : ledger }
    let lastChange = lastChange(said)
    // From the newest to the oldest: what is said later decides on what was said before.
    var kept: [Ledger.Entry] = []
    var corrected: Set<String> = []
    var denied: [String: Int64] = [:]
    var done: [String: Int64] = [:]
    var places: [String: Int] = [:]
    for entry in said.reversed() {
      let claim = entry.claim
      switch claim.kind {
      case .fact:
        if Self.isTakenBack(entry) {
          corrected.insert(claim.key)
          continue
        }
        let type = String(claim.key.prefix { $0 != "=" })
        if corrected.contains(type) && places[claim.key] == nil || corrected.contains(claim.key) { continue }
        if claim.circumstances.isCorrection, Self.single.contains(type) { corrected.insert(type) }
      case .tried:
        if let taken = denied[claim.key], taken > entry.message || claim.circumstances.isCorrection { continue }
        done[claim.key] = max(done[claim.key] ?? entry.message, entry.message)
        if isOutdated(entry, lastChange) { continue }
      case .notTried:
        if let later = done[claim.key], later > entry.message { continue }
        denied[claim.key] = max(denied[claim.key] ?? entry.message, entry.message)
      case .observed, .contacted, .promised, .request, .feedback, .feeling, .preference: break
      }
      let sameThing = "\(claim.kind.rawValue) \(claim.key) \(claim.kind == .fact ? "" : claim.quote.lowercased())"
      if let place = places[sameThing] {
        kept[place] = kept[place].filled(from: entry)
      } else {
        places[sameThing] = kept.count
        if claim.kind == .fact { places[claim.key] = kept.count }
        kept.append(entry)
      }
    }
    return Ledger(kept.reversed())
  }

  /// `Not order 4471.`
  private static func isTakenBack(_ entry: Ledger.Entry) -> Bool {
    entry.claim.kind == .fact && entry.claim.circumstances.polarity == .denied
  }

  /// The newest message that reports a change; nil where none does.
  private func lastChange(_ said: [Ledger.Entry]) -> Int64? {
    said.last(where: isChange)?.message
  }

  private func isChange(_ entry: Ledger.Entry) -> Bool {
    switch entry.claim.kind {
    case .tried: return lexicon.ages[.change]?.contains(Self.action(entry.claim)) ?? false
    case .observed:
      let words = lexicon.plain(entry.claim.quote)
      return words.contains { lexicon.ages[.news]?.contains($0) ?? false }
        && !words.contains { lexicon.ages[.same]?.contains($0) ?? false }
    default: return false
    }
  }

  /// Done before a change that a later message reports, and no deed that is done once.
  private func isOutdated(_ entry: Ledger.Entry, _ lastChange: Int64?) -> Bool {
    guard let lastChange, lastChange > entry.message, entry.claim.source != .attachment else { return false }
    return !(lexicon.ages[.ever]?.contains(Self.action(entry.claim)) ?? false)
  }

  private static func action(_ claim: Claim) -> String { String(claim.key.prefix { $0 != " " }) }
}

extension Ledger.Entry {
  /// The same thing said twice: the newest words, with the day and the count that only older ones tell.
  fileprivate func filled(from older: Ledger.Entry) -> Ledger.Entry {
    let (mine, theirs) = (claim.circumstances, older.claim.circumstances)
    let circumstances = Circumstances(
      polarity: mine.polarity, doer: mine.doer, certainty: mine.certainty, day: mine.day ?? theirs.day,
      times: mine.times ?? theirs.times,
      isCorrection: mine.isCorrection)
    return Ledger.Entry(claim: claim.with(circumstances), message: message, date: date)
  }
}
