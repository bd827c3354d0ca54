extension Message {
  /// Every Authentication-Results field, topmost first. Parsed, not trusted: see ``AuthenticationResults``.
  public var authenticationResults: [AuthenticationResults] {
    rawValues(named: "authentication-results").compactMap { AuthenticationResults($0.span) }
  }

  /// The List-* fields; nil where there is none. The first of each name counts.
  public var listFields: ListFields? {
    var result = ListFields()
    var isFound = false
    func first(_ name: String, _ take: (Span<UInt8>) -> Void) {
      guard let value = rawValues(named: name).first else { return }
      isFound = true
      take(value.span)
    }
    first("list-id") { result.takeID($0) }
    first("list-unsubscribe") { result.unsubscribe = ListFields.uris(in: $0) }
    first("list-unsubscribe-post") { result.takeUnsubscribePost($0) }
    first("list-subscribe") { result.subscribe = ListFields.uris(in: $0) }
    first("list-post") { result.takePost($0) }
    first("list-help") { result.help = ListFields.uris(in: $0) }
    first("list-owner") { result.owner = ListFields.uris(in: $0) }
    first("list-archive") { result.archive = ListFields.uris(in: $0) }
    return isFound ? result : nil
  }

  /// The first Auto-Submitted field; nil where there is none.
  public var autoSubmitted: AutoSubmitted? {
    rawValues(named: "auto-submitted").first.flatMap { AutoSubmitted($0.span) }
  }

  /// Every Received field, topmost (the last hop) first.
  public var received: [ReceivedField] {
    rawValues(named: "received").compactMap { ReceivedField($0.span) }
  }
}
