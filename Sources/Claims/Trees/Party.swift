import Language

/// Whose deed a clause tells.
enum Party: Hashable {
  /// I, we, or nobody named where the customer speaks.
  case customer
  /// Somebody who acts for the customer: `my wife`, `a technician`.
  case helper
  /// Those written to, and others who are a party to the case: `you`, `they`, `the agent`.
  case company
  /// It, the parcel, the program.
  case thing
  /// The reader, of an imperative.
  case reader
  /// Nobody is named, and none is meant.
  case nobody

  private static let customers: Set<String> = ["i", "we", "ive", "im", "myself", "ourselves", "me", "us", "undersigned"]
  private static let helpers: Set<String> = [
    "wife", "husband", "son", "daughter", "friend", "colleague", "partner", "mother", "father", "mum", "mom", "dad", "brother",
    "sister",
    "neighbour", "neighbor", "technician", "tech", "secretary", "boss", "electrician", "engineer", "plumber", "accountant",
    "nephew",
    "niece", "grandson", "granddaughter", "girlfriend", "boyfriend", "spouse", "coworker", "co-worker", "roommate", "flatmate",
    "lawyer",
    "attorney", "dealer", "mechanic", "assistant", "cousin", "uncle", "aunt", "guy", "installer", "expert",
  ]
  private static let trades: Set<String> = [
    "technician", "electrician", "engineer", "plumber", "mechanic", "installer", "handyman",
  ]
  private static let companies: Set<String> = [
    "they", "he", "she", "you", "company", "bank", "agent", "representative", "rep", "supervisor", "manager", "support",
    "service",
    "shop", "store", "seller", "merchant", "agency", "department", "team", "someone", "somebody", "lady", "man", "woman",
    "person",
    "officer", "staff", "employee", "customer service", "carrier", "driver", "courier", "airline", "hotel", "landlord", "lender",
    "bureau", "court", "provider", "helpdesk", "desk", "hotline", "office", "dispatcher", "operator", "advisor", "adviser",
    "clerk",
    "banker", "nobody", "everyone", "anyone", "who", "insurer", "vendor", "warehouse", "restaurant", "police", "creditor",
    "collector",
    "depot", "teller", "assistant", "host", "owner", "doctor", "broker", "one", "people", "folks", "mozilla", "experian",
    "equifax", "transunion",
  ]
  /// What people do, and programs and parcels do not.
  fileprivate static let personal: Set<String> = [
    "verify", "check", "try", "call", "email", "phone", "restart", "reboot", "reinstall", "uninstall", "test",
  ]
  private static let wares: Set<String> = [
    "sound", "graphics", "video", "audio", "printer", "device", "display", "network", "usb", "latest", "new", "wifi", "gpu",
  ]
  private static let possessives: Set<String> = ["my", "our"]

  /// A technician and the like, who comes when called.
  static func isTrade(_ lemma: String) -> Bool {
    trades.contains(lemma) || ["tech", "expert", "guy", "specialist"].contains(lemma)
  }

  /// - Parameter at: the subject's head.
  static func of(_ at: Int, in sentence: ReadSentence) -> Party {
    let form = sentence.forms[at]
    let lemma = sentence.lemma(at)
    if customers.contains(form) { return .customer }
    let isOurs = sentence.children(at, .nmod, .det).contains { possessives.contains(sentence.forms[$0]) }
    // "The engineer came": sent by us or not, it was done for the customer.
    if trades.contains(lemma), !sentence.children(at, .det).isEmpty { return .helper }
    if helpers.contains(lemma),
      isOurs || sentence.children(at, .det).contains(where: { ["a", "an", "another"].contains(sentence.forms[$0]) })
    {
      return .helper
    }
    // "The sound driver" is software.
    if lemma == "driver",
      form == "drivers" && sentence.children(at, .compound).count > 0
        || sentence.children(at, .compound, .amod).contains(where: { wares.contains(sentence.forms[$0]) })
    {
      return .thing
    }
    if companies.contains(lemma) || companies.contains(form) { return .company }
    return .thing
  }
}

extension ReadSentence {
  /// Whose deed a clause tells.
  func party(_ clause: ReadClause) -> Party {
    if let known = findings.parties[clause.verb] { return known }
    let found = foundParty(clause)
    findings.parties[clause.verb] = found
    return found
  }

  private func foundParty(_ clause: ReadClause) -> Party {
    // "Before the card started charging": a finite verb behind a conjunction has its subject right before it.
    var finite = clause.verb
    if relation(finite) == .xcomp, let head = tokens[finite].head { finite = head }
    if let above = finite == clause.verb ? clause : self.clause(at: finite), above.frame.role == .adverbial,
      above.frame.marker != nil, tokens[finite].xpos == "VBD", finite > 0, tokens[finite - 1].partOfSpeech == .noun,
      children(finite, .nsubj).isEmpty, !above.frame.isPassive
    {
      return Party.of(finite - 1, in: self)
    }
    // "My request is odd and am happy to prove it"
    if let first = (clause.frame.auxiliaries.map(\.index) + [clause.frame.copula?.index].compactMap(\.self)).min(),
      ["am", "'m"].contains(forms[first])
    {
      return .customer
    }
    switch clause.frame.subject {
    case .own(let word): return Party.of(word.index, in: self)
    case .inherited(let word):
      let party = Party.of(word.index, in: self)
      // "After restarting, the error is gone": the error has restarted nothing.
      // "It fails to show them and verified that the box is checked": programs verify nothing.
      if party == .thing, relation(clause.verb) == .conj, tokens[clause.verb].xpos == "VBD",
        let head = tokens[clause.verb].head, ["VBZ", "VBP", "JJ"].contains(tokens[head].xpos),
        Party.personal.contains(lemma(clause.verb)), clause.frame.auxiliaries.isEmpty
      {
        return .customer
      }
      // "The box is checked and can't find the settings": nor do boxes look for anything.
      if party == .thing, relation(clause.verb) == .conj, lemma(clause.verb) == "find", clause.frame.modal == "can",
        clause.frame.isNegative
      {
        return .customer
      }
      // "After trying to delete it, the mails return": nor have the mails deleted.
      if party != .customer, relation(clause.verb) == .xcomp, let head = tokens[clause.verb].head, tokens[head].xpos == "VBG",
        let above = self.clause(at: head), self.party(above) == .nobody
      {
        return .nobody
      }
      if party != .customer, clause.frame.role == .adverbial, tokens[clause.verb].xpos == "VBG",
        !children(clause.verb, .mark, .case, .advmod).isEmpty
      {
        return .nobody
      }
      return party
    case .dropped:
      // "Has applied to the balance": it, not I.
      let verbs = clause.frame.auxiliaries.map(\.index) + [clause.frame.copula?.index].compactMap(\.self) + [clause.verb]
      return verbs.first.map { tokens[$0].xpos == "VBZ" } ?? false ? .thing : .customer
    case .reader: return .reader
    case .nobody: return .nobody
    }
  }

  /// The word that says who, if it is there.
  func subject(_ clause: ReadClause) -> Int? {
    switch clause.frame.subject {
    case .own(let word), .inherited(let word): word.index
    case .dropped, .reader, .nobody: nil
    }
  }
}
