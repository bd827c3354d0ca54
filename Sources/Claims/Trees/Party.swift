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
  private static let possessives: Set<String> = ["my", "our"]

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
    if companies.contains(lemma) || companies.contains(form) { return .company }
    return .thing
  }
}

extension ReadSentence {
  /// Whose deed a clause tells.
  func party(_ clause: ReadClause) -> Party {
    switch clause.frame.subject {
    case .own(let word): return Party.of(word.index, in: self)
    case .inherited(let word):
      let party = Party.of(word.index, in: self)
      // "After restarting, the error is gone": the error has restarted nothing.
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
