public import Claims

extension Ledger {
  /// Fact types that stay true from one matter to the next, so that an earlier conversation answers them.
  ///
  /// An order number or a restart of last year says nothing about today's trouble; a name, a phone number or a serial
  /// number does.
  public static let lastingFacts: Set<String> = [
    "name", "phone", "email", "serial-number", "imei", "account-number", "account-name", "customer-number", "contract-number",
    "policy-number", "meter-number", "iban", "address", "os", "device", "product",
  ]

  /// All that one person has said: everything of this conversation, and what lasts of earlier ones.
  public init(conversation: [Entry], earlier: [Entry]) {
    let lasting = earlier.filter { entry in
      switch entry.claim.kind {
      case .preference: true
      case .fact: Self.lastingFacts.contains(entry.claim.key.split(separator: "=").first.map(String.init) ?? "")
      default: false
      }
    }
    self.init(
      (lasting + conversation).sorted {
        ($0.date, $0.message, $0.claim.span.lowerBound) < ($1.date, $1.message, $1.claim.span.lowerBound)
      })
  }
}
