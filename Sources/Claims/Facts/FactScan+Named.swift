extension FactScan {
  static let named: Set<String> = [
    "company", "agency", "collector", "creditor", "bank", "shop", "store", "seller", "merchant", "carrier", "firm", "provider",
    "hotel", "airline", "account", "insurer",
  ]
  /// Words of a name at most: "Royal Bank of Scotland Group".
  private static let nameWords = 5

  /// "A company named National Principal Groups", "the company is Example Systems": who the trouble is with.
  func named(_ at: Int) -> Fact? {
    guard Self.named.contains(form(at)) else { return nil }
    var place = at + 1
    let isIntroduced = ["named", "called"].contains(form(place))
    let isStated = form(at - 1) == "the" && form(place) == "is"
    guard isIntroduced || isStated else { return nil }
    place += 1
    while ["\"", "'", "“"].contains(form(place)) { place += 1 }
    let start = place
    while place < tokens.count, place - start < Self.nameWords, tokens[place].lineEndsBefore == 0 || place == start,
      isNamePart(place, isFirst: place == start)
    { place += 1 }
    if place == start, isStated {
      while place < tokens.count, place - start < Self.nameWords, kind(place) == .word { place += 1 }
    }
    guard place > start else { return nil }
    // "The company is useless": what is stated of it is a name only in capitals.
    if isStated, !(start..<place).allSatisfy({ tokens[$0].isCapitalised }) || place - start < 2, !isFirm(start..<place) {
      return nil
    }
    let type = form(at) == "account" ? "account-name" : "company"
    return Fact(type: type, value: words(start, place), tokens: start..<place, rule: "named")
  }

  /// "commonwealth financial systems": written small, and ends as firms do.
  private func isFirm(_ name: Range<Int>) -> Bool { name.count > 1 && Self.companyEnds.contains(form(name.upperBound - 1)) }

  /// "Frost-Arnett, the debt collection agency", "a loan with International City Mortgage".
  func party(_ at: Int) -> Fact? {
    guard kind(at) == .word, tokens[at].isCapitalised, at > 0, !tokens[at - 1].isCapitalised || kind(at - 1) == .sign,
      !Self.articles.contains(form(at)), !Self.openers.contains(form(at))
    else { return nil }
    var end = at + 1
    while end < tokens.count, end - at < Self.nameWords, isNamePart(end, isFirst: false) { end += 1 }
    let isPartner =
      form(at - 1) == "with" && ["loan", "lease", "mortgage", "contract", "policy"].contains(form(at - 2))
    let isExplained =
      form(end) == "," && ["the", "a", "our"].contains(form(end + 1))
      && ((end + 2)..<(end + 5)).contains { ["agency", "company", "firm", "carrier", "courier"].contains(form($0)) }
    guard isPartner || isExplained else { return nil }
    return Fact(type: "company", value: words(at, end), tokens: at..<end, rule: isPartner ? "contract with" : "the company")
  }

  private func isNamePart(_ at: Int, isFirst: Bool) -> Bool {
    if !isFirst, form(at) == "-", !tokens[at].hasSpaceBefore { return true }
    if !isFirst, form(at - 1) == "-", !tokens[at].hasSpaceBefore { return kind(at) == .word }
    guard kind(at) == .word, !Self.openers.contains(form(at)) else { return false }
    return tokens[at].isCapitalised && !Self.articles.contains(form(at))
      || !isFirst && form(at) == "of" && at + 1 < tokens.count
        && tokens[at + 1].isCapitalised
  }

  /// What a contract is about, by its last word or words.
  private static let contracts: [[String]] = [
    ["line", "of", "credit"], ["credit", "card"], ["debit", "card"], ["gift", "card"], ["loan"], ["mortgage"], ["account"],
    ["policy"],
    ["subscription"], ["membership"], ["tariff"], ["contract"], ["plan"],
  ]
  /// Words before it that name no product: "my old account".
  private static let plainKinds: Set<String> = [
    "bank", "email", "e-mail", "mail", "user", "new", "old", "own", "current", "other", "same", "first", "second", "fraudulent",
    "online", "my", "credit", "debit", "gift", "this", "that", "last", "whole", "entire", "car", "payment", "customer",
    "personal",
    "work", "escrow", "checking", "savings", "joint", "business", "back", "backup", "action", "data", "consumer",
  ]

  /// "A home equity loan", "my Chase Disney Credit Card", "the Fibre 500 contract": a product by what comes before the kind of contract.
  func product(_ at: Int) -> Fact? {
    guard at > 0, kind(at) == .word, ["a", "an", "my", "our", "the", "("].contains(form(at - 1)),
      !Self.plainKinds.contains(form(at)),
      !Self.openers.contains(form(at))
    else { return nil }
    for length in 1...4 {
      let end = at + length
      for contract in Self.contracts where tokens[min(end, tokens.count)...].prefix(contract.count).map(\.form) == contract {
        guard isProductName(at..<end, contract) else { return nil }
        return Fact(type: "product", value: words(at, end + contract.count), tokens: at..<(end + contract.count), rule: "product")
      }
      guard end < tokens.count, kind(end) == .word || kind(end) == .number else { return nil }
    }
    return nil
  }

  /// What a contract is for, in small letters.
  static let trades: Set<String> = ["home", "student", "title", "life", "travel", "pet", "car", "fixed"]

  /// In capitals, or two words of a trade's own: "home equity".
  private func isProductName(_ name: Range<Int>, _ contract: [String]) -> Bool {
    guard name.allSatisfy({ !Self.plainKinds.contains(form($0)) && !form($0).hasPrefix("xxx") }) else { return false }
    // "My Instagram account" is where somebody logs in; one word that joins two is a product: "CareCredit".
    if contract == ["account"], name.count == 1 { return false }
    if name.allSatisfy({ tokens[$0].isCapitalised || kind($0) == .number }) {
      // All of a mail in capitals names nothing.
      return tokens[name.upperBound].isCapitalised == false || contract.count > 1
    }
    return name.count == 2 && Self.trades.contains(form(name.lowerBound))
  }

  /// "I have three days to resolve it": until when.
  func deadline(_ at: Int) -> Fact? {
    guard ["have", "has", "only", "got", "'ve"].contains(form(at - 1)), Self.counts.contains(form(at)) || kind(at) == .number,
      ["day", "days", "hours", "week", "weeks"].contains(form(at + 1)), ["to", "left", "until"].contains(form(at + 2)),
      tokens[max(0, at - 10)..<at].contains(where: { ["i", "we"].contains($0.form) })
    else { return nil }
    return Fact(type: "deadline", value: words(at, at + 2), tokens: at..<(at + 2), rule: "days to")
  }

  private static let termed: Set<String> = [
    "loan", "mortgage", "contract", "warranty", "guarantee", "fixed", "lease", "term", "plan",
  ]

  /// "A 15 year fixed rate loan", "the 2 year warranty".
  func term(_ at: Int) -> Fact? {
    guard kind(at) == .number,
      ["year", "month", "-year", "-month"].contains(form(at + 1))
        || form(at + 1) == "-" && ["year", "month"].contains(form(at + 2))
    else { return nil }
    let end = form(at + 1) == "-" ? at + 3 : at + 2
    guard (end..<(end + 2)).contains(where: { Self.termed.contains(form($0)) }) else { return nil }
    return Fact(type: "term", value: words(at, end), tokens: at..<end, rule: "term")
  }

  /// "Extensions - Example Guard", "antivirus: Example": what else runs there, in the line of a list.
  func addOn(_ at: Int) -> Fact? {
    guard ["extensions", "extension", "add-ons", "addons", "antivirus", "firewall"].contains(form(at)),
      [":", "-", "–"].contains(form(at + 1))
    else { return nil }
    var end = at + 2
    while end < tokens.count, end - at < 7, kind(end) == .word, tokens[end].lineEndsBefore == 0 || end == at + 2 { end += 1 }
    guard end > at + 2, tokens[at + 2].isCapitalised else { return nil }
    return Fact(type: "extension", value: words(at + 2, end), tokens: (at + 2)..<end, rule: "extension")
  }

  /// "My credit score is above 850".
  func score(_ at: Int) -> Fact? {
    guard form(at) == "score", ["my", "credit", "fico"].contains(form(at - 1)) else { return nil }
    var place = at + 1
    while place < at + 6,
      ["is", "was", "of", "above", "over", "around", "about", "at", "well", "a", "below", ":"].contains(form(place))
    {
      place += 1
    }
    guard place > at + 1, isValue(place), (3...4).contains(form(place).utf8.count) else { return nil }
    return Fact(type: "score", value: form(place), tokens: at..<(place + 1), rule: "score")
  }

  /// "The state of Maryland".
  func region(_ at: Int) -> Fact? {
    guard form(at) == "state", form(at + 1) == "of", kind(at + 2) == .word, form(at + 2).utf8.count > 3,
      !["affairs", "emergency", "things", "shock", "mind", "this", "that", "the", "play", "disrepair", "repair", "being"]
        .contains(form(at + 2))
    else { return nil }
    return Fact(type: "region", value: form(at + 2), tokens: at..<(at + 3), rule: "state of")
  }

  /// "I have a VPN", "I also use Nord VPN": what stands between a customer and us.
  func network(_ at: Int) -> Fact? {
    if form(at) == "socks", let end = (at..<min(at + 4, tokens.count)).first(where: { form($0) == "proxy" }) {
      return Fact(type: "network", value: words(at, end + 1), tokens: at..<(end + 1), rule: "network")
    }
    if form(at + 1) == "channel", ["release", "beta", "nightly", "esr"].contains(form(at)), form(at - 1) != "from" {
      return Fact(type: "channel", value: form(at), tokens: at..<(at + 2), rule: "channel")
    }
    guard form(at) == "vpn", !["provider", "server", "settings"].contains(form(at + 1)),
      tokens[max(0, at - 4)..<at].contains(where: {
        ["have", "use", "using", "running", "on", "via", "through", "'ve"].contains($0.form)
      }),
      !tokens[max(0, at - 4)..<at].contains(where: { ["no", "not", "n't", "without", "if"].contains($0.form) })
    else { return nil }
    let hasName = at > 0 && tokens[at - 1].isCapitalised && kind(at - 1) == .word && !Self.small.contains(form(at - 1))
    let start = hasName ? at - 1 : at
    return Fact(type: "network", value: words(start, at + 1), tokens: start..<(at + 1), rule: "network")
  }
}
