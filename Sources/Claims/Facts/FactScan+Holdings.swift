extension FactScan {
  /// What proves something, when somebody has it in hand.
  static let proofs: Set<String> = [
    "receipt", "receipts", "recording", "recordings", "voicemail", "voicemails", "screenshot", "screenshots", "proof", "photos",
    "pictures",
  ]
  private static let holding: Set<String> = ["have", "'ve", "has", "kept", "keep", "saved", "got", "took"]

  /// "I have kept the receipt", "we've got screenshots": evidence in hand, not yet sent.
  func evidence(_ at: Int) -> Fact? {
    guard Self.proofs.contains(form(at)) else { return nil }
    let start = max(0, at - 6)
    guard let verb = tokens[start..<at].lastIndex(where: { Self.holding.contains($0.form) }),
      tokens[max(0, verb - 3)..<verb].contains(where: { ["i", "we"].contains($0.form) }),
      // "I have sent the receipt" and "I have no proof" hold nothing.
      tokens[verb..<at].dropFirst().allSatisfy({ $0.kind == .word && !Self.without.contains($0.form) })
    else { return nil }
    return Fact(type: "evidence", value: form(at), tokens: at..<(at + 1), rule: "evidence in hand")
  }

  private static let without: Set<String> = [
    "sent", "attached", "uploaded", "no", "not", "n't", "never", "lost", "to", "for", "that", "if", "want", "need", "asked",
    "get", "find",
    "any", "without", "submit", "will", "would", "provided", "given", "shown", "received", "emailed",
  ]

  /// How the name of a company ends.
  static let companyEnds: Set<String> = [
    "llc", "inc", "inc.", "ltd", "ltd.", "gmbh", "plc", "corp", "corp.", "systems", "associates",
  ]

  /// Words in capitals at the start of a sentence that belong to no name.
  static let openers: Set<String> = [
    "then", "so", "but", "and", "or", "now", "because", "since", "while", "why", "how", "i", "we", "they", "he", "she", "it",
    "dear", "hi", "hello", "both", "all", "two", "some", "these", "those", "your", "his", "their", "operating",
  ]

  /// "National Enterprise Systems", "CACH, LLC": who the trouble is with.
  func company(_ at: Int) -> Fact? {
    guard kind(at) == .word, tokens[at].isCapitalised, !Self.articles.contains(form(at)), !Self.small.contains(form(at)),
      !Self.openers.contains(form(at))
    else { return nil }
    var end = at + 1
    while end < tokens.count, end - at < 5, kind(end) == .word && tokens[end].isCapitalised || form(end) == "," {
      if Self.companyEnds.contains(form(end)), end > at {
        let value = tokens[at...end].filter { $0.kind == .word }.map(\.form).joined(separator: " ")
        return Fact(type: "company", value: value, tokens: at..<(end + 1), rule: "company")
      }
      end += 1
    }
    return nil
  }
}
