import Claims

/// What a reply says back, so that the customer sees that the mail was read.
struct Acknowledgement {
  /// Steps they took, and what came of looking: `you looked at the tracker, and it says "undeliverable"`.
  private(set) var tried: String?
  /// Earlier contact.
  private(set) var contacted: String?
  /// What they did before there was any trouble: bought, paid, installed.
  private(set) var story: String?
  /// What cannot surely be restated, in their own words and quotation marks.
  private(set) var wrote: String?
  /// Everything above, each as a clause.
  private(set) var clauses: [String] = []

  /// Of each sort. A reply that recites more reads like a transcript.
  private static let most = 4

  /// Actions that belong to the story and are no step: thanking for them as for a step would be odd.
  private static let storyActions: Set<String> = [
    "approve", "apply", "arrange", "book", "buy", "choose", "create", "donate", "install", "open", "order", "pay",
    "purchase", "receive", "register", "rent", "ship", "sign", "subscribe", "subscribe-list", "switch", "upgrade",
    "use",
  ]

  /// Whom a customer means by us, in a claim's key.
  private static let us: Set<String> = [
    "you", "us", "company", "support", "service", "team", "shop", "store", "seller", "agent", "helpdesk", "hotline",
  ]

  private static func isWithUs(_ claim: Claim) -> Bool {
    let words = claim.key.split(whereSeparator: { $0 == " " || $0 == "-" })
    return words.count < 2 || words.dropFirst().contains { us.contains(String($0)) }
  }

  init(of claims: [Claim]) {
    var steps: [String] = []
    var contacts: [String] = []
    var events: [String] = []
    var verbatim: [String] = []
    var end = 0
    for claim in claims.sorted(by: { $0.span.lowerBound < $1.span.lowerBound })
    where claim.source == .own && claim.span.lowerBound >= end {
      let isEvent = Self.storyActions.contains(String(claim.key.prefix { $0 != " " }))
      switch (claim.kind, Restatement(of: claim)) {
      case (.tried, .restated(let clause)) where isEvent: Self.add(clause, to: &events)
      case (.tried, .restated(let clause)): Self.add(clause, to: &steps)
      case (.contacted, .restated(let clause)) where Self.isWithUs(claim): Self.add(clause, to: &contacts)
      // Asking a neighbour or a bank is something they did about it.
      case (.contacted, .restated(let clause)): Self.add(clause, to: &steps)
      // "It says so" speaks of what stands before; alone it speaks of nothing.
      case (.observed, .restated(let clause)) where !steps.isEmpty || !clause.hasPrefix("it "):
        Self.add(clause, to: &steps)
      case (.tried, .verbatim(let quote)), (.contacted, .verbatim(let quote)): Self.add(quote, to: &verbatim)
      default: continue
      }
      end = claim.span.upperBound
    }
    tried = Self.joined(steps)
    contacted = Self.joined(contacts)
    story = Self.joined(events)
    wrote = Self.joined(verbatim, comma: false)
    clauses = events + steps + contacts + verbatim.map { "you wrote: \($0)" }
  }

  private static func add(_ clause: String, to clauses: inout [String]) {
    if clauses.count < most, !clauses.contains(clause) { clauses.append(clause) }
  }

  /// "a", "a, and b", "a, b, and c".
  private static func joined(_ clauses: [String], comma: Bool = true) -> String? {
    guard let last = clauses.last else { return nil }
    guard clauses.count > 1 else { return last }
    let head = clauses.dropLast().joined(separator: ", ")
    return head + (clauses.count > 2 || comma ? ", and " : " and ") + last
  }
}
