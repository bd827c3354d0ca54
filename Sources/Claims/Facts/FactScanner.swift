/// Finds data that a form would ask for: each distinct value once, as `type=value` with the value normalised.
enum FactScanner {
  static func claims(in passage: Passage, _ sentences: [FactLine]) -> [Claim] {
    var found: [Claim] = []
    var keys: Set<String> = []
    var lastNumber: String?
    for tokens in joined(sentences) {
      var scan = FactScan(tokens, mine: lastNumber)
      scan.run()
      lastNumber = scan.facts.last { $0.type.hasSuffix("-number") }?.type ?? lastNumber
      for fact in scan.facts {
        guard let span = passage.span(tokens[fact.tokens]) else { continue }
        let key = "\(fact.type)=\(fact.value)"
        // "Order 4471, sorry, I mean 4472": what was meant stands for what was said.
        if fact.rule == FactScan.correction, let wrong = found.lastIndex(where: { $0.key.hasPrefix(fact.type + "=") }) {
          keys.remove(found.remove(at: wrong).key)
        }
        if keys.insert(key).inserted { found.append(passage.claim(.fact, span, key: key, rule: fact.rule)) }
      }
    }
    return found
  }

  /// "Serial no. LM-20931" is one line, though the dot looks like an end; so is a label in the line above its value.
  private static func joined(_ lines: [FactLine]) -> [[FactToken]] {
    var joined: [[FactToken]] = []
    var goesOn = false
    for line in lines {
      if goesOn, line.tokens.prefix(2).contains(where: { $0.form.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } }) {
        joined[joined.count - 1] += line.tokens
      } else {
        joined.append(line.tokens)
      }
      let end = line.tokens.suffix(2).map(\.form)
      goesOn = isLabel(line) || end.count == 2 && end[1] == "." && ["no", "nr", "ref", "num", "v", "ver"].contains(end[0])
    }
    return joined
  }

  /// Nothing but the label of a number: "Order number:".
  private static func isLabel(_ line: FactLine) -> Bool {
    var words = line.tokens[...]
    if words.last?.form == ":" { words = words.dropLast() }
    guard (1...DataLabels.maxLabel).contains(words.count) else { return false }
    return DataLabels.types[words.map(\.form).joined(separator: " ")].map(FactScan.isIdentifier) ?? false
  }
}

/// A sentence's words, for the recognisers.
struct FactLine: Hashable {
  let tokens: [FactToken]

  init(_ sentence: ReadSentence) {
    tokens = sentence.tokens.indices.map { FactToken(sentence.tokens[$0], form: sentence.forms[$0]) }
  }
}

/// One pass over a sentence's tokens; each recogniser looks a bounded number of tokens ahead.
struct FactScan {
  struct Fact {
    let type: String
    let value: String
    let tokens: Range<Int>
    let rule: String
  }

  static let articles: Set<String> = [
    "the", "a", "an", "my", "our", "your", "this", "that", "all", "both", "new", "old", "latest", "current",
  ]
  static let small: Set<String> = [
    "in", "at", "on", "to", "from", "with", "for", "of", "by", "via", "under", "over", "until", "after", "before", "than", "if",
    "when",
  ]
  let tokens: [FactToken]
  private(set) var facts: [Fact] = []
  /// Tokens before this belong to a fact already found.
  private var free = 0

  /// The type of number that "mine is 556" gives: the one spoken of before.
  private(set) var mine: String?

  init(_ tokens: [FactToken], mine: String? = nil) {
    self.tokens = tokens
    self.mine = mine
  }

  mutating func run() {
    var at = 0
    while at < tokens.count {
      guard mayOpen(at), let fact = fact(at), fact.tokens.upperBound > at else {
        at += 1
        continue
      }
      if fact.tokens.lowerBound >= free {
        facts.append(fact)
        if fact.type.hasSuffix("-number") { mine = fact.type }
      }
      at = fact.tokens.upperBound
      free = at
    }
  }

  /// A word in small letters begins a fact only if a recogniser knows it: most of a text need not be looked at.
  private func mayOpen(_ at: Int) -> Bool {
    !tokens[at].isSmall || Self.starters.contains(tokens[at].form) || at > 0 && tokens[at - 1].form == "been"
  }

  private static let starters: Set<String> = DataLabels.firstWords
    .union(systems.keys).union(brands).union(providers).union(proofs).union(counts).union(numbers).union(openings).union(trades)
    .union([
      "address", "ending", "last", "mine", "i", "correction", "eur", "usd", "gbp", "chf", "server", "mac", "version", "ver", "v",
      "release", "build", "firmware", "past", "for", "since", "till", "until", "with", "after", "imap", "smtp", "pop", "day",
      "days",
      "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minutes", "night", "weekend",
    ])

  /// The first recogniser that finds something at this token.
  private func fact(_ at: Int) -> Fact? {
    if let found = address(at) ?? home(at) ?? labelled(at) ?? ending(at) ?? another(at) { return found }
    if let found = checked(at) ?? street(at) ?? amount(at) { return found }
    if let found = date(at) ?? phone(at) ?? system(at) { return found }
    if let found = version(at) ?? errorCode(at) ?? since(at) { return found }
    if let found = size(at) ?? rate(at) ?? count(at) ?? provider(at) { return found }
    if let found = device(at) ?? hash(at) ?? protocolName(at) ?? evidence(at) { return found }
    return said(at)
  }

  /// Words that what ``said(_:)`` looks for begins with, besides names.
  private static let openings: Set<String> = FactScan.named.union([
    "state", "socks", "release", "beta", "nightly", "esr", "vpn", "score", "extensions", "extension", "add-ons", "addons",
    "antivirus",
    "firewall",
  ])

  /// What is known by the words around it: firms, products, terms.
  private func said(_ at: Int) -> Fact? {
    let first = form(at)
    if Self.openings.contains(first), let found = named(at) ?? region(at) ?? network(at) ?? score(at) ?? addOn(at) {
      return found
    }
    if tokens[at].isCapitalised, let found = company(at) ?? party(at) { return found }
    if tokens[at].kind == .number, let found = deadline(at) ?? term(at) { return found }
    if Self.counts.contains(first), let found = deadline(at) { return found }
    return product(at)
  }

  func form(_ at: Int) -> String { at >= 0 && at < tokens.count ? tokens[at].form : "" }
  func kind(_ at: Int) -> FactToken.Kind { at >= 0 && at < tokens.count ? tokens[at].kind : .sign }

  /// Has a digit, or is a run of X as anonymised texts write it.
  func isValue(_ at: Int) -> Bool {
    guard kind(at) != .sign else { return false }
    let form = form(at)
    return form.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
      || (form.utf8.count >= 4 && form.utf8.allSatisfy { $0 == 0x78 })
  }

  /// Upper case, letters and digits only: `4471-B` and `4471b` are one order.
  static func identifier(_ form: String) -> String {
    String(
      decoding: form.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case 0x61...0x7A: byte - 0x20
        case 0x30...0x39, 0x80...: byte
        default: nil
        }
      }, as: UTF8.self)
  }

  private func address(_ at: Int) -> Fact? {
    switch kind(at) {
    case .address: return Fact(type: "email", value: form(at), tokens: at..<(at + 1), rule: "mail address")
    case .url:
      let host = form(at)
      if form(at - 1) == "is", form(at - 2) == "server" {
        return Fact(type: "server", value: host, tokens: at..<(at + 1), rule: "server is")
      }
      if isOthersPage(host) { return nil }
      let isServer = ["imap.", "smtp.", "pop.", "pop3.", "mail."].contains { host.hasPrefix($0) }
      return Fact(type: isServer ? "server" : "url", value: host, tokens: at..<(at + 1), rule: "url")
    default:
      let isServer = kind(at) == .word && ["imap.", "smtp.", "pop.", "pop3."].contains { form(at).hasPrefix($0) }
      if isServer { return Fact(type: "server", value: form(at), tokens: at..<(at + 1), rule: "server name") }
      // "smtp.example", which is no host to the cutter of words.
      guard ["imap", "smtp", "pop", "pop3"].contains(form(at)), form(at + 1) == ".", kind(at + 2) == .word,
        !tokens[at + 1].hasSpaceBefore, !tokens[at + 2].hasSpaceBefore
      else { return nil }
      return Fact(type: "server", value: "\(form(at)).\(form(at + 2))", tokens: at..<(at + 3), rule: "server name")
    }
  }

  /// Words in an address at most: "Flat 3, Mill House, 12 High Street, Newtown, Kent, AB1 2CD".
  private static let addressWords = 18

  /// "My address: 12 High Street, London", "delivery address is Mill House, 3 High Street".
  private func home(_ at: Int) -> Fact? {
    guard form(at) == "address", !["email", "e-mail", "mail", "web", "ip", "website", "mac"].contains(form(at - 1)),
      form(at + 1) == ":" || form(at + 1) == "is"
    else { return nil }
    var end = at + 2
    while end < tokens.count, end - at < Self.addressWords + 2,
      kind(end) == .word || kind(end) == .number || form(end) == ",",
      !["and", "but", "so", "please", "not", "i"].contains(form(end))
    { end += 1 }
    while end > at + 2, kind(end - 1) == .sign { end -= 1 }
    let value = at + 2..<max(at + 2, end)
    guard value.count >= 3, value.prefix(5).contains(where: { kind($0) == .number || isValue($0) }),
      value.contains(where: { tokens[$0].isCapitalised && kind($0) == .word })
    else { return nil }
    return Fact(
      type: "address", value: value.map(form).joined(separator: " "), tokens: at..<end, rule: "label: address")
  }

  /// "#4471B", with nothing said of what it numbers.
  private func hash(_ at: Int) -> Fact? {
    guard form(at) == "#", isValue(at + 1), form(at + 1).utf8.count >= 3, form(at - 1) != "phone" else { return nil }
    return Fact(type: "order-number", value: Self.identifier(form(at + 1)), tokens: at..<(at + 2), rule: "# number")
  }

  /// `ERR_DISK_IS_FULL`, `0x80070005`.
  private func errorCode(_ at: Int) -> Fact? {
    let form = form(at)
    let isHex = form.hasPrefix("0x") && form.utf8.count >= 6
    let isSymbol = kind(at) == .word && form.utf8.lazy.filter { $0 == 0x5F }.count >= 2 && tokens[at].isCapitalised
    return isHex || isSymbol
      ? Fact(type: "error", value: form.uppercased(), tokens: at..<(at + 1), rule: "error code") : nil
  }

  private func protocolName(_ at: Int) -> Fact? {
    guard ["pop", "pop3", "imap"].contains(form(at)), kind(at) == .word, form(at + 1) != "-", form(at + 1) != "up",
      form(at + 1) != "ups"
    else { return nil }
    guard
      ["settings", "account", "accounts", "server"].contains(form(at + 1))
        || form(at - 1) == "to" && ["back", "set", "reset"].contains(form(at - 2))
        || tokens[max(0, at - 3)..<at].contains(where: { ["use", "using", "used", "uses", "is", "are", "via"].contains($0.form) })
    else { return nil }
    return Fact(type: "protocol", value: form(at).uppercased(), tokens: at..<(at + 1), rule: "protocol")
  }

  /// Pages of help and log-in, and providers of mail, are no page of the customer's trouble.
  private func isOthersPage(_ address: String) -> Bool {
    let bare =
      address.split(separator: "/", omittingEmptySubsequences: true).drop { $0.hasSuffix(":") }.first.map(String.init) ?? address
    if ["support.", "help.", "docs.", "login.", "forum.", "kb.", "community."].contains(where: { bare.hasPrefix($0) }) {
      return true
    }
    if ["/kb/", "/faq", "/articles/", "system-requirements", "discussions"].contains(where: { address.contains($0) }) {
      return true
    }
    return Self.providers.contains(bare.split(separator: ".").first.map(String.init) ?? "") && !address.contains("/")
  }

  static let providers: Set<String> = [
    "gmail", "yahoo", "outlook", "hotmail", "aol", "icloud", "fastmail", "comcast", "xfinity", "gmx", "protonmail", "proton",
    "zoho", "verizon", "frontier",
    "btconnect", "btinternet", "sky", "virgin", "telekom", "orange",
  ]

  /// "My gmail account", "my provider is Xfinity".
  private func provider(_ at: Int) -> Fact? {
    guard Self.providers.contains(form(at)) else { return nil }
    // "My e-mail provider (Btconnect)", "my provider is Xfinity"
    let before = tokens[max(0, at - 3)..<at].map(\.form)
    let isNamed = before.contains { ["provider", "isp"].contains($0) }
    if isNamed
      && before.contains(where: { ["(", "is", ":", "was", "with"].contains($0) })
      || form(at - 1) == "on" && ["am", "'m"].contains(form(at - 2))
    {
      return Fact(type: "provider", value: form(at), tokens: at..<(at + 1), rule: "provider")
    }
    guard before.contains(where: { ["my", "our", "a", "an", "main", "have", "use", "using"].contains($0) }),
      ["account", "email", "e-mail", "mail", "address", "mailbox"].contains(form(at + 1))
    else { return nil }
    return Fact(type: "provider", value: form(at), tokens: at..<(at + 2), rule: "provider")
  }

  /// "16GB ram", "200 MB of space".
  private func size(_ at: Int) -> Fact? {
    guard kind(at) == .number || form(at) == "a" && form(at + 2) == "free",
      ["ram", "memory", "of", "disk", "free", "plan", "quota"].contains(form(at + 2)),
      form(at + 3) != "disk", ["gb", "mb", "tb", "gigabytes", "megabytes"].contains(form(at + 1))
    else { return nil }
    let end = ["ram", "memory"].contains(form(at + 2)) ? at + 3 : form(at + 2) == "of" ? at + 4 : at + 2
    return Fact(type: "size", value: form(at) + form(at + 1), tokens: at..<min(end, tokens.count), rule: "size")
  }

  /// "2.740 %"
  private func rate(_ at: Int) -> Fact? {
    guard kind(at) == .number,
      tokens[max(0, at - 4)..<at].contains(where: { ["rate", "interest", "apr", "discount", "vat", "of"].contains($0.form) }),
      form(at + 1) == "%" || form(at + 1) == "percent", form(at - 1) != "100", form(at) != "100"
    else { return nil }
    return Fact(type: "rate", value: form(at) + "%", tokens: at..<(at + 2), rule: "rate")
  }

  private static let counted: Set<String> = [
    "accounts", "mailboxes", "addresses", "folders", "windows", "devices", "computers", "profiles", "users", "guests",
    "passengers", "adults", "children", "rooms",
    "tickets", "people", "monitors", "persons", "nights",
  ]
  static let numbers: Set<String> = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

  /// "I have four different email accounts".
  private func count(_ at: Int) -> Fact? {
    guard kind(at) == .number && form(at).utf8.count <= 3 || Self.numbers.contains(form(at)) else { return nil }
    guard
      tokens[max(0, at - 4)..<at].contains(where: {
        ["have", "'ve", "has", "manage", "my", "with", "got", "running", "our"].contains($0.form)
      }), form(at - 1) != "and"
    else { return nil }
    for place in (at + 1)..<max(at + 2, min(at + 5, tokens.count)) where place < tokens.count {
      if kind(place) != .word { return nil }
      if Self.counted.contains(form(place)) {
        return Fact(type: form(place), value: form(at), tokens: at..<(place + 1), rule: "count")
      }
    }
    return nil
  }

  /// "Tel: XXXX", "my cell is [edited]": given, though withheld from us.
  func withheld(_ at: Int, _ place: Int) -> Fact? {
    let form = form(place)
    if form.utf8.count >= 4, form.utf8.allSatisfy({ $0 == 0x78 }) {
      return Fact(type: "phone", value: "withheld", tokens: at..<(place + 1), rule: "phone withheld")
    }
    guard form == "[", let end = (place..<min(place + 12, tokens.count)).first(where: { self.form($0) == "]" }) else {
      return nil
    }
    return Fact(type: "phone", value: "withheld", tokens: place..<(end + 1), rule: "phone withheld")
  }
}
