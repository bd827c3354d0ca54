extension FieldRange {
  /// Whether mail has fields of this name: the ones that are looked for, and the families that programs add. Words
  /// that a customer writes before a colon are not among them.
  ///
  /// - Parameter base: what to take off places in the message to have those in `bytes`.
  func isTelling(_ bytes: Span<UInt8>, _ base: Int) -> Bool {
    guard known == .other else { return true }
    let start = name.lowerBound - base
    return Self.families.contains { family in
      guard family.count <= name.count else { return false }
      for place in 0..<family.count where bytes[start + place].lowercasedASCII != family[place] { return false }
      return true
    }
  }

  /// Beginnings of names (IANA, message header field names) that nobody writes in front of a colon.
  private static let families: [[UInt8]] = [
    "x-", "arc-", "authentication-", "auto-submitted", "autocrypt", "content-", "delivered-", "delivery-date",
    "disposition-notification", "dkim-", "domainkey-", "envelope-to", "errors-to", "feedback-id", "list-", "mime-",
    "original-", "precedence", "received", "resent-", "return-", "tls-", "thread-", "user-agent",
  ].map { Array($0.utf8) }
}
