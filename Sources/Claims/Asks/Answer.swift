
extension Ask {
  /// The entry of the ledger that already answers this ask, or nil: the strongest, deeds before states.
  ///
  /// An action is answered by a deed of the same class with the same object (or none named), by a state that implies it,
  /// by contact, or by "I could not". A datum is answered by a value given; that it was merely mentioned is not enough.
  public func answer(in ledger: Ledger) -> Ledger.Entry? {
    if statesDifference { return nil }
    let asksWhether = rule == "have you" || rule == "did you"
    switch wish {
    case .datum(let type): return ledger.entries.first { Answer.gives($0.claim, type) }
    case .action(let action, let object):
      let wanted = Answer.Deed(action: action, object: object.map(ObjectRings.normal), quote: quote)
      for kinds in Answer.strength {
        if let entry = ledger.entries.first(where: {
          kinds.contains($0.claim.kind) && Answer.answers($0.claim, wanted, asksWhether: asksWhether)
        }) {
          return entry
        }
      }
      return nil
    }
  }
}

/// Whether a claim answers a wish.
enum Answer {
  /// Kinds in the order in which they are shown.
  static let strength: [Set<ClaimKind>] = [[.tried], [.notTried], [.contacted], [.preference], [.observed]]

  struct Deed {
    let action: String
    let object: String?
    let words: Set<String>

    init(action: String, object: String?, quote: String) {
      self.action = action
      // "Updated to 5.1" names no thing.
      self.object = object.flatMap {
        ObjectRings.generic.contains($0) || $0.utf8.first.map { (0x30...0x39).contains($0) } ?? true ? nil : $0
      }
      words = Self.content(quote)
    }

    /// Whom customers and we ourselves mean by us, where a contact is spoken of.
    private static let us: Set<String> = [
      "you", "us", "me", "we", "company", "support", "service", "team", "shop", "store", "seller", "agent", "helpdesk",
      "hotline", "office", "desk",
    ]

    /// Names us, or nobody.
    var isOfUs: Bool { object.map { !Self.us.isDisjoint(with: $0.split(separator: " ").map(String.init)) } ?? true }

    /// Content words without verbs of a known class at the front.
    private static func content(_ quote: String) -> Set<String> {
      var words: Set<String> = []
      for sentence in Sentence.all(in: quote) { words.formUnion(Self.words(sentence.tokens)) }
      return words
    }

    private static func words(_ tokens: [Token]) -> Set<String> {
      var found: Set<String> = []
      var at = 0
      while at < tokens.count {
        let end = min(at + ObjectPhrase.maxWords, tokens.count)
        found.formUnion(ObjectPhrase.read(tokens[at..<end]).words)
        at = end
      }
      return found
    }
  }

  /// Related fact types: who told since when has told the date.
  private static let related: [String: Set<String>] = [
    "since": ["date"], "device": ["device"], "url": ["url"], "error": ["error"], "case-number": ["case-number"],
  ]

  static func gives(_ claim: Claim, _ type: String) -> Bool {
    switch claim.kind {
    case .fact:
      guard let equals = claim.key.firstIndex(of: "=") else { return false }
      let given = String(claim.key[..<equals])
      return given == type || related[type]?.contains(given) ?? false
    case .observed: return claim.key == type
    case .notTried:
      guard claim.rule == "does not have" || claim.rule == "could not" else { return false }
      let noun = claim.key.split(separator: " ").dropFirst().joined(separator: " ")
      if Data.types[noun] == type { return true }
      return Sentence.all(in: claim.quote).contains { names(type, $0.tokens.map(\.form)) }
    default: return false
    }
  }

  /// One of the labels of a fact type stands among some words.
  private static func names(_ type: String, _ words: [String]) -> Bool {
    for at in words.indices {
      for length in 1...Data.maxLabel where at + length <= words.count {
        if Data.types[words[at..<(at + length)].joined(separator: " ")] == type { return true }
      }
    }
    return false
  }

  /// Classes that say little without an object: "I tried", "I checked" answer only what names the same thing.
  private static let vague: Set<String> = [
    "try", "check", "find", "open", "choose", "set", "change", "read", "run", "send", "complete", "enter", "start",
    "add", "create", "save", "remove",
    "enable", "disable", "attach", "install", "clear", "pull", "copy", "configure",
  ]

  /// Words that two different things are often both told with.
  private static let weak: Set<String> = [
    "app", "firefox", "thunderbird", "computer", "please", "i", "we", "other", "account", "window", "windows", "file",
    "folder", "page", "test",
    "server", "day", "time", "new", "tried", "try", "have", "'ve", "use", "using", "used", "do", "did", "sent", "send",
    "get", "n't", "'s", "'d", "could", "can", "you",
  ]

  /// Classes that say nothing at all without an object.
  private static let aimless: Set<String> = [
    "try", "check", "find", "open", "choose", "run", "read", "set", "enter", "start", "send", "change",
  ]

  static func answers(_ claim: Claim, _ wanted: Deed, asksWhether: Bool) -> Bool {
    let pieces = claim.key.split(separator: " ", maxSplits: 1).map(String.init)
    guard let action = pieces.first else { return false }
    let isMissing = claim.kind == .notTried && (action == "give" || action == "find")
    guard ActionClasses.areKin(action, wanted.action) || isMissing else {
      return false
    }
    if asksWhether, claim.kind == .notTried, action == "try" { return false }
    if claim.kind == .notTried, !asksWhether, claim.rule != "could not", claim.rule != "does not have" { return false }
    let told = Deed(action: action, object: pieces.count > 1 ? pieces[1] : nil, quote: claim.quote)
    if isMissing, action != wanted.action {
      // What cannot be found cannot be sent.
      guard ["send", "attach", "contact", "log-in"].contains(wanted.action) else { return false }
    }
    // Having written to a neighbour or a bank is no answer to "write to us".
    if wanted.action == "contact", action == "contact", wanted.isOfUs, !told.isOfUs { return false }
    let sharesHead = wanted.object.map { $0 == told.object || told.words.contains($0) } ?? false
    let shares = sharesHead || !wanted.words.intersection(told.words).subtracting(weak).isEmpty
    if action != wanted.action { return wanted.object == nil ? shares : told.object != nil && sharesHead }
    if shares { return true }
    if wanted.object == nil, told.object == nil { return !aimless.contains(action) }
    return (wanted.object == nil || told.object == nil) && !vague.contains(action)
  }
}
