/// Whether what a customer stated answers what we ask.
struct Matcher: Sendable {
  let lexicon: Lexicon

  /// Kinds in the order in which they are shown: deeds before states.
  private static let strength: [Set<ClaimKind>] = [[.tried], [.notTried], [.contacted], [.preference], [.observed], [.request]]

  /// The entries of one ledger, prepared once for all asks: what a claim's words name is read off its quote.
  struct Prepared {
    let entries: [Entry]

    struct Entry {
      let said: Ledger.Entry
      let told: Told
    }
  }

  func prepared(_ ledger: Ledger) -> Prepared {
    Prepared(
      entries: ledger.entries.map { said in
        let pieces = said.claim.key.split(separator: " ", maxSplits: 1).map(String.init)
        let quote = Self.compared.contains(said.claim.kind) ? said.claim.quote : ""
        return Prepared.Entry(
          said: said, told: Told(action: pieces.first ?? "", object: pieces.count > 1 ? pieces[1] : nil, quote: quote, lexicon))
      })
  }

  /// Kinds of which the words are compared with an ask's.
  private static let compared: Set<ClaimKind> = [.tried, .notTried, .contacted, .preference, .observed]

  /// What answers an ask, its stated difference left aside where `anyhow`.
  func answer(to ask: Ask, in ledger: Prepared, anyhow: Bool = false) -> Ledger.Entry? {
    let differs = ask.statesDifference && !anyhow
    switch ask.wish {
    case .datum(let type):
      if type == "phone", let refused = ledger.entries.first(where: { refusesCalls($0.said.claim) }) { return refused.said }
      return differs ? nil : ledger.entries.last { gives($0.said.claim, type) }?.said
    // "We have not heard from you" is wrong to whoever wrote anything.
    case .action("reply", _): return ledger.entries.last?.said
    case .action(let action, let object):
      let wanted = Told(action: action, object: object.map(lexicon.thing), quote: ask.quote, lexicon)
      let asksWhether = ask.rule == "have you" || ask.rule == "did you"
      // What is different this time was not done before; but it may be what they do not want.
      if action == "contact", Self.isByPhone(lexicon.plain(ask.quote)),
        let refused = ledger.entries.first(where: { refusesCalls($0.said.claim) })
      {
        return refused.said
      }
      for kinds in differs ? [[.preference]] : Self.strength {
        if let entry = ledger.entries.first(where: {
          kinds.contains($0.said.claim.kind) && answers($0, wanted, asksWhether: asksWhether, asksDid: ask.rule == "did you")
        }) {
          return entry.said
        }
      }
      return nil
    }
  }

  /// A deed as it is compared.
  struct Told {
    let action: String
    let object: String?
    let words: Set<String>
    /// Words and the rings of things that may tell it from another.
    let marks: Set<String>

    init(action: String, object: String?, quote: String, _ lexicon: Lexicon) {
      self.action = action
      let words = lexicon.content(quote)
      var marks = words.union(lexicon.plain(quote))
      // The verb `may` is no month.
      if !quote.contains("May") { marks.remove("may") }
      self.marks = marks
      // "Updated to 5.1" names no thing.
      self.object = object.flatMap {
        Matcher.generic.contains($0) || $0.utf8.first.map { (0x30...0x39).contains($0) } ?? true ? nil : $0
      }
      // The deed itself is no thing that it is done to.
      self.words = words.filter { lexicon.nouns[$0] != action || lexicon.rings[$0] != nil }
    }

    var isOfUs: Bool { object.map { !Matcher.us.isDisjoint(with: $0.split(separator: " ").map(String.init)) } ?? true }
  }

  /// Nouns too vague to tell two things apart.
  static let generic: Set<String> = [
    "it", "this", "that", "them", "they", "these", "those", "everything", "all", "thing", "one", "same", "step", "something",
    "anything", "what", "both",
    "stuff", "we", "you", "i", "some", "problem", "issue", "again", "everyone", "team", "support", "page", "device", "there",
    "here", "help", "other",
  ]
  /// Whom customers and we ourselves mean by us, where a contact is spoken of.
  static let us: Set<String> = [
    "you", "we", "they", "company", "support", "service", "team", "shop", "store", "seller", "agent", "helpdesk", "hotline",
    "office", "desk", "i",
  ]
  /// Classes that say little without an object.
  private static let vague: Set<String> = [
    "try", "check", "find", "open", "choose", "set", "change", "read", "run", "send", "complete", "enter", "start", "add",
    "create", "save", "remove", "enable",
    "disable", "attach", "install", "clear", "copy", "configure", "go-to", "click", "provide", "connect", "make", "put",
    "download", "save", "evidence", "replace", "switch",
  ]
  /// Classes that say nothing at all without one.
  private static let aimless: Set<String> = [
    "try", "check", "find", "open", "choose", "run", "read", "set", "enter", "start", "send", "change", "go-to", "click", "put",
    "make", "provide",
  ]
  /// Words that two different things are often both told with.
  private static let weak: Set<String> = [
    "app", "firefox", "thunderbird", "computer", "window", "windows", "file", "folder", "page", "test", "server", "day", "time",
    "new", "account", "other",
    "problem", "thing", "version", "way", "please", "help", "mail", "today", "number",
  ]

  /// Related fact types: who told since when has told the date.
  private static let related: [String: Set<String>] = [
    "since": ["date"], "device": ["os"], "provider": ["email", "server"],
    "accounts": ["addresses", "mailboxes"],
  ]

  func gives(_ claim: Claim, _ type: String) -> Bool {
    switch claim.kind {
    case .fact:
      guard let equals = claim.key.firstIndex(of: "=") else { return false }
      let given = String(claim.key[..<equals])
      return given == type || Self.related[type]?.contains(given) ?? false
    case .observed: return claim.impliesStep && claim.key == type || type == "error" && claim.key.hasPrefix("message")
    case .notTried:
      guard claim.rule == "does not have" || claim.rule == "could not" else { return false }
      let words = lexicon.plain(claim.quote)
      return DataLabels.names(type, words)
    default: return false
    }
  }

  private func answers(_ entry: Prepared.Entry, _ wanted: Told, asksWhether: Bool, asksDid: Bool) -> Bool {
    let (claim, told) = (entry.said.claim, entry.told)
    let action = told.action
    switch claim.kind {
    case .preference: return refuses(claim, wanted)
    case .request: return false
    default: break
    }
    let cannot = claim.kind == .notTried && ["could not", "does not have"].contains(claim.rule)
    if claim.kind == .notTried, !asksWhether, !cannot { return false }
    // "Have you tried your password?" suggests it to who says that he did not; "have you used the card?" is answered.
    if asksWhether, claim.kind == .notTried,
      claim.rule == "planned" || !asksDid && (wanted.action == "try" || action == "try")
    {
      return false
    }
    if claim.kind == .observed {
      if claim.rule == "not received" { return lacks(told.object, wanted) }
      if claim.rule == StateRules.absent {
        return ["choose", "click", "open", "go-to", "find", "check", "enter"].contains(wanted.action)
          && !wanted.words.isDisjoint(with: lexicon.content(claim.quote).subtracting(["setting", "menu"]))
      }
      guard claim.impliesStep || claim.rule == StateRules.cannot else { return false }
    }
    // "I have no idea how to do it manually"
    if cannot, claim.key == DeedRules.that {
      return !wanted.words.intersection(lexicon.content(claim.quote)).subtracting(Self.weak).isEmpty
    }
    if tellsApart(wanted, told) { return false }
    let isSame = action == wanted.action
    guard isSame || lexicon.areKin(action, wanted.action) || cannot && ["find", "provide", "log-in"].contains(action) else {
      return false
    }
    if wanted.action == "contact" {
      // Having written to a neighbour or a bank is no answer to "write to us".
      if action == "contact", wanted.isOfUs, !told.isOfUs, wanted.words.isDisjoint(with: told.words) { return false }
    }
    // A letter that went to somebody is no letter that we have.
    if claim.kind == .contacted, !["contact", "ask-for", "call-back", "dispute"].contains(wanted.action) { return false }
    let sharesHead = wanted.object.map { $0 == told.object || told.words.contains($0) } ?? false
    let shares = sharesHead || !wanted.words.intersection(told.words).subtracting(Self.weak).isEmpty
    // Of one and the same release.
    let sharesRelease = wanted.words.contains { $0.utf8.contains(0x2E) && told.words.contains($0) }
    if !isSame {
      return sharesRelease || wanted.object == nil ? shares : sharesHead || told.object.map { wanted.words.contains($0) } ?? false
    }
    if shares { return true }
    if wanted.object == nil, told.object == nil { return !Self.aimless.contains(action) }
    return (wanted.object == nil || told.object == nil) && !Self.vague.contains(action)
  }

  /// "The invoice of May" and "the invoice of June", "on my phone" and "on your tablet" are two.
  private func tellsApart(_ wanted: Told, _ told: Told) -> Bool {
    lexicon.contrasts.contains { group in
      let (asked, said) = (wanted.marks.intersection(group), told.marks.intersection(group))
      return !asked.isEmpty && !said.isEmpty && asked.isDisjoint(with: said)
    }
  }

  /// "I did not get the reset link" answers "use the reset link".
  private func lacks(_ object: String?, _ wanted: Told) -> Bool {
    guard let object, !Self.generic.contains(object) else { return false }
    return wanted.object == object || wanted.words.contains(object)
  }

  static func isByPhone(_ words: [String]) -> Bool {
    words.contains { ["call", "calls", "phone", "ring", "telephone", "calling", "phoning", "dial"].contains($0) }
  }

  /// "I am deaf", "not to call", "I prefer e-mail", "in writing only".
  private func refusesCalls(_ claim: Claim) -> Bool {
    guard claim.kind == .preference else { return false }
    if claim.rule == "not to call" { return true }
    let words = lexicon.plain(claim.quote)
    if claim.rule == "do not" || claim.rule == "wants not" { return Self.isByPhone(words) }
    return claim.rule == RequestRules.keeping && !Self.isByPhone(words)
      && words.contains { ["email", "e-mail", "mail", "writing", "text", "chat", "letter"].contains($0) }
  }

  /// "We are hoping to avoid a restart", "not to call".
  private func refuses(_ claim: Claim, _ wanted: Told) -> Bool {
    let words = lexicon.content(claim.quote)
    let key = claim.key.split(separator: " ").map(String.init)
    let isRefused = claim.rule == "wants not" || claim.rule == "do not" || claim.rule == "not to call" || words.contains("avoid")
    // "I want to stay with it" refuses to use another.
    if claim.rule == RequestRules.keeping, ["try", "switch", "change", "install"].contains(wanted.action), wanted.object != nil {
      let kept = words.union(lexicon.plain(claim.quote))
      return !wanted.words.subtracting(kept).isEmpty && wanted.words.isDisjoint(with: kept.subtracting(Self.weak))
    }
    guard isRefused else { return false }
    if key.contains(wanted.action) || words.contains(wanted.action) { return true }
    return wanted.action == "contact" && claim.rule == "not to call"
  }
}

extension Lexicon {
  func areKin(_ one: String, _ other: String) -> Bool {
    one == other || kin.contains { $0.contains(one) && $0.contains(other) }
  }

  /// The words of a text in lower case, with straight apostrophes, split at whatever is no letter or digit.
  func plain(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in text.lowercased().unicodeScalars {
      // `52.9.1` and `-` within a word belong to it.
      let joins = scalar == "-" && !word.isEmpty || scalar == "." && word.utf8.last.map { (0x30...0x39).contains($0) } ?? false
      if scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value) || joins {
        word.unicodeScalars.append(scalar)
      } else if !word.isEmpty {
        if word.hasSuffix(".") { word.removeLast() }
        words.append(word)
        word = ""
      }
    }
    if word.hasSuffix(".") { word.removeLast() }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// What a text names: its content words by their rings, the longest names first.
  func content(_ text: String) -> Set<String> {
    let words = plain(text)
    var found: Set<String> = []
    var at = 0
    while at < words.count {
      var length = min(3, words.count - at)
      var ring: String?
      while length > 0 {
        ring = rings[words[at..<(at + length)].joined(separator: " ")]
        if ring != nil { break }
        length -= 1
      }
      if let ring {
        found.insert(ring)
        at += length
        continue
      }
      let word = words[at]
      at += 1
      if word.utf8.count < 3 || Self.small.contains(word) { continue }
      found.insert(thing(word))
      for reading in VerbForm.readings(of: word) where actions[reading.lemma] != nil { found.insert(reading.lemma) }
    }
    // The verbs that make it an ask or a deed are compared as classes.
    return found.filter { actions[$0] == nil || rings[$0] != nil || nouns[$0] != nil }
  }

  private static let small: Set<String> = [
    "the", "and", "you", "your", "for", "with", "that", "this", "have", "has", "had", "was", "were", "are", "not", "but", "from",
    "our", "could", "would",
    "can", "please", "also", "then", "them", "they", "any", "all", "its", "out", "into", "his", "her", "their", "there", "been",
    "did", "does", "will", "should",
    "what", "which", "when", "where", "how", "who", "why", "again", "once", "more", "some", "just", "only", "even", "still",
    "now", "after", "before", "via",
    "about", "over", "under", "off", "down", "back", "than", "too", "very", "let", "know", "tell", "need", "want", "make", "sure",
    "already", "help", "helps", "such",
    "tried", "trying", "xxxx", "xxx", "using", "used", "use", "own", "other", "another", "different", "multiple", "several",
    "one", "two", "haven", "don", "didn", "couldn", "cannot", "doesn",
  ]
}
