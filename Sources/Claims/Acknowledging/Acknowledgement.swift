extension ClaimReader {
  /// A sentence that says what was heard, in place of an ask for it: `Thank you for checking the tracker on Tuesday.`
  ///
  /// It is a proposal for the agent's own words; it repeats values and names of things, and none of the customer's sentences.
  public func acknowledgement(of entry: Ledger.Entry) -> String { Acknowledgement(lexicon: lexicon, entry: entry).sentence }
}

struct Acknowledgement {
  let lexicon: Lexicon
  let entry: Ledger.Entry

  private var claim: Claim { entry.claim }

  var sentence: String {
    let (action, object) = Self.parted(claim.key)
    switch claim.kind {
    case .fact: return given
    case .tried where claim.key == DeedRules.that: return "Thank you for having done that already\(day)."
    case .tried: return thanks(action, object)
    case .observed where claim.impliesStep: return thanks(action, object)
    case .observed where claim.rule == StateRules.absent: return "I see that there is no \(thing(object) ?? "such thing")."
    case .observed where claim.rule == StateRules.cannot: return "I see that you cannot \(phrase(action, object, Gerund.base))."
    case .observed: return "Thank you for telling us what you see."
    case .contacted: return "I see that you have been in touch about this already\(day)."
    case .notTried where claim.rule == "could not": return "I understand that you cannot \(phrase(action, object, Gerund.base))."
    case .notTried: return "I have seen that you did not \(phrase(action, object, Gerund.base))."
    case .preference: return preferred(action)
    case .promised: return "I see what was promised to you\(day)."
    case .request, .feedback, .feeling: return "I have read what you wish for."
    }
  }

  private func thanks(_ action: String, _ object: String?) -> String {
    if claim.circumstances.doer == .helper { return "Thank you for having had that done already\(day)." }
    return "Thank you for \(phrase(action, object, Gerund.gerund))\(often)\(day)."
  }

  private func preferred(_ action: String) -> String {
    action == "contact" || claim.rule == "not to call"
      ? "You asked not to be called, so I write to you." : "You told us what you do not want, and I keep to it."
  }

  private var given: String {
    let pieces = claim.key.split(separator: "=", maxSplits: 1).map(String.init)
    guard pieces.count == 2 else { return "Thank you for telling us." }
    let label = pieces[0].split(separator: "-").joined(separator: " ")
    if label == "evidence" { return "Thank you for what you kept for us." }
    // The value as the customer wrote it holds its label too; the normalised one is what we compare.
    return "Thank you, I have your \(Self.labels[pieces[0]] ?? label): \(pieces[1])."
  }

  private static let labels: [String: String] = [
    "os": "operating system", "email": "e-mail address", "phone": "phone number", "url": "link",
    "since": "account of since when it is so",
  ]

  // Words -------------------------------------------------------------------------------------------------------------------

  private static func parted(_ key: String) -> (action: String, object: String?) {
    let pieces = key.split(separator: " ", maxSplits: 1).map(String.init)
    return (pieces.first ?? "", pieces.count > 1 ? pieces[1] : nil)
  }

  /// `checking the tracker`, `logging in`.
  private func phrase(_ action: String, _ object: String?, _ form: (String) -> String) -> String {
    var words = action.split(separator: "-").map(String.init)
    if action == "evidence" { words = ["send"] }
    if action == "withdraw-money" || action == "move-house" || action == "stop-payment" || action == "close-account" {
      return ([form(words[0])] + (action == "move-house" ? [] : ["the"]) + words.dropFirst()).joined(separator: " ")
    }
    guard let verb = words.first else { return "doing that" }
    let object = thing(object)
    let tail = words.dropFirst().joined(separator: " ")
    // "Backed the files up" and "logged in to the account".
    return ([form(verb), tail.isEmpty ? nil : tail] + [object ?? (Self.needsObject.contains(action) ? "that" : nil)])
      .compactMap(\.self).joined(separator: " ")
  }

  /// Classes that cannot stand alone: `thank you for checking` can, `thank you for clearing` cannot.
  private static let needsObject: Set<String> = [
    "accept", "activate", "add", "attach", "change", "choose", "clean", "clear", "complete", "configure", "create", "disable",
    "download", "enable", "enter", "evidence", "find", "fix", "go-to", "install", "make", "open", "provide", "put", "reinstall",
    "remove", "replace", "reset", "restore", "run", "save", "send", "set", "start", "switch", "try", "uninstall", "update", "use",
  ]

  /// With the article that its name takes; nil for a pronoun, a number or a word that we do not know to be a thing.
  private func thing(_ object: String?) -> String? {
    guard let object, !Deed.pronouns.contains(object), object.utf8.first.map({ (0x61...0x7A).contains($0) }) ?? false else {
      return nil
    }
    if object == "other-browser" { return "another browser" }
    let name = object.split(separator: "-").joined(separator: " ")
    let words = lexicon.plain(claim.quote)
    // As the customer has it, `my router` is ours to call `your router`; a name that stands alone has no article.
    for at in words.indices.dropLast() where words[at + 1] == object || lexicon.rings[words[at + 1]] == object {
      switch words[at] {
      case "my", "our": return "your \(words[at + 1])"
      case "the", "a", "an", "this", "that", "your", "their": return "the \(words[at + 1])"
      default: continue
      }
    }
    return claim.source == .attachment || lexicon.rings[object] == object ? "the \(name)" : nil
  }

  private var often: String {
    switch claim.circumstances.times {
    case 2: " twice"
    case .some(3...): " several times"
    default: ""
    }
  }

  /// "On Tuesday" within the week before the mail, else "on 3 November".
  private var day: String {
    guard let day = claim.circumstances.day else { return "" }
    let age = CivilDay(secondsSince1970: entry.date).daysSince1970 - day.daysSince1970
    return (0...6).contains(age) && entry.date != 0 ? " on \(day.weekdayName)" : " on \(day.day) \(day.monthName)"
  }
}

/// English verbs, as a sentence of ours needs them.
enum Gerund {
  static func base(_ verb: String) -> String { verb }

  /// `checking`, `removing`, `setting`, `tying`.
  static func gerund(_ verb: String) -> String {
    let letters = Array(verb.utf8)
    guard letters.count > 2 else { return verb + "ing" }
    if verb == "quit" { return "quitting" }
    if verb.hasSuffix("ie") { return verb.dropLast(2) + "ying" }
    if verb.hasSuffix("e"), !verb.hasSuffix("ee"), !verb.hasSuffix("ye"), !verb.hasSuffix("oe") { return verb.dropLast() + "ing" }
    let (before, vowel, last) = (letters[letters.count - 3], letters[letters.count - 2], letters[letters.count - 1])
    let doubles =
      isVowel(vowel) && !isVowel(last) && !isVowel(before) && !"wxy".utf8.contains(last)
      && (letters.count(where: isVowel) == 1 || stressedAtEnd.contains(verb))
    return verb + (doubles ? String(decoding: [last], as: UTF8.self) : "") + "ing"
  }

  /// Longer verbs whose last syllable is said with force.
  private static let stressedAtEnd: Set<String> = [
    "submit", "reset", "permit", "forget", "begin", "refer", "defer", "format", "unplug", "control",
  ]

  private static func isVowel(_ letter: UInt8) -> Bool { "aeiou".utf8.contains(letter) }
}
