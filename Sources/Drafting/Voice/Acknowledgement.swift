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
    "accept", "apply", "arrange", "book", "buy", "choose", "create", "donate", "install", "open", "pay", "register", "rent", "sell",
    "ship", "sign", "switch",
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
      guard Self.isWorthSaying(claim) else { continue }
      let isEvent = Self.storyActions.contains(String(claim.key.prefix { $0 != " " }))
      switch (claim.kind, Restatement(of: claim)) {
      // "You deleted", "you did": of what, nobody can tell.
      case (.tried, .restated(let clause)) where clause.split(separator: " ").count < 3: continue
      case (.tried, .restated(let clause)) where isEvent: Self.add(clause, to: &events)
      case (.tried, .restated(let clause)): Self.add(clause, to: &steps)
      case (.contacted, .restated(let clause)) where Self.isWithUs(claim): Self.add(clause, to: &contacts)
      // Asking a neighbour or a bank is something they did about it.
      case (.contacted, .restated(let clause)) where !Self.isInVain(clause): Self.add(clause, to: &steps)
      // "It says so" speaks of what stands before; alone it speaks of nothing.
      case (.observed, .restated(let clause)) where !steps.isEmpty || !clause.hasPrefix("it "):
        Self.add(clause, to: &steps)
      case (.tried, .verbatim(let quote)): Self.add(quote, to: &verbatim)
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

  /// Deeds that solve nothing: nobody is thanked for having thrown the cup away.
  private static let thankless: Set<String> = ["discard", "wait", "charge", "rent", "hold"]

  /// Common slips. Saying one back would read like a sneer.
  private static let misspelt: Set<String> = [
    "teh", "recieve", "recieved", "definately", "definatly", "seperate", "seperately", "adress", "pasword", "passwort",
    "twise", "alredy", "allready", "tryed", "cheked", "restared", "wich", "becuase", "becouse", "untill", "succesfully",
    "delievery", "delivary", "parcle", "traker", "trakcer", "emial", "acount", "loged", "payed", "immediatly",
    "reinstaled", "unistalled", "uninstaled", "instaled", "downlod", "downloded", "browzer", "invioce", "reciept",
    "cancled", "orderd", "wrot", "agian", "thier", "didnt", "wasnt", "couldnt", "ive",
  ]

  /// Left out: what others did, what was shouted, what came to them, and a deed on "it" when the clause does not say
  /// on what.
  private static func isWorthSaying(_ claim: Claim) -> Bool {
    if claim.kind == .observed { return claim.impliesStep }
    if claim.kind == .tried, thankless.contains(String(claim.key.prefix { $0 != " " })) { return false }
    guard claim.rule != "received", !SecondPerson.isShouted(claim.quote) else { return false }
    let words = claim.quote.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "\u{2019}") }
    let first = words.first { !SecondPerson.conjunctions.contains(String($0)) } ?? ""
    if words.contains(where: { misspelt.contains(String($0)) }) { return false }
    if ["my", "our", "the", "a", "an", "his", "her", "their"].contains(first) { return false }
    return claim.kind != .tried || !hasLoosePronoun(words)
  }

  /// "Sent it three times", "I checked that too"; not "attached a photo of it", "opened that link".
  private static func hasLoosePronoun(_ words: [Substring]) -> Bool {
    guard let at = words.firstIndex(where: { ["it", "them", "that", "this", "those", "these"].contains($0) }) else {
      return false
    }
    let isNoun = ["the", "a", "an", "my", "our", "your"]
    if words[..<at].contains(where: { isNoun.contains(String($0)) }) { return false }
    if words[at] == "it" || words[at] == "them" { return true }
    guard at + 1 < words.count else { return true }
    let next = String(words[at + 1])
    return SecondPerson.adverbs.contains(next) || ["too", "as", "with", "on", "in", "at", "for", "and"].contains(next)
  }

  /// Contact that came to nothing is no step to thank for.
  private static func isInVain(_ clause: String) -> Bool {
    clause.lowercased().split(separator: " ").contains {
      $0.hasSuffix("n't") || ["no", "not", "never", "nobody", "nothing", "without"].contains($0)
    }
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
