/// Where a message is on its way to the desk.
public enum MessageState: String, Hashable, Sendable, CaseIterable, Codable {
  /// Its bytes are kept, with the cursor that found them. A crash leaves it here; the next start reads it.
  case stored
  /// It was read: threaded, classed, its claims kept, and a draft made where a person wrote it.
  case read
}

/// Where a draft is in its life.
public enum DraftState: String, Hashable, Sendable, CaseIterable, Codable {
  /// Waiting for a person. May be edited any number of times; each edit is a new revision.
  case proposed
  /// A person said yes to one revision, and the outbox has its bytes.
  case approved
  /// A newer mail of the customer made it stale, before it was approved or before it was sent; or somebody answered
  /// the mail with another program. Final.
  case superseded
  /// A person said no. Final.
  case rejected
}

/// What a draft is for.
public enum DraftKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// Answers a customer's mail.
  case reply
  /// Tells a customer what was done about what they raised.
  case thanks
}
