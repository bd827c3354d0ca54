/// The names a template may use, and what each stands for.
///
/// A name has a value or none; a name without a value shows nothing inside its own section and stops the draft outside.
enum TemplateName {
  /// In replies and thanks.
  static let common = [
    "greeting",  // "Hello Ann," or "Hello,"
    "first_name",  // "Ann", where the display name surely holds one
    "address",  // the address they write from
  ]

  /// In replies.
  static let reply = [
    "subject",  // their subject, on one line
    "tried",  // "you looked at the tracker, and it says "undeliverable"": steps they took, restated
    "contacted",  // "you called us twice last week": earlier contact, restated
    "story",  // "you bought the upgrade for the wrong blog": what came before the trouble, restated
    "wrote",  // "..." and "...": what cannot surely be restated, verbatim
    "acknowledged",  // the list of all of these, each a clause
    "done",  // "I have moved the upgrade.": what a person did
    "asked",  // there is an ask left
  ]

  /// In thanks.
  static let thanks = [
    "topic.words",  // what they raised, verbatim
    "topic.resolution",  // what was done about it
    "topic.date",  // when they raised it
  ]

  /// Types of facts that a text may show, as `fact.order-number`, and ask for.
  static let facts = [
    "account-name", "account-number", "accounts", "address", "amount", "card-number", "case-number", "company",
    "contract-number", "customer-number", "date", "deadline", "device", "email", "extension", "error", "iban", "imei", "invoice-number",
    "member-number", "meter-number", "name", "network", "order-number", "os", "phone", "policy-number", "product", "protocol",
    "provider", "serial-number", "since", "term", "tracking-number", "url", "version",
  ]

  static let shownFacts = facts.map { "fact.\($0)" }

  /// All names but asks, which each template declares.
  static let all = common + reply + thanks + shownFacts

  private static let known = Set(all)

  static func isKnown(_ name: String) -> Bool { known.contains(name) }
}
