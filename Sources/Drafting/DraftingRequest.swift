public import Claims

/// What was done about a customer's trouble, once somebody has done it.
public struct Done: Hashable, Sendable {
  /// The deed as a past participle phrase: `moved the upgrade to the right blog`.
  public let text: String
  /// First name of who did it; nil for the person who signs.
  public let by: String?

  public init(text: String, by: String? = nil) {
    self.text = text
    self.by = by
  }
}

/// Everything a reply is drafted from. All texts may be hostile; none is ever read as a template.
public struct DraftingRequest: Hashable, Sendable {
  /// Display name of the sender, decoded; may be empty.
  public let customerName: String
  /// The sender's address.
  public let address: String
  /// The decoded Subject.
  public let subject: String
  /// What the customer wrote now, without quotes and signature.
  public let ownWords: String
  /// Claims of the newest message, in order of place: what the reply acknowledges.
  public let claims: [Claim]
  /// Everything this customer has said, here and earlier: what the reply must not ask for.
  public let ledger: Ledger
  /// What was said in this conversation: the only facts that the reply shows. A sender can be forged, and must not be
  /// told what somebody else said before (OBLIGATIONS D-9).
  public let conversation: Ledger
  /// Nil before anybody has acted.
  public let done: Done?
  /// Name of the template to use; nil to choose one by the customer's words.
  public let template: String?

  public init(
    customerName: String, address: String, subject: String, ownWords: String, claims: [Claim], ledger: Ledger,
    conversation: Ledger? = nil, done: Done? = nil, template: String? = nil
  ) {
    self.customerName = customerName
    self.address = address
    self.subject = subject
    self.ownWords = ownWords
    self.claims = claims
    self.ledger = ledger
    self.conversation = conversation ?? ledger
    self.done = done
    self.template = template
  }
}

/// Everything the thanks to one customer is drafted from.
public struct ThanksRequest: Hashable, Sendable {
  /// Display name of the customer, decoded; may be empty.
  public let customerName: String
  /// The customer's address.
  public let address: String
  /// What they raised, verbatim.
  public let theirWords: String
  /// What was done about it, as whole sentences of ours: `The chef uses less sauce since Monday.`
  public let resolution: String
  /// When they raised it, as it shall be read: `3 May`. Empty where it is not known.
  public let date: String

  public init(customerName: String, address: String, theirWords: String, resolution: String, date: String) {
    self.customerName = customerName
    self.address = address
    self.theirWords = theirWords
    self.resolution = resolution
    self.date = date
  }
}

// Both hold a customer's words, which no log or error may print by accident.
extension DraftingRequest: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "drafting request, \(claims.count) claims (words withheld)" }
  public var debugDescription: String { description }
}

extension ThanksRequest: CustomStringConvertible, CustomDebugStringConvertible {
  public var description: String { "thanks request (words withheld)" }
  public var debugDescription: String { description }
}
